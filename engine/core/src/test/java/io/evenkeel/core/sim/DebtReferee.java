package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.Side;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Liquidation;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;

/** Checks who pays what accounts still owe that have nothing left to sell (SPEC 2, invariant 6). */
final class DebtReferee {
    private final ModelBook book;
    private final DeficitReferee deficits;
    private final CollateralReferee collateral;
    private final Tally tally;
    private long timeMs;
    private long paidFor;

    DebtReferee(
            final ModelBook book,
            final DeficitReferee deficits,
            final CollateralReferee collateral,
            final Tally tally) {
        this.book = book;
        this.deficits = deficits;
        this.collateral = collateral;
        this.tally = tally;
    }

    void begin(final long atTimeMs) {
        timeMs = atTimeMs;
        paidFor = 0;
    }

    /** {@return whether somebody has just paid what a liquidation ends owing} */
    boolean hasPaid(final Liquidation liquidation) {
        return paidFor == liquidation.id();
    }

    void onInsured(final Event.DebtInsured insured) {
        final ModelAccount account = debtor(insured.account());
        final int asset = owed(account);
        final long amount = Math.min(-account.balance(asset), means(account, asset));
        final int pool = book.insurance().ofDebt(account, asset);
        check("debt insured", new Event.DebtInsured(
                account.liquidation().id(), account.id(), amount, asset, pool,
                account.liquidation().breachPosition()), insured);
        book.makeUp(pool, account.id(), asset, amount);
        book.insurance().pay(account.liquidation(), pool, asset, amount, timeMs);
        tally.count(Tally.Kind.DEBTS_INSURED);
    }

    /** What insurance did not pay is missing in a market: {@link DeficitReferee} says how it is shared out. */
    void onTaken(final Event.DeficitTaken taken) {
        if (taken.liquidation() == 0 || deficits.isExpecting()) {
            return;
        }
        final ModelAccount account = debtor(taken.account());
        final int asset = owed(account);
        check("left to insurance", 0L, means(account, asset));
        final ModelAccount.Closed closed = account.lastClosed(asset);
        check(closed != null, () -> "nothing was closed, but is owed: " + taken);
        final InstrumentTerms market = book.terms().instruments().get(closed.instrument());
        final long debt = -account.balance(asset);
        book.payDeficit(account.id(), asset, debt);
        deficits.onPaid(
                account.liquidation().id(), account.id(), market, closed.wasLong() ? Side.SELL : Side.BUY, debt);
        tally.count(Tally.Kind.DEBTS_SHARED);
    }

    private ModelAccount debtor(final long id) {
        final ModelAccount account = book.account(id);
        check(account.liquidation() != null, () -> "in no liquidation: " + id);
        check(account.isFlat() && collateral.isNothingLeft(account), () -> "something is left to sell: " + id);
        check(hasPaid(account.liquidation())
                        || !book.sizing().isCured(account, book.market()),
                () -> "nothing is owed: " + id);
        check(!book.isMoneyOnItsWay(id), () -> "money is on its way: " + id);
        paidFor = account.liquidation().id();
        return account;
    }

    /** The asset owed of the lowest id. */
    private int owed(final ModelAccount account) {
        for (final AssetTerms asset : book.terms().assets()) {
            if (account.balance(asset.id()) < 0) {
                return asset.id();
            }
        }
        throw new Discrepancy("account " + account.id() + " owes nothing");
    }

    private long means(final ModelAccount account, final int asset) {
        return book.insurance()
                .means(account.liquidation(), book.insurance().ofDebt(account, asset), asset, timeMs);
    }
}
