package io.evenkeel.core.liquidation;

import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.arithmetic.WideProduct;
import io.evenkeel.core.store.Mixing;
import io.evenkeel.core.store.RecordStore;
import org.agrona.UnsafeApi;

/**
 * Who closes how much in a deleveraging (SPEC 6, step 4): accounts of the opposite side with what they held when it
 * began, and rounds in which what is needed is shared out over those who are left.
 *
 * <p>{@code PRO_RATA}: those with profit on entry cost first, then the others. Each is asked for its part in
 * proportion to what it can still close, in lots; lots that rounding leaves go to the largest remainders, ties by
 * account id. {@code QUEUE}: by (profit/|C|)·leverage, exactly, the highest first, ties by account id; each is asked
 * for all it can close.
 *
 * <p>A round is put in order by a heap, an entry at a time, and then taken from its top, so no step costs more than
 * the logarithm of the number of holders. Entries, two cache lines each:
 *
 * <pre>
 *  0 account id   8 lots left   16 share, rounded down   24 remainder, -1 where it is not asked
 * 32 profit on C   40 |C|   48 notional (128 bits)   64 equity (128 bits), both 0 but in a queue
 * </pre>
 *
 * Owned by Risk; no allocation after construction.
 */
public final class DeleveragingPlan {
    /** No entry. */
    public static final int NONE = -1;

    private static final int RECORD_BYTES = 128;
    private static final int USED_BYTES = 80;
    private static final int ACCOUNT = 0;
    private static final int LOTS = 8;
    private static final int SHARE = 16;
    private static final int REMAINDER = 24;
    private static final int PROFIT = 32;
    private static final int COST = 40;
    private static final int NOTIONAL = 48;
    private static final int EQUITY = 64;
    private static final long NOT_ASKED = -1;

    private final RecordStore entries;
    private final WideProduct left = new WideProduct();
    private final WideProduct right = new WideProduct();
    private final Int128 notional = new Int128();
    private final Int128 equity = new Int128();

    private AdlPolicy policy = AdlPolicy.PRO_RATA;
    private int count;
    private long lotsOfWinners;
    private long lotsOfOthers;
    private int round;
    private boolean asksWinners;
    private long needed;
    private long extra;
    /** The next entry to be put in order, counting down; then how many are still in order. */
    private int at;

    /** Makes an empty plan for at most so many holders. */
    public DeleveragingPlan(final int capacity) {
        entries = new RecordStore(capacity, RECORD_BYTES);
    }

    // ---------------------------------------------------------------- holders

    /** Begins anew, without holders. */
    public void begin(final AdlPolicy wanted) {
        policy = wanted;
        count = 0;
        lotsOfWinners = 0;
        lotsOfOthers = 0;
        round = 0;
        asksWinners = false;
        needed = 0;
        extra = 0;
        at = 0;
    }

    /**
     * Adds a holder.
     *
     * @param accountId its id.
     * @param lots      what it holds; 0 for one that was looked at and is not asked.
     * @param profit    profit on entry cost.
     * @param cost      entry cost, signed.
     * @param itsNotional Σ notional of its positions; only a queue is ordered by it.
     * @param itsEquity   its equity, likewise.
     */
    public void add(
            final long accountId,
            final long lots,
            final long profit,
            final long cost,
            final Int128 itsNotional,
            final Int128 itsEquity) {
        final long address = entries.address(count++);
        UnsafeApi.putLong(address + ACCOUNT, accountId);
        UnsafeApi.putLong(address + SHARE, 0);
        UnsafeApi.putLong(address + REMAINDER, NOT_ASKED);
        UnsafeApi.putLong(address + PROFIT, profit);
        UnsafeApi.putLong(address + COST, Math.abs(cost));
        put(address + NOTIONAL, itsNotional);
        put(address + EQUITY, itsEquity);
        UnsafeApi.putLong(address + LOTS, lots);
        change(profit, lots);
    }

    private static void put(final long address, final Int128 value) {
        UnsafeApi.putLong(address, value.high());
        UnsafeApi.putLong(address + Long.BYTES, value.low());
    }

    private static Int128 get(final long address, final Int128 into) {
        return into.set(UnsafeApi.getLong(address), UnsafeApi.getLong(address + Long.BYTES));
    }

    private void change(final long profit, final long lots) {
        if (profit > 0) {
            lotsOfWinners += lots;
        } else {
            lotsOfOthers += lots;
        }
    }

    /** {@return holders, those included that can close nothing more} */
    public int count() {
        return count;
    }

    /** {@return account id of an entry} */
    public long account(final int entry) {
        return UnsafeApi.getLong(entries.address(entry) + ACCOUNT);
    }

    // ---------------------------------------------------------------- rounds

    /**
     * Begins a round.
     *
     * @param lots what is needed, above 0.
     * @return false if nobody is left who could close anything.
     */
    public boolean beginRound(final long lots) {
        if (lotsOfWinners + lotsOfOthers == 0) {
            return false;
        }
        round++;
        asksWinners = policy == AdlPolicy.QUEUE || lotsOfWinners > 0;
        needed = lots;
        extra = isShared() ? lots : 0;
        at = count - 1;
        return true;
    }

    /** {@return number of the round, from 1} */
    public int round() {
        return round;
    }

    /** {@return whether those with profit are asked, or all in a queue; if not, the others} */
    public boolean asksWinners() {
        return asksWinners;
    }

    /** {@return lots that those who are asked in this round could close when it began, less what they closed} */
    public long held() {
        return policy == AdlPolicy.QUEUE ? lotsOfWinners + lotsOfOthers : asksWinners ? lotsOfWinners : lotsOfOthers;
    }

    private boolean isShared() {
        return policy == AdlPolicy.PRO_RATA && needed < held();
    }

    /** Puts one entry in order. {@return whether more are to be} */
    public boolean orderNext() {
        ask(entries.address(at));
        sink(at, count);
        if (--at >= 0) {
            return true;
        }
        at = count;
        return false;
    }

    /** Works out an entry's share of the round. */
    private void ask(final long address) {
        final long lots = UnsafeApi.getLong(address + LOTS);
        final boolean isAsked = lots > 0
                && (policy == AdlPolicy.QUEUE || UnsafeApi.getLong(address + PROFIT) > 0 == asksWinners);
        long share = isAsked ? lots : 0;
        long remainder = isAsked ? 0 : NOT_ASKED;
        if (isAsked && isShared()) {
            share = Int128.mulDivFloor(needed, lots, held());
            // Below 2^63, so what leaves 64 bits on the way does not matter.
            remainder = needed * lots - share * held();
            extra -= share;
        }
        UnsafeApi.putLong(address + SHARE, share);
        UnsafeApi.putLong(address + REMAINDER, remainder);
    }

    /** {@return the entry that is next in the round, or {@link #NONE} where the round is over} */
    public int next() {
        if (at == 0 || UnsafeApi.getLong(entries.address(0) + REMAINDER) == NOT_ASKED) {
            return NONE;
        }
        at--;
        swap(0, at);
        sink(0, at);
        final long address = entries.address(at);
        if (extra > 0) {
            extra--;
            UnsafeApi.putLong(address + SHARE, UnsafeApi.getLong(address + SHARE) + 1);
        }
        return at;
    }

    /** {@return lots that an entry which is next is asked for} */
    public long share(final int entry) {
        return UnsafeApi.getLong(entries.address(entry) + SHARE);
    }

    /** An entry closed so many lots. */
    public void took(final int entry, final long lots) {
        final long address = entries.address(entry);
        UnsafeApi.putLong(address + LOTS, UnsafeApi.getLong(address + LOTS) - lots);
        change(UnsafeApi.getLong(address + PROFIT), -lots);
    }

    /** An entry can close nothing more. */
    public void drop(final int entry) {
        took(entry, UnsafeApi.getLong(entries.address(entry) + LOTS));
    }

    // ---------------------------------------------------------------- order

    private void sink(final int from, final int size) {
        int parent = from;
        int child = largerChild(parent, size);
        while (child < size && isBefore(entries.address(child), entries.address(parent))) {
            swap(parent, child);
            parent = child;
            child = largerChild(parent, size);
        }
    }

    private int largerChild(final int parent, final int size) {
        final int first = 2 * parent + 1;
        return first + 1 < size && isBefore(entries.address(first + 1), entries.address(first)) ? first + 1 : first;
    }

    private void swap(final int one, final int other) {
        final long first = entries.address(one);
        final long second = entries.address(other);
        for (int word = 0; one != other && word < USED_BYTES; word += Long.BYTES) {
            final long kept = UnsafeApi.getLong(first + word);
            UnsafeApi.putLong(first + word, UnsafeApi.getLong(second + word));
            UnsafeApi.putLong(second + word, kept);
        }
    }

    private boolean isBefore(final long one, final long other) {
        final long remainder = UnsafeApi.getLong(one + REMAINDER);
        final long otherRemainder = UnsafeApi.getLong(other + REMAINDER);
        int compared = Long.compare(remainder, otherRemainder);
        if (compared == 0 && policy == AdlPolicy.QUEUE && remainder != NOT_ASKED) {
            compared = compareRanks(one, other);
        }
        return compared != 0
                ? compared > 0
                : UnsafeApi.getLong(one + ACCOUNT) < UnsafeApi.getLong(other + ACCOUNT);
    }

    /** Compares (profit/|C|)·(notional/equity), exactly: as products across. */
    private int compareRanks(final long one, final long other) {
        final long profit = UnsafeApi.getLong(one + PROFIT);
        final long otherProfit = UnsafeApi.getLong(other + PROFIT);
        if (profit > 0 != otherProfit > 0) {
            return profit > 0 ? 1 : -1;
        }
        across(left, Math.abs(profit), one, other);
        across(right, Math.abs(otherProfit), other, one);
        return profit > 0 ? left.comparedTo(right) : right.comparedTo(left);
    }

    /** Profit and notional of one times cost and equity of the other; what is not positive counts as one. */
    private void across(final WideProduct into, final long profit, final long one, final long other) {
        into.set(profit)
                .times(get(one + NOTIONAL, notional))
                .times(Math.max(1, UnsafeApi.getLong(other + COST)))
                .times(atLeastOne(get(other + EQUITY, equity)));
    }

    private static Int128 atLeastOne(final Int128 value) {
        return value.sign() > 0 ? value : value.set(1);
    }

    // ---------------------------------------------------------------- state

    /** {@return how counterparties are picked} */
    public AdlPolicy policy() {
        return policy;
    }

    /** {@return lots needed when the round began} */
    public long needed() {
        return needed;
    }

    /** {@return lots of the round that still go to the largest remainders} */
    public long extra() {
        return extra;
    }

    /** {@return next entry to be put in order; then entries that are still in order} */
    public int at() {
        return at;
    }

    /** {@return one of the ten words of an entry, for snapshots} */
    public long word(final int entry, final int word) {
        return UnsafeApi.getLong(entries.address(entry) + (long) word * Long.BYTES);
    }

    /** Goes on where a snapshot says; its entries follow. */
    public void restore(
            final AdlPolicy restored,
            final int rounds,
            final boolean ofWinners,
            final long neededLots,
            final long extraLots,
            final int progress) {
        begin(restored);
        round = rounds;
        asksWinners = ofWinners;
        needed = neededLots;
        extra = extraLots;
        at = progress;
    }

    /** Takes up an entry from a snapshot. */
    public void restoreEntry(
            final long accountId,
            final long lots,
            final long share,
            final long remainder,
            final long profit,
            final long cost,
            final Int128 itsNotional,
            final Int128 itsEquity) {
        add(accountId, lots, profit, cost, itsNotional, itsEquity);
        UnsafeApi.putLong(entries.address(count - 1) + SHARE, share);
        UnsafeApi.putLong(entries.address(count - 1) + REMAINDER, remainder);
    }

    /** {@return whether another holder fits} */
    public boolean hasRoom() {
        return count < entries.capacity();
    }

    long stateHash() {
        long hash = Mixing.chain(policy.value(), count);
        hash = Mixing.chain(hash, round);
        hash = Mixing.chain(hash, asksWinners ? 1 : 0);
        hash = Mixing.chain(hash, needed);
        hash = Mixing.chain(hash, extra);
        hash = Mixing.chain(hash, at);
        for (int entry = 0; entry < count; entry++) {
            for (int word = 0; word < USED_BYTES / Long.BYTES; word++) {
                hash = Mixing.chain(hash, word(entry, word));
            }
        }
        return hash;
    }
}
