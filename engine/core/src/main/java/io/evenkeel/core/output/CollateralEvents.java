package io.evenkeel.core.output;

import io.evenkeel.codecs.CollateralOrderEncoder;
import io.evenkeel.codecs.CollateralTradeEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.core.listing.Asset;

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

    /** Reports an order, in place of the last one of the same liquidation; of quantity 0 where there is none now. */
    public void order(
            final long liquidation,
            final long account,
            final Asset asset,
            final Asset debtAsset,
            final long quantity,
            final long startTimeMs,
            final int auctionMs,
            final int maxDiscountPpm) {
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
                .debtAsset(debtAsset.id());
        events.publish(slot, order.limit());
    }

    /** Reports what was sold; {@code keeper} is 0 where the insurance pool named bought it. */
    public void trade(
            final long liquidation,
            final long account,
            final long keeper,
            final int pool,
            final int asset,
            final int debtAsset,
            final long quantity,
            final long price,
            final long paid) {
        final OutputSlot slot = events.claim(OutputKind.LIQUIDATION);
        trade.wrapAndApplyHeader(slot.buffer(), 0, header)
                .liquidation(liquidation)
                .account(account)
                .keeper(keeper)
                .quantity(quantity)
                .price(price)
                .paid(paid)
                .asset(asset)
                .debtAsset(debtAsset)
                .pool(pool);
        events.publish(slot, trade.limit());
    }
}
