package io.evenkeel.core.risk;

import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.booking.LegPlan;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.margin.MarginState;

/**
 * A position, or part of one, goes from an account in liquidation to somebody who takes it, at a price: plans both
 * legs, says whether they can be booked, and books them with what insurance pays and gets. No allocation.
 */
final class LiquidationBooking {
    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final DeficitDesk deficitDesk;
    private final LegPlan bought = new LegPlan();
    private final LegPlan sold = new LegPlan();
    private final MarginState margin = new MarginState();
    private int liquidation;
    private Instrument instrument;
    private boolean isLong;
    private long quantity;
    private long price;
    private long insured;
    private long deficit;
    private long bankruptcyPrice;

    LiquidationBooking(final RiskStores stores, final AccountKeeper keeper, final DeficitDesk deficitDesk) {
        this.stores = stores;
        this.keeper = keeper;
        this.deficitDesk = deficitDesk;
    }

    /**
     * Plans a trade, which changes nothing.
     *
     * @param ofLiquidation whose order is taken.
     * @param taker         index of the account that takes it.
     * @param traded        how much.
     * @param tradedAt      at which price.
     * @param insurance     what insurance pays the account in liquidation, settlement asset units.
     */
    void plan(
            final int ofLiquidation,
            final int taker,
            final long traded,
            final long tradedAt,
            final long insurance) {
        begin(ofLiquidation, taker, traded, tradedAt);
        insured = insurance;
        taking().plan(instrument, isLong ? quantity : -quantity, price);
    }

    /**
     * Plans that the pool's account takes what is left at mark.
     *
     * @param missing what SOCIALISED pays the account in liquidation, settlement asset units: what mark is worse than
     *     the bankruptcy price.
     */
    void planRest(
            final int ofLiquidation,
            final int taker,
            final long traded,
            final long mark,
            final long worst,
            final long missing) {
        planForced(ofLiquidation, taker, traded, mark);
        deficit = missing;
        bankruptcyPrice = worst;
    }

    /** Plans a trade that nobody asked for: an account of the opposite side closes. */
    void planForced(final int ofLiquidation, final int taker, final long traded, final long tradedAt) {
        begin(ofLiquidation, taker, traded, tradedAt);
        taking().planForced(instrument, isLong ? quantity : -quantity, price);
    }

    /** Looks up both legs, and plans that of the account in liquidation. */
    private void begin(final int ofLiquidation, final int taker, final long traded, final long tradedAt) {
        liquidation = ofLiquidation;
        instrument = stores.listings().instrument(stores.liquidations().instrument(liquidation));
        isLong = stores.liquidations().isLong(liquidation);
        quantity = traded;
        price = tradedAt;
        insured = 0;
        deficit = 0;
        bankruptcyPrice = 0;
        final int account = stores.liquidations().account(liquidation);
        closing().find(stores.accounts(), stores.positions(), account, instrument);
        taking().find(stores.accounts(), stores.positions(), taker, instrument);
        closing().planForced(instrument, isLong ? -quantity : quantity, price);
    }

    private LegPlan closing() {
        return isLong ? sold : bought;
    }

    private LegPlan taking() {
        return isLong ? bought : sold;
    }

    /** NONE, or why the planned trade with somebody who wants it cannot be booked. */
    RejectCode check() {
        final RejectCode refusal = checkBounds();
        if (refusal != RejectCode.NONE) {
            return refusal;
        }
        // IM must hold afterwards (SPEC 6), so it is scaled by the open interest that both legs leave.
        final long opened = closing().openedLong() + taking().openedLong();
        instrument.presumeOpenInterest(opened);
        computeTaker();
        instrument.presumeOpenInterest(-opened);
        if (!margin.allowsWithdrawal()) {
            return margin.refusalOfPrices();
        }
        return margin.coversInitial() ? RejectCode.NONE : RejectCode.INSUFFICIENT_MARGIN;
    }

    /** Whether the equity of who takes the planned trade is not negative afterwards, at last prices. */
    boolean leavesTakerSolvent() {
        computeTaker();
        return !margin.equity().isNegative();
    }

    /** {@return equity of who takes the planned trade afterwards, numeraire units, as asked for last} */
    long takerEquity() {
        return margin.equityUnits();
    }

    /** {@return equity that {@link #check} judged IM by, numeraire units} */
    long takerInitialEquity() {
        return margin.initialEquityUnits();
    }

    /** {@return IM of who takes the planned trade, numeraire units, as checked last} */
    long takerInitialMargin() {
        return margin.initialUnits();
    }

    private void computeTaker() {
        final LegPlan taking = taking();
        margin.compute(stores.view().load(taking.account()).apply(
                instrument, taking.newQuantity(), taking.newEntryValue(), taking.realised()));
    }

    /** NONE, or why the arithmetic or a store does not bear the planned trade. */
    RejectCode checkBounds() {
        final LegPlan closing = closing();
        final LegPlan taking = taking();
        if (!keeper.hasRoom(instrument, taking)) {
            return RejectCode.CAPACITY;
        }
        if (!closing.isWithinBounds()
                || !taking.isWithinBounds()
                || !keeper.canBook(closing.exposure(), closing.realised() - closing.fundingDue() + insured + deficit)
                || !keeper.canBook(closing.exposure(), closing.realised() - closing.fundingDue())
                || !keeper.canBook(taking.exposure(), taking.realised() - taking.fundingDue())) {
            return RejectCode.ARITHMETIC_OVERFLOW;
        }
        return RejectCode.NONE;
    }

    /** Books the planned trade, which {@link #check} found good; somebody bid for it, or not. */
    void book(final LiquidationStep step, final boolean isByBid) {
        final LegPlan closing = closing();
        final LegPlan taking = taking();
        final long id = stores.liquidations().id(liquidation);
        keeper.settleFunding(instrument, closing);
        keeper.settleFunding(instrument, taking);
        stores.ledger().bookLeg(instrument, closing);
        final boolean keepsWall = stores.ledger().bookLeg(instrument, taking);
        payInsurance(closing.account());
        payDeficit(closing.account());
        // Deleveraging closes all at one price, at which nothing is left: a penalty would be missing in the end. And
        // what the pool takes was sized without one.
        final boolean isForced = step == LiquidationStep.DELEVERAGED || step == LiquidationStep.POOL;
        final long penalty = isForced ? 0 : payPenalty(closing.account());
        final AccountStore accounts = stores.accounts();
        stores.events().tradeBooked(
                id,
                0,
                instrument.id(),
                accounts.id(bought.account()),
                bought,
                accounts.id(sold.account()),
                sold,
                quantity,
                price);
        stores.liquidationDesk().events().trade(
                id,
                accounts.id(closing.account()),
                accounts.id(taking.account()),
                instrument,
                isLong,
                quantity,
                price,
                penalty,
                closing.newQuantity(),
                step,
                insured,
                isByBid,
                accounts.breachPosition(closing.account()));
        deficitDesk.onIncome(instrument.pool(), instrument.settlementAsset(), penalty);
        if (deficit > 0) {
            deficitDesk.takeRest(
                    id, accounts.id(closing.account()), instrument, isLong, deficit, bankruptcyPrice, quantity);
        }
        keeper.settleTraded(taking.account(), keepsWall);
        keeper.settle(closing.account(), true);
    }

    /** Insurance makes up for what the price is worse than the bankruptcy price. */
    private void payInsurance(final int account) {
        if (insured > 0) {
            final Asset asset = stores.listings().settlementAssetOf(instrument);
            stores.insurance().count(liquidation, instrument.pool(), asset, insured);
            payAccount(account, asset, insured);
        }
    }

    /** SOCIALISED makes up for what the mark is worse than the bankruptcy price, until holders are charged for it. */
    private void payDeficit(final int account) {
        if (deficit > 0) {
            stores.ledger().pay(
                    stores.accounts().exposureTo(account, instrument.settlementAsset()),
                    deficit,
                    HouseAccount.SOCIALISED,
                    0);
        }
    }

    /** The penalty goes to insurance, rounded up, but never more than leaves equity at zero; the pool pays none. */
    private long payPenalty(final int account) {
        final Asset asset = stores.listings().settlementAssetOf(instrument);
        final long due = Int128.mulDivCeil(
                instrument.notional(quantity, instrument.mark()),
                instrument.liquidationTerms().penaltyInUsePpm(stores.liquidations().penaltyPpm(liquidation)),
                Bounds.PPM);
        long least = 0;
        long most = stores.accounts().isPool(account) ? 0 : due;
        while (least < most) {
            final long middle = (least + most + 1) >>> 1;
            if (bears(account, asset.id(), middle)) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        payAccount(account, asset, -least);
        return least;
    }

    /** Insurance pays an account, or gets what is negative. */
    private void payAccount(final int account, final Asset asset, final long amount) {
        stores.ledger().pay(
                stores.accounts().exposureTo(account, asset.id()),
                amount,
                HouseAccount.INSURANCE,
                instrument.pool());
    }

    private boolean bears(final int account, final int asset, final long amount) {
        stores.view().loadFavoured(account).addBalance(asset, -amount);
        return !margin.compute(stores.view()).equity().isNegative();
    }
}
