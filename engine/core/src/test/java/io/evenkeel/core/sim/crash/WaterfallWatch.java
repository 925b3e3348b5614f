package io.evenkeel.core.sim.crash;

import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.sim.World;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelBook;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Notes what a crash comes to, step by step and from one step to the next. */
final class WaterfallWatch {
    /** Numeraire units that one unit of the market's money is worth, by asset. */
    private static final long[] NUMERAIRE_PER_UNIT = {1, 500};

    private final CrashMarket market;
    private final ModelBook book;
    private final Set<Reached> reached = EnumSet.noneOf(Reached.class);
    private final Map<Long, Story> stories = new HashMap<>();
    private LogEntry entry;
    private long perLiquidation;
    private boolean hasPoolTaken;

    /** How far a liquidation has come with the position on order. */
    private static final class Story {
        private int instrument = -1;
        private LiquidationStep ordered = LiquidationStep.NULL_VAL;
        private LiquidationStep traded = LiquidationStep.NULL_VAL;
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
        entry = next;
        if (next instanceof SettlementEntry.InsuranceLimits limits) {
            perLiquidation = limits.perLiquidation();
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
        } else if (event instanceof Event.DebtInsured) {
            reached.add(Reached.DEBT_INSURED);
        } else if (event instanceof Event.DeficitTaken taken && taken.liquidation() != 0) {
            noteIf(!hasPoolTaken, Reached.DEBT_SHARED);
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
        story.startTimeMs = order.startTimeMs();
        if (order.step() == LiquidationStep.INSURED) {
            noteLimit(order, story);
        }
        story.ordered = order.step();
    }

    /** What keeps insurance from paying more: what it has, or what it may pay for a liquidation. */
    private void noteLimit(final Event.Order order, final Story story) {
        final long rate = NUMERAIRE_PER_UNIT[market.money()];
        final long has = book.insurance().balance(0, market.money()) * rate;
        final long may = perLiquidation - story.insured * rate;
        noteIf(has > 0 && has < may, Reached.FUND_TOO_SMALL);
        final boolean paysNothing = order.furthestPrice() == order.bankruptcyPrice();
        noteIf(paysNothing && story.insured > 0 && may <= has && may < perTick(order) * rate,
                Reached.LIQUIDATION_LIMIT_USED);
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
        final boolean isBidOnRest = sold.step() == LiquidationStep.DELEVERAGED
                && entry instanceof LogEntry.Bid bid && bid.account() == sold.keeper();
        if (isBidOnRest || (sold.step() == LiquidationStep.INSURED && sold.insured() == 0)) {
            return;
        }
        story.insured += sold.insured();
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

    private void noteStep(
            final Story story, final LiquidationStep earlier, final Reached step, final Reached fromEarlier) {
        reached.add(step);
        noteIf(story.traded == earlier, fromEarlier);
    }

    private void onMissing(final Event.DeficitTaken taken) {
        noteIf(taken.fromLongs() > 0 && taken.fromShorts() > 0, Reached.OPPOSITE_TO_OWN_SIDE);
        if (taken.left() > 0) {
            final boolean isAnybody = book.chargeable(taken.instrument(), true) > 0
                    || book.chargeable(taken.instrument(), false) > 0;
            reached.add(isAnybody ? Reached.SOCIAL_CAP_EXCEEDED : Reached.NOBODY_TO_CHARGE);
        }
    }
}
