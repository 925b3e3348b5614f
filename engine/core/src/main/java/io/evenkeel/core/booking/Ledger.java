package io.evenkeel.core.booking;

import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.HouseAccounts;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.trigger.Certifier;

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
    private final Certifier certifier;

    /** Makes a ledger over Risk's stores. */
    public Ledger(
            final AccountStore accounts,
            final PositionStore positions,
            final HouseAccounts house,
            final Certifier certifier) {
        this.accounts = accounts;
        this.positions = positions;
        this.exposures = accounts.exposures();
        this.house = house;
        this.certifier = certifier;
    }

    /**
     * Pays an account, or charges it if the amount is negative.
     *
     * @param account index of the account.
     * @param asset   asset id.
     * @param amount  what the account gains, asset units.
     * @param from    the house account that pays.
     * @param id      instrument or pool of the house account, else 0.
     */
    public void pay(final int account, final int asset, final long amount, final HouseAccount from, final int id) {
        if (amount == 0) {
            return;
        }
        final int exposure = accounts.exposureTo(account, asset);
        exposures.addBalance(exposure, amount);
        certifier.addBalance(exposure, amount);
        house.add(from, id, asset, -amount);
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
     * Books a planned leg on an account.
     *
     * @return false if the account is held to a certificate and the position's wall could not be placed: it is to be
     *         evaluated. True says nothing about the certificate as a whole.
     */
    public boolean bookLeg(final int account, final Instrument instrument, final LegPlan plan) {
        final boolean isCertified = accounts.isCertified(account);
        accounts.exposureTo(account, instrument.settlementAsset());
        int position = accounts.findPosition(account, instrument.id());
        final boolean keepsWall = position != PositionStore.NONE
                && plan.newQuantity() != 0
                && plan.newQuantity() > 0 == plan.oldQuantity() > 0;
        if (position == PositionStore.NONE) {
            position = positions.open(account, instrument.id());
            accounts.addPosition(account, instrument.id(), position);
        } else if (isCertified) {
            certifier.withdraw(position);
            if (!keepsWall) {
                certifier.unhang(position);
            }
        }
        positions.hold(position, plan.newQuantity(), plan.newEntryValue(), plan.newEntryCost());
        instrument.changePosition(plan.oldQuantity(), plan.newQuantity());
        pay(account, instrument.settlementAsset(), plan.realised(), HouseAccount.CLEARING, instrument.id());
        return settleWall(account, position, plan.newQuantity(), isCertified, keepsWall);
    }

    private boolean settleWall(
            final int account,
            final int position,
            final long quantity,
            final boolean isCertified,
            final boolean keepsWall) {
        if (quantity == 0) {
            accounts.removePosition(account, position);
            positions.close(position);
            return true;
        }
        if (!isCertified) {
            return true;
        }
        if (keepsWall) {
            certifier.contribute(position);
            return true;
        }
        return certifier.placeWall(position);
    }
}
