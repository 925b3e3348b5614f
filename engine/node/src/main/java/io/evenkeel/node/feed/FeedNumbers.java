package io.evenkeel.node.feed;

import io.evenkeel.codecs.feed.Feed;

/**
 * The last number of each feed.
 *
 * @param liquidation of the liquidation feed; 0 for none.
 * @param settlement  of the settlement feed; 0 for none.
 * @param market      of the market feed; 0 for none.
 * @param audit       of the audit feed; 0 for none.
 */
public record FeedNumbers(long liquidation, long settlement, long market, long audit) {
    /** Before the first event. */
    public static final FeedNumbers NONE = new FeedNumbers(0, 0, 0, 0);

    /** {@return the last number of one feed} */
    public long of(final Feed feed) {
        return switch (feed) {
            case LIQUIDATION -> liquidation;
            case SETTLEMENT -> settlement;
            case MARKET -> market;
            case AUDIT -> audit;
        };
    }
}
