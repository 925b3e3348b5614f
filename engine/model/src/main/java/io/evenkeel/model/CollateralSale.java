package io.evenkeel.model;

import io.evenkeel.codecs.PricedKind;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.Optional;

/** Sales of collateral (SPEC 6), by trial: what is sold for what, at which price, and how much of it. */
public final class CollateralSale {
    /** Time until the insurance pool buys. */
    public static final int AUCTION_MS = 2_000;
    /** Discount by then. */
    public static final int MAX_DISCOUNT_PPM = 10_000;

    /** When the price has come to half the index, where it stays. */
    private static final long LOWEST_AFTER_MS = AUCTION_MS / 2L * 1_000_000 / MAX_DISCOUNT_PPM;
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
    public boolean isDue(final ModelAccount account, final InstrumentTerms instrument, final long elapsedMs) {
        if (account.isOmnibus() || find(account).isEmpty()) {
            return false;
        }
        final Health health = judge.maintenance(account, market.judged());
        final boolean isDeep = health.equity().multiply(BigInteger.valueOf(3))
                .compareTo(health.requirement().multiply(BigInteger.TWO)) < 0;
        return account.isFlat() || (!isDeep && wouldCure(account, instrument, elapsedMs));
    }

    private boolean wouldCure(final ModelAccount account, final InstrumentTerms instrument, final long elapsedMs) {
        final ModelAccount after = account.copy();
        Optional<Pair> pair = find(after);
        while (pair.isPresent()) {
            final Quote quote = quote(after, instrument, pair.get(), elapsedMs);
            sell(after, pair.get(), quote);
            if (sizing.isCured(after, instrument, market)) {
                return true;
            }
            pair = find(after);
        }
        return false;
    }

    /** {@return whether an account has, or owes, something whose price does not allow to sell, or pay, it now} */
    public boolean isWaiting(final ModelAccount account) {
        return inForce.of(account).assets().stream()
                .anyMatch(asset -> !isPriced(asset.id()) && effective(account, asset.id()).signum() != 0);
    }

    /** {@return price and amount that an account sells some time after its order began} */
    public Quote quote(
            final ModelAccount account, final InstrumentTerms instrument, final Pair pair, final long elapsedMs) {
        final BigInteger debt = effective(account, pair.debtAsset()).negate();
        final BigInteger covering = ceilDiv(
                debt.multiply(weight(pair.debtAsset())), weightAt(pair.asset(), elapsedMs));
        long least = 1;
        long most = covering.min(available(account, pair.asset())).longValueExact();
        while (least < most) {
            final long middle = least + (most - least) / 2;
            final ModelAccount after = account.copy();
            sell(after, pair, at(pair, elapsedMs, middle));
            if (sizing.isCured(after, instrument, market)) {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        return at(pair, elapsedMs, most);
    }

    /** {@return what is paid for an amount some time after its order began, rounded down} */
    public Quote at(final Pair pair, final long elapsedMs, final long quantity) {
        final BigInteger paid = BigInteger.valueOf(quantity).multiply(weightAt(pair.asset(), elapsedMs))
                .divide(weight(pair.debtAsset()));
        return new Quote(quantity, paid.longValueExact());
    }

    /** {@return the part of a sale that the pool, at the end of the auction, pays for by its means} */
    public Quote within(final Pair pair, final Quote sale, final long means) {
        if (sale.paid() <= means) {
            return sale;
        }
        long least = 0;
        long most = sale.quantity();
        while (least < most) {
            final long middle = least + (most - least + 1) / 2;
            if (at(pair, AUCTION_MS, middle).paid() <= means) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        return at(pair, AUCTION_MS, least);
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
                && amount.multiply(weightAt(pair.asset(), LOWEST_AFTER_MS)).compareTo(weight(pair.debtAsset())) >= 0;
    }

    /** What one unit of an asset is worth, in numeraire units × 10^-7. */
    private BigInteger weight(final int asset) {
        final Terms terms = inForce.latest();
        return BigInteger.valueOf(market.assetPrice(asset, 0)).multiply(terms.weights().get(asset))
                .multiply(TEN_MILLION).divide(terms.weights().get(0));
    }

    /** The same less a discount that grows evenly to a half, rounded down; at least one. */
    private BigInteger weightAt(final int asset, final long elapsedMs) {
        final BigInteger whole = Tiers.MILLION.multiply(BigInteger.valueOf(AUCTION_MS));
        final BigInteger elapsed = BigInteger.valueOf(Math.min(elapsedMs, LOWEST_AFTER_MS));
        final BigInteger left = whole.subtract(BigInteger.valueOf(MAX_DISCOUNT_PPM).multiply(elapsed));
        return weight(asset).multiply(left).divide(whole).max(BigInteger.ONE);
    }

    /** {@return the price of an asset some time after its auction began, rounded up to whole mantissas} */
    public long priceAt(final int asset, final long elapsedMs) {
        final Terms terms = inForce.latest();
        return ceilDiv(weightAt(asset, elapsedMs).multiply(terms.weights().get(0)),
                terms.weights().get(asset).multiply(TEN_MILLION)).longValueExact();
    }

    private static BigInteger ceilDiv(final BigInteger numerator, final BigInteger denominator) {
        return numerator.add(denominator).subtract(BigInteger.ONE).divide(denominator);
    }
}
