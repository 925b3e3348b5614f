package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CommandAckDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.MarketPriceDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.ParametersChangedDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.TradeBookedDecoder;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.output.OutputKind;
import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.output.OutputSlot;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.LongHashSet;
import org.junit.jupiter.api.Test;

/**
 * Stricter tiers are adopted by many holders while fills and falling prices go on: who is liquidated, in which order
 * and charged to which command equals a naive full scan after every command. Of 1,000,000 holders, with {@code
 * -Devenkeel.full=true}, the scan looks at those that trade after every command, and finds of the others when they
 * first breached. Thread CPU time of each log entry is printed, never asserted.
 */
class AdoptionScaleTest {
    private static final boolean IS_FULL = Boolean.getBoolean("evenkeel.full");
    private static final int HOLDERS = IS_FULL ? ScaleMarket.MANY - 100 : 2_000;
    private static final int RUNS = IS_FULL ? 5 : 3;
    private static final int SLICE = IS_FULL ? 64 : 1;
    private static final int PER_TIMER = 4 * SLICE;
    private static final EngineLimits LIMITS = ScaleMarket.limits(HOLDERS + 100, SLICE);

    private static final long START_PRICE = 500_000;
    private static final long FALL = 7_500;
    /** Accounts of the rig, with lower ids: they adopt first. */
    private static final int OTHERS = 4;
    private static final long FIRST = 100;
    private static final int SELLERS = 50;
    private static final long FIRST_SELLER = FIRST + HOLDERS;
    /** Holders that trade, and are looked at after every command: from one on, in steps. */
    private static final int FIRST_TRADER = 17;
    private static final int TRADER_STEP = IS_FULL ? 5_000 : 40;
    private static final int SCAN_FROM = IS_FULL ? FIRST_TRADER : 0;
    private static final int SCAN_STEP = IS_FULL ? TRADER_STEP : 1;
    private static final int ENTRIES = 3 * (HOLDERS / PER_TIMER + 1);

    /** Which entry changes the terms, and is the first that is measured. */
    private static final int CHANGE = 31;

    /** Tells the model, if there is one, what took effect, and keeps which liquidations started. */
    private static final class Outputs implements OutputSink {
        private final OutputSlot slot = new OutputSlot();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final CommandAckDecoder ack = new CommandAckDecoder();
        private final MarketPriceDecoder price = new MarketPriceDecoder();
        private final TradeBookedDecoder trade = new TradeBookedDecoder();
        private final ParametersChangedDecoder change = new ParametersChangedDecoder();
        private final LiquidationStartedDecoder liquidation = new LiquidationStartedDecoder();
        private final NaiveHolders model;
        private final List<NaiveHolders.Breach> started = new ArrayList<>();
        /** Of a size that never grows: that would be measured. */
        private final LongHashSet liquidated = new LongHashSet(2 * HOLDERS);
        private long startedHash;
        private long position;
        private int lastBuyer;
        private long refused;
        private boolean isAdopting;
        private boolean isAdopted;

        Outputs(final NaiveHolders model) {
            this.model = model;
        }

        @Override
        public OutputSlot claim() {
            return slot;
        }

        @Override
        public void publish() {
            if (slot.kind() == OutputKind.SESSION_OPENED || slot.kind() == OutputKind.SESSION_CLOSED) {
                return;
            }
            switch (header.wrap(slot.buffer(), 0).templateId()) {
                case CommandAckDecoder.TEMPLATE_ID -> onAnswer();
                case MarketPriceDecoder.TEMPLATE_ID -> onPrice();
                case TradeBookedDecoder.TEMPLATE_ID -> onTrade();
                case ParametersChangedDecoder.TEMPLATE_ID -> onChange();
                case LiquidationStartedDecoder.TEMPLATE_ID -> onLiquidation();
                default -> { }
            }
        }

        private void onAnswer() {
            ack.wrapAndApplyHeader(slot.buffer(), 0, header);
            if (ack.rejectCode() != RejectCode.NONE) {
                refused++;
                assertThat(ack.rejectCode()).isEqualTo(RejectCode.ACCOUNT_FROZEN);
                assertThat(model == null || model.hasBreached(lastBuyer)).isTrue();
            }
        }

        private void onPrice() {
            price.wrapAndApplyHeader(slot.buffer(), 0, header);
            if (model != null && position > 0) {
                model.price(price.priced(), price.mark());
                look(price.commandPosition());
            }
        }

        private void onTrade() {
            trade.wrapAndApplyHeader(slot.buffer(), 0, header);
            // What a liquidation does with a holder that has breached is none of the model's business.
            if (model != null && trade.venue() != 0) {
                model.buy((int) (trade.buyer() - FIRST), trade.instrument(), trade.quantity(), trade.price());
                look(position);
            }
        }

        private void look(final long at) {
            if (position > 0) {
                model.look(at, SCAN_FROM, SCAN_STEP);
            }
        }

        private void onChange() {
            change.wrapAndApplyHeader(slot.buffer(), 0, header);
            isAdopting = change.adopted() == BooleanType.NO;
            isAdopted = !isAdopting;
        }

        private void onLiquidation() {
            liquidation.wrapAndApplyHeader(slot.buffer(), 0, header);
            if (liquidation.account() == AccountStore.POOL_ID || !liquidated.add(liquidation.account())) {
                // What comes after a liquidation is none of the model's business either.
                return;
            }
            startedHash = 31 * (31 * startedHash + liquidation.breachPosition()) + liquidation.account();
            if (model != null) {
                started.add(new NaiveHolders.Breach(
                        liquidation.breachPosition(), (int) (liquidation.account() - FIRST)));
            }
        }
    }

    /** Holders have from 5.5 % to 60 % of what they hold; every third holds something of the other instrument too. */
    private static ScaleMarket populate(final NaiveHolders model) {
        final Outputs outputs = new Outputs(model);
        final ScaleMarket market = ScaleMarket.found(LIMITS, outputs);
        market.price(0, START_PRICE);
        market.price(1, START_PRICE);
        for (int holder = 0; holder < HOLDERS; holder++) {
            final long quantity = quantity(holder);
            final long part = 55 + holder * 7_919L % 546;
            final long collateral = (quantity + other(holder)) * START_PRICE * 10 / 1_000 * part;
            model.deposit(holder, collateral);
            market.open(FIRST + holder, collateral);
        }
        for (int seller = 0; seller < SELLERS; seller++) {
            market.open(FIRST_SELLER + seller, 1L << 50);
        }
        for (int holder = 0; holder < HOLDERS; holder++) {
            market.trade(0, FIRST + holder, seller(holder), quantity(holder), START_PRICE);
            if (other(holder) > 0) {
                market.trade(1, FIRST + holder, seller(holder + 1), other(holder), START_PRICE);
            }
        }
        market.settleDown();
        assertThat(outputs.refused).isZero();
        return market;
    }

    private static long quantity(final int holder) {
        return 1_000L + holder % 7 * 100L;
    }

    private static long other(final int holder) {
        return holder % 3 == 0 ? 500 : 0;
    }

    private static long seller(final int n) {
        return FIRST_SELLER + n % SELLERS;
    }

    /** One run, from the populated market on. */
    private static final class Run {
        private final Outputs outputs;
        private final ScaleMarket market;
        private final SliceTimes times;
        private final NaiveHolders model;
        private int adopted;

        Run(final ScaleMarket populated, final SliceTimes times, final NaiveHolders model) {
            outputs = new Outputs(model);
            market = ScaleMarket.twin(populated, LIMITS, outputs);
            this.times = times;
            this.model = model;
        }

        /** {@return hash of the liquidations that started} */
        long run() {
            times.beginRun();
            for (int n = 0; !outputs.isAdopted || market.engine().inspector().isTaskRunning(); n++) {
                outputs.position = market.position() + ScaleMarket.ENTRY_LENGTH;
                if (n % 3 == 0) {
                    adopt();
                }
                if (n < CHANGE) {
                    enter(n);
                } else {
                    times.begin();
                    enter(n);
                    times.end();
                }
                check();
            }
            return outputs.startedHash;
        }

        /** At a timer that finds no price with work left to do. */
        private void adopt() {
            if (outputs.isAdopting && model != null && !market.engine().inspector().isTaskRunning()) {
                adopted += PER_TIMER;
                model.adopted(adopted - OTHERS);
                outputs.look(outputs.position);
            }
        }

        /** A timer, a fill of a holder ahead of or behind the cursor, or a fall; in the beginning the new terms. */
        private void enter(final int n) {
            if (n == CHANGE) {
                market.marginTerms(0, NaiveHolders.UP_TO, NaiveHolders.NEW_PPM, NaiveHolders.NEW_BEYOND_PPM);
                return;
            }
            switch (n % 3) {
                case 0 -> market.timer();
                case 1 -> buy(n);
                default -> market.price(n % 2, START_PRICE - FALL * Math.min(n, ENTRIES) / ENTRIES);
            }
        }

        private void buy(final int n) {
            final int traders = (HOLDERS - FIRST_TRADER + TRADER_STEP - 1) / TRADER_STEP;
            outputs.lastBuyer = FIRST_TRADER + n * 31 % traders * TRADER_STEP;
            market.trade(n % 2, FIRST + outputs.lastBuyer, seller(n), 200, START_PRICE);
        }

        /** Who was handed on to liquidation is who comes first by the model; all of them, when nothing waits. */
        private void check() {
            if (model == null || IS_FULL) {
                return;
            }
            final List<NaiveHolders.Breach> expected = model.breaches();
            if (market.engine().inspector().isTaskRunning()) {
                assertThat(expected).startsWith(outputs.started.toArray(NaiveHolders.Breach[]::new));
            } else {
                assertThat(outputs.started).isEqualTo(expected);
            }
        }
    }

    /** Shows where the two part, not all that they hold. */
    private static void assertEqual(final List<NaiveHolders.Breach> actual, final List<NaiveHolders.Breach> expected) {
        int same = 0;
        while (same < Math.min(actual.size(), expected.size()) && actual.get(same).equals(expected.get(same))) {
            same++;
        }
        assertThat(actual.subList(same, Math.min(same + 5, actual.size())))
                .as("after the first %d of %d", same, actual.size())
                .isEqualTo(expected.subList(same, Math.min(same + 5, expected.size())));
    }

    @Test
    void shouldLiquidateAsAFullScanDoesWhenManyAdoptStricterTiersAmongFillsAndPrices() {
        final NaiveHolders model = new NaiveHolders(HOLDERS);
        final ScaleMarket populated = populate(model);
        final SliceTimes times = new SliceTimes(
                "adoption of stricter tiers by " + HOLDERS + " holders", 2 * ENTRIES + 1_000, RUNS + 1);
        final Run judged = new Run(populated, times, model);
        final long hash = judged.run();
        if (IS_FULL) {
            model.searchOthers(SCAN_FROM, SCAN_STEP);
        }
        final List<NaiveHolders.Breach> expected = model.breaches();
        assertThat(model.haveAllAdopted()).isTrue();
        assertEqual(judged.outputs.started, expected);
        assertThat(expected).hasSizeGreaterThan(HOLDERS / 20).hasSizeLessThan(HOLDERS / 2);
        assertThat(judged.outputs.refused).isPositive();
        assertThat(judged.market.engine().inspector().violatedInvariants()).isEmpty();
        for (int n = 0; n <= RUNS; n++) {
            if (n == 1) {
                times.forget();
            }
            assertThat(new Run(populated, times, null).run()).isEqualTo(hash);
        }
        System.out.println(expected.size() + " of " + HOLDERS + " holders liquidated");
        times.report();
    }
}
