package io.evenkeel.core.trigger;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.margin.AccountView;
import io.evenkeel.core.margin.Health;

/**
 * How far every price may move before the box's corner is used up: θ of SPEC 9, a fraction of price in 2^-30, such
 * that about 0.9 of health is promised. Only a first guess: the corner is what certifies. Integer arithmetic,
 * rounded down.
 */
final class BoxRoom {
    static final int THETA_SHIFT = 30;
    private static final long LARGEST_THETA = 1L << (THETA_SHIFT - 1);
    private static final long PROMISED_THETA = (1L << THETA_SHIFT) / 10 * 9;
    private static final int WORKING_BITS = 60;

    private final Int128 loss = new Int128();
    private final Int128 term = new Int128();

    /**
     * Guesses θ.
     *
     * @param view   the account, at the prices at which it was judged.
     * @param sums   its sums at those prices.
     * @param health its health at those prices, not negative.
     * @return θ, 0 to 2^29.
     */
    long theta(final AccountView view, final Health sums, final Int128 health) {
        loss.set(0);
        for (int i = 0; i < view.positionCount(); i++) {
            loss.addScaled(term.setProduct(view.notional(i), Bounds.PPM), view.settlementWeight(i));
        }
        for (int ordinal = 0; ordinal < view.exposureCount(); ordinal++) {
            if (!view.asset(ordinal).isNumeraire()) {
                term.set(sums.assetHealth(view, ordinal));
                if (term.isNegative()) {
                    term.negate();
                }
                loss.addScaled(term, view.weight(ordinal));
            }
        }
        if (health.comparedTo(loss) >= 0) {
            return LARGEST_THETA;
        }
        final int shift = Math.max(0, loss.bitLength() - WORKING_BITS);
        final long theta = Int128.mulDivFloor(
                health.shiftedRight(shift), PROMISED_THETA, Math.max(1, loss.shiftedRight(shift)));
        return Math.min(theta, LARGEST_THETA);
    }

    /** {@return θ of a price that is not negative, rounded down} */
    static long roomOf(final long price, final long theta) {
        return Math.multiplyHigh(price, theta) << (Long.SIZE - THETA_SHIFT) | (price * theta) >>> THETA_SHIFT;
    }

    /**
     * {@return how far one price may move for seven tenths of a slack to be used, mantissas, rounded down}
     *
     * @param slack       corner health left, not negative.
     * @param lossPerStep health lost for each mantissa unit of that price, positive.
     */
    static long roomWithin(final Int128 slack, final Int128 lossPerStep) {
        final int shift = Math.max(0, slack.bitLength() - WORKING_BITS);
        final long steps =
                Math.min(Bounds.MAX_PRICE, slack.shiftedRight(shift) / (lossPerStep.shiftedRight(shift) + 1));
        return steps * 7 / 10;
    }
}
