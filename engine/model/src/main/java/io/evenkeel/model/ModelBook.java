package io.evenkeel.model;

import io.evenkeel.codecs.InstructionKind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The whole clearing as the model sees it: accounts, prices, and the house's money. */
public final class ModelBook {
    /** Fewer than the core remembers, so that what is known here is known there. */
    private static final int MOST_FILLS = 512;

    private final Terms terms;
    private final TermsInForce inForce;
    private final RulesInForce rules;
    private final Market market;
    private final Judge judge;
    private final Sizing sizing;
    private final Waterfall waterfall;
    private final CollateralSale collateral;
    private final Verdicts judged;
    private final Verdicts marked;
    private final TreeMap<Long, ModelAccount> accounts = new TreeMap<>();
    private final Breaches breaches = new Breaches();
    private final TreeMap<Long, ModelInstruction> instructions = new TreeMap<>();
    private final Map<Long, Fill> fills = new LinkedHashMap<>();
    private final Map<Integer, List<FeeTier>> schedules = new HashMap<>();
    private final long[] external;
    private final long[] inTransit;
    private final long[] fees;
    private final Insurance insurance;
    private final long[] socialised;
    private final Deficits deficits;
    private final long[] clearing;
    private final long[] funding;
    private final BigInteger[] dust;
    private long lastInstruction;
    private boolean isFromNothing;

    /** Makes a book without accounts. */
    public ModelBook(final Terms terms) {
        this.terms = terms;
        inForce = new TermsInForce(terms);
        market = new Market(terms);
        judge = new Judge(inForce);
        rules = new RulesInForce(terms);
        sizing = new Sizing(inForce, rules, judge);
        insurance = new Insurance(inForce, judge, market);
        waterfall = new Waterfall(inForce, judge, sizing, market, insurance);
        collateral = new CollateralSale(inForce, judge, sizing, market);
        judged = new Verdicts(inForce, judge, market.judged());
        marked = new Verdicts(inForce, judge, market);
        external = new long[terms.assets().size()];
        inTransit = new long[terms.assets().size()];
        fees = new long[terms.assets().size()];
        socialised = new long[terms.assets().size()];
        deficits = new Deficits(terms.instruments().size());
        clearing = new long[terms.instruments().size()];
        funding = new long[clearing.length];
        dust = new BigInteger[clearing.length];
        Arrays.fill(dust, BigInteger.ZERO);
    }

    /** Adds an account. */
    public void add(final ModelAccount account) {
        accounts.put(account.id(), account);
    }

    /** {@return what was listed; margins, haircuts and borrow rates may have changed since} */
    public Terms terms() {
        return terms;
    }

    /** {@return the terms that accounts are judged by} */
    public TermsInForce inForce() {
        return inForce;
    }

    /** {@return how positions and collateral are sold} */
    public RulesInForce rules() {
        return rules;
    }

    /** {@return prices in force} */
    public Market market() {
        return market;
    }

    /** {@return the judge} */
    public Judge judge() {
        return judge;
    }

    /** {@return the liquidation arithmetic} */
    public Sizing sizing() {
        return sizing;
    }

    /** {@return sales of collateral} */
    public CollateralSale collateral() {
        return collateral;
    }

    /** {@return what follows auctions} */
    public Waterfall waterfall() {
        return waterfall;
    }

    /** {@return all accounts, by id} */
    public Collection<ModelAccount> accounts() {
        return accounts.values();
    }

    /** {@return an account, or null} */
    public ModelAccount account(final long id) {
        return accounts.get(id);
    }

    /** {@return breaches whose liquidations have yet to start} */
    public Breaches breaches() {
        return breaches;
    }

    /** {@return balance of EXTERNAL} */
    public long external(final int asset) {
        return external[asset];
    }

    /** {@return balance of IN_TRANSIT} */
    public long inTransit(final int asset) {
        return inTransit[asset];
    }

    /** {@return the open instructions to gateways, by id} */
    public Collection<ModelInstruction> instructions() {
        return instructions.values();
    }

    /** {@return whether gateways have yet to answer what they were told about an account} */
    public boolean isMoneyOnItsWay(final long account) {
        return instructions.values().stream().anyMatch(instruction -> instruction.account() == account);
    }

    /** {@return an open instruction, or null} */
    public ModelInstruction instruction(final long id) {
        return instructions.get(id);
    }

    /** {@return balance of FEES} */
    public long fees(final int asset) {
        return fees[asset];
    }

    /** {@return insurance pools} */
    public Insurance insurance() {
        return insurance;
    }

    /** {@return balance of SOCIALISED} */
    public long socialised(final int asset) {
        return socialised[asset];
    }

    /** {@return what is missing, and whom it is to be charged to} */
    public Deficits deficits() {
        return deficits;
    }

    /** {@return what a side holds of an instrument, exempt accounts left out} */
    public long chargeable(final int instrument, final boolean isLong) {
        long sum = 0;
        for (final ModelAccount account : accounts.values()) {
            final long quantity = account.position(instrument).quantity();
            sum += account.isOmnibus() || quantity > 0 != isLong ? 0 : Math.abs(quantity);
        }
        return sum;
    }

    /** SOCIALISED pays an account in liquidation what is missing. */
    public void payDeficit(final long account, final int asset, final long missing) {
        accounts.get(account).credit(asset, missing);
        socialised[asset] -= missing;
    }

    /**
     * Each unit of a side is charged; what exempt accounts hold is left out.
     *
     * @param step   10^-9 mantissas of price.
     * @param paid   what FUNDING pays for it.
     * @param amount what of that SOCIALISED gets; the rest is insurance's.
     */
    public void chargeDeficit(
            final InstrumentTerms charged,
            final boolean isLong,
            final BigInteger step,
            final long paid,
            final long amount) {
        final int id = charged.id();
        final BigInteger exact = step.multiply(charged.notional(chargeable(id, isLong), 1));
        dust[id] = dust[id].add(exact).subtract(BigInteger.valueOf(paid).multiply(Funding.SCALE));
        funding[id] -= paid;
        socialised[charged.settlementAsset()] += amount;
        insurance.add(charged.pool(), charged.settlementAsset(), paid - amount);
        deficits.charged(id, isLong, step, amount);
        market.charge(id, isLong, step);
        for (final ModelAccount account : accounts.values()) {
            if (account.isOmnibus() && account.position(id).quantity() != 0
                    && account.position(id).quantity() > 0 == isLong) {
                account.position(id).moveFunded(isLong ? step : step.negate());
            }
        }
    }

    /** Insurance covers what is open. */
    public void coverDeficit(final InstrumentTerms covered, final long amount) {
        insurance.add(covered.pool(), covered.settlementAsset(), -amount);
        socialised[covered.settlementAsset()] += amount;
        deficits.covered(covered.id(), amount);
    }

    /** What a pool's account has is the pool's; what it has lost by positions counts in its window. */
    public void sweep(final int pool, final long accountId, final int asset) {
        final ModelAccount account = accounts.get(accountId);
        final long amount = account.balance(asset);
        meet(pool, account, asset);
        account.credit(asset, -amount);
        insurance.add(pool, asset, amount);
        if (amount < 0 && (!account.isFlat() || account.lastClosed(asset) != null)) {
            insurance.lose(pool, asset, -amount, market.timeMs());
        }
        reckon(pool, accountId, asset);
    }

    /** What a pool's account lost in its markets by this entry is missing there, as far as the pool lacks it. */
    public void reckon(final int pool, final long accountId, final int asset) {
        final ModelAccount account = accounts.get(accountId);
        marketsOf(pool, asset).forEach(terms -> account.reckon(terms.id()));
        meet(pool, account, asset);
    }

    /** No more is missing than the pool lacks: what it has meets losses in order of market. */
    private void meet(final int pool, final ModelAccount account, final int asset) {
        final List<InstrumentTerms> markets = marketsOf(pool, asset).toList();
        final long lacking = Math.max(0, -insurance.balance(pool, asset));
        long met = Math.max(0, markets.stream().mapToLong(terms -> account.missing(terms.id())).sum() - lacking);
        for (final InstrumentTerms terms : markets) {
            met = account.meet(terms.id(), met);
        }
    }

    /** {@return the markets of a pool that settle in an asset, in order of id} */
    public Stream<InstrumentTerms> marketsOf(final int pool, final int asset) {
        return terms.instruments().stream()
                .filter(market -> market.pool() == pool && market.settlementAsset() == asset);
    }

    /** SOCIALISED pays a pool what its account lost in a market and the pool has not got. */
    public void payPool(final InstrumentTerms paidFor, final long poolAccount, final long missing) {
        insurance.add(paidFor.pool(), paidFor.settlementAsset(), missing);
        socialised[paidFor.settlementAsset()] -= missing;
        accounts.get(poolAccount).meet(paidFor.id(), missing);
    }

    /** {@return whether something is missing in MAIN, or in a pool of a market in which an account has a position} */
    public boolean isHeldBack(final ModelAccount account) {
        return isAnythingMissing(0) || terms.instruments().stream().anyMatch(held ->
                account.position(held.id()).quantity() != 0 && isAnythingMissing(held.pool()));
    }

    /** {@return whether something is missing in a market of a pool, or with the pool itself} */
    public boolean isAnythingMissing(final int pool) {
        return insurance.isOverdrawn(pool) || terms.instruments().stream()
                .anyMatch(instrument -> instrument.pool() == pool && deficits.isAny(instrument.id()));
    }

    /** {@return balance of CLEARING of an instrument} */
    public long clearing(final int instrument) {
        return clearing[instrument];
    }

    /** {@return quantity held long by all accounts, per instrument} */
    public long[] openInterest() {
        final long[] sums = new long[terms.instruments().size()];
        for (final ModelAccount account : accounts.values()) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += Math.max(0, account.position(i).quantity());
            }
        }
        return sums;
    }

    /** {@return IM tiers as they stand now} */
    public InitialRates initialRates() {
        return new InitialRates(market, openInterest());
    }

    /** Says whether, from now on, every account is judged anew, whatever is known about it. */
    public void judgeFromNothing(final boolean isDemanded) {
        isFromNothing = isDemanded;
    }

    /** {@return equity and maintenance margin by the prices that breaches are judged by} */
    public Health judged(final ModelAccount account) {
        return isFromNothing ? judged.renew(account) : judged.of(account);
    }

    /** {@return equity and maintenance margin by last prices, whatever their states} */
    public Health marked(final ModelAccount account) {
        return isFromNothing ? marked.renew(account) : marked.of(account);
    }

    /** Looks at every account, and notes the breached ones that are not yet known. {@return those} */
    public List<ModelAccount> scan(final long position) {
        final List<ModelAccount> found = new ArrayList<>();
        for (final ModelAccount account : accounts.values()) {
            if (account.isOmnibus()) {
                continue;
            }
            final Health health = judged(account);
            account.judged(health);
            if (!account.isFrozen() && health.isShort()) {
                account.breach();
                breaches.add(position, account.id());
                found.add(account);
            }
        }
        return found;
    }

    /** Moves money between the world outside and an account. */
    public void deposit(final long account, final int asset, final long amount) {
        accounts.get(account).credit(asset, amount);
        external[asset] -= amount;
    }

    /** Has gateways move money; what they pay out leaves the account and is on its way until they answer. */
    public void instruct(
            final long cycle, final long account, final int asset, final long amount, final InstructionKind kind) {
        final long id = ++lastInstruction;
        final ModelInstruction made = new ModelInstruction(id, cycle, account, asset, amount, kind);
        instructions.put(id, made);
        if (made.isHeld()) {
            accounts.get(account).credit(asset, -amount);
            inTransit[asset] += amount;
        }
    }

    /** {@return id of the instruction made last} */
    public long lastInstruction() {
        return lastInstruction;
    }

    /**
     * Ends an instruction: what was on its way is outside, or back where it came from; what was collected is there, or
     * nothing is.
     */
    public void finish(final long instruction, final boolean isConfirmed) {
        final ModelInstruction ended = instructions.remove(instruction);
        inTransit[ended.asset()] -= ended.isHeld() ? ended.amount() : 0;
        if (ended.isHeld() != isConfirmed) {
            accounts.get(ended.account()).credit(ended.asset(), ended.amount());
        }
        if (isConfirmed) {
            external[ended.asset()] += ended.isHeld() ? ended.amount() : -ended.amount();
        }
    }

    /** Pays a position's unrealised profit into the balance. */
    void settleProfit(final ModelAccount account, final InstrumentTerms instrument, final long profit) {
        account.gain(instrument, profit);
        clearing[instrument.id()] -= profit;
        account.position(instrument.id()).pay(profit);
    }

    /** Moves money from one account to another. */
    public void transfer(final long from, final long to, final int asset, final long amount) {
        accounts.get(from).credit(asset, -amount);
        accounts.get(to).credit(asset, amount);
    }

    /** A pool buys an asset of an account for another. */
    public void buy(
            final int pool, final long account, final CollateralSale.Pair pair, final CollateralSale.Quote sale) {
        accounts.get(account).credit(pair.asset(), -sale.quantity());
        accounts.get(account).credit(pair.debtAsset(), sale.paid());
        insurance.add(pool, pair.asset(), sale.quantity());
        insurance.add(pool, pair.debtAsset(), -sale.paid());
    }

    /** Moves money from the world outside to a pool. */
    public void insure(final int pool, final int asset, final long amount) {
        insurance.add(pool, asset, amount);
        external[asset] -= amount;
    }

    /** Charges a fee. */
    public void charge(final long account, final int asset, final long fee) {
        accounts.get(account).credit(asset, -fee);
        fees[asset] += fee;
    }

    /** A pool pays an account in liquidation, or gets a penalty from it where that is negative. */
    public void makeUp(final int pool, final long account, final int asset, final long insured) {
        accounts.get(account).credit(asset, insured);
        insurance.add(pool, asset, -insured);
    }

    /** {@return fills of the venue that were not busted, the latest of them, by trade id} */
    public Map<Long, Fill> fills() {
        return fills;
    }

    /** Remembers a fill. */
    public void remember(final Fill fill) {
        fills.put(fill.tradeId(), fill);
        if (fills.size() > MOST_FILLS) {
            fills.remove(fills.keySet().iterator().next());
        }
    }

    /** Says what fees a market asks for. */
    public void schedule(final int instrument, final List<FeeTier> tiers) {
        schedules.put(instrument, tiers);
    }

    /** {@return the fill with the fees that the schedule of its market asks for} */
    public Fill scheduled(final Fill fill) {
        final BigInteger notional = terms.instruments().get(fill.instrument()).notional(fill.quantity(), fill.price());
        return fill.charged(
                tierOf(fill.instrument(), fill.buyer()).fee(notional, fill.isBuyerTaker()),
                tierOf(fill.instrument(), fill.seller()).fee(notional, !fill.isBuyerTaker()));
    }

    private FeeTier tierOf(final int instrument, final long account) {
        final List<FeeTier> tiers = schedules.getOrDefault(instrument, List.of(new FeeTier(0, 0)));
        return tiers.get(Math.min(accounts.get(account).feeTier(), tiers.size() - 1));
    }

    /** {@return balance of FUNDING of an instrument} */
    public long funding(final int instrument) {
        return funding[instrument];
    }

    /**
     * {@return by how much FUNDING differs from what its holders have not paid yet, their carries and the dust, in
     * 10^-9 units} It never may (SPEC 2, invariant 4, with carries and dust in the open).
     */
    public BigInteger fundingGap(final int instrument) {
        final InstrumentTerms traded = terms.instruments().get(instrument);
        BigInteger gap = BigInteger.valueOf(funding[instrument]).multiply(Funding.SCALE).subtract(dust[instrument]);
        for (final ModelAccount account : accounts.values()) {
            final ModelPosition position = account.position(instrument);
            if (position.quantity() != 0) {
                gap = gap.subtract(position.carry()).add(Funding.owed(
                        position, traded, market.funding(instrument, position.quantity() > 0)));
            }
        }
        return gap;
    }

    /** A position settles what funding it owes. {@return what it was charged} */
    public long settleFunding(final long account, final int instrument) {
        final long charge = accounts.get(account).settleFunding(terms.instruments().get(instrument), market);
        funding[instrument] += charge;
        return charge;
    }

    /** Books one leg. {@return what it realised} */
    public ModelPosition.Profit book(final long account, final int instrument, final long change, final long price) {
        final ModelAccount.Booking booking =
                accounts.get(account).book(terms.instruments().get(instrument), market, change, price);
        clearing[instrument] -= booking.profit().onValue();
        funding[instrument] += booking.charge();
        dust[instrument] = dust[instrument].add(booking.dust());
        return booking.profit();
    }
}
