package io.evenkeel.core.risk;

import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetCollateralAuctionDecoder;
import io.evenkeel.codecs.SetLiquidationTermsDecoder;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.listing.CollateralAuctionTerms;
import io.evenkeel.core.listing.LiquidationFigures;
import io.evenkeel.core.output.MarketEvents;

/**
 * Takes up how positions and collateral of accounts in liquidation are sold. It holds at once, for orders to come: what
 * keepers reckon the price of an order from stays as it was when the order began. Buffer, least remainder and the cap
 * of what holders are charged are no part of that, and hold for what is under way as well. Allocates the terms.
 */
final class SaleTermsDesk {
    private final RiskStores stores;
    private final MarketEvents events;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SetLiquidationTermsDecoder liquidation = new SetLiquidationTermsDecoder();
    private final SetCollateralAuctionDecoder collateral = new SetCollateralAuctionDecoder();

    SaleTermsDesk(final RiskStores stores, final MarketEvents events) {
        this.stores = stores;
        this.events = events;
    }

    RejectCode onSetLiquidationTerms(final CommandSlot slot) {
        liquidation.wrapAndApplyHeader(slot.bytes(), 0, header);
        if (!stores.listings().hasInstrument(liquidation.instrument())) {
            return RejectCode.UNKNOWN_INSTRUMENT;
        }
        final LiquidationFigures figures = LiquidationFigures.of(liquidation);
        if (!figures.areSound()) {
            return RejectCode.BAD_PARAMETER;
        }
        stores.listings().instrument(liquidation.instrument()).liquidationFigures(figures);
        events.parametersChanged(
                SetLiquidationTermsDecoder.TEMPLATE_ID, PricedKind.INSTRUMENT, liquidation.instrument());
        return RejectCode.NONE;
    }

    RejectCode onSetCollateralAuction(final CommandSlot slot) {
        collateral.wrapAndApplyHeader(slot.bytes(), 0, header);
        if (!stores.listings().hasAsset(collateral.asset())) {
            return RejectCode.UNKNOWN_ASSET;
        }
        final CollateralAuctionTerms terms =
                new CollateralAuctionTerms(collateral.auctionMs(), collateral.maxDiscountPpm());
        if (!terms.areSound()) {
            return RejectCode.BAD_PARAMETER;
        }
        stores.listings().asset(collateral.asset()).collateralAuction(terms);
        events.parametersChanged(SetCollateralAuctionDecoder.TEMPLATE_ID, PricedKind.ASSET, collateral.asset());
        return RejectCode.NONE;
    }
}
