package io.evenkeel.core.inspect;

/**
 * A price source.
 *
 * @param source      source id.
 * @param participant the oracle that speaks for it.
 * @param weight      weight in the index.
 * @param sequence    its last sequence.
 * @param price       what it said last, mantissa; 0 before the first.
 * @param timeMs      of when that is, milliseconds UTC.
 * @param outliers    how often it spoke beyond the band of the median of three or more.
 * @param late        how often what it said was older than allowed, or came after what it said later.
 * @param refused     how often it was refused for anything else about the price or its time.
 */
public record SourceReport(
        int source,
        int participant,
        int weight,
        long sequence,
        long price,
        long timeMs,
        long outliers,
        long late,
        long refused) {
}
