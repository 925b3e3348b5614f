package io.evenkeel.core.liquidation;

import io.evenkeel.codecs.OrderReason;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.margin.AccountView;
import io.evenkeel.core.margin.MarginState;

/**
 * What of an account's collateral is to be sold for what it owes, and how much of it (SPEC 6): the asset of the lowest
 * haircut, ties by asset id, for the asset owed of the lowest id of which it pays for a unit; just enough. Only
 * balances can be sold, not profit that is unrealised. Reused; no allocation.
 */
public final class CollateralSale {
    private static final int NONE = -1;

    private final MarginState margin = new MarginState();
    private AccountView view;
    private Asset asset;
    private Asset debtAsset;
    private long fullWeight;
    private long debtWeight;
    private long available;
    private long debt;
    private long weight;
    private long quantity;
    private int orderedAsset = NONE;
    private int orderedFor = NONE;
    private int orderedMs;
    private int orderedDiscountPpm;
    private long elapsedMs;

    CollateralSale() {
    }

    /**
     * Finds what is to be sold for what.
     *
     * @param of     the account, at prices by which it is judged.
     * @param values its effective balances.
     * @return whether there is such a pair, both with prices that allow liquidation.
     */
    boolean find(final AccountView of, final MarginState values) {
        view = of;
        for (int owed = nextOwed(values, NONE); owed != NONE; owed = nextOwed(values, owed)) {
            debt = -values.effective(owed);
            debtAsset = view.asset(owed);
            debtWeight = view.weight(owed);
            if (findPledged(values)) {
                return true;
            }
        }
        return false;
    }

    /** What is owed of the lowest asset id above another's. */
    private int nextOwed(final MarginState values, final int last) {
        int owed = NONE;
        for (int ordinal = 0; ordinal < view.exposureCount(); ordinal++) {
            if (values.effective(ordinal) < 0
                    && isPriced(view, ordinal)
                    && (last == NONE || view.asset(ordinal).id() > view.asset(last).id())
                    && (owed == NONE || view.asset(ordinal).id() < view.asset(owed).id())) {
                owed = ordinal;
            }
        }
        return owed;
    }

    /** Finds what is sold for what is owed. */
    private boolean findPledged(final MarginState values) {
        int pledged = NONE;
        for (int ordinal = 0; ordinal < view.exposureCount(); ordinal++) {
            final long saleable = saleable(view, values, ordinal);
            if (saleable > 0
                    && isPriced(view, ordinal)
                    && isWorthSelling(view, ordinal, saleable, debtWeight)
                    && isBefore(ordinal, pledged)) {
                pledged = ordinal;
                available = saleable;
            }
        }
        if (pledged == NONE) {
            return false;
        }
        asset = view.asset(pledged);
        fullWeight = view.weight(pledged);
        return true;
    }

    /** What can be sold of an asset: the balance, as far as losses do not use it up. */
    private static long saleable(final AccountView of, final MarginState values, final int ordinal) {
        return Math.min(of.balance(ordinal), values.effective(ordinal));
    }

    private static boolean isPriced(final AccountView of, final int ordinal) {
        return PricedState.allowsLiquidation(of.asset(ordinal).state());
    }

    /** Whether at least one unit of what is owed is paid for it, whatever its price comes to. */
    private static boolean isWorthSelling(
            final AccountView of, final int ordinal, final long amount, final long owedWeight) {
        return Int128.mulDivFloor(amount, CollateralPrice.least(of.weight(ordinal)), owedWeight) > 0;
    }

    /**
     * {@return why an order of an asset for another one stands no longer: nothing of it is left, its price or that of
     * what is owed cannot be used, or another position or collateral comes first}
     */
    static OrderReason whyWithdrawn(
            final AccountView of, final MarginState values, final int soldId, final int owedId) {
        final int sold = ordinal(of, soldId);
        final int owed = ordinal(of, owedId);
        if (sold < 0 || owed < 0 || saleable(of, values, sold) <= 0 || values.effective(owed) >= 0) {
            return OrderReason.GONE;
        }
        if (!isPriced(of, sold) || !isPriced(of, owed)) {
            return OrderReason.PAUSED;
        }
        return isWorthSelling(of, sold, saleable(of, values, sold), of.weight(owed))
                ? OrderReason.REPLACED
                : OrderReason.GONE;
    }

    private static int ordinal(final AccountView of, final int assetId) {
        int ordinal = of.exposureCount() - 1;
        while (ordinal >= 0 && of.asset(ordinal).id() != assetId) {
            ordinal--;
        }
        return ordinal;
    }

    /** Whether an account owes, or owns a part of what pays for, something of which the price does not allow it yet. */
    boolean isWaiting(final AccountView of, final MarginState values) {
        view = of;
        boolean isWaiting = false;
        for (int ordinal = 0; !isWaiting && ordinal < view.exposureCount(); ordinal++) {
            isWaiting = !isPriced(view, ordinal)
                    && (values.effective(ordinal) < 0 || paysForAnything(ordinal, values));
        }
        return isWaiting;
    }

    private boolean paysForAnything(final int ordinal, final MarginState values) {
        boolean pays = false;
        for (int owed = 0; !pays && owed < view.exposureCount(); owed++) {
            pays = values.effective(owed) < 0
                    && values.effective(ordinal) > 0
                    && isWorthSelling(
                            view, ordinal, values.effective(ordinal), Math.max(1, view.weight(owed)));
        }
        return pays;
    }

    private boolean isBefore(final int ordinal, final int than) {
        if (than == NONE) {
            return true;
        }
        final int haircut = view.terms(ordinal).haircuts().lowestHaircutPpm();
        final int other = view.terms(than).haircuts().lowestHaircutPpm();
        return haircut < other || (haircut == other && view.asset(ordinal).id() < view.asset(than).id());
    }

    /**
     * Says when it is, and which order stands: its sale goes by what it began with; any other would begin now, at the
     * index.
     *
     * @param liquidations open liquidations.
     * @param liquidation  which of them.
     * @param elapsed      time since its auction of collateral began; 0 where none does.
     */
    void goBy(final LiquidationStore liquidations, final int liquidation, final long elapsed) {
        orderedAsset = liquidations.asset(liquidation);
        orderedFor = liquidations.debtAsset(liquidation);
        orderedMs = liquidations.auctionMs(liquidation);
        orderedDiscountPpm = (int) liquidations.maxDiscountPpm(liquidation);
        elapsedMs = elapsed;
    }

    private long weightNow() {
        return asset.id() == orderedAsset && debtAsset.id() == orderedFor
                ? CollateralPrice.at(fullWeight, elapsedMs, orderedMs, orderedDiscountPpm)
                : Math.max(fullWeight, 1);
    }

    /**
     * Sizes the sale found last: the least that cures the account, or that pays what it owes; at most what there is.
     *
     * @param bufferPpm cured at equity of (1 + buffer)·MM.
     */
    void size(final long bufferPpm) {
        weight = weightNow();
        long least = 1;
        long most = Math.min(available, quantityFor(debt));
        while (least < most) {
            final long middle = (least + most) >>> 1;
            if (cures(middle, bufferPpm)) {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        quantity = most;
    }

    private boolean cures(final long amount, final long bufferPpm) {
        sell(amount, paid(amount));
        final boolean isCured = margin.compute(view).isCured(bufferPpm);
        sell(-amount, -paid(amount));
        return isCured;
    }

    private void sell(final long amount, final long paid) {
        view.addBalance(asset.id(), -amount);
        view.addBalance(debtAsset.id(), paid);
    }

    /**
     * {@return whether selling collateral, of as many assets for as many as it takes, cures an account} The view is
     * not what it was afterwards.
     *
     * @param of        the account, at prices by which it is judged.
     * @param bufferPpm cured at equity of (1 + buffer)·MM.
     */
    boolean wouldCure(final AccountView of, final long bufferPpm) {
        margin.compute(of);
        while (find(of, margin)) {
            size(bufferPpm);
            sell(quantity, paid(quantity));
            if (margin.compute(of).isCured(bufferPpm)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the asset for sale} */
    public Asset asset() {
        return asset;
    }

    /** {@return the asset owed} */
    public Asset debtAsset() {
        return debtAsset;
    }

    /** {@return price of the asset for sale, as sized last, rounded up: the lowest limit that is not below it} */
    public long price() {
        return asset.priceOf(weight);
    }

    /** {@return amount of the asset for sale, as sized last} */
    public long quantity() {
        return quantity;
    }

    /** {@return what is paid for an amount at the price sized last, in the asset owed, rounded down} */
    public long paid(final long amount) {
        return Int128.mulDivFloor(amount, weight, debtWeight);
    }

    /** The least amount for which so much is paid at the price sized last. */
    private long quantityFor(final long payment) {
        return Int128.mulDivCeil(payment, debtWeight, weight);
    }

    /** {@return the most that a means pays for at the price sized last} */
    public long quantityWithin(final long means) {
        // For the next unit of payment one more unit of quantity is needed than any that is within means.
        return quantityFor(means + 1) - 1;
    }
}
