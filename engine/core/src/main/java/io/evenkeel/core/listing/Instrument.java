package io.evenkeel.core.listing;

import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.funding.Accrual;
import io.evenkeel.core.funding.Funding;
import io.evenkeel.core.store.Mixing;

/**
 * An instrument as Risk knows it: parameters, the price in force and open interest. Written by Risk's thread alone.
 */
public final class Instrument {
    private final int id;
    private final int settlementAsset;
    private final int pool;
    private final long unitsPerTick;
    private final long tick;
    private final long lot;
    private final Adopted<MarginTiers> tiers;
    private final Funding funding = new Funding();
    private final StaleFavour staleFavour = new StaleFavour();
    private final LiquidationFigures listedFigures;
    private LiquidationTerms liquidationTerms;
    private final MarketLimits limits = new MarketLimits();
    private final SlowPrice slowPrice = new SlowPrice();
    private final SalePause salePause = new SalePause();
    private final PoolResult poolResult = new PoolResult();
    private final MarketDepth depth;
    private final MarketLife life = new MarketLife();
    private FeeSchedule fees = FeeSchedule.NONE;

    private long index;
    private long mark;
    private PriceState state = PriceState.NONE;
    private int uncertaintyPpm;
    private long openInterest;
    private long largestQuantity;

    /**
     * Copies a validated command; allocates.
     *
     * @param message                 the command.
     * @param settlementAssetExponent exponent of the settlement asset.
     */
    public Instrument(final AddInstrumentDecoder message, final int settlementAssetExponent) {
        id = message.instrument();
        settlementAsset = message.settlementAsset();
        pool = message.pool();
        unitsPerTick = message.multiplier()
                * Bounds.powerOfTen(message.priceExponent() + message.quantityExponent() - settlementAssetExponent);
        tick = message.tick();
        lot = message.lot();
        depth = new MarketDepth(message.maxAgeMs());
        tiers = new Adopted<>(MarginTiers.of(message));
        listedFigures = LiquidationFigures.of(message);
        liquidationTerms = new LiquidationTerms(listedFigures, message.adl(), tiers.latest().maintenancePpm(0));
    }

    /** {@return instrument id} */
    public int id() {
        return id;
    }

    /** {@return asset in which profit is paid} */
    public int settlementAsset() {
        return settlementAsset;
    }

    /** {@return insurance pool of its segment: it pays for what goes wrong in this market, and gets its penalties} */
    public int pool() {
        return pool;
    }

    /** {@return price grid} */
    public long tick() {
        return tick;
    }

    /** {@return quantity grid} */
    public long lot() {
        return lot;
    }

    /** {@return margin tiers, and how far accounts have adopted them} */
    public Adopted<MarginTiers> tiers() {
        return tiers;
    }

    /** {@return its funding} */
    public Funding funding() {
        return funding;
    }

    /** {@return how its positions are liquidated} */
    public LiquidationTerms liquidationTerms() {
        return liquidationTerms;
    }

    /** Takes other figures of how its positions are liquidated, which are sound; allocates. */
    public void liquidationFigures(final LiquidationFigures figures) {
        liquidationTerms = liquidationTerms.with(figures);
    }

    /** {@return whether its positions are liquidated as its listing said} */
    public boolean isLiquidatedAsListed() {
        return liquidationTerms.figures().equals(listedFigures);
    }

    /** {@return how far its mark is moved in favour of accounts while it does not allow liquidation} */
    public StaleFavour staleFavour() {
        return staleFavour;
    }

    /** Takes how far a new price says that it is to be so moved; comes before {@link #reprice}. */
    public void favour(final int ppm, final PriceState newState) {
        staleFavour.follow(ppm, mark, state, newState);
    }

    /** {@return how far fills should be from the mark and how much accounts should hold} */
    public MarketLimits limits() {
        return limits;
    }

    /** {@return what initial margin values positions at beside the mark} */
    public SlowPrice slowPrice() {
        return slowPrice;
    }

    /** {@return how much is on offer in its market} */
    public MarketDepth depth() {
        return depth;
    }

    /** {@return where it is in its life} */
    public MarketLife life() {
        return life;
    }

    /** {@return whether anybody holds it} */
    public boolean hasPositions() {
        return openInterest != 0 || life.settledQuantity() != 0;
    }

    /** {@return the highest price at which all open positions stay within the bounds of the arithmetic} */
    public long highestBearablePrice() {
        return Math.min(
                bearablePrice(largestQuantity, Bounds.MAX_PRICE),
                openInterest == 0 ? Bounds.MAX_PRICE : Bounds.MAX_OPEN_INTEREST / notional(openInterest, 1));
    }

    /** {@return its fee schedule} */
    public FeeSchedule fees() {
        return fees;
    }

    /** Takes another fee schedule. */
    public void fees(final FeeSchedule schedule) {
        fees = schedule;
    }

    /** {@return what a price that is UNCERTAIN adds to initial margin, ppm of notional} */
    public int uncertaintyPpm() {
        return uncertaintyPpm;
    }

    /** Takes another addition for uncertainty. */
    public void uncertaintyPpm(final int ppm) {
        uncertaintyPpm = ppm;
    }

    /** {@return for how long nothing could be sold, because a price did not allow it} */
    public SalePause salePause() {
        return salePause;
    }

    /** {@return what its pool has made of the positions that it took here} */
    public PoolResult poolResult() {
        return poolResult;
    }

    /**
     * {@return hash of limits, slow price, fees, uncertainty, depth, liquidation terms, favour, pauses and what the
     * pool made}
     */
    public long orderTermsHash() {
        final long hash = Mixing.chain(Mixing.chain(limits.stateHash(), slowPrice.stateHash()), fees.stateHash());
        final long ofPrice = Mixing.chain(Mixing.chain(hash, uncertaintyPpm), depth.stateHash());
        final long ofSales = Mixing.chain(ofPrice, liquidationTerms.figures().stateHash());
        final long ofPauses = Mixing.chain(Mixing.chain(ofSales, staleFavour.stateHash()), salePause.stateHash());
        return Mixing.chain(ofPauses, poolResult.stateHash());
    }

    /** The lowest maintenance rate by which anybody is judged has changed: discount and penalty follow it. */
    public void followLowestMaintenance() {
        liquidationTerms = liquidationTerms.within(
                Math.min(tiers.latest().maintenancePpm(0), tiers.former().maintenancePpm(0)));
    }

    /** {@return signed notional in settlement units; the caller keeps within {@link Bounds}} */
    public long notional(final long quantity, final long price) {
        return quantity * price * unitsPerTick;
    }

    /** {@return settlement units that a quantity gains for each mantissa of price} */
    public long unitsPerMantissa(final long quantity) {
        return quantity * unitsPerTick;
    }

    // ---------------------------------------------------------------- funding of a position (SPEC 5)

    /**
     * {@return what a position owes if it is touched now, settlement units; negative for a credit, 0 without funding}
     *
     * @param quantity    signed quantity.
     * @param fundingMark funding index when it was last settled.
     * @param carry       what it was charged too much then, 10^-9 units.
     */
    public long fundingDue(final long quantity, final long fundingMark, final long carry) {
        return funding.isUsed() ? fundingDueAt(funding.index(quantity > 0), quantity, fundingMark, carry) : 0;
    }

    /** {@return what it would owe at some index of its side; as {@link #fundingDue}} */
    public long fundingDueAt(final long index, final long quantity, final long fundingMark, final long carry) {
        final long moved = index - fundingMark;
        return funding.isOn()
                ? Accrual.charge(unitsPerMantissa(quantity), moved, carry)
                : unitsPerMantissa(quantity) * moved;
    }

    /** {@return the carry that remains once {@link #fundingDue} is charged; 0 without funding} */
    public long carryAfter(final long quantity, final long fundingMark, final long carry, final long due) {
        return funding.isOn()
                ? Accrual.carryAfter(
                        unitsPerMantissa(quantity), funding.index(quantity > 0) - fundingMark, carry, due)
                : 0;
    }

    // ---------------------------------------------------------------- net prices (SPEC 9)

    /** {@return steps of net price in one mantissa: 1, or 10^9 with funding} */
    public long netScale() {
        return funding.scale();
    }

    /** {@return net price of a side at a mark: Y = mark − cumulative funding, in steps of {@link #netScale}} */
    public long netPrice(final long atMark, final boolean isLong) {
        return atMark * funding.scale() - funding.index(isLong);
    }

    /**
     * {@return what a position is worth before its entry value, funding included: ⌊(q·u·(Y + F₀) + c)/S⌋}
     *
     * @param quantity    signed quantity.
     * @param netPrice    net price Y of its side.
     * @param fundingMark its funding mark F₀.
     * @param carry       its carry c; ignored without funding.
     */
    public long worth(final long quantity, final long netPrice, final long fundingMark, final long carry) {
        return funding.isOn()
                ? Accrual.worth(quantity * unitsPerTick, netPrice + fundingMark, carry)
                : quantity * (netPrice + fundingMark) * unitsPerTick;
    }

    /**
     * {@return notional that a requirement is asked for: |q|·u·⌈Y + F̄⌉, not negative}
     *
     * @param quantity signed quantity.
     * @param netPrice net price Y of its side.
     * @param ceiling  funding index F̄ that is supposed.
     */
    public long notionalAtNet(final long quantity, final long netPrice, final long ceiling) {
        final long price = netPrice + ceiling;
        final long whole = Math.max(0, funding.isOn() ? Accrual.wholeCeil(price) : price);
        return Math.abs(quantity * whole * unitsPerTick);
    }

    /** {@return whether |quantity|·price·unit value is at most {@code bound}} */
    public boolean isNotionalWithin(final long quantity, final long price, final long bound) {
        return Int128.isProductWithin(quantity, price, Bounds.MAX_OPEN_INTEREST)
                && Int128.isProductWithin(quantity * price, unitsPerTick, bound);
    }

    /** {@return a price, or the highest at which a position that is open stays within {@link Bounds} if it is lower} */
    public long bearablePrice(final long quantity, final long price) {
        return isNotionalWithin(quantity, price, Bounds.MAX_NOTIONAL)
                ? price
                : Bounds.MAX_NOTIONAL / Math.abs(notional(quantity, 1));
    }

    /** {@return whether open positions stay within the bounds of the arithmetic at a price} */
    public boolean isWithinBounds(final long price) {
        return isNotionalWithin(largestQuantity, price, Bounds.MAX_NOTIONAL)
                && isNotionalWithin(openInterest, price, Bounds.MAX_OPEN_INTEREST);
    }

    /** {@return index in force, mantissa} */
    public long index() {
        return index;
    }

    /** {@return mark in force, mantissa; 0 if there was none yet} */
    public long mark() {
        return mark;
    }

    /** {@return how far the price can be trusted} */
    public PriceState state() {
        return state;
    }

    /** Lets the slow price go to another index from a time on; comes before {@link #reprice}. */
    public void turnSlowPrice(final long newIndex, final long timeMs) {
        slowPrice.onIndex(index, newIndex, timeMs);
    }

    /** Takes a new price. */
    public void reprice(final long newIndex, final long newMark, final PriceState newState) {
        index = newIndex;
        mark = newMark;
        state = newState;
    }

    /** {@return the price at which a long, or short, is judged (SPEC 4)} */
    public long favouredMark(final boolean isLong) {
        return PricedState.allowsLiquidation(state) ? mark : staleFavour.moved(mark, isLong);
    }

    /** {@return quantity held long by all accounts} */
    public long openInterest() {
        return openInterest;
    }

    /** {@return by how much one account's change of position changes what is held long} */
    public static long openedLong(final long before, final long after) {
        return Math.max(after, 0) - Math.max(before, 0);
    }

    /** Moves open interest as a trade would, so that its outcome can be judged; the caller takes it back at once. */
    public void presumeOpenInterest(final long change) {
        openInterest += change;
    }

    /** {@return largest quantity that any account ever held} */
    public long largestQuantity() {
        return largestQuantity;
    }

    /** Books a change of one account's position. */
    public void changePosition(final long before, final long after) {
        openInterest += openedLong(before, after);
        largestQuantity = Math.max(largestQuantity, Math.abs(after));
    }

    /** Takes back what a snapshot says was once held. */
    public void restoreLargestQuantity(final long quantity) {
        largestQuantity = quantity;
    }

    /** {@return open interest at mark, settlement units} */
    public long openInterestNotional() {
        return notional(openInterest, mark);
    }
}
