package io.evenkeel.core.ledger;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.store.EarlyLoads;
import io.evenkeel.core.store.Mixing;
import io.evenkeel.core.store.RecordPool;
import io.evenkeel.core.store.RecordStore;
import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.UnsafeApi;

/**
 * Accounts, four cache lines each, in an open-addressing table keyed by account id, so that finding one is one miss:
 *
 * <pre>
 *   0 account id   8 owner   12 kind   13 phase, top bit: touched   14 positions   15 exposures
 *  16 position index × 8   48 their instruments × 8
 *  64 first exposure (see {@link ExposureStore})
 * 128 leverage   132 second exposure plus one   136 breach position   144 breach time ms   152 liquidation plus one
 * 156 block of further positions plus one   160 position index × 8   192 their instruments × 8
 * 220 settlement cycle that settled it last   244 an open instruction plus one
 * </pre>
 *
 * The few accounts with more than {@value #OWN_SLOTS} positions have a block for the others.
 *
 * Accounts are never removed, so an index stays valid. Owned by Risk. Nothing allocates after construction.
 */
public final class AccountStore {
    /** No account. */
    public static final int NONE = -1;

    /**
     * Id of the account in which the insurance pool MAIN holds positions; those of the others follow. Each is made when
     * it is needed first.
     */
    public static final long POOL_ID = 9_000_000_000_000_000L;

    /** Most exempt accounts: a deficit is charged past each of them in one step. */
    public static final int MOST_EXEMPT = 1_024;

    private static final int TOUCHED = 0x80;

    private static final int RECORD_BYTES = 256;
    private static final int ACCOUNT_ID = 0;
    private static final int OWNER = 8;
    private static final int KIND = 12;
    private static final int PHASE = 13;
    private static final int POSITION_COUNT = 14;
    private static final int EXPOSURE_COUNT = 15;
    private static final int NEAR_POSITIONS = 16;
    private static final int NEAR_INSTRUMENTS = 48;
    private static final int FIRST_EXPOSURE = 64;
    private static final int LEVERAGE = 128;
    private static final int SECOND_EXPOSURE = 132;
    private static final int BREACH_POSITION = 136;
    private static final int BREACH_TIME_MS = 144;
    private static final int LIQUIDATION = 152;
    private static final int FAR_POSITIONS = 160;
    private static final int FAR_INSTRUMENTS = 192;
    private static final int BLOCK = 156;
    private static final int SETTLED_CYCLE = 220;
    private static final int INSTRUCTION = 244;
    private static final int NEAR = 8;
    private static final long LANES = 0x0001_0001_0001_0001L;
    private static final int LANE_SHIFT = 4;
    private static final int OWN_SLOTS = 16;

    private static final int BLOCK_BYTES = 1_024;
    private static final int BLOCK_SLOTS = Bounds.MAX_POSITIONS - OWN_SLOTS;
    private static final int BLOCK_INSTRUMENTS = 4 * BLOCK_SLOTS;
    private static final int ACCOUNTS_PER_BLOCK = 64;

    private final RecordStore records;
    private final ExposureStore exposures;
    private final RecordStore blocks;
    private final RecordPool blockPool;
    private final int mask;
    private final int capacity;
    private final AccountOrder order;
    private final AccountTerms terms;
    private final AccountMarks marks;
    private final int[] exempt = new int[MOST_EXEMPT];
    private int exemptCount;
    private final int[] pools = new int[Bounds.MAX_POOLS];
    private int poolCount;
    private int size;

    /**
     * Makes an empty store for {@code capacity} accounts with {@code extraExposures} exposures beyond their first,
     * and for the pools' accounts.
     */
    public AccountStore(final int capacity, final int extraExposures) {
        this.capacity = capacity;
        final int slots = BitUtil.findNextPositivePowerOfTwo(Math.max(4 * Bounds.MAX_POOLS, capacity * 2));
        records = new RecordStore(slots, RECORD_BYTES);
        exposures = new ExposureStore(records, extraExposures);
        blocks = new RecordStore(capacity / ACCOUNTS_PER_BLOCK + ACCOUNTS_PER_BLOCK, BLOCK_BYTES);
        blockPool = new RecordPool(blocks);
        mask = slots - 1;
        order = new AccountOrder(this, capacity + Bounds.MAX_POOLS);
        Arrays.fill(pools, NONE);
        terms = new AccountTerms(records);
        marks = new AccountMarks(records);
    }

    /** {@return the exposures of these accounts} */
    public ExposureStore exposures() {
        return exposures;
    }

    /** {@return the accounts in rising order of their ids} */
    public AccountOrder order() {
        return order;
    }

    /** {@return their terms} */
    public AccountTerms terms() {
        return terms;
    }

    /** {@return what tasks and cursors note on these accounts} */
    public AccountMarks marks() {
        return marks;
    }

    /** {@return number of accounts} */
    public int size() {
        return size;
    }

    /** {@return whether no further account fits, the pools' apart} */
    public boolean isFull() {
        return size - poolCount == capacity;
    }

    /** {@return whether another exempt account fits, the pools' apart} */
    public boolean hasRoomForExempt() {
        return exemptCount - poolCount < MOST_EXEMPT - Bounds.MAX_POOLS;
    }

    /** {@return number of exempt accounts} */
    public int exemptCount() {
        return exemptCount;
    }

    /** {@return the n-th exempt account, in no order that means anything} */
    public int exempt(final int n) {
        return exempt[n];
    }

    /** {@return a pool's account, or {@link #NONE} as long as it was never needed} */
    public int pool(final int pool) {
        return pools[pool];
    }

    /** {@return number of pools that have accounts} */
    public int poolCount() {
        return poolCount;
    }

    /** {@return whether it is a pool's account} */
    public boolean isPool(final int account) {
        return isPoolId(id(account));
    }

    /** {@return whether an id is that of a pool's account} */
    public static boolean isPoolId(final long accountId) {
        return accountId >= POOL_ID && accountId < POOL_ID + Bounds.MAX_POOLS;
    }

    /** {@return number of slots: every index is below it} */
    public int slots() {
        return mask + 1;
    }

    /** {@return whether an account lies at this index} */
    public boolean isOccupied(final int index) {
        return id(index) != 0;
    }

    /** Loads what most commands look at in an account: its head and its first exposure. */
    public void load(final long accountId, final EarlyLoads loads) {
        final long address = records.address(Mixing.slot(accountId, mask));
        loads.load(address);
        loads.load(address + FIRST_EXPOSURE);
    }

    /** Loads all that the record of an account holds. */
    public void loadWhole(final int account, final EarlyLoads loads) {
        final long address = records.address(account);
        for (int line = 0; line < RECORD_BYTES; line += FIRST_EXPOSURE) {
            loads.load(address + line);
        }
    }

    /** Loads the positions of an account whose record is loaded. */
    public void loadPositions(final int account, final PositionStore positions, final EarlyLoads loads) {
        for (int n = 0; n < positionCount(account); n++) {
            loads.load(positions.address(position(account, n)));
        }
    }

    /** {@return index of an account that commands may name, which the pools' are not, or {@link #NONE}} */
    public int find(final long accountId) {
        return isPoolId(accountId) ? NONE : findAny(accountId);
    }

    /** {@return index of an account, the pools' included, or {@link #NONE}} */
    public int findAny(final long accountId) {
        int slot = Mixing.slot(accountId, mask);
        while (true) {
            final long stored = UnsafeApi.getLong(records.address(slot) + ACCOUNT_ID);
            if (stored == accountId) {
                return accountId == 0 ? NONE : slot;
            }
            if (stored == 0) {
                return NONE;
            }
            slot = (slot + 1) & mask;
        }
    }

    /** Adds an account that is not there; the caller has checked {@link #isFull}. {@return its index} */
    public int add(final long accountId, final int owner, final AccountKind kind, final int leverage) {
        int slot = Mixing.slot(accountId, mask);
        while (UnsafeApi.getLong(records.address(slot) + ACCOUNT_ID) != 0) {
            slot = (slot + 1) & mask;
        }
        final long address = records.address(slot);
        UnsafeApi.putLong(address + ACCOUNT_ID, accountId);
        UnsafeApi.putInt(address + OWNER, owner);
        UnsafeApi.putByte(address + KIND, (byte) kind.value());
        UnsafeApi.putInt(address + LEVERAGE, leverage);
        size++;
        order.add(slot, accountId);
        if (kind == AccountKind.OMNIBUS) {
            exempt[exemptCount++] = slot;
        }
        if (isPoolId(accountId)) {
            pools[(int) (accountId - POOL_ID)] = slot;
            poolCount++;
        }
        return slot;
    }

    /** {@return account id} */
    public long id(final int account) {
        return UnsafeApi.getLong(records.address(account) + ACCOUNT_ID);
    }

    /** {@return participant that owns it} */
    public int owner(final int account) {
        return UnsafeApi.getInt(records.address(account) + OWNER);
    }

    /** {@return kind of account} */
    public AccountKind kind(final int account) {
        return AccountKind.get(UnsafeApi.getByte(records.address(account) + KIND));
    }

    /** {@return whether it is a venue's own account: no margin, no liquidation} */
    public boolean isExempt(final int account) {
        return UnsafeApi.getByte(records.address(account) + KIND) == AccountKind.OMNIBUS.value();
    }

    /** {@return largest leverage its owner wants; 0 for none} */
    public int leverage(final int account) {
        return UnsafeApi.getInt(records.address(account) + LEVERAGE);
    }

    /** {@return a constant of {@link AccountPhase}} */
    public byte phase(final int account) {
        return (byte) (UnsafeApi.getByte(records.address(account) + PHASE) & ~TOUCHED);
    }

    /** Moves it to another phase. */
    public void phase(final int account, final byte phase) {
        final long address = records.address(account) + PHASE;
        UnsafeApi.putByte(address, (byte) (phase | (UnsafeApi.getByte(address) & TOUCHED)));
    }

    /** {@return whether trades have touched it since its status was looked at} */
    public boolean isTouched(final int account) {
        return UnsafeApi.getByte(records.address(account) + PHASE) < 0;
    }

    /** Says whether trades have touched it; beside its phase, for a fill has that line at hand. */
    public void touched(final int account, final boolean isTouched) {
        UnsafeApi.putByte(records.address(account) + PHASE, (byte) (phase(account) | (isTouched ? TOUCHED : 0)));
    }

    /** {@return whether it is held to a certificate: neither exempt nor in liquidation} */
    public boolean isCertified(final int account) {
        return phase(account) == AccountPhase.NORMAL && !isExempt(account);
    }

    /** Notes which command caused the breach, and when. */
    public void breach(final int account, final long logPosition, final long timeMs) {
        final long address = records.address(account);
        UnsafeApi.putLong(address + BREACH_POSITION, logPosition);
        UnsafeApi.putLong(address + BREACH_TIME_MS, timeMs);
    }

    /** {@return position of the command that caused the breach} */
    public long breachPosition(final int account) {
        return UnsafeApi.getLong(records.address(account) + BREACH_POSITION);
    }

    /** {@return cluster time of the command that caused the breach} */
    public long breachTimeMs(final int account) {
        return UnsafeApi.getLong(records.address(account) + BREACH_TIME_MS);
    }

    /** {@return index of its liquidation, or −1} */
    public int liquidation(final int account) {
        return UnsafeApi.getInt(records.address(account) + LIQUIDATION) - 1;
    }

    /** Sets the index of its liquidation, −1 for none. */
    public void liquidation(final int account, final int liquidation) {
        UnsafeApi.putInt(records.address(account) + LIQUIDATION, liquidation + 1);
    }

    /** {@return id of the settlement cycle that settled it last, lower 32 bits; 0 for none} */
    public int settledCycle(final int account) {
        return UnsafeApi.getInt(records.address(account) + SETTLED_CYCLE);
    }

    /** Notes which settlement cycle settled it. */
    public void settledCycle(final int account, final int cycle) {
        UnsafeApi.putInt(records.address(account) + SETTLED_CYCLE, cycle);
    }

    /** {@return one of its open instructions, from which the others are found, or −1} */
    public int firstInstruction(final int account) {
        return UnsafeApi.getInt(records.address(account) + INSTRUCTION) - 1;
    }

    /** Sets which of its open instructions is found first, −1 for none. */
    public void firstInstruction(final int account, final int instruction) {
        UnsafeApi.putInt(records.address(account) + INSTRUCTION, instruction + 1);
    }

    /** {@return number of open positions} */
    public int positionCount(final int account) {
        return UnsafeApi.getByte(records.address(account) + POSITION_COUNT) & 0xFF;
    }

    /** {@return index of the n-th position, in no order that means anything} */
    public int position(final int account, final int n) {
        return UnsafeApi.getInt(positionField(records.address(account), n));
    }

    /** {@return the account's position in an instrument, or {@link PositionStore#NONE}} */
    public int findPosition(final int account, final int instrument) {
        final long address = records.address(account);
        final int count = UnsafeApi.getByte(address + POSITION_COUNT) & 0xFF;
        final int near = nearPlace(address, instrument);
        if (near < Math.min(count, NEAR)) {
            return UnsafeApi.getInt(address + NEAR_POSITIONS + 4L * near);
        }
        for (int n = NEAR; n < count; n++) {
            if (UnsafeApi.getShort(instrumentField(address, n)) == (short) instrument) {
                return UnsafeApi.getInt(positionField(address, n));
            }
        }
        return PositionStore.NONE;
    }

    /** The first of the eight near places that names an instrument, found without a branch for each; 8 for none. */
    private static int nearPlace(final long address, final int instrument) {
        final long wanted = (instrument & 0xFFFFL) * LANES;
        final long first = equalLanes(UnsafeApi.getLong(address + NEAR_INSTRUMENTS) ^ wanted);
        final long second = equalLanes(UnsafeApi.getLong(address + NEAR_INSTRUMENTS + Long.BYTES) ^ wanted);
        return first != 0
                ? Long.numberOfTrailingZeros(first) >>> LANE_SHIFT
                : NEAR / 2 + (Long.numberOfTrailingZeros(second) >>> LANE_SHIFT);
    }

    /** The top bit of each 16-bit lane that is zero: exact for the lowest such lane, and 0 where there is none. */
    private static long equalLanes(final long difference) {
        return (difference - LANES) & ~difference & (LANES << 15);
    }

    /** {@return whether another position fits, and one of another account beside it, as both legs of a fill must} */
    public boolean hasRoomForPosition(final int account) {
        return fitsPosition(account, 1);
    }

    /** {@return whether another position fits, as a snapshot says that it did} */
    public boolean fitsPosition(final int account) {
        return fitsPosition(account, 0);
    }

    private boolean fitsPosition(final int account, final int besides) {
        final int count = positionCount(account);
        return count < Bounds.MAX_POSITIONS && (count != OWN_SLOTS || blockPool.available() > besides);
    }

    /** Adds a position. */
    public void addPosition(final int account, final int instrument, final int position) {
        final long address = records.address(account);
        final int count = positionCount(account);
        if (count == OWN_SLOTS) {
            UnsafeApi.putInt(address + BLOCK, blockPool.take() + 1);
        }
        UnsafeApi.putInt(positionField(address, count), position);
        UnsafeApi.putShort(instrumentField(address, count), (short) instrument);
        UnsafeApi.putByte(address + POSITION_COUNT, (byte) (count + 1));
    }

    /** Removes a position; the last one takes its place. */
    public void removePosition(final int account, final int position) {
        final long address = records.address(account);
        final int last = positionCount(account) - 1;
        int n = 0;
        while (UnsafeApi.getInt(positionField(address, n)) != position) {
            n++;
        }
        UnsafeApi.putInt(positionField(address, n), UnsafeApi.getInt(positionField(address, last)));
        UnsafeApi.putShort(instrumentField(address, n), UnsafeApi.getShort(instrumentField(address, last)));
        UnsafeApi.putByte(address + POSITION_COUNT, (byte) last);
        if (last == OWN_SLOTS) {
            blockPool.giveBack(UnsafeApi.getInt(address + BLOCK) - 1);
            UnsafeApi.putInt(address + BLOCK, 0);
        }
    }

    /** {@return number of assets with an exposure} */
    public int exposureCount(final int account) {
        return UnsafeApi.getByte(records.address(account) + EXPOSURE_COUNT);
    }

    /** {@return its first exposure, or {@link ExposureStore#NONE}} */
    public int firstExposure(final int account) {
        return exposureCount(account) == 0 ? ExposureStore.NONE : account;
    }

    /** {@return the exposure after another of the same account, or {@link ExposureStore#NONE}} */
    public int nextExposure(final int account, final int exposure) {
        if (exposure != account) {
            return exposures.nextOfAccount(exposure);
        }
        return exposureCount(account) == 1
                ? ExposureStore.NONE
                : UnsafeApi.getInt(records.address(account) + SECOND_EXPOSURE) - 1;
    }

    /** {@return the account's exposure to an asset, or {@link ExposureStore#NONE}} */
    public int findExposure(final int account, final int asset) {
        int exposure = firstExposure(account);
        while (exposure != ExposureStore.NONE && exposures.asset(exposure) != asset) {
            exposure = nextExposure(account, exposure);
        }
        return exposure;
    }

    /** {@return whether an exposure to an asset is there or can be made, and one of another account beside it} */
    public boolean hasRoomForExposure(final int account, final int asset) {
        return findExposure(account, asset) != ExposureStore.NONE || fitsExposure(account, 1);
    }

    /** {@return whether another exposure fits, as a snapshot says that it did} */
    public boolean fitsExposure(final int account) {
        return fitsExposure(account, 0);
    }

    private boolean fitsExposure(final int account, final int besides) {
        return exposureCount(account) == 0
                || (exposureCount(account) < Bounds.MAX_EXPOSURES && exposures.available() > besides);
    }

    /** {@return the account's exposure to an asset, made if needed; the caller has checked that it fits} */
    public int exposureTo(final int account, final int asset) {
        final int found = findExposure(account, asset);
        if (found != ExposureStore.NONE) {
            return found;
        }
        final long address = records.address(account);
        final int count = exposureCount(account);
        final int exposure = exposures.open(account, asset, count == 0);
        if (count > 0) {
            exposures.nextOfAccount(exposure, UnsafeApi.getInt(address + SECOND_EXPOSURE) - 1);
            UnsafeApi.putInt(address + SECOND_EXPOSURE, exposure + 1);
        }
        UnsafeApi.putByte(address + EXPOSURE_COUNT, (byte) (count + 1));
        return exposure;
    }

    private long positionField(final long address, final int n) {
        if (n < NEAR) {
            return address + NEAR_POSITIONS + 4L * n;
        }
        return n < OWN_SLOTS
                ? address + FAR_POSITIONS + 4L * (n - NEAR)
                : blockOf(address) + 4L * (n - OWN_SLOTS);
    }

    private long instrumentField(final long address, final int n) {
        if (n < NEAR) {
            return address + NEAR_INSTRUMENTS + 2L * n;
        }
        return n < OWN_SLOTS
                ? address + FAR_INSTRUMENTS + 2L * (n - NEAR)
                : blockOf(address) + BLOCK_INSTRUMENTS + 2L * (n - OWN_SLOTS);
    }

    private long blockOf(final long address) {
        return blocks.address(UnsafeApi.getInt(address + BLOCK) - 1);
    }
}
