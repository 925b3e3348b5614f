package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.Deficits;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Insurance;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import java.math.BigInteger;
import java.util.Optional;

/** Checks what is missing after others paid for accounts in liquidation, and whom it is charged to (SPEC 6, step 5). */
final class DeficitReferee {
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final int HALF_ROOM_DIVISOR = 100;
    /** Entries, without any work of prices, after which a side that can be charged must have been. */
    private static final int LONGEST_WAIT = 8;

    private final ModelBook book;
    private final Deficits deficits;
    private final int[] waits;
    private Event.DeficitTaken expected;

    DeficitReferee(final ModelBook book) {
        this.book = book;
        deficits = book.deficits();
        waits = new int[book.terms().instruments().size()];
    }

    /** A pool took a position at mark, and SOCIALISED has paid what its bankruptcy price was better. */
    void onRestTaken(final Event.Sold sold, final InstrumentTerms terms, final long missing, final long worst) {
        if (missing > 0) {
            onPaid(sold.liquidation(), sold.account(), terms, sold.side(), missing);
            expected = new Event.DeficitTaken(
                    expected.liquidation(), expected.account(), missing, expected.fromLongs(), expected.fromShorts(),
                    expected.left(), terms.id(), book.market().mark(terms.id()), worst, sold.quantity(),
                    sold.breachPosition());
        }
    }

    /**
     * SOCIALISED has paid what is missing.
     *
     * @param side SELL where the account was long.
     */
    void onPaid(
            final long liquidation,
            final long account,
            final InstrumentTerms terms,
            final Side side,
            final long amount) {
        final boolean isLong = side == Side.SELL;
        final boolean isAlone = deficits.of(terms.id(), true) + deficits.of(terms.id(), false) == 0;
        grant(terms, true, amount, isAlone);
        grant(terms, false, amount, isAlone);
        final long fromOpposite = Math.min(amount, most(terms, !isLong));
        final long fromOwn = Math.min(amount - fromOpposite, most(terms, isLong));
        expected = new Event.DeficitTaken(
                liquidation, account, amount, isLong ? fromOwn : fromOpposite, isLong ? fromOpposite : fromOwn,
                amount - fromOpposite - fromOwn, terms.id(), 0, 0, 0,
                liquidation == 0 ? 0 : book.account(account).liquidation().breachPosition());
    }

    /** The cap; of an event on top of others no more than it takes to pay it. */
    private void grant(final InstrumentTerms terms, final boolean isLong, final long amount, final boolean isAlone) {
        final BigInteger mantissa = BILLION.divide(scale(terms));
        final BigInteger whole = mark(terms).multiply(BILLION);
        final BigInteger cap = capped(mark(terms).multiply(scale(terms)), terms).max(BigInteger.ONE);
        final BigInteger units = units(terms, isLong);
        final BigInteger needed = units.signum() == 0 ? BigInteger.ZERO : stepFor(amount, terms, units);
        deficits.grant(terms.id(), isLong, (isAlone ? cap : cap.min(needed)).multiply(mantissa), whole);
    }

    /** The part of something of mark that is the cap of an event from now on. */
    private BigInteger capped(final BigInteger ofMark, final InstrumentTerms terms) {
        return ofMark.multiply(BigInteger.valueOf(book.rules().of(terms).socialCapPpm())).divide(MILLION);
    }

    private long most(final InstrumentTerms terms, final boolean isLong) {
        if (!book.market().isOpen(terms.id())) {
            return 0;
        }
        final BigInteger held =
                terms.notional(book.chargeable(terms.id(), isLong), book.market().mark(terms.id()));
        return capped(held, terms).min(room(terms, isLong)).longValueExact();
    }

    /** What a side may be charged beyond what it is to be charged already. */
    private BigInteger room(final InstrumentTerms terms, final boolean isLong) {
        return deficits.room(terms.id(), isLong)
                .multiply(units(terms, isLong)).divide(BILLION)
                .subtract(BigInteger.valueOf(deficits.of(terms.id(), isLong)))
                .max(BigInteger.ZERO);
    }

    /** What a side is charged for a mantissa of price. */
    private BigInteger units(final InstrumentTerms terms, final boolean isLong) {
        return terms.notional(book.chargeable(terms.id(), isLong), 1);
    }

    /** The least step that brings an amount. */
    private BigInteger stepFor(final long amount, final InstrumentTerms terms, final BigInteger units) {
        return BigInteger.valueOf(amount).multiply(scale(terms)).add(units).subtract(BigInteger.ONE).divide(units);
    }

    /** Steps of a funding index in a mantissa of price. */
    private BigInteger scale(final InstrumentTerms terms) {
        return book.market().isFunded(terms.id()) ? BILLION : BigInteger.ONE;
    }

    private BigInteger mark(final InstrumentTerms terms) {
        return BigInteger.valueOf(book.market().mark(terms.id()));
    }

    /** {@return whether something was paid whose sharing out has yet to be told} */
    boolean isExpecting() {
        return expected != null;
    }

    void onTaken(final Event.DeficitTaken taken) {
        if (taken.account() == 0) {
            onGivenUp(taken);
            return;
        }
        if (isOfPool(taken)) {
            onPoolShort(taken);
        }
        check("deficit", expected, taken);
        expected = null;
        deficits.add(taken.instrument(), taken.fromLongs(), taken.fromShorts(), taken.left());
    }

    /** {@return whether something is missing that a pool lost, not an account in liquidation} */
    static boolean isOfPool(final Event.DeficitTaken taken) {
        return AccountStore.isPoolId(taken.account());
    }

    /** A pool has closed a position that it took, and has not got all that it lost there. */
    private void onPoolShort(final Event.DeficitTaken taken) {
        final int pool = (int) (taken.account() - AccountStore.POOL_ID);
        final int asset = book.terms().instruments().get(taken.instrument()).settlementAsset();
        final ModelAccount account = book.account(taken.account());
        book.reckon(pool, account.id(), asset);
        final InstrumentTerms bearer = toBear(pool, account, asset)
                .orElseThrow(() -> new Discrepancy("nothing is missing where nothing is held: " + taken));
        final long missing = account.missing(bearer.id());
        book.payPool(bearer, account.id(), missing);
        onPaid(0, taken.account(), bearer, account.closedLong(bearer.id()) ? Side.SELL : Side.BUY, missing);
    }

    /** The first market in which something is missing that a pool lost, and nothing is held any more. */
    private Optional<InstrumentTerms> toBear(final int pool, final ModelAccount account, final int asset) {
        return book.marketsOf(pool, asset)
                .filter(terms -> account.missing(terms.id()) > 0 && account.position(terms.id()).quantity() == 0)
                .findFirst();
    }

    private boolean holdsAnything(final ModelAccount account, final int asset) {
        return book.terms().instruments().stream().anyMatch(terms ->
                terms.settlementAsset() == asset && account.position(terms.id()).quantity() != 0);
    }

    private void onGivenUp(final Event.DeficitTaken taken) {
        final int id = taken.instrument();
        final boolean isLong = taken.fromLongs() < 0;
        final boolean isOpen = book.market().isOpen(id);
        check(book.chargeable(id, isLong) == 0 || deficits.room(id, isLong).signum() == 0 || !isOpen,
                () -> "somebody is left: " + taken);
        final long amount = deficits.of(id, isLong);
        final InstrumentTerms terms = book.terms().instruments().get(id);
        final long toOther =
                isOpen ? room(terms, !isLong).min(BigInteger.valueOf(amount)).longValueExact() : 0;
        check("given up", new Event.DeficitTaken(
                0, 0, 0, isLong ? -amount : toOther, isLong ? toOther : -amount, amount - toOther, id,
                0, 0, 0, 0), taken);
        deficits.add(id, taken.fromLongs(), taken.fromShorts(), taken.left());
    }

    void onCharged(final Event.DeficitCharged charged) {
        final InstrumentTerms terms = book.terms().instruments().get(charged.instrument());
        final boolean isLong = charged.side() == Side.BUY;
        final BigInteger scale = scale(terms);
        final BigInteger units = units(terms, isLong);
        final long wanted = deficits.of(terms.id(), isLong);
        check(wanted > 0, () -> "nothing is to be charged: " + charged);
        final BigInteger whole = stepFor(wanted, terms, units)
                .min(deficits.room(terms.id(), isLong).multiply(scale).divide(BILLION));
        final BigInteger halfRoom = mark(terms).multiply(scale)
                .divide(BigInteger.valueOf(HALF_ROOM_DIVISOR)).max(BigInteger.ONE);
        final BigInteger step = BigInteger.valueOf(charged.step());
        waits[terms.id()] = 0;
        check(step.signum() > 0 && step.compareTo(whole) <= 0 && step.compareTo(halfRoom) <= 0
                        && (isLong || step.equals(whole.min(halfRoom))),
                () -> "too much or too little: " + charged + ", wanted " + whole + " or half the room " + halfRoom);
        final BigInteger paid = step.multiply(units).divide(scale);
        final long amount = paid.min(BigInteger.valueOf(wanted)).longValueExact();
        final BigInteger exact = step.multiply(BILLION).divide(scale);
        book.chargeDeficit(terms, isLong, exact, paid.longValueExact(), amount);
        check("charge", new Event.DeficitCharged(
                amount, paid.longValueExact() - amount, charged.step(), book.chargeable(terms.id(), isLong),
                indexOf(terms, true, scale), indexOf(terms, false, scale),
                wanted - amount, terms.id(), charged.side()), charged);
    }

    private long indexOf(final InstrumentTerms terms, final boolean isLong, final BigInteger scale) {
        return book.market().funding(terms.id(), isLong).multiply(scale).divide(BILLION).longValueExact();
    }

    void onCovered(final Event.DeficitCovered covered) {
        final long open = deficits.open(covered.instrument());
        check(covered.amount() > 0 && covered.amount() <= open, () -> "not so much was open: " + covered);
        final InstrumentTerms terms = book.terms().instruments().get(covered.instrument());
        check(book.insurance().balance(terms.pool(), terms.settlementAsset()) >= covered.amount(),
                () -> "the pool has not got it: " + covered);
        check("left open", open - covered.amount(), covered.left());
        book.coverDeficit(terms, covered.amount());
    }

    /** What the pool's account gained or lost is the pool's. */
    void onSwept(final Event.PoolSwept swept) {
        check("what the pool's account has", book.account(swept.account()).balance(swept.asset()), swept.amount());
        book.sweep((int) (swept.account() - AccountStore.POOL_ID), swept.account(), swept.asset());
    }

    /** Shorts that can be charged do not wait for ever; longs may have to wait for new ceilings. */
    void end(final boolean isTaskRunning) {
        check(expected == null, () -> "a deficit was not told: " + expected);
        for (int pool = 0; pool < Insurance.POOLS; pool++) {
            endOfPool(pool);
        }
        for (final InstrumentTerms terms : book.terms().instruments()) {
            final boolean mayWait = isTaskRunning
                    || deficits.of(terms.id(), false) == 0
                    || !book.market().allowsLiquidation(PricedKind.INSTRUMENT, terms.id());
            waits[terms.id()] = mayWait ? 0 : waits[terms.id()] + 1;
            check(waits[terms.id()] <= LONGEST_WAIT,
                    () -> "shorts of I" + terms.id() + " owe " + deficits.of(terms.id(), false) + ", and wait");
        }
    }

    /** What a pool has lost beyond what it had when it closed a position has been shared out. */
    private void endOfPool(final int pool) {
        final ModelAccount account = book.account(AccountStore.POOL_ID + pool);
        if (account != null) {
            for (final AssetTerms asset : book.terms().assets()) {
                book.reckon(pool, account.id(), asset.id());
                if (account.lastClosed(asset.id()) != null) {
                    endOfClosing(pool, account, asset.id());
                }
            }
            account.forgetClosed();
        }
    }

    private void endOfClosing(final int pool, final ModelAccount account, final int asset) {
        check(toBear(pool, account, asset).isEmpty(),
                () -> "pool " + pool + " lost A" + asset + " by what it closed, and nobody bears it");
        check(holdsAnything(account, asset) || book.insurance().balance(pool, asset) >= 0,
                () -> "pool " + pool + " holds nothing, and is short of A" + asset);
    }
}
