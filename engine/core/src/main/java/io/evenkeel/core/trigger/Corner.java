package io.evenkeel.core.trigger;

import io.evenkeel.core.adoption.Adoption;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.funding.Funding;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.ledger.WallFields;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.CollateralTerms;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.Listings;
import io.evenkeel.core.listing.MarginTiers;
import io.evenkeel.core.margin.Health;

/**
 * Health at the corner of an account's box, every price at its wall: the certificate (SPEC 9). Its sums are kept per
 * exposure, so that a fill updates them in O(1) in positions, and what slack is left is known without a look at any
 * position. Owned by Risk; no allocation.
 */
public final class Corner {
    private final Listings listings;
    private final AccountStore accounts;
    private final PositionStore positions;
    private final ExposureStore exposures;
    private final Adoption adoption;
    private final Health judge = new Health();
    private final Int128 health = new Int128();
    private final Int128 requirement = new Int128();
    private final Int128 part = new Int128();

    /** Makes a view of the corners kept in Risk's stores. */
    public Corner(
            final Listings listings,
            final AccountStore accounts,
            final PositionStore positions,
            final Adoption adoption) {
        this.listings = listings;
        this.accounts = accounts;
        this.positions = positions;
        this.exposures = accounts.exposures();
        this.adoption = adoption;
    }

    // ---------------------------------------------------------------- what changes it

    /** Takes a position's part out of the corner, before it changes. */
    public void withdraw(final int position, final int exposure) {
        contribute(position, exposure, -1);
    }

    /** Puts a position's part, at its wall, into the corner, after it changed. */
    public void contribute(final int position, final int exposure) {
        contribute(position, exposure, 1);
    }

    private void contribute(final int position, final int exposure, final int sign) {
        final Instrument instrument = listings.instrument(positions.instrument(position));
        final int account = positions.account(position);
        final long quantity = positions.quantity(position);
        final long wall = positions.trigger(position);
        final boolean hasAdopted = adoption.hasCornerOf(instrument.id(), account);
        final long worth = instrument.worth(
                quantity, wall, positions.fundingMark(position), positions.fundingCarry(position));
        addBalance(exposure, sign * (worth - positions.entryValue(position)));
        final MarginTiers tiers = hasAdopted ? instrument.tiers().latest() : instrument.tiers().former();
        final long ceiling = ceiling(instrument.funding(), account, quantity > 0, hasAdopted);
        part.set(0);
        tiers.addMaintenance(instrument.notionalAtNet(quantity, wall, ceiling), part);
        exposures.cornerRequirement(exposure, requirement);
        exposures.setCornerRequirement(exposure, sign > 0 ? requirement.add(part) : requirement.subtract(part));
    }

    /** A thin account's corner is made with the index itself: it is evaluated whenever that moves. */
    private long ceiling(
            final Funding funding, final int account, final boolean isLong, final boolean hasAdopted) {
        if (!funding.isUsed()) {
            return 0;
        }
        return accounts.marks().isThin(account) ? funding.index(isLong) : funding.ceiling(isLong, hasAdopted);
    }

    /** Adds a change of balance to the corner. */
    public void addBalance(final int exposure, final long amount) {
        exposures.cornerEffective(exposure, exposures.cornerEffective(exposure) + amount);
    }

    // ---------------------------------------------------------------- what it says

    /** {@return whether the box still certifies; if not, {@link Certifier#evaluate}} */
    public boolean isSound(final int account) {
        return areBoundsSound(account) && !health(account).isNegative();
    }

    /** {@return health at the corner, from the sums kept; valid until the next call to this object} */
    Int128 health(final int account) {
        health.set(0);
        int exposure = accounts.firstExposure(account);
        while (exposure != ExposureStore.NONE) {
            final Asset asset = listings.asset(exposures.asset(exposure));
            addTo(health, exposure, asset.isNumeraire() ? asset.price() : exposures.bound(exposure));
            exposure = accounts.nextExposure(account, exposure);
        }
        return health;
    }

    /** Adds the part of one exposure at a price of its asset. */
    void addTo(final Int128 sum, final int exposure, final long price) {
        final Asset asset = listings.asset(exposures.asset(exposure));
        judge.addTo(
                sum,
                terms(asset, exposure),
                exposures.cornerEffective(exposure),
                exposures.cornerRequirement(exposure, requirement),
                asset.weightAt(price));
    }

    private CollateralTerms terms(final Asset asset, final int exposure) {
        return asset.terms().of(accounts.id(exposures.account(exposure)));
    }

    /** {@return whether every bound lies on the side where its asset's health at the corner is worse} */
    boolean areBoundsSound(final int account) {
        int exposure = accounts.firstExposure(account);
        while (exposure != ExposureStore.NONE) {
            final Asset asset = listings.asset(exposures.asset(exposure));
            if (!asset.isNumeraire() && !isBoundSound(exposure, asset)) {
                return false;
            }
            exposure = accounts.nextExposure(account, exposure);
        }
        return true;
    }

    private boolean isBoundSound(final int exposure, final Asset asset) {
        final int sign = judge.assetHealthSign(
                terms(asset, exposure),
                exposures.cornerEffective(exposure),
                exposures.cornerRequirement(exposure, requirement));
        final long bound = exposures.bound(exposure);
        return switch (WallFields.linkState(exposures.address(exposure))) {
            case WallFields.DOWN -> sign >= 0;
            case WallFields.UP -> sign <= 0;
            case WallFields.RETURN -> sign > 0 ? bound >= asset.price() : sign == 0 || bound <= asset.price();
            default -> sign == 0 || (sign > 0 && bound == 0);
        };
    }
}
