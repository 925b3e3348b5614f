package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.Side;
import io.evenkeel.codecs.SkipReason;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.Deleveraging;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.Sizing;
import java.math.BigInteger;
import java.util.List;

/** Checks deleveragings against a scan of all accounts when each begins, and lists sorted whole (SPEC 6, step 4). */
final class DeleveragingReferee {
    private static final BigInteger MOST_CLOSED = BigInteger.ONE.shiftLeft(54);

    private final ModelBook book;
    private Deleveraging plan;
    private long liquidation;
    private long account;
    private long price;
    private InstrumentTerms terms;
    private Deleveraging.Asked asked;

    DeleveragingReferee(final ModelBook book) {
        this.book = book;
    }

    void onStarted(final Event.DeleveragingStarted started) {
        final ModelAccount debtor = book.account(started.account());
        check(debtor.liquidation() != null && debtor.liquidation().order() != null
                        && debtor.liquidation().order().step() == LiquidationStep.DELEVERAGED,
                () -> "nothing is left to close: " + started);
        terms = book.terms().instruments().get(started.instrument());
        liquidation = debtor.liquidation().id();
        account = debtor.id();
        price = book.sizing().bankruptcyPrice(debtor, terms, book.market());
        final boolean isLong = debtor.position(terms.id()).quantity() > 0;
        check("deleveraging", new Event.DeleveragingStarted(
                liquidation, account, book.market().mark(terms.id()), price, debtor.liquidation().order().instrument(),
                isLong ? Side.SELL : Side.BUY, World.policyOf(terms.id()),
                debtor.liquidation().breachPosition()), started);
        plan = new Deleveraging(book, eligible(isLong), terms, World.policyOf(terms.id()));
    }

    private List<ModelAccount> eligible(final boolean isLong) {
        return book.accounts().stream()
                .filter(each -> !each.isOmnibus() && !each.isFrozen() && !each.isClosed())
                .filter(each -> Parties.ownerOf(each.id()) != Parties.ownerOf(account))
                .filter(each -> isOpposite(each, isLong))
                .toList();
    }

    private boolean isOpposite(final ModelAccount each, final boolean isLong) {
        final long quantity = each.position(terms.id()).quantity();
        return isLong ? quantity < 0 : quantity > 0;
    }

    void onRound(final Event.DeleveragingRound round) {
        check(plan != null && round.liquidation() == liquidation, () -> "no deleveraging was begun: " + round);
        check(plan.next() == null, () -> "the round before was not over: " + round);
        final long needed = needed();
        final long held = plan.held() * terms.lot();
        final boolean asksWinners = plan.asksWinners();
        plan.plan(needed / terms.lot());
        check("round", new Event.DeleveragingRound(
                liquidation, needed, held, plan.round(), terms.id(), asksWinners, breachPosition()), round);
    }

    private long needed() {
        return book.sizing().leastSufficient(
                book.account(account), terms, book.market(), price, LiquidationStep.DELEVERAGED);
    }

    void onSkipped(final Event.DeleveragingSkipped skipped) {
        asked = plan.next();
        check(asked != null, () -> "nobody was asked: " + skipped);
        final SkipReason reason = reason();
        final long equity = reason == SkipReason.NEGATIVE_EQUITY
                ? book.terms().floor(equityAfter(book.account(asked.account()))).longValueExact()
                : 0;
        check("who was asked", new Event.DeleveragingSkipped(
                liquidation, asked.account(), asked.lots() * terms.lot(), terms.id(), reason, equity,
                breachPosition()), skipped);
        plan.drop(asked.account());
    }

    private long breachPosition() {
        return book.account(account).liquidation().breachPosition();
    }

    /** Why who is asked is to be passed over; NULL_VAL where there is no reason. */
    private SkipReason reason() {
        final ModelAccount holder = book.account(asked.account());
        if (holder.isFrozen()) {
            return SkipReason.FROZEN;
        }
        if (held(holder) == 0) {
            return SkipReason.NO_POSITION;
        }
        if (terms.notional(lots(holder) * terms.lot(), price).compareTo(MOST_CLOSED) > 0) {
            return SkipReason.BOUNDS;
        }
        return equityAfter(holder).signum() < 0 ? SkipReason.NEGATIVE_EQUITY : SkipReason.NULL_VAL;
    }

    /** What who is asked would have if it closed what it is asked for, as a numerator. */
    private BigInteger equityAfter(final ModelAccount holder) {
        final boolean isLong = book.account(account).position(terms.id()).quantity() > 0;
        final long quantity = lots(holder) * terms.lot();
        final ModelAccount after = holder.copy();
        after.book(terms, book.market(), isLong ? quantity : -quantity, price);
        return book.judge().maintenance(after, book.market()).equity();
    }

    private long held(final ModelAccount holder) {
        final boolean isLong = book.account(account).position(terms.id()).quantity() > 0;
        return isOpposite(holder, isLong) ? Math.abs(holder.position(terms.id()).quantity()) / terms.lot() : 0;
    }

    private long lots(final ModelAccount holder) {
        return Math.min(Math.min(asked.lots(), held(holder)), needed() / terms.lot());
    }

    /** {@return what must be told of the trade that is about to be booked with who is asked next} */
    Event.Sold expectClosing(final ModelAccount debtor) {
        check(plan != null && debtor.id() == account, () -> "no deleveraging was begun for account " + debtor.id());
        asked = plan.next();
        check(asked != null, () -> "nobody was asked");
        check(() -> "why " + asked + " is passed over", SkipReason.NULL_VAL, reason());
        check(!leavesDebt(debtor), () -> "all that is left, closed at " + price + ", leaves a debt: " + debtor.id());
        final ModelAccount holder = book.account(asked.account());
        final long lots = lots(holder);
        if (asked.lots() > held(holder)) {
            plan.drop(asked.account());
        } else {
            plan.took(asked.account(), lots);
        }
        return expected(debtor, asked.account(), lots * terms.lot(), price, 0, LiquidationStep.DELEVERAGED);
    }

    /**
     * Whether an account is left with a debt where all of its last position closes at the plan's price. Nobody sells
     * for less than a tick, so what a short lacks may be more than any price brings.
     */
    private boolean leavesDebt(final ModelAccount debtor) {
        final ModelAccount after = debtor.copy();
        after.book(terms, book.market(), -debtor.position(terms.id()).quantity(), price);
        return after.isFlat()
                && price > terms.tick()
                && book.judge().maintenance(after, book.market().judged()).equity().signum() < 0;
    }

    /** {@return what must be told of the rest that the pool is about to take} */
    Event.Sold expectRest(final ModelAccount debtor, final long pool, final long missing) {
        check(plan != null && debtor.id() == account && plan.next() == null && plan.isExhausted(),
                () -> "somebody is left to close what account " + debtor.id() + " holds");
        return expected(
                debtor, pool, restQuantity(debtor), book.market().mark(terms.id()), missing, LiquidationStep.POOL);
    }

    private long restQuantity(final ModelAccount debtor) {
        return book.sizing().leastSufficient(
                debtor, terms, book.market(), book.market().mark(terms.id()), LiquidationStep.POOL);
    }

    /** {@return what is missing where the pool takes the rest at mark, and not at the bankruptcy price} */
    long missing(final ModelAccount debtor) {
        if (book.judge().maintenance(debtor, book.market().judged()).equity().signum() >= 0) {
            return 0;
        }
        final long worst = book.sizing().bankruptcyPrice(debtor, terms, book.market());
        final long mark = book.market().mark(terms.id());
        final boolean isLong = debtor.position(terms.id()).quantity() > 0;
        return terms.notional(restQuantity(debtor), Math.max(0, isLong ? worst - mark : mark - worst)).longValueExact();
    }

    private Event.Sold expected(
            final ModelAccount debtor,
            final long taker,
            final long quantity,
            final long at,
            final long missing,
            final LiquidationStep step) {
        final Sizing.Closing closing =
                book.sizing().close(debtor, terms, book.market(), quantity, at, step, missing);
        final boolean isLong = debtor.position(terms.id()).quantity() > 0;
        return new Event.Sold(
                liquidation, debtor.id(), taker, terms.id(), isLong ? Side.SELL : Side.BUY, quantity, at,
                closing.penalty(), closing.account().position(terms.id()).quantity(), step, 0,
                book.market().mark(terms.id()), false, debtor.liquidation().breachPosition());
    }
}
