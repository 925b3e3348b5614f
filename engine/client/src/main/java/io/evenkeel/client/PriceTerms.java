package io.evenkeel.client;

/**
 * How a price is formed and when it may be trusted.
 *
 * @param minSources     quorum: fewer fresh sources make the price THIN; 1 to 254.
 * @param freshRounds    VALID indexes after an outage before liquidation goes on; 0 for none, up to 254.
 * @param maxAgeMs       age beyond which a source, or a book, is not fresh, milliseconds; 0 for never.
 * @param bandPpm        how far from the median a source counts whole; 1 to 500,000 ppm.
 * @param maxJumpPpm     largest move from the last VALID index within the window that needs no confirmation by the
 *                       quorum; 0 for any, up to 1,000,000 ppm.
 * @param jumpWindowMs   how long the last VALID index is compared with; 1 ms to a day.
 * @param markBandPpm    how far the mark of a perpetual may be from its index; 0 for any, below 1,000,000 ppm.
 * @param emaMs          time constant of the mean of mid less index; 1 ms to a day.
 * @param uncertaintyPpm what UNCERTAIN adds to initial margin, of notional or value; up to 1,000,000 ppm.
 * @param staleFavourPpm how far the last price is moved in favour of each account while it allows no liquidation; up
 *                       to 500,000 ppm, 50,000 at listing. It is not to be changed while it does not.
 */
public record PriceTerms(
        int minSources,
        int freshRounds,
        long maxAgeMs,
        int bandPpm,
        int maxJumpPpm,
        long jumpWindowMs,
        int markBandPpm,
        long emaMs,
        int uncertaintyPpm,
        int staleFavourPpm) {
}
