package io.evenkeel.core.sim.crash;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.HouseAccounts;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.core.sim.Simulation;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.core.sim.event.EventDecoder;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Keeps the losses of a crash. What events say of a trade is one side; the other is what both of its accounts have,
 * before and after it, by the naive model's books: they must agree to the unit. So must the house's balances after
 * every entry, and at the end of a liquidation what the engine says the account has with what it had of its own and
 * what others bore.
 */
final class CrashWatch implements Consumer<OutputSlot> {
    private static final int NUMERAIRE = 0;

    private final EventDecoder decoder = new EventDecoder();
    private final CrashMarket market;
    private final int money;
    private final LossTable losses = new LossTable();
    private final Map<Long, Debtor> debtors = new TreeMap<>();
    private final Map<Long, Long> before = new TreeMap<>();
    private Simulation simulation;
    private ModelBook book;
    private WaterfallWatch waterfall;
    private Event last;
    private long aboveMark;
    private long missing;
    private long insuranceIncome;

    /** An account in liquidation. */
    private static final class Debtor {
        private final long liquidation;
        private long worth;
        private long own;
        private long borne;

        Debtor(final long liquidation, final long worth) {
            this.liquidation = liquidation;
            this.worth = worth;
            own = worth;
        }

        /** Others bore so much; negative is what they were given. */
        private void bear(final long amount) {
            own += Math.min(0, amount);
            borne += Math.max(0, amount);
            worth += amount;
        }
    }

    /** Makes a watch over a market's one asset. */
    CrashWatch(final CrashMarket market) {
        this.market = market;
        money = market.money();
    }

    /** Says which simulation it watches, from now on. */
    void attach(final Simulation watched) {
        simulation = watched;
        book = watched.book();
        waterfall = new WaterfallWatch(market, book);
    }

    /** {@return the losses} */
    LossTable losses() {
        return losses;
    }

    /** {@return what was met} */
    WaterfallWatch waterfall() {
        return waterfall;
    }

    /** Says which entry comes next. */
    void begin(final LogEntry entry) {
        waterfall.begin(entry);
    }

    /** Sees an output; the model stands where it stood before it. */
    @Override
    public void accept(final OutputSlot slot) {
        if (book == null) {
            return;
        }
        follow();
        last = decoder.decode(slot);
        waterfall.onEvent(last);
        if (last instanceof Event.Booked || last instanceof Event.DeficitCharged) {
            book.accounts().forEach(account -> before.put(account.id(), worth(account)));
        }
        if (last instanceof Event.Started started && !book.account(started.account()).isOmnibus()) {
            debtors.put(started.account(),
                    new Debtor(started.liquidation(), worth(book.account(started.account()))));
        } else if (last instanceof Event.DebtInsured insured) {
            bearDebt(insured.account(), insured.amount(), 0);
        } else if (last instanceof Event.DeficitTaken taken && taken.liquidation() != 0) {
            if (missing == 0) {
                bearDebt(taken.account(), 0, taken.amount());
            } else {
                check("what SOCIALISED paid", missing, taken.amount());
                missing = 0;
            }
        } else if (last instanceof Event.DeficitCharged charged) {
            losses.charge(charged.amount(), charged.excess());
        } else if (last instanceof Event.DeficitCovered covered) {
            losses.cover(covered.amount());
        } else if (last instanceof Event.Moved moved && moved.account() == 0) {
            insuranceIncome += moved.amount();
        } else if (last instanceof Event.PoolSwept gain) {
            insuranceIncome += gain.amount();
        } else if (last instanceof Event.Ended ended) {
            end(ended);
        }
    }

    private void bearDebt(final long account, final long insured, final long shared) {
        losses.debt(insured, shared);
        debtors.get(account).bear(insured + shared);
    }

    /** An entry is done: the house must have what the table says. */
    void end() {
        follow();
        check("what SOCIALISED paid was told", 0, missing);
        check("SOCIALISED", -losses.socialisedOpen(), house(HouseAccount.SOCIALISED, 0));
        check("INSURANCE", insuranceIncome + losses.insuranceIncome(),
                house(HouseAccount.INSURANCE, HouseAccounts.MAIN_POOL));
    }

    /** Everything is over: losses by step are the deficits, and all of them were paid. */
    void finish() {
        check(debtors.isEmpty(), () -> "in liquidation: " + debtors.keySet());
        check("losses by step and deficits", losses.deficitsAndLeft(), losses.borne());
        check("SOCIALISED at the end", 0, losses.socialisedOpen());
        check("debts that nobody bore", 0, losses.debts());
    }

    private long house(final HouseAccount house, final int id) {
        return simulation.engine().inspector().houseBalance(house, id, money);
    }

    /** What an account has in all, at marks, by the model. */
    private long worth(final ModelAccount account) {
        return book.judge().effective(account, money, book.market()).longValueExact();
    }

    private long gain(final long account) {
        return worth(book.account(account)) - before.getOrDefault(account, 0L);
    }

    // ---------------------------------------------------------------- what the last event did

    private void follow() {
        final Event done = last;
        last = null;
        if (done instanceof Event.Booked trade && trade.venue() == 0) {
            followTrade(trade);
        } else if (done instanceof Event.Sold sold && debtors.containsKey(sold.account())) {
            followSale(sold, debtors.get(sold.account()));
        } else if (done instanceof Event.DeficitCharged charged) {
            followCharge(charged);
        }
        // Whatever else happens to an account, prices first of all, is its own.
        debtors.forEach((id, debtor) -> {
            final long worth = worth(book.account(id));
            debtor.own += worth - debtor.worth;
            debtor.worth = worth;
        });
    }

    private boolean isDebtor(final long account, final long liquidation) {
        final Debtor debtor = debtors.get(account);
        return debtor != null && debtor.liquidation == liquidation;
    }

    /** What one account gets more than the mark the other pays; the pool's own sales are among these trades. */
    private void followTrade(final Event.Booked trade) {
        final long mark = book.market().mark(trade.instrument());
        final long sellersGain = book.terms().instruments().get(trade.instrument())
                .notional(trade.quantity(), trade.price() - mark).longValueExact();
        check(() -> "what the seller got by " + trade, sellersGain, gain(trade.seller()));
        check(() -> "what the buyer got by " + trade, -sellersGain, gain(trade.buyer()));
        final boolean isSale = isDebtor(trade.seller(), trade.tradeId());
        if (isSale || isDebtor(trade.buyer(), trade.tradeId())) {
            aboveMark = isSale ? sellersGain : -sellersGain;
            debtors.get(isSale ? trade.seller() : trade.buyer()).bear(aboveMark);
        }
    }

    /** Then insurance and SOCIALISED pay, and insurance gets the penalty. */
    private void followSale(final Event.Sold sold, final Debtor debtor) {
        final long paid = worth(book.account(sold.account())) - debtor.worth;
        missing = paid + sold.penalty() - sold.insured();
        check(missing >= 0 && (missing == 0 || sold.step() == LiquidationStep.POOL),
                () -> "paid by nobody: " + missing + " for " + sold);
        losses.trade(sold.step(), aboveMark, sold.insured(), missing, sold.penalty());
        debtor.bear(-sold.penalty());
        debtor.bear(sold.insured() + missing);
    }

    /** Holders of the side pay, each rounded to units, and nobody else. */
    private void followCharge(final Event.DeficitCharged charged) {
        long paid = 0;
        long holders = 0;
        for (final ModelAccount account : book.accounts()) {
            final long quantity = account.position(charged.instrument()).quantity();
            final boolean isCharged =
                    !account.isOmnibus() && (charged.side() == Side.BUY ? quantity > 0 : quantity < 0);
            check(isCharged || gain(account.id()) == 0, () -> "account " + account.id() + " pays for " + charged);
            paid -= isCharged ? gain(account.id()) : 0;
            holders += isCharged ? 1 : 0;
        }
        check(Math.abs(paid - charged.amount() - charged.excess()) <= holders,
                "holders pay " + paid + " of " + charged);
    }

    private void end(final Event.Ended ended) {
        final Debtor debtor = debtors.remove(ended.account());
        if (debtor == null) {
            return;
        }
        check("what is its own and what others bore", debtor.worth, debtor.own + debtor.borne);
        if (money == NUMERAIRE && book.market().isTrustedThroughout()) {
            check("equity at the end", ended.equity(), debtor.own + debtor.borne);
        }
        final boolean keepsPositions = !book.account(ended.account()).isFlat();
        check(debtor.worth >= 0
                || (keepsPositions && !book.market().isTrustedThroughout()), () -> "a debt is left: " + ended);
        losses.end(debtor.own, debtor.borne, keepsPositions);
    }
}
