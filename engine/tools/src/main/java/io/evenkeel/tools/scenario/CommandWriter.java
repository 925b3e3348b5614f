package io.evenkeel.tools.scenario;

import io.evenkeel.codecs.AddAccountEncoder;
import io.evenkeel.codecs.AddAssetEncoder;
import io.evenkeel.codecs.AddInstrumentEncoder;
import io.evenkeel.codecs.BidCollateralEncoder;
import io.evenkeel.codecs.BidEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.DepositEncoder;
import io.evenkeel.codecs.InsuranceDepositEncoder;
import io.evenkeel.codecs.InsuranceWithdrawalEncoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.TradeEncoder;
import io.evenkeel.codecs.WithdrawalEncoder;
import io.evenkeel.tools.inline.InlineEngine;
import io.evenkeel.tools.scenario.Statement.BookTrade;
import io.evenkeel.tools.scenario.Statement.DeclareAsset;
import io.evenkeel.tools.scenario.Statement.DeclareInstrument;
import io.evenkeel.tools.scenario.Statement.DrawInsurance;
import io.evenkeel.tools.scenario.Statement.FundInsurance;
import io.evenkeel.tools.scenario.Statement.LiquidationTerms;
import io.evenkeel.tools.scenario.Statement.MakeDeposit;
import io.evenkeel.tools.scenario.Statement.OpenAccount;
import io.evenkeel.tools.scenario.Statement.PlaceBid;
import io.evenkeel.tools.scenario.Statement.Tier;
import io.evenkeel.tools.scenario.Statement.Withdraw;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Writes the commands of a scenario as SBE messages and submits them. Every method gives the answer's code. */
final class CommandWriter {
    private final InlineEngine engine;
    private final AddAssetEncoder assetEncoder = new AddAssetEncoder();
    private final AddInstrumentEncoder instrumentEncoder = new AddInstrumentEncoder();
    private final AddAccountEncoder accountEncoder = new AddAccountEncoder();
    private final TradeEncoder tradeEncoder = new TradeEncoder();
    private final DepositEncoder depositEncoder = new DepositEncoder();
    private final WithdrawalEncoder withdrawalEncoder = new WithdrawalEncoder();
    private final InsuranceDepositEncoder insuranceEncoder = new InsuranceDepositEncoder();
    private final InsuranceWithdrawalEncoder drawingEncoder = new InsuranceWithdrawalEncoder();
    private final BidEncoder bidEncoder = new BidEncoder();
    private final BidCollateralEncoder collateralBidEncoder = new BidCollateralEncoder();

    CommandWriter(final InlineEngine engine) {
        this.engine = engine;
    }

    RejectCode addAsset(final int sender, final int id, final DeclareAsset asset) {
        assetEncoder
                .wrapAndApplyHeader(engine.buffer(), 0, engine.header())
                .sequence(engine.nextSequence(sender))
                .asset(id)
                .symbol(asset.denomination().symbol())
                .exponent((byte) asset.denomination().amountExponent())
                .priceExponent((byte) asset.denomination().priceExponent())
                .numeraire(asset.isNumeraire() ? BooleanType.YES : BooleanType.NO)
                .minSources((short) asset.prices().minSources())
                .borrowAddOnPpm(asset.borrowAddOnPpm())
                .borrowImPpm(asset.borrowImPpm())
                .borrowMmPpm(asset.borrowMmPpm())
                .maxAgeMs(asset.prices().maxAgeMs());
        final AddAssetEncoder.HaircutsEncoder haircuts = assetEncoder.haircutsCount(asset.haircuts().size());
        for (final Tier tier : asset.haircuts()) {
            haircuts.next().upTo(tier.upTo()).haircutPpm(tier.ratePpm());
        }
        return submit(sender, assetEncoder);
    }

    RejectCode addInstrument(
            final int sender, final int id, final int settlementAsset, final DeclareInstrument instrument) {
        final LiquidationTerms terms = instrument.liquidation();
        instrumentEncoder
                .wrapAndApplyHeader(engine.buffer(), 0, engine.header())
                .sequence(engine.nextSequence(sender))
                .instrument(id)
                .symbol(instrument.denomination().symbol())
                .underlying(instrument.underlying())
                .kind(instrument.kind())
                .settlementAsset(settlementAsset)
                .multiplier(instrument.denomination().multiplier())
                .priceExponent((byte) instrument.denomination().priceExponent())
                .quantityExponent((byte) instrument.denomination().quantityExponent())
                .minSources((short) instrument.prices().minSources())
                .adl(instrument.adl())
                .tick(instrument.tick())
                .lot(instrument.lot())
                .maxAgeMs(instrument.prices().maxAgeMs())
                .oiLower(instrument.oiLower())
                .oiUpper(instrument.oiUpper())
                .auctionMs(terms.auctionMs())
                .maxDiscountPpm(terms.maxDiscountPpm())
                .penaltyPpm(terms.penaltyPpm())
                .discountCapPpm(terms.discountCapPpm())
                .penaltyCapPpm(terms.penaltyCapPpm())
                .bufferPpm(terms.bufferPpm())
                .minNotional(terms.minNotional())
                .expiryMs(instrument.expiryMs())
                .pool(instrument.pool());
        final AddInstrumentEncoder.TiersEncoder tiers = instrumentEncoder.tiersCount(instrument.tiers().size());
        for (final Tier tier : instrument.tiers()) {
            tiers.next().upTo(tier.upTo()).imPpm(tier.ratePpm()).mmPpm(tier.maintenancePpm());
        }
        return submit(sender, instrumentEncoder);
    }

    RejectCode addAccount(final int sender, final int owner, final OpenAccount account) {
        accountEncoder
                .wrapAndApplyHeader(engine.buffer(), 0, engine.header())
                .sequence(engine.nextSequence(sender))
                .account(account.account())
                .owner(owner)
                .kind(account.kind())
                .leverage(account.leverage());
        return submit(sender, accountEncoder);
    }

    RejectCode deposit(final int sender, final int asset, final long reference, final MakeDeposit deposit) {
        depositEncoder
                .wrapAndApplyHeader(engine.buffer(), 0, engine.header())
                .sequence(engine.nextSequence(sender))
                .account(deposit.account())
                .amount(deposit.amount())
                .reference(reference)
                .asset(asset);
        return submit(sender, depositEncoder);
    }

    RejectCode withdraw(final int sender, final int asset, final Withdraw withdrawal) {
        withdrawalEncoder
                .wrapAndApplyHeader(engine.buffer(), 0, engine.header())
                .sequence(engine.nextSequence(sender))
                .account(withdrawal.account())
                .amount(withdrawal.amount())
                .asset(asset);
        return submit(sender, withdrawalEncoder);
    }

    RejectCode fundInsurance(final int sender, final int asset, final long reference, final FundInsurance deposit) {
        insuranceEncoder
                .wrapAndApplyHeader(engine.buffer(), 0, engine.header())
                .sequence(engine.nextSequence(sender))
                .amount(deposit.amount())
                .reference(reference)
                .asset(asset)
                .pool(deposit.pool());
        return submit(sender, insuranceEncoder);
    }

    RejectCode drawInsurance(final int sender, final int asset, final DrawInsurance withdrawal) {
        drawingEncoder
                .wrapAndApplyHeader(engine.buffer(), 0, engine.header())
                .sequence(engine.nextSequence(sender))
                .amount(withdrawal.amount())
                .asset(asset)
                .pool(withdrawal.pool());
        return submit(sender, drawingEncoder);
    }

    RejectCode trade(final int sender, final int instrument, final long tradeId, final BookTrade trade) {
        tradeEncoder
                .wrapAndApplyHeader(engine.buffer(), 0, engine.header())
                .sequence(engine.nextSequence(sender))
                .tradeId(tradeId)
                .buyer(trade.buyer())
                .seller(trade.seller())
                .quantity(trade.quantity())
                .price(trade.price())
                .buyerFee(trade.buyerFee())
                .sellerFee(trade.sellerFee())
                .instrument(instrument);
        return submit(sender, tradeEncoder);
    }

    RejectCode bid(final int sender, final int forSale, final PlaceBid bid) {
        return bid.forSale().isInstrument() ? bidPosition(sender, forSale, bid) : bidCollateral(sender, forSale, bid);
    }

    private RejectCode bidCollateral(final int sender, final int asset, final PlaceBid bid) {
        collateralBidEncoder
                .wrapAndApplyHeader(engine.buffer(), 0, engine.header())
                .sequence(engine.nextSequence(sender))
                .account(bid.account())
                .liquidation(bid.liquidation())
                .quantity(bid.quantity())
                .limitPrice(bid.limit())
                .asset(asset);
        return submit(sender, collateralBidEncoder);
    }

    private RejectCode bidPosition(final int sender, final int instrument, final PlaceBid bid) {
        bidEncoder
                .wrapAndApplyHeader(engine.buffer(), 0, engine.header())
                .sequence(engine.nextSequence(sender))
                .account(bid.account())
                .liquidation(bid.liquidation())
                .quantity(bid.quantity())
                .limitPrice(bid.limit())
                .instrument(instrument);
        return submit(sender, bidEncoder);
    }

    private RejectCode submit(final int sender, final MessageEncoderFlyweight message) {
        return engine.submit(sender, message.encodedLength());
    }
}
