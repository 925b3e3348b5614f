package io.evenkeel.client;

import io.evenkeel.codecs.Aggressor;
import io.evenkeel.codecs.ClassifiedTradeEncoder;
import io.evenkeel.codecs.CloseAccountEncoder;
import io.evenkeel.codecs.CreditCheckEncoder;
import io.evenkeel.codecs.ReserveMarginEncoder;
import io.evenkeel.codecs.SetAccountTermsEncoder;
import io.evenkeel.codecs.SetFeesEncoder;
import io.evenkeel.codecs.SetLeverageEncoder;
import io.evenkeel.codecs.SetMarketTermsEncoder;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.codecs.Side;
import io.evenkeel.codecs.TradeBustEncoder;
import io.evenkeel.codecs.TradeCorrectionEncoder;
import java.util.List;

/**
 * The commands about orders, their limits and terms of accounts: part of an {@link EvenkeelClient}, whose rules hold.
 * Each method returns the command's sequence, or a negative code of that class; none allocates.
 */
public final class OrderClient {
    private final CommandDraft draft;
    private final ClassifiedTradeEncoder classifiedTrade = new ClassifiedTradeEncoder();
    private final TradeBustEncoder bust = new TradeBustEncoder();
    private final TradeCorrectionEncoder correction = new TradeCorrectionEncoder();
    private final CreditCheckEncoder creditCheck = new CreditCheckEncoder();
    private final ReserveMarginEncoder reserveMargin = new ReserveMarginEncoder();
    private final SetLeverageEncoder setLeverage = new SetLeverageEncoder();
    private final CloseAccountEncoder closeAccount = new CloseAccountEncoder();
    private final SetAccountTermsEncoder setAccountTerms = new SetAccountTermsEncoder();
    private final SetMarketTermsEncoder setMarketTerms = new SetMarketTermsEncoder();
    private final SetFeesEncoder setFees = new SetFeesEncoder();

    OrderClient(final CommandDraft draft) {
        this.draft = draft;
    }

    /** Venue: what would this order do? The report comes to {@link OrderListener#onCreditReport}. */
    public long creditCheck(
            final long account, final int instrument, final Side side, final long quantity, final long price) {
        final long code = draft.begin(creditCheck);
        if (code < 0) {
            return code;
        }
        creditCheck.account(account).quantity(quantity).price(price).instrument(instrument).side(side);
        return draft.send(creditCheck);
    }

    /** Venue: what the open orders of an account here need, numeraire units; takes the place of what it said before. */
    public long reserveMargin(final long account, final long amount) {
        final long code = draft.begin(reserveMargin);
        if (code < 0) {
            return code;
        }
        reserveMargin.account(account).amount(amount).venue(0);
        return draft.send(reserveMargin);
    }

    /** Operator: lift what a venue reserved for an account, as when it is gone; the accounts are in MarginReserved. */
    public long liftReservation(final long account, final int venue) {
        final long code = draft.begin(reserveMargin);
        if (code < 0) {
            return code;
        }
        reserveMargin.account(account).amount(0).venue(venue);
        return draft.send(reserveMargin);
    }

    /** Venue: a fill whose fees the schedule decides; told to {@link OrderListener#onFeesCharged}. */
    public long classifiedTrade(
            final long tradeId,
            final int instrument,
            final long buyer,
            final long seller,
            final long quantity,
            final long price,
            final Aggressor aggressor) {
        final long code = draft.begin(classifiedTrade);
        if (code < 0) {
            return code;
        }
        classifiedTrade.tradeId(tradeId)
                .buyer(buyer)
                .seller(seller)
                .quantity(quantity)
                .price(price)
                .instrument(instrument)
                .aggressor(aggressor);
        return draft.send(classifiedTrade);
    }

    /**
     * Venue: a fill that never should have been.
     *
     * @param tradeId    its id.
     * @param instrument what was traded.
     * @param buyer      its buyer.
     * @param seller     its seller.
     * @param quantity   its quantity.
     * @param price      its price.
     * @param buyerFee   fee its buyer was charged: as sent, or as it was told of a classified fill.
     * @param sellerFee  fee its seller was charged likewise.
     * @param aggressor  as sent; {@link Aggressor#NONE} for a fill that was not classified.
     * @return the command's sequence, or a negative code.
     */
    public long bust(
            final long tradeId,
            final int instrument,
            final long buyer,
            final long seller,
            final long quantity,
            final long price,
            final long buyerFee,
            final long sellerFee,
            final Aggressor aggressor) {
        final long code = draft.begin(bust);
        if (code < 0) {
            return code;
        }
        bust.tradeId(tradeId)
                .buyer(buyer)
                .seller(seller)
                .quantity(quantity)
                .price(price)
                .buyerFee(buyerFee)
                .sellerFee(sellerFee)
                .instrument(instrument)
                .aggressor(aggressor);
        return draft.send(bust);
    }

    /**
     * Venue: a fill with other terms than were sent; as {@link #bust} and, in one step, the right fill.
     *
     * @param newQuantity  right quantity.
     * @param newPrice     right price.
     * @param newBuyerFee  right fee of the buyer; 0 for a classified fill.
     * @param newSellerFee right fee of the seller; 0 for a classified fill.
     */
    public long correct(
            final long tradeId,
            final int instrument,
            final long buyer,
            final long seller,
            final long quantity,
            final long price,
            final long buyerFee,
            final long sellerFee,
            final Aggressor aggressor,
            final long newQuantity,
            final long newPrice,
            final long newBuyerFee,
            final long newSellerFee) {
        final long code = draft.begin(correction);
        if (code < 0) {
            return code;
        }
        correction.tradeId(tradeId)
                .buyer(buyer)
                .seller(seller)
                .quantity(quantity)
                .price(price)
                .buyerFee(buyerFee)
                .sellerFee(sellerFee)
                .newQuantity(newQuantity)
                .newPrice(newPrice)
                .newBuyerFee(newBuyerFee)
                .newSellerFee(newSellerFee)
                .instrument(instrument)
                .aggressor(aggressor);
        return draft.send(correction);
    }

    /** Owner: chooses the largest leverage of an account, 1 to 1,000; 0 for none. */
    public long setLeverage(final long account, final int leverage) {
        final long code = draft.begin(setLeverage);
        if (code < 0) {
            return code;
        }
        setLeverage.account(account).leverage(leverage);
        return draft.send(setLeverage);
    }

    /** Owner or operator: closes an account that is empty, for good. */
    public long closeAccount(final long account) {
        final long code = draft.begin(closeAccount);
        if (code < 0) {
            return code;
        }
        closeAccount.account(account);
        return draft.send(closeAccount);
    }

    /** Operator: says in which tier, 0 to 254, an account pays fees and how it settles. */
    public long setAccountTerms(final long account, final int feeTier, final SettlementMode settlement) {
        final long code = draft.begin(setAccountTerms);
        if (code < 0) {
            return code;
        }
        setAccountTerms.account(account).feeTier((short) feeTier).settlement(settlement);
        return draft.send(setAccountTerms);
    }

    /** Governor: sets the slow price and the limits of a market, all at once; 0 switches one off. */
    public long setMarketTerms(
            final int instrument,
            final int slowRatePpmPerSecond,
            final int fillBandPpm,
            final long positionLimit,
            final long openInterestCap) {
        final long code = draft.begin(setMarketTerms);
        if (code < 0) {
            return code;
        }
        setMarketTerms.instrument(instrument)
                .slowRatePpmPerSecond(slowRatePpmPerSecond)
                .fillBandPpm(fillBandPpm)
                .positionLimit(positionLimit)
                .openInterestCap(openInterestCap);
        return draft.send(setMarketTerms);
    }

    /** Governor: sets the fee schedule of a market, from tier 0; no rebate may exceed any taker's rate. */
    public long setFees(final int instrument, final List<FeeTier> schedule) {
        final long code = draft.begin(setFees);
        if (code < 0) {
            return code;
        }
        final SetFeesEncoder.TiersEncoder tiers = setFees.instrument(instrument).tiersCount(schedule.size());
        for (final FeeTier tier : schedule) {
            tiers.next().makerPpm(tier.makerPpm()).takerPpm(tier.takerPpm());
        }
        return draft.send(setFees);
    }
}
