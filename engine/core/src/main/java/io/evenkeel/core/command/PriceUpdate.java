package io.evenkeel.core.command;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;

/** A validated price, as Price hands it to Risk. Mutable and reused; no allocation after construction. */
public final class PriceUpdate {
    private PricedKind kind = PricedKind.ASSET;
    private int priced;
    private long index;
    private long mark;
    private PriceState state = PriceState.NONE;
    private int freshSources;

    /** Makes an empty update. */
    public PriceUpdate() {
    }

    /**
     * Sets every field.
     *
     * @param kind         whether {@code priced} is an asset or an instrument.
     * @param priced       asset or instrument id.
     * @param index        index price, mantissa; 0 if none was ever formed.
     * @param mark         mark price, mantissa; 0 if none was ever formed.
     * @param state        how far the price can be trusted.
     * @param freshSources fresh sources behind it.
     */
    public void set(
            final PricedKind kind,
            final int priced,
            final long index,
            final long mark,
            final PriceState state,
            final int freshSources) {
        this.kind = kind;
        this.priced = priced;
        this.index = index;
        this.mark = mark;
        this.state = state;
        this.freshSources = freshSources;
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
}
