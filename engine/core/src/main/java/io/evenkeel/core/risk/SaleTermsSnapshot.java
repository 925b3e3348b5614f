package io.evenkeel.core.risk;

import static io.evenkeel.core.snapshot.Soundness.require;

import io.evenkeel.codecs.CollateralAuctionStateDecoder;
import io.evenkeel.codecs.CollateralAuctionStateEncoder;
import io.evenkeel.codecs.LiquidationTermsStateDecoder;
import io.evenkeel.codecs.LiquidationTermsStateEncoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.CollateralAuctionTerms;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.LiquidationFigures;
import io.evenkeel.core.listing.Listings;
import io.evenkeel.core.snapshot.RecordWriter;
import org.agrona.DirectBuffer;

/**
 * How positions and collateral are sold, in a snapshot: a record for each market and each asset whose terms are not
 * those of its listing. What margin tiers hold discount and penalty to comes with the tiers, before or after these.
 * Allocates.
 */
final class SaleTermsSnapshot {
    private final Listings listings;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final LiquidationTermsStateDecoder liquidation = new LiquidationTermsStateDecoder();
    private final CollateralAuctionStateDecoder collateral = new CollateralAuctionStateDecoder();

    SaleTermsSnapshot(final RiskStores stores) {
        listings = stores.listings();
    }

    void write(final RecordWriter writer) {
        for (int id = 0; id < listings.instrumentCount(); id++) {
            if (!listings.instrument(id).isLiquidatedAsListed()) {
                write(writer, listings.instrument(id));
            }
        }
        for (int id = 0; id < listings.assetCount(); id++) {
            if (!listings.asset(id).collateralAuction().equals(CollateralAuctionTerms.AT_LISTING)) {
                write(writer, listings.asset(id));
            }
        }
    }

    private static void write(final RecordWriter writer, final Instrument instrument) {
        final LiquidationFigures figures = instrument.liquidationTerms().figures();
        final LiquidationTermsStateEncoder encoder = new LiquidationTermsStateEncoder();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .minNotional(figures.minNotional())
                .auctionMs(figures.auctionMs())
                .maxDiscountPpm(figures.maxDiscountPpm())
                .discountCapPpm(figures.discountCapPpm())
                .penaltyPpm(figures.penaltyPpm())
                .penaltyCapPpm(figures.penaltyCapPpm())
                .bufferPpm(figures.bufferPpm())
                .socialCapPpm(figures.socialCapPpm())
                .instrument(instrument.id());
        writer.write(encoder.limit());
    }

    private static void write(final RecordWriter writer, final Asset asset) {
        final CollateralAuctionStateEncoder encoder = new CollateralAuctionStateEncoder();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .auctionMs(asset.collateralAuction().auctionMs())
                .maxDiscountPpm(asset.collateralAuction().maxDiscountPpm())
                .asset(asset.id());
        writer.write(encoder.limit());
    }

    /** Takes up a record. {@return whether it is one of these} */
    boolean load(final int templateId, final DirectBuffer buffer, final int offset) {
        switch (templateId) {
            case LiquidationTermsStateDecoder.TEMPLATE_ID -> loadLiquidation(buffer, offset);
            case CollateralAuctionStateDecoder.TEMPLATE_ID -> loadCollateral(buffer, offset);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void loadLiquidation(final DirectBuffer buffer, final int offset) {
        liquidation.wrapAndApplyHeader(buffer, offset, header);
        require(listings.hasInstrument(liquidation.instrument())
                        && listings.instrument(liquidation.instrument()).isLiquidatedAsListed(),
                "the snapshot liquidates what it does not list, or the same twice: instrument "
                        + liquidation.instrument());
        final LiquidationFigures figures = LiquidationFigures.of(liquidation);
        require(figures.areSound(),
                "the snapshot has liquidation terms that no command can set: instrument " + liquidation.instrument());
        listings.instrument(liquidation.instrument()).liquidationFigures(figures);
    }

    private void loadCollateral(final DirectBuffer buffer, final int offset) {
        collateral.wrapAndApplyHeader(buffer, offset, header);
        final CollateralAuctionTerms terms =
                new CollateralAuctionTerms(collateral.auctionMs(), collateral.maxDiscountPpm());
        require(listings.hasAsset(collateral.asset()) && terms.areSound(),
                "the snapshot sells collateral as no command can set: asset " + collateral.asset());
        final Asset asset = listings.asset(collateral.asset());
        require(asset.collateralAuction().equals(CollateralAuctionTerms.AT_LISTING),
                "the snapshot sells the same collateral twice: asset " + collateral.asset());
        asset.collateralAuction(terms);
    }
}
