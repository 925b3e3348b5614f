package io.evenkeel.core.margin;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.CollateralTerms;
import io.evenkeel.core.listing.FrozenPrices;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.Listings;
import io.evenkeel.core.listing.MarginTiers;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.listing.SlowPrice;

/**
 * One account, read from the stores into arrays, with the prices at which it is looked at: what the judging function
 * works on. Positions can be changed in the view to ask "what if" before anything is booked. Reused; nothing
 * allocates after construction.
 */
public final class AccountView {
    /** No position. */
    public static final int NONE = -1;

    private final Listings listings;
    private final AccountStore accounts;
    private final PositionStore positions;
    private final ExposureStore exposures;

    private int account;
    private long accountId;
    private int positionCount;
    private final int[] position = new int[Bounds.MAX_POSITIONS + 1];
    private final Instrument[] instrument = new Instrument[Bounds.MAX_POSITIONS + 1];
    private final long[] quantity = new long[Bounds.MAX_POSITIONS + 1];
    private final long[] entryValue = new long[Bounds.MAX_POSITIONS + 1];
    private final int[] ordinalOfPosition = new int[Bounds.MAX_POSITIONS + 1];
    private final MarginTiers[] tiers = new MarginTiers[Bounds.MAX_POSITIONS + 1];

    private int exposureCount;
    private final int[] exposure = new int[Bounds.MAX_EXPOSURES + 1];
    private final Asset[] asset = new Asset[Bounds.MAX_EXPOSURES + 1];
    private final CollateralTerms[] terms = new CollateralTerms[Bounds.MAX_EXPOSURES + 1];
    private final long[] balance = new long[Bounds.MAX_EXPOSURES + 1];

    private final long[] prices = new long[Bounds.MAX_POSITIONS + 1];
    private final long[] netPrices = new long[Bounds.MAX_POSITIONS + 1];
    private final long[] fundingMarks = new long[Bounds.MAX_POSITIONS + 1];
    private final long[] carries = new long[Bounds.MAX_POSITIONS + 1];
    private final long[] assetPrices = new long[Bounds.MAX_EXPOSURES + 1];
    private final Health sums = new Health();

    /** Makes a view over Risk's stores. */
    public AccountView(final Listings listings, final AccountStore accounts, final PositionStore positions) {
        this.listings = listings;
        this.accounts = accounts;
        this.positions = positions;
        this.exposures = accounts.exposures();
    }

    /**
     * Reads an account, at the prices at which accounts are judged: the last ones, moved in its favour where their
     * state does not allow liquidation (SPEC 4).
     *
     * @return this.
     */
    public AccountView loadFavoured(final int account) {
        load(account);
        favour();
        return this;
    }

    /** Moves prices that do not allow liquidation in the account's favour. */
    public void favour() {
        for (int i = 0; i < positionCount; i++) {
            price(i, instrument[i].favouredMark(quantity[i] > 0));
        }
        sums.sum(this, netPrices, fundingMarks);
        for (int ordinal = 0; ordinal < exposureCount; ordinal++) {
            assetPrices[ordinal] = asset[ordinal].favouredPrice(sums.assetHealthSign(this, ordinal) < 0);
        }
    }

    /** Reads an account, at the last prices, as if it had just settled what funding it owes. {@return this} */
    public AccountView load(final int account) {
        this.account = account;
        accountId = accounts.id(account);
        exposureCount = 0;
        int next = accounts.firstExposure(account);
        while (next != ExposureStore.NONE) {
            exposure[exposureCount] = next;
            asset[exposureCount] = listings.asset(exposures.asset(next));
            terms[exposureCount] = asset[exposureCount].terms().of(accountId);
            balance[exposureCount] = exposures.balance(next);
            assetPrices[exposureCount] = asset[exposureCount].price();
            exposureCount++;
            next = accounts.nextExposure(account, next);
        }
        positionCount = accounts.positionCount(account);
        for (int i = 0; i < positionCount; i++) {
            position[i] = accounts.position(account, i);
        }
        for (int i = 0; i < positionCount; i++) {
            quantity[i] = positions.quantity(position[i]);
            entryValue[i] = positions.entryValue(position[i]);
            instrument[i] = listings.instrument(positions.instrument(position[i]));
            tiers[i] = instrument[i].tiers().of(accountId);
            ordinalOfPosition[i] = ordinalOf(instrument[i].settlementAsset());
            accrue(i);
            price(i, instrument[i].mark());
        }
        return this;
    }

    /** Charges in the view what a position owes of funding. */
    private void accrue(final int i) {
        if (!instrument[i].funding().isUsed()) {
            fundingMarks[i] = 0;
            carries[i] = 0;
            return;
        }
        final long mark = positions.fundingMark(position[i]);
        final long carry = positions.fundingCarry(position[i]);
        final long due = instrument[i].fundingDue(quantity[i], mark, carry);
        balance[ordinalOfPosition[i]] -= due;
        fundingMarks[i] = instrument[i].funding().index(quantity[i] > 0);
        carries[i] = instrument[i].carryAfter(quantity[i], mark, carry, due);
    }

    /** Looks at the account at the prices, and with the funding, of another moment. {@return this} */
    public AccountView freeze(final FrozenPrices frozen) {
        for (int i = 0; i < positionCount; i++) {
            final Instrument of = instrument[i];
            final boolean isLong = quantity[i] > 0;
            if (of.funding().isUsed()) {
                final long mark = positions.fundingMark(position[i]);
                final long carry = positions.fundingCarry(position[i]);
                balance[ordinalOfPosition[i]] += of.fundingDue(quantity[i], mark, carry)
                        - of.fundingDueAt(frozen.funding(of.id(), isLong), quantity[i], mark, carry);
            }
            prices[i] = frozen.mark(of.id());
        }
        for (int ordinal = 0; ordinal < exposureCount; ordinal++) {
            assetPrices[ordinal] = frozen.assetPrice(asset[ordinal].id());
        }
        return this;
    }

    private void price(final int i, final long price) {
        prices[i] = price;
        netPrices[i] = instrument[i].netPrice(price, quantity[i] > 0);
    }

    /**
     * Changes the view as a booking would change the account.
     *
     * @param changed       the instrument traded.
     * @param newQuantity   quantity afterwards.
     * @param newEntryValue entry value afterwards.
     * @param balanceChange what the balance in the settlement asset gains.
     * @return this.
     */
    public AccountView apply(
            final Instrument changed, final long newQuantity, final long newEntryValue, final long balanceChange) {
        final int found = find(changed.id());
        final int i = found == NONE ? positionCount : found;
        final int ordinal = ordinalOrNew(changed.settlementAsset());
        if (found == NONE) {
            positionCount++;
            position[i] = PositionStore.NONE;
            instrument[i] = changed;
            tiers[i] = changed.tiers().of(accountId);
            prices[i] = changed.mark();
            ordinalOfPosition[i] = ordinal;
        }
        quantity[i] = newQuantity;
        entryValue[i] = newEntryValue;
        fundingMarks[i] = changed.funding().index(newQuantity > 0);
        carries[i] = 0;
        price(i, prices[i]);
        balance[ordinal] += balanceChange;
        return this;
    }

    /** {@return which position is in an instrument, or {@link #NONE}} */
    public int find(final int instrumentId) {
        for (int i = 0; i < positionCount; i++) {
            if (instrument[i].id() == instrumentId) {
                return i;
            }
        }
        return NONE;
    }

    /** Changes a balance in the view. */
    public void addBalance(final int assetId, final long amount) {
        balance[ordinalOrNew(assetId)] += amount;
    }

    /** {@return index of the account} */
    public int account() {
        return account;
    }

    /** {@return id of the account} */
    public long accountId() {
        return accountId;
    }

    /** {@return the account's leverage limit as a least IM rate, ppm, rounded up; 0 for none} */
    public long leveragePpm() {
        final int leverage = accounts.leverage(account);
        return leverage == 0 ? 0 : (Bounds.PPM + leverage - 1) / leverage;
    }

    /** {@return number of positions} */
    public int positionCount() {
        return positionCount;
    }

    /** {@return record of the i-th position, or {@link PositionStore#NONE} where it only exists in the view} */
    public int position(final int i) {
        return position[i];
    }

    /** {@return instrument of the i-th position} */
    public Instrument instrument(final int i) {
        return instrument[i];
    }

    /** {@return signed quantity of the i-th position} */
    public long quantity(final int i) {
        return quantity[i];
    }

    /** {@return entry value of the i-th position} */
    public long entryValue(final int i) {
        return entryValue[i];
    }

    /** {@return price at which the i-th position is looked at} */
    public long price(final int i) {
        return prices[i];
    }

    /** {@return margin tiers by which the i-th position is judged} */
    public MarginTiers tiers(final int i) {
        return tiers[i];
    }

    /** {@return net prices of all positions at the prices looked at; not to be kept} */
    public long[] netPrices() {
        return netPrices;
    }

    /** {@return funding marks of all positions: the indexes of their sides; not to be kept} */
    public long[] fundingMarks() {
        return fundingMarks;
    }

    /** {@return carry of the i-th position} */
    public long carry(final int i) {
        return carries[i];
    }

    /** {@return the other price, beside {@link #price}, that initial margin looks at: the slow price (SPEC 3)} */
    public long slowPrice(final int i) {
        final SlowPrice slow = instrument[i].slowPrice();
        return slow.isOff() || instrument[i].index() == 0
                ? prices[i]
                : instrument[i].bearablePrice(quantity[i], slow.at(instrument[i].index(), listings.timeMs()));
    }

    /** {@return margin that venues reserved for open orders of the account, numeraire units} */
    public long reservedMargin() {
        return accounts.terms().reservedMargin(account);
    }

    /** {@return notional of the i-th position, not negative} */
    public long notional(final int i) {
        return Math.abs(instrument[i].notional(quantity[i], prices[i]));
    }

    /** {@return unrealised profit of the i-th position} */
    public long unrealised(final int i) {
        return instrument[i].notional(quantity[i], prices[i]) - entryValue[i];
    }

    /** {@return weight, at the price looked at, of the asset that the i-th position settles in} */
    public long settlementWeight(final int i) {
        return weight(ordinalOfPosition[i]);
    }

    /** {@return whether the i-th position may be liquidated: its market trades, its and its asset's price allow it} */
    public boolean isSellable(final int i) {
        return instrument[i].life().isOpen()
                && PricedState.allowsLiquidation(instrument[i].state())
                && PricedState.allowsLiquidation(asset[ordinalOfPosition[i]].state());
    }

    /** {@return which exposure the i-th position settles in} */
    public int ordinalOfPosition(final int i) {
        return ordinalOfPosition[i];
    }

    /** {@return number of exposures} */
    public int exposureCount() {
        return exposureCount;
    }

    /** {@return record of an exposure, or {@link ExposureStore#NONE} where it only exists in the view} */
    public int exposure(final int ordinal) {
        return exposure[ordinal];
    }

    /** {@return terms by which an exposure is judged} */
    public CollateralTerms terms(final int ordinal) {
        return terms[ordinal];
    }

    /** {@return asset of an exposure} */
    public Asset asset(final int ordinal) {
        return asset[ordinal];
    }

    /** {@return price at which an exposure is looked at} */
    public long assetPrice(final int ordinal) {
        return assetPrices[ordinal];
    }

    /** {@return prices of all exposures; not to be kept} */
    public long[] assetPrices() {
        return assetPrices;
    }

    /** {@return weight of an exposure's asset at the price looked at} */
    public long weight(final int ordinal) {
        return asset[ordinal].weightAt(assetPrices[ordinal]);
    }

    /** {@return balance of an exposure, funding charged} */
    public long balance(final int ordinal) {
        return balance[ordinal];
    }

    /** {@return balance in an asset to which there is an exposure, funding charged} */
    public long balanceOf(final int assetId) {
        return balance[ordinalOf(assetId)];
    }

    /** {@return which exposure is to an asset; it is there for every settlement asset of a position} */
    public int ordinalOf(final int assetId) {
        int ordinal = 0;
        while (asset[ordinal].id() != assetId) {
            ordinal++;
        }
        return ordinal;
    }

    private int ordinalOrNew(final int assetId) {
        for (int ordinal = 0; ordinal < exposureCount; ordinal++) {
            if (asset[ordinal].id() == assetId) {
                return ordinal;
            }
        }
        exposure[exposureCount] = ExposureStore.NONE;
        asset[exposureCount] = listings.asset(assetId);
        terms[exposureCount] = asset[exposureCount].terms().of(accountId);
        balance[exposureCount] = 0;
        assetPrices[exposureCount] = asset[exposureCount].price();
        return exposureCount++;
    }
}
