package io.evenkeel.core.listing;

import io.evenkeel.codecs.PriceState;

/** What the states of a price allow (SPEC 4, after Drift v2). */
public final class PricedState {
    private PricedState() {
    }

    /** {@return whether accounts may be judged and liquidated at a price in this state} */
    public static boolean allowsLiquidation(final PriceState state) {
        return state == PriceState.VALID || state == PriceState.UNCERTAIN;
    }

    /** {@return whether an interval may have funding on a price in this state} */
    public static boolean allowsFunding(final PriceState state) {
        return state == PriceState.VALID || state == PriceState.UNCERTAIN;
    }

    /** {@return whether withdrawals, credit checks and bids may lean on a price in this state} */
    public static boolean allowsWithdrawal(final PriceState state) {
        return state == PriceState.VALID || state == PriceState.UNCERTAIN;
    }

    /** {@return whether an asset whose price is in this state is taken as new collateral; one never priced is} */
    public static boolean allowsNewCollateral(final PriceState state) {
        return state == PriceState.VALID || state == PriceState.NONE;
    }
}
