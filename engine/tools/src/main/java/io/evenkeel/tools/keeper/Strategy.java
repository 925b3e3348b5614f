package io.evenkeel.tools.keeper;

import io.evenkeel.client.keeper.CollateralOrder;
import io.evenkeel.client.keeper.ListedMarket;
import io.evenkeel.client.keeper.OpenOrder;

/** What a keeper wants of an order. Its limits are another matter, and hold for every strategy. */
public interface Strategy {
    /** {@return the worst price at which it would trade now, mantissa, on the tick grid} */
    long worstPrice(OpenOrder order, ListedMarket market);

    /** {@return the least discount at which it would buy collateral, ppm of its price} */
    long leastDiscountPpm(CollateralOrder order);

    /** {@return whether it sends bids, or only says which it would send} */
    default boolean isBidding() {
        return true;
    }

    /** {@return one that takes the mark, or better: whoever is first} */
    static Strategy eager() {
        return new Strategy() {
            @Override
            public long worstPrice(final OpenOrder order, final ListedMarket market) {
                return order.priceAt(0, market.mark(), market.tick());
            }

            @Override
            public long leastDiscountPpm(final CollateralOrder order) {
                return 0;
            }
        };
    }

    /**
     * {@return one that waits until the discount is so large, or as large as it will get at the order's step; of
     * collateral, as large as that at which the insurance pool buys}
     *
     * @param discountPpm share of the mark.
     */
    static Strategy patient(final long discountPpm) {
        return new Strategy() {
            @Override
            public long worstPrice(final OpenOrder order, final ListedMarket market) {
                final long wanted = order.priceAt(discountPpm, market.mark(), market.tick());
                final long last = order.lastPrice(market.mark(), market.tick());
                return order.stricter(wanted, last) == wanted ? last : wanted;
            }

            @Override
            public long leastDiscountPpm(final CollateralOrder order) {
                return Math.min(discountPpm, order.maxDiscountPpm());
            }
        };
    }

    /** {@return one that wants what another one wants, and sends nothing} */
    static Strategy passive(final Strategy wanting) {
        return new Strategy() {
            @Override
            public long worstPrice(final OpenOrder order, final ListedMarket market) {
                return wanting.worstPrice(order, market);
            }

            @Override
            public long leastDiscountPpm(final CollateralOrder order) {
                return wanting.leastDiscountPpm(order);
            }

            @Override
            public boolean isBidding() {
                return false;
            }
        };
    }
}
