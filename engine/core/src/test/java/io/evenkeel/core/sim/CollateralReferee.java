package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.CollateralOrder;
import io.evenkeel.model.CollateralSale;
import io.evenkeel.model.InitialRates;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
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
    private final Map<Long, Long> withdrawnAfterMs = new HashMap<>();
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
        withdrawnAfterMs.clear();
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
                ? isDue(account, 0) && isDue(account, withdrawnAfterMs.getOrDefault(account.id(), 0L))
                : isDue(account, timeMs - order.startTimeMs());
    }

    /** Whether an account without an order may begin to sell collateral. */
    private boolean mayBegin(final ModelAccount account) {
        return isDue(account, 0) || isDue(account, withdrawnAfterMs.getOrDefault(account.id(), 0L));
    }

    private boolean isDue(final ModelAccount account, final long elapsedMs) {
        return sale.isDue(account, anyTerms(), elapsedMs);
    }

    /** {@return whether nothing is left to sell of an account, now or once prices allow it} */
    boolean isNothingLeft(final ModelAccount account) {
        return sale.find(account).isEmpty() && !sale.isWaiting(account);
    }

    /** Buffers are the same in all markets of a world. */
    private InstrumentTerms anyTerms() {
        return book.terms().instruments().get(0);
    }

    // ---------------------------------------------------------------- orders

    void onOrder(final Event.CollateralOrder order) {
        final ModelAccount account = book.account(order.account());
        check(account.liquidation() != null && account.liquidation().id() == order.liquidation(),
                () -> "order " + order);
        final CollateralOrder last = account.liquidation().collateral();
        if (order.quantity() == 0) {
            check(last != null, () -> "nothing was for sale: " + order);
            withdrawnAfterMs.put(order.account(), timeMs - last.startTimeMs());
        } else {
            checkOrder(order, account, last);
        }
        account.liquidation().replaceCollateral(new CollateralOrder(
                order.liquidation(), order.asset(), order.debtAsset(), order.quantity(), order.startTimeMs()));
    }

    private void checkOrder(final Event.CollateralOrder order, final ModelAccount account, final CollateralOrder last) {
        check(account.liquidation().order() == null && (last == null ? mayBegin(account) : isDue(account)),
                () -> "collateral is not due: " + order);
        final CollateralSale.Pair pair = sale.find(account).orElseThrow();
        final boolean isResized = last != null && pair.equals(pairOf(last));
        final long startTimeMs = isResized ? last.startTimeMs() : account.liquidation().startTimeMs(timeMs);
        check("order", new Event.CollateralOrder(
                order.liquidation(), order.account(), pair.asset(), pair.debtAsset(),
                sale.quote(account, anyTerms(), pair, timeMs - startTimeMs).quantity(),
                book.market().assetPrice(pair.asset(), 0), book.market().assetPrice(pair.debtAsset(), 0), startTimeMs,
                CollateralSale.AUCTION_MS, CollateralSale.MAX_DISCOUNT_PPM), order);
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
        final long elapsedMs = isByBid ? timeMs - order.startTimeMs() : CollateralSale.AUCTION_MS;
        final CollateralSale.Quote quote = isByBid ? bought(account, order, elapsedMs) : pooled(account, order, sold);
        check("sale", new Event.CollateralSold(
                order.liquidation(), account.id(), isByBid ? ((LogEntry.CollateralBid) entry).account() : 0,
                order.asset(), order.debtAsset(), quote.quantity(), sale.priceAt(order.asset(), elapsedMs),
                quote.paid(), isByBid ? 0 : poolOf(account, order)), sold);
        if (isByBid) {
            book.transfer(account.id(), sold.keeper(), order.asset(), quote.quantity());
            book.transfer(sold.keeper(), account.id(), order.debtAsset(), quote.paid());
            amountSold = quote.quantity();
        } else {
            book.buy(sold.pool(), account.id(), pairOf(order), quote);
        }
    }

    private CollateralSale.Quote bought(
            final ModelAccount account, final CollateralOrder order, final long elapsedMs) {
        final long most = sale.quote(account, anyTerms(), pairOf(order), elapsedMs).quantity();
        return sale.at(pairOf(order), elapsedMs, Math.min(most, ((LogEntry.CollateralBid) entry).quantity()));
    }

    /** The pool buys by timers, once the auction is over, as far as its means go. */
    private CollateralSale.Quote pooled(
            final ModelAccount account, final CollateralOrder order, final Event.CollateralSold sold) {
        check(entry instanceof LogEntry.Timer && timeMs - order.startTimeMs() >= CollateralSale.AUCTION_MS,
                () -> "the auction was not over: " + sold);
        return sale.within(
                pairOf(order),
                sale.quote(account, anyTerms(), pairOf(order), CollateralSale.AUCTION_MS),
                book.insurance().balance(poolOf(account, order), order.debtAsset()));
    }

    private int poolOf(final ModelAccount account, final CollateralOrder order) {
        return book.insurance().ofDebt(account, order.debtAsset());
    }

    // ---------------------------------------------------------------- bids

    /** A bid that was accepted and bought nothing found its order gone. */
    void onAck(final Event.Ack ack) {
        isAnswered = true;
        if (entry instanceof LogEntry.CollateralBid bid && ack.rejectCode() == RejectCode.NONE && amountSold == 0) {
            final CollateralOrder now = orderOf(bid);
            check(now == null || !pairOf(now).equals(pairOf(wanted)), () -> "nothing was sold, but still is " + now);
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
                && !book.sizing().isCured(settled, anyTerms(), book.market())
                && sale.isDue(settled, anyTerms(), timeMs - order.startTimeMs())
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
        final long elapsedMs = timeMs - order.startTimeMs();
        if (book.judged(debtor).equity().signum() < 0
                && Parties.ownerOf(debtor.id()) == Parties.ownerOf(bid.account())) {
            reasons.add(RejectCode.NOT_PERMITTED);
        }
        if (bid.limit() < sale.priceAt(pair.asset(), elapsedMs)) {
            reasons.add(RejectCode.PRICE_MOVED);
        }
        final long most = sale.quote(debtor, anyTerms(), pair, elapsedMs).quantity();
        final CollateralSale.Quote part = sale.at(pair, elapsedMs, Math.min(most, bid.quantity()));
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
        }
        if (book.judge()
                .initial(after, book.market(), new InitialRates(book.market(), book.openInterest()))
                .isShort()) {
            reasons.add(RejectCode.INSUFFICIENT_MARGIN);
        }
    }
}
