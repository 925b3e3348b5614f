package io.evenkeel.client;

/**
 * How positions in an instrument are liquidated. Time, discount and penalty of an order stay what they were when it
 * began; the others hold at once. How a deleveraging picks counterparties stays as it was listed.
 *
 * @param auctionMs      time in which the discount reaches its largest, above 0.
 * @param maxDiscountPpm largest discount to mark of an order that is small for its market; up to 1,000,000 ppm.
 * @param discountCapPpm largest discount of an order as large as the market is deep; maxDiscountPpm to 1,000,000 ppm.
 * @param penaltyPpm     penalty on notional, to insurance, of an order that is small for its market; up to 1,000,000
 *                       ppm.
 * @param penaltyCapPpm  penalty of an order as large as the market is deep; penaltyPpm to 1,000,000 ppm.
 * @param bufferPpm      cured at equity of (1 + buffer) maintenance margin; up to 2,000,000 ppm.
 * @param socialCapPpm   of mark, most that an event charges each unit of either side; 1 to 1,000,000 ppm, 50,000 at
 *                       listing.
 * @param minNotional    a remainder below this is closed too, settlement asset units.
 */
public record LiquidationTerms(
        int auctionMs,
        int maxDiscountPpm,
        int discountCapPpm,
        int penaltyPpm,
        int penaltyCapPpm,
        int bufferPpm,
        int socialCapPpm,
        long minNotional) {
}
