package io.evenkeel.core.booking;

import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.HouseAccounts;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.trigger.Corner;
import io.evenkeel.core.trigger.WallRenewal;

/**
 * Books money and positions, double entry, and keeps the corner of the box true with each booking (SPEC 2 and 9).
 * Every method moves as much on the house's side as on the account's, so that balances sum to zero by
 * construction. What is booked was checked before; nothing here refuses. Owned by Risk; no allocation.
 */
public final class Ledger {
    private final AccountStore accounts;
    private final PositionStore positions;
    private final ExposureStore exposures;
    private final HouseAccounts house;
    private final Corner corner;
    private final WallRenewal renewal;

    /** Makes a ledger over Risk's stores. */
    public Ledger(
            final AccountStore accounts,
            final PositionStore positions,
            final HouseAccounts house,
            final Corner corner,
            final WallRenewal renewal) {
        this.accounts = accounts;
        this.positions = positions;
        this.exposures = accounts.exposures();
        this.house = house;
        this.corner = corner;
        this.renewal = renewal;
    }

    /**
     * Pays an account, or charges it if the amount is negative.
     *
     * @param exposure index of the account's exposure to the asset.
     * @param amount   what the account gains, asset units.
     * @param from     the house account that pays.
     * @param id       instrument or pool of the house account, else 0.
     */
    public void pay(final int exposure, final long amount, final HouseAccount from, final int id) {
        exposures.addBalance(exposure, amount);
        corner.addBalance(exposure, amount);
        house.add(from, id, exposures.asset(exposure), -amount);
    }

    /**
     * Pays a position's unrealised profit at some price into the balance, against CLEARING, and sets V to what it is
     * worth there. Balance + notional − V stays what it is at every price, and so does the corner of the box.
     */
    public void settleProfit(
            final int position, final int exposure, final Instrument instrument, final long profit) {
        countForPool(positions.account(position), instrument, profit);
        exposures.addBalance(exposure, profit);
        house.add(HouseAccount.CLEARING, instrument.id(), exposures.asset(exposure), -profit);
        positions.hold(
                position,
                positions.quantity(position),
                positions.entryValue(position) + profit,
                positions.entryCost(position));
    }

    /** Moves money from one account to another, both by their exposures to its asset. */
    public void transfer(final int from, final int to, final long amount) {
        exposures.addBalance(from, -amount);
        corner.addBalance(from, -amount);
        exposures.addBalance(to, amount);
        corner.addBalance(to, amount);
    }

    /** Moves money between two house accounts. */
    public void payHouse(
            final HouseAccount from,
            final int fromId,
            final HouseAccount to,
            final int toId,
            final int asset,
            final long amount) {
        house.add(from, fromId, asset, -amount);
        house.add(to, toId, asset, amount);
    }

    /**
     * Charges a position what funding it owes, against FUNDING. The corner of the box stays as it is: what the balance
     * loses, the position's worth gains.
     *
     * @param exposure   the account's exposure to the settlement asset.
     * @return what was charged; negative for a credit.
     */
    public long settleFunding(final int position, final int exposure, final Instrument instrument) {
        if (!instrument.funding().isUsed()) {
            return 0;
        }
        final long quantity = positions.quantity(position);
        final long mark = positions.fundingMark(position);
        final long carry = positions.fundingCarry(position);
        final long due = instrument.fundingDue(quantity, mark, carry);
        positions.fund(
                position,
                instrument.funding().index(quantity > 0),
                (int) instrument.carryAfter(quantity, mark, carry, due));
        countForPool(positions.account(position), instrument, -due);
        exposures.addBalance(exposure, -due);
        house.add(HouseAccount.FUNDING, instrument.id(), instrument.settlementAsset(), due);
        return due;
    }

    /**
     * Books a planned leg on its account, whose position has settled its funding.
     *
     * @return false if the account is held to a certificate and the position's wall could not be placed: it is to be
     *         evaluated. True says nothing about the certificate as a whole.
     */
    public boolean bookLeg(final Instrument instrument, final LegPlan plan) {
        final int account = plan.account();
        final boolean isCertified = accounts.isCertified(account);
        if (plan.exposure() == ExposureStore.NONE) {
            plan.expose(accounts.exposureTo(account, instrument.settlementAsset()));
        }
        int position = plan.position();
        final boolean keepsWall = !plan.isNew()
                && plan.newQuantity() != 0
                && plan.newQuantity() > 0 == plan.oldQuantity() > 0;
        if (plan.isNew()) {
            position = positions.open(account, instrument.id());
            accounts.addPosition(account, instrument.id(), position);
        } else if (isCertified) {
            corner.withdraw(position, plan.exposure());
            if (!keepsWall) {
                renewal.unhang(position);
            }
        }
        positions.hold(position, plan.newQuantity(), plan.newEntryValue(), plan.newEntryCost());
        if (!keepsWall && instrument.funding().isUsed()) {
            instrument.funding().addDust(positions.fundingCarry(position));
            positions.fund(position, instrument.funding().index(plan.newQuantity() > 0), 0);
        }
        instrument.changePosition(plan.oldQuantity(), plan.newQuantity());
        pay(plan.exposure(), plan.realised(), HouseAccount.CLEARING, instrument.id());
        if (accounts.isPool(account)) {
            instrument.poolResult().book(plan.realised(), plan.oldQuantity(), plan.newQuantity());
        }
        return settleWall(plan, position, isCertified, keepsWall);
    }

    private void countForPool(final int account, final Instrument instrument, final long amount) {
        if (accounts.isPool(account)) {
            instrument.poolResult().add(amount);
        }
    }

    private boolean settleWall(
            final LegPlan plan, final int position, final boolean isCertified, final boolean keepsWall) {
        if (plan.newQuantity() == 0) {
            exposures.lastClosed(plan.exposure(), positions.instrument(position), plan.oldQuantity() > 0);
            accounts.removePosition(plan.account(), position);
            positions.close(position);
            return true;
        }
        if (!isCertified) {
            return true;
        }
        if (keepsWall) {
            corner.contribute(position, plan.exposure());
            return true;
        }
        return renewal.placeWall(position, plan.exposure());
    }
}
