package io.evenkeel.tools.gateway;

import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.SettlementInstructionDecoder;

/**
 * What the ledger asks a gateway to do; the same whenever it is repeated.
 *
 * @param id      instruction id.
 * @param kind    pay out or collect.
 * @param cycle   settlement cycle; 0 for a withdrawal.
 * @param account account.
 * @param asset   what to move.
 * @param amount  how much, in units of the asset.
 */
record Instruction(long id, InstructionKind kind, long cycle, long account, int asset, long amount) {
    /** {@return a copy of what came over the wire} */
    static Instruction of(final SettlementInstructionDecoder decoder) {
        return new Instruction(
                decoder.instruction(),
                decoder.kind(),
                decoder.cycle(),
                decoder.account(),
                decoder.asset(),
                decoder.amount());
    }
}
