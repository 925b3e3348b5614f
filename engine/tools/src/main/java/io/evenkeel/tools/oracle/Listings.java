package io.evenkeel.tools.oracle;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.client.keeper.ListedAsset;
import io.evenkeel.client.keeper.ListedMarket;
import io.evenkeel.client.keeper.MarketBoard;
import io.evenkeel.codecs.PricedKind;
import java.util.function.Function;
import org.agrona.CloseHelper;

/**
 * Symbols of what the cluster lists, as its market feed tells from number 1 on. The feed is read once it is needed:
 * an oracle whose lines have ids, or whose names are all explained, does without. One thread.
 */
final class Listings implements Names {
    private final MarketBoard board = new MarketBoard();
    private final Function<FeedListener, FeedSubscriber> opening;
    private FeedSubscriber feed;

    /** Makes listings that open a market feed for a listener, from number 1 on, when they are asked first. */
    Listings(final Function<FeedListener, FeedSubscriber> opening) {
        this.opening = opening;
    }

    @Override
    public Symbol find(final PricedKind kind, final String name) {
        if (kind == PricedKind.ASSET) {
            for (final ListedAsset asset : board.assets()) {
                if (asset.symbol().equals(name)) {
                    return new Symbol(name, asset.asset(), asset.priceExponent());
                }
            }
            return null;
        }
        for (final ListedMarket market : board.markets()) {
            if (market.symbol().equals(name)) {
                return new Symbol(name, market.instrument(), market.priceExponent());
            }
        }
        return null;
    }

    @Override
    public boolean areKnown() {
        if (feed == null) {
            feed = opening.apply(board);
        }
        return feed.isLive();
    }

    @Override
    public int poll() {
        return feed == null ? 0 : feed.poll();
    }

    @Override
    public void close() {
        CloseHelper.close(feed);
    }
}
