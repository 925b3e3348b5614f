package io.evenkeel.client.keeper;

import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.Side;

/**
 * An order of a liquidation as it was announced, and what its price is since: the same arithmetic as the cluster's
 * (SPEC 6), so that a keeper knows the price without asking.
 *
 * @param liquidation     liquidation id.
 * @param account         the account being liquidated.
 * @param instrument      what is for sale.
 * @param side            side of that account: SELL closes a long, and the keeper buys.
 * @param quantity        what suffices at the price when it was sized, mantissa, above 0. A bid is cut to what suffices
 *                        when it comes.
 * @param mark            mark when it was sized.
 * @param bankruptcyPrice when it was sized; it moves with all prices of the account, and then it is announced anew.
 * @param startTimeMs     when the price began to move, cluster time.
 * @param auctionMs       how long it moves.
 * @param maxDiscountPpm  largest discount in an auction, which is the order's own: it depends on its size over the
 *                        depth of its market when it began.
 * @param step            how far it has come; {@link LiquidationStep#NULL_VAL} for a step that this library does not
 *                        know, on which nobody bids.
 * @param furthestPrice   where the price ends past the bankruptcy price, in step INSURED.
 * @param penaltyPpm      what the account pays to insurance at most, ppm of the notional that trades; no cost of the
 *                        keeper's, but it makes what suffices larger.
 */
public record OpenOrder(
        long liquidation,
        long account,
        int instrument,
        Side side,
        long quantity,
        long mark,
        long bankruptcyPrice,
        long startTimeMs,
        int auctionMs,
        int maxDiscountPpm,
        LiquidationStep step,
        long furthestPrice,
        int penaltyPpm) {
    private static final long PPM = 1_000_000;
    private static final LiquidationStep[] STEPS = LiquidationStep.values();

    /** {@return what an event says} */
    public static OpenOrder of(final LiquidationOrderDecoder order) {
        return new OpenOrder(
                order.liquidation(),
                order.account(),
                order.instrument(),
                order.side(),
                order.quantity(),
                order.mark(),
                order.bankruptcyPrice(),
                order.startTimeMs(),
                order.auctionMs(),
                order.maxDiscountPpm(),
                step(order.stepRaw()),
                order.furthestPrice(),
                order.penaltyPpm());
    }

    /** {@return the step with a value on the wire; {@link LiquidationStep#NULL_VAL} where this library has none} */
    public static LiquidationStep step(final short value) {
        for (final LiquidationStep step : STEPS) {
            if (step.value() == value) {
                return step;
            }
        }
        return LiquidationStep.NULL_VAL;
    }

    /** {@return whether the keeper buys: a long is being closed} */
    public boolean isKeeperBuying() {
        return side == Side.SELL;
    }

    /** {@return whether keepers may bid at this step} */
    public boolean isBiddable() {
        return switch (step) {
            case AUCTION, BACKSTOP, INSURED, DELEVERAGED -> true;
            default -> false;
        };
    }

    /**
     * {@return the price at which a bid trades that comes at a time}
     *
     * @param timeMs     cluster time, which is the leader's clock.
     * @param markAtTime mark then, mantissa. Where another price of the account moved too, the bankruptcy price is
     *                   another than this order says until the next one is announced.
     * @param tick       price grid of the instrument.
     */
    public long price(final long timeMs, final long markAtTime, final long tick) {
        final long elapsedMs = Math.max(0, Math.min(auctionMs, timeMs - startTimeMs));
        return switch (step) {
            case INSURED -> furthestPrice == bankruptcyPrice
                    ? auctionPrice(auctionMs, markAtTime, tick)
                    : insuredPrice(elapsedMs, tick);
            case DELEVERAGED -> bankruptcyPrice;
            default -> auctionPrice(elapsedMs, markAtTime, tick);
        };
    }

    /** {@return the price at the end of the order's clock: the best for the keeper at this step; as {@link #price}} */
    public long lastPrice(final long markAtTime, final long tick) {
        return price(startTimeMs + auctionMs, markAtTime, tick);
    }

    private long auctionPrice(final long elapsedMs, final long markAtTime, final long tick) {
        final long shift = auctionMs == 0
                ? 0
                : Proportion.mulDivCeil(markAtTime, maxDiscountPpm * elapsedMs, PPM * auctionMs);
        final long price = isKeeperBuying()
                ? Math.max(Math.floorDiv(markAtTime - shift, tick) * tick, bankruptcyPrice)
                : Math.min(-Math.floorDiv(-markAtTime - shift, tick) * tick, bankruptcyPrice);
        return Math.max(price, tick);
    }

    private long insuredPrice(final long elapsedMs, final long tick) {
        final long ticks = auctionMs == 0
                ? 0
                : Proportion.mulDivFloor(Math.abs(furthestPrice - bankruptcyPrice) / tick, elapsedMs, auctionMs);
        return bankruptcyPrice + (furthestPrice > bankruptcyPrice ? ticks : -ticks) * tick;
    }

    /** {@return whether a bid with a limit trades at a price} */
    public boolean isWithin(final long limitPrice, final long price) {
        return isKeeperBuying() ? limitPrice >= price : limitPrice <= price;
    }

    /** {@return of two limits the one that asks for more} */
    public long stricter(final long limitPrice, final long otherLimitPrice) {
        return isKeeperBuying() ? Math.min(limitPrice, otherLimitPrice) : Math.max(limitPrice, otherLimitPrice);
    }

    /**
     * {@return the worst price, on the grid, that is better for the keeper than a mark by a discount}
     *
     * @param discountPpm share of the mark, 0 to 1,000,000.
     */
    public long priceAt(final long discountPpm, final long markAtTime, final long tick) {
        final long shift = Proportion.mulDivCeil(markAtTime, discountPpm, PPM);
        final long price = isKeeperBuying()
                ? Math.floorDiv(markAtTime - shift, tick) * tick
                : -Math.floorDiv(-markAtTime - shift, tick) * tick;
        return Math.max(price, tick);
    }

    /** {@return how much better than a mark a price is for the keeper, ppm of the mark, rounded towards 0} */
    public long discountPpm(final long price, final long markAtTime) {
        final long gain = isKeeperBuying() ? markAtTime - price : price - markAtTime;
        final long ppm = Proportion.mulDivFloor(Math.abs(gain), PPM, markAtTime);
        return gain < 0 ? -ppm : ppm;
    }
}
