package io.evenkeel.client;

import java.util.ArrayList;
import java.util.List;

/**
 * The terms of an asset to add, filled in step by step. What is not said is off: no add-on, no borrow margin, no age
 * limit, a quorum of one source. The cluster checks the terms; here only what cannot be encoded is refused.
 */
public final class AssetTerms {
    /** Longest symbol. */
    public static final int MAX_SYMBOL_LENGTH = 16;

    private final int asset;
    private final String symbol;
    private final List<HaircutTier> haircuts = new ArrayList<>();
    private int exponent;
    private int priceExponent;
    private boolean isNumeraire;
    private int minSources = 1;
    private int borrowAddOnPpm;
    private int borrowImPpm;
    private int borrowMmPpm;
    private long maxAgeMs;

    /**
     * Begins the terms.
     *
     * @param asset  id: the next free one, from 0.
     * @param symbol name, unique among assets and instruments; 1 to 16 ASCII characters.
     * @throws IllegalArgumentException if the symbol cannot be encoded.
     */
    public AssetTerms(final int asset, final String symbol) {
        this.asset = asset;
        this.symbol = requireSymbol(symbol);
    }

    static String requireSymbol(final String symbol) {
        final boolean isAscii = symbol.chars().allMatch(c -> c > ' ' && c < 127);
        if (symbol.isEmpty() || symbol.length() > MAX_SYMBOL_LENGTH || !isAscii) {
            throw new IllegalArgumentException("a symbol is 1 to 16 printable ASCII characters: '" + symbol + "'");
        }
        return symbol;
    }

    /** Amounts are in 10^exponent. {@return this} */
    public AssetTerms exponent(final int exponent) {
        this.exponent = exponent;
        return this;
    }

    /** Prices are numeraire per whole asset in 10^priceExponent. {@return this} */
    public AssetTerms priceExponent(final int priceExponent) {
        this.priceExponent = priceExponent;
        return this;
    }

    /** The asset is the unit of account. {@return this} */
    public AssetTerms numeraire() {
        this.isNumeraire = true;
        return this;
    }

    /** Quorum of fresh sources. {@return this} */
    public AssetTerms minSources(final int minSources) {
        this.minSources = minSources;
        return this;
    }

    /**
     * What a negative effective balance costs.
     *
     * @param addOnPpm surcharge on its price, parts per million.
     * @param imPpm    initial margin on it, parts per million.
     * @param mmPpm    maintenance margin on it, parts per million.
     * @return this
     */
    public AssetTerms borrow(final int addOnPpm, final int imPpm, final int mmPpm) {
        this.borrowAddOnPpm = addOnPpm;
        this.borrowImPpm = imPpm;
        this.borrowMmPpm = mmPpm;
        return this;
    }

    /** Age beyond which a source is not fresh, milliseconds; 0 for off. {@return this} */
    public AssetTerms maxAgeMs(final long maxAgeMs) {
        this.maxAgeMs = maxAgeMs;
        return this;
    }

    /** Appends a haircut tier; the last must reach {@link Long#MAX_VALUE}. {@return this} */
    public AssetTerms haircut(final long upTo, final int haircutPpm) {
        haircuts.add(new HaircutTier(upTo, haircutPpm));
        return this;
    }

    int asset() {
        return asset;
    }

    String symbol() {
        return symbol;
    }

    int exponent() {
        return exponent;
    }

    int priceExponent() {
        return priceExponent;
    }

    boolean isNumeraire() {
        return isNumeraire;
    }

    int minSources() {
        return minSources;
    }

    int borrowAddOnPpm() {
        return borrowAddOnPpm;
    }

    int borrowImPpm() {
        return borrowImPpm;
    }

    int borrowMmPpm() {
        return borrowMmPpm;
    }

    long maxAgeMs() {
        return maxAgeMs;
    }

    List<HaircutTier> haircuts() {
        return haircuts;
    }
}
