package io.evenkeel.core.risk;

import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetCollateralAuctionDecoder;
import io.evenkeel.codecs.SetLiquidationTermsDecoder;
import io.evenkeel.core.adoption.TermsChange;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.listing.CollateralAuctionTerms;
import io.evenkeel.core.listing.LiquidationFigures;
import io.evenkeel.core.output.MarketEvents;

/**
 * Takes up how positions and collateral of accounts in liquidation are sold. It takes its place behind price updates
 * that wait, so breaches of earlier prices are sold by what was said before, and holds from there on for orders to
 * come: what keepers reckon the price of an order from stays as it was when the order began. Buffer, least remainder
 * and the cap of what holders are charged are no part of that, and hold for what is under way as well. Allocates the
 * terms.
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

    /** {@return NONE, or why a change of an instrument's liquidations is refused} */
    RejectCode checkLiquidationTerms(final CommandSlot slot) {
        liquidation.wrapAndApplyHeader(slot.bytes(), 0, header);
        if (!stores.listings().hasInstrument(liquidation.instrument())) {
            return RejectCode.UNKNOWN_INSTRUMENT;
        }
        return LiquidationFigures.of(liquidation).areSound() ? RejectCode.NONE : RejectCode.BAD_PARAMETER;
    }

    /** {@return NONE, or why a change of an asset's auctions is refused} */
    RejectCode checkCollateralAuction(final CommandSlot slot) {
        collateral.wrapAndApplyHeader(slot.bytes(), 0, header);
        if (!stores.listings().hasAsset(collateral.asset())) {
            return RejectCode.UNKNOWN_ASSET;
        }
        return CollateralAuctionTerms.of(collateral).areSound() ? RejectCode.NONE : RejectCode.BAD_PARAMETER;
    }

    /** Lets a change that was found sound hold from now on. */
    void apply(final TermsChange change) {
        if (change.kind() == PricedKind.INSTRUMENT) {
            stores.listings().instrument(change.priced()).liquidationFigures(change.liquidationFigures());
        } else {
            stores.listings().asset(change.priced()).collateralAuction(change.collateralAuction());
        }
        events.parametersChanged(change, BooleanType.YES);
    }
}
