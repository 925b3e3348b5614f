package io.evenkeel.core.inspect;

import io.evenkeel.codecs.SettlementMode;

/**
 * What was agreed on with an account's owner, and what holds its withdrawals back besides its margin.
 *
 * @param leverage               largest leverage its owner wants; 0 for none.
 * @param feeTier                its tier of fee schedules.
 * @param settlement             how it settles a cycle.
 * @param reservedMargin         margin that venues reserved for its open orders, numeraire units; part of its initial
 *                               margin.
 * @param withdrawalsPausedUntilMs the time from which withdrawals are not paused any more, as after a fill far off the
 *                               mark; 0 if they never were.
 */
public record TermsReport(
        int leverage,
        int feeTier,
        SettlementMode settlement,
        long reservedMargin,
        long withdrawalsPausedUntilMs) {
}
