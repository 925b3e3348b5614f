package io.evenkeel.core.liquidation;

import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.core.store.Mixing;
import io.evenkeel.core.store.NumberedRecords;
import io.evenkeel.core.store.RecordRounds;
import org.agrona.UnsafeApi;

/**
 * Open liquidations, two cache lines each, found by id and walked in order of id:
 *
 * <pre>
 *  0 id   8 account index   12 order's instrument plus one, 0 for no order   16 order's quantity
 * 24 order's start time ms   32 mark when sized   40 bankruptcy price   48 previous plus one   52 next plus one
 * 56 what its auction had left when it went past the bankruptcy price, ms
 * 60 whether the order sells a long   64 the order's step   72 cost to insurance so far
 * 80 furthest price when sized   88 the order's largest discount ppm   92 its penalty ppm
 * 96 asset for sale in place of an instrument, plus one   100 asset owed, plus one
 * 104 time in which the order's discount grows, ms
 * 112 for how long its market had stood still when its clock was set, ms   120 when it was paused, ms, 0 for not
 * </pre>
 *
 * Owned by Risk; no allocation after construction.
 */
public final class LiquidationStore {
    /** No liquidation, or no instrument. */
    public static final int NONE = NumberedRecords.NONE;

    private static final int RECORD_BYTES = 128;
    private static final int ACCOUNT = 8;
    private static final int INSTRUMENT = 12;
    private static final int QUANTITY = 16;
    private static final int START_TIME_MS = 24;
    private static final int MARK = 32;
    private static final int BANKRUPTCY_PRICE = 40;
    private static final int LINKS = 48;
    private static final int AUCTION_LEFT_MS = 56;
    private static final int IS_LONG = 60;
    private static final int STEP = 64;
    private static final int COST = 72;
    private static final int FURTHEST_PRICE = 80;
    private static final int MAX_DISCOUNT_PPM = 88;
    private static final int PENALTY_PPM = 92;
    private static final int ASSET = 96;
    private static final int DEBT_ASSET = 100;
    private static final int AUCTION_MS = 104;
    private static final int PAUSE_MS = 112;
    private static final int PAUSED_AT_MS = 120;

    private final NumberedRecords records;
    private final RecordRounds rounds;

    /** Makes an empty store for at most {@code capacity} open liquidations. */
    public LiquidationStore(final int capacity) {
        records = new NumberedRecords(capacity, RECORD_BYTES, LINKS);
        rounds = new RecordRounds(records);
    }

    /** {@return the rounds in which timers look at open liquidations} */
    public RecordRounds rounds() {
        return rounds;
    }

    /** {@return id given last; ids are 1, 2, 3 … in order of starting} */
    public long lastId() {
        return records.lastId();
    }

    /** Restores the id given last. */
    public void restoreLastId(final long id) {
        records.restoreLastId(id);
    }

    /** {@return whether no further liquidation fits} */
    public boolean isFull() {
        return records.available() == 0;
    }

    /** {@return open liquidations} */
    public int size() {
        return records.size();
    }

    /** Opens a liquidation with the next id. {@return its record} */
    public int open(final int account) {
        return open(records.lastId() + 1, account);
    }

    /** Opens a liquidation with an id above all open ones, as a snapshot says. {@return its record} */
    public int open(final long id, final int account) {
        final int record = records.open(id);
        final long address = records.address(record);
        UnsafeApi.putInt(address + ACCOUNT, account);
        return record;
    }

    /** Closes a liquidation. */
    public void close(final int record) {
        rounds.onClosing(record);
        records.close(record);
    }

    /** {@return the open liquidation with an id, or {@link #NONE}} */
    public int find(final long id) {
        return records.find(id);
    }

    /** {@return the open liquidation with the lowest id, or {@link #NONE}} */
    public int first() {
        return records.first();
    }

    /** {@return the open liquidation with the next higher id, or {@link #NONE}} */
    public int next(final int record) {
        return records.next(record);
    }

    /** {@return liquidation id} */
    public long id(final int record) {
        return records.id(record);
    }

    /** {@return index of the account} */
    public int account(final int record) {
        return UnsafeApi.getInt(records.address(record) + ACCOUNT);
    }

    /** {@return instrument of the order, or {@link #NONE} where there is no order} */
    public int instrument(final int record) {
        return UnsafeApi.getInt(records.address(record) + INSTRUMENT) - 1;
    }

    /** {@return asset that the order sells in place of an instrument, or {@link #NONE}} */
    public int asset(final int record) {
        return UnsafeApi.getInt(records.address(record) + ASSET) - 1;
    }

    /** {@return asset owed that the order sells collateral for, or {@link #NONE}} */
    public int debtAsset(final int record) {
        return UnsafeApi.getInt(records.address(record) + DEBT_ASSET) - 1;
    }

    /** {@return whether there is an order, and it sells collateral} */
    public boolean sellsCollateral(final int record) {
        return asset(record) != NONE;
    }

    /** {@return whether the order sells a long} */
    public boolean isLong(final int record) {
        return UnsafeApi.getInt(records.address(record) + IS_LONG) != 0;
    }

    /** {@return quantity of the order when it was sized} */
    public long quantity(final int record) {
        return UnsafeApi.getLong(records.address(record) + QUANTITY);
    }

    /** {@return when the order's discount began to grow, as if it had not been paused until its clock was set} */
    public long startTimeMs(final int record) {
        return UnsafeApi.getLong(records.address(record) + START_TIME_MS);
    }

    /** {@return mark when the order was sized} */
    public long mark(final int record) {
        return UnsafeApi.getLong(records.address(record) + MARK);
    }

    /** {@return bankruptcy price when the order was sized} */
    public long bankruptcyPrice(final int record) {
        return UnsafeApi.getLong(records.address(record) + BANKRUPTCY_PRICE);
    }

    /** {@return how far the order has come} */
    public LiquidationStep step(final int record) {
        return LiquidationStep.get((short) UnsafeApi.getInt(records.address(record) + STEP));
    }

    /** The order goes on to another step; its clock does not begin anew. */
    public void step(final int record, final LiquidationStep step) {
        UnsafeApi.putInt(records.address(record) + STEP, step.value());
    }

    /**
     * The order goes on to a step past the bankruptcy price, whose clock begins now, when its market has stood still
     * for so long in all. What its auction had left then is kept.
     */
    public void goPast(final int record, final LiquidationStep step, final long nowMs, final long pauseMs) {
        if (step(record).value() <= LiquidationStep.BACKSTOP.value()) {
            auctionLeftMs(record, (int) Math.max(0, auctionMs(record) - elapsedMs(record, nowMs, pauseMs)));
        }
        step(record, step);
        setClock(record, nowMs, pauseMs);
    }

    /** The order's auction goes on with what it had left. */
    public void goBack(final int record, final long nowMs, final long pauseMs) {
        step(record, LiquidationStep.AUCTION);
        setClock(record, nowMs - (auctionMs(record) - auctionLeftMs(record)), pauseMs);
        auctionLeftMs(record, 0);
    }

    /** {@return what the auction had left when the order went past the bankruptcy price, ms; 0 where it did not} */
    public int auctionLeftMs(final int record) {
        return UnsafeApi.getInt(records.address(record) + AUCTION_LEFT_MS);
    }

    /** Restores what the auction had left. */
    public void auctionLeftMs(final int record, final int leftMs) {
        UnsafeApi.putInt(records.address(record) + AUCTION_LEFT_MS, leftMs);
    }

    private void setClock(final int record, final long startTimeMs, final long pauseMs) {
        UnsafeApi.putLong(records.address(record) + START_TIME_MS, startTimeMs);
        UnsafeApi.putLong(records.address(record) + PAUSE_MS, pauseMs);
    }

    /** {@return for how long its market, or sales of both assets, had stood still when the order's clock was set} */
    public long pauseMs(final int record) {
        return UnsafeApi.getLong(records.address(record) + PAUSE_MS);
    }

    /** {@return when it was told that the order is paused; 0 where it is not} */
    public long pausedAtMs(final int record) {
        return UnsafeApi.getLong(records.address(record) + PAUSED_AT_MS);
    }

    /** {@return whether there is an order, and it was told that it is paused} */
    public boolean isPaused(final int record) {
        return pausedAtMs(record) != 0;
    }

    /**
     * {@return for how long the order's clock has run, when its market has stood still for so long in all} One that was
     * told to be paused stands still until it is told to go on.
     */
    public long elapsedMs(final int record, final long nowMs, final long pauseMs) {
        return isPaused(record)
                ? pausedAtMs(record) - startTimeMs(record)
                : Math.max(0, nowMs - startTimeMs(record) - (pauseMs - pauseMs(record)));
    }

    /**
     * The order goes on: its start moves on by the time for which it stood still, so that its clock shows the same.
     *
     * @return whether it stood still, told so or not.
     */
    public boolean goOn(final int record, final long nowMs, final long pauseMs) {
        final boolean hasStoodStill = isPaused(record) || pauseMs != pauseMs(record);
        setClock(record, nowMs - elapsedMs(record, nowMs, pauseMs), pauseMs);
        UnsafeApi.putLong(records.address(record) + PAUSED_AT_MS, 0);
        return hasStoodStill;
    }

    /** The order's clock stands still, and nothing is offered. */
    public void pause(final int record, final long nowMs, final long pauseMs) {
        goOn(record, nowMs, pauseMs);
        UnsafeApi.putLong(records.address(record) + PAUSED_AT_MS, nowMs);
        sizeOrder(record, 0, 0, 0, 0);
    }

    /** Restores what a snapshot says of pauses. */
    public void restorePause(final int record, final long pauseMs, final long pausedAtMs) {
        UnsafeApi.putLong(records.address(record) + PAUSE_MS, pauseMs);
        UnsafeApi.putLong(records.address(record) + PAUSED_AT_MS, pausedAtMs);
    }

    /** {@return the order's largest discount, as it began} */
    public long maxDiscountPpm(final int record) {
        return UnsafeApi.getInt(records.address(record) + MAX_DISCOUNT_PPM);
    }

    /** {@return time in which the order's discount reaches its largest, as it began; 0 where there is no order} */
    public int auctionMs(final int record) {
        return UnsafeApi.getInt(records.address(record) + AUCTION_MS);
    }

    /** {@return the order's penalty, as it began} */
    public long penaltyPpm(final int record) {
        return UnsafeApi.getInt(records.address(record) + PENALTY_PPM);
    }

    /** {@return what the liquidation has cost insurance so far, numeraire units} */
    public long cost(final int record) {
        return UnsafeApi.getLong(records.address(record) + COST);
    }

    /** Adds to what it has cost. */
    public void addCost(final int record, final long cost) {
        UnsafeApi.putLong(records.address(record) + COST, cost(record) + cost);
    }

    /** {@return where an insured order's price goes, when it was sized; else its bankruptcy price} */
    public long furthestPrice(final int record) {
        return UnsafeApi.getLong(records.address(record) + FURTHEST_PRICE);
    }

    /** Restores what a snapshot says of an order, or of the one there was last. */
    public void restore(
            final int record,
            final long quantity,
            final long startTimeMs,
            final long mark,
            final long bankruptcyPrice,
            final long furthestPrice) {
        sizeOrder(record, quantity, mark, bankruptcyPrice, furthestPrice);
        UnsafeApi.putLong(records.address(record) + START_TIME_MS, startTimeMs);
    }

    /**
     * Begins an order in an instrument, whose market has stood still for so long in all; its time, largest discount and
     * penalty stay what they are now.
     */
    public void beginOrder(
            final int record,
            final int instrument,
            final boolean isLong,
            final long startTimeMs,
            final long pauseMs,
            final int auctionMs,
            final long maxDiscountPpm,
            final long penaltyPpm) {
        final long address = records.address(record);
        UnsafeApi.putInt(address + AUCTION_MS, auctionMs);
        UnsafeApi.putInt(address + MAX_DISCOUNT_PPM, (int) maxDiscountPpm);
        UnsafeApi.putInt(address + PENALTY_PPM, (int) penaltyPpm);
        UnsafeApi.putInt(address + IS_LONG, isLong ? 1 : 0);
        UnsafeApi.putInt(address + INSTRUMENT, instrument + 1);
        begin(record, startTimeMs, pauseMs);
    }

    /**
     * Begins an order of collateral, for an asset that is owed, when sales of both have stood still for so long in all;
     * its time and discount stay what they are now.
     */
    public void beginCollateralOrder(
            final int record,
            final int asset,
            final int debtAsset,
            final long startTimeMs,
            final long pauseMs,
            final int auctionMs,
            final int maxDiscountPpm) {
        final long address = records.address(record);
        UnsafeApi.putInt(address + AUCTION_MS, auctionMs);
        UnsafeApi.putInt(address + MAX_DISCOUNT_PPM, maxDiscountPpm);
        UnsafeApi.putInt(address + ASSET, asset + 1);
        UnsafeApi.putInt(address + DEBT_ASSET, debtAsset + 1);
        begin(record, startTimeMs, pauseMs);
    }

    private void begin(final int record, final long startTimeMs, final long pauseMs) {
        setClock(record, startTimeMs, pauseMs);
        step(record, LiquidationStep.AUCTION);
        sizeOrder(record, 0, 0, 0, 0);
    }

    /** Notes how the order was sized. */
    public void sizeOrder(
            final int record,
            final long quantity,
            final long mark,
            final long bankruptcyPrice,
            final long furthestPrice) {
        final long address = records.address(record);
        UnsafeApi.putLong(address + QUANTITY, quantity);
        UnsafeApi.putLong(address + MARK, mark);
        UnsafeApi.putLong(address + BANKRUPTCY_PRICE, bankruptcyPrice);
        UnsafeApi.putLong(address + FURTHEST_PRICE, furthestPrice);
    }

    /** Withdraws the order. */
    public void endOrder(final int record) {
        final long address = records.address(record);
        UnsafeApi.putInt(address + INSTRUMENT, 0);
        UnsafeApi.putInt(address + IS_LONG, 0);
        UnsafeApi.putInt(address + AUCTION_MS, 0);
        UnsafeApi.putInt(address + MAX_DISCOUNT_PPM, 0);
        UnsafeApi.putInt(address + PENALTY_PPM, 0);
        UnsafeApi.putInt(address + ASSET, 0);
        UnsafeApi.putInt(address + DEBT_ASSET, 0);
        restorePause(record, 0, 0);
        auctionLeftMs(record, 0);
        step(record, LiquidationStep.AUCTION);
        sizeOrder(record, 0, 0, 0, 0);
    }

    /** {@return canonical hash; accounts are hashed elsewhere} */
    public long stateHash() {
        long hash = Mixing.chain(records.lastId(), records.size());
        for (int record = records.first(); record != NONE; record = records.next(record)) {
            hash = Mixing.chain(hash, id(record));
            hash = Mixing.chain(hash, instrument(record));
            hash = Mixing.chain(hash, quantity(record));
            hash = Mixing.chain(hash, startTimeMs(record));
            hash = Mixing.chain(hash, pauseMs(record));
            hash = Mixing.chain(hash, pausedAtMs(record));
            hash = Mixing.chain(hash, auctionLeftMs(record));
            hash = Mixing.chain(hash, mark(record));
            hash = Mixing.chain(hash, bankruptcyPrice(record));
            hash = Mixing.chain(hash, isLong(record) ? 1 : 0);
            hash = Mixing.chain(hash, step(record).value());
            hash = Mixing.chain(hash, cost(record));
            hash = Mixing.chain(hash, furthestPrice(record));
            hash = Mixing.chain(hash, auctionMs(record));
            hash = Mixing.chain(hash, maxDiscountPpm(record));
            hash = Mixing.chain(hash, penaltyPpm(record));
            hash = Mixing.chain(hash, asset(record));
            hash = Mixing.chain(hash, debtAsset(record));
        }
        return hash;
    }
}
