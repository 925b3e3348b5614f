package io.evenkeel.tools.crash;

import io.evenkeel.client.Role;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AddAccountEncoder;
import io.evenkeel.codecs.AddAssetEncoder;
import io.evenkeel.codecs.AddInstrumentEncoder;
import io.evenkeel.codecs.AddParticipantEncoder;
import io.evenkeel.codecs.AddPriceSourceEncoder;
import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.DepositEncoder;
import io.evenkeel.codecs.InstrumentKind;
import io.evenkeel.codecs.InsuranceDepositEncoder;
import io.evenkeel.codecs.PriceSubmissionEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetBackstopEncoder;
import io.evenkeel.codecs.SetInsuranceLimitsEncoder;
import io.evenkeel.codecs.TradeEncoder;
import io.evenkeel.tools.inline.InlineEngine;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Writes the commands that make a market and move its price. One participant holds every role; a refusal of one of its
 * commands is an {@link IllegalStateException}, for the lab checks beforehand what it can.
 */
final class Operator {
    /** It and the engine's first participant are there before any other. */
    static final int PARTICIPANT = 2;

    private static final int GENESIS = 1;
    private static final int SOURCE = 1;
    private static final int ASSET = 0;

    private final InlineEngine engine;
    private final AddAccountEncoder account = new AddAccountEncoder();
    private final DepositEncoder deposit = new DepositEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final PriceSubmissionEncoder price = new PriceSubmissionEncoder();
    private long lastNumber;

    /** Makes the participant, and the asset. */
    Operator(final InlineEngine engine) {
        this.engine = engine;
        engine.openSession(GENESIS);
        admit(GENESIS, PARTICIPANT, EnumSet.allOf(Role.class));
        final AddAssetEncoder asset = new AddAssetEncoder();
        engine.begin(PARTICIPANT, asset);
        asset.asset(ASSET)
                .symbol(Money.SYMBOL)
                .exponent((byte) -Money.DECIMALS)
                .priceExponent((byte) 0)
                .numeraire(BooleanType.YES)
                .minSources((short) 1)
                .borrowAddOnPpm(0)
                .borrowImPpm(0)
                .borrowMmPpm(0)
                .maxAgeMs(0);
        asset.haircutsCount(0);
        require(PARTICIPANT, asset, "the asset");
    }

    /** Admits an owner of accounts. */
    void admit(final int participant, final Set<Role> roles) {
        admit(PARTICIPANT, participant, roles);
    }

    private void admit(final int sender, final int participant, final Set<Role> roles) {
        final AddParticipantEncoder encoder = new AddParticipantEncoder();
        engine.begin(sender, encoder);
        encoder.participant(participant).commandsPerSecond(0);
        final int mask = roles.stream().mapToInt(Role::mask).sum();
        engine.buffer().putShort(
                encoder.offset() + AddParticipantEncoder.rolesEncodingOffset(), (short) mask,
                ByteOrder.LITTLE_ENDIAN);
        require(sender, encoder, "participant " + participant);
        engine.openSession(participant);
    }

    /** Lists a market: a perpetual without funding, so that what is booked is exact, with one source of its price. */
    void list(final int instrument, final BookMarket market, final MarketTerms terms, final AdlPolicy policy) {
        final AddInstrumentEncoder encoder = new AddInstrumentEncoder();
        engine.begin(PARTICIPANT, encoder);
        encoder.instrument(instrument)
                .symbol(market.symbol())
                .underlying(market.symbol())
                .kind(InstrumentKind.PERPETUAL)
                .settlementAsset(ASSET)
                .multiplier(1)
                .priceExponent((byte) -market.priceDecimals())
                .quantityExponent((byte) -market.quantityDecimals())
                .minSources((short) 1)
                .adl(policy)
                .tick(1)
                .lot(1)
                .maxAgeMs(0)
                .oiLower(0)
                .oiUpper(0)
                .auctionMs(terms.auctionMs())
                .maxDiscountPpm(terms.maxDiscountPpm())
                .penaltyPpm(terms.penaltyPpm())
                .discountCapPpm(terms.maxDiscountPpm())
                .penaltyCapPpm(terms.penaltyPpm())
                .bufferPpm(terms.bufferPpm())
                .minNotional(0)
                .expiryMs(0)
                .pool(0);
        encoder.tiersCount(1).next().upTo(Long.MAX_VALUE).imPpm(terms.initialPpm()).mmPpm(terms.maintenancePpm());
        require(PARTICIPANT, encoder, market.symbol());
        final AddPriceSourceEncoder source = new AddPriceSourceEncoder();
        engine.begin(PARTICIPANT, source);
        source.kind(PricedKind.INSTRUMENT)
                .priced(instrument)
                .source(SOURCE)
                .participant(PARTICIPANT)
                .weight(1);
        require(PARTICIPANT, source, "a source of " + market.symbol());
    }

    void open(final long id, final int owner, final AccountKind kind) {
        engine.begin(PARTICIPANT, account);
        account.account(id).owner(owner).kind(kind).leverage(0);
        require(PARTICIPANT, account, "account " + id);
    }

    void deposit(final long id, final long amount) {
        engine.begin(PARTICIPANT, deposit);
        deposit.account(id).amount(amount).reference(++lastNumber).asset(ASSET);
        require(PARTICIPANT, deposit, "a deposit of account " + id);
    }

    void trade(
            final int instrument,
            final long buyer,
            final long seller,
            final long quantity,
            final long atPrice,
            final long buyerFee,
            final long sellerFee) {
        engine.begin(PARTICIPANT, trade);
        trade.tradeId(++lastNumber)
                .buyer(buyer)
                .seller(seller)
                .quantity(quantity)
                .price(atPrice)
                .buyerFee(buyerFee)
                .sellerFee(sellerFee)
                .instrument(instrument);
        require(PARTICIPANT, trade, "the position of account " + Math.min(buyer, seller));
    }

    void submitPrice(final int instrument, final long mantissa) {
        engine.begin(PARTICIPANT, price);
        price.sourceSequence(++lastNumber)
                .price(mantissa)
                .confidence(0)
                .sourceTimeMs(engine.timeMs())
                .source(SOURCE)
                .priced(instrument)
                .kind(PricedKind.INSTRUMENT);
        require(PARTICIPANT, price, "a price");
    }

    /** Pays into the insurance fund, and lets it pay. */
    void insure(final long amount, final long perLiquidation) {
        if (amount > 0) {
            final InsuranceDepositEncoder encoder = new InsuranceDepositEncoder();
            engine.begin(PARTICIPANT, encoder);
            encoder.amount(amount).reference(++lastNumber).asset(ASSET).pool(0);
            require(PARTICIPANT, encoder, "the insurance fund");
        }
        final SetInsuranceLimitsEncoder limits = new SetInsuranceLimitsEncoder();
        engine.begin(PARTICIPANT, limits);
        limits.perLiquidation(perLiquidation).perWindow(0).windowMs(0).pool(0);
        require(PARTICIPANT, limits, "its limits");
    }

    void registerBackstop(final long id, final long capacity) {
        final SetBackstopEncoder encoder = new SetBackstopEncoder();
        engine.begin(PARTICIPANT, encoder);
        encoder.account(id).capacity(capacity);
        require(PARTICIPANT, encoder, "backstop account " + id);
    }

    private void require(final int sender, final MessageEncoderFlyweight message, final String what) {
        final RejectCode code = engine.submit(sender, message.encodedLength());
        if (code != RejectCode.NONE) {
            throw new IllegalStateException("the core refused " + what + ": " + code);
        }
    }
}
