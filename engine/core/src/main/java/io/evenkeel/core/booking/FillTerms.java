package io.evenkeel.core.booking;

import io.evenkeel.codecs.Aggressor;
import io.evenkeel.codecs.ClassifiedTradeDecoder;
import io.evenkeel.codecs.TradeBustDecoder;
import io.evenkeel.codecs.TradeCorrectionDecoder;
import io.evenkeel.codecs.TradeDecoder;
import io.evenkeel.core.store.Mixing;

/**
 * What a fill says, whichever command brings it; and the digest by which it is known again when it is to be busted.
 * Reused; no allocation.
 */
public final class FillTerms {
    /** Digest of no fill: what is remembered of one that was busted. */
    public static final long BUSTED = 0;

    private long tradeId;
    private long buyer;
    private long seller;
    private long quantity;
    private long price;
    private long buyerFee;
    private long sellerFee;
    private int instrument;
    private short aggressor;

    /** Makes empty terms. */
    public FillTerms() {
    }

    /** Takes the terms of a fill with its fees. {@return this} */
    public FillTerms set(final TradeDecoder trade) {
        tradeId = trade.tradeId();
        buyer = trade.buyer();
        seller = trade.seller();
        quantity = trade.quantity();
        price = trade.price();
        buyerFee = trade.buyerFee();
        sellerFee = trade.sellerFee();
        instrument = trade.instrument();
        aggressor = Aggressor.NONE.value();
        return this;
    }

    /** Takes the terms of a fill whose fees a schedule decides; they are 0 until {@link #charge}. {@return this} */
    public FillTerms set(final ClassifiedTradeDecoder trade) {
        tradeId = trade.tradeId();
        buyer = trade.buyer();
        seller = trade.seller();
        quantity = trade.quantity();
        price = trade.price();
        buyerFee = 0;
        sellerFee = 0;
        instrument = trade.instrument();
        aggressor = trade.aggressorRaw();
        return this;
    }

    /** Takes the terms of a fill that is to be booked back. {@return this} */
    public FillTerms set(final TradeBustDecoder bust) {
        tradeId = bust.tradeId();
        buyer = bust.buyer();
        seller = bust.seller();
        quantity = bust.quantity();
        price = bust.price();
        buyerFee = bust.buyerFee();
        sellerFee = bust.sellerFee();
        instrument = bust.instrument();
        aggressor = bust.aggressorRaw();
        return this;
    }

    /** Takes the terms of a fill that is to be corrected. {@return this} */
    public FillTerms set(final TradeCorrectionDecoder correction) {
        tradeId = correction.tradeId();
        buyer = correction.buyer();
        seller = correction.seller();
        quantity = correction.quantity();
        price = correction.price();
        buyerFee = correction.buyerFee();
        sellerFee = correction.sellerFee();
        instrument = correction.instrument();
        aggressor = correction.aggressorRaw();
        return this;
    }

    /** Takes the right terms of a fill that is corrected. {@return this} */
    public FillTerms setRight(final TradeCorrectionDecoder correction) {
        set(correction);
        quantity = correction.newQuantity();
        price = correction.newPrice();
        buyerFee = correction.newBuyerFee();
        sellerFee = correction.newSellerFee();
        return this;
    }

    /** Says what a schedule charges for it. */
    public void charge(final long ofBuyer, final long ofSeller) {
        buyerFee = ofBuyer;
        sellerFee = ofSeller;
    }

    /** {@return digest of everything but the trade id; never {@link #BUSTED}} */
    public long digest() {
        long digest = Mixing.chain(buyer, seller);
        digest = Mixing.chain(digest, quantity);
        digest = Mixing.chain(digest, price);
        if ((buyerFee | sellerFee) != 0) {
            digest = Mixing.chain(Mixing.chain(digest, buyerFee), sellerFee);
        }
        digest = Mixing.chain(digest, (long) instrument << Short.SIZE | aggressor);
        return digest == BUSTED ? 1 : digest;
    }

    /** {@return the venue's own id} */
    public long tradeId() {
        return tradeId;
    }

    /** {@return account that buys} */
    public long buyer() {
        return buyer;
    }

    /** {@return account that sells} */
    public long seller() {
        return seller;
    }

    /** {@return quantity} */
    public long quantity() {
        return quantity;
    }

    /** {@return price} */
    public long price() {
        return price;
    }

    /** {@return what the buyer is charged; negative for a rebate} */
    public long buyerFee() {
        return buyerFee;
    }

    /** {@return what the seller is charged; negative for a rebate} */
    public long sellerFee() {
        return sellerFee;
    }

    /** {@return what was traded} */
    public int instrument() {
        return instrument;
    }

    /** {@return whether a schedule decides its fees} */
    public boolean isClassified() {
        return aggressor != Aggressor.NONE.value();
    }

    /** {@return whether it says who took liquidity} */
    public boolean hasAggressor() {
        return aggressor == Aggressor.BUYER.value() || aggressor == Aggressor.SELLER.value();
    }

    /** {@return whether its buyer took liquidity} */
    public boolean isBuyerTaker() {
        return aggressor == Aggressor.BUYER.value();
    }
}
