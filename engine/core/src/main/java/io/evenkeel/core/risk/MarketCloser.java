package io.evenkeel.core.risk;

import static io.evenkeel.core.snapshot.Soundness.require;

import io.evenkeel.codecs.MarketClosingStateDecoder;
import io.evenkeel.codecs.MarketClosingStateEncoder;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.core.booking.LegPlan;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.output.MarketEvents;
import io.evenkeel.core.snapshot.RecordWriter;
import io.evenkeel.core.store.Mixing;

/**
 * Closes the positions of markets whose price is final (SPEC 5), account by account in order of account id, a bounded
 * part with each log entry. An account is judged at the final price, as at any other, before its positions go; closing
 * one there moves unrealised profit into the balance and changes no equity. The house takes the other side, at the
 * price that is the mark from then on, so that quantities and money sum to zero after every part.
 *
 * <p>One cursor serves all markets that settle. One that begins to settle behind it is closed in the next round. No
 * allocation.
 */
final class MarketCloser {
    /** Accounts looked at for each position that may be closed. */
    private static final int ACCOUNTS_PER_CLOSING = 8;

    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final MarketEvents events;
    private final LegPlan leg = new LegPlan();
    private final int[] settling;
    private final int mostClosings;
    private int settlingCount;
    private boolean isRunning;
    private long cursorId;

    MarketCloser(
            final RiskStores stores, final AccountKeeper keeper, final MarketEvents events, final int mostClosings) {
        this.stores = stores;
        this.keeper = keeper;
        this.events = events;
        this.mostClosings = mostClosings;
        settling = new int[stores.listings().maxInstruments()];
    }

    /** {@return whether positions are still to be closed} */
    boolean isRunning() {
        return isRunning;
    }

    /** Begins to settle a market whose price has just become final. */
    void begin(final Instrument instrument) {
        instrument.life().moveTo(MarketPhase.SETTLING);
        events.phaseChanged(instrument);
        // A pass that is under way goes on to its end, also where nobody holds anything any more.
        isRunning |= isAnyHeld();
    }

    private boolean isAnyHeld() {
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            final Instrument instrument = stores.listings().instrument(id);
            if (instrument.life().isSettling() && instrument.hasPositions()) {
                return true;
            }
        }
        return false;
    }

    /** Finds the markets that can be closed: where funding was put off, it moves first, for all holders alike. */
    private void gatherSettling() {
        settlingCount = 0;
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            final Instrument instrument = stores.listings().instrument(id);
            final boolean isHeld = instrument.life().isSettling() && instrument.hasPositions();
            if (isHeld && !instrument.funding().pending().isThere()) {
                settling[settlingCount++] = id;
            }
        }
    }

    /** Does a bounded part of the work. */
    void runSlice() {
        if (!isRunning) {
            return;
        }
        gatherSettling();
        final int size = stores.accounts().order().size();
        int rank = stores.walk().start(cursorId);
        int closings = 0;
        for (int left = mostClosings * ACCOUNTS_PER_CLOSING;
                left > 0 && closings < mostClosings && rank < size;
                left--) {
            final int account = stores.walk().account(rank++);
            cursorId = stores.accounts().id(account);
            closings += closeAll(account);
        }
        if (rank == size) {
            cursorId = 0;
            isRunning = isAnyHeld();
        }
    }

    /** Closes what an account holds in markets that settle. {@return how many positions that were} */
    private int closeAll(final int account) {
        int closed = 0;
        for (int i = 0; i < settlingCount; i++) {
            if (stores.accounts().findPosition(account, settling[i]) != PositionStore.NONE) {
                if (closed++ == 0) {
                    keeper.touch(account);
                }
                close(account, stores.listings().instrument(settling[i]));
            }
        }
        if (closed > 0) {
            keeper.settle(account, true);
        }
        return closed;
    }

    private void close(final int account, final Instrument instrument) {
        leg.find(stores.accounts(), stores.positions(), account, instrument);
        leg.planClosing(instrument, instrument.mark());
        keeper.settleFunding(instrument, leg);
        stores.ledger().bookLeg(instrument, leg);
        instrument.life().takeOver(leg.oldQuantity());
        events.positionSettled(
                stores.accounts().id(account),
                instrument.id(),
                leg.oldQuantity(),
                leg.profitOnCost(),
                stores.accounts().exposures().balance(leg.exposure()));
    }

    // ---------------------------------------------------------------- state

    long stateHash() {
        return Mixing.chain(cursorId, isRunning ? 1 : 0);
    }

    /** Writes how far the cursor has come, after all positions. */
    void write(final RecordWriter writer) {
        if (isRunning) {
            final MarketClosingStateEncoder encoder = new MarketClosingStateEncoder();
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header()).cursor(cursorId);
            writer.write(encoder.limit());
        }
    }

    /** Goes on where a snapshot says. */
    void restore(final MarketClosingStateDecoder progress) {
        require(progress.cursor() >= 0, "no account can have been closed last: " + progress.cursor());
        cursorId = progress.cursor();
        isRunning = true;
    }
}
