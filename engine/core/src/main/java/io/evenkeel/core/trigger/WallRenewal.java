package io.evenkeel.core.trigger;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.ledger.WallFields;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.Listings;

/**
 * Moves one wall of a box as far as the slack at its corner allows, without a look at the account's other positions:
 * what a fired wall gets first (SPEC 9). Where that fails, or is not worth it, {@link Certifier} makes a new box.
 * Owned by Risk; no allocation.
 */
public final class WallRenewal {
    private static final int WORTHWHILE_SLACK_BITS = 4;

    private final Listings listings;
    private final AccountStore accounts;
    private final PositionStore positions;
    private final ExposureStore exposures;
    private final Ladders ladders;
    private final Corner corner;
    private final Int128 slack = new Int128();
    private final Int128 lossPerStep = new Int128();
    private long renewals;

    /** Makes one over Risk's stores. */
    public WallRenewal(
            final Listings listings,
            final AccountStore accounts,
            final PositionStore positions,
            final Ladders ladders,
            final Corner corner) {
        this.listings = listings;
        this.accounts = accounts;
        this.positions = positions;
        this.exposures = accounts.exposures();
        this.ladders = ladders;
        this.corner = corner;
    }

    /** {@return walls so far that got room from slack alone} */
    public long renewals() {
        return renewals;
    }

    /** Unlinks a position whose wall fired, or that is about to be closed or to change sides. */
    public void unhang(final int position) {
        ladders.ofInstrument(positions.instrument(position)).unlink(position);
    }

    /**
     * Gives a position whose wall fired new room from the corner's slack.
     *
     * @return false if there is none; the account is then to be judged by {@link Certifier#evaluate}.
     */
    public boolean renewWall(final int position) {
        final int exposure = settlementExposure(position);
        corner.withdraw(position, exposure);
        unhang(position);
        return placeWall(position, exposure);
    }

    /**
     * Hangs the wall of an unlinked position that is not in the corner: first at the price itself, which needs no
     * slack, then as far out as seven tenths of the slack allow.
     *
     * @param position the position.
     * @param exposure the account's exposure to its settlement asset.
     * @return false if the corner does not certify the account so, or has too little slack to be worth it. The corner
     *         is then to be made anew by {@link Certifier#evaluate}.
     */
    public boolean placeWall(final int position, final int exposure) {
        final Instrument instrument = listings.instrument(positions.instrument(position));
        final int account = positions.account(position);
        final boolean isLong = positions.quantity(position) > 0;
        final long price = instrument.netPrice(instrument.mark(), isLong);
        WallFields.trigger(positions.address(position), price);
        corner.contribute(position, exposure);
        if (!corner.areBoundsSound(account) || !hasSlackWorthSharing(account)) {
            return false;
        }
        lossPerStep.setProduct(Math.abs(instrument.unitsPerMantissa(positions.quantity(position))), Bounds.PPM);
        lossPerStep.multiply(Math.max(1, weightAtBound(exposure)));
        final long room = Math.min(BoxRoom.roomWithin(slack, lossPerStep), instrument.mark()) * instrument.netScale();
        final PriceLadder ladder = ladders.ofInstrument(instrument.id());
        moveWall(position, exposure, isLong ? ladder.wallBelow(price, room) : ladder.wallAbove(price, room));
        if (!corner.isSound(account)) {
            moveWall(position, exposure, price);
        }
        if (isLong) {
            ladder.linkDown(position);
        } else {
            ladder.linkUp(position);
        }
        renewals++;
        return true;
    }

    /** Sets the slack. {@return whether it is more than about a twentieth of the health last shared out} */
    private boolean hasSlackWorthSharing(final int account) {
        slack.set(corner.health(account));
        return !slack.isNegative()
                && slack.bitLength() + WORTHWHILE_SLACK_BITS
                        > exposures.sharedHealthBits(accounts.firstExposure(account));
    }

    private void moveWall(final int position, final int exposure, final long wall) {
        corner.withdraw(position, exposure);
        WallFields.trigger(positions.address(position), wall);
        corner.contribute(position, exposure);
    }

    private int settlementExposure(final int position) {
        final Instrument instrument = listings.instrument(positions.instrument(position));
        return accounts.findExposure(positions.account(position), instrument.settlementAsset());
    }

    private long weightAtBound(final int exposure) {
        final Asset asset = listings.asset(exposures.asset(exposure));
        return asset.weightAt(asset.isNumeraire() ? asset.price() : exposures.bound(exposure));
    }

    /**
     * Gives an exposure whose bound fired new room from the corner's slack. Where milder terms have made G of an asset
     * positive whose bound is an upper one, there is none to speak of: at that bound its part of the corner is not the
     * least that it can be.
     *
     * @return false if there is none; the account is then to be judged by {@link Certifier#evaluate}.
     */
    public boolean renewBound(final int exposure) {
        final int account = exposures.account(exposure);
        final long address = exposures.address(exposure);
        final Asset asset = listings.asset(exposures.asset(exposure));
        final PriceLadder ladder = ladders.ofAsset(asset.id());
        final boolean isOwned = WallFields.linkState(address) == WallFields.DOWN;
        final long price = asset.price();
        final boolean areBoundsSound = corner.areBoundsSound(account);
        ladder.unlink(exposure);
        WallFields.trigger(address, price);
        if (!areBoundsSound || !hasSlackWorthSharing(account)) {
            return false;
        }
        lossPerStep.set(0);
        corner.addTo(lossPerStep, exposure, 1);
        if (lossPerStep.isNegative()) {
            lossPerStep.negate();
        }
        final long room = BoxRoom.roomWithin(slack, lossPerStep);
        WallFields.trigger(address, isOwned ? ladder.wallBelow(price, room) : ladder.wallAbove(price, room));
        if (corner.health(account).isNegative()) {
            WallFields.trigger(address, price);
        }
        if (isOwned) {
            ladder.linkDown(exposure);
        } else {
            ladder.linkUp(exposure);
        }
        renewals++;
        return true;
    }
}
