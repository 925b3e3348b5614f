package io.evenkeel.client;

/**
 * Rates of a tier of accounts in a fee schedule.
 *
 * @param makerPpm what makers pay of notional, ppm; negative for a rebate.
 * @param takerPpm what takers pay of notional, ppm.
 */
public record FeeTier(int makerPpm, int takerPpm) {
}
