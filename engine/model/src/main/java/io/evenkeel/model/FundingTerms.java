package io.evenkeel.model;

/**
 * Funding of a perpetual.
 *
 * @param intervalMs  time between two fundings, which fall on its multiples.
 * @param interestPpb interest of 8 hours.
 * @param capPpb      largest rate of 8 hours.
 */
public record FundingTerms(long intervalMs, long interestPpb, long capPpb) {
}
