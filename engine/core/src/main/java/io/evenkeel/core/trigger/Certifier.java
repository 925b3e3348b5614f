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
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.margin.AccountView;
import io.evenkeel.core.margin.Health;

/**
 * Gives accounts their boxes (SPEC 9). A box has a wall for every price the account depends on: the trigger of a
 * position, the bound of an exposure. Its certificate is health at the corner, every price at its wall, computed by
 * {@link Health}, the function that judges, and not negative. Health is monotone in every price, so no price
 * inside the box breaches.
 *
 * <p>The corner's sums are kept per exposure, so that a fill updates them in O(1) in positions and a fired wall
 * can get room from the slack that the corner still has without a look at the other positions. Owned by Risk; no
 * allocation.
 */
public final class Certifier {
    private static final int SHARE_ATTEMPTS = 6;
    private static final int WORTHWHILE_SLACK_BITS = 4;

    private final Listings listings;
    private final AccountStore accounts;
    private final PositionStore positions;
    private final ExposureStore exposures;
    private final Ladders ladders;
    private final AccountView view;
    private final Health sums = new Health();
    private final BoxRoom boxRoom = new BoxRoom();

    private final long[] walls = new long[Bounds.MAX_POSITIONS + 1];
    private final long[] bounds = new long[Bounds.MAX_EXPOSURES + 1];
    private final Int128 health = new Int128();
    private final Int128 corner = new Int128();
    private final Int128 requirement = new Int128();
    private final Int128 step = new Int128();
    private boolean isFavoured;

    private long evaluations;
    private long slackMoves;

    /** Makes a certifier over Risk's stores. */
    public Certifier(
            final Listings listings,
            final AccountStore accounts,
            final PositionStore positions,
            final Ladders ladders) {
        this.listings = listings;
        this.accounts = accounts;
        this.positions = positions;
        this.exposures = accounts.exposures();
        this.ladders = ladders;
        this.view = new AccountView(listings, accounts, positions);
    }

    /** {@return full evaluations so far} */
    public long evaluations() {
        return evaluations;
    }

    /** {@return fired walls so far that got room from slack alone} */
    public long slackMoves() {
        return slackMoves;
    }

    // ---------------------------------------------------------------- judging and sharing out

    /**
     * Judges an account by all its positions, and if it is solvent gives it a new box.
     *
     * @return false if it breaches, at prices moved in its favour where they do not allow liquidation.
     */
    public boolean evaluate(final int account) {
        evaluations++;
        view.load(account);
        if (judge(false) || judge(true)) {
            shareOut(account);
            return true;
        }
        return false;
    }

    private boolean judge(final boolean favoured) {
        isFavoured = favoured;
        if (favoured) {
            view.favour();
        }
        sums.sum(view, view.prices());
        return !sums.total(view, view.assetPrices(), health).isNegative();
    }

    private void shareOut(final int account) {
        long theta = needsNoWalls() ? 0 : boxRoom.theta(view, sums, health);
        for (int attempt = 1; !isCornerSound(theta); attempt++) {
            if (attempt > SHARE_ATTEMPTS) {
                throw new IllegalStateException(
                        "account " + accounts.id(account) + " is solvent but not at its prices");
            }
            theta = attempt < SHARE_ATTEMPTS ? theta * 5 / 8 : 0;
        }
        for (int i = 0; i < view.positionCount(); i++) {
            hang(view.position(i), view.instrument(i), view.quantity(i) > 0, walls[i]);
        }
        for (int ordinal = 0; ordinal < view.exposureCount(); ordinal++) {
            final int exposure = view.exposure(ordinal);
            exposures.cornerEffective(exposure, sums.effective(ordinal));
            exposures.setCornerRequirement(exposure, sums.requirement(ordinal));
            hang(exposure, view.asset(ordinal), sums.assetHealthSign(view, ordinal), bounds[ordinal]);
        }
        if (view.exposureCount() > 0) {
            exposures.sharedHealthBits(accounts.firstExposure(account), health.bitLength());
        }
    }

    /** An account without positions or debts is solvent at every price: its bounds are zero and hang nowhere. */
    private boolean needsNoWalls() {
        for (int ordinal = 0; ordinal < view.exposureCount(); ordinal++) {
            if (view.balance(ordinal) < 0) {
                return false;
            }
        }
        return view.positionCount() == 0;
    }

    /** Places the walls for θ and sums up the corner; at θ = 0 the corner is the point where health was judged. */
    private boolean isCornerSound(final long theta) {
        for (int i = 0; i < view.positionCount(); i++) {
            walls[i] = wall(view.instrument(i), view.quantity(i) > 0, view.price(i), theta);
        }
        sums.sum(view, walls);
        for (int ordinal = 0; ordinal < view.exposureCount(); ordinal++) {
            bounds[ordinal] = bound(ordinal, theta);
        }
        return !sums.total(view, bounds, corner).isNegative();
    }

    private long wall(final Instrument instrument, final boolean isLong, final long price, final long theta) {
        if (isFavoured && !PricedState.allowsLiquidation(instrument.state())) {
            return price;
        }
        final PriceLadder ladder = ladders.ofInstrument(instrument.id());
        final long room = BoxRoom.roomOf(price, theta);
        return isLong ? ladder.wallBelow(price, room) : ladder.wallAbove(price, room);
    }

    private long bound(final int ordinal, final long theta) {
        final Asset asset = view.asset(ordinal);
        final long price = view.assetPrice(ordinal);
        if (asset.isNumeraire() || (isFavoured && !PricedState.allowsLiquidation(asset.state()))) {
            return price;
        }
        if (needsNoWalls() || price == 0) {
            return 0;
        }
        final PriceLadder ladder = ladders.ofAsset(asset.id());
        final long room = BoxRoom.roomOf(price, theta);
        final int sign = sums.assetHealthSign(view, ordinal);
        return sign > 0 ? ladder.wallBelow(price, room) : sign < 0 ? ladder.wallAbove(price, room) : price;
    }

    private void hang(final int position, final Instrument instrument, final boolean isLong, final long wall) {
        final PriceLadder ladder = ladders.ofInstrument(instrument.id());
        ladder.unlink(position);
        WallFields.trigger(positions.address(position), wall);
        if (isFavoured && !PricedState.allowsLiquidation(instrument.state())) {
            ladder.linkReturn(position);
        } else if (isLong) {
            ladder.linkDown(position);
        } else {
            ladder.linkUp(position);
        }
    }

    private void hang(final int exposure, final Asset asset, final int sign, final long bound) {
        if (asset.isNumeraire()) {
            return;
        }
        final PriceLadder ladder = ladders.ofAsset(asset.id());
        ladder.unlink(exposure);
        WallFields.trigger(exposures.address(exposure), bound);
        if (bound == 0 || sign == 0) {
            return;
        }
        if (isFavoured && !PricedState.allowsLiquidation(asset.state())) {
            ladder.linkReturn(exposure);
        } else if (sign > 0) {
            ladder.linkDown(exposure);
        } else {
            ladder.linkUp(exposure);
        }
    }

    /** Takes an account's walls out of the ladders: it is no longer held to a certificate. */
    public void release(final int account) {
        for (int i = 0; i < accounts.positionCount(account); i++) {
            final int position = accounts.position(account, i);
            ladders.ofInstrument(positions.instrument(position)).unlink(position);
        }
        int exposure = accounts.firstExposure(account);
        while (exposure != ExposureStore.NONE) {
            ladders.ofAsset(exposures.asset(exposure)).unlink(exposure);
            exposure = accounts.nextExposure(account, exposure);
        }
    }

    // ---------------------------------------------------------------- keeping the corner true

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
        final long notional = instrument.notional(positions.quantity(position), positions.trigger(position));
        exposures.cornerEffective(
                exposure, exposures.cornerEffective(exposure) + sign * (notional - positions.entryValue(position)));
        step.set(0);
        instrument.tiers().addMaintenance(Math.abs(notional), step);
        exposures.cornerRequirement(exposure, requirement);
        exposures.setCornerRequirement(exposure, sign > 0 ? requirement.add(step) : requirement.subtract(step));
    }

    /** Adds a change of balance to the corner. */
    public void addBalance(final int exposure, final long amount) {
        exposures.cornerEffective(exposure, exposures.cornerEffective(exposure) + amount);
    }

    /** Unlinks a position that is about to be closed or to change sides. */
    public void unhang(final int position) {
        ladders.ofInstrument(positions.instrument(position)).unlink(position);
    }

    /** {@return whether the box still certifies; if not, {@link #evaluate}} */
    public boolean isCertificateSound(final int account) {
        return areBoundsSound(account) && !cornerHealth(account).isNegative();
    }

    /** Health at the corner of an account's box, from the sums kept; valid until the next call. */
    private Int128 cornerHealth(final int account) {
        corner.set(0);
        int exposure = accounts.firstExposure(account);
        while (exposure != ExposureStore.NONE) {
            final Asset asset = listings.asset(exposures.asset(exposure));
            sums.addTo(
                    corner,
                    asset,
                    exposures.cornerEffective(exposure),
                    exposures.cornerRequirement(exposure, requirement),
                    asset.isNumeraire() ? asset.price() : exposures.bound(exposure));
            exposure = accounts.nextExposure(account, exposure);
        }
        return corner;
    }

    /** Whether every bound lies on the side where its asset's health at the corner is worse. */
    private boolean areBoundsSound(final int account) {
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
        final int sign = cornerSign(exposure, asset);
        final long bound = exposures.bound(exposure);
        return switch (WallFields.linkState(exposures.address(exposure))) {
            case WallFields.DOWN -> sign >= 0;
            case WallFields.UP -> sign <= 0;
            case WallFields.RETURN -> sign > 0 ? bound > asset.price() : sign == 0 || bound < asset.price();
            default -> sign == 0 || (sign > 0 && bound == 0);
        };
    }

    private int cornerSign(final int exposure, final Asset asset) {
        return sums.assetHealthSign(
                asset, exposures.cornerEffective(exposure), exposures.cornerRequirement(exposure, requirement));
    }

    // ---------------------------------------------------------------- room from slack

    /**
     * Gives a position whose wall fired new room from the corner's slack, or shares health out again.
     *
     * @return false if the account breaches.
     */
    public boolean renewWall(final int position) {
        final int account = positions.account(position);
        withdraw(position, settlementExposure(position));
        unhang(position);
        return placeWall(position) || evaluate(account);
    }

    /**
     * Hangs the wall of an unlinked position that is not in the corner: first at the price itself, which needs no
     * slack, then as far out as seven tenths of the slack allow.
     *
     * @return false if the corner does not certify the account so, or has too little slack to be worth it. The corner
     *         is then to be made anew by {@link #evaluate}.
     */
    public boolean placeWall(final int position) {
        final Instrument instrument = listings.instrument(positions.instrument(position));
        final int account = positions.account(position);
        final long address = positions.address(position);
        final boolean isLong = positions.quantity(position) > 0;
        final long price = instrument.mark();
        WallFields.trigger(address, price);
        final int exposure = settlementExposure(position);
        contribute(position, exposure);
        if (!areBoundsSound(account) || !isWorthSharing(account, cornerHealth(account))) {
            return false;
        }
        health.set(corner);
        step.setProduct(Math.abs(instrument.notional(positions.quantity(position), 1)), Bounds.PPM);
        step.multiply(Math.max(1, weightAtBound(exposure)));
        final long room = BoxRoom.roomWithin(health, step);
        final PriceLadder ladder = ladders.ofInstrument(instrument.id());
        moveWall(position, exposure, isLong ? ladder.wallBelow(price, room) : ladder.wallAbove(price, room));
        if (!isCertificateSound(account)) {
            moveWall(position, exposure, price);
        }
        if (isLong) {
            ladder.linkDown(position);
        } else {
            ladder.linkUp(position);
        }
        slackMoves++;
        return true;
    }

    private void moveWall(final int position, final int exposure, final long wall) {
        withdraw(position, exposure);
        WallFields.trigger(positions.address(position), wall);
        contribute(position, exposure);
    }

    private int settlementExposure(final int position) {
        final Instrument instrument = listings.instrument(positions.instrument(position));
        return accounts.findExposure(positions.account(position), instrument.settlementAsset());
    }

    private long weightAtBound(final int exposure) {
        final Asset asset = listings.asset(exposures.asset(exposure));
        return asset.weightAt(asset.isNumeraire() ? asset.price() : exposures.bound(exposure));
    }

    /** Whether a corner's slack is more than about a twentieth of the health last shared out. */
    private boolean isWorthSharing(final int account, final Int128 slack) {
        return !slack.isNegative()
                && slack.bitLength() + WORTHWHILE_SLACK_BITS
                        > exposures.sharedHealthBits(accounts.firstExposure(account));
    }

    /**
     * Gives an exposure whose bound fired new room from the corner's slack, or shares health out again.
     *
     * @return false if the account breaches.
     */
    public boolean renewBound(final int exposure) {
        final int account = exposures.account(exposure);
        final Asset asset = listings.asset(exposures.asset(exposure));
        final PriceLadder ladder = ladders.ofAsset(asset.id());
        final boolean isOwned = WallFields.linkState(exposures.address(exposure)) == WallFields.DOWN;
        ladder.unlink(exposure);
        final long price = asset.price();
        WallFields.trigger(exposures.address(exposure), price);
        if (!isWorthSharing(account, cornerHealth(account))) {
            return evaluate(account);
        }
        health.set(corner);
        step.set(0);
        sums.addTo(step, asset, exposures.cornerEffective(exposure),
                exposures.cornerRequirement(exposure, requirement), 1);
        if (step.isNegative()) {
            step.negate();
        }
        final long room = BoxRoom.roomWithin(health, step);
        WallFields.trigger(
                exposures.address(exposure), isOwned ? ladder.wallBelow(price, room) : ladder.wallAbove(price, room));
        if (cornerHealth(account).isNegative()) {
            WallFields.trigger(exposures.address(exposure), price);
        }
        if (isOwned) {
            ladder.linkDown(exposure);
        } else {
            ladder.linkUp(exposure);
        }
        slackMoves++;
        return true;
    }
}
