package io.evenkeel.tools.oracle;

import io.evenkeel.codecs.PricedKind;

/**
 * A price to be published.
 *
 * @param number     line it stands in, or ordinal of what was simulated, from 1.
 * @param timeMs     when it was so, milliseconds UTC, or since a simulation began.
 * @param kind       whether {@code priced} is an asset or an instrument.
 * @param priced     asset or instrument id.
 * @param source     the source that says it.
 * @param price      mantissa.
 * @param confidence half width of the confidence interval, mantissa; 0 for none.
 */
record Quote(long number, long timeMs, PricedKind kind, int priced, int source, long price, long confidence) {
}
