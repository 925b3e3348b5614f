package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AddAssetEncoder;
import io.evenkeel.codecs.AddInstrumentEncoder;
import io.evenkeel.codecs.AddPriceSourceEncoder;
import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.InstrumentKind;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;

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

    /** Lists collateral with six decimals, whose prices have two. */
    void collateral(final int id, final int haircutPpm) {
        assertThat(proposeAsset(id, haircutPpm, 1)).isEqualTo(RejectCode.NONE);
        source(PricedKind.ASSET, id);
    }

    RejectCode proposeAsset(final int id, final int haircutPpm, final int minSources) {
        final AddAssetEncoder asset = new AddAssetEncoder();
        return rig.send(OrderRig.GENESIS, asset, () -> asset.asset(id)
                .symbol("ASSET" + id)
                .exponent((byte) -6)
                .priceExponent((byte) -2)
                .numeraire(BooleanType.NO)
                .minSources((short) minSources)
                .borrowAddOnPpm(0)
                .borrowImPpm(0)
                .borrowMmPpm(0)
                .maxAgeMs(0)
                .haircutsCount(1).next().upTo(Long.MAX_VALUE).haircutPpm(haircutPpm));
    }

    private void instrument(final int id) {
        instrument(id, 0, id * SECOND_POOL, 100_000, 50_000);
    }

    /** Lists a perpetual. */
    void instrument(final int id, final int settlementAsset, final int pool, final int imPpm, final int mmPpm) {
        assertThat(propose(id, settlementAsset, pool, imPpm, mmPpm, 1)).isEqualTo(RejectCode.NONE);
        source(PricedKind.INSTRUMENT, id);
    }

    RejectCode propose(
            final int id,
            final int settlementAsset,
            final int pool,
            final int imPpm,
            final int mmPpm,
            final int minSources) {
        final AddInstrumentEncoder encoder = new AddInstrumentEncoder();
        return rig.send(OrderRig.GENESIS, encoder, () -> {
            terms(encoder, id, settlementAsset, pool);
            encoder.minSources((short) minSources);
            encoder.tiersCount(1).next().upTo(Long.MAX_VALUE).imPpm(imPpm).mmPpm(mmPpm);
        });
    }

    private void source(final PricedKind kind, final int priced) {
        final AddPriceSourceEncoder source = new AddPriceSourceEncoder();
        rig.accept(OrderRig.GENESIS, source, () -> source.kind(kind)
                .priced(priced)
                .source(1)
                .participant(OrderRig.VENUE)
                .weight(1));
    }

    private static void terms(
            final AddInstrumentEncoder encoder, final int id, final int settlementAsset, final int pool) {
        encoder.instrument(id)
                .symbol("PERP" + id)
                .underlying("X")
                .kind(InstrumentKind.PERPETUAL)
                .settlementAsset(settlementAsset)
                .multiplier(1)
                .priceExponent((byte) -1)
                .quantityExponent((byte) -4)
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
                .pool(pool)
                .bufferPpm(100_000)
                .minNotional(0)
                .expiryMs(0);
    }
}
