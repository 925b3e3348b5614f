package io.evenkeel.client;

import io.evenkeel.codecs.AddAssetEncoder;
import io.evenkeel.codecs.AddInstrumentEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.MessageHeaderEncoder;
import org.agrona.MutableDirectBuffer;

/** Writes the commands that list assets and instruments. Not on the hot path. */
final class TermsEncoder {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AddAssetEncoder asset = new AddAssetEncoder();
    private final AddInstrumentEncoder instrument = new AddInstrumentEncoder();

    int addAsset(final MutableDirectBuffer buffer, final int offset, final long sequence, final AssetTerms terms) {
        asset.wrapAndApplyHeader(buffer, offset, header)
                .sequence(sequence)
                .asset(terms.asset())
                .symbol(terms.symbol())
                .exponent((byte) terms.exponent())
                .priceExponent((byte) terms.priceExponent())
                .numeraire(terms.isNumeraire() ? BooleanType.YES : BooleanType.NO)
                .minSources((short) terms.minSources())
                .borrowAddOnPpm(terms.borrowAddOnPpm())
                .borrowImPpm(terms.borrowImPpm())
                .borrowMmPpm(terms.borrowMmPpm())
                .maxAgeMs(terms.maxAgeMs());
        final AddAssetEncoder.HaircutsEncoder haircuts = asset.haircutsCount(terms.haircuts().size());
        for (final HaircutTier tier : terms.haircuts()) {
            haircuts.next().upTo(tier.upTo()).haircutPpm(tier.haircutPpm());
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + asset.encodedLength();
    }

    int addInstrument(
            final MutableDirectBuffer buffer, final int offset, final long sequence, final InstrumentTerms terms) {
        instrument.wrapAndApplyHeader(buffer, offset, header)
                .sequence(sequence)
                .instrument(terms.instrument())
                .symbol(terms.symbol())
                .underlying(terms.underlying())
                .kind(terms.kind())
                .settlementAsset(terms.settlementAsset())
                .multiplier(terms.multiplier())
                .priceExponent((byte) terms.priceExponent())
                .quantityExponent((byte) terms.quantityExponent())
                .minSources((short) terms.minSources())
                .adl(terms.adl())
                .tick(terms.tick())
                .lot(terms.lot())
                .maxAgeMs(terms.maxAgeMs())
                .oiLower(terms.oiLower())
                .oiUpper(terms.oiUpper())
                .auctionMs(terms.auctionMs())
                .maxDiscountPpm(terms.maxDiscountPpm())
                .penaltyPpm(terms.penaltyPpm())
                .discountCapPpm(terms.discountCapPpm())
                .penaltyCapPpm(terms.penaltyCapPpm())
                .bufferPpm(terms.bufferPpm())
                .minNotional(terms.minNotional())
                .expiryMs(terms.expiryMs())
                .pool(terms.insurancePool());
        final AddInstrumentEncoder.TiersEncoder tiers = instrument.tiersCount(terms.tiers().size());
        for (final MarginTier tier : terms.tiers()) {
            tiers.next().upTo(tier.upTo()).imPpm(tier.imPpm()).mmPpm(tier.mmPpm());
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + instrument.encodedLength();
    }
}
