package io.evenkeel.core.notice;

import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.AccountWalk;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.margin.AccountView;
import io.evenkeel.core.margin.LiquidationOrder;
import io.evenkeel.core.margin.LiquidationPrice;
import io.evenkeel.core.margin.MarginState;
import io.evenkeel.core.output.AccountEvents;
import io.evenkeel.core.store.Mixing;

/**
 * Tells owners when the margin status of an account is another than was said last: margin calls and their end (SPEC 3).
 * A status is computed when a command asks for it anyway; for accounts that trades have touched, at the next timer, so
 * that no fill pays for it; and by a cursor that timers move over all accounts in rising order of id; never by a sweep.
 * A notice names the position that would be liquidated first
 * and the mark at which, all else equal, that begins; of accounts that are being liquidated, or hold nothing, it names
 * none.
 *
 * <p>A pass of the cursor takes {@value #PASS_MS} ms of cluster time, whatever the number of accounts: each timer
 * brings it as far as the time since the pass began asks for. It is never more than {@value #MOST_PER_TIMER} accounts
 * at one timer, so with timers every 50 ms up to 1,024,000 accounts are passed in that time; beyond, a pass takes
 * longer. Of touched accounts, a timer looks at {@value #MOST_TOUCHED_PER_TIMER}, those first that have waited longest.
 * Exempt accounts have no status. Owned by Risk; no allocation.
 */
public final class StatusNotices {
    /** How long a pass over all accounts takes, cluster time. */
    public static final long PASS_MS = 50_000;

    /** Most accounts that one timer looks at. */
    public static final int MOST_PER_TIMER = 1_024;

    /** Most accounts that trades have touched that one timer looks at. */
    public static final int MOST_TOUCHED_PER_TIMER = 256;

    private final AccountStore accounts;
    private final AccountView view;
    private final AccountEvents events;
    private final AccountWalk walk;
    private final TouchedAccounts touched;
    private final MarginState margin = new MarginState();
    private final LiquidationOrder liquidationOrder = new LiquidationOrder();
    private final LiquidationPrice liquidationPrice = new LiquidationPrice();
    private long cursorId;
    private long passStartMs;

    /** Makes notices over Risk's stores; view and walk are for short use by whoever works on a command. */
    public StatusNotices(
            final AccountStore accounts, final AccountWalk walk, final AccountView view, final AccountEvents events) {
        this.accounts = accounts;
        this.walk = walk;
        this.view = view;
        this.events = events;
        touched = new TouchedAccounts(accounts);
    }

    /** {@return the accounts that trades have touched since timers looked at them} */
    public TouchedAccounts touched() {
        return touched;
    }

    /** {@return an account's status, given its margin at the prices in force} */
    public static AccountStatus status(final byte phase, final MarginState margin) {
        return switch (phase) {
            case AccountPhase.BREACHED, AccountPhase.LIQUIDATING ->
                    margin.isBankrupt() ? AccountStatus.BANKRUPT : AccountStatus.LIQUIDATING;
            case AccountPhase.CLOSED -> AccountStatus.CLOSED;
            default -> margin.status();
        };
    }

    /** Computes an account's status and tells its owner if it is another than was said last. */
    public void say(final int account) {
        if (accounts.isExempt(account) || isPlainlyAsSaid(account)) {
            return;
        }
        margin.compute(view.load(account));
        final AccountStatus now = status(accounts.phase(account), margin);
        if (now != accounts.terms().statusSaid(account)) {
            accounts.terms().statusSaid(account, now);
            tell(account, now);
        }
    }

    private void tell(final int account, final AccountStatus now) {
        final boolean isCalm = now == AccountStatus.HEALTHY || now == AccountStatus.MARGIN_CALL;
        final int first = isCalm ? liquidationOrder.first(view) : LiquidationOrder.NONE;
        if (first == LiquidationOrder.NONE) {
            events.status(account, now, margin, 0, LiquidationPrice.NONE);
        } else {
            events.status(account, now, margin, view.instrument(first).id(), liquidationPrice.of(view, first));
        }
    }

    /** Most accounts without positions owe nothing and are healthy without any arithmetic. */
    private boolean isPlainlyAsSaid(final int account) {
        return accounts.positionCount(account) == 0
                && accounts.phase(account) == AccountPhase.NORMAL
                && accounts.terms().statusSaid(account) == AccountStatus.HEALTHY
                && accounts.terms().reservedMargin(account) == 0
                && !owes(account);
    }

    private boolean owes(final int account) {
        int exposure = accounts.firstExposure(account);
        while (exposure != ExposureStore.NONE) {
            if (accounts.exposures().balance(exposure) < 0) {
                return true;
            }
            exposure = accounts.nextExposure(account, exposure);
        }
        return false;
    }

    /** Looks at touched accounts, and moves the cursor as far as the time since its pass began asks for. */
    public void onTimer(final long nowMs) {
        for (int n = Math.min(touched.size(), MOST_TOUCHED_PER_TIMER); n > 0; n--) {
            say(touched.take());
        }
        moveCursor(nowMs);
    }

    private void moveCursor(final long nowMs) {
        final int size = accounts.order().size();
        final long elapsedMs = Math.min(PASS_MS, nowMs - passStartMs);
        final int due = (int) ((size * elapsedMs + PASS_MS - 1) / PASS_MS);
        int rank = walk.start(cursorId);
        final int end = Math.min(due, rank + MOST_PER_TIMER);
        for (; rank < end; rank++) {
            final int account = walk.account(rank);
            cursorId = accounts.id(account);
            say(account);
        }
        if (elapsedMs == PASS_MS && rank >= size) {
            cursorId = 0;
            passStartMs = nowMs;
        }
    }

    /** {@return id of the account that the cursor looked at last; 0 for none in this pass} */
    public long cursorId() {
        return cursorId;
    }

    /** {@return when this pass began} */
    public long passStartMs() {
        return passStartMs;
    }

    /** Goes on where a snapshot says. */
    public void restore(final long cursor, final long startMs) {
        cursorId = cursor;
        passStartMs = startMs;
    }

    /** {@return hash of who waits to be looked at, and of how far the cursor has come} */
    public long stateHash() {
        return Mixing.chain(Mixing.chain(touched.stateHash(), cursorId), passStartMs);
    }
}
