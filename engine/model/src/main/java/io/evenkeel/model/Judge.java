package io.evenkeel.model;

import io.evenkeel.codecs.PricedKind;
import java.math.BigInteger;

/** Equity and margin of an account at any prices, exactly (SPEC 3). */
public final class Judge {
    private final TermsInForce inForce;

    /** Makes a judge by the terms that each account has adopted. */
    public Judge(final TermsInForce inForce) {
        this.inForce = inForce;
    }

    /** What an account has in one asset, before the asset's price: millionths of its units. */
    private record Standing(BigInteger value, BigInteger requirement) {
        int sign() {
            return value.compareTo(requirement);
        }
    }

    /** {@return equity against maintenance margin} */
    public Health maintenance(final ModelAccount account, final PriceView prices) {
        final Terms terms = inForce.of(account);
        BigInteger equity = BigInteger.ZERO;
        BigInteger requirement = BigInteger.ZERO;
        for (final AssetTerms asset : terms.assets()) {
            final Standing standing = standing(account, asset, prices);
            final BigInteger price = weightedPrice(asset.id(), prices, standing.sign());
            equity = equity.add(standing.value.multiply(price));
            requirement = requirement.add(standing.requirement.multiply(price));
        }
        return new Health(equity, requirement);
    }

    /** {@return sign of G of SPEC 9: what the account has in an asset after requirements} */
    public int signIn(final int asset, final ModelAccount account, final PriceView prices) {
        final Terms terms = inForce.of(account);
        return standing(account, terms.assets().get(asset), prices).sign();
    }

    /**
     * {@return equity against initial margin, at prices in force or slow ones where those are worse}
     *
     * @param rates IM tiers at the moment's open interest.
     */
    public Health initial(final ModelAccount account, final Market market, final InitialRates rates) {
        final Terms terms = inForce.of(account);
        BigInteger equity = BigInteger.ZERO;
        BigInteger requirement = BigInteger.valueOf(account.reserved()).multiply(terms.scale());
        for (final AssetTerms asset : terms.assets()) {
            final BigInteger effective = effective(account, asset.id(), market.cautious());
            final BigInteger price = weightedPrice(asset.id(), market, 0);
            BigInteger sum = asset.borrowInitial(effective);
            if (market.uncertaintyPpm(PricedKind.ASSET, asset.id()) != 0) {
                sum = sum.add(uncertain(effective(account, asset.id(), market), market, PricedKind.ASSET, asset.id()));
            }
            for (final InstrumentTerms instrument : terms.instruments()) {
                final long quantity = account.position(instrument.id()).quantity();
                if (instrument.settlementAsset() == asset.id() && quantity != 0) {
                    final long highest = market.cautious().instrumentPrice(instrument.id(), false);
                    sum = sum.add(rates.tiersOf(instrument, account.leverage())
                            .weigh(instrument.notional(quantity, highest).abs()))
                            .add(uncertain(instrument.notional(quantity, market.mark(instrument.id())), market,
                                    PricedKind.INSTRUMENT, instrument.id()));
                }
            }
            equity = equity.add(asset.value(effective).multiply(price));
            requirement = requirement.add(sum.multiply(price));
        }
        return new Health(equity, requirement);
    }

    /** What the uncertainty of its price adds to IM, whichever way somebody holds it: in millionths. */
    private static BigInteger uncertain(
            final BigInteger held, final Market market, final PricedKind kind, final int priced) {
        return held.abs().multiply(BigInteger.valueOf(market.uncertaintyPpm(kind, priced)));
    }

    /** {@return balance and unrealised profit less accrued funding in an asset, in its units} */
    public BigInteger effective(final ModelAccount account, final int asset, final PriceView prices) {
        final Terms terms = inForce.of(account);
        BigInteger sum = BigInteger.valueOf(account.balance(asset));
        for (final InstrumentTerms instrument : terms.instruments()) {
            if (instrument.settlementAsset() == asset) {
                sum = sum.add(unrealised(account, instrument, prices))
                        .subtract(accrued(account, instrument, prices));
            }
        }
        return sum;
    }

    /** {@return unrealised profit of a position, settlement asset units} */
    public BigInteger unrealised(final ModelAccount account, final InstrumentTerms instrument, final PriceView prices) {
        final ModelPosition position = account.position(instrument.id());
        if (position.quantity() == 0) {
            return BigInteger.ZERO;
        }
        final long price = prices.instrumentPrice(instrument.id(), position.quantity() > 0);
        return instrument.notional(position.quantity(), price).subtract(BigInteger.valueOf(position.entryValue()));
    }

    /** {@return funding that a position would be charged if it were touched, settlement asset units} */
    public BigInteger accrued(final ModelAccount account, final InstrumentTerms instrument, final PriceView prices) {
        final ModelPosition position = account.position(instrument.id());
        final boolean isLong = position.quantity() > 0;
        // Cumulative funding is what a price is above its net price: so it is known at a corner, too.
        return position.quantity() == 0 ? BigInteger.ZERO : Funding.charge(position, instrument,
                BigInteger.valueOf(prices.instrumentPrice(instrument.id(), isLong)).multiply(Funding.SCALE)
                        .subtract(prices.netPrice(instrument.id(), isLong)));
    }

    /** {@return maintenance margin of one position as a numerator; prices by which it is judged} */
    public BigInteger maintenanceOf(
            final ModelAccount account, final InstrumentTerms instrument, final PriceView prices) {
        final Terms terms = inForce.of(account);
        final AssetTerms asset = terms.assets().get(instrument.settlementAsset());
        final int sign = standing(account, asset, prices).sign();
        return requirement(account, instrument, prices).multiply(weightedPrice(asset.id(), prices, sign));
    }

    /** {@return Σ notional of all positions as a numerator} */
    public BigInteger notional(final ModelAccount account, final PriceView prices) {
        final Terms terms = inForce.of(account);
        BigInteger sum = BigInteger.ZERO;
        for (final InstrumentTerms instrument : terms.instruments()) {
            final long quantity = account.position(instrument.id()).quantity();
            final long price = prices.instrumentPrice(instrument.id(), quantity > 0);
            sum = sum.add(instrument.notional(quantity, price).abs().multiply(Tiers.MILLION)
                    .multiply(weightedPrice(instrument.settlementAsset(), prices, 0)));
        }
        return sum;
    }

    /** {@return equity with every position's own positive unrealised profit left out, as a numerator} */
    public BigInteger equityWithoutProfit(final ModelAccount account, final PriceView prices) {
        final Terms terms = inForce.of(account);
        BigInteger sum = BigInteger.ZERO;
        for (final AssetTerms asset : terms.assets()) {
            BigInteger effective = BigInteger.valueOf(account.balance(asset.id()));
            for (final InstrumentTerms instrument : terms.instruments()) {
                if (instrument.settlementAsset() == asset.id()) {
                    effective = effective.add(unrealised(account, instrument, prices).min(BigInteger.ZERO))
                            .subtract(accrued(account, instrument, prices));
                }
            }
            sum = sum.add(asset.value(effective).multiply(weightedPrice(asset.id(), prices, effective.signum())));
        }
        return sum;
    }

    /** {@return an asset's price on the common scale} */
    public BigInteger weightedPrice(final int asset, final PriceView prices, final int sign) {
        return BigInteger.valueOf(prices.assetPrice(asset, sign)).multiply(inForce.latest().weights().get(asset));
    }

    private Standing standing(final ModelAccount account, final AssetTerms asset, final PriceView prices) {
        final Terms terms = inForce.of(account);
        BigInteger requirement = BigInteger.ZERO;
        for (final InstrumentTerms instrument : terms.instruments()) {
            if (instrument.settlementAsset() == asset.id()) {
                requirement = requirement.add(requirement(account, instrument, prices));
            }
        }
        final BigInteger effective = effective(account, asset.id(), prices);
        return new Standing(asset.value(effective), requirement.add(asset.borrowMaintenance(effective)));
    }

    private BigInteger requirement(
            final ModelAccount account, final InstrumentTerms instrument, final PriceView prices) {
        final long quantity = account.position(instrument.id()).quantity();
        if (quantity == 0) {
            return BigInteger.ZERO;
        }
        final long price = prices.instrumentPrice(instrument.id(), quantity > 0);
        return inForce.of(account, instrument).maintenance().weigh(instrument.notional(quantity, price).abs());
    }
}
