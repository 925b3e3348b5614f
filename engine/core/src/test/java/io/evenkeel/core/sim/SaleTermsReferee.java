package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetCollateralAuctionDecoder;
import io.evenkeel.codecs.SetLiquidationTermsDecoder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.ModelBook;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Follows changes of how positions and collateral are sold (SPEC 6): each takes its place among price updates that
 * wait (SPEC 9), first in, first out, and holds from there on.
 */
final class SaleTermsReferee {
    private final ModelBook book;
    private final Deque<Change> waiting = new ArrayDeque<>();
    private LogEntry entry;
    private long position;
    private boolean isTaken;

    SaleTermsReferee(final ModelBook book) {
        this.book = book;
    }

    /** A change that was accepted, or is about to be. */
    private record Change(long position, LogEntry wanted) {
        Event.ParametersChanged told() {
            return wanted instanceof SettlementEntry.LiquidationTerms terms
                    ? new Event.ParametersChanged(position, SetLiquidationTermsDecoder.TEMPLATE_ID,
                            terms.instrument(), PricedKind.INSTRUMENT, true)
                    : new Event.ParametersChanged(position, SetCollateralAuctionDecoder.TEMPLATE_ID,
                            ((SettlementEntry.CollateralAuction) wanted).asset(), PricedKind.ASSET, true);
        }
    }

    void begin(final LogEntry next, final long atPosition) {
        entry = next;
        position = atPosition;
        isTaken = false;
    }

    /** Adds the reasons that speak against an entry. */
    void add(final Set<RejectCode> reasons, final SettlementEntry wanted) {
        if (wanted instanceof SettlementEntry.LiquidationTerms terms) {
            add(reasons, terms);
        } else if (wanted instanceof SettlementEntry.CollateralAuction auction) {
            add(reasons, auction);
        }
    }

    private void add(final Set<RejectCode> reasons, final SettlementEntry.LiquidationTerms terms) {
        if (terms.instrument() >= book.terms().instruments().size()) {
            reasons.add(RejectCode.UNKNOWN_INSTRUMENT);
        } else if (!terms.rules().areSound()) {
            reasons.add(RejectCode.BAD_PARAMETER);
        }
    }

    private void add(final Set<RejectCode> reasons, final SettlementEntry.CollateralAuction auction) {
        if (auction.asset() >= book.terms().assets().size()) {
            reasons.add(RejectCode.UNKNOWN_ASSET);
        } else if (!auction.rules().areSound()) {
            reasons.add(RejectCode.BAD_PARAMETER);
        }
    }

    private static boolean isOne(final LogEntry entry) {
        return entry instanceof SettlementEntry.LiquidationTerms || entry instanceof SettlementEntry.CollateralAuction;
    }

    /** A price of a later command takes effect after what was said before it. */
    void onPriced(final long commandPosition) {
        check(waiting.isEmpty() || waiting.peek().position > commandPosition,
                () -> "a price of command " + commandPosition + " before " + waiting.peek());
    }

    void onChanged(final Event.ParametersChanged changed) {
        if (changed.change() != SetLiquidationTermsDecoder.TEMPLATE_ID
                && changed.change() != SetCollateralAuctionDecoder.TEMPLATE_ID) {
            return;
        }
        final Change next = waiting.isEmpty() ? justSent() : waiting.poll();
        check(next != null, () -> "no terms of sale wait, but " + changed);
        check("terms of sale", next.told(), changed);
        if (next.wanted instanceof SettlementEntry.LiquidationTerms terms) {
            book.rules().set(terms.instrument(), terms.rules());
        } else {
            final SettlementEntry.CollateralAuction auction = (SettlementEntry.CollateralAuction) next.wanted;
            book.rules().set(auction.asset(), auction.rules());
        }
    }

    /** The change of the entry at hand, which is answered only after it has taken effect; once. */
    private Change justSent() {
        if (isTaken || !isOne(entry)) {
            return null;
        }
        isTaken = true;
        return new Change(position, entry);
    }

    void onAck(final Event.Ack ack) {
        if (isOne(entry) && ack.status() != AckStatus.REJECTED && !isTaken) {
            check("status of what waits", AckStatus.QUEUED, ack.status());
            waiting.add(new Change(position, entry));
        }
    }

    void end(final boolean isTaskRunning) {
        check(isTaskRunning || waiting.isEmpty(), () -> "waits for no price: " + waiting.peek());
    }
}
