package io.evenkeel.core.command;

import io.evenkeel.codecs.PricedKind;

/**
 * How often a price source was wrong, as Price hands it to Risk to be said. Mutable and reused; no allocation after
 * construction.
 */
public final class SourceCounts {
    private boolean isPresent;
    private PricedKind kind = PricedKind.ASSET;
    private int priced;
    private int source;
    private int participant;
    private long outliers;
    private long late;
    private long refused;

    /** Makes counts of no source. */
    public SourceCounts() {
    }

    /** Becomes the counts of no source. */
    void clear() {
        isPresent = false;
    }

    /**
     * Becomes those of a source.
     *
     * @param ofKind     whether {@code ofPriced} is an asset or an instrument.
     * @param ofPriced   asset or instrument id.
     * @param ofSource   source id.
     * @param speaker    the participant that speaks for it.
     * @return this, its counts still to be set.
     */
    public SourceCounts of(final PricedKind ofKind, final int ofPriced, final int ofSource, final int speaker) {
        isPresent = true;
        kind = ofKind;
        priced = ofPriced;
        source = ofSource;
        participant = speaker;
        return this;
    }

    /** Sets the counts. */
    public void set(final long ofOutliers, final long ofLate, final long ofRefused) {
        outliers = ofOutliers;
        late = ofLate;
        refused = ofRefused;
    }

    /** {@return whether there is anything to be said} */
    public boolean isPresent() {
        return isPresent;
    }

    /** {@return whether {@link #priced()} is an asset or an instrument} */
    public PricedKind kind() {
        return kind;
    }

    /** {@return asset or instrument id} */
    public int priced() {
        return priced;
    }

    /** {@return source id} */
    public int source() {
        return source;
    }

    /** {@return the participant that speaks for it} */
    public int participant() {
        return participant;
    }

    /** {@return submissions beyond the band of the median} */
    public long outliers() {
        return outliers;
    }

    /** {@return submissions refused for their age or order} */
    public long late() {
        return late;
    }

    /** {@return submissions refused for anything else} */
    public long refused() {
        return refused;
    }
}
