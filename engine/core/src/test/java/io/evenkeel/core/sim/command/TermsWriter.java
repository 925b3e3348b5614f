package io.evenkeel.core.sim.command;

import io.evenkeel.codecs.CloseAccountEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RemovePriceSourceEncoder;
import io.evenkeel.codecs.SetBackstopEncoder;
import io.evenkeel.codecs.SetCollateralAuctionEncoder;
import io.evenkeel.codecs.SetCollateralTermsEncoder;
import io.evenkeel.codecs.SetInsuranceLimitsEncoder;
import io.evenkeel.codecs.SetLiquidationTermsEncoder;
import io.evenkeel.codecs.SetMarginTermsEncoder;
import io.evenkeel.codecs.SetMarketTermsEncoder;
import io.evenkeel.codecs.StartCycleEncoder;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Tiers;
import org.agrona.MutableDirectBuffer;

/** Writes commands about terms, settlement and the end of accounts, into the buffer of a {@link CommandWriter}. */
final class TermsWriter {
    private final MutableDirectBuffer buffer;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final StartCycleEncoder startCycle = new StartCycleEncoder();
    private final SetBackstopEncoder backstop = new SetBackstopEncoder();
    private final SetInsuranceLimitsEncoder insurance = new SetInsuranceLimitsEncoder();

    TermsWriter(final MutableDirectBuffer buffer) {
        this.buffer = buffer;
    }

    int margin(final long sequence, final InstrumentTerms wanted) {
        final SetMarginTermsEncoder encoder = new SetMarginTermsEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .instrument(wanted.id())
                .oiLower(wanted.oiLower())
                .oiUpper(wanted.oiUpper());
        final int count = wanted.initial().steps().size();
        final SetMarginTermsEncoder.TiersEncoder tiers = encoder.tiersCount(count);
        for (int i = 0; i < count; i++) {
            final Tiers.Step initial = wanted.initial().steps().get(i);
            tiers.next()
                    .upTo(initial.upTo())
                    .imPpm((int) initial.ratePpm())
                    .mmPpm((int) wanted.maintenance().steps().get(i).ratePpm());
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    int market(final long sequence, final MarketEntry.Terms wanted) {
        final SetMarketTermsEncoder encoder = new SetMarketTermsEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .instrument(wanted.instrument())
                .slowRatePpmPerSecond(wanted.slowRatePpmPerSecond())
                .fillBandPpm(wanted.fillBandPpm())
                .positionLimit(wanted.positionLimit())
                .openInterestCap(wanted.openInterestCap());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    int removePriceSource(final long sequence, final PricedKind kind, final int priced, final int source) {
        final RemovePriceSourceEncoder encoder = new RemovePriceSourceEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header).sequence(sequence).kind(kind).priced(priced).source(source);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    int close(final long sequence, final long account) {
        final CloseAccountEncoder encoder = new CloseAccountEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header).sequence(sequence).account(account);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    int backstop(final long sequence, final long account, final long capacity) {
        backstop.wrapAndApplyHeader(buffer, 0, header).sequence(sequence).account(account).capacity(capacity);
        return MessageHeaderEncoder.ENCODED_LENGTH + backstop.encodedLength();
    }

    int insuranceLimits(final long sequence, final SettlementEntry.InsuranceLimits limits) {
        insurance.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .perLiquidation(limits.perLiquidation())
                .perWindow(limits.perWindow())
                .windowMs(limits.windowMs())
                .pool(limits.pool());
        return MessageHeaderEncoder.ENCODED_LENGTH + insurance.encodedLength();
    }

    int liquidationTerms(final long sequence, final SettlementEntry.LiquidationTerms wanted) {
        final SetLiquidationTermsEncoder encoder = new SetLiquidationTermsEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .minNotional(wanted.rules().minNotional())
                .auctionMs(wanted.rules().auctionMs())
                .maxDiscountPpm(wanted.rules().maxDiscountPpm())
                .discountCapPpm(wanted.rules().discountCapPpm())
                .penaltyPpm(wanted.rules().penaltyPpm())
                .penaltyCapPpm(wanted.rules().penaltyCapPpm())
                .bufferPpm(wanted.rules().bufferPpm())
                .socialCapPpm(wanted.rules().socialCapPpm())
                .instrument(wanted.instrument());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    int collateralAuction(final long sequence, final SettlementEntry.CollateralAuction wanted) {
        final SetCollateralAuctionEncoder encoder = new SetCollateralAuctionEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .auctionMs(wanted.rules().auctionMs())
                .maxDiscountPpm(wanted.rules().maxDiscountPpm())
                .asset(wanted.asset());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    int startCycle(final long sequence) {
        startCycle.wrapAndApplyHeader(buffer, 0, header).sequence(sequence);
        return MessageHeaderEncoder.ENCODED_LENGTH + startCycle.encodedLength();
    }

    int collateral(final long sequence, final AssetTerms wanted) {
        final SetCollateralTermsEncoder encoder = new SetCollateralTermsEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .asset(wanted.id())
                .borrowAddOnPpm(wanted.borrowAddOnPpm())
                .borrowImPpm(wanted.borrowImPpm())
                .borrowMmPpm(wanted.borrowMmPpm());
        final SetCollateralTermsEncoder.HaircutsEncoder haircuts =
                encoder.haircutsCount(wanted.haircuts().steps().size());
        for (final Tiers.Step step : wanted.haircuts().steps()) {
            haircuts.next().upTo(step.upTo()).haircutPpm((int) step.ratePpm());
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
