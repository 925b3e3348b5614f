package io.evenkeel.core.order;

import io.evenkeel.codecs.AddAssetEncoder;
import io.evenkeel.codecs.AddInstrumentEncoder;
import io.evenkeel.codecs.AddPriceSourceEncoder;
import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.InstrumentKind;
import io.evenkeel.codecs.PricedKind;

/** Lists the market of an {@link OrderRig}. */
record MarketListing(OrderRig rig) {
    /** The pool of the second market; the first belongs to MAIN. */
    static final int SECOND_POOL = 1;

    void list() {
        final AddAssetEncoder asset = new AddAssetEncoder();
        rig.accept(OrderRig.GENESIS, asset, () -> asset.asset(0)
                .symbol("USDC")
                .exponent((byte) -6)
                .priceExponent((byte) 0)
                .numeraire(BooleanType.YES)
                .minSources((short) 1)
                .borrowAddOnPpm(0)
                .borrowImPpm(0)
                .borrowMmPpm(0)
                .maxAgeMs(0)
                .haircutsCount(0));
        instrument(0);
        instrument(1);
    }

    private void instrument(final int id) {
        final AddInstrumentEncoder encoder = new AddInstrumentEncoder();
        rig.accept(OrderRig.GENESIS, encoder, () -> {
            terms(encoder, id);
            encoder.tiersCount(1).next().upTo(Long.MAX_VALUE).imPpm(100_000).mmPpm(50_000);
        });
        final AddPriceSourceEncoder source = new AddPriceSourceEncoder();
        rig.accept(OrderRig.GENESIS, source, () -> source.kind(PricedKind.INSTRUMENT)
                .priced(id)
                .source(1)
                .participant(OrderRig.VENUE)
                .weight(1));
    }

    private static void terms(final AddInstrumentEncoder encoder, final int id) {
        encoder.instrument(id)
                .symbol("PERP" + id)
                .underlying("X")
                .kind(InstrumentKind.PERPETUAL)
                .settlementAsset(0)
                .multiplier(1)
                .priceExponent((byte) -1)
                .quantityExponent((byte) -4)
                .minSources((short) 1)
                .adl(AdlPolicy.PRO_RATA)
                .tick(1)
                .lot(1)
                .maxAgeMs(0)
                .oiLower(0)
                .oiUpper(0)
                .auctionMs(2_000)
                .maxDiscountPpm(10_000)
                .penaltyPpm(5_000)
                .discountCapPpm(20_000)
                .penaltyCapPpm(10_000)
                .pool(id * SECOND_POOL)
                .bufferPpm(100_000)
                .minNotional(0)
                .expiryMs(0);
    }
}
