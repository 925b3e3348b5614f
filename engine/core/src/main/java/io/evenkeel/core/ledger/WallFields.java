package io.evenkeel.core.ledger;

import org.agrona.UnsafeApi;

/**
 * The fields by which a wall of an account's box hangs in a price ladder. Position and exposure records both have
 * them at the same offsets, so one ladder serves both.
 */
public final class WallFields {
    /** Link state: hangs nowhere. */
    public static final byte UNLINKED = 0;
    /** Link state: hangs in the ladder that fires when the price falls. */
    public static final byte DOWN = 1;
    /** Link state: hangs in the ladder that fires when the price rises. */
    public static final byte UP = 2;
    /** Link state: waits in the list of a price that does not allow liquidation, for its return. */
    public static final byte RETURN = 3;

    static final int TRIGGER = 24;
    static final int LINK_STATE = 42;
    static final int PREVIOUS = 48;
    static final int NEXT = 52;
    static final int ACCOUNT = 56;

    private WallFields() {
    }

    /** {@return the wall: the last price at which it does not fire} */
    public static long trigger(final long address) {
        return UnsafeApi.getLong(address + TRIGGER);
    }

    /** Moves the wall; only while it is unlinked. */
    public static void trigger(final long address, final long price) {
        UnsafeApi.putLong(address + TRIGGER, price);
    }

    /** {@return where it hangs: one of the constants of this class} */
    public static byte linkState(final long address) {
        return UnsafeApi.getByte(address + LINK_STATE);
    }

    /** Says where it hangs. */
    public static void linkState(final long address, final byte state) {
        UnsafeApi.putByte(address + LINK_STATE, state);
    }

    /** {@return the entry before it in its list, plus one; 0 for none} */
    public static int previousPlusOne(final long address) {
        return UnsafeApi.getInt(address + PREVIOUS);
    }

    /** Sets the entry before it, plus one. */
    public static void previousPlusOne(final long address, final int entryPlusOne) {
        UnsafeApi.putInt(address + PREVIOUS, entryPlusOne);
    }

    /** {@return the entry after it in its list, plus one; 0 for none} */
    public static int nextPlusOne(final long address) {
        return UnsafeApi.getInt(address + NEXT);
    }

    /** Sets the entry after it, plus one. */
    public static void nextPlusOne(final long address, final int entryPlusOne) {
        UnsafeApi.putInt(address + NEXT, entryPlusOne);
    }

    /** {@return index of the account it belongs to} */
    public static int account(final long address) {
        return UnsafeApi.getInt(address + ACCOUNT);
    }
}
