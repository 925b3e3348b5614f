package io.evenkeel.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.core.inspect.PriceReport;
import io.evenkeel.core.oracle.FaultTally.Kind;
import io.evenkeel.core.sim.event.Event;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds what the engine puts out against what the sources saw and said. {@link OracleFaultTest} says what must hold.
 */
final class FaultReferee {
    /** How long after the last fresh source it may take until the state says so: the period of timers, and some. */
    static final long NOTICE_MS = 1_000;

    private final FaultMarket market;
    private final Inspector inspector;
    private final Panel panel;
    private final FaultTally tally = new FaultTally();
    private final Map<Long, Trader> traders = new TreeMap<>();
    private final Set<Long> started = new HashSet<>();
    private final boolean isControl;
    private long lowest = Long.MAX_VALUE;
    private long highest;
    private long deadLowest = Long.MAX_VALUE;
    private long deadHighest;
    private long index;
    private long saidSinceOutage = Long.MAX_VALUE / 2;
    private boolean hasBeenOut;

    FaultReferee(final FaultMarket market, final Inspector inspector, final Panel panel, final boolean isControl) {
        this.market = market;
        this.inspector = inspector;
        this.panel = panel;
        this.isControl = isControl;
        market.traders().forEach(this::join);
    }

    /** Takes note of an account before it trades. */
    void join(final Trader trader) {
        traders.put(trader.account(), trader);
    }

    FaultTally tally() {
        return tally;
    }

    /** Widens what honest sources have seen by a round. */
    void see(final int round) {
        lowest = market.path().lowest(round);
        highest = market.path().highest(round);
        deadLowest = market.deadPath().lowest(round);
        deadHighest = market.deadPath().highest(round);
    }

    /** Notes a submission that will be accepted, before it is remembered. */
    void onSaid(final long nowMs) {
        if (index > 0 && panel.fresh(nowMs) == 0) {
            saidSinceOutage = 0;
            hasBeenOut = true;
        }
        saidSinceOutage++;
    }

    PriceReport live() {
        return inspector.price(PricedKind.INSTRUMENT, FaultMarket.LIVE);
    }

    private PriceReport coin() {
        return inspector.price(PricedKind.ASSET, FaultMarket.COIN);
    }

    private PriceReport dead() {
        return inspector.price(PricedKind.INSTRUMENT, FaultMarket.DEAD);
    }

    static boolean isTrusted(final PriceState state) {
        return state == PriceState.VALID || state == PriceState.UNCERTAIN;
    }

    // ---------------------------------------------------------------- events

    void onEvent(final Event event, final long nowMs) {
        if (event instanceof Event.Priced priced
                && priced.kind() == PricedKind.INSTRUMENT
                && priced.priced() == FaultMarket.LIVE) {
            onPriced(priced, nowMs);
        } else if (event instanceof Event.Started start) {
            onStarted(start, nowMs);
        } else if (event instanceof Event.Order order && order.instrument() == FaultMarket.LIVE) {
            checkOrder(order, nowMs);
        } else if (event instanceof Event.Order order && order.quantity() > 0) {
            assertThat(isTrusted(dead().state())).as("%s at %s", order, dead()).isTrue();
            tally.count(Kind.DUST_OFFERED);
        } else if (event instanceof Event.Sold sold && sold.instrument() == FaultMarket.LIVE) {
            checkTrusted(sold, nowMs);
            tally.count(Kind.SALES);
            tally.count(Kind.SALES_BELOW_AUCTIONS, sold.step() == LiquidationStep.AUCTION ? 0 : 1);
            assertThat(sold.step()).isNotIn(LiquidationStep.DELEVERAGED, LiquidationStep.POOL);
        } else if (event instanceof Event.CollateralOrder order && order.quantity() > 0) {
            assertThat(isTrusted(coin().state())).as("%s at %s", order, coin()).isTrue();
            checkSpoken(order, nowMs);
            tally.count(Kind.COINS_OFFERED);
        }
    }

    private void onPriced(final Event.Priced priced, final long nowMs) {
        tally.count(priced.state());
        if (isTrusted(priced.state())) {
            assertThat(priced.mark()).as("%s", priced).isBetween(
                    FaultMarket.below(priced.index(), market.markBandPpm()),
                    FaultMarket.above(priced.index(), market.markBandPpm()));
            tally.count(Kind.MARKS_BY_BOOKS, priced.mark() == priced.index() ? 0 : 1);
        }
        final boolean isFormed = priced.index() != index;
        index = priced.index();
        if (isFormed && panel.isMinorityWrong(nowMs)) {
            assertThat(index).as("an index lies within what is honest, and the band").isBetween(
                    FaultMarket.below(panel.lowestHonest(nowMs), market.bandPpm()),
                    FaultMarket.above(panel.highestHonest(nowMs), market.bandPpm()));
            tally.count(Kind.INDEXES);
            if (panel.hasWrong(nowMs)) {
                tally.count(Kind.INDEXES_UNDER_FAULT);
            }
        }
    }

    /** Who has breached by a fill at a price that cannot be trusted is frozen, and nothing of it sold. */
    private void onStarted(final Event.Started start, final long nowMs) {
        if (isTrusted(live().state())) {
            checkTrusted(start, nowMs);
            if (hasBeenOut) {
                tally.count(Kind.LIQUIDATED_AFTER_AN_OUTAGE);
            }
        } else if (!isTrusted(dead().state())) {
            tally.count(Kind.FROZEN);
        }
        if (started.add(start.account())) {
            judge(traders.get(start.account()), start);
        }
    }

    /** An order of nothing says that what was on offer is withdrawn. */
    private void checkOrder(final Event.Order order, final long nowMs) {
        if (order.quantity() == 0) {
            tally.count(Kind.ORDERS_WITHDRAWN);
        } else {
            checkTrusted(order, nowMs);
        }
    }

    private void checkTrusted(final Event event, final long nowMs) {
        assertThat(isTrusted(live().state())).as("%s at %s", event, live()).isTrue();
        checkSpoken(event, nowMs);
    }

    private void checkSpoken(final Event event, final long nowMs) {
        assertThat(panel.isQuorate(nowMs - NOTICE_MS)).as("%s with %s fresh", event, panel.fresh(nowMs)).isTrue();
        assertThat(saidSinceOutage).as("submissions since the outage at %s", event)
                .isGreaterThanOrEqualTo((long) market.freshRounds() * panel.quorum());
    }

    private void judge(final Trader trader, final Event.Started start) {
        assertThat(trader).as("%s is none of those who trade", start).isNotNull();
        final boolean isSolvent = isSolventAtEveryHonestPrice(trader);
        if (!isControl) {
            assertThat(isSolvent).as("%s is solvent at every honest price, and %s", trader, start).isFalse();
        }
        assertThat(isSolventNow(trader))
                .as("%s is condemned by %s, %s and %s: %s", trader, live(), dead(), coin(), start)
                .isFalse();
        tally.count(isSolvent ? Kind.WRONGLY_LIQUIDATED : Kind.RIGHTLY_LIQUIDATED);
        if (trader.dust() != 0 && !isTrusted(dead().state())) {
            tally.count(Kind.DUSTY_LIQUIDATED);
        }
        tally.count(Kind.PLEDGERS_LIQUIDATED, trader.coins() > 0 ? 1 : 0);
    }

    private boolean isSolventAtEveryHonestPrice(final Trader trader) {
        return trader.isSolvent(
                Trader.worse(trader.quantity(), market.lowestMark(lowest), market.highestMark(highest)),
                Trader.worse(
                        trader.dust(),
                        FaultMarket.below(deadLowest, FaultMarket.DEAD_BAND_PPM),
                        FaultMarket.above(deadHighest, FaultMarket.DEAD_BAND_PPM)),
                FaultMarket.below(lowest, market.bandPpm()));
    }

    /** At the prices in force, those that cannot be trusted moved in its favour. */
    private boolean isSolventNow(final Trader trader) {
        return trader.isSolvent(
                looked(live(), trader.quantity()), looked(dead(), trader.dust()), looked(coin(), trader.coins()));
    }

    private static long looked(final PriceReport price, final long position) {
        return isTrusted(price.state()) ? price.mark() : Trader.favoured(position, price.mark());
    }

    // ---------------------------------------------------------------- after each entry

    /** Holds the state against who is fresh, and every account that is left against the prices in force. */
    void onEntryEnd(final long nowMs) {
        tally.count(Kind.ENTRIES);
        assertThat(inspector.isTaskRunning()).isFalse();
        if (index == 0) {
            return;
        }
        final PriceReport live = live();
        final boolean isTrusted = isTrusted(live.state());
        if (!panel.isQuorate(nowMs - NOTICE_MS)) {
            assertThat(isTrusted).as("%s with %s fresh sources", live, panel.fresh(nowMs)).isFalse();
        }
        for (final Trader trader : traders.values()) {
            if (!started.contains(trader.account())) {
                checkNotShielded(trader, isTrusted);
            }
        }
    }

    private void checkNotShielded(final Trader trader, final boolean isTrusted) {
        if (isTrusted) {
            assertThat(isSolventNow(trader)).as("%s is shielded at %s, %s and %s", trader, live(), dead(), coin())
                    .isTrue();
            if (trader.dust() != 0 && !trader.isSolvent(live().mark(), dead().mark(), coin().mark())) {
                tally.count(Kind.DUSTY_FAVOURED);
            }
        } else if (live().index() > 0 && !trader.isSolvent(live().index(), dead().mark(), coin().mark())) {
            tally.count(Kind.PAUSED);
        }
    }

    /** Counts who is left of those at the very edge. */
    void finish() {
        traders.keySet().stream().filter(account -> account <= 4 && !started.contains(account))
                .forEach(account -> tally.count(Kind.EDGE_SURVIVED));
    }
}
