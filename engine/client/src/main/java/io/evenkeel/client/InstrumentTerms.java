package io.evenkeel.client;

import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.codecs.InstrumentKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The terms of an instrument to add, filled in step by step. What is not said: a perpetual, settled in asset 0, with
 * multiplier, tick and lot of one, a quorum of one source, the insurance pool MAIN, the liquidation defaults of the
 * specification, all else off. The cluster checks the terms; here only what cannot be encoded is refused.
 */
public final class InstrumentTerms {
    private final int instrument;
    private final String symbol;
    private final List<MarginTier> tiers = new ArrayList<>();
    private String underlying = "";
    private InstrumentKind kind = InstrumentKind.PERPETUAL;
    private AdlPolicy adl = AdlPolicy.PRO_RATA;
    private int settlementAsset;
    private long multiplier = 1;
    private int priceExponent;
    private int quantityExponent;
    private int minSources = 1;
    private long tick = 1;
    private long lot = 1;
    private long maxAgeMs;
    private long minNotional;
    private long oiLower;
    private long oiUpper;
    private int auctionMs = 2_000;
    private int maxDiscountPpm = 10_000;
    private int penaltyPpm = 5_000;
    private int discountCapPpm = 10_000;
    private int penaltyCapPpm = 5_000;
    private int bufferPpm = 100_000;
    private long expiryMs;
    private int insurancePool;

    /**
     * Begins the terms.
     *
     * @param instrument id: the next free one, from 0.
     * @param symbol     name, unique among assets and instruments; 1 to 16 ASCII characters.
     * @throws IllegalArgumentException if the symbol cannot be encoded.
     */
    public InstrumentTerms(final int instrument, final String symbol) {
        this.instrument = instrument;
        this.symbol = AssetTerms.requireSymbol(symbol);
    }

    /** Names what the instrument follows: a label only. {@return this} */
    public InstrumentTerms underlying(final String underlying) {
        this.underlying = AssetTerms.requireSymbol(underlying);
        return this;
    }

    /** Makes it a dated future. {@return this} */
    public InstrumentTerms future(final long expiryMs) {
        this.kind = InstrumentKind.FUTURE;
        this.expiryMs = expiryMs;
        return this;
    }

    /** How auto-deleveraging picks counterparties. {@return this} */
    public InstrumentTerms adl(final AdlPolicy adl) {
        this.adl = adl;
        return this;
    }

    /** Asset in which profit is paid. {@return this} */
    public InstrumentTerms settlementAsset(final int settlementAsset) {
        this.settlementAsset = settlementAsset;
        return this;
    }

    /** Contract multiplier, a positive integer. {@return this} */
    public InstrumentTerms multiplier(final long multiplier) {
        this.multiplier = multiplier;
        return this;
    }

    /** Prices are in 10^priceExponent. {@return this} */
    public InstrumentTerms priceExponent(final int priceExponent) {
        this.priceExponent = priceExponent;
        return this;
    }

    /** Quantities are in 10^quantityExponent. {@return this} */
    public InstrumentTerms quantityExponent(final int quantityExponent) {
        this.quantityExponent = quantityExponent;
        return this;
    }

    /** Quorum of fresh sources. {@return this} */
    public InstrumentTerms minSources(final int minSources) {
        this.minSources = minSources;
        return this;
    }

    /** Price grid, mantissa. {@return this} */
    public InstrumentTerms tick(final long tick) {
        this.tick = tick;
        return this;
    }

    /** Quantity grid, mantissa. {@return this} */
    public InstrumentTerms lot(final long lot) {
        this.lot = lot;
        return this;
    }

    /** Age beyond which a source is not fresh, milliseconds; 0 for off. {@return this} */
    public InstrumentTerms maxAgeMs(final long maxAgeMs) {
        this.maxAgeMs = maxAgeMs;
        return this;
    }

    /** A remainder below this, in units of the settlement asset, is closed too. {@return this} */
    public InstrumentTerms minNotional(final long minNotional) {
        this.minNotional = minNotional;
        return this;
    }

    /**
     * Open interest, in units of the settlement asset, between which initial margin grows to one.
     *
     * @param lower where it begins to scale.
     * @param upper where it reaches one; 0 for off.
     * @return this
     */
    public InstrumentTerms openInterest(final long lower, final long upper) {
        this.oiLower = lower;
        this.oiUpper = upper;
        return this;
    }

    /**
     * How liquidations of the instrument run, whatever their size; see {@link #caps}.
     *
     * @param auctionMs      time until the largest discount, milliseconds.
     * @param maxDiscountPpm largest discount to mark, parts per million.
     * @param penaltyPpm     penalty on notional, parts per million.
     * @param bufferPpm      cured at equity of (1 + buffer) maintenance margin, parts per million.
     * @return this
     */
    public InstrumentTerms liquidation(
            final int auctionMs, final int maxDiscountPpm, final int penaltyPpm, final int bufferPpm) {
        this.auctionMs = auctionMs;
        this.maxDiscountPpm = maxDiscountPpm;
        this.penaltyPpm = penaltyPpm;
        this.bufferPpm = bufferPpm;
        return caps(maxDiscountPpm, penaltyPpm);
    }

    /**
     * To what largest discount and penalty of a liquidation's order grow, where the position is as large as its market
     * is deep or larger; evenly up to there. Follows {@link #liquidation}.
     *
     * @param discountCapPpm at least the largest discount, parts per million.
     * @param penaltyCapPpm  at least the penalty, parts per million.
     * @return this
     */
    public InstrumentTerms caps(final int discountCapPpm, final int penaltyCapPpm) {
        this.discountCapPpm = discountCapPpm;
        this.penaltyCapPpm = penaltyCapPpm;
        return this;
    }

    /**
     * Insurance pool of the market's segment: it gets the penalties and pays for what goes wrong here.
     *
     * @param insurancePool 0 to 15; 0 is MAIN.
     * @return this
     */
    public InstrumentTerms insurancePool(final int insurancePool) {
        this.insurancePool = insurancePool;
        return this;
    }

    /** Appends a margin tier; the last must reach {@link Long#MAX_VALUE}. {@return this} */
    public InstrumentTerms tier(final long upTo, final int imPpm, final int mmPpm) {
        tiers.add(new MarginTier(upTo, imPpm, mmPpm));
        return this;
    }

    int instrument() {
        return instrument;
    }

    String symbol() {
        return symbol;
    }

    String underlying() {
        return underlying;
    }

    InstrumentKind kind() {
        return kind;
    }

    AdlPolicy adl() {
        return adl;
    }

    int settlementAsset() {
        return settlementAsset;
    }

    long multiplier() {
        return multiplier;
    }

    int priceExponent() {
        return priceExponent;
    }

    int quantityExponent() {
        return quantityExponent;
    }

    int minSources() {
        return minSources;
    }

    long tick() {
        return tick;
    }

    long lot() {
        return lot;
    }

    long maxAgeMs() {
        return maxAgeMs;
    }

    long minNotional() {
        return minNotional;
    }

    long oiLower() {
        return oiLower;
    }

    long oiUpper() {
        return oiUpper;
    }

    int auctionMs() {
        return auctionMs;
    }

    int maxDiscountPpm() {
        return maxDiscountPpm;
    }

    int penaltyPpm() {
        return penaltyPpm;
    }

    int discountCapPpm() {
        return discountCapPpm;
    }

    int penaltyCapPpm() {
        return penaltyCapPpm;
    }

    int bufferPpm() {
        return bufferPpm;
    }

    long expiryMs() {
        return expiryMs;
    }

    int insurancePool() {
        return insurancePool;
    }

    List<MarginTier> tiers() {
        return tiers;
    }
}
