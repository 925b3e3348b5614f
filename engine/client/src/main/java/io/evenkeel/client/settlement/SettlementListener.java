package io.evenkeel.client.settlement;

import io.evenkeel.codecs.InstructionEndedDecoder;
import io.evenkeel.codecs.SettlementInstructionDecoder;

/**
 * Hears what the ledger tells gateways, each event once and in order. Called from {@link SettlementGateway#poll()}, on
 * the thread that polls. The decoders are only valid during the call.
 *
 * <p>All methods get {@code next}: the number on the feed to go on from once this event is kept safely. Kept in the
 * same transaction as what the event led to, nothing is lost and nothing is done twice, whenever the process dies.
 */
public interface SettlementListener {
    /**
     * Money is to be moved. An instruction comes again until it is confirmed or failed: do it once, by its id.
     *
     * @param next        number to go on from.
     * @param logPosition log position of the command that made or repeated it.
     * @param instruction the instruction.
     */
    void onInstruction(long next, long logPosition, SettlementInstructionDecoder instruction);

    /**
     * An instruction is over in the ledger.
     *
     * @param next        number to go on from.
     * @param logPosition log position of the command that ended it.
     * @param ended       how it ended.
     */
    void onEnded(long next, long logPosition, InstructionEndedDecoder ended);

    /**
     * The feed says something that asks nothing of a gateway: that a settlement cycle goes on, or what a later version
     * tells. Everything that was said before it is heard.
     *
     * @param next        number to go on from.
     * @param logPosition log position of the command that it is about.
     */
    default void onOther(final long next, final long logPosition) {
    }
}
