package io.evenkeel.client;

/**
 * One tier of an asset's haircuts.
 *
 * @param upTo       upper bound of the tier, in units of the asset; {@link Long#MAX_VALUE} for the last.
 * @param haircutPpm haircut of the portion in this tier, parts per million.
 */
public record HaircutTier(long upTo, int haircutPpm) {
}
