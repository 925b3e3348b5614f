package io.evenkeel.core.sim.crash;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.core.sim.Simulation;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.core.sim.event.EventDecoder;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;

/**
 * Keeps the losses of a crash. What events say of a trade is one side; the other is what both of its accounts have,
 * before and after it, by the naive model's books: they must agree to the unit, asset by asset. So must whatever else
 * happens to an account in liquidation, and the house's balances after every entry, SOCIALISED of each asset and
 * INSURANCE of each pool; and at the end of a liquidation what the engine says the account has with what it had of its
 * own and what others bore.
 */
final class CrashWatch implements Consumer<OutputSlot> {
    private final EventDecoder decoder = new EventDecoder();
    private final CrashMarket market;
    private final int assets;
    private final List<Integer> pools;
    private final LossTables losses = new LossTables();
    private final Map<Long, Debtor> debtors = new TreeMap<>();
    private final Map<Long, long[]> before = new TreeMap<>();
    private final Map<Segment, Long> insuranceIncome = new TreeMap<>();
    private Simulation simulation;
    private ModelBook book;
    private WaterfallWatch waterfall;
    private Event last;
    private long aboveMark;
    private long missing;

    /** Makes a watch over a market. */
    CrashWatch(final CrashMarket market) {
        this.market = market;
        assets = market.world().terms().assets().size();
        pools = market.pools();
    }

    /** Says which simulation it watches, from now on. */
    void attach(final Simulation watched) {
        simulation = watched;
        book = watched.book();
        waterfall = new WaterfallWatch(market, book);
    }

    /** {@return the losses} */
    LossTables losses() {
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
        remember(last);
        earn(last);
        if (last instanceof Event.Started started && !book.account(started.account()).isOmnibus()) {
            debtors.put(started.account(), new Debtor(started.liquidation(), worths(started.account())));
        } else if (last instanceof Event.Ended ended) {
            end(ended);
        } else {
            share(last);
            insure(last);
        }
    }

    // ---------------------------------------------------------------- what an event says

    /** Who has what before something of which there are two sides. */
    private void remember(final Event event) {
        if (event instanceof Event.Booked trade && trade.venue() == 0) {
            before.put(trade.buyer(), worths(trade.buyer()));
            before.put(trade.seller(), worths(trade.seller()));
        } else if (event instanceof Event.DeficitCharged) {
            book.accounts().forEach(account -> before.put(account.id(), worths(account.id())));
        } else if (event instanceof Event.CollateralSold sold && sold.keeper() != 0) {
            before.put(sold.keeper(), worths(sold.keeper()));
        }
    }

    /** What comes to accounts in liquidation, or leaves them, that nobody bears. */
    private void earn(final Event event) {
        if (event instanceof Event.Priced priced && priced.kind() == PricedKind.INSTRUMENT) {
            final InstrumentTerms terms = market.instrument(priced.priced());
            final long moved = priced.mark() - book.market().mark(terms.id());
            debtors.forEach((id, debtor) -> debtor.earn(terms.settlementAsset(),
                    terms.notional(book.account(id).position(terms.id()).quantity(), moved).longValueExact()));
        } else if (event instanceof Event.Moved moved && moved.account() != 0) {
            earn(moved.account(), moved.asset(), moved.amount());
        } else if (event instanceof Event.Booked trade && trade.venue() != 0) {
            final int asset = market.instrument(trade.instrument()).settlementAsset();
            earn(trade.seller(), asset, sellersGain(trade));
            earn(trade.buyer(), asset, -sellersGain(trade));
        } else if (event instanceof Event.CollateralSold sold) {
            earn(sold.account(), sold.asset(), -sold.quantity());
            earn(sold.account(), sold.debtAsset(), sold.paid());
        }
    }

    private void earn(final long account, final int asset, final long amount) {
        final Debtor debtor = debtors.get(account);
        if (debtor != null) {
            debtor.earn(asset, amount);
        }
    }

    /** Debts that others bear, and how what SOCIALISED paid is paid back. */
    private void share(final Event event) {
        if (event instanceof Event.DebtInsured insured) {
            bearDebt(insured.account(), new Segment(insured.asset(), insured.pool()), insured.amount(), 0);
        } else if (event instanceof Event.DeficitTaken taken && AccountStore.isPoolId(taken.account())) {
            losses.of(segment(taken.instrument())).poolShort(taken.amount());
        } else if (event instanceof Event.DeficitTaken taken && taken.liquidation() != 0) {
            if (missing == 0) {
                bearDebt(taken.account(), segment(taken.instrument()), 0, taken.amount());
            } else {
                check("what SOCIALISED paid", missing, taken.amount());
                missing = 0;
            }
        } else if (event instanceof Event.DeficitCharged charged) {
            losses.of(segment(charged.instrument())).charge(charged.amount(), charged.excess());
        } else if (event instanceof Event.DeficitCovered covered) {
            losses.of(segment(covered.instrument())).cover(covered.amount());
        }
    }

    private void bearDebt(final long account, final Segment segment, final long insured, final long shared) {
        losses.of(segment).debt(insured, shared);
        debtors.get(account).bear(segment, insured + shared);
    }

    /** What pools get and part with beside losses. */
    private void insure(final Event event) {
        if (event instanceof Event.Moved moved && moved.account() == 0) {
            insure(moved.pool(), moved.asset(), moved.amount());
        } else if (event instanceof Event.PoolSwept gain) {
            final int pool = (int) (gain.account() - AccountStore.POOL_ID);
            insure(pool, gain.asset(), gain.amount());
            losses.of(new Segment(gain.asset(), pool)).poolGained(gain.amount());
        } else if (event instanceof Event.CollateralSold sold) {
            final Segment owed = new Segment(
                    sold.debtAsset(), book.insurance().ofDebt(book.account(sold.account()), sold.debtAsset()));
            losses.of(owed).collateral(worth(sold.asset(), sold.debtAsset(), sold.quantity()) - sold.paid());
            if (sold.keeper() == 0) {
                check("pool that buys", owed.pool(), sold.pool());
                insure(sold.pool(), sold.asset(), sold.quantity());
                insure(sold.pool(), sold.debtAsset(), -sold.paid());
            }
        }
    }

    private void insure(final int pool, final int asset, final long amount) {
        insuranceIncome.merge(new Segment(asset, pool), amount, Long::sum);
    }

    /** An amount of an asset in units of another, at indices, rounded down. */
    private long worth(final int asset, final int in, final long amount) {
        return BigInteger.valueOf(amount).multiply(price(asset)).divide(price(in)).longValueExact();
    }

    private BigInteger price(final int asset) {
        return book.judge().weightedPrice(asset, book.market(), 0);
    }

    private Segment segment(final int instrument) {
        return Segment.of(market.instrument(instrument));
    }

    // ---------------------------------------------------------------- what an entry left

    /** An entry is done: the house must have what the tables say. */
    void end() {
        follow();
        check("what SOCIALISED paid was told", 0, missing);
        for (int asset = 0; asset < assets; asset++) {
            final int id = asset;
            check(() -> "SOCIALISED of A" + id, -losses.socialisedOpen(id), house(HouseAccount.SOCIALISED, 0, id));
            for (final int pool : pools) {
                final Segment segment = new Segment(asset, pool);
                check(() -> "INSURANCE of " + segment,
                        insuranceIncome.getOrDefault(segment, 0L) + losses.of(segment).insuranceIncome(),
                        house(HouseAccount.INSURANCE, pool, id));
                check(() -> "missing in " + segment,
                        market.missing(segment, book), losses.of(segment).socialisedOpen());
            }
        }
    }

    /** Everything is over: losses by step are the deficits, and all of them were paid. */
    void finish() {
        check(debtors.isEmpty(), () -> "in liquidation: " + debtors.keySet());
        for (int asset = 0; asset < assets; asset++) {
            for (final int pool : pools) {
                final Segment segment = new Segment(asset, pool);
                final long has = house(HouseAccount.INSURANCE, pool, asset);
                check(has >= 0, () -> "INSURANCE of " + segment + " is " + has);
            }
        }
        losses.finish();
        waterfall.finish(losses.areBorneAsLacked());
    }

    private long house(final HouseAccount house, final int id, final int asset) {
        return simulation.engine().inspector().houseBalance(house, id, asset);
    }

    /** What an account has in all of an asset, at marks, by the model. */
    private long worth(final long account, final int asset) {
        final ModelAccount of = book.account(account);
        return of == null ? 0 : book.judge().effective(of, asset, book.market()).longValueExact();
    }

    private long[] worths(final long account) {
        final long[] worths = new long[assets];
        for (int asset = 0; asset < assets; asset++) {
            worths[asset] = worth(account, asset);
        }
        return worths;
    }

    private long gain(final long account, final int asset) {
        return worth(account, asset) - before.get(account)[asset];
    }

    /** Checks what an account gained of each asset. */
    private void checkGains(final long account, final String by, final IntToLongFunction gains) {
        for (int asset = 0; asset < assets; asset++) {
            final int id = asset;
            check(() -> "what account " + account + " got of A" + id + " by " + by,
                    gains.applyAsLong(id), gain(account, id));
        }
    }

    // ---------------------------------------------------------------- what the last event did

    private void follow() {
        final Event done = last;
        last = null;
        if (done == null) {
            return;
        }
        if (done instanceof Event.Booked trade && trade.venue() == 0) {
            followTrade(trade);
        } else if (done instanceof Event.Sold sold && debtors.containsKey(sold.account())) {
            followSale(sold, debtors.get(sold.account()));
        } else if (done instanceof Event.CollateralSold sold && sold.keeper() != 0) {
            checkGains(sold.keeper(), sold.toString(), asset ->
                    asset == sold.asset() ? sold.quantity() : asset == sold.debtAsset() ? -sold.paid() : 0);
        } else if (done instanceof Event.DeficitCharged charged) {
            followCharge(charged);
        }
        debtors.forEach((id, debtor) -> {
            for (int asset = 0; asset < assets; asset++) {
                final int of = asset;
                check(() -> "what account " + id + " has of A" + of + " after " + done,
                        debtor.worth(of), worth(id, of));
            }
        });
    }

    private boolean isDebtor(final long account, final long liquidation) {
        final Debtor debtor = debtors.get(account);
        return debtor != null && debtor.liquidation() == liquidation;
    }

    /** What a seller gets more than the mark. */
    private long sellersGain(final Event.Booked trade) {
        final long mark = book.market().mark(trade.instrument());
        return market.instrument(trade.instrument())
                .notional(trade.quantity(), trade.price() - mark).longValueExact();
    }

    /** What one account gets more than the mark the other pays; the pools' own sales are among these trades. */
    private void followTrade(final Event.Booked trade) {
        final Segment segment = segment(trade.instrument());
        final long sellersGain = sellersGain(trade);
        checkGains(trade.seller(), trade.toString(), asset -> asset == segment.asset() ? sellersGain : 0);
        checkGains(trade.buyer(), trade.toString(), asset -> asset == segment.asset() ? -sellersGain : 0);
        final boolean isSale = isDebtor(trade.seller(), trade.tradeId());
        if (isSale || isDebtor(trade.buyer(), trade.tradeId())) {
            aboveMark = isSale ? sellersGain : -sellersGain;
            debtors.get(isSale ? trade.seller() : trade.buyer()).bear(segment, aboveMark);
        }
    }

    /** Then insurance and SOCIALISED pay, and insurance gets the penalty. */
    private void followSale(final Event.Sold sold, final Debtor debtor) {
        final Segment segment = segment(sold.instrument());
        final long paid = worth(sold.account(), segment.asset()) - debtor.worth(segment.asset());
        missing = paid + sold.penalty() - sold.insured();
        check(missing >= 0 && (missing == 0 || sold.step() == LiquidationStep.POOL),
                () -> "paid by nobody: " + missing + " for " + sold);
        losses.of(segment).trade(sold.step(), aboveMark, sold.insured(), missing, sold.penalty());
        debtor.bear(segment, -sold.penalty());
        debtor.bear(segment, sold.insured() + missing);
        final InstrumentTerms terms = market.instrument(sold.instrument());
        // A unit more for each amount that is rounded: the price's, the penalty's.
        debtor.round(terms.notional(sold.quantity(), terms.tick()).abs().longValueExact() + 2);
    }

    /** Holders of the side pay, each rounded to units, and nobody else; those in liquidation bear that themselves. */
    private void followCharge(final Event.DeficitCharged charged) {
        final int asset = segment(charged.instrument()).asset();
        long paid = 0;
        long holders = 0;
        for (final ModelAccount account : book.accounts()) {
            final long quantity = account.position(charged.instrument()).quantity();
            final boolean isCharged =
                    !account.isOmnibus() && (charged.side() == Side.BUY ? quantity > 0 : quantity < 0);
            final long gain = gain(account.id(), asset);
            check(isCharged || gain == 0, () -> "account " + account.id() + " pays for " + charged);
            paid -= gain;
            holders += isCharged ? 1 : 0;
            earn(account.id(), asset, gain);
        }
        check(Math.abs(paid - charged.amount() - charged.excess()) <= holders,
                "holders pay " + paid + " of " + charged);
    }

    private void end(final Event.Ended ended) {
        final Debtor debtor = debtors.remove(ended.account());
        if (debtor == null) {
            return;
        }
        BigInteger equity = BigInteger.ZERO;
        for (final AssetTerms asset : book.inForce().latest().assets()) {
            check("what is its own and what others bore",
                    debtor.worth(asset.id()), debtor.ownAndBorne(asset.id()));
            equity = equity.add(asset.value(BigInteger.valueOf(debtor.ownAndBorne(asset.id())))
                    .multiply(price(asset.id())));
        }
        final boolean isTrusted = book.market().isTrustedThroughout();
        if (isTrusted) {
            check("equity at the end", ended.equity(), book.terms().floor(equity).longValueExact());
        }
        final boolean keepsPositions = !book.account(ended.account()).isFlat();
        check(!debtor.owes() || equity.signum() >= 0 || (keepsPositions && !isTrusted),
                () -> "a debt is left: " + ended);
        losses.end(debtor, keepsPositions ? List.of() : book.inForce().latest().assets());
    }
}
