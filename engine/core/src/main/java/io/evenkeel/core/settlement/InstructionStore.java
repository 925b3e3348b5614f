package io.evenkeel.core.settlement;

import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.store.Mixing;
import io.evenkeel.core.store.NumberedRecords;
import io.evenkeel.core.store.RecordRounds;
import org.agrona.UnsafeApi;

/**
 * Open instructions to gateways, a cache line each, found by id, walked in order of id and account by account:
 *
 * <pre>
 *  0 id   8 amount   16 cycle, 0 for a withdrawal   24 time ms: when it is to be sent; then when it was sent last
 * 32 account index   36 times it was sent   40 previous plus one   44 next plus one
 * 48 previous of the account plus one   52 next of the account plus one   56 asset   58 kind
 * </pre>
 *
 * An account has at most {@value #MOST_OF_ACCOUNT}, so that what it waits for can be looked through: from the newest
 * on, since ids only rise. Owned by Risk; no allocation after construction.
 */
public final class InstructionStore {
    /** No instruction. */
    public static final int NONE = NumberedRecords.NONE;

    /** Most open instructions of one account. */
    public static final int MOST_OF_ACCOUNT = 256;

    private static final int RECORD_BYTES = 64;
    private static final int AMOUNT = 8;
    private static final int CYCLE = 16;
    private static final int TIME_MS = 24;
    private static final int ACCOUNT = 32;
    private static final int TIMES_SENT = 36;
    private static final int LINKS = 40;
    private static final int PREVIOUS_OF_ACCOUNT = 48;
    private static final int NEXT_OF_ACCOUNT = 52;
    private static final int ASSET = 56;
    private static final int KIND = 58;

    private final AccountStore accounts;
    private final NumberedRecords records;
    private final RecordRounds rounds;

    /** Makes an empty store for at most {@code capacity} open instructions. */
    public InstructionStore(final AccountStore accounts, final int capacity) {
        this.accounts = accounts;
        records = new NumberedRecords(capacity, RECORD_BYTES, LINKS);
        rounds = new RecordRounds(records);
    }

    /** {@return the rounds in which timers look at open instructions} */
    public RecordRounds rounds() {
        return rounds;
    }

    /** {@return id given last; ids are 1, 2, 3 … in order of making} */
    public long lastId() {
        return records.lastId();
    }

    /** Restores the id given last. */
    public void restoreLastId(final long id) {
        records.restoreLastId(id);
    }

    /** {@return whether the first instruction of an account fits} */
    public boolean hasRoom() {
        return records.available() > 0;
    }

    /** {@return whether another instruction for an account fits} */
    public boolean hasRoom(final int account) {
        return hasRoom() && accounts.terms().openInstructions(account) < MOST_OF_ACCOUNT;
    }

    /** {@return open instructions} */
    public int size() {
        return records.size();
    }

    /** Opens an instruction with the next id, not sent yet. {@return its record} */
    public int open(
            final int account,
            final int asset,
            final InstructionKind kind,
            final long amount,
            final long cycle,
            final long dueMs) {
        return open(records.lastId() + 1, account, asset, kind, amount, cycle, dueMs, 0);
    }

    /** Opens an instruction with an id above all open ones, as a snapshot says. {@return its record} */
    public int open(
            final long id,
            final int account,
            final int asset,
            final InstructionKind kind,
            final long amount,
            final long cycle,
            final long timeMs,
            final int timesSent) {
        final int record = records.open(id);
        final long address = records.address(record);
        UnsafeApi.putLong(address + AMOUNT, amount);
        UnsafeApi.putLong(address + CYCLE, cycle);
        UnsafeApi.putLong(address + TIME_MS, timeMs);
        UnsafeApi.putInt(address + ACCOUNT, account);
        UnsafeApi.putInt(address + TIMES_SENT, timesSent);
        UnsafeApi.putShort(address + ASSET, (short) asset);
        UnsafeApi.putByte(address + KIND, (byte) kind.value());
        linkToAccount(record, account);
        return record;
    }

    private void linkToAccount(final int record, final int account) {
        final int head = accounts.firstInstruction(account);
        UnsafeApi.putInt(records.address(record) + NEXT_OF_ACCOUNT, head + 1);
        if (head != NONE) {
            UnsafeApi.putInt(records.address(head) + PREVIOUS_OF_ACCOUNT, record + 1);
        }
        accounts.firstInstruction(account, record);
        accounts.terms().openInstructions(account, accounts.terms().openInstructions(account) + 1);
    }

    /** Closes an instruction. */
    public void close(final int record) {
        unlinkFromAccount(record, account(record));
        rounds.onClosing(record);
        records.close(record);
    }

    private void unlinkFromAccount(final int record, final int account) {
        final int previous = UnsafeApi.getInt(records.address(record) + PREVIOUS_OF_ACCOUNT) - 1;
        final int next = olderOfAccount(record);
        if (previous == NONE) {
            accounts.firstInstruction(account, next);
        } else {
            UnsafeApi.putInt(records.address(previous) + NEXT_OF_ACCOUNT, next + 1);
        }
        if (next != NONE) {
            UnsafeApi.putInt(records.address(next) + PREVIOUS_OF_ACCOUNT, previous + 1);
        }
        accounts.terms().openInstructions(account, accounts.terms().openInstructions(account) - 1);
    }

    /** {@return the open instruction with an id, or {@link #NONE}} */
    public int find(final long id) {
        return records.find(id);
    }

    /** {@return the open instruction with the lowest id, or {@link #NONE}} */
    public int first() {
        return records.first();
    }

    /** {@return the open instruction with the next higher id, or {@link #NONE}} */
    public int next(final int record) {
        return records.next(record);
    }

    /** {@return the open instruction of the same account with the next lower id, or {@link #NONE}} */
    public int olderOfAccount(final int record) {
        return UnsafeApi.getInt(records.address(record) + NEXT_OF_ACCOUNT) - 1;
    }

    /** {@return instruction id} */
    public long id(final int record) {
        return records.id(record);
    }

    /** {@return amount, asset units, above 0} */
    public long amount(final int record) {
        return UnsafeApi.getLong(records.address(record) + AMOUNT);
    }

    /** {@return settlement cycle that made it; 0 for a withdrawal} */
    public long cycle(final int record) {
        return UnsafeApi.getLong(records.address(record) + CYCLE);
    }

    /** {@return when it was sent last; where it never was, from when on it is to be sent} */
    public long timeMs(final int record) {
        return UnsafeApi.getLong(records.address(record) + TIME_MS);
    }

    /** {@return index of the account} */
    public int account(final int record) {
        return UnsafeApi.getInt(records.address(record) + ACCOUNT);
    }

    /** {@return how often it was sent; 0 while it waits} */
    public int timesSent(final int record) {
        return UnsafeApi.getInt(records.address(record) + TIMES_SENT);
    }

    /** {@return asset id} */
    public int asset(final int record) {
        return UnsafeApi.getShort(records.address(record) + ASSET);
    }

    /** {@return what the gateway is told to do} */
    public InstructionKind kind(final int record) {
        return InstructionKind.get(UnsafeApi.getByte(records.address(record) + KIND));
    }

    /** {@return whether its amount is held in IN_TRANSIT until it ends} */
    public boolean isHeld(final int record) {
        return UnsafeApi.getByte(records.address(record) + KIND) != InstructionKind.COLLECT.value();
    }

    /** Takes note that it was sent once more. */
    public void sent(final int record, final long timeMs) {
        final long address = records.address(record);
        UnsafeApi.putInt(address + TIMES_SENT, UnsafeApi.getInt(address + TIMES_SENT) + 1);
        UnsafeApi.putLong(address + TIME_MS, timeMs);
    }

    /** {@return canonical hash} */
    public long stateHash() {
        long hash = Mixing.chain(records.lastId(), records.size());
        for (int record = records.first(); record != NONE; record = records.next(record)) {
            hash = Mixing.chain(hash, id(record));
            hash = Mixing.chain(hash, accounts.id(account(record)));
            hash = Mixing.chain(hash, amount(record));
            hash = Mixing.chain(hash, cycle(record));
            hash = Mixing.chain(hash, timeMs(record));
            hash = Mixing.chain(hash, timesSent(record));
            hash = Mixing.chain(hash, asset(record) << Byte.SIZE | kind(record).value());
        }
        return hash;
    }
}
