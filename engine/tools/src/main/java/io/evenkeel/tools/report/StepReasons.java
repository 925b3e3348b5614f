package io.evenkeel.tools.report;

import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStep;

/**
 * Why the steps of a liquidation come (SPEC 6), in words. An insurance pool's own account has texts of its own: it has
 * no margin to fall below, and what it holds is for sale whole, at mark less the discount, until nothing is left.
 */
final class StepReasons {
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

    static String withdrawn() {
        return "it is sold, its price stopped allowing liquidation, or another position comes first";
    }

    /** Why a position is for sale that was not; as {@link #movedOn} where it comes in at a later step. */
    static String offered(final boolean isPool, final LiquidationStep step, final boolean isInsured) {
        if (isPool) {
            return "of what the pool holds the largest maintenance margin; all of it, until somebody takes it";
        }
        return step == LiquidationStep.AUCTION
                ? "of its positions the largest maintenance margin; the least that restores equity"
                : movedOn(step, isInsured);
    }

    /**
     * Why an order comes to a step; a new step is told here and in {@link #traded}.
     *
     * @param isInsured whether insurance has anything to pay.
     */
    static String movedOn(final LiquidationStep step, final boolean isInsured) {
        return switch (step) {
            case AUCTION -> "the auction's time is not over, and equity is two thirds of maintenance margin or more";
            case BACKSTOP -> "the auction is over, or equity is below two thirds of maintenance margin";
            case INSURED -> isInsured
                    ? "nobody took the rest at the bankruptcy price; insurance pays beyond it"
                    : "no backstop took the rest, and insurance has nothing to pay: the largest discount, once more";
            case DELEVERAGED -> "insurance pays no more; the opposite side is to close at the bankruptcy price";
            default -> "a step that this version does not know";
        };
    }

    static String resized(final boolean isPool) {
        return isPool
                ? "the mark moved, or the pool holds another quantity: all of it is for sale"
                : "prices moved or part of it traded: this much now suffices";
    }

    /**
     * Why a trade was made at a step.
     *
     * @param isInsured whether insurance paid.
     */
    static String traded(final LiquidationStep step, final long taker, final boolean isInsured) {
        return switch (step) {
            case AUCTION -> bid(taker);
            case INSURED -> isInsured
                    ? "account " + taker + " was the first with a valid bid past the bankruptcy price"
                    : bid(taker);
            case BACKSTOP -> "it was the turn of backstop account " + taker + ", at the bankruptcy price";
            case DELEVERAGED -> "account " + taker + " closed at the bankruptcy price, by its share or by a bid";
            case POOL -> "nobody was left, so the insurance pool's account took the rest at mark";
            default -> "account " + taker + ", at a step that this version does not know";
        };
    }

    private static String bid(final long taker) {
        return "account " + taker + " was the first with a valid bid at the price then";
    }

    static String collateralOffered() {
        return "what it owes is paid by the asset of the lowest haircut; the least that suffices";
    }

    static String collateralWithdrawn() {
        return "it is sold, another asset or a position comes first, or its price cannot be used";
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
