package io.evenkeel.core.risk;

import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SkipReason;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.liquidation.Deleveraging;
import io.evenkeel.core.liquidation.DeleveragingPhase;
import io.evenkeel.core.liquidation.DeleveragingPlan;
import io.evenkeel.core.liquidation.LiquidationDesk;
import io.evenkeel.core.output.DeleveragingEvents;
import io.evenkeel.core.trigger.TriggerTask;

/**
 * Conducts deleveragings (SPEC 6, step 4): accounts of the opposite side close, at the bankruptcy price, what nobody
 * took in auctions. One at a time, in bounded slices: holders are gathered, shares are put in order and taken one by
 * one, each as little as is needed at that moment. What is skipped or clamped is planned again over the rest. Where
 * nobody is left, the account of the market's pool takes the rest at mark. No allocation.
 */
final class DeleveragingDesk implements LiquidationDesk.Taker {
    /** What closing a share costs: two accounts are evaluated before and after. */
    private static final int COST_OF_TAKING = 4 * CursorBudget.ACCOUNTS_PER_EVALUATION;

    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final LiquidationBooking booking;
    private final PoolDesk poolDesk;
    private final TriggerTask task;
    private final LiquidationDesk liquidationDesk;
    private final Deleveraging deleveraging;
    private final DeleveragingPlan plan;
    private final DeleveragingEvents events;
    private final int sliceEvaluations;

    DeleveragingDesk(
            final RiskStores stores,
            final AccountKeeper keeper,
            final LiquidationBooking booking,
            final PoolDesk poolDesk,
            final TriggerTask task,
            final int sliceEvaluations) {
        this.stores = stores;
        this.keeper = keeper;
        this.booking = booking;
        this.poolDesk = poolDesk;
        this.task = task;
        this.sliceEvaluations = sliceEvaluations;
        liquidationDesk = stores.liquidationDesk();
        deleveraging = stores.deleveraging();
        plan = deleveraging.plan();
        events = new DeleveragingEvents(stores.events());
    }

    /**
     * Begins a deleveraging for a liquidation, unless another one is under way or prices have work left to do, which
     * says who is in breach: then its turn comes later.
     */
    @Override
    public void takeOver(final int liquidation) {
        final boolean isTurn = deleveraging.phase() == DeleveragingPhase.NONE && !task.isRunning();
        if (!isTurn || !liquidationDesk.quote(liquidation)) {
            return;
        }
        final int account = stores.liquidations().account(liquidation);
        final Instrument instrument =
                stores.listings().instrument(stores.liquidations().instrument(liquidation));
        final long price = liquidationDesk.quotedPrice();
        final boolean isLong = stores.liquidations().isLong(liquidation);
        deleveraging.begin(
                stores.liquidations().id(liquidation), stores.accounts().owner(account), instrument, isLong, price);
        events.started(
                stores.liquidations().id(liquidation),
                stores.accounts().id(account),
                instrument,
                isLong,
                price,
                breachPosition(liquidation));
    }

    private long breachPosition(final int liquidation) {
        return stores.accounts().breachPosition(stores.liquidations().account(liquidation));
    }

    /** Does a bounded part. An entry put in order costs what an account looked at does. */
    void runSlice(final boolean isTimer, final boolean isTaskRunning) {
        long budget = CursorBudget.accounts(sliceEvaluations, isTimer, isTaskRunning);
        while (budget > 0) {
            budget -= switch (deleveraging.phase()) {
                case GATHERING -> gather(budget);
                case ORDERING -> order();
                case TAKING -> take();
                case NONE -> budget;
            };
        }
    }

    // ---------------------------------------------------------------- the plan

    private long gather(final long budget) {
        final int size = stores.accounts().order().size();
        int rank = stores.walk().start(deleveraging.cursorId());
        long spent = 0;
        while (spent < budget && rank < size) {
            deleveraging.gatherNext(stores.walk().account(rank++));
            spent++;
        }
        if (rank == size) {
            beginRound();
        }
        return Math.max(1, spent);
    }

    private long order() {
        deleveraging.orderNext();
        return 1;
    }

    private int liquidation() {
        return stores.liquidations().find(deleveraging.liquidation());
    }

    private Instrument instrument() {
        return stores.listings().instrument(deleveraging.instrument());
    }

    /** Shares out what is needed now; where nobody is left, the pool takes it. */
    private void beginRound() {
        final int liquidation = liquidation();
        keeper.touch(stores.liquidations().account(liquidation));
        if (!liquidationDesk.quoteAt(liquidation, deleveraging.price())) {
            giveUp(liquidation);
            return;
        }
        final long needed = liquidationDesk.quotedQuantity();
        if (deleveraging.beginRound(needed / instrument().lot())) {
            events.round(
                    deleveraging.liquidation(),
                    deleveraging.instrument(),
                    plan.round(),
                    plan.asksWinners(),
                    needed,
                    plan.held() * instrument().lot(),
                    plan.count(),
                    breachPosition(liquidation));
        } else {
            deleveraging.end();
            if (liquidationDesk.quoteAt(liquidation, instrument().mark())) {
                poolDesk.takeRest(liquidation);
            }
        }
    }

    /** The account is cured, its price does not allow liquidation any more, or its auction is to go on first. */
    private void giveUp(final int liquidation) {
        deleveraging.end();
        liquidationDesk.review(liquidation);
    }

    // ---------------------------------------------------------------- shares

    private long take() {
        final int entry = plan.next();
        if (entry == DeleveragingPlan.NONE) {
            beginRound();
            return COST_OF_TAKING;
        }
        final long share = plan.share(entry);
        if (share == 0) {
            return 1;
        }
        final int liquidation = liquidation();
        final int account = stores.accounts().find(plan.account(entry));
        keeper.touch(account);
        keeper.touch(stores.liquidations().account(liquidation));
        if (!liquidationDesk.quoteAt(liquidation, deleveraging.price())) {
            giveUp(liquidation);
        } else if (isPriceOutdated()) {
            deleveraging.end();
        } else {
            close(entry, liquidation, account, share);
        }
        return COST_OF_TAKING;
    }

    /**
     * Whether what the account was charged, paid or realised since the plan was made leaves it a debt where all that is
     * left closes at the plan's price. Then a timer begins another deleveraging, at the price of that moment.
     */
    private boolean isPriceOutdated() {
        final long worst = liquidationDesk.quotedBankruptcyPrice();
        final boolean isWorse = deleveraging.isLong() ? worst > deleveraging.price() : worst < deleveraging.price();
        return isWorse && liquidationDesk.isLastPosition();
    }

    private void close(final int entry, final int liquidation, final int account, final long share) {
        final long lot = instrument().lot();
        final long held = held(account) / lot;
        final long lots = Math.min(Math.min(share, held), liquidationDesk.quotedQuantity() / lot);
        final SkipReason reason = AccountPhase.isFrozen(stores.accounts().phase(account))
                ? SkipReason.FROZEN
                : lots == 0 ? SkipReason.NO_POSITION : plan(liquidation, account, lots * lot);
        if (reason != SkipReason.NULL_VAL) {
            events.skipped(
                    deleveraging.liquidation(),
                    deleveraging.instrument(),
                    stores.accounts().id(account),
                    share * lot,
                    reason,
                    reason == SkipReason.NEGATIVE_EQUITY ? booking.takerEquity() : 0,
                    breachPosition(liquidation));
            plan.drop(entry);
            return;
        }
        if (share > held) {
            plan.drop(entry);
        } else {
            plan.took(entry, lots);
        }
        booking.book(LiquidationStep.DELEVERAGED, false);
    }

    /** What an account holds on the opposite side now. */
    private long held(final int account) {
        final int position = stores.accounts().findPosition(account, deleveraging.instrument());
        if (position == PositionStore.NONE
                || stores.positions().quantity(position) > 0 == deleveraging.isLong()) {
            return 0;
        }
        return Math.abs(stores.positions().quantity(position));
    }

    /** Plans a trade. {@return why it cannot be booked, or NULL_VAL} */
    private SkipReason plan(final int liquidation, final int account, final long quantity) {
        booking.planForced(liquidation, account, quantity, deleveraging.price());
        if (booking.checkBounds() != RejectCode.NONE) {
            return SkipReason.BOUNDS;
        }
        return booking.leavesTakerSolvent() ? SkipReason.NULL_VAL : SkipReason.NEGATIVE_EQUITY;
    }
}
