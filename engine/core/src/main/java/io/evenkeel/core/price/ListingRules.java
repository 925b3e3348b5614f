package io.evenkeel.core.price;

import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.InstrumentKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetCollateralTermsDecoder;
import io.evenkeel.codecs.SetMarginTermsDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.listing.LiquidationFigures;

/**
 * Which assets and instruments are admitted (SPEC 1 and 3). A listing changes Price and Risk, so Price, the first of
 * them, checks all of it. Keeps what later listings are checked against. Owned by Price; allocates only
 * where an instrument is checked.
 */
final class ListingRules {
    private static final long LARGEST_SCALE_EXPONENT = 15;

    private final long[] symbols;
    private final int[] assetExponents;
    private final int[] largestHaircutPpm;
    private final int[] highestHaircutPpm;
    private final int[] settlementAssets;
    private final int[] largestMaintenancePpm;
    private final MarginTierRule tierRule = new MarginTierRule();
    private final HaircutRule haircutRule = new HaircutRule();
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
        highestHaircutPpm = new int[maxAssets];
        settlementAssets = new int[maxInstruments];
        largestMaintenancePpm = new int[maxInstruments];
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
                && (isNumeraire || asset.minSources() >= PriceTerms.LEAST_SOURCES)
                && areBorrowRatesSound(asset.borrowAddOnPpm(), asset.borrowImPpm(), asset.borrowMmPpm())
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

    private static boolean areBorrowRatesSound(final long addOnPpm, final long imPpm, final long mmPpm) {
        return isRate(addOnPpm, 0, Bounds.PPM)
                && isRate(mmPpm, 0, Bounds.PPM)
                && isRate(imPpm, mmPpm, Bounds.PPM);
    }

    private boolean areHaircutsSound(final AddAssetDecoder.HaircutsDecoder tiers, final boolean isNumeraire) {
        haircutRule.begin();
        while (tiers.hasNext()) {
            tiers.next();
            haircutRule.add(tiers.upTo(), tiers.haircutPpm());
        }
        return haircutRule.isSound(isNumeraire);
    }

    /** Remembers an asset that was checked. */
    void admit(final AddAssetDecoder asset) {
        remember(word(asset, 0), word(asset, 8));
        assetExponents[assetCount] = asset.exponent();
        areHaircutsSound(asset.haircuts(), false);
        takeHaircut(assetCount++);
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
                && instrument.minSources() >= PriceTerms.LEAST_SOURCES
                && isOpenInterestSound(instrument.oiLower(), instrument.oiUpper())
                && LiquidationFigures.of(instrument).areSound()
                && areTiersSound(instrument);
        instrument.sbeRewind();
        return isSound ? RejectCode.NONE : RejectCode.BAD_PARAMETER;
    }

    private static boolean isKindSound(final AddInstrumentDecoder instrument) {
        final boolean isPerpetual = instrument.kindRaw() == InstrumentKind.PERPETUAL.value();
        final boolean isFuture = instrument.kindRaw() == InstrumentKind.FUTURE.value();
        return ((isPerpetual && instrument.expiryMs() == 0) || (isFuture && instrument.expiryMs() > 0))
                && instrument.adlRaw() <= 1
                && instrument.pool() < Bounds.MAX_POOLS;
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

    private static boolean isOpenInterestSound(final long lower, final long upper) {
        return (upper == 0 && lower == 0) || (lower >= 0 && upper > lower && upper <= Bounds.MAX_OPEN_INTEREST);
    }

    /**
     * MM may not, with the haircut, eat up what a position in profit is worth. Accounts may be judged by an earlier
     * haircut still, while milder terms wait for their turn, and a listing does not wait: the highest ever said counts.
     */
    private boolean areTiersSound(final AddInstrumentDecoder instrument) {
        readTiers(instrument.tiers());
        return tierRule.isSound()
                && tierRule.largestMaintenancePpm() + highestHaircutPpm[instrument.settlementAsset()] <= Bounds.PPM;
    }

    private void readTiers(final AddInstrumentDecoder.TiersDecoder tiers) {
        tierRule.begin();
        while (tiers.hasNext()) {
            tiers.next();
            tierRule.add(tiers.upTo(), tiers.imPpm(), tiers.mmPpm());
        }
    }

    /** Remembers an instrument that was checked. */
    void admit(final AddInstrumentDecoder instrument) {
        remember(word(instrument, 0), word(instrument, 8));
        readTiers(instrument.tiers());
        settlementAssets[instrumentCount] = instrument.settlementAsset();
        largestMaintenancePpm[instrumentCount++] = tierRule.largestMaintenancePpm();
        instrument.sbeRewind();
    }

    // ---------------------------------------------------------------- changes of terms

    /** Checks new margin tiers. {@return NONE, or why they are refused} */
    RejectCode check(final SetMarginTermsDecoder change) {
        if (change.instrument() >= instrumentCount) {
            return RejectCode.UNKNOWN_INSTRUMENT;
        }
        tierRule.begin();
        final SetMarginTermsDecoder.TiersDecoder tiers = change.tiers();
        while (tiers.hasNext()) {
            tiers.next();
            tierRule.add(tiers.upTo(), tiers.imPpm(), tiers.mmPpm());
        }
        final boolean isSound = tierRule.isSound()
                && isOpenInterestSound(change.oiLower(), change.oiUpper())
                && tierRule.largestMaintenancePpm() + largestHaircutPpm[settlementAssets[change.instrument()]]
                        <= Bounds.PPM;
        return isSound ? RejectCode.NONE : RejectCode.BAD_PARAMETER;
    }

    /** Remembers new margin tiers that were just checked. */
    void admit(final SetMarginTermsDecoder change) {
        largestMaintenancePpm[change.instrument()] = tierRule.largestMaintenancePpm();
    }

    /** Checks new terms of an asset. {@return NONE, or why they are refused} */
    RejectCode check(final SetCollateralTermsDecoder change) {
        if (change.asset() >= assetCount) {
            return RejectCode.UNKNOWN_ASSET;
        }
        haircutRule.begin();
        final SetCollateralTermsDecoder.HaircutsDecoder tiers = change.haircuts();
        while (tiers.hasNext()) {
            tiers.next();
            haircutRule.add(tiers.upTo(), tiers.haircutPpm());
        }
        final boolean isSound = haircutRule.isSound(change.asset() == 0)
                && areBorrowRatesSound(change.borrowAddOnPpm(), change.borrowImPpm(), change.borrowMmPpm())
                && isBorneByInstruments(change.asset(), haircutRule.largestPpm());
        return isSound ? RejectCode.NONE : RejectCode.BAD_PARAMETER;
    }

    private boolean isBorneByInstruments(final int asset, final int haircutPpm) {
        for (int i = 0; i < instrumentCount; i++) {
            if (settlementAssets[i] == asset && largestMaintenancePpm[i] + haircutPpm > Bounds.PPM) {
                return false;
            }
        }
        return true;
    }

    /** Remembers new terms of an asset that were just checked. */
    void admit(final SetCollateralTermsDecoder change) {
        takeHaircut(change.asset());
    }

    private void takeHaircut(final int asset) {
        largestHaircutPpm[asset] = haircutRule.largestPpm();
        highestHaircutPpm[asset] = Math.max(highestHaircutPpm[asset], largestHaircutPpm[asset]);
    }

    /** The largest haircut of an asset, by its latest terms. */
    int largestHaircutPpm(final int asset) {
        return largestHaircutPpm[asset];
    }

    /** The largest haircut of an asset, by any terms that it ever had. */
    int highestHaircutPpm(final int asset) {
        return highestHaircutPpm[asset];
    }

    /** The largest maintenance rate of an instrument, by its latest terms. */
    int largestMaintenancePpm(final int instrument) {
        return largestMaintenancePpm[instrument];
    }

    /** Goes on where a snapshot says. */
    void restoreHaircuts(final int asset, final int largestPpm, final int highestPpm) {
        largestHaircutPpm[asset] = largestPpm;
        highestHaircutPpm[asset] = highestPpm;
    }

    /** Goes on where a snapshot says. */
    void restoreLargestMaintenance(final int instrument, final int ppm) {
        largestMaintenancePpm[instrument] = ppm;
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
