package io.evenkeel.client.keeper;

import io.evenkeel.codecs.CollateralOrderDecoder;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;

/**
 * The liquidations that are open and their orders, as the liquidation feed tells. One that begins to listen in the
 * middle knows a liquidation from its next order on; from number 1 on it knows them all. One thread.
 */
public final class LiquidationBoard implements LiquidationListener {
    private final TreeMap<Long, OpenLiquidation> open = new TreeMap<>();
    private final TreeMap<Long, CollateralOrder> collateral = new TreeMap<>();
    private final Collection<CollateralOrder> collateralView = Collections.unmodifiableCollection(collateral.values());
    private final Collection<OpenLiquidation> view = Collections.unmodifiableCollection(open.values());

    /** Makes an empty board. */
    public LiquidationBoard() {
    }

    @Override
    public void onStarted(final long logPosition, final LiquidationStartedDecoder started) {
        open.put(started.liquidation(), OpenLiquidation.of(started));
    }

    @Override
    public void onOrder(final long logPosition, final LiquidationOrderDecoder order) {
        final OpenLiquidation known = open.get(order.liquidation());
        final OpenLiquidation liquidation = known == null
                ? new OpenLiquidation(order.liquidation(), order.account(), 0, 0, 0, 0, null)
                : known;
        open.put(order.liquidation(), liquidation.with(order.quantity() == 0 ? null : OpenOrder.of(order)));
    }

    @Override
    public void onCollateralOrder(final long logPosition, final CollateralOrderDecoder order) {
        if (order.quantity() == 0) {
            collateral.remove(order.liquidation());
        } else {
            collateral.put(order.liquidation(), CollateralOrder.of(order));
        }
    }

    @Override
    public void onEnded(final long logPosition, final LiquidationEndedDecoder ended) {
        open.remove(ended.liquidation());
        collateral.remove(ended.liquidation());
    }

    /** {@return what is open, by id; a view that must not be walked while the feed is polled} */
    public Collection<OpenLiquidation> open() {
        return view;
    }

    /** {@return the collateral that is for sale, by liquidation; a view that must not be walked while it is polled} */
    public Collection<CollateralOrder> collateral() {
        return collateralView;
    }

    /** {@return the order of a liquidation that stands; null where none does} */
    public OpenOrder order(final long liquidation) {
        final OpenLiquidation found = open.get(liquidation);
        return found == null ? null : found.order();
    }
}
