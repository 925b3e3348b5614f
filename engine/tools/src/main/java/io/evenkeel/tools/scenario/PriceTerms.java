package io.evenkeel.tools.scenario;

/**
 * How the price of an asset or instrument is formed and when it is trusted; off where a scenario does not say.
 *
 * @param minSources     quorum.
 * @param maxAgeMs       age beyond which sources and books are not fresh; 0 for never.
 * @param maxJumpPpm     largest move that needs no confirmation; 0 for any.
 * @param jumpWindowMs   how long the last valid index is compared with.
 * @param markBandPpm    how far a mark may be from its index; 0 for any.
 * @param emaMs          time constant of the mean of mid less index.
 * @param freshRounds    valid indexes after an outage before liquidation goes on.
 * @param uncertaintyPpm what an uncertain price adds to initial margin.
 */
record PriceTerms(
        int minSources,
        long maxAgeMs,
        int maxJumpPpm,
        long jumpWindowMs,
        int markBandPpm,
        long emaMs,
        int freshRounds,
        int uncertaintyPpm) {
    private static final int MAX_SOURCES = 254;
    private static final int MAX_ROUNDS = 254;
    private static final long USUAL_WINDOW_MS = 60_000;
    private static final long USUAL_EMA_MS = 150_000;

    /** Reads the keys of a declaration. */
    static PriceTerms of(final Fields fields) {
        return new PriceTerms(
                (int) fields.integer("minSources", 0, MAX_SOURCES, 1),
                fields.integer("maxAgeMs", Long.MIN_VALUE + 1, Long.MAX_VALUE, 0),
                fields.ppm("maxJump", 0),
                fields.integer("jumpWindowMs", Long.MIN_VALUE + 1, Long.MAX_VALUE, USUAL_WINDOW_MS),
                fields.ppm("markBand", 0),
                fields.integer("emaMs", Long.MIN_VALUE + 1, Long.MAX_VALUE, USUAL_EMA_MS),
                (int) fields.integer("freshRounds", 0, MAX_ROUNDS, 0),
                fields.ppm("uncertainty", 0));
    }
}
