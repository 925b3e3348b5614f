package io.evenkeel.core.inspect;

import io.evenkeel.codecs.InstructionKind;

/**
 * An open instruction of an account.
 *
 * @param instruction instruction id.
 * @param kind        what a gateway is told to do.
 * @param asset       what to move.
 * @param amount      above 0, asset units.
 * @param isTold      whether gateways were told of it; if not it is a withdrawal that waits for its delay.
 * @param dueMs       when they are told, or told again; {@link Long#MAX_VALUE} for never.
 */
public record InstructionReport(
        long instruction, InstructionKind kind, int asset, long amount, boolean isTold, long dueMs) {
}
