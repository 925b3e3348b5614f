package io.evenkeel.core.liquidation;

import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.OrderReason;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.Listings;
import io.evenkeel.core.margin.AccountView;
import io.evenkeel.core.margin.LiquidationOrder;
import io.evenkeel.core.margin.MarginState;
import io.evenkeel.core.notice.StatusNotices;
import io.evenkeel.core.output.EventEncoder;
import io.evenkeel.core.output.LiquidationEvents;
import io.evenkeel.core.trigger.Certifier;

/**
 * Takes breached accounts from their start to their end (SPEC 6): one position at a time is offered, largest MM first,
 * in an auction whose discount grows; each offer is the least that suffices. When the auction is over, or would take
 * too long, backstops take over; what they leave is offered past the bankruptcy price, as far as insurance pays the
 * difference; what nobody takes there, accounts of the opposite side close. Where prices come back before an auction
 * had its time, it goes on with what it had left. Owned by Risk; no allocation.
 *
 * <p>An account is looked at again whenever it is touched, when a bid comes, and by a cursor that timers move:
 * then it is found cured, or its order is sized anew or goes on to the next step.
 *
 * <p>The clock of an order whose price stops allowing liquidation pauses, and nothing is offered meanwhile, unless
 * another position or collateral can be sold in its place. How long a market stood still is known whoever looked, so a
 * pause that nobody saw here counts as any other.
 *
 * <p>What an insurance pool's own account took is offered too, whole, at mark less the discount, until somebody takes
 * it: there is no bankruptcy price, nothing is cured, and no other step follows.
 */
public final class LiquidationDesk {
    private static final int NO_POSITION = -1;
    /** Evaluations of an account that cost as much as a review of its liquidation. */
    private static final int EVALUATIONS_PER_REVIEW = 2;

    private final Listings listings;
    private final AccountStore accounts;
    private final LiquidationStore liquidations;
    private final Certifier certifier;
    private final EventEncoder clock;
    private final LiquidationEvents events;
    private final CollateralAuction collateral;
    private final AccountView view;
    private final StatusNotices notices;
    private final Insurance insurance;
    private final Backstops backstops;
    private final Deleveraging deleveraging;
    private final MarginState margin = new MarginState();
    private final LiquidationOrder order = new LiquidationOrder();
    private final OrderQuote quote;

    private int quoted;
    private boolean isStarting;
    private DebtBearer debts;

    /** Takes over what a step left. */
    public interface Taker {
        /** Lets others take what they may of a liquidation's order, or begin to; that may end the liquidation. */
        void takeOver(int liquidation);
    }

    /** Takes over what keepers leave, by asking one account after another. */
    public interface AskingTaker {
        /** As {@link Taker#takeOver}. {@return how many accounts were asked} */
        int takeOver(int liquidation);
    }

    /** Bears debts. */
    public interface DebtBearer {
        /** Pays what an account in liquidation owes that has nothing left to sell. */
        void bear(int liquidation);
    }

    /** Makes a desk over Risk's stores. */
    public LiquidationDesk(
            final Listings listings,
            final AccountStore accounts,
            final LiquidationStore liquidations,
            final Insurance insurance,
            final Certifier certifier,
            final AccountView view,
            final Deleveraging deleveraging,
            final EventEncoder clock,
            final StatusNotices notices) {
        this.listings = listings;
        this.accounts = accounts;
        this.insurance = insurance;
        backstops = new Backstops(accounts);
        this.liquidations = liquidations;
        this.certifier = certifier;
        this.view = view;
        this.deleveraging = deleveraging;
        this.clock = clock;
        this.notices = notices;
        this.events = new LiquidationEvents(clock);
        quote = new OrderQuote(accounts, liquidations, insurance, view, margin, clock);
        collateral = new CollateralAuction(listings, accounts, liquidations, view, clock);
    }

    /** Says who bears debts. */
    public void bearDebtsBy(final DebtBearer bearer) {
        debts = bearer;
    }

    /** Starts the liquidation of a breached account whose turn has come. */
    public void start(final int account) {
        final int liquidation = liquidations.open(account);
        accounts.phase(account, AccountPhase.LIQUIDATING);
        accounts.liquidation(account, liquidation);
        margin.compute(view.loadFavoured(account));
        events.started(
                liquidations.id(liquidation),
                accounts.id(account),
                accounts.breachPosition(account),
                accounts.breachTimeMs(account),
                margin.equityUnits(),
                margin.maintenanceUnits());
        notices.say(account);
        isStarting = true;
        review(liquidation);
        isStarting = false;
    }

    /** Looks again at an account in liquidation that was touched. */
    public void reviewAccount(final int account) {
        if (accounts.phase(account) == AccountPhase.LIQUIDATING) {
            review(accounts.liquidation(account));
        }
    }

    /**
     * Looks again at some open liquidations, in rounds, so that those that a crash keeps adding cannot keep timers from
     * the first ones.
     *
     * @param evaluations account evaluations that fit in a slice; asking a backstop is one.
     * @param backstopTaker lets backstops, in turn, take over where an auction is over.
     * @param opposite      lets accounts of the opposite side close where insurance pays no more.
     * @param pool          lets insurance pools buy collateral whose auction is over.
     */
    public void onTimer(
            final int evaluations, final AskingTaker backstopTaker, final Taker opposite, final Taker pool) {
        int left = Math.max(evaluations, EVALUATIONS_PER_REVIEW);
        for (int most = liquidations.size(); most > 0 && left >= EVALUATIONS_PER_REVIEW; most--) {
            final int liquidation = liquidations.rounds().next();
            if (liquidation == LiquidationStore.NONE) {
                break;
            }
            left -= EVALUATIONS_PER_REVIEW;
            final long id = liquidations.id(liquidation);
            review(liquidation);
            if (liquidations.find(id) != LiquidationStore.NONE && liquidations.sellsCollateral(liquidation)) {
                pool.takeOver(liquidation);
            }
            if (isAt(id, LiquidationStep.BACKSTOP)) {
                left -= backstopTaker.takeOver(liquidation);
            }
            if (isAt(id, LiquidationStep.BACKSTOP)) {
                goOn(liquidation, LiquidationStep.INSURED);
            } else if (isAt(id, LiquidationStep.INSURED) && isInsuranceOver(liquidation)) {
                goOn(liquidation, LiquidationStep.DELEVERAGED);
            }
            if (isAt(id, LiquidationStep.DELEVERAGED)) {
                opposite.takeOver(liquidation);
            }
        }
    }

    /** {@return whether a liquidation, by its id, is open and its order at a step, as it was looked at last} */
    public boolean isAt(final long id, final LiquidationStep step) {
        final int open = liquidations.find(id);
        return open != LiquidationStore.NONE
                && liquidations.step(open) == step
                && !liquidations.isPaused(open);
    }

    /** Ends the liquidation if it is over, else sees to it that the right order stands, rightly sized. */
    public void review(final int liquidation) {
        final int account = liquidations.account(liquidation);
        margin.compute(view.loadFavoured(account));
        final int offered = offeredPosition(liquidation);
        if (isOver(account, offered)) {
            end(liquidation, view.positionCount() == 0 ? LiquidationOutcome.EMPTIED : LiquidationOutcome.CURED);
        } else if (collateral.isDue(
                liquidation, margin, offered != NO_POSITION && isOnOrder(liquidation, offered), bufferPpm(offered))) {
            offerCollateral(liquidation, bufferPpm(offered));
        } else if (view.positionCount() == 0 && !collateral.isWaiting(margin) && !isMoneyOnItsWay(account)) {
            debts.bear(liquidation);
            margin.compute(view.loadFavoured(account));
            end(liquidation, LiquidationOutcome.BANKRUPT);
        } else if (offered == NO_POSITION && holdsOrdered(liquidation)) {
            pauseOrder(liquidation);
        } else if (offered == NO_POSITION && collateral.isHeldBack(liquidation, margin)) {
            collateral.pause(liquidation, margin);
        } else if (offered == NO_POSITION) {
            withdrawOrder(liquidation);
        } else {
            offer(liquidation, offered);
        }
    }

    /** Whether gateways have yet to answer what they were told to pay or collect: it may come to pay what is owed. */
    private boolean isMoneyOnItsWay(final int account) {
        return accounts.terms().openInstructions(account) > 0;
    }

    /** Whether an account needs no liquidation any more. */
    private boolean isOver(final int account, final int offered) {
        return accounts.isPool(account) ? view.positionCount() == 0 : margin.isCured(bufferPpm(offered));
    }

    /** Of the position offered; where prices allow none, of the one of the lowest instrument id. */
    private long bufferPpm(final int offered) {
        if (view.positionCount() == 0) {
            return 0;
        }
        final int decisive = offered == NO_POSITION ? lowestPosition() : offered;
        return view.instrument(decisive).liquidationTerms().bufferPpm();
    }

    private int lowestPosition() {
        int lowest = 0;
        for (int i = 1; i < view.positionCount(); i++) {
            lowest = view.instrument(i).id() < view.instrument(lowest).id() ? i : lowest;
        }
        return lowest;
    }

    // ---------------------------------------------------------------- orders

    /** The position on order, or else the one with the largest MM whose price allows it; ties by instrument id. */
    private int offeredPosition(final int liquidation) {
        int best = NO_POSITION;
        for (int i = 0; i < view.positionCount(); i++) {
            if (view.isSellable(i)) {
                if (isOnOrder(liquidation, i)) {
                    return i;
                }
                if (best == NO_POSITION || order.isBefore(view, i, best)) {
                    best = i;
                }
            }
        }
        return best;
    }

    /** Whether a position is on order: the pool's may have changed sides meanwhile. */
    private boolean isOnOrder(final int liquidation, final int i) {
        return liquidations.instrument(liquidation) == view.instrument(i).id()
                && liquidations.isLong(liquidation) == view.quantity(i) > 0;
    }

    /** Whether the position on order is still held, in a market that trades: only its price does not allow a sale. */
    private boolean holdsOrdered(final int liquidation) {
        for (int i = 0; i < view.positionCount(); i++) {
            if (isOnOrder(liquidation, i)) {
                return view.instrument(i).life().isOpen();
            }
        }
        return false;
    }

    private void pauseOrder(final int liquidation) {
        if (!liquidations.isPaused(liquidation)) {
            endDeleveraging(liquidation);
            announce(liquidation, ordered(liquidation), 0, OrderReason.PAUSED);
            liquidations.pause(liquidation, clock.timeMs(), pauseMs(ordered(liquidation)));
        }
    }

    private Instrument ordered(final int liquidation) {
        return listings.instrument(liquidations.instrument(liquidation));
    }

    private long pauseMs(final Instrument instrument) {
        return instrument.salePause().until(clock.timeMs());
    }

    private void offer(final int liquidation, final int offered) {
        OrderReason reason = OrderReason.RESIZED;
        if (!isOnOrder(liquidation, offered)) {
            withdrawOrder(liquidation);
            beginOrder(liquidation, view.instrument(offered), view.quantity(offered));
            reason = OrderReason.BEGUN;
        } else if (liquidations.goOn(liquidation, clock.timeMs(), pauseMs(view.instrument(offered)))) {
            reason = OrderReason.RESUMED;
        }
        final LiquidationStep before = liquidations.step(liquidation);
        if (before.value() <= LiquidationStep.BACKSTOP.value()) {
            liquidations.step(
                    liquidation,
                    isAuctionOver(liquidation) ? LiquidationStep.BACKSTOP : LiquidationStep.AUCTION);
            reason = reason(liquidation, before, reason);
        } else if (canGoBack(liquidation)) {
            endDeleveraging(liquidation);
            liquidations.goBack(liquidation, clock.timeMs(), pauseMs(view.instrument(offered)));
            reason = OrderReason.RECOVERED;
        }
        quote.findBankruptcyPrice(offered);
        sell(
                liquidation,
                offered,
                liquidations.step(liquidation) != before || reason == OrderReason.RESUMED,
                reason);
    }

    /** Whether equity is enough again for an auction that had not had its time. */
    private boolean canGoBack(final int liquidation) {
        return liquidations.auctionLeftMs(liquidation) > 0 && !margin.isDeep();
    }

    /** Why an order is told that was at another step, or else for another reason. */
    private OrderReason reason(final int liquidation, final LiquidationStep before, final OrderReason otherwise) {
        if (liquidations.step(liquidation) == before) {
            return otherwise;
        }
        if (before == LiquidationStep.BACKSTOP) {
            return OrderReason.RECOVERED;
        }
        return isTimeOver(liquidation) ? OrderReason.TIME_OVER : OrderReason.DEEP;
    }

    private void beginOrder(final int liquidation, final Instrument instrument, final long quantity) {
        final long notional = instrument.notional(Math.abs(quantity), instrument.mark());
        final long depth = instrument.depth().at(clock.timeMs());
        liquidations.beginOrder(
                liquidation,
                instrument.id(),
                quantity > 0,
                nextStartTimeMs(liquidation, instrument.liquidationTerms().auctionMs()),
                pauseMs(instrument),
                instrument.liquidationTerms().auctionMs(),
                instrument.liquidationTerms().maxDiscountPpm(notional, depth),
                instrument.liquidationTerms().penaltyPpm(notional, depth));
    }

    private void offerCollateral(final int liquidation, final long bufferPpm) {
        final boolean isBegun = !collateral.isOnOrder(liquidation);
        if (isBegun) {
            withdrawOrder(liquidation);
            collateral.begin(liquidation, nextStartTimeMs(liquidation, collateral.auctionMs()));
        }
        collateral.offer(liquidation, bufferPpm, margin, isBegun);
    }

    /**
     * The clock of an order with which a liquidation starts runs from the breach, so that it does not matter when a
     * slice comes to it, unless all its time would be over before anybody could bid; that of any other from now.
     */
    private long nextStartTimeMs(final int liquidation, final int auctionMs) {
        final long breachTimeMs = accounts.breachTimeMs(liquidations.account(liquidation));
        return isStarting && clock.timeMs() - breachTimeMs < auctionMs ? breachTimeMs : clock.timeMs();
    }

    private void sell(
            final int liquidation, final int offered, final boolean isToldAnyway, final OrderReason reason) {
        final Instrument instrument = view.instrument(offered);
        quote.price(liquidation, offered);
        if (isToldAnyway || quote.isNews(liquidation)) {
            quote.keep(liquidation, instrument);
            announce(liquidation, instrument, quote.quantity(), reason);
        }
    }

    private boolean isAuctionOver(final int liquidation) {
        return !accounts.isPool(view.account()) && (margin.isDeep() || isTimeOver(liquidation));
    }

    private boolean isTimeOver(final int liquidation) {
        return quote.elapsedMs(liquidation, ordered(liquidation)) >= liquidations.auctionMs(liquidation);
    }

    /**
     * An order that nobody took goes on to the next step. Keepers have the time of another auction, from the bankruptcy
     * price on as far as insurance pays; only where that has paid all it may in a window, none.
     */
    private void goOn(final int liquidation, final LiquidationStep next) {
        if (findOnOrder(liquidation)) {
            final boolean isSpent = insurance.isDrawnDown(view.instrument(quoted).pool());
            final OrderReason unspent =
                    next == LiquidationStep.INSURED ? OrderReason.NOT_TAKEN : OrderReason.TIME_OVER;
            liquidations.goPast(
                    liquidation,
                    isSpent ? LiquidationStep.DELEVERAGED : next,
                    clock.timeMs(),
                    pauseMs(view.instrument(quoted)));
            sell(liquidation, quoted, true, isSpent ? OrderReason.INSURANCE_SPENT : unspent);
        }
    }

    /** Whether insurance has offered to pay for long enough, or has paid all it may in a window. */
    private boolean isInsuranceOver(final int liquidation) {
        return findOnOrder(liquidation)
                && (insurance.isDrawnDown(view.instrument(quoted).pool()) || isTimeOver(liquidation));
    }

    private void announce(
            final int liquidation, final Instrument instrument, final long quantity, final OrderReason reason) {
        events.order(
                liquidations.id(liquidation),
                accounts.id(liquidations.account(liquidation)),
                instrument,
                liquidations.isLong(liquidation),
                quantity,
                liquidations.bankruptcyPrice(liquidation),
                liquidations.startTimeMs(liquidation),
                liquidations.auctionMs(liquidation),
                quote.discountInUsePpm(liquidation, instrument),
                liquidations.step(liquidation),
                liquidations.furthestPrice(liquidation),
                quote.penaltyInUsePpm(liquidation, instrument),
                margin,
                reason,
                accounts.breachPosition(liquidations.account(liquidation)));
    }

    private void withdrawOrder(final int liquidation) {
        final int onOrder = liquidations.instrument(liquidation);
        if (onOrder != LiquidationStore.NONE) {
            endDeleveraging(liquidation);
            if (!liquidations.isPaused(liquidation)) {
                announce(
                        liquidation,
                        listings.instrument(onOrder),
                        0,
                        holdsOrdered(liquidation) ? OrderReason.REPLACED : OrderReason.GONE);
            }
            liquidations.endOrder(liquidation);
        } else if (liquidations.sellsCollateral(liquidation)) {
            collateral.withdraw(liquidation, margin);
            liquidations.endOrder(liquidation);
        }
    }

    private void endDeleveraging(final int liquidation) {
        if (deleveraging.isOf(liquidations.id(liquidation))) {
            deleveraging.end();
        }
    }

    // ---------------------------------------------------------------- bids and takers

    /**
     * Works out, for the order of a liquidation that allows it, price and quantity as they are now.
     *
     * @return false if the account is cured, the order's price does not allow liquidation, or its auction is to go on
     *         first; nothing is changed.
     */
    public boolean quote(final int liquidation) {
        if (!findOnOrder(liquidation)) {
            return false;
        }
        quote.price(liquidation, quoted);
        return true;
    }

    /**
     * Works out what is left to backstops, at the bankruptcy price.
     *
     * @return false as for {@link #quote}, or where equity is negative; nothing is changed.
     */
    public boolean quoteRest(final int liquidation) {
        final boolean isLeft = findOnOrder(liquidation) && !margin.equity().isNegative();
        if (isLeft) {
            quote.sizeAt(liquidation, quoted, quote.bankruptcyPrice());
        }
        return isLeft;
    }

    /** Works out how much is left to those who close at a price. {@return false as for {@link #quote}} */
    public boolean quoteAt(final int liquidation, final long price) {
        final boolean isLeft = findOnOrder(liquidation);
        if (isLeft) {
            quote.sizeAt(liquidation, quoted, price);
        }
        return isLeft;
    }

    /**
     * Works out, for the order of collateral of a liquidation, price and quantity as they are now.
     *
     * @param isForPool whether an insurance pool is to buy, which it does at the end of the auction, not before.
     * @return false if the account is cured, or sells something else by now; nothing is changed.
     */
    public boolean quoteCollateral(final int liquidation, final boolean isForPool) {
        margin.compute(view.loadFavoured(liquidations.account(liquidation)));
        final int offered = offeredPosition(liquidation);
        return !isOver(view.account(), offered)
                && collateral.quote(liquidation, margin, bufferPpm(offered), isForPool);
    }

    /** Finds the position on order and its bankruptcy price. {@return whether it may be sold, and is still to be} */
    private boolean findOnOrder(final int liquidation) {
        margin.compute(view.loadFavoured(liquidations.account(liquidation)));
        quoted = offeredPosition(liquidation);
        if (quoted == NO_POSITION
                || !isOnOrder(liquidation, quoted)
                || isOver(view.account(), quoted)
                || canGoBack(liquidation)) {
            return false;
        }
        quote.findBankruptcyPrice(quoted);
        return true;
    }

    /** {@return whether equity of the account quoted last is negative} */
    public boolean isQuotedInsolvent() {
        return margin.equity().isNegative();
    }

    /** {@return whether the account quoted last has no other position} */
    public boolean isLastPosition() {
        return view.positionCount() == 1;
    }

    /** {@return bankruptcy price of the order quoted last} */
    public long quotedBankruptcyPrice() {
        return quote.bankruptcyPrice();
    }

    /** {@return what insurance would pay for a quantity at the price quoted last, settlement asset units} */
    public long quotedInsurance(final Instrument instrument, final long quantity) {
        return quote.insured(instrument, quantity);
    }

    /** {@return the accounts that take over what auctions leave} */
    public Backstops backstops() {
        return backstops;
    }

    /** {@return what sells collateral} */
    public CollateralAuction collateral() {
        return collateral;
    }

    /** {@return price quoted last} */
    public long quotedPrice() {
        return quote.price();
    }

    /** {@return quantity quoted last: what suffices at that price} */
    public long quotedQuantity() {
        return quote.quantity();
    }

    /** {@return the events of liquidations} */
    public LiquidationEvents events() {
        return events;
    }

    // ---------------------------------------------------------------- the end

    private void end(final int liquidation, final LiquidationOutcome outcome) {
        final int account = liquidations.account(liquidation);
        events.ended(
                liquidations.id(liquidation),
                accounts.id(account),
                margin.equityUnits(),
                margin.maintenanceUnits(),
                outcome,
                accounts.breachPosition(account));
        endDeleveraging(liquidation);
        deleveraging.passOver(account);
        liquidations.close(liquidation);
        accounts.liquidation(account, LiquidationStore.NONE);
        accounts.phase(account, AccountPhase.NORMAL);
        if (accounts.isCertified(account)) {
            certify(account);
        }
        notices.say(account);
    }

    private void certify(final int account) {
        if (!certifier.evaluate(account)) {
            throw new IllegalStateException("account " + accounts.id(account) + " is cured and yet breaches");
        }
    }
}
