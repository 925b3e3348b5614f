package io.evenkeel.core.risk;

import io.evenkeel.codecs.BidCollateralDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.HouseAccounts;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.liquidation.CollateralSale;
import io.evenkeel.core.liquidation.LiquidationDesk;
import io.evenkeel.core.liquidation.LiquidationStore;
import io.evenkeel.core.margin.MarginState;
import io.evenkeel.core.output.CollateralEvents;

/**
 * Sells collateral of accounts in liquidation for what they owe (SPEC 6): to the first keeper whose bid is valid, that
 * has what it pays, and holds IM afterwards; and, once the auction is over, to the insurance pool as far as its means
 * go. Checks everything first, then books everything. No allocation.
 */
final class CollateralDesk implements LiquidationDesk.Taker {
    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final DeficitDesk deficitDesk;
    private final CollateralEvents events;
    private final CollateralSale sale;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BidCollateralDecoder bid = new BidCollateralDecoder();
    private final MarginState margin = new MarginState();
    private long traded;

    CollateralDesk(final RiskStores stores, final AccountKeeper keeper, final DeficitDesk deficitDesk) {
        this.stores = stores;
        this.keeper = keeper;
        this.deficitDesk = deficitDesk;
        events = stores.liquidationDesk().collateral().events();
        sale = stores.liquidationDesk().collateral().sale();
    }

    /** Amount that the last accepted bid bought; 0 where nothing was left to sell. */
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
        if (liquidation == LiquidationStore.NONE || stores.liquidations().asset(liquidation) != bid.asset()) {
            return RejectCode.LIQUIDATION_NOT_OPEN;
        }
        if (bid.quantity() <= 0 || bid.quantity() > Bounds.MAX_AMOUNT) {
            return RejectCode.BAD_QUANTITY;
        }
        if (bid.limitPrice() <= 0) {
            return RejectCode.BAD_PRICE;
        }
        final RejectCode unpriced = checkPrices(liquidation);
        if (unpriced != RejectCode.NONE) {
            return unpriced;
        }
        final RejectCode frozen = keeper.touchFree(bidder);
        return frozen == RejectCode.NONE ? takeOrder(liquidation, bidder) : frozen;
    }

    private RejectCode checkPrices(final int liquidation) {
        final Asset asset = stores.listings().asset(stores.liquidations().asset(liquidation));
        final Asset debtAsset = stores.listings().asset(stores.liquidations().debtAsset(liquidation));
        if (asset.state() == PriceState.HALTED || debtAsset.state() == PriceState.HALTED) {
            return RejectCode.HALTED;
        }
        return PricedState.allowsLiquidation(asset.state()) && PricedState.allowsLiquidation(debtAsset.state())
                ? RejectCode.NONE
                : RejectCode.STALE_PRICE;
    }

    private RejectCode takeOrder(final int liquidation, final int bidder) {
        traded = 0;
        final int account = stores.liquidations().account(liquidation);
        keeper.touch(account);
        if (!stores.liquidationDesk().quoteCollateral(liquidation, false)) {
            stores.liquidationDesk().review(liquidation);
            return RejectCode.NONE;
        }
        if (stores.liquidationDesk().isQuotedInsolvent()
                && stores.accounts().owner(bidder) == stores.accounts().owner(account)) {
            return RejectCode.NOT_PERMITTED;
        }
        if (bid.limitPrice() < sale.price()) {
            return RejectCode.PRICE_MOVED;
        }
        final long quantity = Math.min(bid.quantity(), sale.quantity());
        final long payment = sale.paid(quantity);
        if (payment == 0) {
            return RejectCode.BAD_QUANTITY;
        }
        final RejectCode refusal = check(account, bidder, quantity, payment);
        if (refusal == RejectCode.NONE) {
            traded = quantity;
            book(liquidation, account, bidder, quantity, payment);
        }
        return refusal;
    }

    private RejectCode check(final int account, final int bidder, final long quantity, final long payment) {
        final AccountStore accounts = stores.accounts();
        final int asset = sale.asset().id();
        final int debtAsset = sale.debtAsset().id();
        if (!accounts.hasRoomForExposure(bidder, asset)) {
            return RejectCode.CAPACITY;
        }
        if (!keeper.canBook(accounts.findExposure(bidder, asset), quantity)
                || !keeper.canBook(accounts.findExposure(account, debtAsset), payment)) {
            return RejectCode.ARITHMETIC_OVERFLOW;
        }
        stores.view().load(bidder).addBalance(debtAsset, -payment);
        if (stores.view().balanceOf(debtAsset) < 0) {
            return RejectCode.INSUFFICIENT_BALANCE;
        }
        stores.view().addBalance(asset, quantity);
        margin.compute(stores.view());
        if (!margin.allowsWithdrawal()) {
            return margin.refusalOfPrices();
        }
        return margin.coversInitial() ? RejectCode.NONE : RejectCode.INSUFFICIENT_MARGIN;
    }

    private void book(
            final int liquidation, final int account, final int bidder, final long quantity, final long payment) {
        final AccountStore accounts = stores.accounts();
        final int asset = sale.asset().id();
        final int debtAsset = sale.debtAsset().id();
        keeper.settleFunding(account);
        keeper.settleFunding(bidder);
        stores.ledger().transfer(
                accounts.findExposure(account, asset), accounts.exposureTo(bidder, asset), quantity);
        stores.ledger().transfer(
                accounts.findExposure(bidder, debtAsset), accounts.findExposure(account, debtAsset), payment);
        say(liquidation, account, accounts.id(bidder), HouseAccounts.MAIN_POOL, quantity, payment);
        keeper.settleTraded(bidder, true);
        keeper.settle(account, true);
    }

    /** The insurance pool buys at the price at which the auction ended; what it cannot pay stays for sale. */
    @Override
    public void takeOver(final int liquidation) {
        final long id = stores.liquidations().id(liquidation);
        final int account = stores.liquidations().account(liquidation);
        keeper.touch(account);
        if (stores.liquidations().find(id) == LiquidationStore.NONE
                || !stores.liquidations().sellsCollateral(liquidation)
                || !stores.liquidationDesk().quoteCollateral(liquidation, true)) {
            return;
        }
        final int asset = sale.asset().id();
        final int debtAsset = sale.debtAsset().id();
        final int pool = stores.insurance().ofDebt(account, debtAsset);
        final long means = Math.max(0, stores.insurance().balance(pool, debtAsset));
        final long quantity = sale.paid(sale.quantity()) <= means
                ? sale.quantity()
                : sale.quantityWithin(means);
        final long payment = sale.paid(quantity);
        if (payment == 0
                || !keeper.canBook(stores.accounts().findExposure(account, debtAsset), payment)) {
            return;
        }
        keeper.settleFunding(account);
        pay(account, pool, asset, -quantity);
        pay(account, pool, debtAsset, payment);
        say(liquidation, account, 0, pool, quantity, payment);
        deficitDesk.onIncome(pool, asset, quantity);
        keeper.settle(account, true);
    }

    private void pay(final int account, final int pool, final int asset, final long amount) {
        stores.ledger().pay(
                stores.accounts().findExposure(account, asset), amount, HouseAccount.INSURANCE, pool);
    }

    private void say(
            final int liquidation,
            final int account,
            final long buyer,
            final int pool,
            final long quantity,
            final long payment) {
        events.trade(
                stores.liquidations().id(liquidation),
                stores.accounts().id(account),
                buyer,
                pool,
                sale.asset(),
                sale.debtAsset(),
                quantity,
                sale.price(),
                payment,
                stores.accounts().breachPosition(account));
    }
}
