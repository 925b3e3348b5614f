package io.evenkeel.core.output;

import io.evenkeel.codecs.AccountChangedEncoder;
import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.MarginReservedEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.StatusChangedEncoder;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.margin.MarginState;

/** Writes what happens to accounts beside their money: terms, reservations, statuses. One thread; no allocation. */
public final class AccountEvents {
    private final EventEncoder events;
    private final AccountStore accounts;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AccountChangedEncoder changed = new AccountChangedEncoder();
    private final MarginReservedEncoder reserved = new MarginReservedEncoder();
    private final StatusChangedEncoder status = new StatusChangedEncoder();

    /** Makes an encoder that shares the sink and the current log entry with another. */
    public AccountEvents(final EventEncoder events, final AccountStore accounts) {
        this.events = events;
        this.accounts = accounts;
    }

    /** Reports an account's terms as they are now. */
    public void changed(final int account) {
        final OutputSlot slot = events.claim(OutputKind.AUDIT);
        changed.wrapAndApplyHeader(slot.buffer(), 0, header)
                .account(accounts.id(account))
                .leverage(accounts.leverage(account))
                .feeTier((short) accounts.terms().feeTier(account))
                .settlement(accounts.terms().settlement(account))
                .closed(accounts.phase(account) == AccountPhase.CLOSED ? BooleanType.YES : BooleanType.NO);
        events.publish(slot, changed.limit());
    }

    /** Reports what a venue reserved for an account. */
    public void reserved(final int account, final int venue, final long amount) {
        final OutputSlot slot = events.claim(OutputKind.AUDIT);
        reserved.wrapAndApplyHeader(slot.buffer(), 0, header)
                .account(accounts.id(account))
                .amount(amount)
                .total(accounts.terms().reservedMargin(account))
                .venue(venue);
        events.publish(slot, reserved.limit());
    }

    /** Tells an account's owner a status, with the figures that led to it, and a liquidation price; 0 for none. */
    public void status(
            final int account,
            final AccountStatus now,
            final MarginState margin,
            final int instrument,
            final long liquidationPrice) {
        final OutputSlot slot = events.claimNotice(accounts.owner(account));
        status.wrapAndApplyHeader(slot.buffer(), 0, header)
                .account(accounts.id(account))
                .equity(margin.equityUnits())
                .initialMargin(margin.initialUnits())
                .maintenanceMargin(margin.maintenanceUnits())
                .owner(accounts.owner(account))
                .status(now)
                .marginRatioPpm(margin.ratioPpm())
                .liquidationPrice(liquidationPrice)
                .instrument(instrument);
        events.publish(slot, status.limit());
    }
}
