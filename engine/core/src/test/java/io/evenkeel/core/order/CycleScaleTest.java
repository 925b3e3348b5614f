package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.CommandAckDecoder;
import io.evenkeel.codecs.CycleClosedDecoder;
import io.evenkeel.codecs.CycleSettledDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.output.OutputKind;
import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.output.OutputSlot;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/**
 * One settlement cycle over many accounts with positions, while fills and prices go on, or on an idle node: totals
 * balance to the unit, and however often it is repeated from the same state it ends in the same. Thread CPU time of
 * each log entry is printed, never asserted; with {@code -Devenkeel.full=true} over 1,000,000 accounts.
 */
class CycleScaleTest {
    private static final boolean IS_FULL = Boolean.getBoolean("evenkeel.full");
    private static final int ACCOUNTS = IS_FULL ? ScaleMarket.MANY : 20_000;
    /** Timers before the cycle, which are not measured: a market that was just loaded is not in the cache. */
    private static final int BEFORE = 30;
    private static final int RUNS = IS_FULL ? 5 : 3;
    private static final int MOST_ENTRIES = ACCOUNTS / 8 + 1_000;
    private static final int POSITIONS = 2;
    /** One account in so many settles outside. */
    private static final int OUTSIDE = 17;
    private static final long COLLATERAL = 50_000 * OrderRig.USDC;
    /** Of every other one that settles outside: less than initial margin, so that a part of its profit stays. */
    private static final long THIN_COLLATERAL = 980 * OrderRig.USDC;
    private static final EngineLimits LIMITS = ScaleMarket.limits(ACCOUNTS, 64);

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
                    checkBatch();
                }
                default -> { }
            }
        }

        private void checkBatch() {
            assertThat(closed.accounts()).isEqualTo(ACCOUNTS);
            assertThat(closed.positions()).isEqualTo((long) ACCOUNTS * POSITIONS);
            assertThat(closed.positionsLeft()).isZero();
            assertThat(closed.instructions()).isPositive();
            assertThat(closed.debits()).isEqualTo(closed.credits());
            assertThat(closed.credits()).isGreaterThanOrEqualTo(gains);
        }
    }

    private static ScaleMarket populate() {
        final Outputs outputs = new Outputs();
        final ScaleMarket market = ScaleMarket.found(LIMITS, outputs);
        market.price(0, 500_000);
        market.price(1, 500_000);
        for (long account = 100; account < 100L + ACCOUNTS; account++) {
            market.open(account, account % (2 * OUTSIDE) == 0 ? THIN_COLLATERAL : COLLATERAL);
            if (account % OUTSIDE == 0) {
                market.settleOutside(account);
            }
        }
        for (int i = 0; i < ACCOUNTS; i += 2) {
            for (int instrument = 0; instrument < POSITIONS; instrument++) {
                market.trade(
                        instrument, 100L + i, 100L + (i + 1 + 2L * instrument) % ACCOUNTS, 1_000, 500_000 + i % 100);
            }
        }
        market.price(0, 505_000);
        market.price(1, 493_000);
        market.settleDown();
        assertThat(outputs.refused).isZero();
        return market;
    }

    @Test
    void shouldBalanceToTheUnitWhenFillsAndPricesGoOnOrNothingDoes() {
        final ScaleMarket populated = populate();
        final SliceTimes busy = new SliceTimes(
                "settlement cycle among fills and prices, " + ACCOUNTS + " accounts", MOST_ENTRIES, RUNS);
        final SliceTimes idle = new SliceTimes(
                "settlement cycle on an idle node, " + ACCOUNTS + " accounts", MOST_ENTRIES, RUNS);
        final Set<Long> busyEnds = new HashSet<>();
        final Set<Long> idleEnds = new HashSet<>();
        for (int run = 0; run <= RUNS; run++) {
            if (run == 1) {
                busy.forget();
                idle.forget();
            }
            final Cycle afterTraffic = new Cycle(populated, busy);
            busyEnds.add(afterTraffic.run(afterTraffic::mixedEntry));
            final Cycle afterNothing = new Cycle(populated, idle);
            idleEnds.add(afterNothing.run(n -> afterNothing.market.timer()));
        }
        assertThat(busyEnds).hasSize(1);
        assertThat(idleEnds).hasSize(1);
        busy.report();
        idle.report();
    }

    /** One run of a cycle, from the populated market on. */
    private static final class Cycle {
        private final Outputs outputs = new Outputs();
        private final ScaleMarket market;
        private final SliceTimes times;

        Cycle(final ScaleMarket populated, final SliceTimes times) {
            market = ScaleMarket.twin(populated, LIMITS, outputs);
            this.times = times;
        }

        /** Runs a cycle to its end. {@return the state hash then} */
        long run(final IntConsumer entry) {
            for (int n = 0; n < BEFORE; n++) {
                market.timer();
            }
            final long openings = clearing();
            times.beginRun();
            times.begin();
            market.startCycle();
            times.end();
            for (int n = 0; outputs.batch == 0; n++) {
                times.begin();
                entry.accept(n);
                times.end();
            }
            assertThat(outputs.refused).isZero();
            assertThat(outputs.accounts).isEqualTo(ACCOUNTS);
            assertThat(outputs.sum).isEqualTo(openings);
            assertThat(market.engine().inspector().violatedInvariants()).isEmpty();
            return market.engine().stateHash();
        }

        private long clearing() {
            return market.engine().inspector().houseBalance(HouseAccount.CLEARING, 0, 0)
                    + market.engine().inspector().houseBalance(HouseAccount.CLEARING, 1, 0);
        }

        /** A timer, a fill between accounts ahead of and behind the cursor, or a small price move. */
        void mixedEntry(final int n) {
            switch (n % 3) {
                case 0 -> market.timer();
                case 1 -> market.trade(
                        n % 2, 100 + n * 7_919L % ACCOUNTS, 100 + (n * 104_729L + 1) % ACCOUNTS, 1_000, 500_000);
                default -> market.price(n % 2, (n % 2 == 0 ? 505_000 : 493_000) + n % 40);
            }
        }
    }
}
