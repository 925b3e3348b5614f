package io.evenkeel.core.margin;

import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.arithmetic.WideProduct;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.CollateralTerms;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.PricedState;

/**
 * Equity, initial and maintenance margin of one account at the prices of its view (SPEC 3), as exact numerators in
 * numeraire units × 10^-7 × ppm. Compute, then read. Reused; does not allocate. Not thread-safe.
 */
public final class MarginState {
    private static final long LEAST_WITHDRAWAL_PPM = 100_000;

    private final Int128 equity = new Int128();
    private final Int128 initialEquity = new Int128();
    private final Int128 equityWithoutGains = new Int128();
    private final Int128 equityWithoutHaircuts = new Int128();
    private final Int128 initial = new Int128();
    private final Int128 maintenance = new Int128();
    private final Int128 notional = new Int128();
    private final Int128 ofAsset = new Int128();
    private final Int128 lacking = new Int128();
    private final WideProduct left = new WideProduct();
    private final WideProduct right = new WideProduct();
    private final long[] effective = new long[Bounds.MAX_EXPOSURES + 1];
    private final long[] initialEffective = new long[Bounds.MAX_EXPOSURES + 1];
    private final long[] withoutGains = new long[Bounds.MAX_EXPOSURES + 1];
    private boolean allowsWithdrawal;
    private boolean isHalted;
    private boolean isEmptyHanded;

    /** Makes an instance. */
    public MarginState() {
    }

    /** Values an account at the prices of its view. {@return this} */
    public MarginState compute(final AccountView view) {
        equity.set(0);
        initialEquity.set(0);
        equityWithoutGains.set(0);
        equityWithoutHaircuts.set(0);
        initial.setProduct(view.reservedMargin(), Bounds.HEALTH_PER_NUMERAIRE_UNIT);
        maintenance.set(0);
        notional.set(0);
        allowsWithdrawal = true;
        isHalted = false;
        isEmptyHanded = view.positionCount() == 0;
        for (int ordinal = 0; ordinal < view.exposureCount(); ordinal++) {
            effective[ordinal] = view.balance(ordinal);
            initialEffective[ordinal] = view.balance(ordinal);
            withoutGains[ordinal] = view.balance(ordinal);
        }
        for (int i = 0; i < view.positionCount(); i++) {
            addPosition(view, i);
        }
        for (int ordinal = 0; ordinal < view.exposureCount(); ordinal++) {
            addExposure(view, ordinal);
        }
        return this;
    }

    private void addPosition(final AccountView view, final int i) {
        final Instrument instrument = view.instrument(i);
        final int ordinal = view.ordinalOfPosition(i);
        final Asset asset = view.asset(ordinal);
        final long gain = view.unrealised(i);
        effective[ordinal] += gain;
        final long slow = view.slowPrice(i);
        final long initialGain = initialGain(view, i, gain, slow);
        initialEffective[ordinal] += initialGain;
        withoutGains[ordinal] += Math.min(initialGain, 0);
        leanOn(instrument.state());
        leanOn(asset.state());

        final long weight = view.weight(ordinal);
        final long size = view.notional(i);
        ofAsset.set(0);
        view.tiers(i).addMaintenance(size, ofAsset);
        maintenance.addScaled(ofAsset, weight);
        ofAsset.set(0);
        final long initialSize = slow > view.price(i) ? Math.abs(instrument.notional(view.quantity(i), slow)) : size;
        view.tiers(i).addInitial(initialSize, instrument, view.leveragePpm(), ofAsset);
        initial.addScaled(ofAsset, weight);
        if (instrument.state() == PriceState.UNCERTAIN) {
            initial.addScaled(ofAsset.setProduct(size, instrument.uncertaintyPpm()), weight);
        }
        notional.addScaled(ofAsset.setProduct(size, LEAST_WITHDRAWAL_PPM), weight);
    }

    /** Takes note of the state of a price that is involved, beside those of what the account has. */
    public void leanOn(final PriceState state) {
        allowsWithdrawal &= PricedState.allowsWithdrawal(state);
        isHalted |= state == PriceState.HALTED;
    }

    /** Longs at the lower, shorts at the higher of mark and slow price. */
    private static long initialGain(final AccountView view, final int i, final long gain, final long slow) {
        final boolean isWorse = view.quantity(i) > 0 ? slow < view.price(i) : slow > view.price(i);
        return isWorse ? view.instrument(i).notional(view.quantity(i), slow) - view.entryValue(i) : gain;
    }

    private void addExposure(final AccountView view, final int ordinal) {
        final Asset asset = view.asset(ordinal);
        final CollateralTerms terms = view.terms(ordinal);
        final long weight = view.weight(ordinal);
        final long amount = effective[ordinal];
        isEmptyHanded &= amount <= 0;
        if (amount != 0) {
            leanOn(asset.state());
        }
        ofAsset.set(0);
        Health.addValue(terms, amount, ofAsset);
        equity.addScaled(ofAsset, weight);
        final long initialAmount = initialEffective[ordinal];
        if (initialAmount != amount) {
            ofAsset.set(0);
            Health.addValue(terms, initialAmount, ofAsset);
        }
        initialEquity.addScaled(ofAsset, weight);
        ofAsset.set(0);
        Health.addValue(terms, withoutGains[ordinal], ofAsset);
        equityWithoutGains.addScaled(ofAsset, weight);
        equityWithoutHaircuts.addScaled(ofAsset.setProduct(amount, Bounds.PPM), weight);
        if (amount < 0) {
            maintenance.addScaled(ofAsset.setProduct(-amount, terms.borrowMmPpm()), weight);
        }
        if (asset.state() == PriceState.UNCERTAIN) {
            initial.addScaled(ofAsset.setProduct(Math.abs(amount), asset.uncertaintyPpm()), weight);
        }
        if (initialAmount < 0) {
            initial.addScaled(ofAsset.setProduct(-initialAmount, terms.borrowImPpm()), weight);
        }
    }

    /** {@return effective balance of an exposure, asset units} */
    public long effective(final int ordinal) {
        return effective[ordinal];
    }

    /** {@return equity numerator; not to be kept} */
    public Int128 equity() {
        return equity;
    }

    /** {@return maintenance margin numerator; not to be kept} */
    public Int128 maintenance() {
        return maintenance;
    }

    /** {@return numerator of a tenth of all notional; not to be kept} */
    public Int128 notional() {
        return notional;
    }

    /** {@return equity in numeraire units, rounded down} */
    public long equityUnits() {
        return equity.divideFloor(Bounds.HEALTH_PER_NUMERAIRE_UNIT);
    }

    /** {@return equity with slow prices where they are worse, in numeraire units, rounded down} */
    public long initialEquityUnits() {
        return initialEquity.divideFloor(Bounds.HEALTH_PER_NUMERAIRE_UNIT);
    }

    /** {@return initial margin in numeraire units, rounded up} */
    public long initialUnits() {
        return initial.divideCeil(Bounds.HEALTH_PER_NUMERAIRE_UNIT);
    }

    /** {@return maintenance margin in numeraire units, rounded up} */
    public long maintenanceUnits() {
        return maintenance.divideCeil(Bounds.HEALTH_PER_NUMERAIRE_UNIT);
    }

    /** {@return whether equity, with slow prices where they are worse, ≥ IM} */
    public boolean coversInitial() {
        return initialEquity.comparedTo(initial) >= 0;
    }

    /** {@return whether equity without positive unrealised profit ≥ max(IM, 10 % of notional)} */
    public boolean coversWithdrawal() {
        return equityWithoutGains.comparedTo(initial) >= 0 && equityWithoutGains.comparedTo(notional) >= 0;
    }

    /** {@return what that equity lacks, numeraire units × 10^-7, rounded up; clamped to the range of {@code long}} */
    public long lacksForWithdrawal() {
        return lacking.set(initial.comparedTo(notional) > 0 ? initial : notional)
                .subtract(equityWithoutGains)
                .divideCeil(Bounds.PPM);
    }

    /** {@return whether equity without positive unrealised profit is not negative} */
    public boolean coversDebit() {
        return !equityWithoutGains.isNegative();
    }

    /** {@return whether every price involved allows withdrawals and credit checks} */
    public boolean allowsWithdrawal() {
        return allowsWithdrawal;
    }

    /** {@return NONE, or why the prices involved do not allow it: HALTED where one of them is, else STALE_PRICE} */
    public RejectCode refusalOfPrices() {
        if (allowsWithdrawal) {
            return RejectCode.NONE;
        }
        return isHalted ? RejectCode.HALTED : RejectCode.STALE_PRICE;
    }

    /** {@return equity over MM, ppm, rounded down; {@link Long#MAX_VALUE} where there is no MM or it is beyond} */
    public long ratioPpm() {
        final long required = maintenanceUnits();
        return required == 0 ? Long.MAX_VALUE : Int128.mulDivFloor(equityUnits(), Bounds.PPM, required);
    }

    /** {@return whether equity ≥ (1 + buffer)·MM} */
    public boolean isCured(final long bufferPpm) {
        if (equity.isNegative()) {
            return false;
        }
        left.set(Bounds.PPM).times(equity);
        right.set(Bounds.PPM + bufferPpm).times(maintenance);
        return left.comparedTo(right) >= 0;
    }

    /** {@return whether equity < ⅔ MM: an auction would take too long (SPEC 6)} */
    public boolean isDeep() {
        if (equity.isNegative()) {
            return true;
        }
        left.set(3).times(equity);
        right.set(2).times(maintenance);
        return left.comparedTo(right) < 0;
    }

    /** {@return whether equity without haircuts is negative} */
    public boolean isUnderwater() {
        return equityWithoutHaircuts.isNegative();
    }

    /** {@return whether equity is negative, and there is nothing to sell} */
    public boolean isBankrupt() {
        return isEmptyHanded && isUnderwater();
    }

    /** {@return HEALTHY or MARGIN_CALL, for an account that is in no liquidation} */
    public AccountStatus status() {
        return coversInitial() ? AccountStatus.HEALTHY : AccountStatus.MARGIN_CALL;
    }
}
