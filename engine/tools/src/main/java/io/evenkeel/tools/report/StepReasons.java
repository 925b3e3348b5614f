package io.evenkeel.tools.report;

import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.OrderReason;
import io.evenkeel.codecs.PassOverReason;

/**
 * Why the steps of a liquidation come (SPEC 6), in words. An insurance pool's own account has texts of its own: it has
 * no margin to fall below, and what it holds is for sale whole, at mark less the discount, until nothing is left.
 */
final class StepReasons {
    private static final OrderReason[] REASONS = OrderReason.values();
    private static final PassOverReason[] PASS_OVER_REASONS = PassOverReason.values();
    private static final String OTHERS_CLOSE = "the opposite side is to close at the bankruptcy price";

    private StepReasons() {
    }

    static String started(final boolean isPool, final boolean isBelow) {
        if (isPool) {
            return "the insurance pool holds positions: all of them are for sale, whatever its margin";
        }
        return isBelow
                ? "equity is below maintenance margin"
                : "equity was below maintenance margin at the breach; its turn came later";
    }

    /** The reason with a value, {@link OrderReason#NULL_VAL} for one of a later version. */
    static OrderReason orderReason(final short value) {
        for (final OrderReason reason : REASONS) {
            if (reason.value() == value) {
                return reason;
            }
        }
        return OrderReason.NULL_VAL;
    }

    /**
     * Why an order is told.
     *
     * @param isInsured whether insurance has anything to pay.
     */
    static String order(
            final OrderReason reason, final boolean isPool, final LiquidationStep step, final boolean isInsured) {
        return switch (reason) {
            case BEGUN -> isPool
                    ? "of what the pool holds the largest maintenance margin; all of it, until somebody takes it"
                    : "of its positions the largest maintenance margin; the least that restores equity";
            case RESIZED -> isPool
                    ? "the mark moved, or the pool holds another quantity: all of it is for sale"
                    : "prices moved or part of it traded: this much now suffices";
            case TIME_OVER -> step == LiquidationStep.BACKSTOP
                    ? "the auction is over"
                    : "insurance has offered to pay for its time; " + OTHERS_CLOSE;
            case DEEP -> "equity is below two thirds of maintenance margin: there is no time for an auction";
            case RECOVERED -> "equity is two thirds of maintenance margin or more again: the auction goes on";
            case NOT_TAKEN -> isInsured
                    ? "nobody took the rest at the bankruptcy price; insurance pays beyond it"
                    : "no backstop took the rest, and insurance has nothing to pay: the largest discount, once more";
            case INSURANCE_SPENT -> "insurance has paid all that it may in a window; " + OTHERS_CLOSE;
            case RESUMED -> "its price allows liquidation again: the clock goes on where it stood";
            case PAUSED -> "its price does not allow liquidation: the clock stands still";
            case REPLACED -> "its price does not allow liquidation, and something else comes first meanwhile";
            case GONE -> "nothing of it is left, or its market has closed";
            default -> "a reason that this version does not know";
        };
    }

    /** What an order is called that is told for a reason. */
    static String event(final OrderReason reason, final boolean isFirst) {
        return switch (reason) {
            case RESIZED, RESUMED, PAUSED -> reason.name();
            case REPLACED, GONE -> "WITHDRAWN";
            default -> isFirst ? "OFFERED" : "MOVED_ON";
        };
    }

    /**
     * Why a trade was made at a step.
     *
     * @param isInsured whether insurance paid.
     * @param isByBid   whether the taker bid for it.
     */
    static String traded(
            final LiquidationStep step, final long taker, final boolean isInsured, final boolean isByBid) {
        return switch (step) {
            case AUCTION -> bid(taker);
            case INSURED -> isInsured
                    ? "account " + taker + " was the first with a valid bid past the bankruptcy price"
                    : bid(taker);
            case BACKSTOP -> "it was the turn of backstop account " + taker + ", at the bankruptcy price";
            case DELEVERAGED -> isByBid
                    ? "account " + taker + " was the first with a valid bid at the bankruptcy price"
                    : "account " + taker + " was made to close its share at the bankruptcy price";
            case POOL -> "nobody was left, so the insurance pool's account took the rest at mark";
            default -> "account " + taker + ", at a step that this version does not know";
        };
    }

    private static String bid(final long taker) {
        return "account " + taker + " was the first with a valid bid at the price then";
    }

    /** Why a backstop account was passed over. */
    static String passedOver(final short value, final long account) {
        return "it was the turn of backstop account " + account + ", which " + passedOver(passOverReason(value));
    }

    /** {@return a reason that was sent; NULL_VAL for one of a later version} */
    private static PassOverReason passOverReason(final short value) {
        for (final PassOverReason reason : PASS_OVER_REASONS) {
            if (reason.value() == value) {
                return reason;
            }
        }
        return PassOverReason.NULL_VAL;
    }

    private static String passedOver(final PassOverReason reason) {
        return switch (reason) {
            case SAME_OWNER -> "is of the same owner";
            case IN_LIQUIDATION -> "is in liquidation itself";
            case CAPACITY -> "has less capacity left than a lot of it takes";
            case PRICES -> "has, or would have, something whose price does not allow withdrawals";
            case MARGIN -> "would not hold initial margin afterwards";
            case BOUNDS -> "has no room for it, or is at the bounds of the arithmetic";
            default -> "was passed over for a reason that this version does not know";
        };
    }

    /** Why holders are charged. */
    static String socialised(final boolean isOfPool) {
        return isOfPool
                ? "by what it held the pool has lost more than it had: holders are charged"
                : "so much is missing that insurance does not pay: holders are charged";
    }

    /** What an order of collateral is called that is told for a reason. */
    static String collateralEvent(final OrderReason reason) {
        return "COLLATERAL_" + switch (reason) {
            case RESUMED, PAUSED -> reason.name();
            case REPLACED, GONE -> "WITHDRAWN";
            default -> "OFFERED";
        };
    }

    /** Why an order of collateral is told. */
    static String collateral(final OrderReason reason) {
        return switch (reason) {
            case BEGUN -> "what it owes is paid by the asset of the lowest haircut; the least that suffices";
            case RESIZED -> "prices moved or part of it was sold: this much now suffices";
            case RESUMED -> "its price, or that of what is owed, could not be used meanwhile: the clock stood still";
            case PAUSED -> "its price, or that of what is owed, cannot be used: the clock stands still";
            case REPLACED -> "another asset or a position comes first";
            case GONE -> "nothing of it is left to sell, or nothing is owed any more";
            default -> "a reason that this version does not know";
        };
    }

    /** Why collateral was sold to an account, or to an insurance pool where that is 0. */
    static String collateralSold(final long buyer) {
        return buyer == 0
                ? "nobody had bid when the auction was over, so the insurance pool bought what it could pay"
                : bid(buyer);
    }

    static String ended(final boolean isPool, final LiquidationOutcome outcome) {
        return switch (outcome) {
            case CURED -> "equity is back at the buffer above maintenance margin, or more";
            case EMPTIED -> isPool
                    ? "nothing is left to sell of what the pool held"
                    : "no position is left, and equity is not negative";
            case BANKRUPT -> "nothing was left to sell, and what it still owed others have paid";
            default -> "an outcome that this version does not know";
        };
    }
}
