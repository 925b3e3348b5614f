package io.evenkeel.core.ledger;

import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.store.RecordPool;
import io.evenkeel.core.store.RecordStore;
import org.agrona.UnsafeApi;

/**
 * What an account has at stake in an asset: its balance, and the certificate's sums at the corner of its box. A cache
 * line each. The first exposure of an account lies inside the account's own record, beside its header; only further
 * ones have records of their own. An entry below the number of account slots is the former, above it the latter.
 *
 * <pre>
 *  0 balance   8 corner effective balance   16 corner requirement, low   24 trigger (bound on the asset's price)
 * 32 corner requirement, high   40 asset   42 link state   43 bits of health when last shared out
 * 44 next exposure of the account plus one   48 previous plus one   52 next plus one   56 account index
 * 60 market of the position closed last that settles in the asset, plus one   62 whether that was a long
 * </pre>
 *
 * Owned by Risk. Nothing allocates after construction.
 */
public final class ExposureStore implements WallMemory {
    /** No exposure. */
    public static final int NONE = RecordPool.NONE;

    static final int RECORD_BYTES = 64;
    private static final int BALANCE = 0;
    private static final int CORNER_EFFECTIVE = 8;
    private static final int CORNER_REQUIREMENT_LOW = 16;
    private static final int CORNER_REQUIREMENT_HIGH = 32;
    private static final int ASSET = 40;
    private static final int SHARED_HEALTH_BITS = 43;
    private static final int NEXT_OF_ACCOUNT = 44;
    private static final int LAST_CLOSED = 60;
    private static final int WAS_LONG = 62;

    private final RecordStore accounts;
    private final int accountSlots;
    private final RecordStore extras;
    private final RecordPool pool;

    /** Makes a store of further exposures beside the account records. */
    ExposureStore(final RecordStore accounts, final int capacity) {
        this.accounts = accounts;
        accountSlots = accounts.capacity();
        extras = new RecordStore(capacity, RECORD_BYTES);
        pool = new RecordPool(extras);
    }

    @Override
    public long address(final int exposure) {
        return exposure < accountSlots
                ? accounts.address(exposure) + RECORD_BYTES
                : extras.address(exposure - accountSlots);
    }

    /** {@return further exposures that can still be opened} */
    public int available() {
        return pool.available();
    }

    /** Makes an exposure of a zeroed record: the account's own, or a further one. {@return the exposure} */
    int open(final int account, final int asset, final boolean isFirst) {
        final int exposure = isFirst ? account : accountSlots + pool.take();
        final long address = address(exposure);
        UnsafeApi.putInt(address + WallFields.ACCOUNT, account);
        UnsafeApi.putShort(address + ASSET, (short) asset);
        return exposure;
    }

    /** {@return asset id} */
    public int asset(final int exposure) {
        return UnsafeApi.getShort(address(exposure) + ASSET);
    }

    /** {@return ledger balance, asset units} */
    public long balance(final int exposure) {
        return UnsafeApi.getLong(address(exposure) + BALANCE);
    }

    /** Books onto the balance. */
    public void addBalance(final int exposure, final long amount) {
        final long address = address(exposure);
        UnsafeApi.putLong(address + BALANCE, UnsafeApi.getLong(address + BALANCE) + amount);
    }

    /** {@return effective balance at the corner of the box, X(T) of SPEC 9} */
    public long cornerEffective(final int exposure) {
        return UnsafeApi.getLong(address(exposure) + CORNER_EFFECTIVE);
    }

    /** Sets the effective balance at the corner. */
    public void cornerEffective(final int exposure, final long amount) {
        UnsafeApi.putLong(address(exposure) + CORNER_EFFECTIVE, amount);
    }

    /** Reads the maintenance requirement at the corner, asset units × ppm. {@return {@code into}} */
    public Int128 cornerRequirement(final int exposure, final Int128 into) {
        final long address = address(exposure);
        return into.set(
                UnsafeApi.getLong(address + CORNER_REQUIREMENT_HIGH),
                UnsafeApi.getLong(address + CORNER_REQUIREMENT_LOW));
    }

    /** Sets the maintenance requirement at the corner, asset units × ppm. */
    public void setCornerRequirement(final int exposure, final Int128 requirement) {
        final long address = address(exposure);
        UnsafeApi.putLong(address + CORNER_REQUIREMENT_HIGH, requirement.high());
        UnsafeApi.putLong(address + CORNER_REQUIREMENT_LOW, requirement.low());
    }

    /** {@return the bound on the asset's price} */
    public long bound(final int exposure) {
        return WallFields.trigger(address(exposure));
    }

    /** {@return bit length of the account's health when it was last shared out; on the first exposure only} */
    public int sharedHealthBits(final int exposure) {
        return UnsafeApi.getByte(address(exposure) + SHARED_HEALTH_BITS) & 0xFF;
    }

    /** Sets the bit length of the account's health; on the first exposure only. */
    public void sharedHealthBits(final int exposure, final int bits) {
        UnsafeApi.putByte(address(exposure) + SHARED_HEALTH_BITS, (byte) bits);
    }

    /** {@return market of the position closed last that settles in the asset, or {@link #NONE}} */
    public int lastClosed(final int exposure) {
        return (UnsafeApi.getShort(address(exposure) + LAST_CLOSED) & 0xFFFF) - 1;
    }

    /** {@return whether that position was long} */
    public boolean wasLong(final int exposure) {
        return UnsafeApi.getByte(address(exposure) + WAS_LONG) != 0;
    }

    /** Notes which position was closed last. */
    public void lastClosed(final int exposure, final int instrument, final boolean isLong) {
        final long address = address(exposure);
        UnsafeApi.putShort(address + LAST_CLOSED, (short) (instrument + 1));
        UnsafeApi.putByte(address + WAS_LONG, (byte) (isLong ? 1 : 0));
    }

    /** {@return index of the account} */
    public int account(final int exposure) {
        return WallFields.account(address(exposure));
    }

    int nextOfAccount(final int exposure) {
        return UnsafeApi.getInt(address(exposure) + NEXT_OF_ACCOUNT) - 1;
    }

    void nextOfAccount(final int exposure, final int next) {
        UnsafeApi.putInt(address(exposure) + NEXT_OF_ACCOUNT, next + 1);
    }
}
