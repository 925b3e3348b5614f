package io.evenkeel.core.inspect;

import io.evenkeel.codecs.PriceState;

/**
 * A price in force.
 *
 * @param index index, mantissa; 0 if none was ever formed.
 * @param mark  mark, mantissa; 0 if none was ever formed.
 * @param state how far it can be trusted.
 */
public record PriceReport(long index, long mark, PriceState state) {
}
