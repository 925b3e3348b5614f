package io.evenkeel.core.settlement;

import io.evenkeel.codecs.SetSettlementDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.store.Mixing;

/**
 * Terms of settlement of the whole system, and of each asset. Until commands say otherwise there are no cycles and no
 * limits, and an instruction is repeated every {@value #USUAL_REPEAT_MS} ms. Owned by Risk; no allocation after
 * construction.
 */
public final class SettlementTerms {
    /** Longest window, delay or period: 366 days. */
    public static final long LONGEST_MS = 31_622_400_000L;

    /** Time after which an instruction is repeated until a command says otherwise. */
    public static final long USUAL_REPEAT_MS = 60_000;

    private final CollateralLimits[] ofAssets;
    private final FlowWindow withdrawn = new FlowWindow();
    private final Int128 value = new Int128();
    private final Int128 left = new Int128();
    private long cycleMs;
    private long repeatMs = USUAL_REPEAT_MS;

    /** Makes terms for at most so many assets. */
    public SettlementTerms(final int assets) {
        ofAssets = new CollateralLimits[assets];
        for (int asset = 0; asset < assets; asset++) {
            ofAssets[asset] = new CollateralLimits();
        }
    }

    /** {@return whether a limit makes sense with its window} */
    public static boolean isLimitSound(final long limit, final long windowMs) {
        return limit >= 0 && isPeriodSound(windowMs) && (limit == 0 || windowMs > 0);
    }

    /** {@return whether a time makes sense, 0 included} */
    public static boolean isPeriodSound(final long ms) {
        return ms >= 0 && ms <= LONGEST_MS;
    }

    /** {@return whether a command's figures make sense} */
    public static boolean areSound(final SetSettlementDecoder command) {
        return isPeriodSound(command.cycleMs())
                && isPeriodSound(command.repeatMs())
                && isLimitSound(command.withdrawalLimit(), command.windowMs());
    }

    /** Takes up a command. */
    public void set(final SetSettlementDecoder command) {
        set(command.cycleMs(), command.repeatMs(), command.withdrawalLimit(), command.windowMs());
    }

    /** Takes up figures, as a snapshot says. */
    public void set(
            final long newCycleMs, final long newRepeatMs, final long newWithdrawalLimit, final long newWindowMs) {
        cycleMs = newCycleMs;
        repeatMs = newRepeatMs;
        withdrawn.set(newWithdrawalLimit, newWindowMs);
    }

    /** {@return limits of an asset} */
    public CollateralLimits of(final int asset) {
        return ofAssets[asset];
    }

    /** {@return whether the limits of an asset and of the system let so much go out now} */
    public boolean allowWithdrawal(final Asset asset, final long amount, final long timeMs) {
        if (!ofAssets[asset.id()].allowsWithdrawal(amount, timeMs)) {
            return false;
        }
        if (withdrawalLimit() == 0) {
            return true;
        }
        value.setProduct(amount, asset.weightAt(asset.price()));
        left.setProduct(withdrawn.left(timeMs), Bounds.NUMERAIRE_WEIGHT);
        return value.comparedTo(left) <= 0;
    }

    /** Counts what goes out now, and was allowed to; its value at the price in force is rounded up. */
    public void countWithdrawal(final Asset asset, final long amount, final long timeMs) {
        ofAssets[asset.id()].countWithdrawal(amount, timeMs);
        if (withdrawalLimit() > 0) {
            value.setProduct(amount, asset.weightAt(asset.price()));
            withdrawn.use(value.divideCeil(Bounds.NUMERAIRE_WEIGHT), timeMs);
        }
    }

    /** {@return whether an instruction that was sent last at some time is due again now, by the terms of now} */
    public boolean isRepeatDue(final long sentMs, final long timeMs) {
        return timeMs >= repeatDueMs(sentMs);
    }

    /** {@return when what was sent last at a time is sent again; {@link Long#MAX_VALUE} for never} */
    public long repeatDueMs(final long sentMs) {
        return repeatMs == 0 ? Long.MAX_VALUE : sentMs + repeatMs;
    }

    /** {@return time between two cycles; 0 for none} */
    public long cycleMs() {
        return cycleMs;
    }

    /** {@return time after which an instruction is repeated; 0 for never} */
    public long repeatMs() {
        return repeatMs;
    }

    /** {@return most numeraire value that may go out in a window; 0 for none} */
    public long withdrawalLimit() {
        return withdrawn.limit();
    }

    /** {@return length of a window} */
    public long windowMs() {
        return withdrawn.windowMs();
    }

    /** {@return numeraire value that went out in the current window} */
    public FlowWindow withdrawn() {
        return withdrawn;
    }

    /** {@return canonical hash} */
    public long stateHash() {
        long hash = Mixing.chain(cycleMs, repeatMs);
        hash = Mixing.chain(hash, withdrawalLimit());
        hash = Mixing.chain(hash, windowMs());
        hash = Mixing.chain(hash, withdrawn.stateHash());
        for (final CollateralLimits limits : ofAssets) {
            hash = Mixing.chain(hash, limits.stateHash());
        }
        return hash;
    }
}
