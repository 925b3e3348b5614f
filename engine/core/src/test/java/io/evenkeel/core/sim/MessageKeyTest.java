package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Rig.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.codecs.AddAssetEncoder;
import io.evenkeel.codecs.DepositEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.MessageKeyStateDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SessionRequestEncoder;
import io.evenkeel.codecs.authentication.MessageAuthenticator;
import io.evenkeel.codecs.authentication.MessageKey;
import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.sim.command.EngineFeeder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.core.sim.event.ListeningSink;
import io.evenkeel.model.AssetTerms;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Commands signed under a participant's key: what is believed, what is not, and how keys follow one another. */
class MessageKeyTest {
    private static final long SESSION = EngineFeeder.sessionOf(Parties.GATEWAY);
    private static final int CODE = MessageAuthenticator.CODE_LENGTH;
    private static final byte[] NONE = new byte[MessageKey.LENGTH];

    private final MessageAuthenticator authenticator = new MessageAuthenticator();
    private final Rig rig = new Rig().funded();
    private final byte[] first = secret(1);
    private final byte[] second = secret(2);
    private long sequence = rig.feeder().sequenceOf(Parties.GATEWAY);

    private static byte[] secret(final long seed) {
        final byte[] bytes = new byte[MessageKey.LENGTH];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private MutableDirectBuffer buffer() {
        return rig.feeder().writer().buffer();
    }

    private void setKey(final byte[] key, final int graceMs) {
        rig.accept(new LogEntry.Setup(
                (writer, operatorSequence) -> writer.setMessageKey(operatorSequence, Parties.GATEWAY, key, graceMs),
                "key"));
    }

    private void pass(final long ms) {
        rig.feeder().feed(new LogEntry.Timer(ms));
    }

    private int write(final long number, final LogEntry.Deposit deposit) {
        return rig.feeder().writer().deposit(number, deposit);
    }

    private int sign(final byte[] secret, final long session, final long number, final int length) {
        final MessageKey key = new MessageKey();
        authenticator.prepare(key, new UnsafeBuffer(secret), 0);
        return authenticator.sign(key, session, number, buffer(), 0, length);
    }

    /** Sends the next deposit under a key, or without a code. */
    private RejectCode send(final byte[] secret) {
        final int length = write(sequence + 1, rig.deposit(OTHER, 0, 5));
        final Event.Ack ack =
                rig.feedRaw(SESSION, secret == NONE ? length : sign(secret, SESSION, sequence + 1, length));
        sequence += ack.rejectCode() == RejectCode.BAD_MAC || ack.rejectCode() == RejectCode.RATE_LIMITED ? 0 : 1;
        return ack.rejectCode();
    }

    /** Feeds what is in the buffer, which must be refused and change not even the sequence. */
    private void assertForged(final int length) {
        final long hash = rig.engine().stateHash();
        final Event.Ack ack = rig.feedRaw(SESSION, length);
        assertThat(ack.rejectCode()).isEqualTo(RejectCode.BAD_MAC);
        assertThat(ack.isRepeated()).isFalse();
        assertThat(rig.engine().stateHash()).isEqualTo(hash);
        assertThat(rig.events()).hasSize(1);
    }

    @Test
    void shouldRefuseACodeAsTooLongWhenTheParticipantHasNoKey() {
        assertThat(send(NONE)).isEqualTo(RejectCode.NONE);
        assertThat(send(first)).isEqualTo(RejectCode.BAD_LENGTH);
        assertThat(send(NONE)).isEqualTo(RejectCode.NONE);
    }

    @Test
    void shouldBelieveOnlyItsSignatureWhenAParticipantHasAKey() {
        setKey(first, 0);
        assertThat(send(first)).isEqualTo(RejectCode.NONE);
        final int plain = write(sequence + 1, rig.deposit(OTHER, 0, 5));
        assertForged(plain);
        assertForged(sign(second, SESSION, sequence + 1, plain));
        assertForged(sign(first, SESSION + 1, sequence + 1, plain));
        assertForged(sign(first, SESSION, sequence + 2, plain));
        final int signed = sign(first, SESSION, sequence + 1, plain);
        for (int length = 16; length < signed; length++) {
            assertForged(length);
        }
        assertForged(signed + 1);
        for (int at = 0; at < signed; at++) {
            buffer().putByte(at, (byte) (buffer().getByte(at) ^ 0x10));
            assertForged(signed);
            buffer().putByte(at, (byte) (buffer().getByte(at) ^ 0x10));
        }
        assertThat(rig.feedRaw(SESSION, signed).rejectCode()).isEqualTo(RejectCode.NONE);
    }

    @Test
    void shouldSayWhatIsWrongWhenItIsSignedAllTheSame() {
        setKey(first, 0);
        int length = write(sequence + 1, rig.deposit(OTHER, 0, 5));
        buffer().putLong(length, 0);
        length = sign(first, SESSION, sequence + 1, length + Long.BYTES);
        assertThat(rig.feedRaw(SESSION, length).rejectCode()).isEqualTo(RejectCode.BAD_LENGTH);
        length = write(sequence + 9, rig.deposit(OTHER, 0, 5));
        length = sign(first, SESSION, sequence + 9, length);
        assertThat(rig.feedRaw(SESSION, length).rejectCode()).isEqualTo(RejectCode.SEQUENCE_GAP);
        buffer().setMemory(0, 2_000, (byte) 0);
        assertForged(1_024 + CODE);
        assertThat(rig.feedRaw(SESSION, 15).rejectCode()).isEqualTo(RejectCode.BAD_LENGTH);
    }

    @Test
    void shouldGiveTheFirstAnswerWhenACommandIsSentAgainUnderAnotherKeyOrSession() {
        setKey(first, 0);
        final LogEntry.Deposit deposit = rig.deposit(OTHER, 0, 5);
        final long number = sequence + 1;
        final int length = write(number, deposit);
        final Event.Ack accepted = rig.feedRaw(SESSION, sign(first, SESSION, number, length));
        assertThat(accepted.rejectCode()).isEqualTo(RejectCode.NONE);
        assertRepeated(accepted, SESSION, sign(first, SESSION, number, length));

        setKey(second, 1_000);
        write(number, deposit);
        assertRepeated(accepted, SESSION, sign(first, SESSION, number, length));
        pass(1_000);
        write(number, deposit);
        assertForged(sign(first, SESSION, number, length));
        assertRepeated(accepted, SESSION, sign(second, SESSION, number, length));

        rig.feeder().raw(CommandKind.SESSION_OPEN, 77, buffer(), rig.feeder().writer().principal(Parties.GATEWAY));
        write(number, deposit);
        assertThat(rig.feedRaw(77, sign(second, SESSION, number, length)).rejectCode()).isEqualTo(RejectCode.BAD_MAC);
        assertRepeated(accepted, 77, sign(second, 77, number, length));

        setKey(NONE, 0);
        write(number, deposit);
        assertRepeated(accepted, 77, length);
        assertThat(rig.feedRaw(77, write(number, rig.deposit(OTHER, 0, 5))).rejectCode())
                .isEqualTo(RejectCode.SEQUENCE_REUSED);
    }

    private void assertRepeated(final Event.Ack accepted, final long session, final int length) {
        final long hash = rig.engine().stateHash();
        final Event.Ack again = rig.feedRaw(session, length);
        assertThat(again.isRepeated()).isTrue();
        assertThat(again.commandPosition()).isEqualTo(accepted.commandPosition());
        assertThat(again.rejectCode()).isEqualTo(RejectCode.NONE);
        assertThat(rig.engine().stateHash()).isEqualTo(hash);
    }

    @Test
    void shouldTakeOldAndNewWhenAGraceIsGivenAndOnlyTheNewAfterIt() {
        setKey(first, 2_000);
        assertThat(List.of(send(NONE), send(first))).containsOnly(RejectCode.NONE);
        pass(1_999);
        assertThat(List.of(send(NONE), send(first))).containsOnly(RejectCode.NONE);
        pass(1);
        assertThat(send(NONE)).isEqualTo(RejectCode.BAD_MAC);
        setKey(second, 500);
        assertThat(List.of(send(first), send(second))).containsOnly(RejectCode.NONE);
        assertThat(send(NONE)).isEqualTo(RejectCode.BAD_MAC);
        pass(500);
        assertThat(send(first)).isEqualTo(RejectCode.BAD_MAC);
        assertThat(send(second)).isEqualTo(RejectCode.NONE);
        setKey(NONE, 300);
        assertThat(List.of(send(second), send(NONE))).containsOnly(RejectCode.NONE);
        pass(300);
        assertThat(send(NONE)).isEqualTo(RejectCode.NONE);
        assertThat(send(second)).isEqualTo(RejectCode.BAD_LENGTH);
    }

    @Test
    void shouldForgetTheOldestWhenTwoKeysComeWithinAGrace() {
        setKey(first, 0);
        setKey(second, 10_000);
        setKey(secret(3), 10_000);
        assertThat(send(first)).isEqualTo(RejectCode.BAD_MAC);
        assertThat(send(second)).isEqualTo(RejectCode.NONE);
    }

    @Test
    void shouldCountNothingTowardTheRateWhenACommandIsForged() {
        rig.accept(new LogEntry.Setup(
                (writer, number) -> writer.setParticipant(number, Parties.GATEWAY, roles -> roles.gateway(true), 2),
                "slow"));
        setKey(first, 0);
        pass(1_000);
        for (int i = 0; i < 10; i++) {
            assertThat(send(second)).isEqualTo(RejectCode.BAD_MAC);
        }
        assertThat(List.of(send(first), send(first), send(first)))
                .containsExactly(RejectCode.NONE, RejectCode.NONE, RejectCode.RATE_LIMITED);
    }

    private void requestSession() {
        final SessionRequestEncoder request = new SessionRequestEncoder();
        request.wrapAndApplyHeader(buffer(), 0, new MessageHeaderEncoder()).sequence(0);
        rig.events().clear();
        rig.feeder().raw(CommandKind.MESSAGE, SESSION, buffer(), request.limit());
    }

    @Test
    void shouldAnswerASessionRequestWithoutACodeWhenTheParticipantHasAKey() {
        setKey(first, 0);
        requestSession();
        assertThat(rig.events()).containsExactly(new Event.Other(132));
    }

    /** Anybody could send requests in the participant's name, and use its rate up. */
    @Test
    void shouldCountNoSessionRequestWhenTheParticipantHasAKey() {
        rig.accept(new LogEntry.Setup(
                (writer, number) -> writer.setParticipant(number, Parties.GATEWAY, roles -> roles.gateway(true), 1),
                "slow"));
        setKey(first, 0);
        for (int i = 0; i < 10; i++) {
            requestSession();
            assertThat(rig.events()).containsExactly(new Event.Other(132));
        }
        assertThat(List.of(send(first), send(first))).containsExactly(RejectCode.NONE, RejectCode.RATE_LIMITED);
    }

    @Test
    void shouldRefuseAKeyWhenItsParticipantOrGraceIsWrong() {
        final String before = Footprint.of(rig.engine());
        assertThat(operator(Parties.COUNT, first, 0)).isEqualTo(RejectCode.UNKNOWN_PARTICIPANT);
        assertThat(operator(Parties.GATEWAY, first, -1)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(Footprint.of(rig.engine())).isEqualTo(before);
    }

    private RejectCode operator(final int participant, final byte[] key, final int graceMs) {
        return rig.feed(new LogEntry.Setup(
                (writer, number) -> writer.setMessageKey(number, participant, key, graceMs), "key")).rejectCode();
    }

    @Test
    void shouldStoreAListingWithoutItsCodeWhenItsSenderSigns() {
        final long session = EngineFeeder.sessionOf(Parties.GENESIS);
        final long number = rig.feeder().sequenceOf(Parties.GENESIS) + 2;
        rig.accept(new LogEntry.Setup(
                (writer, operatorSequence) -> writer.setMessageKey(operatorSequence, Parties.GENESIS, first, 0),
                "key"));
        final List<AssetTerms> assets = rig.world().terms().assets();
        final int length = rig.feeder().writer().addAsset(number, assets.get(1));
        new AddAssetEncoder().wrap(buffer(), MessageHeaderEncoder.ENCODED_LENGTH)
                .asset(assets.size())
                .symbol("NEW");
        final byte[] plain = new byte[length];
        buffer().getBytes(0, plain);
        assertThat(rig.feedRaw(session, sign(first, session, number, length)).rejectCode())
                .isEqualTo(RejectCode.NONE);
        final String listed = HexFormat.of().formatHex(plain);
        assertThat(records(rig.engine()).stream().map(HexFormat.of()::formatHex).filter(each -> each.contains(listed)))
                .singleElement().asString().endsWith(listed);
    }

    @Test
    void shouldHoldTheSameKeysWhenRestoredFromASnapshotWithinAGrace() {
        setKey(first, 0);
        setKey(second, 1_000);
        final List<byte[]> records = records(rig.engine());
        final List<Event> events = new ArrayList<>();
        final Engine restored = new Engine(EngineLimits.small(), new ListeningSink(slot -> events.add(null)));
        load(restored, records);
        assertThat(restored.stateHash()).isEqualTo(rig.engine().stateHash());
        assertThat(records(restored)).usingRecursiveComparison().isEqualTo(records);
        final EngineFeeder twin = new EngineFeeder(restored, rig.feeder());
        for (final byte[] key : List.of(first, secret(3), second, NONE)) {
            final RejectCode code = send(key);
            final int length = MessageHeaderEncoder.ENCODED_LENGTH + DepositEncoder.BLOCK_LENGTH;
            twin.raw(CommandKind.MESSAGE, SESSION, buffer(), key == NONE ? length : length + CODE);
            final boolean isGood = key == first || key == second;
            assertThat(code).isEqualTo(isGood ? RejectCode.NONE : RejectCode.BAD_MAC);
            assertThat(restored.stateHash()).isEqualTo(rig.engine().stateHash());
        }
        assertThat(events).isNotEmpty();
    }

    @Test
    void shouldHashAndStoreKeysWhenTheyDifferInOneBit() {
        final Rig other = new Rig().funded();
        final byte[] nearly = first.clone();
        nearly[31] ^= 1;
        setKey(first, 7);
        other.accept(new LogEntry.Setup(
                (writer, number) -> writer.setMessageKey(number, Parties.GATEWAY, nearly, 7), "key"));
        assertThat(other.engine().gate().stateHash()).isNotEqualTo(rig.engine().gate().stateHash());
    }

    @Test
    void shouldRefuseASnapshotWhenKeysAreOfNobodyOrTwiceOrEmpty() {
        setKey(first, 50);
        final List<byte[]> records = records(rig.engine());
        int at = 0;
        while (new UnsafeBuffer(records.get(at)).getShort(2) != MessageKeyStateDecoder.TEMPLATE_ID) {
            at++;
        }
        final List<byte[]> twice = new ArrayList<>(records);
        twice.add(at, records.get(at));
        assertUnsound(twice, "twice");
        final List<byte[]> foreign = new ArrayList<>(records);
        foreign.add(at + 1, foreign.remove(at).clone());
        foreign.add(at - 1, foreign.remove(at + 1));
        assertUnsound(foreign, "another participant");
        final List<byte[]> empty = new ArrayList<>(records);
        final byte[] nothing = records.get(at).clone();
        new UnsafeBuffer(nothing).setMemory(8, 8, (byte) 0);
        new UnsafeBuffer(nothing).setMemory(20, 64, (byte) 0);
        empty.set(at, nothing);
        assertUnsound(empty, "says nothing");
    }

    private static void assertUnsound(final List<byte[]> records, final String reason) {
        assertThatThrownBy(() -> load(new Engine(EngineLimits.small(), new ListeningSink(slot -> { })), records))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(reason);
    }

    private static List<byte[]> records(final Engine engine) {
        final List<byte[]> records = new ArrayList<>();
        engine.writeSnapshot((buffer, offset, length) -> {
            final byte[] record = new byte[length];
            buffer.getBytes(offset, record);
            records.add(record);
        });
        return records;
    }

    private static void load(final Engine engine, final List<byte[]> records) {
        for (final byte[] record : records) {
            engine.loadSnapshotRecord(new UnsafeBuffer(record), 0, record.length);
        }
        engine.completeSnapshotLoad();
    }
}
