package io.evenkeel.core.sim.command;

import io.evenkeel.codecs.Aggressor;
import io.evenkeel.codecs.ClassifiedTradeEncoder;
import io.evenkeel.codecs.CreditCheckEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.ReserveMarginEncoder;
import io.evenkeel.codecs.SetAccountTermsEncoder;
import io.evenkeel.codecs.SetFeesEncoder;
import io.evenkeel.codecs.SetLeverageEncoder;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.codecs.TradeBustEncoder;
import io.evenkeel.codecs.TradeCorrectionEncoder;
import io.evenkeel.model.FeeTier;
import io.evenkeel.model.Fill;
import org.agrona.MutableDirectBuffer;

/** Writes the commands of {@link OrderEntry} as bytes. */
public final class OrderWriter {
    private final ClassifiedTradeEncoder classifiedTrade = new ClassifiedTradeEncoder();
    private final TradeBustEncoder tradeBust = new TradeBustEncoder();
    private final TradeCorrectionEncoder tradeCorrection = new TradeCorrectionEncoder();
    private final ReserveMarginEncoder reserveMargin = new ReserveMarginEncoder();
    private final SetLeverageEncoder setLeverage = new SetLeverageEncoder();
    private final CreditCheckEncoder creditCheck = new CreditCheckEncoder();
    private final SetAccountTermsEncoder setAccountTerms = new SetAccountTermsEncoder();
    private final MutableDirectBuffer buffer;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    OrderWriter(final MutableDirectBuffer buffer) {
        this.buffer = buffer;
    }

    private static int lengthOf(final int blockLength) {
        return MessageHeaderEncoder.ENCODED_LENGTH + blockLength;
    }

    private static Aggressor aggressorOf(final Fill fill) {
        if (!fill.isScheduled()) {
            return Aggressor.NONE;
        }
        return fill.isBuyerTaker() ? Aggressor.BUYER : Aggressor.SELLER;
    }

    int classified(final long sequence, final Fill fill) {
        final ClassifiedTradeEncoder encoder = classifiedTrade;
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .tradeId(fill.tradeId())
                .buyer(fill.buyer())
                .seller(fill.seller())
                .quantity(fill.quantity())
                .price(fill.price())
                .instrument(fill.instrument())
                .aggressor(aggressorOf(fill));
        return lengthOf(encoder.encodedLength());
    }

    int bust(final long sequence, final Fill fill) {
        final TradeBustEncoder encoder = tradeBust;
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .tradeId(fill.tradeId())
                .buyer(fill.buyer())
                .seller(fill.seller())
                .quantity(fill.quantity())
                .price(fill.price())
                .buyerFee(fill.buyerFee())
                .sellerFee(fill.sellerFee())
                .instrument(fill.instrument())
                .aggressor(aggressorOf(fill));
        return lengthOf(encoder.encodedLength());
    }

    int correction(final long sequence, final Fill wrong, final Fill right) {
        final TradeCorrectionEncoder encoder = tradeCorrection;
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .tradeId(wrong.tradeId())
                .buyer(wrong.buyer())
                .seller(wrong.seller())
                .quantity(wrong.quantity())
                .price(wrong.price())
                .buyerFee(wrong.buyerFee())
                .sellerFee(wrong.sellerFee())
                .newQuantity(right.quantity())
                .newPrice(right.price())
                .newBuyerFee(right.buyerFee())
                .newSellerFee(right.sellerFee())
                .instrument(wrong.instrument())
                .aggressor(aggressorOf(wrong));
        return lengthOf(encoder.encodedLength());
    }

    int reserve(final long sequence, final long account, final long amount) {
        final ReserveMarginEncoder encoder = reserveMargin;
        encoder.wrapAndApplyHeader(buffer, 0, header).sequence(sequence).account(account).amount(amount).venue(0);
        return lengthOf(encoder.encodedLength());
    }

    int leverage(final long sequence, final long account, final int leverage) {
        final SetLeverageEncoder encoder = setLeverage;
        encoder.wrapAndApplyHeader(buffer, 0, header).sequence(sequence).account(account).leverage(leverage);
        return lengthOf(encoder.encodedLength());
    }

    int credit(final long sequence, final OrderEntry.Credit asked) {
        final CreditCheckEncoder encoder = creditCheck;
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .account(asked.account())
                .quantity(asked.quantity())
                .price(asked.price())
                .instrument(asked.instrument())
                .side(asked.side());
        return lengthOf(encoder.encodedLength());
    }

    int fees(final long sequence, final OrderEntry.Fees schedule) {
        final SetFeesEncoder encoder = new SetFeesEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header).sequence(sequence).instrument(schedule.instrument());
        final SetFeesEncoder.TiersEncoder tiers = encoder.tiersCount(schedule.tiers().size());
        for (final FeeTier tier : schedule.tiers()) {
            tiers.next().makerPpm(tier.makerPpm()).takerPpm(tier.takerPpm());
        }
        return lengthOf(encoder.encodedLength());
    }

    int accountTerms(final long sequence, final OrderEntry.AccountTerms terms) {
        final SetAccountTermsEncoder encoder = setAccountTerms;
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .account(terms.account())
                .feeTier((short) terms.feeTier())
                .settlement(terms.isExternal() ? SettlementMode.EXTERNAL : SettlementMode.INTERNAL);
        return lengthOf(encoder.encodedLength());
    }
}
