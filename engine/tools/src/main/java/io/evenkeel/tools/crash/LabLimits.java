package io.evenkeel.tools.crash;

import io.evenkeel.core.EngineLimits;

/** Capacities of the lab's engine. */
final class LabLimits {
    /** Most accounts of a book. */
    static final int MOST_ACCOUNTS = 1_000_000;

    /** Most markets of a book. */
    static final int MOST_MARKETS = 64;

    /** Participants own accounts; the core keeps answers for each, so there are not as many as accounts. */
    static final int PARTICIPANTS = 1_024;

    private static final int SPARE = 1_024;
    private static final int RECENT_IDS = 65_536;
    private static final int BUCKETS = 65_536;

    private LabLimits() {
    }

    /** {@return room for a book, and for what liquidations make of it; no work is sliced, so none takes time} */
    static EngineLimits of(final Book book) {
        final int accounts = book.accounts().size() + SPARE;
        final int positions = book.accounts().stream().mapToInt(account -> account.legs().size()).sum();
        return new EngineLimits(
                accounts, positions + SPARE * MOST_MARKETS, SPARE, PARTICIPANTS, PARTICIPANTS, 1, MOST_MARKETS, 1,
                RECENT_IDS, RECENT_IDS, accounts, SPARE, BUCKETS, accounts, 1);
    }
}
