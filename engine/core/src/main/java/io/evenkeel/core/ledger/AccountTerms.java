package io.evenkeel.core.ledger;

import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.core.store.Mixing;
import io.evenkeel.core.store.RecordStore;
import org.agrona.UnsafeApi;

/**
 * What was agreed on with the owner of an account, and what is remembered about it beside its money: fields of the
 * records of {@link AccountStore}, in their last cache line, which a fill does not read.
 *
 * <pre>
 * 128 leverage   224 reserved margin   236 open instructions   240 status said last   241 settlement mode
 * 242 fee tier   248 withdrawals paused until, ms
 * </pre>
 *
 * Owned by Risk. No allocation.
 */
public final class AccountTerms {
    private static final int LEVERAGE = 128;
    private static final int RESERVED_MARGIN = 224;
    private static final int OPEN_INSTRUCTIONS = 236;
    private static final int STATUS_SAID = 240;
    private static final int SETTLEMENT_MODE = 241;
    private static final int FEE_TIER = 242;
    private static final int PAUSED_UNTIL_MS = 248;

    private final RecordStore records;

    /** Makes a reader and writer of the fields. */
    AccountTerms(final RecordStore records) {
        this.records = records;
    }

    /** Sets the largest leverage its owner wants; 0 for none. */
    public void leverage(final int account, final int leverage) {
        UnsafeApi.putInt(records.address(account) + LEVERAGE, leverage);
    }

    /** {@return margin that venues reserved for its open orders, numeraire units} */
    public long reservedMargin(final int account) {
        return UnsafeApi.getLong(records.address(account) + RESERVED_MARGIN);
    }

    /** Changes the margin reserved. */
    void addReservedMargin(final int account, final long change) {
        UnsafeApi.putLong(records.address(account) + RESERVED_MARGIN, reservedMargin(account) + change);
    }

    /** {@return how many instructions to gateways are open for it} */
    public int openInstructions(final int account) {
        return UnsafeApi.getInt(records.address(account) + OPEN_INSTRUCTIONS);
    }

    /** Sets how many instructions to gateways are open for it. */
    public void openInstructions(final int account, final int count) {
        UnsafeApi.putInt(records.address(account) + OPEN_INSTRUCTIONS, count);
    }

    /** {@return the status that its owner was told last; HEALTHY for a new account} */
    public AccountStatus statusSaid(final int account) {
        return AccountStatus.get(UnsafeApi.getByte(records.address(account) + STATUS_SAID));
    }

    /** Takes note of the status that its owner is told. */
    public void statusSaid(final int account, final AccountStatus status) {
        UnsafeApi.putByte(records.address(account) + STATUS_SAID, (byte) status.value());
    }

    /** {@return how it settles a cycle} */
    public SettlementMode settlement(final int account) {
        return SettlementMode.get(UnsafeApi.getByte(records.address(account) + SETTLEMENT_MODE));
    }

    /** Says how it settles a cycle. */
    public void settlement(final int account, final SettlementMode mode) {
        UnsafeApi.putByte(records.address(account) + SETTLEMENT_MODE, (byte) mode.value());
    }

    /** {@return its tier of fee schedules} */
    public int feeTier(final int account) {
        return UnsafeApi.getByte(records.address(account) + FEE_TIER) & 0xFF;
    }

    /** Sets its tier of fee schedules, 0 to 254. */
    public void feeTier(final int account, final int tier) {
        UnsafeApi.putByte(records.address(account) + FEE_TIER, (byte) tier);
    }

    /** {@return the time from which withdrawals are not paused any more; 0 if they never were} */
    public long withdrawalsPausedUntilMs(final int account) {
        return UnsafeApi.getLong(records.address(account) + PAUSED_UNTIL_MS);
    }

    /** Pauses withdrawals until a time. */
    public void withdrawalsPausedUntilMs(final int account, final long timeMs) {
        UnsafeApi.putLong(records.address(account) + PAUSED_UNTIL_MS, timeMs);
    }

    /** {@return whether anything that a snapshot keeps here differs from a new account's} */
    public boolean isChanged(final int account) {
        return withdrawalsPausedUntilMs(account) != 0
                || feeTier(account) != 0
                || settlement(account) != SettlementMode.INTERNAL
                || statusSaid(account) != AccountStatus.HEALTHY;
    }

    /** {@return hash of what is kept here, but for leverage, reservations and instructions: hashed elsewhere} */
    public long stateHash(final int account) {
        long hash = Mixing.chain(withdrawalsPausedUntilMs(account), feeTier(account));
        hash = Mixing.chain(hash, settlement(account).value());
        return Mixing.chain(hash, statusSaid(account).value());
    }
}
