package io.evenkeel.core.margin;

import io.evenkeel.core.arithmetic.Int128;

/**
 * Which position is liquidated before which: the largest maintenance margin first, ties by instrument id (SPEC 6). One
 * instance is reused; it does not allocate. Not thread-safe.
 */
public final class LiquidationOrder {
    /** Where there is no position. */
    public static final int NONE = -1;

    private final Int128 requirement = new Int128();
    private final Int128 other = new Int128();

    /** Makes an instance. */
    public LiquidationOrder() {
    }

    /** {@return the position of a view that comes first; NONE where it has none} */
    public int first(final AccountView view) {
        int best = NONE;
        for (int i = 0; i < view.positionCount(); i++) {
            best = best == NONE || isBefore(view, i, best) ? i : best;
        }
        return best;
    }

    /** {@return whether one position of a view comes before another} */
    public boolean isBefore(final AccountView view, final int i, final int than) {
        weigh(view, i, requirement);
        weigh(view, than, other);
        final int order = requirement.comparedTo(other);
        return order > 0 || (order == 0 && view.instrument(i).id() < view.instrument(than).id());
    }

    private static void weigh(final AccountView view, final int i, final Int128 into) {
        into.set(0);
        view.tiers(i).addMaintenance(view.notional(i), into);
        into.multiply(view.settlementWeight(i));
    }
}
