package io.evenkeel.model;

import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.Side;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Liquidation arithmetic of SPEC 6, step 1, by trial: what is sold next, at which price, and how much. */
public final class Sizing {
    private static final long LARGEST_PRICE = 1L << 48;

    private final TermsInForce inForce;
    private final RulesInForce rules;
    private final Judge judge;

    /** Makes the arithmetic of one world. */
    Sizing(final TermsInForce inForce, final RulesInForce rules, final Judge judge) {
        this.inForce = inForce;
        this.rules = rules;
        this.judge = judge;
    }

    /** {@return what an order for all of a position begins with, by its size over the depth of its market} */
    public SaleTerms saleTerms(final ModelAccount account, final InstrumentTerms instrument, final Market market) {
        final long quantity = Math.abs(account.position(instrument.id()).quantity());
        return rules.of(instrument).saleTerms(
                instrument.notional(quantity, market.mark(instrument.id())), market.depth(instrument));
    }

    /** {@return the largest discount of an account's order that is in use} */
    public long discountInUsePpm(final ModelAccount account, final InstrumentTerms instrument) {
        return account.liquidation().saleTerms().discountInUsePpm(inForce.lowestMaintenancePpm(instrument));
    }

    /** {@return the penalty of an account's order that is in use at a step: none where others are made to close} */
    public long penaltyInUsePpm(
            final ModelAccount account, final InstrumentTerms instrument, final LiquidationStep step) {
        return step == LiquidationStep.DELEVERAGED || step == LiquidationStep.POOL
                ? 0
                : account.liquidation().saleTerms().penaltyInUsePpm(inForce.lowestMaintenancePpm(instrument));
    }

    /** {@return the position to be sold next: largest MM first, ties by id; only where the price allows it} */
    public Optional<InstrumentTerms> next(final ModelAccount account, final Market market) {
        final Comparator<InstrumentTerms> byMaintenance =
                Comparator.comparing(i -> judge.maintenanceOf(account, i, market.judged()));
        return inForce.of(account).instruments().stream()
                .filter(i -> isSellable(account, i, market))
                .max(byMaintenance.thenComparing(Comparator.comparingInt(InstrumentTerms::id).reversed()));
    }

    /**
     * {@return the bankruptcy price of a position (SPEC 6), on the tick grid, at least one tick} Equity and
     * shares are what the breach is judged by; mark and the asset's price are those in force.
     */
    public long bankruptcyPrice(final ModelAccount account, final InstrumentTerms instrument, final Market market) {
        if (account.isOmnibus()) {
            // The pool's: there is none, so whatever the auction asks for holds.
            final boolean isLong = account.position(instrument.id()).quantity() > 0;
            return isLong ? instrument.tick() : LARGEST_PRICE / instrument.tick() * instrument.tick();
        }
        final BigInteger equity = judge.maintenance(account, market.judged()).equity();
        final BigInteger share = judge.maintenanceOf(account, instrument, market.judged());
        BigInteger total = BigInteger.ZERO;
        for (final InstrumentTerms each : inForce.of(account).instruments()) {
            total = total.add(judge.maintenanceOf(account, each, market.judged()));
        }
        final long quantity = account.position(instrument.id()).quantity();
        final boolean isLong = quantity > 0;
        final AssetTerms asset = inForce.of(account).assets().get(instrument.settlementAsset());
        final BigInteger lambda = equity.signum() > 0
                ? Tiers.MILLION.add(BigInteger.valueOf(asset.borrowAddOnPpm()))
                : Tiers.MILLION.subtract(BigInteger.valueOf(asset.largestHaircutPpm()));
        final BigInteger numerator = equity.multiply(share);
        final BigInteger denominator = total.multiply(instrument.notional(Math.abs(quantity), 1))
                .multiply(judge.weightedPrice(asset.id(), market, 0)).multiply(lambda);
        final BigInteger mark = BigInteger.valueOf(market.mark(instrument.id()));
        final BigInteger exact = isLong
                ? mark.multiply(denominator).subtract(numerator)
                : mark.multiply(denominator).add(numerator);
        return priceOnGrid(exact, denominator, instrument.tick(), isLong);
    }

    /** {@return a ratio on the tick grid, at least one tick, at most the largest price} */
    private static long priceOnGrid(
            final BigInteger numerator, final BigInteger denominator, final long tick, final boolean isUp) {
        return ticks(numerator, denominator, tick, isUp)
                .max(BigInteger.ONE)
                .min(BigInteger.valueOf(LARGEST_PRICE / tick))
                .longValueExact() * tick;
    }

    /**
     * {@return the auction's price: mark less δ(t), or plus it for a short, never worse than the bankruptcy price}
     * What the account is credited rounds down to the tick, what it is charged rounds up.
     *
     * @param elapsedMs time since the discount began to grow.
     */
    public long auctionPrice(
            final ModelAccount account,
            final InstrumentTerms instrument,
            final Market market,
            final long elapsedMs,
            final long bankruptcyPrice) {
        final boolean isLong = account.position(instrument.id()).quantity() > 0;
        final BigInteger auctionMs = BigInteger.valueOf(account.liquidation().saleTerms().auctionMs());
        final BigInteger elapsed = BigInteger.valueOf(elapsedMs).min(auctionMs);
        final BigInteger denominator = Tiers.MILLION.multiply(auctionMs);
        final BigInteger discount = BigInteger.valueOf(discountInUsePpm(account, instrument)).multiply(elapsed);
        final BigInteger share = isLong ? denominator.subtract(discount) : denominator.add(discount);
        final BigInteger exact = BigInteger.valueOf(market.mark(instrument.id())).multiply(share);
        final long price = onGrid(exact, denominator, instrument.tick(), !isLong);
        final long bounded = isLong ? Math.max(price, bankruptcyPrice) : Math.min(price, bankruptcyPrice);
        return Math.max(instrument.tick(), bounded);
    }

    /** {@return a ratio on the tick grid, rounded up or down} */
    private static long onGrid(
            final BigInteger numerator, final BigInteger denominator, final long tick, final boolean isUp) {
        return ticks(numerator, denominator, tick, isUp).longValueExact() * tick;
    }

    private static BigInteger ticks(
            final BigInteger numerator, final BigInteger denominator, final long tick, final boolean isUp) {
        final BigInteger step = denominator.multiply(BigInteger.valueOf(tick));
        return isUp ? floorDiv(numerator.negate(), step).negate() : floorDiv(numerator, step);
    }

    private static BigInteger floorDiv(final BigInteger numerator, final BigInteger denominator) {
        final BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /**
     * Closes part of a position at a price and pays the penalty.
     *
     * @param step    at which it is closed.
     * @param insured what insurance, or SOCIALISED, pays.
     * @return the account afterwards and the penalty paid.
     */
    public Closing close(
            final ModelAccount account,
            final InstrumentTerms instrument,
            final Market market,
            final long quantity,
            final long price,
            final LiquidationStep step,
            final long insured) {
        final ModelAccount after = account.copy();
        final long change = account.position(instrument.id()).quantity() > 0 ? -quantity : quantity;
        after.book(instrument, market, change, price);
        after.credit(instrument.settlementAsset(), insured);
        final long penalty = account.isOmnibus()
                ? 0
                : penalty(after, instrument, market, quantity, penaltyInUsePpm(account, instrument, step));
        after.credit(instrument.settlementAsset(), -penalty);
        return new Closing(after, penalty);
    }

    /**
     * What closing part of a position leaves.
     *
     * @param account the account afterwards, a copy.
     * @param penalty what insurance got, settlement asset units.
     */
    public record Closing(ModelAccount account, long penalty) {
    }

    private long penalty(
            final ModelAccount after,
            final InstrumentTerms instrument,
            final Market market,
            final long quantity,
            final long penaltyPpm) {
        long most = penaltyDue(instrument, market, quantity, penaltyPpm);
        if (canPay(after, instrument.settlementAsset(), most, market)) {
            return most;
        }
        if (!canPay(after, instrument.settlementAsset(), 1, market)) {
            return 0;
        }
        long least = 1;
        while (least < most) {
            final long middle = least + (most - least + 1) / 2;
            if (canPay(after, instrument.settlementAsset(), middle, market)) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        return least;
    }

    private static long penaltyDue(
            final InstrumentTerms instrument, final Market market, final long quantity, final long penaltyPpm) {
        final BigInteger notional = instrument.notional(quantity, market.mark(instrument.id()));
        final BigInteger due = notional.multiply(BigInteger.valueOf(penaltyPpm));
        return floorDiv(due.negate(), Tiers.MILLION).negate().longValueExact();
    }

    private boolean canPay(final ModelAccount account, final int asset, final long amount, final Market market) {
        final ModelAccount paid = account.copy();
        paid.credit(asset, -amount);
        return judge.maintenance(paid, market.judged()).equity().signum() >= 0;
    }

    /**
     * {@return the instrument whose b decides whether an account is cured: the one on order, or else to be sold next;
     * where prices allow none, of its positions the one of the lowest id}
     */
    public InstrumentTerms decisive(final ModelAccount account, final Market market) {
        final List<InstrumentTerms> all = inForce.latest().instruments();
        if (canGoOn(account, market)) {
            return all.get(account.liquidation().order().instrument());
        }
        return next(account, market).orElseGet(() -> all.stream()
                .filter(each -> account.position(each.id()).quantity() != 0).findFirst().orElse(all.get(0)));
    }

    /** {@return whether there is an order, if only a paused one, for a position that can be sold} */
    public boolean canGoOn(final ModelAccount account, final Market market) {
        final OpenOrder order = account.liquidation() == null ? null : account.liquidation().order();
        return order != null
                && isSellable(account, inForce.latest().instruments().get(order.instrument()), market)
                && isHeld(account, order);
    }

    /** {@return whether what an order sells is still held} */
    public static boolean isHeld(final ModelAccount account, final OpenOrder order) {
        final long quantity = account.position(order.instrument()).quantity();
        return order.side() == Side.SELL ? quantity > 0 : quantity < 0;
    }

    private static boolean isSellable(
            final ModelAccount account, final InstrumentTerms instrument, final Market market) {
        return account.position(instrument.id()).quantity() != 0
                && market.isOpen(instrument.id())
                && market.allowsLiquidation(PricedKind.INSTRUMENT, instrument.id())
                && market.allowsLiquidation(PricedKind.ASSET, instrument.settlementAsset());
    }

    /** {@return whether an account is cured, by the b of the instrument that decides} */
    public boolean isCured(final ModelAccount account, final Market market) {
        return isCured(account, decisive(account, market), market);
    }

    /** {@return whether equity ≥ (1 + b)·MM, or MM where no position is left; a pool's account has to be flat} */
    public boolean isCured(final ModelAccount account, final InstrumentTerms instrument, final Market market) {
        if (account.isOmnibus()) {
            return account.isFlat();
        }
        final int bufferPpm = account.isFlat() ? 0 : rules.of(instrument).bufferPpm();
        return judge.maintenance(account, market.judged()).covers(bufferPpm);
    }

    /**
     * {@return whether closing so much at a price restores equity ≥ (1 + b)·MM} With all of the penalty, as in the
     * quotient of SPEC 6: an account that cannot pay it has nothing left to hold a rest with.
     */
    private boolean suffices(
            final ModelAccount account,
            final InstrumentTerms instrument,
            final Market market,
            final long quantity,
            final long price,
            final LiquidationStep step) {
        final Closing closing = close(account, instrument, market, quantity, price, step, 0);
        final long due = penaltyDue(instrument, market, quantity, penaltyInUsePpm(account, instrument, step));
        closing.account().credit(instrument.settlementAsset(), closing.penalty() - due);
        return isCured(closing.account(), instrument, market);
    }

    /** {@return whether what stays after closing so much is too small to stay} */
    public boolean leavesDust(
            final ModelAccount account, final InstrumentTerms instrument, final Market market, final long quantity) {
        final long rest = Math.abs(account.position(instrument.id()).quantity()) - quantity;
        return rest > 0 && instrument.notional(rest, market.mark(instrument.id()))
                .compareTo(BigInteger.valueOf(rules.of(instrument).minNotional())) < 0;
    }

    /**
     * {@return the least number of lots that suffices at a step, in quantity units; all where none does} By bisection
     * as far as closing helps: beyond, where the quotient of SPEC 6 has a divisor that is not positive, more is worse
     * again.
     */
    public long leastSufficient(
            final ModelAccount account,
            final InstrumentTerms instrument,
            final Market market,
            final long price,
            final LiquidationStep step) {
        final long all = Math.abs(account.position(instrument.id()).quantity());
        if (account.isOmnibus()) {
            return all;
        }
        long low = 1;
        long high = helpfulLots(account, instrument, market, price, step);
        if (high == 0 || !suffices(account, instrument, market, high * instrument.lot(), price, step)) {
            return all;
        }
        while (low < high) {
            final long middle = (low + high) / 2;
            if (suffices(account, instrument, market, middle * instrument.lot(), price, step)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        final long least = low * instrument.lot();
        return leavesDust(account, instrument, market, least) ? all : least;
    }

    /** {@return how many lots can be closed, from the top tier down, before closing more no longer helps} */
    private long helpfulLots(
            final ModelAccount account,
            final InstrumentTerms instrument,
            final Market market,
            final long price,
            final LiquidationStep step) {
        final BigInteger lot = instrument.notional(instrument.lot(), market.mark(instrument.id()));
        final BigInteger all = instrument.notional(
                Math.abs(account.position(instrument.id()).quantity()), market.mark(instrument.id()));
        BigInteger kept = BigInteger.ZERO;
        for (final Tiers.Step tier : inForce.of(account, instrument).maintenance().steps()) {
            final BigInteger end = tier.upTo() == Tiers.NO_END ? all : all.min(BigInteger.valueOf(tier.upTo()));
            if (end.compareTo(kept) > 0 && !helps(account, instrument, market, price, step, tier.ratePpm())) {
                kept = end;
            }
        }
        return all.subtract(kept).divide(lot).longValueExact();
    }

    /** Whether (1 + b)·m − (δ + π)·λ′ is positive: what closing frees against what it costs, at a marginal rate m. */
    private boolean helps(
            final ModelAccount account,
            final InstrumentTerms instrument,
            final Market market,
            final long price,
            final LiquidationStep step,
            final long marginalPpm) {
        final AssetTerms asset = inForce.of(account).assets().get(instrument.settlementAsset());
        final boolean isOwing = judge.effective(account, asset.id(), market.judged()).signum() < 0;
        final BigInteger mark = BigInteger.valueOf(market.mark(instrument.id()));
        final BigInteger buffered = Tiers.MILLION.add(BigInteger.valueOf(rules.of(instrument).bufferPpm()));
        final BigInteger lambda = Tiers.MILLION.multiply(Tiers.MILLION)
                .add(BigInteger.valueOf(isOwing ? asset.borrowAddOnPpm() : 0).multiply(Tiers.MILLION))
                .add(BigInteger.valueOf(isOwing ? asset.borrowMmPpm() : 0).multiply(buffered));
        final BigInteger worse = BigInteger.valueOf(price).subtract(mark);
        final BigInteger lost = account.position(instrument.id()).quantity() > 0 ? worse.negate() : worse;
        final BigInteger cost = lost.multiply(Tiers.MILLION)
                .add(BigInteger.valueOf(penaltyInUsePpm(account, instrument, step)).multiply(mark));
        final BigInteger freed = buffered.multiply(BigInteger.valueOf(marginalPpm)).multiply(mark);
        return freed.multiply(Tiers.MILLION).compareTo(cost.multiply(lambda)) > 0;
    }
}
