package io.evenkeel.core.command;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;

/**
 * A validated price, the funding of an interval or a market's final price, as Price hands it to Risk. Mutable and
 * reused; no allocation after construction.
 */
public final class PriceUpdate {
    private UpdateType type = UpdateType.PRICE;
    private PricedKind kind = PricedKind.ASSET;
    private int priced;
    private long index;
    private long mark;
    private PriceState state = PriceState.NONE;
    private int freshSources;
    private int staleFavourPpm;
    private long ratePpb;
    private long intervalEndMs;

    /** Makes an empty update. */
    public PriceUpdate() {
    }

    /**
     * Becomes a price.
     *
     * @param kind           whether {@code priced} is an asset or an instrument.
     * @param priced         asset or instrument id.
     * @param index          index price, mantissa; 0 if none was ever formed.
     * @param mark           mark price, mantissa; 0 if none was ever formed.
     * @param state          how far the price can be trusted.
     * @param freshSources   fresh sources behind it.
     * @param staleFavourPpm how far it is to be moved in favour of accounts while it does not allow liquidation.
     */
    public void set(
            final PricedKind kind,
            final int priced,
            final long index,
            final long mark,
            final PriceState state,
            final int freshSources,
            final int staleFavourPpm) {
        this.type = UpdateType.PRICE;
        this.kind = kind;
        this.priced = priced;
        this.index = index;
        this.mark = mark;
        this.state = state;
        this.freshSources = freshSources;
        this.staleFavourPpm = staleFavourPpm;
        this.ratePpb = 0;
        this.intervalEndMs = 0;
    }

    /**
     * Becomes the final price of a market whose other fields are set as those of a price: {@link #mark()} is final.
     *
     * @return this.
     */
    public PriceUpdate makeFinal() {
        type = UpdateType.FINAL;
        return this;
    }

    /**
     * Becomes the funding of an interval of a perpetual whose other fields are set as those of a price.
     *
     * @param rate  rate of the interval, ppb, already scaled to it and truncated toward zero.
     * @param endMs end of the interval, milliseconds UTC.
     * @return this.
     */
    public PriceUpdate makeFunding(final long rate, final long endMs) {
        type = UpdateType.FUNDING;
        ratePpb = rate;
        intervalEndMs = endMs;
        return this;
    }

    /** Becomes the place, among updates, of a change of terms. {@return this} */
    public PriceUpdate makeTerms() {
        set(PricedKind.ASSET, 0, 0, 0, PriceState.NONE, 0, 0);
        type = UpdateType.TERMS;
        return this;
    }

    /** {@return what this is} */
    public UpdateType type() {
        return type;
    }

    /** {@return rate of the interval, ppb, applied to {@link #index()}; 0 unless this is funding} */
    public long ratePpb() {
        return ratePpb;
    }

    /** {@return end of the interval, milliseconds UTC; 0 unless this is funding} */
    public long intervalEndMs() {
        return intervalEndMs;
    }

    /** {@return whether {@link #priced()} is an asset or an instrument} */
    public PricedKind kind() {
        return kind;
    }

    /** {@return asset or instrument id} */
    public int priced() {
        return priced;
    }

    /** {@return index price, mantissa} */
    public long index() {
        return index;
    }

    /** {@return mark price, mantissa} */
    public long mark() {
        return mark;
    }

    /** {@return how far the price can be trusted} */
    public PriceState state() {
        return state;
    }

    /** {@return fresh sources behind the price} */
    public int freshSources() {
        return freshSources;
    }

    /** {@return how far the price is to be moved in favour of accounts while it does not allow liquidation, ppm} */
    public int staleFavourPpm() {
        return staleFavourPpm;
    }
}
