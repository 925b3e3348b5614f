package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Rig.DEBTOR;
import static io.evenkeel.core.sim.Rig.KEEPER;
import static io.evenkeel.core.sim.Rig.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SessionAckDecoder;
import io.evenkeel.codecs.SessionRequestEncoder;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.sim.command.CommandWriter;
import io.evenkeel.core.sim.command.EngineFeeder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.event.Event;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;

/** Bad bytes, strangers, sequences and roles: the gate's refusals (SPEC 7 and 8). */
class GateRefusalTest {
    private static final long VENUE_SESSION = EngineFeeder.sessionOf(Parties.VENUE);
    private static final long GATEWAY_SESSION = EngineFeeder.sessionOf(Parties.GATEWAY);

    private static int writeTrade(final Rig rig, final long sequence) {
        return rig.feeder().writer().trade(sequence, rig.trade(KEEPER, OTHER, 10, 5_000_000));
    }

    private static long nextVenueSequence(final Rig rig) {
        return rig.feeder().sequenceOf(Parties.VENUE) + 1;
    }

    private static MutableDirectBuffer buffer(final Rig rig) {
        return rig.feeder().writer().buffer();
    }

    private static void assertRefused(
            final Rig rig, final long session, final int length, final RejectCode... codes) {
        final String before = rig.everything();
        final Event.Ack ack = rig.feedRaw(session, length);
        assertThat(ack.rejectCode()).isIn(List.of(codes));
        assertThat(ack.isRepeated()).isFalse();
        assertThat(rig.everything()).isEqualTo(before);
        if (session == VENUE_SESSION && ack.sequence() == nextVenueSequence(rig) && isSpending(ack.rejectCode())) {
            rig.feeder().spendSequence(Parties.VENUE, 1);
        }
    }

    private static boolean isSpending(final RejectCode code) {
        return code != RejectCode.SEQUENCE_GAP && code != RejectCode.NOT_AUTHENTICATED;
    }

    @Test
    void shouldRefuseWhenSchemaOrVersionIsNotOurs() {
        final Rig rig = new Rig().funded();
        int length = writeTrade(rig, nextVenueSequence(rig));
        buffer(rig).putShort(MessageHeaderEncoder.schemaIdEncodingOffset(), (short) 7_101, ByteOrder.LITTLE_ENDIAN);
        assertRefused(rig, VENUE_SESSION, length, RejectCode.BAD_SCHEMA);
        length = writeTrade(rig, nextVenueSequence(rig));
        buffer(rig).putShort(MessageHeaderEncoder.versionEncodingOffset(), (short) 999, ByteOrder.LITTLE_ENDIAN);
        assertRefused(rig, VENUE_SESSION, length, RejectCode.BAD_SCHEMA);
    }

    @Test
    void shouldRefuseWhenTemplateIsNoCommand() {
        final Rig rig = new Rig().funded();
        for (final int template : new int[] {0, 9, 99, 100, 101, 130, 250, 300, 303, 65_535}) {
            final int length = writeTrade(rig, nextVenueSequence(rig));
            buffer(rig).putShort(
                    MessageHeaderEncoder.templateIdEncodingOffset(), (short) template, ByteOrder.LITTLE_ENDIAN);
            assertRefused(rig, VENUE_SESSION, length, RejectCode.UNKNOWN_TEMPLATE, RejectCode.SEQUENCE_GAP);
        }
    }

    @Test
    void shouldRefuseEveryOtherLengthWhenTheMessageIsATrade() {
        final Rig rig = new Rig().funded();
        final int right = writeTrade(rig, nextVenueSequence(rig));
        for (int length = 0; length <= CommandSlot.MAX_LENGTH + 64; length++) {
            if (length != right) {
                writeTrade(rig, nextVenueSequence(rig));
                assertRefused(rig, VENUE_SESSION, length, RejectCode.BAD_LENGTH, RejectCode.SEQUENCE_GAP);
            }
        }
    }

    @Test
    void shouldRefuseWhenBlockLengthIsNotTheTemplates() {
        final Rig rig = new Rig().funded();
        for (final int blockLength : new int[] {0, 1, 8, 60, 1_000, 65_535}) {
            final int length = writeTrade(rig, nextVenueSequence(rig));
            buffer(rig).putShort(0, (short) blockLength, ByteOrder.LITTLE_ENDIAN);
            assertRefused(rig, VENUE_SESSION, length,
                    RejectCode.BAD_LENGTH, RejectCode.BAD_SCHEMA, RejectCode.SEQUENCE_GAP);
        }
    }

    @Test
    void shouldRefuseAndKeepTheHashWhenTheSessionIsUnknown() {
        final Rig rig = new Rig().funded();
        final long hash = rig.engine().stateHash();
        final int length = writeTrade(rig, nextVenueSequence(rig));
        assertRefused(rig, 424_242, length, RejectCode.NOT_AUTHENTICATED);
        assertThat(rig.engine().stateHash()).isEqualTo(hash);
        rig.feeder().raw(CommandKind.SESSION_CLOSE, VENUE_SESSION, buffer(rig), 0);
        writeTrade(rig, nextVenueSequence(rig));
        assertRefused(rig, VENUE_SESSION, length, RejectCode.NOT_AUTHENTICATED);
    }

    @Test
    void shouldRefuseWhenTheSessionNamesAParticipantThatDoesNotExist() {
        final Rig rig = new Rig().funded();
        final int principal = rig.feeder().writer().principal(4_242);
        rig.feeder().raw(CommandKind.SESSION_OPEN, 99, buffer(rig), principal);
        assertRefused(rig, 99, writeTrade(rig, 1), RejectCode.NOT_AUTHENTICATED, RejectCode.UNKNOWN_PARTICIPANT);
    }

    @Test
    void shouldKeepTheHashWhenASequenceIsSkippedOrTooOld() {
        final Rig rig = new Rig().funded();
        final long hash = rig.engine().stateHash();
        for (final long sequence : new long[] {nextVenueSequence(rig) + 1, 0, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertRefused(rig, VENUE_SESSION, writeTrade(rig, sequence), RejectCode.SEQUENCE_GAP);
            assertThat(rig.engine().stateHash()).as("hash after sequence %d", sequence).isEqualTo(hash);
        }
        for (int i = 0; i < 1_030; i++) {
            rig.accept(rig.deposit(OTHER, 0, 1));
        }
        final int length = rig.feeder().writer().deposit(1, rig.deposit(OTHER, 0, 1));
        assertRefused(rig, GATEWAY_SESSION, length, RejectCode.SEQUENCE_GAP);
    }

    @Test
    void shouldGiveTheFirstAnswerWhenACommandIsRepeated() {
        final Rig rig = new Rig().funded();
        final LogEntry.Trade good = rig.trade(KEEPER, OTHER, 10, 5_000_000);
        final Event.Ack accepted = rig.accept(good);
        final LogEntry.Trade bad = rig.trade(999, OTHER, 10, 5_000_000);
        final Event.Ack refused = rig.feed(bad);
        final long hash = rig.engine().stateHash();
        final String before = rig.everything();
        for (final Event.Ack first : List.of(accepted, refused)) {
            final LogEntry.Trade same = first.equals(accepted) ? good : bad;
            final int length = rig.feeder().writer().trade(first.sequence(), same);
            final Event.Ack again = rig.feedRaw(VENUE_SESSION, length);
            assertThat(again).isEqualTo(new Event.Ack(
                    first.participant(), first.sequence(), first.commandPosition(), first.status(),
                    first.rejectCode(), first.result(), true, VENUE_SESSION));
            assertThat(rig.events()).hasSize(1);
        }
        assertThat(rig.engine().stateHash()).isEqualTo(hash);
        assertThat(rig.everything()).isEqualTo(before);
    }

    @Test
    void shouldRefuseAndKeepTheHashWhenASequenceIsUsedAgainByAnotherCommand() {
        final Rig rig = new Rig().funded();
        final LogEntry.Trade first = rig.trade(KEEPER, OTHER, 10, 5_000_000);
        final Event.Ack accepted = rig.accept(first);
        final long sequence = accepted.sequence();
        final long hash = rig.engine().stateHash();
        final LogEntry.Trade larger = new LogEntry.Trade(
                0, first.tradeId(), first.buyer(), first.seller(), 20, first.price(), 0, 0);
        assertRefused(rig, VENUE_SESSION, rig.feeder().writer().trade(sequence, larger), RejectCode.SEQUENCE_REUSED);
        assertRefused(
                rig, VENUE_SESSION, rig.feeder().writer().deposit(sequence, rig.deposit(OTHER, 0, 1)),
                RejectCode.SEQUENCE_REUSED);
        final int length = rig.feeder().writer().trade(sequence, first);
        assertRefused(rig, VENUE_SESSION, length - 1, RejectCode.SEQUENCE_REUSED);
        assertRefused(rig, VENUE_SESSION, length + 8, RejectCode.SEQUENCE_REUSED);
        assertThat(rig.lastAck().isRepeated()).isFalse();
        assertThat(rig.engine().stateHash()).isEqualTo(hash);
        final Event.Ack again = rig.feedRaw(VENUE_SESSION, rig.feeder().writer().trade(sequence, first));
        assertThat(again.status()).isEqualTo(accepted.status());
        assertThat(again.isRepeated()).isTrue();
    }

    @Test
    void shouldRefuseWhenTheRoleIsMissingOrTheThingIsAnothers() {
        final Rig rig = new Rig().funded();
        final List<Sent> sent = new ArrayList<>();
        sent.add(new Sent(Parties.VENUE, (w, s) -> w.deposit(s, rig.deposit(OTHER, 0, 5))));
        sent.add(new Sent(Parties.GATEWAY, (w, s) -> w.trade(s, rig.trade(KEEPER, OTHER, 10, 5_000_000))));
        sent.add(new Sent(Parties.GENESIS, (w, s) -> w.trade(s, rig.trade(KEEPER, OTHER, 10, 5_000_000))));
        sent.add(new Sent(Parties.ORACLE, (w, s) -> w.withdrawal(s, new LogEntry.Withdrawal(OTHER, 0, 5))));
        sent.add(new Sent(Parties.ODD_OWNER, (w, s) -> w.withdrawal(s, new LogEntry.Withdrawal(OTHER, 0, 5))));
        sent.add(new Sent(Parties.ODD_OWNER, (w, s) -> w.bid(s, OTHER, 1, 0, 10, 5_000_000)));
        sent.add(new Sent(Parties.VENUE, (w, s) -> w.price(
                s, 1L << 40, new LogEntry.Price(PricedKind.INSTRUMENT, 1, rig.world().sources(
                        PricedKind.INSTRUMENT, 1).get(0), 30_000, 0), rig.feeder().timeMs())));
        sent.add(new Sent(Parties.VENUE, (w, s) -> w.halt(s, new LogEntry.Halt(PricedKind.INSTRUMENT, 0, true))));
        sent.add(new Sent(Parties.VENUE, (w, s) -> w.addAccount(s, 5_000, 5, AccountKind.STANDARD, 0)));
        sent.add(new Sent(Parties.VENUE, (w, s) -> w.addParticipant(s, 60, roles -> roles.venue(true), 0)));
        sent.add(new Sent(Parties.VENUE, (w, s) -> w.addAsset(s, rig.world().terms().assets().get(1))));
        sent.add(new Sent(Parties.VENUE, (w, s) -> w.addInstrument(s, rig.world().terms().instruments().get(0))));
        sent.add(new Sent(Parties.VENUE, (w, s) -> w.hashRequest(s)));
        for (final Sent each : sent) {
            final String before = rig.everything();
            assertThat(rig.feed(each).rejectCode()).isEqualTo(RejectCode.NOT_PERMITTED);
            assertThat(rig.everything()).isEqualTo(before);
        }
        rig.accept(rig.trade(KEEPER, OTHER, 10, 5_000_000));
    }

    /** A command sent by somebody who may not. */
    private record Sent(int participant, LogEntry.Setup.Writing writing) implements LogEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writing.write(writer, sequence);
        }
    }

    @Test
    void shouldRefuseMoreCommandsThanAllowedWhenTheyComeInOneSecond() {
        final Rig rig = new Rig();
        rig.accept(new LogEntry.Setup(
                (writer, sequence) -> writer.addParticipant(sequence, 50, roles -> roles.gateway(true), 3), "slow"));
        final int principal = rig.feeder().writer().principal(50);
        rig.feeder().raw(CommandKind.SESSION_OPEN, 50, buffer(rig), principal);
        final List<RejectCode> answers = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            answers.add(rig.feedRaw(50, rig.feeder().writer().deposit(i, rig.deposit(OTHER, 0, 1))).rejectCode());
        }
        assertThat(answers).containsExactly(
                RejectCode.NONE, RejectCode.NONE, RejectCode.NONE, RejectCode.RATE_LIMITED, RejectCode.RATE_LIMITED);
        rig.feeder().feed(new LogEntry.Timer(1_000));
        for (int i = 4; i <= 6; i++) {
            final int length = rig.feeder().writer().deposit(i, rig.deposit(OTHER, 0, 1));
            assertThat(rig.feedRaw(50, length).rejectCode()).isEqualTo(RejectCode.NONE);
        }
    }

    /** Sends as participant 50, which may send three times a second, and asserts how it is answered. */
    private static void assertAnswered(final Rig rig, final int length, final RejectCode code, final boolean isRepeat) {
        final Event.Ack ack = rig.feedRaw(50, length);
        assertThat(ack.rejectCode()).isEqualTo(code);
        assertThat(ack.isRepeated()).isEqualTo(isRepeat);
    }

    @Test
    void shouldCountRepeatsAndGapsAndRequestsWhenTheyComeInOneSecond() {
        final Rig rig = new Rig();
        rig.accept(new LogEntry.Setup(
                (writer, sequence) -> writer.addParticipant(sequence, 50, roles -> roles.gateway(true), 3), "slow"));
        rig.feeder().raw(CommandKind.SESSION_OPEN, 50, buffer(rig), rig.feeder().writer().principal(50));
        final LogEntry.Deposit deposit = rig.deposit(OTHER, 0, 1);
        assertAnswered(rig, rig.feeder().writer().deposit(1, deposit), RejectCode.NONE, false);
        assertAnswered(rig, rig.feeder().writer().deposit(1, deposit), RejectCode.NONE, true);
        assertAnswered(rig, rig.feeder().writer().deposit(9, deposit), RejectCode.SEQUENCE_GAP, false);
        final long hash = rig.engine().stateHash();
        assertAnswered(rig, rig.feeder().writer().deposit(1, deposit), RejectCode.RATE_LIMITED, false);
        assertAnswered(rig, rig.feeder().writer().deposit(9, deposit), RejectCode.RATE_LIMITED, false);
        assertAnswered(rig, rig.feeder().writer().deposit(2, deposit), RejectCode.RATE_LIMITED, false);
        assertAnswered(rig, requestSession(rig), RejectCode.RATE_LIMITED, false);
        assertThat(rig.engine().stateHash()).as("nothing counts beyond the rate").isEqualTo(hash);

        rig.feeder().feed(new LogEntry.Timer(1_000));
        for (int i = 0; i < 3; i++) {
            rig.events().clear();
            rig.feeder().raw(CommandKind.MESSAGE, 50, buffer(rig), requestSession(rig));
            assertThat(rig.events()).containsExactly(new Event.Other(SessionAckDecoder.TEMPLATE_ID));
        }
        assertAnswered(rig, rig.feeder().writer().deposit(1, deposit), RejectCode.RATE_LIMITED, false);
        rig.feeder().feed(new LogEntry.Timer(1_000));
        assertAnswered(rig, rig.feeder().writer().deposit(1, deposit), RejectCode.NONE, true);
    }

    private static int requestSession(final Rig rig) {
        return new SessionRequestEncoder()
                .wrapAndApplyHeader(buffer(rig), 0, new MessageHeaderEncoder())
                .sequence(0)
                .limit();
    }

    @Test
    void shouldAnswerEverythingAndChangeNothingWhenBytesAreNoise() {
        final Random random = new Random(3);
        final Rig rig = new Rig().funded();
        final String before = rig.everything();
        for (int i = 0; i < 20_000; i++) {
            final byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            buffer(rig).putBytes(0, noise);
            assertThat(rig.feedRaw(VENUE_SESSION, noise.length).rejectCode()).isNotEqualTo(RejectCode.NONE);
        }
        assertThat(rig.everything()).isEqualTo(before);
        rig.accept(rig.deposit(DEBTOR, 0, 1));
    }
}
