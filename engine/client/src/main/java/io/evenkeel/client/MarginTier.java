package io.evenkeel.client;

/**
 * One tier of an instrument's margin rates.
 *
 * @param upTo  upper notional of the tier, in units of the settlement asset; {@link Long#MAX_VALUE} for the last.
 * @param imPpm initial margin rate, parts per million.
 * @param mmPpm maintenance margin rate, parts per million.
 */
public record MarginTier(long upTo, int imPpm, int mmPpm) {
}
