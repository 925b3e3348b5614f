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
 * <p>Between evaluations {@link Corner} keeps the certificate true and {@link WallRenewal} moves single walls. Owned by
 * Risk; no allocation.
 */
public final class Certifier {
    private static final int SHARE_ATTEMPTS = 6;

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
    private final Int128 cornerHealth = new Int128();
    private boolean isFavoured;

    private long evaluations;

    /** Makes a certifier over Risk's stores. */
    public Certifier(
            final Listings listings,
            final AccountStore accounts,
            final PositionStore positions,
            final Ladders ladders) {
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
        return !sums.total(view, bounds, cornerHealth).isNegative();
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
}
