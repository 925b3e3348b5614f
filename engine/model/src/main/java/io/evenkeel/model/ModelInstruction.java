package io.evenkeel.model;

import io.evenkeel.codecs.InstructionKind;

/**
 * Money that gateways are to move, until one says what became of it.
 *
 * @param id      1, 2, 3 … in order of making.
 * @param cycle   settlement cycle that made it; 0 for a withdrawal.
 * @param account whose money it is.
 * @param asset   what is moved.
 * @param amount  how much.
 * @param kind    out, and then it is on its way from the beginning, or in.
 */
public record ModelInstruction(long id, long cycle, long account, int asset, long amount, InstructionKind kind) {
    /** {@return whether the amount left the account when this was made} */
    public boolean isHeld() {
        return kind != InstructionKind.COLLECT;
    }
}
