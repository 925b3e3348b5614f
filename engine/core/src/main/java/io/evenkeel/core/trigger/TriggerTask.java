package io.evenkeel.core.trigger;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.ProgressStateDecoder;
import io.evenkeel.codecs.ProgressStateEncoder;
import io.evenkeel.core.command.PriceUpdate;
import io.evenkeel.core.command.UpdateType;
import io.evenkeel.core.funding.Funding;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.ledger.WallFields;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.Listings;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.store.EarlyLoads;
import io.evenkeel.core.store.Mixing;

/**
 * What price updates set in motion, done in bounded slices (SPEC 9): a new price crosses walls; their accounts are
 * given new room or found to breach; breached accounts are handed on in order of (command that caused it, account
 * id). Until that is done the next price updates wait, in order, as part of the state.
 *
 * <p>One ladder drains at a time, from the bucket of the old price to that of the new. A wall is crossed exactly when
 * the price lies beyond it, so an account that a command touches meanwhile is recognised in O(1) and settled first.
 * Which accounts breach, in which order and charged to which command equals a full scan after every command.
 */
public final class TriggerTask {
    private static final byte IDLE = 0;
    private static final byte RETURNING = 1;
    private static final byte CROSSING = 2;
    private static final byte THIN = 3;
    private static final int STEPS_AT_ONCE = 4_096;

    private final Listings listings;
    private final AccountStore accounts;
    private final PositionStore positions;
    private final ExposureStore exposures;
    private final Ladders ladders;
    private final Certifier certifier;
    private final WallRenewal renewal;
    private final ThinAccounts thinAccounts;
    private final BreachQueue breaches;
    private final UpdateQueue queue;
    private final PriceUpdate next = new PriceUpdate();
    private final PriceUpdate borne = new PriceUpdate();
    private final EarlyLoads loads = new EarlyLoads();
    private final Listener listener;

    private byte phase = IDLE;
    private byte side;
    private PricedKind kind = PricedKind.ASSET;
    private int priced;
    private long cursor;
    private long lastBucket;
    private long commandPosition;
    private long timeMs;

    private long ticks;
    private long multiSliceTasks;
    private long touchedInTask;
    private long breachCount;
    private long queueOverflows;
    private int slicesOfTask;

    /** What a task reports, on Risk's thread. */
    public interface Listener {
        /** A price took effect; no account was looked at yet. */
        void onPriceApplied(PriceUpdate update, long commandPosition, long timeMs);

        /** Funding took effect, what was pending; no account was looked at yet. */
        void onFundingMoved(Instrument instrument, long commandPosition, long timeMs);

        /** The funding of an interval waits until every account is certified for it. */
        void onFundingPutOff(PriceUpdate update, long commandPosition, long timeMs);

        /** A task goes on within one log entry. */
        void onLongWork();

        /** A market's price became final, as the price that was just reported. */
        void onFinalApplied(PriceUpdate update);

        /** A change of terms has come to its place among the updates. */
        void onTermsReached();

        /** An account was found in breach, and is about to be frozen. */
        void beforeBreach(int account);

        /** A breached account's turn has come. {@return how many steps of a slice that took, at least one} */
        int onBreach(int account);
    }

    /** Makes a task that is idle. */
    public TriggerTask(
            final Listings listings,
            final AccountStore accounts,
            final PositionStore positions,
            final Ladders ladders,
            final Certifier certifier,
            final WallRenewal renewal,
            final ThinAccounts thinAccounts,
            final int queuedUpdates,
            final Listener listener) {
        this.listings = listings;
        this.accounts = accounts;
        this.positions = positions;
        this.exposures = accounts.exposures();
        this.ladders = ladders;
        this.certifier = certifier;
        this.renewal = renewal;
        this.thinAccounts = thinAccounts;
        this.breaches = new BreachQueue(accounts.slots() / 2);
        this.queue = new UpdateQueue(queuedUpdates);
        this.listener = listener;
    }

    /** {@return whether accounts are to be evaluated, liquidations to be started or updates to be applied} */
    public boolean isRunning() {
        return phase != IDLE || !breaches.isEmpty() || !queue.isEmpty();
    }

    /**
     * Applies a price update, or lets it wait while a task runs. When nothing more can wait, the task runs to its
     * end.
     *
     * @return whether it waits.
     */
    public boolean submit(final PriceUpdate update, final long position, final long time) {
        if (queue.isFull()) {
            queueOverflows++;
            runToEnd();
        }
        if (!isRunning()) {
            apply(update, position, time);
            return false;
        }
        queue.add(update, position, time);
        return true;
    }

    /** Does all of the work within one log entry, and says now and then that it goes on. */
    public void runToEnd() {
        while (isRunning()) {
            runSlice(STEPS_AT_ONCE);
            listener.onLongWork();
        }
    }

    /**
     * Does a bounded part of the work.
     *
     * @param budget most steps: an account evaluated, a liquidation started, a withdrawal it takes back or an update
     *               applied is one each. What belongs to one liquidation is done at one go.
     */
    public void runSlice(final int budget) {
        if (!isRunning()) {
            return;
        }
        slicesOfTask++;
        multiSliceTasks += slicesOfTask == 2 ? 1 : 0;
        int left = budget;
        while (left > 0 && isRunning()) {
            left -= step();
        }
        slicesOfTask = phase == IDLE && breaches.isEmpty() ? 0 : slicesOfTask;
    }

    /** {@return how many steps of a slice were done} */
    private int step() {
        final int entry = phase == IDLE || phase == THIN ? PriceLadder.NONE : nextCrossed();
        final int thin = phase == THIN ? nextThin() : ThinAccounts.NONE;
        if (entry != PriceLadder.NONE) {
            fire(entry);
        } else if (thin != ThinAccounts.NONE) {
            evaluate(thin);
        } else if (isBreachNext()) {
            return listener.onBreach(breaches.poll());
        } else if (!queue.isEmpty()) {
            queue.read(0, next);
            final long position = queue.commandPosition(0);
            final long time = queue.timeMs(0);
            queue.removeFirst();
            apply(next, position, time);
        }
        return 1;
    }

    /** An account that a command found in breach waits for what prices of earlier commands, which wait, let breach. */
    private boolean isBreachNext() {
        return !breaches.isEmpty() && (queue.isEmpty() || breaches.firstPosition() < queue.commandPosition(0));
    }

    private int nextThin() {
        final int account = thinAccounts.firstDue();
        if (account == ThinAccounts.NONE) {
            phase = IDLE;
        }
        return account;
    }

    /** Settles an account that a command is about to touch, if it waits in the task. */
    public void touch(final int account) {
        if (phase == IDLE || !accounts.isCertified(account)) {
            return;
        }
        if (thinAccounts.isDue(account)) {
            touchedInTask++;
            evaluate(account);
            return;
        }
        final int entry = entryOf(account);
        if (entry != PriceLadder.NONE && isCrossed(entry)) {
            touchedInTask++;
            fire(entry);
        }
    }

    /** {@return whether an account waits in the task to be evaluated} */
    public boolean isWaiting(final int account) {
        if (phase == IDLE) {
            return false;
        }
        final int entry = entryOf(account);
        return thinAccounts.isDue(account) || (entry != PriceLadder.NONE && isCrossed(entry));
    }

    /** Takes note that a command broke an account's certificate and it does not pass judgement either. */
    public void breach(final int account, final long position, final long time) {
        listener.beforeBreach(account);
        certifier.release(account);
        accounts.phase(account, AccountPhase.BREACHED);
        accounts.breach(account, position, time);
        breaches.add(position, accounts.id(account), account);
        breachCount++;
    }

    /** Lets an account wait that a snapshot says has breached. */
    public void restoreBreach(final int account) {
        breaches.add(accounts.breachPosition(account), accounts.id(account), account);
    }

    /** Writes how far the task has come. */
    public void writeProgress(final ProgressStateEncoder progress) {
        progress.cursor(cursor)
                .lastBucket(lastBucket)
                .commandPosition(commandPosition)
                .timeMs(timeMs)
                .priced(priced)
                .kind(kind)
                .phase(phase)
                .side(side);
    }

    /** Goes on where a snapshot says. */
    public void restoreProgress(final ProgressStateDecoder progress) {
        cursor = progress.cursor();
        lastBucket = progress.lastBucket();
        commandPosition = progress.commandPosition();
        timeMs = progress.timeMs();
        priced = progress.priced();
        kind = progress.kind();
        phase = (byte) progress.phase();
        side = (byte) progress.side();
    }

    // ---------------------------------------------------------------- one update

    private void apply(final PriceUpdate submitted, final long position, final long time) {
        switch (submitted.type()) {
            case PRICE, FINAL -> applyPrice(submitted, position, time);
            case FUNDING -> applyFunding(submitted, position, time);
            case TERMS -> listener.onTermsReached();
            default -> throw new IllegalStateException("no such update: " + submitted.type());
        }
    }

    /**
     * Moves cumulative funding by rate times index, and with it the net prices on which walls hang. Where some account
     * is not certified for it, it is put off until new ceilings are adopted. An interval goes without funding where
     * the price stopped allowing it, or amounts would leave their bounds.
     */
    void applyFunding(final PriceUpdate update, final long position, final long time) {
        final Instrument instrument = listings.instrument(update.priced());
        final Funding funding = instrument.funding();
        final long step = update.ratePpb() * update.index();
        if (!funding.isOn()
                || !PricedState.allowsFunding(instrument.state())
                || !funding.canBear(step, Math.abs(instrument.unitsPerMantissa(instrument.largestQuantity())))) {
            return;
        }
        funding.pending().add(update.ratePpb(), update.index(), update.intervalEndMs());
        if (funding.isWithinCeilings()) {
            moveFunding(instrument, position, time);
        } else {
            listener.onFundingPutOff(update, position, time);
        }
    }

    /** Lets funding that was put off take effect; its ceilings are adopted and no task runs. */
    public void applyDeferredFunding(final int instrument, final long position, final long time) {
        moveFunding(listings.instrument(instrument), position, time);
    }

    private void moveFunding(final Instrument instrument, final long position, final long time) {
        turnTo(instrument, position, time);
        final long oldDown = downPrice();
        final long oldUp = upPrice();
        instrument.funding().move();
        listener.onFundingMoved(instrument, position, time);
        instrument.funding().settlePending();
        drainIndexed(oldDown, oldUp);
    }

    /** Charges each unit of one side for a deficit, as funding would; no task runs and the price allows liquidation. */
    public void charge(
            final Instrument instrument, final boolean isLong, final long step, final long position, final long time) {
        turnTo(instrument, position, time);
        final long oldDown = downPrice();
        final long oldUp = upPrice();
        instrument.funding().charge(isLong, step);
        drainIndexed(oldDown, oldUp);
    }

    private void turnTo(final Instrument instrument, final long position, final long time) {
        kind = PricedKind.INSTRUMENT;
        priced = instrument.id();
        commandPosition = position;
        timeMs = time;
    }

    private void drainIndexed(final long oldDown, final long oldUp) {
        startDraining(oldDown, oldUp);
        thinAccounts.makeAllDue();
        if (phase == IDLE) {
            phase = THIN;
        }
    }

    private void applyPrice(final PriceUpdate submitted, final long position, final long time) {
        kind = submitted.kind();
        priced = submitted.priced();
        final PriceUpdate update = bearable(submitted);
        commandPosition = position;
        timeMs = time;
        final long oldDown = downPrice();
        final long oldUp = upPrice();
        reprice(update);
        ticks++;
        listener.onPriceApplied(update, position, time);
        if (update.type() == UpdateType.FINAL) {
            listener.onFinalApplied(update);
        }
        if (PricedState.allowsLiquidation(update.state())) {
            startDraining(oldDown, oldUp);
        }
    }

    /**
     * A price at which the arithmetic of margin would leave its bounds halts the market, and so does a deficit that
     * nobody can be charged for. In a state that does not allow liquidation the mark stays what it was here: after such
     * a halt that is not the last one that sources agreed on. The index is told as it is: premiums are measured by it.
     */
    private PriceUpdate bearable(final PriceUpdate update) {
        if (kind == PricedKind.ASSET) {
            return update;
        }
        final Instrument instrument = listings.instrument(priced);
        final boolean isWithinBounds = instrument.isWithinBounds(update.mark());
        if (update.type() == UpdateType.FINAL) {
            return isWithinBounds ? update : bearableFinal(instrument, update);
        }
        final boolean isInDeficit = instrument.funding().deficit().isHalting();
        if (isInDeficit) {
            instrument.funding().deficit().holdBack(update.index(), update.mark(), update.state());
        }
        final PriceState state = isInDeficit || !isWithinBounds ? PriceState.HALTED : update.state();
        final boolean isMoved = PricedState.allowsLiquidation(state) || instrument.mark() == 0;
        if (isMoved && state == update.state()) {
            return update;
        }
        borne.set(
                kind,
                priced,
                update.index(),
                isMoved ? update.mark() : instrument.mark(),
                state,
                update.freshSources(),
                update.staleFavourPpm());
        return borne;
    }

    /** A final price cannot wait for a better one: the highest that the arithmetic bears takes its place. */
    private PriceUpdate bearableFinal(final Instrument instrument, final PriceUpdate update) {
        final long price = instrument.highestBearablePrice();
        borne.set(kind, priced, price, price, update.state(), update.freshSources(), update.staleFavourPpm());
        return borne.makeFinal();
    }

    private void reprice(final PriceUpdate update) {
        final boolean couldBeSold = listings.allowsLiquidation(kind, priced);
        if (kind == PricedKind.ASSET) {
            listings.asset(priced).favour(update.staleFavourPpm(), update.state());
            listings.asset(priced).reprice(update.index(), update.mark(), update.state());
        } else {
            listings.instrument(priced).turnSlowPrice(update.index(), timeMs);
            listings.instrument(priced).favour(update.staleFavourPpm(), update.state());
            listings.instrument(priced).reprice(update.index(), update.mark(), update.state());
        }
        if (listings.allowsLiquidation(kind, priced) != couldBeSold) {
            listings.turnSales(kind, priced);
        }
        if (!ladder().isAnchored() && update.mark() > 0) {
            anchor(update.mark());
        }
    }

    private void anchor(final long mark) {
        if (kind == PricedKind.ASSET) {
            ladder().anchor(mark);
            return;
        }
        final Instrument instrument = listings.instrument(priced);
        ladder().anchor(mark * instrument.netScale());
        instrument.funding().setFirstCeilings(mark);
    }

    /** Net prices of both sides move together, so walls of one side alone can be crossed. */
    private void startDraining(final long oldDown, final long oldUp) {
        final boolean isFall = downPrice() < oldDown;
        side = isFall ? WallFields.DOWN : WallFields.UP;
        final long oldPrice = isFall ? oldDown : oldUp;
        final long newPrice = priceOfSide();
        lastBucket = ladder().bucketOf(newPrice);
        cursor = ladder().startOfDrain(oldPrice, newPrice);
        if (ladder().firstReturning() != PriceLadder.NONE) {
            if (!isTrusted()) {
                throw new IllegalStateException("accounts return to a price of " + kind + " " + priced
                        + " that does not allow liquidation");
            }
            phase = RETURNING;
        } else if (newPrice != oldPrice) {
            phase = CROSSING;
        }
    }

    private boolean isTrusted() {
        return PricedState.allowsLiquidation(kind == PricedKind.ASSET
                ? listings.asset(priced).state()
                : listings.instrument(priced).state());
    }

    private int nextCrossed() {
        if (phase == RETURNING) {
            final int entry = ladder().firstReturning();
            if (entry != PriceLadder.NONE) {
                return entry;
            }
            phase = CROSSING;
        }
        final PriceLadder ladder = ladder();
        final long price = priceOfSide();
        final int step = side == WallFields.DOWN ? -1 : 1;
        cursor = ladder.nextOccupied(side, cursor, lastBucket);
        while ((lastBucket - cursor) * step >= 0) {
            final int entry = ladder.firstCrossed(side, cursor, price);
            if (entry != PriceLadder.NONE) {
                return entry;
            }
            cursor = ladder.nextOccupied(side, cursor + step, lastBucket);
        }
        phase = thinAccounts.firstDue() == ThinAccounts.NONE ? IDLE : THIN;
        return PriceLadder.NONE;
    }

    private int accountOf(final int entry) {
        return kind == PricedKind.ASSET ? exposures.account(entry) : positions.account(entry);
    }

    /** What the entry after it needs is loaded meanwhile: most walls of a bucket fire one after another. */
    private void fire(final int entry) {
        final PriceLadder ladder = ladder();
        final int account = accountOf(entry);
        final int following = ladder.following(entry);
        accounts.loadWhole(account, loads);
        if (following != PriceLadder.NONE) {
            loads.load(address(following));
        }
        final boolean isRenewed;
        if (thinAccounts.isDue(account)) {
            isRenewed = false;
        } else if (WallFields.linkState(address(entry)) == WallFields.RETURN) {
            ladder.unlink(entry);
            isRenewed = false;
        } else if (kind == PricedKind.ASSET) {
            isRenewed = renewal.renewBound(entry);
        } else {
            isRenewed = renewal.renewWall(entry);
        }
        if (!isRenewed) {
            if (following != PriceLadder.NONE) {
                accounts.loadWhole(accountOf(following), loads);
            }
            evaluate(account);
        }
    }

    private void evaluate(final int account) {
        if (!certifier.evaluate(account)) {
            breach(account, commandPosition, timeMs);
        }
    }

    private boolean isCrossed(final int entry) {
        return ladder().isCrossed(entry, downPrice(), upPrice());
    }

    private int entryOf(final int account) {
        return kind == PricedKind.ASSET
                ? accounts.findExposure(account, priced)
                : accounts.findPosition(account, priced);
    }

    private long address(final int entry) {
        return kind == PricedKind.ASSET ? exposures.address(entry) : positions.address(entry);
    }

    private PriceLadder ladder() {
        return kind == PricedKind.ASSET ? ladders.ofAsset(priced) : ladders.ofInstrument(priced);
    }

    private long priceOfSide() {
        return side == WallFields.DOWN ? downPrice() : upPrice();
    }

    /** The price, net of funding of longs, on which walls hang that fire when it falls. */
    private long downPrice() {
        return netPrice(true);
    }

    /** The price, net of funding of shorts, on which walls hang that fire when it rises. */
    private long upPrice() {
        return netPrice(false);
    }

    private long netPrice(final boolean isLong) {
        if (kind == PricedKind.ASSET) {
            return listings.asset(priced).price();
        }
        final Instrument instrument = listings.instrument(priced);
        return instrument.netPrice(instrument.mark(), isLong);
    }

    // ---------------------------------------------------------------- state and counters

    /** {@return updates that wait} */
    public UpdateQueue queue() {
        return queue;
    }

    /** {@return canonical hash of what is under way; breached accounts are hashed with the accounts} */
    public long stateHash() {
        long hash = queue.stateHash();
        if (phase != IDLE) {
            hash = Mixing.chain(hash, phase << 16 | side << 8 | kind.value());
            hash = Mixing.chain(hash, priced);
            hash = Mixing.chain(hash, cursor);
            hash = Mixing.chain(hash, lastBucket);
            hash = Mixing.chain(hash, commandPosition);
            hash = Mixing.chain(hash, timeMs);
        }
        return hash;
    }

    /** {@return price updates applied} */
    public long ticks() {
        return ticks;
    }

    /** {@return tasks that took more than one slice} */
    public long multiSliceTasks() {
        return multiSliceTasks;
    }

    /** {@return accounts that a command touched while they waited in a task} */
    public long touchedInTask() {
        return touchedInTask;
    }

    /** {@return times that a task ran to its end because nothing more could wait} */
    public long queueOverflows() {
        return queueOverflows;
    }

    /** {@return breaches found} */
    public long breachCount() {
        return breachCount;
    }
}
