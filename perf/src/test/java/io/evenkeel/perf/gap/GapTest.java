package io.evenkeel.perf.gap;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.MarketPriceDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.TradeBookedDecoder;
import io.evenkeel.core.inspect.EngineCounters;
import io.evenkeel.core.output.OutputKind;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.perf.gap.NaiveClearing.Breach;
import io.evenkeel.perf.market.Market;
import io.evenkeel.perf.market.Population;
import io.evenkeel.perf.rig.PopulatedEngine;
import io.evenkeel.perf.rig.Rig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.agrona.collections.Long2LongHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A gap in the instrument that most accounts hold, with fills, ticks of other instruments and more gaps behind it: who
 * is liquidated, in which order and charged to which command equals a naive full scan at every price, their orders are
 * out, and no log entry does more than a slice of the work. 20,000 accounts, {@code -Devenkeel.full=true} 1,000,000.
 */
final class GapTest {
    private static final int ACCOUNTS = Boolean.getBoolean("evenkeel.full") ? 1_000_000 : 20_000;
    private static final long SEED = Long.getLong("seed", 1);
    /** A fill settles both of its accounts before it is booked, and judges both afterwards. */
    private static final int EVALUATIONS_OF_A_FILL = 4;
    private static final int CALM_ENTRIES = 2_000;
    private static final int BETWEEN_GAPS = 8;
    private static final int ENTRIES_AFTER = 2_000;
    /** Gaps too, by half as much. */
    private static final int OTHER = 1;
    private static final long PPM = 1_000_000;

    /** Tells the naive clearing what took effect, and keeps which liquidations began, and which orders came. */
    private static final class Feed implements Consumer<OutputSlot> {
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final MarketPriceDecoder price = new MarketPriceDecoder();
        private final TradeBookedDecoder trade = new TradeBookedDecoder();
        private final LiquidationStartedDecoder started = new LiquidationStartedDecoder();
        private final LiquidationOrderDecoder order = new LiquidationOrderDecoder();
        private final NaiveClearing clearing;
        private final Long2LongHashMap accounts = new Long2LongHashMap(-1);
        private final List<Breach> liquidated = new ArrayList<>();
        private final Set<Long> known = new HashSet<>();
        private final Set<Long> ordered = new HashSet<>();
        private int starts;

        Feed(final Population population, final NaiveClearing clearing) {
            this.clearing = clearing;
            for (int account = 0; account < population.accounts(); account++) {
                accounts.put(Rig.id(account), account);
            }
        }

        @Override
        public void accept(final OutputSlot slot) {
            if (slot.kind() == OutputKind.ACK || slot.kind() == OutputKind.SESSION_OPENED) {
                return;
            }
            switch (header.wrap(slot.buffer(), 0).templateId()) {
                case MarketPriceDecoder.TEMPLATE_ID -> {
                    price.wrapAndApplyHeader(slot.buffer(), 0, header);
                    clearing.price(price.commandPosition(), price.priced(), price.mark());
                }
                case TradeBookedDecoder.TEMPLATE_ID -> onTrade(slot);
                case LiquidationStartedDecoder.TEMPLATE_ID -> onStarted(slot);
                case LiquidationOrderDecoder.TEMPLATE_ID -> {
                    order.wrapAndApplyHeader(slot.buffer(), 0, header);
                    ordered.add(order.account());
                }
                default -> {
                    // What else there is changes nobody's health.
                }
            }
        }

        private void onTrade(final OutputSlot slot) {
            trade.wrapAndApplyHeader(slot.buffer(), 0, header);
            clearing.fill(
                    slot.logPosition(), (int) accounts.get(trade.buyer()), (int) accounts.get(trade.seller()),
                    trade.instrument(), trade.quantity(), trade.price());
        }

        private void onStarted(final OutputSlot slot) {
            started.wrapAndApplyHeader(slot.buffer(), 0, header);
            starts++;
            // Who reduced its position and was cured may breach again, which is no business of the naive clearing.
            if (known.add(started.account())) {
                liquidated.add(new Breach(started.breachPosition(), started.account()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-100_000, 100_000})
    void shouldLiquidateAsAFullScanDoesInSlicesWhenTheMostHeldInstrumentGaps(final int gapPpm) {
        final Population population = new Population(new Market(SEED), ACCOUNTS, SEED);
        final NaiveClearing clearing = new NaiveClearing(population);
        final Feed feed = new Feed(population, clearing);
        final PopulatedEngine engine = new PopulatedEngine(population, 1).twin(feed);
        final GapTraffic traffic = new GapTraffic(engine, population, SEED);
        for (int n = 0; n < CALM_ENTRIES; n++) {
            traffic.next();
        }
        final long gapPosition = engine.rig().position() + Rig.ENTRY_LENGTH;
        traffic.move(gapPpm);
        final Slices slices = new Slices(engine, traffic, feed);
        // More gaps, which wait for the first one's work: what they let breach is charged to them, after it.
        slices.next(BETWEEN_GAPS);
        engine.rig().submitPrice(OTHER, population.market().openingPrice(OTHER) * (PPM + gapPpm / 2) / PPM);
        slices.next(BETWEEN_GAPS);
        traffic.move(gapPpm * 6 / 5);
        while (engine.isTaskRunning()) {
            slices.next(1);
        }
        slices.next(ENTRIES_AFTER);

        check(feed, clearing.breaches(), gapPosition);
        engine.requireInvariants();
        assertThat(engine.counters().queueOverflows()).isZero();
        assertThat(engine.rig().refused()).isEqualTo(engine.rig().frozen()).isPositive();
        System.out.printf("seed %d: %,d of %,d accounts breached by %d ppm, in %,d log entries%n",
                SEED, feed.liquidated.size(), ACCOUNTS, gapPpm, slices.entries);
    }

    /** Plays traffic, and looks at how much of the gap's work was done with each entry. */
    private static final class Slices {
        private final PopulatedEngine engine;
        private final GapTraffic traffic;
        private final Feed feed;
        private int entries;

        Slices(final PopulatedEngine engine, final GapTraffic traffic, final Feed feed) {
            this.engine = engine;
            this.traffic = traffic;
            this.feed = feed;
        }

        void next(final int count) {
            for (int n = 0; n < count; n++) {
                final EngineCounters before = engine.counters();
                final int startsBefore = feed.starts;
                traffic.next();
                entries++;
                assertThat(steps(before, engine.counters()) + feed.starts - startsBefore)
                        .as("evaluations and starts with entry %d", entries)
                        .isLessThanOrEqualTo(Rig.SLICE_EVALUATIONS + EVALUATIONS_OF_A_FILL);
            }
        }

        private static long steps(final EngineCounters before, final EngineCounters after) {
            return after.evaluations() - before.evaluations() + after.slackMoves() - before.slackMoves();
        }
    }

    private static void check(final Feed feed, final List<Breach> expected, final long gapPosition) {
        int same = 0;
        while (same < Math.min(feed.liquidated.size(), expected.size())
                && feed.liquidated.get(same).equals(expected.get(same))) {
            same++;
        }
        assertThat(feed.liquidated.subList(same, Math.min(same + 5, feed.liquidated.size())))
                .as("after the first %d of %d", same, feed.liquidated.size())
                .isEqualTo(expected.subList(same, Math.min(same + 5, expected.size())));
        assertThat(feed.ordered).isEqualTo(feed.known);
        final long byGap = expected.stream().filter(breach -> breach.position() == gapPosition).count();
        assertThat(byGap).as("breached by the gap").isGreaterThan(ACCOUNTS / 100).isLessThan(ACCOUNTS / 2);
        final long commands = expected.stream().map(Breach::position).distinct().count();
        assertThat(commands).as("commands charged with breaches: all gaps at least").isGreaterThanOrEqualTo(3);
    }
}
