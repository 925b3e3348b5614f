package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.OrderReason;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.CollateralOrder;
import io.evenkeel.model.CollateralRules;
import io.evenkeel.model.CollateralSale;
import io.evenkeel.model.Health;
import io.evenkeel.model.InitialRates;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.OpenOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Checks orders, bids and sales of collateral against the model's own arithmetic (SPEC 6). */
final class CollateralReferee {
    private static final long LARGEST_AMOUNT = 1L << 57;

    private final ModelBook book;
    private final CollateralSale sale;
    private final Map<Long, CollateralSale.Clock> withdrawn = new HashMap<>();
    private Predicate<ModelAccount> isTrusted = account -> true;
    private UnaryOperator<ModelAccount> touched = UnaryOperator.identity();
    private LogEntry entry;
    private long timeMs;
    private long amountSold;
    private CollateralOrder wanted;
    private boolean isAnswered;

    CollateralReferee(final ModelBook book) {
        this.book = book;
        sale = book.collateral();
    }

    /** Says who knows whether every price that matters to an account can be used. */
    void askOfTrust(final Predicate<ModelAccount> predicate) {
        isTrusted = predicate;
    }

    /** Says who knows what accounts are once a running cycle has settled them, as whatever touches them does. */
    void askOfCycles(final UnaryOperator<ModelAccount> settled) {
        touched = settled;
    }

    void begin(final LogEntry next, final long atTimeMs) {
        entry = next;
        timeMs = atTimeMs;
        amountSold = 0;
        isAnswered = false;
        withdrawn.clear();
        wanted = next instanceof LogEntry.CollateralBid bid ? orderOf(bid) : null;
    }

    /** {@return what the current bid bought} */
    long amountSold() {
        return amountSold;
    }

    /**
     * {@return whether an account sells collateral now, rather than a position} An order that was withdrawn by this
     * entry counts with the time that it stood if what follows was decided then, and not if the account was looked at
     * again: events do not tell. This is where it sells collateral in either case.
     */
    boolean isDue(final ModelAccount account) {
        final CollateralOrder order = account.liquidation().collateral();
        return order == null
                ? isDue(account, CollateralSale.Clock.NONE) && isDue(account, withdrawnOf(account))
                : isDue(account, clockOf(order));
    }

    /** Whether an account without an order may begin to sell collateral. */
    private boolean mayBegin(final ModelAccount account) {
        return isDue(account, CollateralSale.Clock.NONE) || isDue(account, withdrawnOf(account));
    }

    private boolean isDue(final ModelAccount account, final CollateralSale.Clock clock) {
        return sale.isDue(account, decisive(account), clock);
    }

    private CollateralSale.Clock withdrawnOf(final ModelAccount account) {
        return withdrawn.getOrDefault(account.id(), CollateralSale.Clock.NONE);
    }

    private CollateralSale.Clock clockOf(final CollateralOrder order) {
        return new CollateralSale.Clock(order, order.elapsedMs(book.market()));
    }

    /** {@return whether collateral of an account is on order, and not paused} */
    boolean isForSale(final ModelAccount account) {
        final CollateralOrder order = account.liquidation().collateral();
        return order != null && !order.isPaused();
    }

    /** A position takes the place of an order that was paused; one that was not must have been withdrawn. */
    void onPositionForSale(final ModelAccount account, final Event.Order order) {
        check(!isForSale(account), () -> "collateral is for sale: " + order);
        account.liquidation().withdrawCollateral();
    }

    /** {@return whether nothing is left to sell of an account, now or once prices allow it} */
    boolean isNothingLeft(final ModelAccount account) {
        return sale.find(account).isEmpty() && !sale.isWaiting(account);
    }

    /** By its buffer an account is cured. */
    private InstrumentTerms decisive(final ModelAccount account) {
        return book.sizing().decisive(account, book.market());
    }

    // ---------------------------------------------------------------- orders

    void onOrder(final Event.CollateralOrder order) {
        final ModelAccount account = book.account(order.account());
        check(account.liquidation() != null && account.liquidation().id() == order.liquidation(),
                () -> "order " + order);
        final CollateralOrder last = account.liquidation().collateral();
        if (order.quantity() == 0) {
            onWithdrawn(order, account, last);
        } else {
            checkOrder(order, account, last);
            account.liquidation().withdrawOrder();
            account.liquidation().replaceCollateral(new CollateralOrder(
                    order.liquidation(), order.asset(), order.debtAsset(), order.quantity(), order.startTimeMs(),
                    new CollateralRules(order.auctionMs(), order.maxDiscountPpm()),
                    CollateralOrder.pauseMs(book.market(), order.asset(), order.debtAsset()), 0));
        }
    }

    /** Where its prices alone stand against a sale, an order pauses, unless another begins in its place. */
    private void onWithdrawn(
            final Event.CollateralOrder order, final ModelAccount account, final CollateralOrder last) {
        check(last != null && !last.isPaused(), () -> "nothing was for sale: " + order);
        check(!isDue(account) || !sale.find(account).orElseThrow().equals(pairOf(last)), () -> "could go on: " + order);
        final OrderReason why = sale.whyWithdrawn(account, pairOf(last));
        final boolean isPaused = why == OrderReason.PAUSED
                && !isDue(account)
                && book.sizing().next(account, book.market()).isEmpty();
        check("order", told(account, last,
                why != OrderReason.PAUSED ? why : isPaused ? OrderReason.PAUSED : OrderReason.REPLACED), order);
        if (isPaused) {
            account.liquidation().pauseCollateral(book.market());
        } else {
            withdrawn.put(order.account(), clockOf(last));
            account.liquidation().withdrawCollateral();
        }
    }

    private void checkOrder(final Event.CollateralOrder order, final ModelAccount account, final CollateralOrder last) {
        final OpenOrder beside = account.liquidation().order();
        check((beside == null || beside.isPaused()) && (last == null ? mayBegin(account) : isDue(account)),
                () -> "collateral is not due: " + order);
        final CollateralSale.Pair pair = sale.find(account).orElseThrow();
        final boolean isResized = last != null && pair.equals(pairOf(last));
        check(last == null || last.isPaused() || isResized, () -> "another is for sale: " + last + ", not " + order);
        final boolean isResumed = isResized && last.hasStoodStill(book.market());
        final long pauseMs = CollateralOrder.pauseMs(book.market(), pair.asset(), pair.debtAsset());
        final CollateralRules rules = isResized ? last.rules() : book.rules().of(pair.asset());
        final long startTimeMs = isResized
                ? timeMs - last.elapsedMs(book.market())
                : account.liquidation().startTimeMs(timeMs, rules.auctionMs());
        final CollateralSale.Clock clock = clockOf(new CollateralOrder(
                order.liquidation(), pair.asset(), pair.debtAsset(), 0, startTimeMs, rules, pauseMs, 0));
        final long quantity = sale.quote(account, decisive(account), pair, clock).quantity();
        check("order", told(
                account,
                new CollateralOrder(
                        order.liquidation(), pair.asset(), pair.debtAsset(), quantity, startTimeMs, rules, pauseMs, 0),
                isResumed ? OrderReason.RESUMED : isResized ? OrderReason.RESIZED : OrderReason.BEGUN), order);
    }

    /** What must be told of an order now; that it is withdrawn, where the reason says so. */
    private Event.CollateralOrder told(
            final ModelAccount account, final CollateralOrder order, final OrderReason reason) {
        final boolean isStanding = reason == OrderReason.BEGUN
                || reason == OrderReason.RESIZED
                || reason == OrderReason.RESUMED;
        final Health health = book.judge().maintenance(account, book.market().judged());
        return new Event.CollateralOrder(
                order.liquidation(), account.id(), order.asset(), order.debtAsset(), isStanding ? order.quantity() : 0,
                book.market().assetPrice(order.asset(), 0), book.market().assetPrice(order.debtAsset(), 0),
                order.startTimeMs(), order.rules().auctionMs(), order.rules().maxDiscountPpm(),
                account.liquidation().breachPosition(), book.terms().floor(health.equity()).longValueExact(),
                book.terms().ceil(health.requirement()).longValueExact(), reason);
    }

    private static CollateralSale.Pair pairOf(final CollateralOrder order) {
        return new CollateralSale.Pair(order.asset(), order.debtAsset());
    }

    // ---------------------------------------------------------------- sales

    void onSold(final Event.CollateralSold sold) {
        final ModelAccount account = book.account(sold.account());
        check(account.liquidation() != null && account.liquidation().collateral() != null && isDue(account),
                () -> "no collateral was for sale: " + sold);
        final CollateralOrder order = account.liquidation().collateral();
        final boolean isByBid = entry instanceof LogEntry.CollateralBid && !isAnswered;
        final CollateralSale.Clock clock = isByBid ? clockOf(order) : clockOf(order).atEnd();
        final CollateralSale.Quote quote =
                isByBid ? bought(account, order, clock) : pooled(account, order, clock, sold);
        check("sale", new Event.CollateralSold(
                order.liquidation(), account.id(), isByBid ? ((LogEntry.CollateralBid) entry).account() : 0,
                order.asset(), order.debtAsset(), quote.quantity(), sale.priceAt(pairOf(order), clock),
                quote.paid(), isByBid ? 0 : poolOf(account, order), account.liquidation().breachPosition(),
                book.market().assetPrice(order.asset(), 0), book.market().assetPrice(order.debtAsset(), 0)), sold);
        if (isByBid) {
            book.transfer(account.id(), sold.keeper(), order.asset(), quote.quantity());
            book.transfer(sold.keeper(), account.id(), order.debtAsset(), quote.paid());
            amountSold = quote.quantity();
        } else {
            book.buy(sold.pool(), account.id(), pairOf(order), quote);
        }
    }

    private CollateralSale.Quote bought(
            final ModelAccount account, final CollateralOrder order, final CollateralSale.Clock clock) {
        final long most = sale.quote(account, decisive(account), pairOf(order), clock).quantity();
        return sale.at(pairOf(order), clock, Math.min(most, ((LogEntry.CollateralBid) entry).quantity()));
    }

    /** The pool buys by timers, once the auction is over, as far as its means go. */
    private CollateralSale.Quote pooled(
            final ModelAccount account,
            final CollateralOrder order,
            final CollateralSale.Clock atEnd,
            final Event.CollateralSold sold) {
        check(entry instanceof LogEntry.Timer && order.elapsedMs(book.market()) >= order.rules().auctionMs(),
                () -> "the auction was not over: " + sold);
        return sale.within(
                pairOf(order),
                atEnd,
                sale.quote(account, decisive(account), pairOf(order), atEnd),
                book.insurance().balance(poolOf(account, order), order.debtAsset()));
    }

    private int poolOf(final ModelAccount account, final CollateralOrder order) {
        return book.insurance().ofDebt(account, order.debtAsset());
    }

    // ---------------------------------------------------------------- bids

    /** A bid that was accepted and bought nothing found its order gone, or paused. */
    void onAck(final Event.Ack ack) {
        isAnswered = true;
        if (entry instanceof LogEntry.CollateralBid bid && ack.rejectCode() == RejectCode.NONE && amountSold == 0) {
            final CollateralOrder now = orderOf(bid);
            check(now == null || now.isPaused() || !pairOf(now).equals(pairOf(wanted)),
                    () -> "nothing was sold, but still is " + now);
        }
    }

    private CollateralOrder orderOf(final LogEntry.CollateralBid bid) {
        final ModelAccount debtor = debtorOf(bid);
        return debtor == null ? null : debtor.liquidation().collateral();
    }

    private ModelAccount debtorOf(final LogEntry.CollateralBid bid) {
        for (final ModelAccount account : book.accounts()) {
            if (account.liquidation() != null && account.liquidation().id() == bid.liquidation()) {
                final CollateralOrder order = account.liquidation().collateral();
                return order != null && order.asset() == bid.asset() ? account : null;
            }
        }
        return null;
    }

    /** Adds the reasons that speak against a bid. */
    void add(final Set<RejectCode> reasons, final LogEntry.CollateralBid bid) {
        final ModelAccount debtor = debtorOf(bid);
        final ModelAccount keeper = book.account(bid.account());
        if (bid.quantity() <= 0 || bid.quantity() > LARGEST_AMOUNT) {
            reasons.add(RejectCode.BAD_QUANTITY);
        }
        if (keeper.isFrozen()) {
            reasons.add(RejectCode.ACCOUNT_FROZEN);
        }
        if (debtor == null) {
            reasons.add(RejectCode.LIQUIDATION_NOT_OPEN);
            return;
        }
        final CollateralOrder order = debtor.liquidation().collateral();
        addState(reasons, order.asset());
        addState(reasons, order.debtAsset());
        final ModelAccount settled = touched.apply(debtor);
        if (reasons.isEmpty()
                && !book.sizing().isCured(settled, book.market())
                && isDue(settled, clockOf(order))
                && sale.find(settled).orElseThrow().equals(pairOf(order))) {
            addSale(reasons, bid, settled, order);
        }
    }

    private void addState(final Set<RejectCode> reasons, final int asset) {
        final PriceState state = book.market().state(PricedKind.ASSET, asset);
        if (state == PriceState.HALTED) {
            reasons.add(RejectCode.HALTED);
        } else if (!book.market().allowsLiquidation(PricedKind.ASSET, asset)) {
            reasons.add(RejectCode.STALE_PRICE);
            reasons.add(RejectCode.HALTED);
        }
    }

    private void addSale(
            final Set<RejectCode> reasons,
            final LogEntry.CollateralBid bid,
            final ModelAccount debtor,
            final CollateralOrder order) {
        final CollateralSale.Pair pair = pairOf(order);
        final CollateralSale.Clock clock = clockOf(order);
        if (book.judged(debtor).equity().signum() < 0
                && Parties.ownerOf(debtor.id()) == Parties.ownerOf(bid.account())) {
            reasons.add(RejectCode.NOT_PERMITTED);
        }
        if (bid.limit() < sale.priceAt(pair, clock)) {
            reasons.add(RejectCode.PRICE_MOVED);
        }
        final long most = sale.quote(debtor, decisive(debtor), pair, clock).quantity();
        final CollateralSale.Quote part = sale.at(pair, clock, Math.min(most, bid.quantity()));
        if (part.paid() == 0) {
            reasons.add(RejectCode.BAD_QUANTITY);
        }
        // Balances read as if funding were charged.
        final ModelAccount after = touched.apply(book.account(bid.account())).copy();
        book.terms().instruments().forEach(terms -> after.settleFunding(terms, book.market()));
        if (after.balance(pair.debtAsset()) < part.paid()) {
            reasons.add(RejectCode.INSUFFICIENT_BALANCE);
        }
        after.credit(pair.asset(), part.quantity());
        after.credit(pair.debtAsset(), -part.paid());
        if (!isTrusted.test(after)) {
            reasons.add(RejectCode.STALE_PRICE);
            reasons.add(RejectCode.HALTED);
        }
        if (book.judge()
                .initial(after, book.market(), new InitialRates(book.market(), book.openInterest()))
                .isShort()) {
            reasons.add(RejectCode.INSUFFICIENT_MARGIN);
        }
    }
}
