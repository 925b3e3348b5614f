package io.evenkeel.core.liquidation;

import io.evenkeel.codecs.SetInsuranceLimitsDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.settlement.FlowWindow;
import io.evenkeel.core.settlement.SettlementTerms;
import io.evenkeel.core.store.Mixing;

/**
 * What insurance may pay for prices past the bankruptcy price (SPEC 6, step 3), in numeraire units, by the prices in
 * force when it pays: so much for one liquidation, and so much for all of them in a window. Off until a command says
 * otherwise. Owned by Risk; no allocation.
 */
public final class InsuranceLimits {
    private final FlowWindow paid = new FlowWindow();
    private final Int128 value = new Int128();
    private final Int128 mostValue = new Int128();
    private long perLiquidation;

    /** Makes limits that let insurance pay nothing. */
    public InsuranceLimits() {
    }

    /** {@return whether a command's figures make sense} */
    public static boolean areSound(final SetInsuranceLimitsDecoder command) {
        return areSound(command.perLiquidation(), command.perWindow(), command.windowMs());
    }

    /** {@return whether figures make sense} */
    public static boolean areSound(final long perLiquidation, final long perWindow, final long windowMs) {
        return perLiquidation >= 0
                && perLiquidation <= Bounds.MAX_AMOUNT
                && perWindow <= Bounds.MAX_AMOUNT
                && SettlementTerms.isLimitSound(perWindow, windowMs);
    }

    /** Takes up a command. */
    public void set(final SetInsuranceLimitsDecoder command) {
        set(command.perLiquidation(), command.perWindow(), command.windowMs());
    }

    /** Takes up figures, as a snapshot says. */
    public void set(final long newPerLiquidation, final long newPerWindow, final long newWindowMs) {
        perLiquidation = newPerLiquidation;
        paid.set(newPerWindow, newWindowMs);
    }

    /**
     * {@return what insurance may pay now, asset units, not negative}
     *
     * @param asset   what it pays in.
     * @param balance what it has of that.
     * @param cost    what the liquidation has cost so far, numeraire units.
     * @param timeMs  cluster time.
     */
    public long means(final Asset asset, final long balance, final long cost, final long timeMs) {
        final long left = Math.min(perLiquidation - cost, paid.left(timeMs));
        final long weight = asset.weightAt(asset.price());
        if (left <= 0 || balance <= 0 || weight == 0) {
            return 0;
        }
        value.setProduct(balance, weight);
        mostValue.setProduct(left, Bounds.NUMERAIRE_WEIGHT);
        return value.comparedTo(mostValue) <= 0 ? balance : mostValue.divideFloor(weight);
    }

    /** {@return whether all was paid that may be paid in the window: deleveraging comes without another auction} */
    public boolean isDrawnDown(final long timeMs) {
        return paid.limit() > 0 && paid.left(timeMs) <= 0;
    }

    /** {@return what an amount costs, numeraire units, rounded up} */
    public long cost(final Asset asset, final long amount) {
        return Int128.mulDivCeil(amount, asset.weightAt(asset.price()), Bounds.NUMERAIRE_WEIGHT);
    }

    /** Counts what insurance pays now, numeraire units. */
    public void count(final long cost, final long timeMs) {
        paid.use(cost, timeMs);
    }

    /** {@return most that one liquidation may cost} */
    public long perLiquidation() {
        return perLiquidation;
    }

    /** {@return most that all may cost in a window, and what was paid in the current one} */
    public FlowWindow paid() {
        return paid;
    }

    /** {@return canonical hash} */
    public long stateHash() {
        long hash = Mixing.chain(perLiquidation, paid.limit());
        hash = Mixing.chain(hash, paid.windowMs());
        return Mixing.chain(hash, paid.stateHash());
    }
}
