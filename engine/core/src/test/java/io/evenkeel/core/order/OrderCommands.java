package io.evenkeel.core.order;

import io.evenkeel.codecs.Aggressor;
import io.evenkeel.codecs.BidCollateralEncoder;
import io.evenkeel.codecs.BidEncoder;
import io.evenkeel.codecs.BookTopEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CancelWithdrawalEncoder;
import io.evenkeel.codecs.ClassifiedTradeEncoder;
import io.evenkeel.codecs.CloseAccountEncoder;
import io.evenkeel.codecs.ConfirmInstructionEncoder;
import io.evenkeel.codecs.CreditCheckEncoder;
import io.evenkeel.codecs.DepositEncoder;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.InsuranceDepositEncoder;
import io.evenkeel.codecs.InsuranceWithdrawalEncoder;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.PriceSubmissionEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.ReserveMarginEncoder;
import io.evenkeel.codecs.SetAccountTermsEncoder;
import io.evenkeel.codecs.SetBackstopEncoder;
import io.evenkeel.codecs.SetCollateralLimitsEncoder;
import io.evenkeel.codecs.SetCollateralTermsEncoder;
import io.evenkeel.codecs.SetFeesEncoder;
import io.evenkeel.codecs.SetFundingTermsEncoder;
import io.evenkeel.codecs.SetHaltedEncoder;
import io.evenkeel.codecs.SetInsuranceLimitsEncoder;
import io.evenkeel.codecs.SetLeverageEncoder;
import io.evenkeel.codecs.SetLiquidationTermsEncoder;
import io.evenkeel.codecs.SetMarginTermsEncoder;
import io.evenkeel.codecs.SetMarketPhaseEncoder;
import io.evenkeel.codecs.SetMarketTermsEncoder;
import io.evenkeel.codecs.SetPriceTermsEncoder;
import io.evenkeel.codecs.SetSettlementEncoder;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.codecs.Side;
import io.evenkeel.codecs.StartCycleEncoder;
import io.evenkeel.codecs.TradeBustEncoder;
import io.evenkeel.codecs.TradeCorrectionEncoder;
import io.evenkeel.codecs.TradeEncoder;
import io.evenkeel.codecs.TransferEncoder;
import io.evenkeel.codecs.WithdrawalEncoder;
import java.util.function.Consumer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** The commands of an {@link OrderRig}: each sends one and gives the code of its answer. */
final class OrderCommands {
    private final OrderRig rig;
    private long lastId;

    OrderCommands(final OrderRig rig) {
        this.rig = rig;
    }

    private <E extends MessageEncoderFlyweight> RejectCode send(
            final int participant, final E encoder, final Consumer<E> fields) {
        return rig.send(participant, encoder, () -> fields.accept(encoder));
    }

    /** Goes on after an id that was used. {@return this} */
    OrderCommands startingAt(final long id) {
        lastId = id;
        return this;
    }

    /** {@return the id of the fill or reference sent last} */
    long lastId() {
        return lastId;
    }

    RejectCode deposit(final long account, final long amount) {
        return deposit(account, 0, amount);
    }

    RejectCode deposit(final long account, final int asset, final long amount) {
        return send(OrderRig.VENUE, new DepositEncoder(), message ->
                message.account(account).amount(amount).reference(++lastId).asset(asset));
    }

    RejectCode withdraw(final int owner, final long account, final long amount) {
        return send(owner, new WithdrawalEncoder(), message -> message.account(account).amount(amount).asset(0));
    }

    RejectCode confirm(final long instruction) {
        return confirm(instruction, InstructionOutcome.CONFIRMED);
    }

    RejectCode confirm(final long instruction, final InstructionOutcome outcome) {
        return send(OrderRig.VENUE, new ConfirmInstructionEncoder(),
                message -> message.instruction(instruction).reference(++lastId).outcome(outcome));
    }

    RejectCode transfer(final int owner, final long from, final long to, final long amount) {
        return send(owner, new TransferEncoder(), message -> message.from(from).to(to).amount(amount).asset(0));
    }

    RejectCode startCycle() {
        return send(OrderRig.GENESIS, new StartCycleEncoder(), message -> { });
    }

    RejectCode settlement(final long cycleMs, final long repeatMs, final long limit, final long windowMs) {
        return send(OrderRig.GENESIS, new SetSettlementEncoder(), message -> message.cycleMs(cycleMs)
                .repeatMs(repeatMs)
                .withdrawalLimit(limit)
                .windowMs(windowMs));
    }

    RejectCode limits(final long depositCap, final long withdrawalLimit, final long windowMs) {
        return send(OrderRig.GENESIS, new SetCollateralLimitsEncoder(), message -> message.asset(0)
                .depositCap(depositCap)
                .accountLimit(0)
                .withdrawalLimit(withdrawalLimit)
                .windowMs(windowMs)
                .delayAbove(0)
                .delayMs(0));
    }

    RejectCode marginTerms(final int imPpm, final int mmPpm) {
        return marginTerms(0, imPpm, mmPpm);
    }

    RejectCode marginTerms(final int instrument, final int imPpm, final int mmPpm) {
        return send(OrderRig.GENESIS, new SetMarginTermsEncoder(), message -> message.instrument(instrument)
                .oiLower(0)
                .oiUpper(0)
                .tiersCount(1).next().upTo(Long.MAX_VALUE).imPpm(imPpm).mmPpm(mmPpm));
    }

    RejectCode borrowTerms(final int imPpm, final int mmPpm) {
        return send(OrderRig.GENESIS, new SetCollateralTermsEncoder(), message -> message.asset(0)
                .borrowAddOnPpm(0)
                .borrowImPpm(imPpm)
                .borrowMmPpm(mmPpm)
                .haircutsCount(0));
    }

    /** Submits a price of PERP0, in tenths. */
    RejectCode price(final long price) {
        return price(0, price);
    }

    RejectCode price(final int instrument, final long price) {
        return price(PricedKind.INSTRUMENT, instrument, price);
    }

    RejectCode price(final PricedKind kind, final int priced, final long price) {
        return send(OrderRig.VENUE, new PriceSubmissionEncoder(), message -> message.sourceSequence(++lastId)
                .price(price)
                .confidence(0)
                .sourceTimeMs(rig.timeMs())
                .source(1)
                .priced(priced)
                .kind(kind));
    }

    /** Says what of an asset does not count; nothing more is held for debts in it. */
    RejectCode haircut(final int asset, final int haircutPpm) {
        return send(OrderRig.GENESIS, new SetCollateralTermsEncoder(), message -> message.asset(asset)
                .borrowAddOnPpm(0)
                .borrowImPpm(0)
                .borrowMmPpm(0)
                .haircutsCount(1).next().upTo(Long.MAX_VALUE).haircutPpm(haircutPpm));
    }

    /** Says at what prices the impact notional can be sold and bought, which are also the best. */
    RejectCode book(final long bid, final long ask) {
        return send(OrderRig.VENUE, new BookTopEncoder(), message -> message.bid(bid)
                .ask(ask)
                .last(0)
                .impactBid(bid)
                .impactAsk(ask)
                .depth(0)
                .instrument(0));
    }

    /** Says at what price the impact notional can be sold, and nothing of best prices. */
    RejectCode impactBid(final long price) {
        return send(OrderRig.VENUE, new BookTopEncoder(), message -> message.bid(0)
                .ask(0)
                .last(0)
                .impactBid(price)
                .impactAsk(0)
                .depth(0)
                .instrument(0));
    }

    /** Says how much is on offer, and nothing of prices. */
    RejectCode depth(final long depth) {
        return send(OrderRig.VENUE, new BookTopEncoder(), message -> message.bid(0)
                .ask(0)
                .last(0)
                .impactBid(0)
                .impactAsk(0)
                .depth(depth)
                .instrument(0));
    }

    RejectCode funding(final long intervalMs, final long interestPpb, final long capPpb) {
        return send(OrderRig.GENESIS, new SetFundingTermsEncoder(), message ->
                message.instrument(0).intervalMs(intervalMs).interestPpb(interestPpb).capPpb(capPpb));
    }

    RejectCode phase(final MarketPhase phase, final long price) {
        return phase(0, phase, price);
    }

    RejectCode phase(final int instrument, final MarketPhase phase, final long price) {
        return send(OrderRig.GENESIS, new SetMarketPhaseEncoder(), message ->
                message.instrument(instrument).phase(phase).price(price));
    }

    /** Says how far the price is moved in favour of accounts while it allows no liquidation. */
    RejectCode staleFavour(final int ppm) {
        return staleFavour(ppm, 0);
    }

    /** Says it, and how long the source is fresh. */
    RejectCode staleFavour(final int ppm, final long maxAgeMs) {
        return staleFavour(PricedKind.INSTRUMENT, 0, ppm, maxAgeMs);
    }

    RejectCode staleFavour(final PricedKind kind, final int priced, final int ppm, final long maxAgeMs) {
        return send(OrderRig.GENESIS, new SetPriceTermsEncoder(), message -> message.kind(kind)
                .priced(priced)
                .minSources((short) 1)
                .freshRounds((short) 0)
                .maxAgeMs(maxAgeMs)
                .bandPpm(5_000)
                .maxJumpPpm(0)
                .jumpWindowMs(60_000)
                .markBandPpm(0)
                .emaMs(150_000)
                .uncertaintyPpm(0)
                .staleFavourPpm(ppm));
    }

    RejectCode halt(final boolean isHalted) {
        return halt(PricedKind.INSTRUMENT, 0, isHalted);
    }

    RejectCode halt(final PricedKind kind, final int priced, final boolean isHalted) {
        return send(OrderRig.GENESIS, new SetHaltedEncoder(), message -> message.kind(kind)
                .priced(priced)
                .halted(isHalted ? BooleanType.YES : BooleanType.NO));
    }

    RejectCode trade(final long buyer, final long seller, final long quantity, final long price) {
        return trade(buyer, seller, quantity, price, 0, 0);
    }

    RejectCode trade(
            final long buyer,
            final long seller,
            final long quantity,
            final long price,
            final long buyerFee,
            final long sellerFee) {
        return trade(OrderRig.VENUE, 0, buyer, seller, quantity, price, buyerFee, sellerFee);
    }

    RejectCode trade(
            final int instrument, final long buyer, final long seller, final long quantity, final long price) {
        return trade(OrderRig.VENUE, instrument, buyer, seller, quantity, price, 0, 0);
    }

    RejectCode trade(
            final int venue,
            final int instrument,
            final long buyer,
            final long seller,
            final long quantity,
            final long price,
            final long buyerFee,
            final long sellerFee) {
        return send(venue, new TradeEncoder(), message -> message.tradeId(++lastId)
                .buyer(buyer)
                .seller(seller)
                .quantity(quantity)
                .price(price)
                .buyerFee(buyerFee)
                .sellerFee(sellerFee)
                .instrument(instrument));
    }

    RejectCode classified(
            final long buyer, final long seller, final long quantity, final long price, final Aggressor aggressor) {
        return send(OrderRig.VENUE, new ClassifiedTradeEncoder(), message -> message.tradeId(++lastId)
                .buyer(buyer)
                .seller(seller)
                .quantity(quantity)
                .price(price)
                .instrument(0)
                .aggressor(aggressor));
    }

    /** A fill as it was sent, for busting it. */
    record Fill(
            long id,
            long buyer,
            long seller,
            long quantity,
            long price,
            long buyerFee,
            long sellerFee,
            Aggressor aggressor) {
    }

    RejectCode bust(final int venue, final Fill fill) {
        return send(venue, new TradeBustEncoder(), message -> message.tradeId(fill.id())
                .buyer(fill.buyer())
                .seller(fill.seller())
                .quantity(fill.quantity())
                .price(fill.price())
                .buyerFee(fill.buyerFee())
                .sellerFee(fill.sellerFee())
                .instrument(0)
                .aggressor(fill.aggressor()));
    }

    RejectCode correct(
            final Fill fill, final long quantity, final long price, final long buyerFee, final long sellerFee) {
        return send(OrderRig.VENUE, new TradeCorrectionEncoder(), message -> message.tradeId(fill.id())
                .buyer(fill.buyer())
                .seller(fill.seller())
                .quantity(fill.quantity())
                .price(fill.price())
                .buyerFee(fill.buyerFee())
                .sellerFee(fill.sellerFee())
                .newQuantity(quantity)
                .newPrice(price)
                .newBuyerFee(buyerFee)
                .newSellerFee(sellerFee)
                .instrument(0)
                .aggressor(fill.aggressor()));
    }

    RejectCode credit(
            final int sender, final long account, final Side side, final long quantity, final long price) {
        return send(sender, new CreditCheckEncoder(), message -> message.account(account)
                .quantity(quantity)
                .price(price)
                .instrument(0)
                .side(side));
    }

    RejectCode reserve(final int venue, final long account, final long amount) {
        return reserve(venue, account, amount, 0);
    }

    /** Says what a venue, 0 for the sender, reserves. */
    RejectCode reserve(final int sender, final long account, final long amount, final int venue) {
        return send(sender, new ReserveMarginEncoder(), message -> message.account(account)
                .amount(amount)
                .venue(venue));
    }

    RejectCode leverage(final int owner, final long account, final int leverage) {
        return send(owner, new SetLeverageEncoder(), message -> message.account(account).leverage(leverage));
    }

    RejectCode terms(final long account, final int feeTier, final SettlementMode mode) {
        return send(OrderRig.GENESIS, new SetAccountTermsEncoder(), message ->
                message.account(account).feeTier((short) feeTier).settlement(mode));
    }

    RejectCode close(final int sender, final long account) {
        return send(sender, new CloseAccountEncoder(), message -> message.account(account));
    }

    RejectCode market(final int slowRate, final int band, final long positionLimit, final long openInterestCap) {
        return send(OrderRig.GENESIS, new SetMarketTermsEncoder(), message -> message.instrument(0)
                .slowRatePpmPerSecond(slowRate)
                .fillBandPpm(band)
                .positionLimit(positionLimit)
                .openInterestCap(openInterestCap));
    }

    RejectCode cycles(final long cycleMs) {
        return send(OrderRig.GENESIS, new SetSettlementEncoder(), message -> message.cycleMs(cycleMs)
                .repeatMs(60_000)
                .withdrawalLimit(0)
                .windowMs(0));
    }

    /** Sets fees of tiers: maker, taker, maker, taker … */
    RejectCode fees(final int... rates) {
        return send(OrderRig.GENESIS, new SetFeesEncoder(), message -> {
            final SetFeesEncoder.TiersEncoder tiers = message.instrument(0).tiersCount(rates.length / 2);
            for (int i = 0; i < rates.length; i += 2) {
                tiers.next().makerPpm(rates[i]).takerPpm(rates[i + 1]);
            }
        });
    }

    RejectCode backstop(final long account, final long capacity) {
        return send(OrderRig.GENESIS, new SetBackstopEncoder(), encoder -> encoder.account(account).capacity(capacity));
    }

    RejectCode insuranceLimits(final long perLiquidation, final long perWindow, final long windowMs) {
        return insuranceLimits(0, perLiquidation, perWindow, windowMs);
    }

    RejectCode insuranceLimits(
            final int pool, final long perLiquidation, final long perWindow, final long windowMs) {
        return send(OrderRig.GENESIS, new SetInsuranceLimitsEncoder(), encoder ->
                encoder.perLiquidation(perLiquidation).perWindow(perWindow).windowMs(windowMs).pool(pool));
    }

    /** Sets how positions in PERP0 are liquidated, with discount and penalty that do not grow; any rest may stay. */
    RejectCode liquidationTerms(
            final int auctionMs,
            final int discountPpm,
            final int penaltyPpm,
            final int bufferPpm,
            final int socialCapPpm) {
        return send(OrderRig.GENESIS, new SetLiquidationTermsEncoder(), encoder -> encoder.instrument(0)
                .auctionMs(auctionMs)
                .maxDiscountPpm(discountPpm)
                .discountCapPpm(discountPpm)
                .penaltyPpm(penaltyPpm)
                .penaltyCapPpm(penaltyPpm)
                .bufferPpm(bufferPpm)
                .socialCapPpm(socialCapPpm)
                .minNotional(0));
    }

    RejectCode insure(final long amount) {
        return insure(amount, 0);
    }

    RejectCode insure(final long amount, final int pool) {
        return send(OrderRig.VENUE, new InsuranceDepositEncoder(), encoder ->
                encoder.amount(amount).reference(++lastId).asset(0).pool(pool));
    }

    RejectCode uninsure(final long amount, final int pool) {
        return send(OrderRig.GENESIS, new InsuranceWithdrawalEncoder(), encoder ->
                encoder.amount(amount).asset(0).pool(pool));
    }

    RejectCode bid(
            final int keeper, final long account, final long liquidation, final long quantity, final long limit) {
        return bid(keeper, account, 0, liquidation, quantity, limit);
    }

    RejectCode bid(
            final int keeper,
            final long account,
            final int instrument,
            final long liquidation,
            final long quantity,
            final long limit) {
        return send(keeper, new BidEncoder(), encoder -> encoder.account(account)
                .liquidation(liquidation).quantity(quantity).limitPrice(limit).instrument(instrument));
    }

    RejectCode bidCollateral(
            final int keeper,
            final long account,
            final long liquidation,
            final int asset,
            final long quantity,
            final long limit) {
        return send(keeper, new BidCollateralEncoder(), encoder -> encoder.account(account)
                .liquidation(liquidation).quantity(quantity).limitPrice(limit).asset(asset));
    }

    /** Lets withdrawals of USDC above an amount wait before gateways are told; there are no other limits. */
    RejectCode delay(final long above, final long delayMs) {
        return send(OrderRig.GENESIS, new SetCollateralLimitsEncoder(), message -> message.asset(0)
                .depositCap(0)
                .accountLimit(0)
                .withdrawalLimit(0)
                .windowMs(0)
                .delayAbove(above)
                .delayMs(delayMs));
    }

    RejectCode cancel(final int participant, final long instruction) {
        return send(participant, new CancelWithdrawalEncoder(), message -> message.instruction(instruction));
    }
}
