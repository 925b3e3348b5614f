package io.evenkeel.model;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** IM tiers of all instruments as they stand at one moment's open interest and marks, for every leverage (SPEC 3). */
public final class InitialRates {
    private final Market market;
    private final long[] openInterest;
    private final IdentityHashMap<InstrumentTerms, Map<Integer, Tiers>> cached = new IdentityHashMap<>();

    /**
     * Takes a moment.
     *
     * @param openInterest quantity held long by all accounts, per instrument.
     */
    public InitialRates(final Market market, final long[] openInterest) {
        this.market = market;
        this.openInterest = openInterest;
    }

    /** {@return the IM tiers of an instrument for an account of some leverage} */
    public Tiers tiersOf(final InstrumentTerms instrument, final int leverage) {
        return cached.computeIfAbsent(instrument, key -> new HashMap<>()).computeIfAbsent(
                leverage, key -> instrument.initialAt(
                        instrument.notional(openInterest[instrument.id()], market.mark(instrument.id())), leverage));
    }
}
