package io.evenkeel.core.risk;

import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetCollateralLimitsDecoder;
import io.evenkeel.codecs.SetInsuranceLimitsDecoder;
import io.evenkeel.codecs.SetSettlementDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.liquidation.InsuranceLimits;
import io.evenkeel.core.output.MarketEvents;
import io.evenkeel.core.settlement.CollateralLimits;
import io.evenkeel.core.settlement.SettlementTerms;

/**
 * Takes up limits of assets and of insurance, and terms of settlement, which hold at once for commands to come. No
 * allocation.
 */
final class SettlementTermsDesk {
    private final RiskStores stores;
    private final CycleDesk cycleDesk;
    private final MarketEvents events;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SetCollateralLimitsDecoder limits = new SetCollateralLimitsDecoder();
    private final SetInsuranceLimitsDecoder insurance = new SetInsuranceLimitsDecoder();
    private final SetSettlementDecoder settlement = new SetSettlementDecoder();

    SettlementTermsDesk(final RiskStores stores, final CycleDesk cycleDesk, final MarketEvents events) {
        this.stores = stores;
        this.cycleDesk = cycleDesk;
        this.events = events;
    }

    RejectCode onSetCollateralLimits(final CommandSlot slot) {
        limits.wrapAndApplyHeader(slot.bytes(), 0, header);
        if (!stores.listings().hasAsset(limits.asset())) {
            return RejectCode.UNKNOWN_ASSET;
        }
        if (!CollateralLimits.areSound(limits)) {
            return RejectCode.BAD_PARAMETER;
        }
        stores.terms().of(limits.asset()).set(limits);
        events.parametersChanged(SetCollateralLimitsDecoder.TEMPLATE_ID, PricedKind.ASSET, limits.asset());
        return RejectCode.NONE;
    }

    RejectCode onSetInsuranceLimits(final CommandSlot slot) {
        insurance.wrapAndApplyHeader(slot.bytes(), 0, header);
        if (insurance.pool() >= Bounds.MAX_POOLS || !InsuranceLimits.areSound(insurance)) {
            return RejectCode.BAD_PARAMETER;
        }
        stores.insurance().limits(insurance.pool()).set(insurance);
        events.parametersChanged(SetInsuranceLimitsDecoder.TEMPLATE_ID, PricedKind.ASSET, insurance.pool());
        return RejectCode.NONE;
    }

    RejectCode onSetSettlement(final CommandSlot slot) {
        settlement.wrapAndApplyHeader(slot.bytes(), 0, header);
        if (!SettlementTerms.areSound(settlement)) {
            return RejectCode.BAD_PARAMETER;
        }
        final boolean isOtherPeriod = settlement.cycleMs() != stores.terms().cycleMs();
        stores.terms().set(settlement);
        if (isOtherPeriod) {
            cycleDesk.onTerms();
        }
        events.parametersChanged(SetSettlementDecoder.TEMPLATE_ID, PricedKind.ASSET, 0);
        return RejectCode.NONE;
    }
}
