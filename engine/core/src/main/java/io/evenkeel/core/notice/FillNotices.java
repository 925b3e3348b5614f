package io.evenkeel.core.notice;

import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.booking.LegPlan;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.output.TradeEvents;
import io.evenkeel.core.settlement.SettlementTerms;

/**
 * Looks at fills that were booked, for a fill is never refused for these: outside mark ± band, both accounts are
 * noticed and their withdrawals pause for the length of one settlement cycle, so that money cannot leave before
 * somebody has looked; beyond the position limit, or the cap on open interest, the account that went further is
 * noticed (SPEC 3). A venue's own accounts have no position limit. Owned by Risk; no allocation.
 */
public final class FillNotices {
    /** How long withdrawals pause where no settlement cycles are set. */
    public static final long PAUSE_WITHOUT_CYCLES_MS = 8 * 3_600_000L;

    private final AccountStore accounts;
    private final SettlementTerms settlement;
    private final TradeEvents events;

    /** Makes notices over Risk's stores. */
    public FillNotices(final AccountStore accounts, final SettlementTerms settlement, final TradeEvents events) {
        this.accounts = accounts;
        this.settlement = settlement;
        this.events = events;
    }

    /** Looks at a fill just booked. */
    public void onFill(
            final Instrument instrument,
            final long tradeId,
            final long price,
            final LegPlan bought,
            final LegPlan sold,
            final long nowMs) {
        if (instrument.limits().areOff()) {
            return;
        }
        final boolean isOffMark = instrument.limits().isOutsideBand(price, instrument.mark());
        final boolean isBeyondCap = bought.openedLong() + sold.openedLong() > 0
                && instrument.limits().isBeyondOpenInterestCap(instrument.openInterest());
        onLeg(instrument, tradeId, price, bought, isOffMark, isBeyondCap, nowMs);
        onLeg(instrument, tradeId, price, sold, isOffMark, isBeyondCap, nowMs);
    }

    private void onLeg(
            final Instrument instrument,
            final long tradeId,
            final long price,
            final LegPlan leg,
            final boolean isOffMark,
            final boolean isBeyondCap,
            final long nowMs) {
        final int account = leg.account();
        if (isOffMark) {
            pause(account, nowMs);
            notice(instrument, tradeId, price, leg, RejectCode.BAD_PRICE);
        }
        final boolean isBeyondLimit = !accounts.isExempt(account)
                && (isBeyondCap || instrument.limits().isBeyondPositionLimit(leg.newQuantity()));
        if (isBeyondLimit && !leg.isReducing()) {
            notice(instrument, tradeId, price, leg, RejectCode.POSITION_LIMIT);
        }
    }

    private void pause(final int account, final long nowMs) {
        final long pauseMs = settlement.cycleMs() == 0 ? PAUSE_WITHOUT_CYCLES_MS : settlement.cycleMs();
        final long before = accounts.terms().withdrawalsPausedUntilMs(account);
        accounts.terms().withdrawalsPausedUntilMs(account, Math.max(before, nowMs + pauseMs));
    }

    private void notice(
            final Instrument instrument,
            final long tradeId,
            final long price,
            final LegPlan leg,
            final RejectCode reason) {
        events.noticed(
                accounts.owner(leg.account()),
                accounts.id(leg.account()),
                tradeId,
                price,
                instrument,
                leg.newQuantity(),
                reason);
    }
}
