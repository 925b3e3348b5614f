package io.evenkeel.core.risk;

import io.evenkeel.codecs.BidDecoder;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.liquidation.LiquidationStore;

/**
 * Takes keepers' bids in liquidations: the first valid one at the current price trades, in part or whole, if the keeper
 * holds IM afterwards (SPEC 6). From the bankruptcy price on, where insurance pays or others are made to close, an
 * owner may not bid for its own account. Checks everything first, then books everything. No allocation.
 */
final class BidDesk {
    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BidDecoder bid = new BidDecoder();
    private final LiquidationBooking booking;
    private long traded;

    BidDesk(final RiskStores stores, final AccountKeeper keeper, final LiquidationBooking booking) {
        this.stores = stores;
        this.keeper = keeper;
        this.booking = booking;
    }

    /** Quantity that the last accepted bid traded; 0 where the account was cured, or its auction was to go on first. */
    long traded() {
        return traded;
    }

    RejectCode onBid(final CommandSlot slot) {
        bid.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int bidder = stores.accounts().find(bid.account());
        final RejectCode notOwned = keeper.checkOwner(bidder, slot.participant());
        if (notOwned != RejectCode.NONE) {
            return notOwned;
        }
        final int liquidation = stores.liquidations().find(bid.liquidation());
        if (liquidation == LiquidationStore.NONE
                || stores.liquidations().instrument(liquidation) != bid.instrument()) {
            return RejectCode.LIQUIDATION_NOT_OPEN;
        }
        final Instrument instrument = stores.listings().instrument(bid.instrument());
        if (!instrument.life().isOpen()) {
            return RejectCode.NOT_OPEN;
        }
        final RejectCode offGrid = FillBooking.checkGrid(instrument, bid.quantity(), bid.limitPrice());
        if (offGrid != RejectCode.NONE) {
            return offGrid;
        }
        if (instrument.state() == PriceState.HALTED) {
            return RejectCode.HALTED;
        }
        if (!PricedState.allowsLiquidation(instrument.state())
                || !PricedState.allowsLiquidation(stores.listings().settlementAssetOf(instrument).state())) {
            return RejectCode.STALE_PRICE;
        }
        final RejectCode frozen = keeper.touchFree(bidder);
        return frozen == RejectCode.NONE ? takeOrder(liquidation, instrument, bidder) : frozen;
    }

    private RejectCode takeOrder(final int liquidation, final Instrument instrument, final int bidder) {
        traded = 0;
        final int account = stores.liquidations().account(liquidation);
        keeper.touch(account);
        if (!stores.liquidationDesk().quote(liquidation)) {
            stores.liquidationDesk().review(liquidation);
            return RejectCode.NONE;
        }
        final LiquidationStep step = stores.liquidations().step(liquidation);
        final boolean isPastBankruptcy = step.value() > LiquidationStep.BACKSTOP.value();
        final long price = stores.liquidationDesk().quotedPrice();
        if ((isPastBankruptcy || price == stores.liquidationDesk().quotedBankruptcyPrice())
                && stores.accounts().owner(bidder) == stores.accounts().owner(account)) {
            return RejectCode.NOT_PERMITTED;
        }
        if (stores.liquidations().isLong(liquidation) ? bid.limitPrice() < price : bid.limitPrice() > price) {
            return RejectCode.PRICE_MOVED;
        }
        final long quantity = Math.min(bid.quantity(), stores.liquidationDesk().quotedQuantity());
        final long insurance = stores.liquidationDesk().quotedInsurance(instrument, quantity);
        booking.plan(liquidation, bidder, quantity, price, insurance);
        final RejectCode refusal = booking.check();
        if (refusal == RejectCode.NONE) {
            traded = quantity;
            booking.book(isPastBankruptcy ? step : LiquidationStep.AUCTION, true);
        }
        return refusal;
    }
}
