package io.evenkeel.tools.report;

import io.evenkeel.codecs.InstructionKind;
import java.util.Map;
import java.util.TreeMap;

/**
 * What gateways were told to do and have not ended, and withdrawals that wait for their delay. The feed does not say
 * the ids of these: instructions are numbered 1, 2, 3 … as they are made, so they have those that are left out.
 */
final class InstructionFile {
    private final TreeMap<Long, Open> open = new TreeMap<>();
    private final TreeMap<Long, Open> delayed = new TreeMap<>();
    private long lastId;
    private boolean isWithdrawalTold;

    /** An open instruction. */
    record Open(long instruction, InstructionKind kind, long cycle, long account, int asset, long amount) {
    }

    /** Takes one of which gateways were told; a withdrawal without delay is told before it leaves the account. */
    void add(final Open instruction) {
        isWithdrawalTold = instruction.kind() == InstructionKind.WITHDRAWAL && instruction.instruction() > lastId;
        lastId = Math.max(lastId, instruction.instruction());
        delayed.remove(instruction.instruction());
        open.put(instruction.instruction(), instruction);
    }

    /** Takes a withdrawal that has left its account. */
    void withdrawn(final long account, final int asset, final long amount) {
        if (!isWithdrawalTold) {
            lastId++;
            delayed.put(lastId, new Open(lastId, InstructionKind.WITHDRAWAL, 0, account, asset, amount));
        }
        isWithdrawalTold = false;
    }

    /** Takes one out. {@return it, or null if no gateway was told of it} */
    Open remove(final long instruction) {
        delayed.remove(instruction);
        return open.remove(instruction);
    }

    /** {@return withdrawals that wait for their delay, by id} */
    Map<Long, Open> delayed() {
        return delayed;
    }

    /** {@return the open ones by id} */
    Map<Long, Open> open() {
        return open;
    }
}
