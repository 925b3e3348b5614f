package io.evenkeel.tools.keeper;

import io.evenkeel.client.keeper.CollateralOrder;
import io.evenkeel.client.keeper.ListedAsset;
import io.evenkeel.client.keeper.ListedMarket;
import io.evenkeel.client.keeper.MarketBoard;
import io.evenkeel.client.keeper.OpenOrder;
import java.util.Map;

/**
 * What a keeper may do, whatever its strategy wants.
 *
 * @param minDiscountPpm least discount from the mark, or from the price of collateral; or {@link #NO_LEAST}.
 * @param maxBid         most that one bid may be worth at the mark, or at that price, numeraire units.
 * @param maxNotional    most that all positions may be worth at the marks, numeraire units.
 * @param maxPositions   most of an instrument, long or short, mantissa; no limit where there is none.
 * @param maxAssets      most of an asset that it may have by buying collateral, asset units; likewise.
 * @param keptAssets     what it keeps of an asset when it pays for collateral, asset units; nothing if there is none.
 */
public record KeeperLimits(
        long minDiscountPpm,
        long maxBid,
        long maxNotional,
        Map<Integer, Long> maxPositions,
        Map<Integer, Long> maxAssets,
        Map<Integer, Long> keptAssets) {
    /** No least discount: a price worse than the mark will do. */
    public static final long NO_LEAST = Long.MIN_VALUE;

    /** None at all. */
    public static final KeeperLimits NONE = new KeeperLimits(NO_LEAST, Long.MAX_VALUE, Long.MAX_VALUE, Map.of());

    /** Limits without any to assets. */
    public KeeperLimits(
            final long minDiscountPpm,
            final long maxBid,
            final long maxNotional,
            final Map<Integer, Long> maxPositions) {
        this(minDiscountPpm, maxBid, maxNotional, maxPositions, Map.of(), Map.of());
    }

    /** {@return of a wanted price and the worst that is allowed the one that asks for more} */
    long strictest(final OpenOrder order, final ListedMarket market, final long wanted) {
        return minDiscountPpm == NO_LEAST
                ? wanted
                : order.stricter(wanted, order.priceAt(minDiscountPpm, market.mark(), market.tick()));
    }

    /**
     * {@return how much of an order may be bid for, on the lot grid; 0 for nothing}
     *
     * @param inventory what is held; it counts bids that are not over as if they had traded.
     */
    long quantity(final OpenOrder order, final MarketBoard markets, final Inventory inventory) {
        final int instrument = order.instrument();
        final long held = inventory.positionWithBids(instrument, order.isKeeperBuying());
        final long ahead = order.isKeeperBuying() ? held : -held;
        long most = order.quantity();
        if (maxBid != Long.MAX_VALUE) {
            most = Math.min(most, markets.quantityWorth(instrument, maxBid));
        }
        if (maxPositions.containsKey(instrument)) {
            most = Math.min(most, maxPositions.get(instrument) - ahead);
        }
        if (maxNotional != Long.MAX_VALUE) {
            final long left = maxNotional - inventory.notionalBeside(instrument, markets);
            most = Math.min(most, markets.quantityWorth(instrument, left) - ahead);
        }
        final long lot = markets.market(instrument).lot();
        return Math.max(0, Math.floorDiv(most, lot) * lot);
    }

    /** {@return of a wanted discount and the least that is allowed the larger} */
    long strictest(final long wantedPpm) {
        return Math.max(wantedPpm, minDiscountPpm);
    }

    /**
     * {@return how much of collateral may be bid for, asset units; 0 for nothing} It never costs more than is there and
     * need not be kept.
     *
     * @param limitPrice limit of the bid, mantissa.
     * @param purse      money; it counts bids that are not over as if they had bought.
     */
    long amount(final CollateralOrder order, final long limitPrice, final MarketBoard markets, final Purse purse) {
        final ListedAsset sold = markets.asset(order.asset());
        final ListedAsset owed = markets.asset(order.debtAsset());
        final long free = purse.free(order.debtAsset()) - keptAssets.getOrDefault(order.debtAsset(), 0L);
        long most = order.amountWithin(free, limitPrice, sold, owed);
        if (maxBid != Long.MAX_VALUE) {
            most = Math.min(most, markets.amountWorth(order.asset(), maxBid));
        }
        if (maxAssets.containsKey(order.asset())) {
            most = Math.min(most, maxAssets.get(order.asset()) - purse.balanceWithBids(order.asset()));
        }
        return Math.max(0, most);
    }
}
