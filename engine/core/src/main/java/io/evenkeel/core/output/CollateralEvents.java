package io.evenkeel.core.output;

import io.evenkeel.codecs.CollateralOrderEncoder;
import io.evenkeel.codecs.CollateralTradeEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.OrderReason;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.margin.MarginState;

/** Writes the events of collateral that is sold, for the {@code liquidation} feed. One thread; no allocation. */
public final class CollateralEvents {
    private final EventEncoder events;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CollateralOrderEncoder order = new CollateralOrderEncoder();
    private final CollateralTradeEncoder trade = new CollateralTradeEncoder();

    /** Makes an encoder that shares the sink and the current log entry with another. */
    public CollateralEvents(final EventEncoder events) {
        this.events = events;
    }

    /**
     * Reports an order, in place of the last one of the same liquidation, and what its account was judged by; of
     * quantity 0 where there is none now.
     */
    public void order(
            final long liquidation,
            final long account,
            final Asset asset,
            final Asset debtAsset,
            final long quantity,
            final long startTimeMs,
            final int auctionMs,
            final int maxDiscountPpm,
            final MarginState judged,
            final OrderReason reason,
            final long breachPosition) {
        final OutputSlot slot = events.claim(OutputKind.LIQUIDATION);
        order.wrapAndApplyHeader(slot.buffer(), 0, header)
                .liquidation(liquidation)
                .account(account)
                .quantity(quantity)
                .index(asset.price())
                .debtIndex(debtAsset.price())
                .startTimeMs(startTimeMs)
                .auctionMs(auctionMs)
                .maxDiscountPpm(maxDiscountPpm)
                .asset(asset.id())
                .debtAsset(debtAsset.id())
                .breachPosition(breachPosition)
                .equity(judged.equityUnits())
                .maintenanceMargin(judged.maintenanceUnits())
                .reason(reason);
        events.publish(slot, order.limit());
    }

    /** Reports what was sold, by the indexes as they are; {@code keeper} is 0 where the pool named bought it. */
    public void trade(
            final long liquidation,
            final long account,
            final long keeper,
            final int pool,
            final Asset asset,
            final Asset debtAsset,
            final long quantity,
            final long price,
            final long paid,
            final long breachPosition) {
        final OutputSlot slot = events.claim(OutputKind.LIQUIDATION);
        trade.wrapAndApplyHeader(slot.buffer(), 0, header)
                .liquidation(liquidation)
                .account(account)
                .keeper(keeper)
                .quantity(quantity)
                .price(price)
                .paid(paid)
                .asset(asset.id())
                .debtAsset(debtAsset.id())
                .pool(pool)
                .breachPosition(breachPosition)
                .index(asset.price())
                .debtIndex(debtAsset.price());
        events.publish(slot, trade.limit());
    }
}
