package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.OrderReason;
import io.evenkeel.codecs.PassOverReason;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.Health;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.OpenOrder;
import io.evenkeel.model.SaleTerms;
import io.evenkeel.model.Sizing;
import io.evenkeel.model.Waterfall;
import java.util.LinkedHashSet;
import java.util.Set;

/** Checks orders, sales and ends of liquidations against the model's own arithmetic (SPEC 6). */
final class SaleReferee {
    private final ModelBook book;
    private final WaterfallReferee waterfall;
    private final DeleveragingReferee deleveraging;
    private final DeficitReferee deficits;
    private final Tally tally;
    private final CollateralReferee collateral;
    private final DebtReferee debts;
    private final Set<Long> touched = new LinkedHashSet<>();
    private LogEntry entry;
    private long timeMs;
    private Event.Sold expected;
    private long quantitySold;
    private long missing;
    private long worst;
    private boolean isBidAnswered;
    private boolean isBidInVain;
    private ModelAccount starting;

    SaleReferee(
            final ModelBook book,
            final WaterfallReferee waterfall,
            final DeleveragingReferee deleveraging,
            final DeficitReferee deficits,
            final CollateralReferee collateral,
            final DebtReferee debts,
            final Tally tally) {
        this.book = book;
        this.waterfall = waterfall;
        this.deleveraging = deleveraging;
        this.deficits = deficits;
        this.tally = tally;
        this.collateral = collateral;
        this.debts = debts;
    }

    void begin(final LogEntry next, final long atTimeMs) {
        entry = next;
        timeMs = atTimeMs;
        expected = null;
        quantitySold = 0;
        isBidInVain = false;
        isBidAnswered = false;
        missing = 0;
        touched.clear();
        endStart();
    }

    /** A liquidation starts with what it can sell at once; the clock of what comes later is another. */
    void onStarted(final ModelAccount account) {
        starting = account;
    }

    /** Whatever is told but what a start tells comes after it. */
    void beforeEvent(final Event event) {
        if (starting != null && !isOfStart(event, starting.id())) {
            endStart();
        }
    }

    private static boolean isOfStart(final Event event, final long account) {
        return (event instanceof Event.StatusChanged changed && changed.account() == account)
                || (event instanceof Event.Order order && order.account() == account)
                || (event instanceof Event.CollateralOrder order && order.account() == account);
    }

    private void endStart() {
        if (starting != null && starting.liquidation() != null) {
            starting.liquidation().hasStarted();
        }
        starting = null;
    }

    /** The entry was answered: what is booked from now on is what a task does beside it. */
    void onAck() {
        isBidAnswered = true;
    }

    /** {@return whether the current bid traded nothing, since it found the account cured, or its auction to go on} */
    boolean isBidInVain() {
        return isBidInVain;
    }

    /** {@return what the current bid bought} */
    long quantitySold() {
        return quantitySold;
    }

    /** Says that a deposit, fill, bid or start touched an account, so that its cure must be noticed. */
    void touch(final long account) {
        touched.add(account);
    }

    /** Forgets who was touched: cures are tested when accounts are touched, not when prices or terms move later. */
    void onMoved() {
        touched.clear();
    }

    /** Checks that who was touched and is cured has left its liquidation. */
    void end() {
        check(expected == null, () -> "sale without a trade event: " + expected);
        for (final long id : touched) {
            final ModelAccount account = book.account(id);
            if (account.liquidation() != null) {
                check(!book.sizing().isCured(account, book.market()),
                        () -> "account " + id + " is cured and still in liquidation " + account.liquidation().id());
                check(!book.sizing().canGoOn(account, book.market()) || !book.waterfall().isGoingBack(account),
                        () -> "the auction of account " + id + " is to go on");
                check(!account.isFlat() || !collateral.isNothingLeft(account) || book.isMoneyOnItsWay(id),
                        () -> "account " + id + " has nothing left to sell and is still in liquidation");
                check(!account.isFlat() || !collateral.isDue(account) || collateral.isForSale(account),
                        () -> "account " + id + " does not sell what it could");
            }
        }
        book.accounts().forEach(SaleReferee::forgetWhatIsGone);
    }

    private static void forgetWhatIsGone(final ModelAccount account) {
        final OpenOrder order = account.liquidation() == null ? null : account.liquidation().order();
        if (order != null && order.isPaused() && !Sizing.isHeld(account, order)) {
            account.liquidation().withdrawOrder();
        }
    }

    /** Works out, before its legs are booked, what the current bid must do, or the backstop whose turn it is. */
    void expect(final Event.Booked booked) {
        final boolean isBid = entry instanceof LogEntry.Bid && !isBidAnswered;
        // The pool may take while what it holds is auctioned on.
        final boolean isLong = !AccountStore.isPoolId(booked.seller())
                && book.account(booked.seller()).liquidation() != null;
        final ModelAccount debtor = book.account(isLong ? booked.seller() : booked.buyer());
        if (!isBid && debtor.liquidation() != null && debtor.liquidation().order() != null
                && debtor.liquidation().order().step() == LiquidationStep.DELEVERAGED) {
            expectClosing(booked, debtor, isLong ? booked.buyer() : booked.seller());
        } else if (entry instanceof LogEntry.Timer) {
            expectTakeover(booked);
        } else {
            expectSale(booked);
        }
    }

    private void expectClosing(final Event.Booked booked, final ModelAccount debtor, final long taker) {
        if (AccountStore.isPoolId(taker)) {
            missing = deleveraging.missing(debtor);
            worst = book.sizing().bankruptcyPrice(
                    debtor, book.terms().instruments().get(booked.instrument()), book.market());
            expected = deleveraging.expectRest(debtor, taker, missing);
        } else {
            expected = deleveraging.expectClosing(debtor);
        }
        check("who closes", expected.keeper(), taker);
        check("quantity closed", expected.quantity(), booked.quantity());
        check("price closed at", expected.price(), booked.price());
        touch(debtor.id());
    }

    private void expectTakeover(final Event.Booked booked) {
        final boolean isLong = book.account(booked.seller()).liquidation() != null;
        final ModelAccount debtor = book.account(isLong ? booked.seller() : booked.buyer());
        final ModelAccount taker = book.account(isLong ? booked.buyer() : booked.seller());
        final InstrumentTerms terms = book.terms().instruments().get(booked.instrument());
        check(debtor.liquidation() != null && debtor.liquidation().order() != null,
                () -> "nothing was left: " + booked);
        final OpenOrder order = debtor.liquidation().order();
        check(order.instrument() == terms.id() && !order.isInsured(), () -> "not on order: " + booked);
        check(book.waterfall().isAuctionOver(debtor, order.startTimeMs(), order.clockMs(book.market())),
                () -> "the auction was not over: " + booked);
        check("who takes over", waterfall.nextAsked(debtor), taker.id());
        check("why it does not", PassOverReason.NULL_VAL, waterfall.reason(taker, debtor, terms));
        final long price = book.sizing().bankruptcyPrice(debtor, terms, book.market());
        final long quantity = waterfall.quantity(taker, debtor, terms, price);
        final Sizing.Closing closing = book.sizing().close(
                debtor, terms, book.market(), quantity, price, LiquidationStep.BACKSTOP, 0);
        expected = new Event.Sold(
                order.liquidation(), debtor.id(), taker.id(), terms.id(), sideOf(debtor, terms), quantity, price,
                closing.penalty(), closing.account().position(terms.id()).quantity(), LiquidationStep.BACKSTOP, 0,
                book.market().mark(terms.id()), false, debtor.liquidation().breachPosition());
        check("quantity taken over", quantity, booked.quantity());
        check("price taken over at", price, booked.price());
        waterfall.tookOver(debtor, taker.id());
    }

    private void expectSale(final Event.Booked booked) {
        check(entry instanceof LogEntry.Bid, () -> "a liquidation trade by " + entry);
        final LogEntry.Bid bid = (LogEntry.Bid) entry;
        final long debtor = booked.buyer() == bid.account() ? booked.seller() : booked.buyer();
        final ModelAccount account = book.account(debtor);
        check(account.liquidation() != null && account.liquidation().id() == bid.liquidation(),
                () -> "sale of " + booked);
        final InstrumentTerms terms = book.terms().instruments().get(bid.instrument());
        final OpenOrder order = account.liquidation().order();
        check(order != null && order.instrument() == bid.instrument(), () -> "sale without an order: " + booked);
        final Waterfall.Quote quote = book.waterfall().quote(
                account,
                terms,
                order.step(),
                order.clockMs(book.market()) - order.startTimeMs(),
                timeMs);
        final long price = quote.price();
        final long quantity = Math.min(bid.quantity(), quote.quantity());
        final long insured = quote.insured(terms, quantity);
        final Sizing.Closing closing =
                book.sizing().close(account, terms, book.market(), quantity, price, order.step(), insured);
        expected = new Event.Sold(
                bid.liquidation(), debtor, bid.account(), bid.instrument(), sideOf(account, terms), quantity, price,
                closing.penalty(), closing.account().position(terms.id()).quantity(),
                order.isPastBankruptcy() ? order.step() : LiquidationStep.AUCTION, insured,
                book.market().mark(terms.id()), true, account.liquidation().breachPosition());
        check("quantity sold", quantity, booked.quantity());
        check("price sold at", price, booked.price());
        touch(debtor);
    }

    void onSold(final Event.Sold sold) {
        check("sale", expected, sold);
        final InstrumentTerms terms = book.terms().instruments().get(sold.instrument());
        final int asset = terms.settlementAsset();
        if (sold.insured() > 0) {
            book.makeUp(terms.pool(), sold.account(), asset, sold.insured());
            book.insurance().pay(
                    book.account(sold.account()).liquidation(), terms.pool(), asset, sold.insured(), timeMs);
        }
        if (sold.step() == LiquidationStep.POOL) {
            book.payDeficit(sold.account(), asset, missing);
            deficits.onRestTaken(sold, terms, missing, worst);
        }
        book.makeUp(terms.pool(), sold.account(), asset, -sold.penalty());
        quantitySold = isBidAnswered ? quantitySold : sold.quantity();
        expected = null;
    }

    void onOrder(final Event.Order order) {
        final ModelAccount account = book.account(order.account());
        check(account.liquidation() != null && account.liquidation().id() == order.liquidation(),
                () -> "order " + order);
        if (order.quantity() == 0) {
            onWithdrawn(order, account);
        } else {
            checkOrder(order, account);
            account.liquidation().replaceOrder(new OpenOrder(
                    order.liquidation(), order.instrument(), order.side(), order.quantity(), order.mark(),
                    order.startTimeMs(), order.step(), book.market().pauseMs(order.instrument()), 0));
        }
    }

    /** Where its price alone stands against a sale, an order pauses, unless another begins in its place. */
    private void onWithdrawn(final Event.Order order, final ModelAccount account) {
        final OpenOrder last = account.liquidation().order();
        check(last != null && !last.isPaused(), () -> "nothing was for sale: " + order);
        check(!book.sizing().canGoOn(account, book.market()), () -> "could go on: " + order);
        final boolean isHeld = Sizing.isHeld(account, last) && book.market().isOpen(last.instrument());
        final boolean isReplaced = book.sizing().next(account, book.market()).isPresent() || collateral.isDue(account);
        check("why it was withdrawn: " + order,
                !isHeld ? OrderReason.GONE : isReplaced ? OrderReason.REPLACED : OrderReason.PAUSED, order.reason());
        if (order.reason() == OrderReason.PAUSED) {
            account.liquidation().pauseOrder(book.market());
            tally.count(Tally.Kind.PAUSED_ORDERS);
        } else {
            account.liquidation().withdrawOrder();
        }
    }

    private void checkOrder(final Event.Order order, final ModelAccount account) {
        final OpenOrder last = account.liquidation().order();
        final boolean isResized = last != null
                && last.instrument() == order.instrument()
                && last.side() == order.side();
        final InstrumentTerms terms = isResized
                ? book.terms().instruments().get(order.instrument())
                : book.sizing().next(account, book.market()).orElse(null);
        check(terms != null, () -> "nothing may be sold, but " + order);
        check(() -> "whether it goes on: " + order, book.sizing().canGoOn(account, book.market()), isResized);
        if (!isResized) {
            account.liquidation().beginOrder(book.sizing().saleTerms(account, terms, book.market()));
        }
        check(isResized || !collateral.isDue(account), () -> "collateral comes first: " + order);
        collateral.onPositionForSale(account, order);
        final boolean isGoingBack = isResized && book.waterfall().isGoingBack(account);
        final boolean isNewStep = order.step().value() > LiquidationStep.BACKSTOP.value()
                && order.step() != stepOf(isResized ? last : null);
        if (isNewStep) {
            check(!isGoingBack, () -> "the auction is to go on: " + order);
            checkNewStep(order, account, terms);
        }
        if (isNewStep && !last.isPastBankruptcy()) {
            account.liquidation().leaveAuction(book.market());
        }
        final long startTimeMs = isNewStep
                ? timeMs
                : isGoingBack ? goBack(account) : account.liquidation().startTimeMs(isResized, book.market());
        final boolean isOver = book.waterfall().isAuctionOver(account, startTimeMs, timeMs);
        final Waterfall.Quote quote =
                book.waterfall().quote(account, terms, order.step(), timeMs - startTimeMs, timeMs);
        final boolean isPastBankruptcy = isNewStep || (isResized && !isGoingBack && last.isPastBankruptcy());
        final LiquidationStep step = isPastBankruptcy
                ? isNewStep ? order.step() : last.step()
                : isOver ? LiquidationStep.BACKSTOP : LiquidationStep.AUCTION;
        final Health health = book.judge().maintenance(account, book.market().judged());
        check("order", new Event.Order(
                order.liquidation(), order.account(), terms.id(), sideOf(account, terms), quote.quantity(),
                book.market().mark(terms.id()), quote.bankruptcyPrice(), startTimeMs,
                account.liquidation().saleTerms().auctionMs(),
                (int) book.sizing().discountInUsePpm(account, terms), step, quote.furthestPrice(),
                (int) book.sizing().penaltyInUsePpm(account, terms, step),
                book.terms().floor(health.equity()).longValueExact(),
                book.terms().ceil(health.requirement()).longValueExact(),
                reason(account, terms, isResized ? last : null, step, startTimeMs),
                account.liquidation().breachPosition()), order);
        tally.add(Tally.Kind.RESUMED_ORDERS, isResized && hasPaused(last) ? 1 : 0);
        tally.add(Tally.Kind.UNSEEN_PAUSES, isResized && hasPaused(last) && !last.isPaused() ? 1 : 0);
        tally.add(Tally.Kind.GROWN_ORDERS, !isResized && hasGrown(account, terms) ? 1 : 0);
    }

    private long goBack(final ModelAccount account) {
        tally.count(Tally.Kind.AUCTIONS_GONE_BACK_TO);
        isBidInVain |= isBidFor(account.liquidation().id());
        return account.liquidation().goBack(timeMs);
    }

    private boolean isBidFor(final long liquidation) {
        return entry instanceof LogEntry.Bid bid
                && bid.liquidation() == liquidation
                && quantitySold == 0
                && expected == null;
    }

    /** Why an order is told that is not withdrawn; {@code last} is the one that goes on, null for none. */
    private OrderReason reason(
            final ModelAccount account,
            final InstrumentTerms terms,
            final OpenOrder last,
            final LiquidationStep step,
            final long startTimeMs) {
        if (step == stepOf(last)) {
            return last == null ? OrderReason.BEGUN : hasPaused(last) ? OrderReason.RESUMED : OrderReason.RESIZED;
        }
        return switch (step) {
            case AUCTION -> OrderReason.RECOVERED;
            case BACKSTOP -> timeMs - startTimeMs >= account.liquidation().saleTerms().auctionMs()
                    ? OrderReason.TIME_OVER
                    : OrderReason.DEEP;
            case INSURED -> OrderReason.NOT_TAKEN;
            default -> book.insurance().isDrawnDown(terms.pool(), timeMs)
                    ? OrderReason.INSURANCE_SPENT
                    : OrderReason.TIME_OVER;
        };
    }

    /** Whether an order was paused, whoever saw it. */
    private boolean hasPaused(final OpenOrder last) {
        return last.isPaused() || last.pauseMs() != book.market().pauseMs(last.instrument());
    }

    private static LiquidationStep stepOf(final OpenOrder last) {
        return last == null ? LiquidationStep.AUCTION : last.step();
    }

    /** Whether discount or penalty of an order are above what they would be in a market without a book. */
    private boolean hasGrown(final ModelAccount account, final InstrumentTerms terms) {
        final long lowestPpm = book.inForce().lowestMaintenancePpm(terms);
        final SaleTerms small = book.rules().of(terms).smallest();
        final SaleTerms its = account.liquidation().saleTerms();
        return its.discountInUsePpm(lowestPpm) > small.discountInUsePpm(lowestPpm)
                || its.penaltyInUsePpm(lowestPpm) > small.penaltyInUsePpm(lowestPpm);
    }

    /**
     * Insurance pays only for what nobody took over, by a timer; the opposite side closes only what is left when it has
     * paid all it may in a window, or has offered to for long enough.
     */
    private void checkNewStep(final Event.Order order, final ModelAccount account, final InstrumentTerms terms) {
        final OpenOrder last = account.liquidation().order();
        check(last != null && last.instrument() == terms.id() && entry instanceof LogEntry.Timer,
                () -> "another step by " + entry + ": " + order);
        final boolean isDrawnDown = book.insurance().isDrawnDown(terms.pool(), timeMs);
        if (last.isInsured()) {
            check(order.step() == LiquidationStep.DELEVERAGED
                            && (isDrawnDown
                                    || last.clockMs(book.market()) - last.startTimeMs()
                                            >= account.liquidation().saleTerms().auctionMs()),
                    () -> "insurance was not over: " + order);
            return;
        }
        check(!last.isPastBankruptcy()
                        && book.waterfall().isAuctionOver(account, last.startTimeMs(), last.clockMs(book.market())),
                () -> "the auction was not over: " + order);
        check("who is still to be asked", WaterfallReferee.NOBODY, waterfall.nextAsked(account));
        check(() -> "whether insurance pays: " + order, isDrawnDown, order.step() == LiquidationStep.DELEVERAGED);
    }

    private static Side sideOf(final ModelAccount account, final InstrumentTerms terms) {
        return account.position(terms.id()).quantity() > 0 ? Side.SELL : Side.BUY;
    }

    void onEnded(final Event.Ended ended) {
        final ModelAccount account = book.account(ended.account());
        check(account.liquidation() != null && account.liquidation().id() == ended.liquidation(),
                () -> "end " + ended);
        final Health health = book.judge().maintenance(account, book.market().judged());
        check("equity at the end", book.terms().floor(health.equity()).longValueExact(), ended.equity());
        check("maintenance at the end",
                book.terms().ceil(health.requirement()).longValueExact(), ended.maintenanceMargin());
        check("position of the breach", account.liquidation().breachPosition(), ended.breachPosition());
        check(() -> "outcome of " + ended, outcomeOf(account), ended.outcome());
        isBidInVain |= isBidFor(ended.liquidation());
        account.release();
    }

    /** How a liquidation may end now. */
    private Object outcomeOf(final ModelAccount account) {
        if (!book.sizing().isCured(account, book.market())) {
            return "no end";
        }
        final LiquidationOutcome flat =
                debts.hasPaid(account.liquidation()) ? LiquidationOutcome.BANKRUPT : LiquidationOutcome.EMPTIED;
        return account.isFlat() ? flat : LiquidationOutcome.CURED;
    }
}
