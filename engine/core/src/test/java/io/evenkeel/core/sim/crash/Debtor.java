package io.evenkeel.core.sim.crash;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An account in liquidation: what it has of each asset, at marks, is what it has of its own and what others bore. Its
 * own is what it began with, what prices, deposits, fills and charges add to it or take from it, what it pays less than
 * it might, and what it sells of one asset for another.
 */
final class Debtor {
    private final long liquidation;
    private final long[] worth;
    private final long[] own;
    private final Map<Segment, Long> borne = new TreeMap<>();

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
        own[asset] += amount;
        worth[asset] += amount;
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
}
