package io.evenkeel.tools.scenario;

import io.evenkeel.codecs.Aggressor;
import io.evenkeel.codecs.ClassifiedTradeEncoder;
import io.evenkeel.codecs.CloseAccountEncoder;
import io.evenkeel.codecs.CreditCheckEncoder;
import io.evenkeel.codecs.FeesChargedDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.ReserveMarginEncoder;
import io.evenkeel.codecs.SetAccountTermsEncoder;
import io.evenkeel.codecs.SetFeesEncoder;
import io.evenkeel.codecs.SetLeverageEncoder;
import io.evenkeel.codecs.SetMarketTermsEncoder;
import io.evenkeel.codecs.TradeBustEncoder;
import io.evenkeel.codecs.TradeCorrectionEncoder;
import io.evenkeel.tools.inline.InlineEngine;
import io.evenkeel.tools.scenario.OrderStatement.AgreeTerms;
import io.evenkeel.tools.scenario.OrderStatement.Bust;
import io.evenkeel.tools.scenario.OrderStatement.CheckCredit;
import io.evenkeel.tools.scenario.OrderStatement.ChooseLeverage;
import io.evenkeel.tools.scenario.OrderStatement.CloseAccount;
import io.evenkeel.tools.scenario.OrderStatement.Correct;
import io.evenkeel.tools.scenario.OrderStatement.FeeTerms;
import io.evenkeel.tools.scenario.OrderStatement.FeeTier;
import io.evenkeel.tools.scenario.OrderStatement.MarketTerms;
import io.evenkeel.tools.scenario.OrderStatement.Reserve;
import io.evenkeel.tools.scenario.Statement.BookTrade;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToIntFunction;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Writes the commands of a scenario that concern orders, their limits and terms of accounts. Remembers the terms that
 * fills were booked with, fees included, so that a bust or a correction need only name a fill.
 */
final class OrderWriter {
    private final InlineEngine engine;
    private final Registry registry;
    private final int runner;
    private final LongToIntFunction ownerOf;
    private final Map<Long, BookTrade> booked = new HashMap<>();

    OrderWriter(
            final InlineEngine engine, final Registry registry, final int runner, final LongToIntFunction ownerOf) {
        this.engine = engine;
        this.registry = registry;
        this.runner = runner;
        this.ownerOf = ownerOf;
    }

    private <E extends MessageEncoderFlyweight> E begin(final int sender, final E encoder) {
        engine.begin(sender, encoder);
        return encoder;
    }

    private RejectCode submit(final int sender, final MessageEncoderFlyweight message) {
        return engine.submit(sender, message.encodedLength());
    }

    RejectCode marketTerms(final MarketTerms terms) {
        final SetMarketTermsEncoder encoder = begin(runner, new SetMarketTermsEncoder());
        encoder.instrument(registry.id(terms.instrument()))
                .slowRatePpmPerSecond(terms.slowRatePpmPerSecond())
                .fillBandPpm(terms.fillBandPpm())
                .positionLimit(terms.positionLimit())
                .openInterestCap(terms.openInterestCap());
        return submit(runner, encoder);
    }

    RejectCode fees(final FeeTerms terms) {
        final SetFeesEncoder encoder = begin(runner, new SetFeesEncoder());
        encoder.instrument(registry.id(terms.instrument()));
        final SetFeesEncoder.TiersEncoder tiers = encoder.tiersCount(terms.tiers().size());
        for (final FeeTier tier : terms.tiers()) {
            tiers.next().makerPpm(tier.makerPpm()).takerPpm(tier.takerPpm());
        }
        return submit(runner, encoder);
    }

    /** Sets what a declaration says beside the listing itself; null is nothing. */
    RejectCode declared(final MarketTerms terms, final FeeTerms fees) {
        final RejectCode code = terms == null ? RejectCode.NONE : marketTerms(terms);
        return code == RejectCode.NONE && fees != null ? fees(fees) : code;
    }

    RejectCode leverage(final ChooseLeverage choice) {
        final int owner = ownerOf.applyAsInt(choice.account());
        final SetLeverageEncoder encoder = begin(owner, new SetLeverageEncoder());
        encoder.account(choice.account()).leverage(choice.leverage());
        return submit(owner, encoder);
    }

    RejectCode terms(final AgreeTerms terms) {
        final SetAccountTermsEncoder encoder = begin(runner, new SetAccountTermsEncoder());
        encoder.account(terms.account()).feeTier((short) terms.feeTier()).settlement(terms.settlement());
        return submit(runner, encoder);
    }

    RejectCode close(final CloseAccount closing) {
        final int owner = ownerOf.applyAsInt(closing.account());
        final CloseAccountEncoder encoder = begin(owner, new CloseAccountEncoder());
        encoder.account(closing.account());
        return submit(owner, encoder);
    }

    RejectCode reserve(final Reserve reservation) {
        final ReserveMarginEncoder encoder = begin(runner, new ReserveMarginEncoder());
        encoder.account(reservation.account()).amount(reservation.amount()).venue(0);
        return submit(runner, encoder);
    }

    RejectCode creditCheck(final CheckCredit check) {
        final CreditCheckEncoder encoder = begin(runner, new CreditCheckEncoder());
        encoder.account(check.account())
                .quantity(check.quantity())
                .price(check.price())
                .instrument(registry.id(check.instrument()))
                .side(check.side());
        return submit(runner, encoder);
    }

    /** Books a fill whose fees the schedule decides. */
    RejectCode classifiedTrade(final long tradeId, final BookTrade trade) {
        final ClassifiedTradeEncoder encoder = begin(runner, new ClassifiedTradeEncoder());
        encoder.tradeId(tradeId)
                .buyer(trade.buyer())
                .seller(trade.seller())
                .quantity(trade.quantity())
                .price(trade.price())
                .instrument(registry.id(trade.instrument()))
                .aggressor(trade.aggressor());
        return submit(runner, encoder);
    }

    /** Remembers a fill that was booked. */
    void note(final BookTrade trade) {
        if (trade.id() != 0) {
            booked.put(trade.id(), trade.aggressor() == Aggressor.NONE ? trade : withFeesCharged(trade));
        }
    }

    private BookTrade withFeesCharged(final BookTrade trade) {
        final FeesChargedDecoder charged = new FeesChargedDecoder();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final List<byte[]> events = engine.events();
        for (int i = events.size() - 1; i >= 0; i--) {
            final UnsafeBuffer event = new UnsafeBuffer(events.get(i));
            if (header.wrap(event, 0).templateId() == FeesChargedDecoder.TEMPLATE_ID) {
                charged.wrapAndApplyHeader(event, 0, header);
                return trade.withFees(charged.buyerFee(), charged.sellerFee());
            }
        }
        return trade;
    }

    RejectCode bust(final Bust bust) {
        final BookTrade trade = booked.get(bust.trade());
        if (trade == null) {
            return RejectCode.UNKNOWN_TRADE;
        }
        final TradeBustEncoder encoder = begin(runner, new TradeBustEncoder());
        encoder.tradeId(bust.trade())
                .buyer(trade.buyer())
                .seller(trade.seller())
                .quantity(trade.quantity())
                .price(bust.price() == null ? trade.price() : bust.price())
                .buyerFee(trade.buyerFee())
                .sellerFee(trade.sellerFee())
                .instrument(registry.id(trade.instrument()))
                .aggressor(trade.aggressor());
        return submit(runner, encoder);
    }

    RejectCode correct(final Correct correction) {
        final BookTrade trade = booked.get(correction.trade());
        if (trade == null) {
            return RejectCode.UNKNOWN_TRADE;
        }
        final BookTrade right = trade.corrected(correction);
        final TradeCorrectionEncoder encoder = begin(runner, new TradeCorrectionEncoder());
        encoder.tradeId(correction.trade())
                .buyer(trade.buyer())
                .seller(trade.seller())
                .quantity(trade.quantity())
                .price(trade.price())
                .buyerFee(trade.buyerFee())
                .sellerFee(trade.sellerFee())
                .newQuantity(right.quantity())
                .newPrice(right.price())
                .newBuyerFee(right.buyerFee())
                .newSellerFee(right.sellerFee())
                .instrument(registry.id(trade.instrument()))
                .aggressor(trade.aggressor());
        final RejectCode code = submit(runner, encoder);
        if (code == RejectCode.NONE) {
            note(right);
        }
        return code;
    }
}
