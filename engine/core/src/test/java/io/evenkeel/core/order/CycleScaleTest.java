package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AddAccountEncoder;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.CommandAckDecoder;
import io.evenkeel.codecs.CycleClosedDecoder;
import io.evenkeel.codecs.CycleSettledDecoder;
import io.evenkeel.codecs.DepositEncoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PriceSubmissionEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.StartCycleEncoder;
import io.evenkeel.codecs.TradeEncoder;
import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.output.OutputKind;
import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.output.OutputSlot;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import org.junit.jupiter.api.Test;

/**
 * One settlement cycle over many accounts with positions, while fills and prices go on: totals balance to the unit.
 * Thread CPU time of each log entry is printed, never asserted; with {@code -Devenkeel.full=true} over 1,000,000
 * accounts.
 */
class CycleScaleTest {
    private static final int ACCOUNTS = Boolean.getBoolean("evenkeel.full") ? 1_000_000 : 20_000;
    private static final int POSITIONS = 2;
    private static final long USDC = 1_000_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final EngineLimits limits = new EngineLimits(
            ACCOUNTS + 8, ACCOUNTS * POSITIONS + 64, 1_024, 16, 16, 2, 4, 2, 1 << 20, 1 << 20, 1_024, 1_024, 4_096, 64,
            1_024);
    private final Outputs outputs = new Outputs();
    private final Market market = new Market(new Engine(limits, outputs));

    /** Looks at answers and at what a cycle puts out; keeps nothing else. */
    private static final class Outputs implements OutputSink {
        private final OutputSlot slot = new OutputSlot();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final CommandAckDecoder ack = new CommandAckDecoder();
        private final CycleSettledDecoder settled = new CycleSettledDecoder();
        private final CycleClosedDecoder closed = new CycleClosedDecoder();
        private long accounts;
        private long sum;
        private long gains;
        private long refused;
        private long batch;
        private long batchAccounts;
        private long batchPositions;
        private long debits;
        private long credits;

        @Override
        public OutputSlot claim() {
            return slot;
        }

        @Override
        public void publish() {
            if (slot.kind() == OutputKind.SESSION_OPENED || slot.kind() == OutputKind.SESSION_CLOSED) {
                return;
            }
            header.wrap(slot.buffer(), 0);
            switch (header.templateId()) {
                case CommandAckDecoder.TEMPLATE_ID -> {
                    ack.wrapAndApplyHeader(slot.buffer(), 0, header);
                    refused += ack.rejectCode() == RejectCode.NONE ? 0 : 1;
                }
                case CycleSettledDecoder.TEMPLATE_ID -> {
                    settled.wrapAndApplyHeader(slot.buffer(), 0, header);
                    accounts++;
                    sum += settled.amount();
                    gains += Math.max(0, settled.amount());
                }
                case CycleClosedDecoder.TEMPLATE_ID -> {
                    closed.wrapAndApplyHeader(slot.buffer(), 0, header);
                    batch = closed.cycle();
                    batchAccounts = closed.accounts();
                    batchPositions = closed.positions();
                    debits = closed.debits();
                    credits = closed.credits();
                }
                default -> { }
            }
        }
    }

    /** Feeds an engine as a cluster would, without an allocation for each entry. */
    private static final class Market {
        private final Engine engine;
        private final CommandSlot slot = new CommandSlot();
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
        private final MessageHeaderEncoder header = new MessageHeaderEncoder();
        private final AddAccountEncoder account = new AddAccountEncoder();
        private final DepositEncoder deposit = new DepositEncoder();
        private final TradeEncoder trade = new TradeEncoder();
        private final PriceSubmissionEncoder price = new PriceSubmissionEncoder();
        private final StartCycleEncoder start = new StartCycleEncoder();
        private final long[] sequences = new long[8];
        private long id;
        private long position;
        private long timeMs = OrderRig.START_MS;

        Market(final Engine engine) {
            this.engine = engine;
        }

        /** Takes over where the rig that founded the market stands. */
        void follow(final OrderRig founded) {
            founded.engine().writeSnapshot((bytes, offset, length) ->
                    engine.loadSnapshotRecord(bytes, offset, length));
            engine.completeSnapshotLoad();
            founded.copySequences(sequences);
            position = founded.logPosition();
        }

        private void send(final int participant, final MessageEncoderFlyweight message) {
            buffer.putLong(MessageHeaderEncoder.ENCODED_LENGTH, ++sequences[participant], ByteOrder.LITTLE_ENDIAN);
            enter(CommandKind.MESSAGE, 100L + participant, message.limit());
        }

        private void enter(final CommandKind kind, final long session, final int length) {
            position += 64;
            slot.assign(kind, position, timeMs, session, buffer, 0, length);
            engine.onCommand(slot);
        }

        void timer() {
            timeMs += 50;
            enter(CommandKind.TIMER, 0, 0);
        }

        void open(final long accountId) {
            send(OrderRig.GENESIS, account.wrapAndApplyHeader(buffer, 0, header)
                    .account(accountId).owner(OrderRig.ALICE).kind(AccountKind.STANDARD).leverage(0));
            send(OrderRig.VENUE, deposit.wrapAndApplyHeader(buffer, 0, header)
                    .account(accountId).amount(50_000 * USDC).reference(++id).asset(0));
        }

        void trade(final int instrument, final long buyer, final long seller, final long at) {
            send(OrderRig.VENUE, trade.wrapAndApplyHeader(buffer, 0, header).tradeId(++id).buyer(buyer).seller(seller)
                    .quantity(1_000).price(at).buyerFee(0).sellerFee(0).instrument(instrument));
        }

        void price(final int instrument, final long at) {
            send(OrderRig.VENUE, price.wrapAndApplyHeader(buffer, 0, header).sourceSequence(++id).price(at)
                    .confidence(0).sourceTimeMs(timeMs).source(1).priced(instrument).kind(PricedKind.INSTRUMENT));
        }

        void startCycle() {
            send(OrderRig.GENESIS, start.wrapAndApplyHeader(buffer, 0, header));
        }
    }

    private void populate() {
        market.follow(OrderRig.market(limits));
        market.id = 1_000;
        market.price(0, 500_000);
        market.price(1, 500_000);
        for (long account = 100; account < 100L + ACCOUNTS; account++) {
            market.open(account);
        }
        for (int i = 0; i < ACCOUNTS; i += 2) {
            for (int instrument = 0; instrument < POSITIONS; instrument++) {
                market.trade(instrument, 100L + i, 100L + (i + 1 + 2L * instrument) % ACCOUNTS, 500_000 + i % 100);
            }
        }
        market.price(0, 505_000);
        market.price(1, 493_000);
        settleDown();
    }

    private void settleDown() {
        while (market.engine.inspector().isTaskRunning()) {
            market.timer();
        }
    }

    @Test
    void shouldBalanceToTheUnitWhenFillsAndPricesGoOnDuringACycle() {
        populate();
        assertThat(outputs.refused).isZero();
        final long openings = clearing();
        final long[] spentNs = new long[ACCOUNTS + 1_000];
        int entries = 0;
        long before = threads.getCurrentThreadCpuTime();
        market.startCycle();
        spentNs[entries++] = threads.getCurrentThreadCpuTime() - before;
        while (outputs.batch == 0) {
            before = threads.getCurrentThreadCpuTime();
            mixedEntry(entries);
            spentNs[entries++] = threads.getCurrentThreadCpuTime() - before;
        }
        assertThat(outputs.refused).isZero();
        assertThat(outputs.batchAccounts).isEqualTo(ACCOUNTS);
        assertThat(outputs.accounts).isEqualTo(ACCOUNTS);
        assertThat(outputs.batchPositions).isEqualTo((long) ACCOUNTS * POSITIONS);
        assertThat(outputs.sum).isEqualTo(openings);
        assertThat(outputs.debits).isEqualTo(outputs.credits);
        assertThat(outputs.credits).isGreaterThanOrEqualTo(outputs.gains);
        assertThat(market.engine.inspector().violatedInvariants()).isEmpty();
        report(Arrays.copyOf(spentNs, entries));
    }

    private long clearing() {
        return market.engine.inspector().houseBalance(HouseAccount.CLEARING, 0, 0)
                + market.engine.inspector().houseBalance(HouseAccount.CLEARING, 1, 0);
    }

    /** A timer, a fill between accounts ahead of and behind the cursor, or a small price move. */
    private void mixedEntry(final int n) {
        switch (n % 3) {
            case 0 -> market.timer();
            case 1 -> market.trade(n % 2, 100 + n * 7_919L % ACCOUNTS, 100 + (n * 104_729L + 1) % ACCOUNTS, 500_000);
            default -> market.price(n % 2, (n % 2 == 0 ? 505_000 : 493_000) + n % 40);
        }
    }

    private void report(final long[] spentNs) {
        Arrays.sort(spentNs);
        System.out.printf("settlement cycle: %,d accounts, %,d positions, %,d log entries; thread CPU of an entry: "
                        + "p50 %,d ns, p99 %,d ns, p99.99 %,d ns, max %,d ns%n",
                outputs.batchAccounts, outputs.batchPositions, spentNs.length, at(spentNs, 5_000), at(spentNs, 9_900),
                at(spentNs, 9_999), spentNs[spentNs.length - 1]);
    }

    private static long at(final long[] sorted, final int ofTenThousand) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) sorted.length * ofTenThousand / 10_000)];
    }
}
