package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Rig.DEBTOR;
import static io.evenkeel.core.sim.Rig.EMPTY;
import static io.evenkeel.core.sim.Rig.KEEPER;
import static io.evenkeel.core.sim.Rig.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.Aggressor;
import io.evenkeel.codecs.CloseAccountEncoder;
import io.evenkeel.codecs.CreditCheckEncoder;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetMarketTermsEncoder;
import io.evenkeel.codecs.Side;
import io.evenkeel.codecs.TradeBustEncoder;
import io.evenkeel.codecs.authentication.MessageKey;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.sim.command.CommandWriter;
import io.evenkeel.core.sim.command.EngineFeeder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.event.Event;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every refusal there is can be reached, and none changes more than SPEC 8 allows it to: for each value of the enum
 * one way to provoke it through the whole engine. Who adds a value to the schema adds its way here.
 */
class EveryRefusalTest {
    private static final PricedKind INSTRUMENT = PricedKind.INSTRUMENT;
    private static final long MAX_AMOUNT = 1L << 54;
    private static final int ABSENT = 50;
    private static final long HOUR_MS = 3_600_000;

    private static final Map<RejectCode, Way> WAYS = new EnumMap<>(RejectCode.class);

    static {
        addBytes();
        addSenders();
        addIds();
        addValues();
        addMarket();
        addMoney();
        addOrders();
    }

    /** What to do first, and the command that is then refused. */
    private record Way(EngineLimits limits, Consumer<Rig> before, Function<Rig, LogEntry> command) {
    }

    /** A command of anybody, with whatever is wrong with it. */
    private record Sent(int participant, LogEntry.Setup.Writing writing) implements LogEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writing.write(writer, sequence);
        }
    }

    private static void add(final RejectCode code, final Consumer<Rig> before, final Function<Rig, LogEntry> command) {
        WAYS.put(code, new Way(EngineLimits.small(), rig -> before.accept(rig.funded()), command));
    }

    private static void add(final RejectCode code, final Function<Rig, LogEntry> command) {
        add(code, rig -> { }, command);
    }

    private static LogEntry sent(final int participant, final LogEntry.Setup.Writing writing) {
        return new Sent(participant, writing);
    }

    private static LogEntry operator(final LogEntry.Setup.Writing writing) {
        return sent(Parties.GENESIS, writing);
    }

    private static LogEntry fill(final int instrument, final long buyer, final long quantity, final long price) {
        return new LogEntry.Trade(instrument, 900_000, buyer, OTHER, quantity, price, 0, 0);
    }

    private static LogEntry goodFill() {
        return fill(0, KEEPER, 10, 5_000_000);
    }

    private static LogEntry patched(final int offset, final int value) {
        return sent(Parties.GATEWAY, (writer, sequence) -> {
            final int length = writer.deposit(sequence, new LogEntry.Deposit(OTHER, 0, 5, 900_001));
            writer.buffer().putShort(offset, (short) value, ByteOrder.LITTLE_ENDIAN);
            return length;
        });
    }

    private static void addBytes() {
        add(RejectCode.BAD_SCHEMA, rig -> patched(MessageHeaderEncoder.schemaIdEncodingOffset(), 7_101));
        add(RejectCode.BAD_LENGTH, rig -> patched(MessageHeaderEncoder.blockLengthEncodingOffset(), 33));
        add(RejectCode.UNKNOWN_TEMPLATE, rig -> patched(MessageHeaderEncoder.templateIdEncodingOffset(), 99));
        add(RejectCode.BAD_MAC,
                rig -> {
                    final byte[] key = new byte[MessageKey.LENGTH];
                    Arrays.fill(key, (byte) 7);
                    rig.accept(operator((writer, sequence) -> writer.setMessageKey(sequence, Parties.VENUE, key, 0)));
                },
                rig -> goodFill());
    }

    private static void addSenders() {
        add(RejectCode.NOT_AUTHENTICATED,
                rig -> rig.feeder().raw(CommandKind.SESSION_CLOSE, EngineFeeder.sessionOf(Parties.VENUE),
                        rig.feeder().writer().buffer(), 0),
                rig -> goodFill());
        add(RejectCode.NOT_PERMITTED,
                rig -> sent(Parties.VENUE, (writer, sequence) -> writer.deposit(sequence, rig.deposit(OTHER, 0, 5))));
        add(RejectCode.SEQUENCE_GAP,
                rig -> sent(Parties.VENUE, (writer, sequence) -> writer.hashRequest(sequence + 1)));
        add(RejectCode.SEQUENCE_REUSED,
                rig -> sent(Parties.VENUE, (writer, sequence) -> writer.hashRequest(sequence - 1)));
        add(RejectCode.RATE_LIMITED,
                rig -> {
                    rig.accept(operator((writer, sequence) ->
                            writer.setParticipant(sequence, Parties.GATEWAY, roles -> roles.gateway(true), 1)));
                    rig.accept(rig.deposit(OTHER, 0, 5));
                },
                rig -> rig.deposit(OTHER, 0, 5));
    }

    private static void addIds() {
        add(RejectCode.UNKNOWN_PARTICIPANT, rig -> operator((writer, sequence) ->
                writer.addAccount(sequence, 4_000, ABSENT, AccountKind.STANDARD, 0)));
        add(RejectCode.UNKNOWN_ACCOUNT, rig -> rig.deposit(999, 0, 5));
        add(RejectCode.UNKNOWN_INSTRUMENT, rig -> fill(ABSENT, KEEPER, 10, 5_000_000));
        add(RejectCode.UNKNOWN_ASSET, rig -> rig.deposit(OTHER, ABSENT, 5));
        add(RejectCode.UNKNOWN_SOURCE, rig -> new LogEntry.Price(INSTRUMENT, 1, 7_777, 30_000, 0));
        add(RejectCode.ALREADY_EXISTS, rig -> operator((writer, sequence) ->
                writer.addParticipant(sequence, Parties.VENUE, roles -> roles.venue(true), 0)));
        add(RejectCode.DUPLICATE_TRADE, rig -> rig.accept(goodFill()), rig -> goodFill());
        add(RejectCode.DUPLICATE_REFERENCE,
                rig -> rig.accept(new LogEntry.Deposit(OTHER, 0, 5, 900_002)),
                rig -> new LogEntry.Insurance(0, 5, 900_002));
        WAYS.put(RejectCode.CAPACITY, new Way(
                new EngineLimits(7, 2, 2, 6, 7, 3, 6, 3, 64, 64, 4, 4, 64, 4, 4),
                rig -> { },
                rig -> operator((writer, sequence) ->
                        writer.addParticipant(sequence, 60, roles -> roles.venue(true), 0))));
    }

    private static void addValues() {
        add(RejectCode.OFF_GRID, rig -> fill(0, KEEPER, 11, 5_000_000));
        add(RejectCode.BAD_PRICE, rig -> fill(0, KEEPER, 10, 0));
        add(RejectCode.BAD_QUANTITY, rig -> fill(0, KEEPER, 0, 5_000_000));
        add(RejectCode.BAD_PARAMETER, rig -> fill(0, OTHER, 10, 5_000_000));
        add(RejectCode.BAD_TIME, rig -> submission(rig, Long.MAX_VALUE, 86_400_000));
        add(RejectCode.STALE_PRICE, rig -> submission(rig, 1, 0));
        add(RejectCode.ARITHMETIC_OVERFLOW, EveryRefusalTest::fillUp, rig -> rig.deposit(OTHER, 0, MAX_AMOUNT));
    }

    /** Deposits for as long as the balance can hold what comes. */
    private static void fillUp(final Rig rig) {
        RejectCode code = RejectCode.NONE;
        for (int i = 0; code == RejectCode.NONE && i < 1_000; i++) {
            code = rig.feed(rig.deposit(OTHER, 0, MAX_AMOUNT)).rejectCode();
        }
    }

    private static LogEntry submission(final Rig rig, final long sourceSequence, final long skewMs) {
        final int source = rig.world().sources(INSTRUMENT, 1).get(0);
        return sent(Parties.ORACLE, (writer, sequence) -> writer.price(
                sequence, sourceSequence, new LogEntry.Price(INSTRUMENT, 1, source, 30_100, 0),
                rig.feeder().timeMs() + skewMs));
    }

    private static void breach(final Rig rig) {
        rig.price(INSTRUMENT, 0, 4_100_000);
    }

    private static void addMarket() {
        add(RejectCode.INSUFFICIENT_MARGIN, rig -> new LogEntry.Withdrawal(DEBTOR, 0, 9_999_999_999L));
        add(RejectCode.INSUFFICIENT_BALANCE, rig -> new LogEntry.Withdrawal(EMPTY, 0, 1));
        add(RejectCode.ACCOUNT_FROZEN, EveryRefusalTest::breach, rig -> fill(0, DEBTOR, 10, 4_100_000));
        add(RejectCode.LIQUIDATION_NOT_OPEN, rig -> new LogEntry.Bid(KEEPER, 1, 0, 10, 5_000_000));
        add(RejectCode.PRICE_MOVED, EveryRefusalTest::breach, rig -> new LogEntry.Bid(OTHER, 1, 0, 10, 50));
        add(RejectCode.HALTED,
                rig -> {
                    breach(rig);
                    rig.accept(new LogEntry.Halt(INSTRUMENT, 0, true));
                },
                rig -> new LogEntry.Bid(OTHER, 1, 0, 10, 5_000_000));
    }

    private static void addMoney() {
        add(RejectCode.DEPOSIT_CAP,
                rig -> rig.accept(operator((writer, sequence) ->
                        writer.collateralLimits(sequence, 0, 1, 0, 0, 0, 0, 0))),
                rig -> rig.deposit(OTHER, 0, 5));
        add(RejectCode.WITHDRAWAL_LIMIT,
                rig -> rig.accept(operator((writer, sequence) ->
                        writer.collateralLimits(sequence, 0, 0, 0, 4, HOUR_MS, 0, 0))),
                rig -> new LogEntry.Withdrawal(OTHER, 0, 5));
        add(RejectCode.UNKNOWN_INSTRUCTION, rig -> new LogEntry.Confirmation(77, InstructionOutcome.FAILED));
        add(RejectCode.ACCOUNT_NOT_EMPTY, rig -> close(KEEPER));
        add(RejectCode.ACCOUNT_CLOSED, rig -> rig.accept(close(EMPTY)), rig -> rig.deposit(EMPTY, 0, 5));
        add(RejectCode.WITHDRAWALS_PAUSED,
                rig -> {
                    rig.accept(market(10_000, 0));
                    rig.accept(fill(0, KEEPER, 10, 5_100_000));
                },
                rig -> new LogEntry.Withdrawal(OTHER, 0, 5));
    }

    private static LogEntry close(final long account) {
        return operator((writer, sequence) -> new CloseAccountEncoder()
                .wrapAndApplyHeader(writer.buffer(), 0, new MessageHeaderEncoder())
                .sequence(sequence)
                .account(account)
                .limit());
    }

    private static LogEntry market(final int fillBandPpm, final long positionLimit) {
        return operator((writer, sequence) -> new SetMarketTermsEncoder()
                .wrapAndApplyHeader(writer.buffer(), 0, new MessageHeaderEncoder())
                .sequence(sequence)
                .instrument(0)
                .slowRatePpmPerSecond(0)
                .fillBandPpm(fillBandPpm)
                .positionLimit(positionLimit)
                .openInterestCap(0)
                .limit());
    }

    private static void addOrders() {
        add(RejectCode.UNKNOWN_TRADE, rig -> sent(Parties.VENUE, (writer, sequence) -> new TradeBustEncoder()
                .wrapAndApplyHeader(writer.buffer(), 0, new MessageHeaderEncoder())
                .sequence(sequence)
                .tradeId(900_003)
                .buyer(KEEPER)
                .seller(OTHER)
                .quantity(10)
                .price(5_000_000)
                .buyerFee(0)
                .sellerFee(0)
                .instrument(0)
                .aggressor(Aggressor.NONE)
                .limit()));
        add(RejectCode.POSITION_LIMIT, rig -> rig.accept(market(0, 10)), rig -> order(20));
        add(RejectCode.REDUCE_ONLY,
                rig -> {
                    rig.accept(market(0, 10));
                    rig.accept(fill(0, KEEPER, 20, 5_000_000));
                },
                rig -> order(10));
        add(RejectCode.NOT_OPEN,
                rig -> rig.accept(new LogEntry.Setup((writer, sequence) -> writer.marketPhase(
                        sequence, 0, MarketPhase.SETTLING, 5_000_000), "settle")),
                rig -> fill(0, KEEPER, 20, 5_000_000));
    }

    private static LogEntry order(final long quantity) {
        return sent(Parties.VENUE, (writer, sequence) -> new CreditCheckEncoder()
                .wrapAndApplyHeader(writer.buffer(), 0, new MessageHeaderEncoder())
                .sequence(sequence)
                .account(KEEPER)
                .quantity(quantity)
                .price(5_000_000)
                .instrument(0)
                .side(Side.BUY)
                .limit());
    }

    static Stream<RejectCode> codes() {
        return WAYS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("codes")
    void shouldChangeNothingButItsSendersCountersWhenACommandIsRefused(final RejectCode code) {
        final Way way = WAYS.get(code);
        final Rig rig = new Rig(way.limits());
        way.before().accept(rig);
        final String before = Footprint.of(rig.engine());
        final long hash = rig.engine().stateHash();

        final Event.Ack ack = rig.feed(way.command().apply(rig));

        assertThat(ack.rejectCode()).isEqualTo(code);
        assertThat(ack.status()).isEqualTo(AckStatus.REJECTED);
        rig.events().remove(ack);
        assertThat(rig.events()).hasSizeLessThanOrEqualTo(1).allMatch(Event.CreditReport.class::isInstance);
        assertThat(Footprint.of(rig.engine())).isEqualTo(before);
        final boolean isOfNobody = Set.of(
                RejectCode.BAD_MAC, RejectCode.NOT_AUTHENTICATED, RejectCode.SEQUENCE_GAP,
                RejectCode.SEQUENCE_REUSED, RejectCode.RATE_LIMITED).contains(code);
        assertThat(rig.engine().stateHash() == hash).as("hash unchanged").isEqualTo(isOfNobody);
    }

    @Test
    void shouldKnowAWayToEveryRefusalWhenTheSchemaListsThem() {
        assertThat(EnumSet.complementOf(EnumSet.of(RejectCode.NONE, RejectCode.NULL_VAL))).isEqualTo(WAYS.keySet());
    }
}
