package io.evenkeel.client.keeper;

import io.evenkeel.codecs.BackstopChangedDecoder;
import io.evenkeel.codecs.BackstopPassedOverDecoder;
import io.evenkeel.codecs.CollateralOrderDecoder;
import io.evenkeel.codecs.CollateralTradeDecoder;
import io.evenkeel.codecs.DebtInsuredDecoder;
import io.evenkeel.codecs.DeficitTakenDecoder;
import io.evenkeel.codecs.DeleveragingRoundDecoder;
import io.evenkeel.codecs.DeleveragingSkippedDecoder;
import io.evenkeel.codecs.DeleveragingStartedDecoder;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.LiquidationTradeDecoder;

/**
 * Hears what the liquidation feed tells, each event once and in order, on the thread that polls. Each method does
 * nothing unless it is overridden. The decoders are only valid during the call; a cluster newer than this library may
 * send enum values that they do not know, for which {@code …Raw()} does not throw.
 */
public interface LiquidationListener {
    /**
     * An account breached its maintenance margin.
     *
     * @param logPosition log position of the command at which the liquidation began.
     * @param started     why, with the position of the command that caused the breach.
     */
    default void onStarted(final long logPosition, final LiquidationStartedDecoder started) {
    }

    /**
     * An order stands, in place of the last one of the same liquidation; none does where its quantity is 0.
     *
     * @param logPosition log position of the command or timer that brought it.
     * @param order       the order.
     */
    default void onOrder(final long logPosition, final LiquidationOrderDecoder order) {
    }

    /**
     * A bid traded, or somebody else took over or was made to close: step and {@code byBid} tell.
     *
     * @param logPosition log position of the bid, or of the command or timer.
     * @param trade       the trade.
     */
    default void onTrade(final long logPosition, final LiquidationTradeDecoder trade) {
    }

    /**
     * Collateral is for sale, in place of the last order of the same liquidation; none is where its quantity is 0.
     *
     * @param logPosition log position of the command or timer that brought it.
     * @param order       the order.
     */
    default void onCollateralOrder(final long logPosition, final CollateralOrderDecoder order) {
    }

    /**
     * A bid for collateral traded, or the insurance pool bought it.
     *
     * @param logPosition log position of the bid, or of the timer.
     * @param trade       the trade.
     */
    default void onCollateralTrade(final long logPosition, final CollateralTradeDecoder trade) {
    }

    /**
     * Accounts of the opposite side are about to close what nobody took: keepers may still bid, at the bankruptcy
     * price.
     *
     * @param logPosition log position of the timer.
     * @param started     by which mark and price, and how they are picked.
     */
    default void onDeleveragingStarted(final long logPosition, final DeleveragingStartedDecoder started) {
    }

    /**
     * What is needed was shared out over those who are left.
     *
     * @param logPosition log position of the command or timer.
     * @param round       how much, and over how many.
     */
    default void onDeleveragingRound(final long logPosition, final DeleveragingRoundDecoder round) {
    }

    /**
     * Somebody who was asked to close was passed over.
     *
     * @param logPosition log position of the command or timer.
     * @param skipped     who, and why.
     */
    default void onDeleveragingSkipped(final long logPosition, final DeleveragingSkippedDecoder skipped) {
    }

    /**
     * Nothing is left to sell of an account, and it still owes: insurance pays.
     *
     * @param logPosition log position of the command or timer.
     * @param insured     how much.
     */
    default void onDebtInsured(final long logPosition, final DebtInsuredDecoder insured) {
    }

    /**
     * Something is missing, when the insurance pool took the rest at mark, or nothing was left to sell, or the pool has
     * closed such a position and has not got what it lost by it.
     *
     * @param logPosition log position of the command or timer.
     * @param taken       how much, and who is to be charged for it.
     */
    default void onDeficitTaken(final long logPosition, final DeficitTakenDecoder taken) {
    }

    /**
     * An account was registered as a backstop, or let go.
     *
     * @param logPosition log position of the command.
     * @param backstop    the account and its capacity.
     */
    default void onBackstop(final long logPosition, final BackstopChangedDecoder backstop) {
    }

    /**
     * A backstop account was asked in its turn, and takes nothing over.
     *
     * @param logPosition log position of the timer.
     * @param passedOver  which one, and why.
     */
    default void onBackstopPassedOver(final long logPosition, final BackstopPassedOverDecoder passedOver) {
    }

    /**
     * A liquidation is over.
     *
     * @param logPosition log position of the command that ended it.
     * @param ended       how.
     */
    default void onEnded(final long logPosition, final LiquidationEndedDecoder ended) {
    }
}
