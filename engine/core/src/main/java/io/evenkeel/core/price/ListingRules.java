package io.evenkeel.core.price;

import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.InstrumentKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.arithmetic.Bounds;

/**
 * Which assets and instruments are admitted (SPEC 1 and 3). A listing changes Price and Risk, so Price, the first of
 * them, checks all of it. Keeps what later listings are checked against. Owned by Price; no allocation.
 */
final class ListingRules {
    private static final long LARGEST_SCALE_EXPONENT = 15;
    private static final long LARGEST_PPM = 2 * Bounds.PPM;

    private final long[] symbols;
    private final int[] assetExponents;
    private final int[] largestHaircutPpm;
    private final int maxAssets;
    private final int maxInstruments;
    private int symbolCount;
    private int assetCount;
    private int instrumentCount;

    ListingRules(final int maxAssets, final int maxInstruments) {
        this.maxAssets = maxAssets;
        this.maxInstruments = maxInstruments;
        symbols = new long[2 * (maxAssets + maxInstruments)];
        assetExponents = new int[maxAssets];
        largestHaircutPpm = new int[maxAssets];
    }

    int assetCount() {
        return assetCount;
    }

    int instrumentCount() {
        return instrumentCount;
    }

    // ---------------------------------------------------------------- assets

    /** Checks an asset. {@return NONE, or why it is refused} */
    RejectCode check(final AddAssetDecoder asset) {
        if (assetCount == maxAssets) {
            return RejectCode.CAPACITY;
        }
        if (isTaken(asset.symbol(0), word(asset, 0), word(asset, 8))) {
            return RejectCode.ALREADY_EXISTS;
        }
        final boolean isNumeraire = asset.numeraireRaw() == BooleanType.YES.value();
        final boolean isSound = asset.asset() == assetCount
                && asset.symbol(0) != 0
                && asset.numeraireRaw() <= BooleanType.YES.value()
                && isNumeraire == (assetCount == 0)
                && asset.exponent() >= -18 && asset.exponent() <= 0
                && asset.priceExponent() >= -18 && asset.priceExponent() <= 0
                && isWeightExact(asset, isNumeraire)
                && asset.maxAgeMs() >= 0
                && areBorrowRatesSound(asset)
                && areHaircutsSound(asset.haircuts(), isNumeraire);
        asset.sbeRewind();
        return isSound ? RejectCode.NONE : RejectCode.BAD_PARAMETER;
    }

    private boolean isWeightExact(final AddAssetDecoder asset, final boolean isNumeraire) {
        final int numeraireExponent = isNumeraire ? asset.exponent() : assetExponents[0];
        final int scale = asset.exponent() + asset.priceExponent() - numeraireExponent + Bounds.WEIGHT_DECIMALS;
        return scale >= 0
                && scale <= LARGEST_SCALE_EXPONENT
                && (!isNumeraire || asset.priceExponent() >= -Bounds.WEIGHT_DECIMALS);
    }

    private static boolean areBorrowRatesSound(final AddAssetDecoder asset) {
        return isRate(asset.borrowAddOnPpm(), 0, Bounds.PPM)
                && isRate(asset.borrowMmPpm(), 0, Bounds.PPM)
                && isRate(asset.borrowImPpm(), asset.borrowMmPpm(), Bounds.PPM);
    }

    /** Haircuts may not fall with size: health would not be monotone in every price. */
    private static boolean areHaircutsSound(final AddAssetDecoder.HaircutsDecoder tiers, final boolean isNumeraire) {
        final int count = tiers.count();
        if (isNumeraire || count == 0) {
            return isNumeraire && count == 0;
        }
        long lower = 0;
        int lowest = 0;
        for (int i = 0; i < count; i++) {
            tiers.next();
            if (tiers.upTo() <= lower || !isRate(tiers.haircutPpm(), lowest, Bounds.PPM)) {
                return false;
            }
            lower = tiers.upTo();
            lowest = tiers.haircutPpm();
        }
        return lower == Long.MAX_VALUE;
    }

    /** Remembers an asset that was checked. */
    void admit(final AddAssetDecoder asset) {
        remember(word(asset, 0), word(asset, 8));
        assetExponents[assetCount] = asset.exponent();
        int largest = 0;
        final AddAssetDecoder.HaircutsDecoder tiers = asset.haircuts();
        while (tiers.hasNext()) {
            largest = tiers.next().haircutPpm();
        }
        largestHaircutPpm[assetCount++] = largest;
        asset.sbeRewind();
    }

    /** Largest price of an asset whose weight the arithmetic can bear. */
    long maxPrice(final AddAssetDecoder asset) {
        final int scale = asset.exponent() + asset.priceExponent() - assetExponents[0] + Bounds.WEIGHT_DECIMALS;
        return Math.min(Bounds.MAX_PRICE, Bounds.MAX_WEIGHT / Bounds.powerOfTen(scale));
    }

    // ---------------------------------------------------------------- instruments

    /** Checks an instrument. {@return NONE, or why it is refused} */
    RejectCode check(final AddInstrumentDecoder instrument) {
        if (instrumentCount == maxInstruments) {
            return RejectCode.CAPACITY;
        }
        if (instrument.settlementAsset() >= assetCount) {
            return RejectCode.UNKNOWN_ASSET;
        }
        if (isTaken(instrument.symbol(0), word(instrument, 0), word(instrument, 8))) {
            return RejectCode.ALREADY_EXISTS;
        }
        final boolean isSound = instrument.instrument() == instrumentCount
                && instrument.symbol(0) != 0
                && isKindSound(instrument)
                && isGridSound(instrument)
                && isNotionalExact(instrument)
                && instrument.maxAgeMs() >= 0
                && isOpenInterestSound(instrument)
                && areLiquidationTermsSound(instrument)
                && areTiersSound(instrument);
        instrument.sbeRewind();
        return isSound ? RejectCode.NONE : RejectCode.BAD_PARAMETER;
    }

    private static boolean isKindSound(final AddInstrumentDecoder instrument) {
        final boolean isPerpetual = instrument.kindRaw() == InstrumentKind.PERPETUAL.value();
        final boolean isFuture = instrument.kindRaw() == InstrumentKind.FUTURE.value();
        return ((isPerpetual && instrument.expiryMs() == 0) || (isFuture && instrument.expiryMs() > 0))
                && instrument.adlRaw() <= 1;
    }

    private static boolean isGridSound(final AddInstrumentDecoder instrument) {
        return instrument.tick() > 0 && instrument.tick() <= Bounds.MAX_PRICE
                && instrument.lot() > 0 && instrument.lot() <= Bounds.MAX_TRADED_NOTIONAL
                && instrument.multiplier() > 0 && instrument.multiplier() <= Bounds.PPM;
    }

    /** Every notional must be a whole number of settlement units (SPEC 1). */
    private boolean isNotionalExact(final AddInstrumentDecoder instrument) {
        final int scale = instrument.priceExponent() + instrument.quantityExponent()
                - assetExponents[instrument.settlementAsset()];
        return scale >= 0 && scale <= 12
                && instrument.priceExponent() >= -18 && instrument.priceExponent() <= 18
                && instrument.quantityExponent() >= -18 && instrument.quantityExponent() <= 18;
    }

    private static boolean isOpenInterestSound(final AddInstrumentDecoder instrument) {
        return (instrument.oiUpper() == 0 && instrument.oiLower() == 0)
                || (instrument.oiLower() >= 0
                        && instrument.oiUpper() > instrument.oiLower()
                        && instrument.oiUpper() <= Bounds.MAX_OPEN_INTEREST);
    }

    private static boolean areLiquidationTermsSound(final AddInstrumentDecoder instrument) {
        return instrument.auctionMs() > 0
                && isRate(instrument.maxDiscountPpm(), 0, Bounds.PPM)
                && isRate(instrument.penaltyPpm(), 0, Bounds.PPM)
                && isRate(instrument.bufferPpm(), 0, LARGEST_PPM)
                && instrument.minNotional() >= 0;
    }

    /**
     * MM rates may not fall with size nor exceed IM, nor eat up with the haircut what a position in profit is worth.
     */
    private boolean areTiersSound(final AddInstrumentDecoder instrument) {
        final AddInstrumentDecoder.TiersDecoder tiers = instrument.tiers();
        long lower = 0;
        int lowestMm = 0;
        int lowestIm = 0;
        while (tiers.hasNext()) {
            tiers.next();
            if (tiers.upTo() <= lower
                    || !isRate(tiers.mmPpm(), lowestMm, Bounds.PPM)
                    || !isRate(tiers.imPpm(), Math.max(tiers.mmPpm(), lowestIm), Bounds.PPM)) {
                return false;
            }
            lower = tiers.upTo();
            lowestMm = tiers.mmPpm();
            lowestIm = tiers.imPpm();
        }
        return lower == Long.MAX_VALUE
                && lowestMm + largestHaircutPpm[instrument.settlementAsset()] <= Bounds.PPM;
    }

    /** Remembers an instrument that was checked. */
    void admit(final AddInstrumentDecoder instrument) {
        remember(word(instrument, 0), word(instrument, 8));
        instrumentCount++;
    }

    // ---------------------------------------------------------------- symbols

    private boolean isTaken(final byte firstCharacter, final long high, final long low) {
        for (int i = 0; firstCharacter != 0 && i < symbolCount; i++) {
            if (symbols[2 * i] == high && symbols[2 * i + 1] == low) {
                return true;
            }
        }
        return false;
    }

    private void remember(final long high, final long low) {
        symbols[2 * symbolCount] = high;
        symbols[2 * symbolCount + 1] = low;
        symbolCount++;
    }

    private static long word(final AddAssetDecoder asset, final int from) {
        long word = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            word = (word << Byte.SIZE) | (asset.symbol(i) & 0xFF);
        }
        return word;
    }

    private static long word(final AddInstrumentDecoder instrument, final int from) {
        long word = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            word = (word << Byte.SIZE) | (instrument.symbol(i) & 0xFF);
        }
        return word;
    }

    private static boolean isRate(final long ppm, final long least, final long most) {
        return ppm >= least && ppm <= most;
    }
}
