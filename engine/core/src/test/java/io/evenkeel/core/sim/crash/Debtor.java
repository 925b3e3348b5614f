package io.evenkeel.core.sim.crash;

import io.evenkeel.model.AssetTerms;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * An account in liquidation: what it has of each asset, at marks, is what it has of its own and what others bore. Its
 * own is what it began with, what prices, deposits, fills and charges add to it or take from it, what it pays less than
 * it might, and what it sells of one asset for another.
 */
final class Debtor {
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    private final long liquidation;
    private final long[] worth;
    private final long[] own;
    private final Map<Segment, Long> borne = new TreeMap<>();
    private long rounding;
    private boolean hasEarned;

    /**
     * Makes one whose liquidation begins.
     *
     * @param liquidation its number.
     * @param worth       what it has, by asset.
     */
    Debtor(final long liquidation, final long... worth) {
        this.liquidation = liquidation;
        this.worth = worth.clone();
        own = worth.clone();
    }

    /** {@return number of its liquidation} */
    long liquidation() {
        return liquidation;
    }

    /** Others bore so much in a segment; negative is what they were given. */
    void bear(final Segment segment, final long amount) {
        own[segment.asset()] += Math.min(0, amount);
        worth[segment.asset()] += amount;
        if (amount > 0) {
            borne.merge(segment, amount, Long::sum);
        }
    }

    /** Something came to it, or left it where that is negative, that nobody bore. */
    void earn(final int asset, final long amount) {
        hasEarned |= amount != 0;
        own[asset] += amount;
        worth[asset] += amount;
    }

    /** It traded in its liquidation, at a price that may be rounded in its favour by so much. */
    void round(final long most) {
        rounding += most;
    }

    /**
     * {@return the most that others may have borne of an asset beyond its deficit} Bankruptcy prices are rounded to
     * ticks, and share out equity, in which a debt counts with the add-on of its asset and a balance less a haircut
     * (SPEC 6). They go by what it has at the moment, of all assets: no bound is known where these are several, or
     * prices, deposits or charges have changed what it has of its own.
     */
    long mostBeyond(final AssetTerms asset) {
        final int id = asset.id();
        final boolean isAlone = IntStream.range(0, worth.length)
                .allMatch(other -> other == id || (worth[other] == 0 && own[other] == 0 && borne(other) == 0));
        if (!isAlone || hasEarned) {
            return Long.MAX_VALUE;
        }
        final BigInteger deficit = BigInteger.valueOf(Math.max(0, -own[id]));
        final BigInteger shared = deficit.multiply(MILLION.add(BigInteger.valueOf(asset.borrowAddOnPpm())))
                .divide(MILLION.subtract(BigInteger.valueOf(asset.largestHaircutPpm())));
        return shared.subtract(deficit).longValueExact() + rounding;
    }

    /** {@return what it has of an asset} */
    long worth(final int asset) {
        return worth[asset];
    }

    /** {@return what it has of an asset of its own, and what others bore} */
    long ownAndBorne(final int asset) {
        return own[asset] + borne(asset);
    }

    /** {@return whether it owes an asset} */
    boolean owes() {
        return Arrays.stream(worth).anyMatch(each -> each < 0);
    }

    /** {@return what others bore, by segment} */
    Map<Segment, Long> borne() {
        return Collections.unmodifiableMap(borne);
    }

    private long borne(final int asset) {
        return borne.entrySet().stream()
                .filter(each -> each.getKey().asset() == asset).mapToLong(Map.Entry::getValue).sum();
    }

    /**
     * {@return what it lacked of an asset, and others bore} What it lacked beyond, and owes on, it has other assets or
     * positions for: that is the deficit of a liquidation that follows, if there is one.
     */
    long deficit(final int asset) {
        return Math.min(borne(asset), Math.max(0, -own[asset]));
    }

    /** {@return whether others bore something that it lacked} */
    boolean isInsolvent() {
        return borne.keySet().stream().anyMatch(segment -> deficit(segment.asset()) > 0);
    }

    @Override
    public String toString() {
        return "liquidation " + liquidation + " has " + Arrays.toString(worth) + ", of its own " + Arrays.toString(own)
                + ", borne " + borne;
    }
}
