package io.evenkeel.core.listing;

import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.AddAssetEncoder;
import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.AddInstrumentEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import org.agrona.ExpandableArrayBuffer;

/**
 * Assets and instruments for unit tests: USDC with six decimals, BTC with eight, prices in cents, quantities in
 * 10^-4.
 */
public final class Listed {
    private static final int USDC_EXPONENT = -6;

    private Listed() {
    }

    /** {@return an asset with eight decimals and the given haircut tiers: upper bound, ppm, …} */
    public static Asset asset(final long... haircuts) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final AddAssetEncoder encoder = new AddAssetEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .asset(1)
                .symbol("BTC")
                .exponent((byte) -8)
                .priceExponent((byte) -2)
                .numeraire(BooleanType.NO)
                .borrowAddOnPpm(10_000)
                .borrowImPpm(100_000)
                .borrowMmPpm(50_000);
        final AddAssetEncoder.HaircutsEncoder tiers = encoder.haircutsCount(haircuts.length / 2);
        for (int i = 0; i < haircuts.length; i += 2) {
            tiers.next().upTo(haircuts[i]).haircutPpm((int) haircuts[i + 1]);
        }
        final AddAssetDecoder decoder = new AddAssetDecoder();
        decoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        return new Asset(decoder, USDC_EXPONENT);
    }

    /**
     * {@return an instrument settled in USDC with open interest bounds and margin tiers: upper notional, IM, MM, …}
     */
    public static Instrument instrument(final long oiLower, final long oiUpper, final long... marginTiers) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final AddInstrumentEncoder encoder = new AddInstrumentEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .instrument(0)
                .symbol("BTC-PERP")
                .settlementAsset(0)
                .multiplier(1)
                .priceExponent((byte) -2)
                .quantityExponent((byte) -4)
                .tick(1)
                .lot(1)
                .oiLower(oiLower)
                .oiUpper(oiUpper)
                .auctionMs(2_000)
                .maxDiscountPpm(10_000)
                .penaltyPpm(5_000)
                .discountCapPpm(16_000)
                .penaltyCapPpm(8_000)
                .pool(0)
                .bufferPpm(100_000)
                .minNotional(10_000_000);
        final AddInstrumentEncoder.TiersEncoder tiers = encoder.tiersCount(marginTiers.length / 3);
        for (int i = 0; i < marginTiers.length; i += 3) {
            tiers.next().upTo(marginTiers[i]).imPpm((int) marginTiers[i + 1]).mmPpm((int) marginTiers[i + 2]);
        }
        final AddInstrumentDecoder decoder = new AddInstrumentDecoder();
        decoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        return new Instrument(decoder, USDC_EXPONENT);
    }
}
