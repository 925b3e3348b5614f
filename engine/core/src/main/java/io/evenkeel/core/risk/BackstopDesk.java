package io.evenkeel.core.risk;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PassOverReason;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetBackstopDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.liquidation.Backstops;
import io.evenkeel.core.liquidation.LiquidationDesk;
import io.evenkeel.core.margin.AccountView;

/**
 * Registers backstop accounts and lets them take over, at the bankruptcy price, what auctions leave (SPEC 6, step 2).
 * Each, in turn, takes as much as its capacity allows, if it holds IM afterwards; one that cannot is passed over. It is
 * told so once each time that an auction is over, since the timer that asks lets the order go on to the next step. No
 * allocation.
 */
final class BackstopDesk implements LiquidationDesk.AskingTaker {
    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final LiquidationBooking booking;
    private final Backstops backstops;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SetBackstopDecoder registration = new SetBackstopDecoder();
    private final Int128 others = new Int128();
    private final Int128 held = new Int128();
    private final Int128 most = new Int128();

    BackstopDesk(final RiskStores stores, final AccountKeeper keeper, final LiquidationBooking booking) {
        this.stores = stores;
        this.keeper = keeper;
        this.booking = booking;
        backstops = stores.liquidationDesk().backstops();
    }

    RejectCode onSetBackstop(final CommandSlot slot) {
        registration.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int account = stores.accounts().find(registration.account());
        if (account == AccountStore.NONE) {
            return RejectCode.UNKNOWN_ACCOUNT;
        }
        if (stores.accounts().phase(account) == AccountPhase.CLOSED) {
            return RejectCode.ACCOUNT_CLOSED;
        }
        if (registration.capacity() < 0
                || registration.capacity() > Bounds.MAX_AMOUNT
                || stores.accounts().kind(account) != AccountKind.STANDARD) {
            return RejectCode.BAD_PARAMETER;
        }
        if (registration.capacity() == 0) {
            backstops.letGo(account);
        } else if (backstops.count() == Backstops.MOST && backstops.find(account) == Backstops.NONE) {
            return RejectCode.CAPACITY;
        } else {
            backstops.register(account, registration.capacity());
        }
        stores.liquidationDesk().events().backstop(registration.account(), registration.capacity());
        return RejectCode.NONE;
    }

    @Override
    public int takeOver(final int liquidation) {
        final long id = stores.liquidations().id(liquidation);
        int n = backstops.turn();
        int asked = 0;
        // What one took may have cured the account, or nearly so.
        final LiquidationDesk desk = stores.liquidationDesk();
        for (int left = backstops.count(); left > 0 && desk.isAt(id, LiquidationStep.BACKSTOP); left--) {
            if (n >= backstops.count()) {
                n = 0;
            }
            take(liquidation, n++);
            asked++;
        }
        return asked;
    }

    private void take(final int liquidation, final int n) {
        final AccountStore accounts = stores.accounts();
        final int taker = backstops.account(n);
        final int account = stores.liquidations().account(liquidation);
        if (barred(taker, account) == PassOverReason.NULL_VAL) {
            keeper.touch(taker);
            keeper.touch(account);
        }
        if (!stores.liquidationDesk().quoteRest(liquidation)) {
            return;
        }
        final PassOverReason barred = barred(taker, account);
        final PassOverReason reason = barred == PassOverReason.NULL_VAL ? plan(liquidation, n) : barred;
        if (reason == PassOverReason.NULL_VAL) {
            backstops.tookOver(accounts.id(taker));
            booking.book(LiquidationStep.BACKSTOP, false);
        } else {
            tellPassedOver(liquidation, n, reason);
        }
    }

    private void tellPassedOver(final int liquidation, final int n, final PassOverReason reason) {
        final LiquidationDesk desk = stores.liquidationDesk();
        final boolean lacksMargin = reason == PassOverReason.MARGIN;
        desk.events().passedOver(
                stores.liquidations().id(liquidation),
                stores.accounts().id(backstops.account(n)),
                stores.liquidations().instrument(liquidation),
                reason,
                desk.quotedQuantity(),
                desk.quotedPrice(),
                backstops.capacity(n),
                reason == PassOverReason.CAPACITY ? held.divideCeil(Bounds.NUMERAIRE_WEIGHT) : 0,
                lacksMargin ? booking.takerInitialEquity() : 0,
                lacksMargin ? booking.takerInitialMargin() : 0,
                stores.accounts().breachPosition(stores.liquidations().account(liquidation)));
    }

    /** Why an account may not take over anything of another one, or NULL_VAL. */
    private PassOverReason barred(final int taker, final int account) {
        final AccountStore accounts = stores.accounts();
        if (accounts.owner(taker) == accounts.owner(account)) {
            return PassOverReason.SAME_OWNER;
        }
        return AccountPhase.isFrozen(accounts.phase(taker)) ? PassOverReason.IN_LIQUIDATION : PassOverReason.NULL_VAL;
    }

    /** Plans what the n-th takes of the rest that was quoted last. {@return why it cannot, or NULL_VAL} */
    private PassOverReason plan(final int liquidation, final int n) {
        final LiquidationDesk desk = stores.liquidationDesk();
        final int taker = backstops.account(n);
        final long quantity = withinCapacity(liquidation, taker, desk.quotedQuantity(), backstops.capacity(n));
        if (quantity == 0) {
            return PassOverReason.CAPACITY;
        }
        booking.plan(liquidation, taker, quantity, desk.quotedPrice(), 0);
        return switch (booking.check()) {
            case NONE -> PassOverReason.NULL_VAL;
            case INSUFFICIENT_MARGIN -> PassOverReason.MARGIN;
            case CAPACITY, ARITHMETIC_OVERFLOW -> PassOverReason.BOUNDS;
            default -> PassOverReason.PRICES;
        };
    }

    /**
     * The most lots, of what is needed, after which an account holds no more notional than its capacity, at last
     * prices. Where that is none, {@link #held} is what would be more.
     */
    private long withinCapacity(final int liquidation, final int taker, final long needed, final long capacity) {
        final Instrument instrument =
                stores.listings().instrument(stores.liquidations().instrument(liquidation));
        final long before = sumOthers(taker, instrument);
        final long lot = stores.liquidations().isLong(liquidation) ? instrument.lot() : -instrument.lot();
        most.setProduct(capacity, Bounds.NUMERAIRE_WEIGHT);
        if (isBeyond(instrument, before)) {
            return 0;
        }
        long least = 0;
        long highest = needed / instrument.lot();
        while (least < highest) {
            final long middle = (least + highest + 1) >>> 1;
            if (isBeyond(instrument, before + middle * lot)) {
                highest = middle - 1;
            } else {
                least = middle;
            }
        }
        return least * instrument.lot();
    }

    /** Sums the notional that an account holds of other instruments. {@return what it holds of this one} */
    private long sumOthers(final int taker, final Instrument instrument) {
        final AccountView view = stores.view().load(taker);
        final int traded = view.find(instrument.id());
        others.set(0);
        for (int i = 0; i < view.positionCount(); i++) {
            if (i != traded) {
                others.addProduct(view.notional(i), view.settlementWeight(i));
            }
        }
        return traded == AccountView.NONE ? 0 : view.quantity(traded);
    }

    /** Whether so much of an instrument, beside the others, is more notional than an account may hold. */
    private boolean isBeyond(final Instrument instrument, final long quantity) {
        final Asset asset = stores.listings().settlementAssetOf(instrument);
        held.set(others).addProduct(
                Math.abs(instrument.notional(quantity, instrument.mark())), asset.weightAt(asset.price()));
        return held.comparedTo(most) > 0;
    }
}
