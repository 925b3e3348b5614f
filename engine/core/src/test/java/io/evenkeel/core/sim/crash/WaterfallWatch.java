package io.evenkeel.core.sim.crash;

import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.OrderReason;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.sim.World;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.CollateralOrder;
import io.evenkeel.model.CollateralRules;
import io.evenkeel.model.CollateralSale;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.Tiers;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Notes what a crash comes to, step by step and from one step to the next. */
final class WaterfallWatch {
    private final CrashMarket market;
    private final ModelBook book;
    private final Set<Reached> reached = EnumSet.noneOf(Reached.class);
    private final Map<Long, Story> stories = new HashMap<>();
    private final Map<Integer, Long> perLiquidation = new HashMap<>();
    /** Segments in which pools have paid for liquidations, and pools that then had too little. */
    private final Set<Segment> paid = new HashSet<>();
    private final Set<Integer> dry = new HashSet<>();
    private final Set<Integer> lostIn = new HashSet<>();
    private boolean hasPoolTaken;

    /** How far a liquidation has come with the position on order. */
    private static final class Story {
        private int instrument = -1;
        private LiquidationStep ordered = LiquidationStep.NULL_VAL;
        private LiquidationStep traded = LiquidationStep.NULL_VAL;
        /** Numeraire units. */
        private long insured;
        private long startTimeMs;
    }

    /** Makes a watch that has seen nothing. */
    WaterfallWatch(final CrashMarket market, final ModelBook book) {
        this.market = market;
        this.book = book;
    }

    /** {@return what was met} */
    Set<Reached> reached() {
        return reached;
    }

    /** Says which entry the events that follow belong to. */
    void begin(final LogEntry next) {
        if (next instanceof SettlementEntry.InsuranceLimits limits) {
            perLiquidation.put(limits.pool(), limits.perLiquidation());
        }
    }

    /** Sees an event; the model stands where it stood before it. */
    void onEvent(final Event event) {
        see(event);
        hasPoolTaken = event instanceof Event.Sold sold && sold.step() == LiquidationStep.POOL;
    }

    private void see(final Event event) {
        if (event instanceof Event.Order order) {
            onOrder(order);
        } else if (event instanceof Event.Sold sold) {
            onSold(sold);
        } else if (event instanceof Event.DeleveragingSkipped) {
            reached.add(Reached.SKIPPED);
        } else if (event instanceof Event.DebtInsured insured) {
            reached.add(Reached.DEBT_INSURED);
            onPaid(new Segment(insured.asset(), insured.pool()), insured.amount());
        } else if (event instanceof Event.CollateralOrder order) {
            noteIf(order.quantity() > 0, Reached.COLLATERAL_OFFERED);
        } else if (event instanceof Event.CollateralSold sold) {
            onCollateral(sold);
        } else if (event instanceof Event.DeficitTaken taken && AccountStore.isPoolId(taken.account())) {
            reached.add(Reached.POOL_SHORT);
        } else if (event instanceof Event.DeficitTaken taken && taken.liquidation() != 0) {
            reached.add(hasPoolTaken ? Reached.POOL_TO_SOCIALISED : Reached.DEBT_SHARED);
            onMissing(taken);
        } else if (event instanceof Event.DeficitCharged) {
            reached.add(Reached.SOCIALISED);
        } else if (event instanceof Event.DeficitCovered covered) {
            noteIf(covered.left() == 0 && isHalted(covered.instrument()), Reached.RESUMED);
        } else if (event instanceof Event.Priced priced && priced.kind() == PricedKind.INSTRUMENT) {
            noteIf(priced.state() == PriceState.HALTED && book.deficits().open(priced.priced()) > 0, Reached.HALTED);
        } else if (event instanceof Event.Ended ended) {
            noteIf(ended.outcome() == LiquidationOutcome.CURED, Reached.CURED);
            noteIf(ended.outcome() == LiquidationOutcome.EMPTIED, Reached.EMPTIED);
        }
    }

    private void noteIf(final boolean isMet, final Reached what) {
        if (isMet) {
            reached.add(what);
        }
    }

    private boolean isHalted(final int instrument) {
        return book.market().state(PricedKind.INSTRUMENT, instrument) == PriceState.HALTED;
    }

    private void onOrder(final Event.Order order) {
        final Story story = stories.computeIfAbsent(order.liquidation(), id -> new Story());
        if (order.quantity() == 0 || order.account() == AccountStore.POOL_ID) {
            return;
        }
        if (story.instrument != order.instrument()) {
            story.instrument = order.instrument();
            story.traded = LiquidationStep.NULL_VAL;
            story.ordered = LiquidationStep.NULL_VAL;
        }
        final boolean wasShort = order.startTimeMs() - story.startTimeMs < order.auctionMs();
        noteIf(order.step() == LiquidationStep.DELEVERAGED
                && (story.ordered == LiquidationStep.BACKSTOP
                        || (story.ordered == LiquidationStep.INSURED && wasShort)),
                Reached.WINDOW_DRAWN_DOWN);
        noteIf(order.reason() == OrderReason.TIME_OVER && order.step() == LiquidationStep.BACKSTOP, Reached.TIME_OVER);
        noteIf(order.reason() == OrderReason.DEEP, Reached.TOO_DEEP);
        story.startTimeMs = order.startTimeMs();
        if (order.step() == LiquidationStep.INSURED) {
            noteLimit(order, story);
        }
        story.ordered = order.step();
    }

    /** What keeps insurance from paying more: what it has, or what it may pay for a liquidation. */
    private void noteLimit(final Event.Order order, final Story story) {
        final Segment segment = Segment.of(market.instrument(order.instrument()));
        final long has = numeraire(segment.asset(), left(segment));
        final long may = perLiquidation.getOrDefault(segment.pool(), 0L) - story.insured;
        noteIf(has > 0 && has < may, Reached.FUND_TOO_SMALL);
        final boolean paysNothing = order.furthestPrice() == order.bankruptcyPrice();
        if (paysNothing && has < may) {
            noteDry(segment, perTick(order));
        }
        noteIf(paysNothing && story.insured > 0 && may <= has && may < numeraire(segment.asset(), perTick(order)),
                Reached.LIQUIDATION_LIMIT_USED);
    }

    /** An amount in numeraire units, rounded down. */
    private long numeraire(final int asset, final long amount) {
        return book.terms().floor(BigInteger.valueOf(amount)
                .multiply(Tiers.MILLION)
                .multiply(book.judge().weightedPrice(asset, book.market(), 0))).longValueExact();
    }

    /** What a tick is worth for all that an account holds of what is on order. */
    private long perTick(final Event.Order order) {
        final InstrumentTerms terms = market.instrument(order.instrument());
        final long quantity = book.account(order.account()).position(terms.id()).quantity();
        return terms.notional(quantity, terms.tick()).abs().longValueExact();
    }

    private void onSold(final Event.Sold sold) {
        if (AccountStore.isPoolId(sold.account())) {
            reached.add(Reached.SOLD_ON);
            return;
        }
        final Story story = stories.get(sold.liquidation());
        final boolean isBidOnRest = sold.step() == LiquidationStep.DELEVERAGED && sold.isByBid();
        if (isBidOnRest || (sold.step() == LiquidationStep.INSURED && sold.insured() == 0)) {
            return;
        }
        final Segment segment = Segment.of(market.instrument(sold.instrument()));
        story.insured += numeraire(segment.asset(), sold.insured());
        onPaid(segment, sold.insured());
        switch (sold.step()) {
            case AUCTION -> reached.add(Reached.AUCTION);
            case BACKSTOP -> noteStep(story, LiquidationStep.AUCTION, Reached.BACKSTOP, Reached.AUCTION_TO_BACKSTOP);
            case INSURED -> noteStep(story, LiquidationStep.BACKSTOP, Reached.INSURED, Reached.BACKSTOP_TO_INSURED);
            case DELEVERAGED -> {
                noteStep(story, LiquidationStep.INSURED, Reached.DELEVERAGED, Reached.INSURED_TO_DELEVERAGED);
                reached.add(World.policyOf(sold.instrument()) == AdlPolicy.QUEUE ? Reached.QUEUE : Reached.PRO_RATA);
            }
            case POOL -> {
                noteIf(story.traded != LiquidationStep.DELEVERAGED, Reached.NOBODY_TO_CLOSE);
                noteStep(story, LiquidationStep.DELEVERAGED, Reached.POOL, Reached.DELEVERAGED_TO_POOL);
            }
            default -> throw new IllegalStateException("no such step: " + sold);
        }
        story.traded = sold.step();
    }

    /** Something is wanted of a pool, which may have paid until it has less. */
    private void noteDry(final Segment segment, final long wanted) {
        if (paid.contains(segment) && left(segment) < wanted) {
            dry.add(segment.pool());
        }
    }

    /**
     * Everything is over.
     *
     * @param isBorneAsLacked whether others bore of an account just what it lacked.
     */
    void finish(final boolean isBorneAsLacked) {
        noteIf(isBorneAsLacked, Reached.BORNE_AS_LACKED);
        noteIf(!dry.isEmpty() && paid.stream().anyMatch(segment -> !dry.contains(segment.pool())),
                Reached.ONE_POOL_DRY);
    }

    private long left(final Segment segment) {
        return book.insurance().balance(segment.pool(), segment.asset());
    }

    private void noteStep(
            final Story story, final LiquidationStep earlier, final Reached step, final Reached fromEarlier) {
        reached.add(step);
        noteIf(story.traded == earlier, fromEarlier);
    }

    private void onPaid(final Segment segment, final long amount) {
        if (amount > 0) {
            paid.add(segment);
            onLost(segment.asset());
        }
    }

    private void onLost(final int asset) {
        lostIn.add(asset);
        noteIf(lostIn.size() > 1, Reached.LOST_IN_TWO_ASSETS);
    }

    private void onCollateral(final Event.CollateralSold sold) {
        noteIf(sold.keeper() != 0, Reached.COLLATERAL_SOLD);
        noteIf(sold.keeper() == 0, Reached.COLLATERAL_POOLED);
        final CollateralSale.Pair pair = new CollateralSale.Pair(sold.asset(), sold.debtAsset());
        final int pool = book.insurance().ofDebt(book.account(sold.account()), sold.debtAsset());
        final CollateralSale.Clock atEnd = new CollateralSale.Clock(
                new CollateralOrder(
                        sold.liquidation(), sold.asset(), sold.debtAsset(), 0, 0, CollateralRules.AT_LISTING,
                        0, 0), 0)
                .atEnd();
        noteIf(sold.price() < book.collateral().priceAt(pair, atEnd)
                && book.collateral().at(pair, atEnd, sold.quantity()).paid()
                        > book.insurance().balance(pool, sold.debtAsset()),
                Reached.COLLATERAL_FALLEN_ON);
    }

    private void onMissing(final Event.DeficitTaken taken) {
        final Segment segment = Segment.of(market.instrument(taken.instrument()));
        onLost(segment.asset());
        noteDry(segment, taken.amount());
        noteIf(taken.fromLongs() > 0 && taken.fromShorts() > 0, Reached.OPPOSITE_TO_OWN_SIDE);
        if (taken.left() > 0) {
            final boolean isAnybody = book.chargeable(taken.instrument(), true) > 0
                    || book.chargeable(taken.instrument(), false) > 0;
            reached.add(isAnybody ? Reached.SOCIAL_CAP_EXCEEDED : Reached.NOBODY_TO_CHARGE);
        }
    }
}
