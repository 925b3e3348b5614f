package io.evenkeel.core.listing;

import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.store.Mixing;

/** An asset as Risk knows it: parameters, and the price in force. Written by Risk's thread alone. */
public final class Asset {
    private final int id;
    private final int exponent;
    private final boolean isNumeraire;
    private final Adopted<CollateralTerms> terms;
    private final long weightPerMantissa;
    private final StaleFavour staleFavour = new StaleFavour();
    private final SalePause salePause = new SalePause();
    private CollateralAuctionTerms collateralAuction = CollateralAuctionTerms.AT_LISTING;

    private long index;
    private long price;
    private PriceState state = PriceState.NONE;
    private int uncertaintyPpm;

    /**
     * Copies a validated command; allocates.
     *
     * @param message            the command.
     * @param numeraireExponent  exponent of the numeraire.
     */
    public Asset(final AddAssetDecoder message, final int numeraireExponent) {
        id = message.asset();
        exponent = message.exponent();
        isNumeraire = message.numeraire() == BooleanType.YES;
        weightPerMantissa = weightPerMantissa(message, numeraireExponent);
        terms = new Adopted<>(CollateralTerms.of(message));
        if (isNumeraire) {
            price = Bounds.powerOfTen(-message.priceExponent());
            index = price;
            state = PriceState.VALID;
        }
    }

    /**
     * {@return weight of one asset unit for each mantissa unit of price}
     *
     * <p>Weights are in numeraire units × 10^-7, so that every price is a whole weight: exponents are refused unless
     * exponent + priceExponent ≥ numeraire exponent − 7.
     */
    private static long weightPerMantissa(final AddAssetDecoder message, final int numeraireExponent) {
        final int exponent = message.exponent() + message.priceExponent() - numeraireExponent;
        return Bounds.powerOfTen(exponent + Bounds.WEIGHT_DECIMALS);
    }

    /** {@return asset id} */
    public int id() {
        return id;
    }

    /** {@return amounts are in 10^exponent} */
    public int exponent() {
        return exponent;
    }

    /** {@return whether this is the unit of account} */
    public boolean isNumeraire() {
        return isNumeraire;
    }

    /** {@return what it counts for, and how far accounts have adopted that} */
    public Adopted<CollateralTerms> terms() {
        return terms;
    }

    /** {@return weight of one asset unit at a price, in numeraire units × 10^-7} */
    public long weightAt(final long priceMantissa) {
        return priceMantissa * weightPerMantissa;
    }

    /** {@return the lowest price at which one asset unit has at least a weight} */
    public long priceOf(final long weight) {
        return -Math.floorDiv(-weight, weightPerMantissa);
    }

    /** {@return whether a price is within the bounds of the arithmetic} */
    public boolean isWithinBounds(final long priceMantissa) {
        return priceMantissa <= Bounds.MAX_WEIGHT / weightPerMantissa;
    }

    /** {@return price in force, mantissa; 0 if there was none yet} */
    public long price() {
        return price;
    }

    /** {@return index in force, mantissa} */
    public long index() {
        return index;
    }

    /** {@return how far the price can be trusted} */
    public PriceState state() {
        return state;
    }

    /** {@return what a price that is UNCERTAIN adds to initial margin, ppm of value} */
    public int uncertaintyPpm() {
        return uncertaintyPpm;
    }

    /** Takes another addition for uncertainty. */
    public void uncertaintyPpm(final int ppm) {
        uncertaintyPpm = ppm;
    }

    /** {@return how it is sold as collateral; what an order began with stays} */
    public CollateralAuctionTerms collateralAuction() {
        return collateralAuction;
    }

    /** Takes other terms of such sales, which are sound. */
    public void collateralAuction(final CollateralAuctionTerms wanted) {
        collateralAuction = wanted;
    }

    /** {@return how far its price is moved in favour of accounts while it does not allow liquidation} */
    public StaleFavour staleFavour() {
        return staleFavour;
    }

    /** Takes how far a new price says that it is to be so moved; comes before {@link #reprice}. */
    public void favour(final int ppm, final PriceState newState) {
        staleFavour.follow(ppm, price, state, newState);
    }

    /** {@return for how long nothing of it could be sold, because its price did not allow it} */
    public SalePause salePause() {
        return salePause;
    }

    /** {@return hash of the addition for uncertainty, of favour, of pauses, and of how it is sold} */
    public long termsHash() {
        final long ofPrice = Mixing.chain(uncertaintyPpm, staleFavour.stateHash());
        return Mixing.chain(Mixing.chain(ofPrice, salePause.stateHash()), collateralAuction.stateHash());
    }

    /** Takes a new price. */
    public void reprice(final long newIndex, final long newPrice, final PriceState newState) {
        index = newIndex;
        price = newPrice;
        state = newState;
    }

    /** {@return the price at which an account is judged that owns, or owes, this asset (SPEC 4)} */
    public long favouredPrice(final boolean isOwed) {
        return PricedState.allowsLiquidation(state) ? price : staleFavour.moved(price, !isOwed);
    }
}
