package io.evenkeel.tools.report;

import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.PriceState;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** An instrument as the feed tells it. */
final class Market {
    private static final int EXTRA_DECIMALS = 4;

    private final int id;
    private final String symbol;
    private final int settlementAsset;
    private final int priceExponent;
    private final int quantityExponent;
    private final long unitsPerStep;
    private final long tick;
    private final int pool;
    private long mark;
    private long finalPrice;
    private PriceState state = PriceState.NONE;
    private MarketPhase phase = MarketPhase.OPEN;

    /**
     * Lists it.
     *
     * @param unitsPerStep units of the settlement asset that one price step times one quantity step is worth.
     * @param tick         price grid.
     * @param pool         insurance pool of its segment.
     */
    Market(
            final int id,
            final String symbol,
            final int settlementAsset,
            final int priceExponent,
            final int quantityExponent,
            final long unitsPerStep,
            final long tick,
            final int pool) {
        this.id = id;
        this.symbol = symbol;
        this.settlementAsset = settlementAsset;
        this.priceExponent = priceExponent;
        this.quantityExponent = quantityExponent;
        this.unitsPerStep = unitsPerStep;
        this.tick = tick;
        this.pool = pool;
    }

    int id() {
        return id;
    }

    String symbol() {
        return symbol;
    }

    int settlementAsset() {
        return settlementAsset;
    }

    long tick() {
        return tick;
    }

    int pool() {
        return pool;
    }

    long mark() {
        return mark;
    }

    PriceState state() {
        return state;
    }

    MarketPhase phase() {
        return phase;
    }

    long finalPrice() {
        return finalPrice;
    }

    void price(final long newMark, final PriceState newState) {
        mark = newMark;
        state = newState;
    }

    void phase(final MarketPhase newPhase, final long price) {
        phase = newPhase;
        finalPrice = price == 0 ? finalPrice : price;
    }

    /** {@return quantity · price · multiplier, in units of the settlement asset} Exact. */
    long value(final long quantity, final long price) {
        return Math.multiplyExact(Math.multiplyExact(quantity, price), unitsPerStep);
    }

    /** {@return the price at which a quantity is worth a value, for a person to read} */
    BigDecimal priceOf(final long quantity, final long value) {
        return BigDecimal.valueOf(value)
                .divide(
                        BigDecimal.valueOf(quantity).multiply(BigDecimal.valueOf(unitsPerStep)),
                        EXTRA_DECIMALS,
                        RoundingMode.HALF_EVEN)
                .scaleByPowerOfTen(priceExponent)
                .setScale(Math.max(0, -priceExponent) + EXTRA_DECIMALS / 2, RoundingMode.HALF_EVEN);
    }

    BigDecimal price(final long mantissa) {
        return BigDecimal.valueOf(mantissa, -priceExponent);
    }

    BigDecimal quantity(final long mantissa) {
        return BigDecimal.valueOf(mantissa, -quantityExponent);
    }
}
