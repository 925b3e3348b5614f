package io.evenkeel.core.trigger;

import io.evenkeel.core.adoption.Adoption;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.funding.Funding;
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
import io.evenkeel.core.store.EarlyLoads;

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
    private static final int SHARE_ATTEMPTS = 7;

    private final AccountStore accounts;
    private final PositionStore positions;
    private final ExposureStore exposures;
    private final Ladders ladders;
    private final Adoption adoption;
    private final ThinAccounts thinAccounts;
    private final AccountView view;
    private final Health sums = new Health();
    private final BoxRoom boxRoom = new BoxRoom();

    private final long[] walls = new long[Bounds.MAX_POSITIONS + 1];
    private final long[] ceilings = new long[Bounds.MAX_POSITIONS + 1];
    private final int[] predecessors = new int[Bounds.MAX_POSITIONS + 1];
    private final EarlyLoads loads = new EarlyLoads();
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
            final Ladders ladders,
            final Adoption adoption,
            final ThinAccounts thinAccounts) {
        this.accounts = accounts;
        this.positions = positions;
        this.exposures = accounts.exposures();
        this.ladders = ladders;
        this.adoption = adoption;
        this.thinAccounts = thinAccounts;
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
        accounts.loadPositions(account, positions, loads);
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
        sums.sum(view, view.netPrices(), view.fundingMarks());
        return !sums.total(view, view.assetPrices(), health).isNegative();
    }

    private void shareOut(final int account) {
        adoption.noteNewBox(account);
        thinAccounts.remove(account);
        final long theta = needsNoWalls() ? 0 : boxRoom.theta(view, sums, health);
        if (!findSoundCorner(theta, raiseCeilings())) {
            lowerCeilings();
            if (!findSoundCorner(theta, true)) {
                throw new IllegalStateException(
                        "account " + accounts.id(account) + " is solvent but not at its prices");
            }
            thinAccounts.add(account);
        }
        hangWalls(account);
    }

    /** Shrinks θ until the corner is sound; at θ = 0 and without ceilings it is the point where health was judged. */
    private boolean findSoundCorner(final long theta, final boolean isTried) {
        long tried = theta;
        for (int attempt = 1; isTried && attempt <= SHARE_ATTEMPTS; attempt++) {
            if (isCornerSound(tried)) {
                return true;
            }
            tried = attempt < SHARE_ATTEMPTS - 1 ? tried * 5 / 8 : 0;
        }
        return false;
    }

    /** Starts the cache misses of hanging its walls elsewhere together. */
    private void loadMoves() {
        for (int i = 0; i < view.positionCount(); i++) {
            predecessors[i] = ladders.ofInstrument(view.instrument(i).id()).loadMove(
                    view.position(i), walls[i], view.quantity(i) > 0 ? WallFields.DOWN : WallFields.UP, loads);
        }
        for (int i = 0; i < view.positionCount(); i++) {
            if (predecessors[i] != PriceLadder.NONE) {
                loads.load(positions.address(predecessors[i]));
            }
        }
    }

    private void hangWalls(final int account) {
        loadMoves();
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

    /** Supposes funding at its ceilings. {@return whether those are sound: above the indexes} */
    private boolean raiseCeilings() {
        boolean isSound = true;
        for (int i = 0; i < view.positionCount(); i++) {
            final Funding funding = view.instrument(i).funding();
            ceilings[i] = funding.ceiling(view.quantity(i) > 0, true);
            isSound &= ceilings[i] >= view.fundingMarks()[i];
        }
        return isSound;
    }

    /** Supposes funding as it is. */
    private void lowerCeilings() {
        for (int i = 0; i < view.positionCount(); i++) {
            ceilings[i] = view.fundingMarks()[i];
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

    /** Places the walls for θ and sums up the corner. */
    private boolean isCornerSound(final long theta) {
        for (int i = 0; i < view.positionCount(); i++) {
            walls[i] = wall(i, theta);
        }
        sums.sum(view, walls, ceilings);
        for (int ordinal = 0; ordinal < view.exposureCount(); ordinal++) {
            bounds[ordinal] = bound(ordinal, theta);
        }
        return !sums.total(view, bounds, cornerHealth).isNegative();
    }

    private long wall(final int i, final long theta) {
        final Instrument instrument = view.instrument(i);
        final long price = view.netPrices()[i];
        if (isFavoured && !PricedState.allowsLiquidation(instrument.state())) {
            return price;
        }
        final PriceLadder ladder = ladders.ofInstrument(instrument.id());
        final long room = BoxRoom.roomOf(view.price(i) * instrument.netScale(), theta);
        return view.quantity(i) > 0 ? ladder.wallBelow(price, room) : ladder.wallAbove(price, room);
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
        thinAccounts.remove(account);
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
