package io.evenkeel.model;

import io.evenkeel.codecs.OrderReason;
import io.evenkeel.codecs.PricedKind;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.Optional;

/** Sales of collateral (SPEC 6), by trial: what is sold for what, at which price, and how much of it. */
public final class CollateralSale {
    private static final BigInteger TEN_MILLION = BigInteger.valueOf(10_000_000);

    private final TermsInForce inForce;
    private final Judge judge;
    private final Sizing sizing;
    private final Market market;

    CollateralSale(final TermsInForce inForce, final Judge judge, final Sizing sizing, final Market market) {
        this.inForce = inForce;
        this.judge = judge;
        this.sizing = sizing;
        this.market = market;
    }

    /**
     * An asset for sale, and the one that is owed.
     *
     * @param asset     for sale.
     * @param debtAsset owed.
     */
    public record Pair(int asset, int debtAsset) {
    }

    /**
     * When it is: an order that stands has come so far, any other would begin now.
     *
     * @param order     the order that stands, or stood when it was decided; null for none.
     * @param elapsedMs time since an order began.
     */
    public record Clock(CollateralOrder order, long elapsedMs) {
        /** No order stands. */
        public static final Clock NONE = new Clock(null, 0);

        /** {@return the same order at the end of its auction, when the pool buys} */
        public Clock atEnd() {
            return new Clock(order, order.rules().auctionMs());
        }
    }

    /**
     * A sale.
     *
     * @param quantity how much of the asset is sold.
     * @param paid     in the asset owed.
     */
    public record Quote(long quantity, long paid) {
    }

    /** {@return what an account sells for what: lowest haircut for the lowest id owed that it pays for; or empty} */
    public Optional<Pair> find(final ModelAccount account) {
        return inForce.of(account).assets().stream()
                .filter(asset -> isPriced(asset.id()) && effective(account, asset.id()).signum() < 0)
                .map(owed -> find(account, owed))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Pair> find(final ModelAccount account, final AssetTerms owed) {
        return inForce.of(account).assets().stream()
                .filter(asset -> isPriced(asset.id()) && isWorthSelling(account, new Pair(asset.id(), owed.id())))
                .min(Comparator.comparingLong(AssetTerms::lowestHaircutPpm).thenComparingInt(AssetTerms::id))
                .map(asset -> new Pair(asset.id(), owed.id()));
    }

    /** {@return whether an account sells collateral now, and no position; what is for sale by now stays so} */
    public boolean isDue(final ModelAccount account, final InstrumentTerms instrument, final Clock clock) {
        if (account.isOmnibus() || find(account).isEmpty()) {
            return false;
        }
        final Health health = judge.maintenance(account, market.judged());
        final boolean isDeep = health.equity().multiply(BigInteger.valueOf(3))
                .compareTo(health.requirement().multiply(BigInteger.TWO)) < 0;
        return account.isFlat() || (!isDeep && wouldCure(account, instrument, clock));
    }

    private boolean wouldCure(final ModelAccount account, final InstrumentTerms instrument, final Clock clock) {
        final ModelAccount after = account.copy();
        Optional<Pair> pair = find(after);
        while (pair.isPresent()) {
            final Quote quote = quote(after, instrument, pair.get(), clock);
            sell(after, pair.get(), quote);
            if (sizing.isCured(after, instrument, market)) {
                return true;
            }
            pair = find(after);
        }
        return false;
    }

    /** {@return why an order of a pair, which cannot go on, is withdrawn} */
    public OrderReason whyWithdrawn(final ModelAccount account, final Pair pair) {
        if (available(account, pair.asset()).signum() <= 0 || effective(account, pair.debtAsset()).signum() >= 0) {
            return OrderReason.GONE;
        }
        if (!isPriced(pair.asset()) || !isPriced(pair.debtAsset())) {
            return OrderReason.PAUSED;
        }
        return isWorthSelling(account, pair) ? OrderReason.REPLACED : OrderReason.GONE;
    }

    /** {@return whether an account owes, or has, something whose price does not allow to pay, or sell, it now} */
    public boolean isWaiting(final ModelAccount account) {
        return inForce.of(account).assets().stream()
                .filter(asset -> !isPriced(asset.id()))
                .anyMatch(asset -> effective(account, asset.id()).signum() < 0 || paysForAnything(account, asset));
    }

    /** Whether an asset, at its last price moved in the account's favour, pays for a unit of anything that it owes. */
    private boolean paysForAnything(final ModelAccount account, final AssetTerms asset) {
        final BigInteger worth = effective(account, asset.id())
                .multiply(lowest(weight(asset.id(), market.judged().assetPrice(asset.id(), 1))));
        return inForce.of(account).assets().stream()
                .filter(owed -> effective(account, owed.id()).signum() < 0)
                .anyMatch(owed -> worth.compareTo(weight(owed.id()).max(BigInteger.ONE)) >= 0);
    }

    /** {@return price and amount that an account sells some time after its order began} */
    public Quote quote(
            final ModelAccount account, final InstrumentTerms instrument, final Pair pair, final Clock clock) {
        final BigInteger debt = effective(account, pair.debtAsset()).negate();
        final BigInteger covering = ceilDiv(
                debt.multiply(weight(pair.debtAsset())), weightAt(pair, clock));
        long least = 1;
        long most = covering.min(available(account, pair.asset())).longValueExact();
        while (least < most) {
            final long middle = least + (most - least) / 2;
            final ModelAccount after = account.copy();
            sell(after, pair, at(pair, clock, middle));
            if (sizing.isCured(after, instrument, market)) {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        return at(pair, clock, most);
    }

    /** {@return what is paid for an amount some time after its order began, rounded down} */
    public Quote at(final Pair pair, final Clock clock, final long quantity) {
        final BigInteger paid = BigInteger.valueOf(quantity).multiply(weightAt(pair, clock))
                .divide(weight(pair.debtAsset()));
        return new Quote(quantity, paid.longValueExact());
    }

    /** {@return the part of a sale that the pool, at the end of the auction, pays for by its means} */
    public Quote within(final Pair pair, final Clock atEnd, final Quote sale, final long means) {
        if (sale.paid() <= means) {
            return sale;
        }
        long least = 0;
        long most = sale.quantity();
        while (least < most) {
            final long middle = least + (most - least + 1) / 2;
            if (at(pair, atEnd, middle).paid() <= means) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        return at(pair, atEnd, least);
    }

    private static void sell(final ModelAccount account, final Pair pair, final Quote sale) {
        account.credit(pair.asset(), -sale.quantity());
        account.credit(pair.debtAsset(), sale.paid());
    }

    private boolean isPriced(final int asset) {
        return market.allowsLiquidation(PricedKind.ASSET, asset);
    }

    private BigInteger effective(final ModelAccount account, final int asset) {
        return judge.effective(account, asset, market.judged());
    }

    /** What can be sold: the balance, less what losses in the asset use up of it. */
    private BigInteger available(final ModelAccount account, final int asset) {
        BigInteger balance = BigInteger.valueOf(account.balance(asset));
        for (final InstrumentTerms instrument : inForce.of(account).instruments()) {
            if (instrument.settlementAsset() == asset) {
                balance = balance.subtract(judge.accrued(account, instrument, market.judged()));
            }
        }
        return balance.min(effective(account, asset));
    }

    private boolean isWorthSelling(final ModelAccount account, final Pair pair) {
        final BigInteger amount = available(account, pair.asset());
        return amount.signum() > 0
                && amount.multiply(lowestWeight(pair.asset())).compareTo(weight(pair.debtAsset())) >= 0;
    }

    /** What one unit of an asset is worth, in numeraire units × 10^-7. */
    private BigInteger weight(final int asset) {
        return weight(asset, market.assetPrice(asset, 0));
    }

    private BigInteger weight(final int asset, final long price) {
        final Terms terms = inForce.latest();
        return BigInteger.valueOf(price).multiply(terms.weights().get(asset))
                .multiply(TEN_MILLION).divide(terms.weights().get(0));
    }

    /** The same, for what is on order less a discount that grows evenly to a half, rounded down; at least one. */
    private BigInteger weightAt(final Pair pair, final Clock clock) {
        final CollateralOrder order = clock.order();
        if (order == null || order.asset() != pair.asset() || order.debtAsset() != pair.debtAsset()) {
            return weight(pair.asset()).max(BigInteger.ONE);
        }
        final CollateralRules its = order.rules();
        final BigInteger whole = Tiers.MILLION.multiply(BigInteger.valueOf(its.auctionMs()));
        final BigInteger discount =
                BigInteger.valueOf(its.maxDiscountPpm()).multiply(BigInteger.valueOf(clock.elapsedMs()));
        final BigInteger fallen = weight(pair.asset()).multiply(whole.subtract(discount)).divide(whole);
        return fallen.max(lowestWeight(pair.asset()));
    }

    /** Half of what it is worth, rounded down; at least one. */
    private BigInteger lowestWeight(final int asset) {
        return lowest(weight(asset));
    }

    private static BigInteger lowest(final BigInteger weight) {
        return weight.divide(BigInteger.TWO).max(BigInteger.ONE);
    }

    /** {@return the price of an asset some time after its auction began, rounded up to whole mantissas} */
    public long priceAt(final Pair pair, final Clock clock) {
        final Terms terms = inForce.latest();
        return ceilDiv(weightAt(pair, clock).multiply(terms.weights().get(0)),
                terms.weights().get(pair.asset()).multiply(TEN_MILLION)).longValueExact();
    }

    private static BigInteger ceilDiv(final BigInteger numerator, final BigInteger denominator) {
        return numerator.add(denominator).subtract(BigInteger.ONE).divide(denominator);
    }
}
