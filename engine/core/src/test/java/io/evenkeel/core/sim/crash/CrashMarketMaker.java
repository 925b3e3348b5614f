package io.evenkeel.core.sim.crash;

import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.sim.World;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Terms;
import io.evenkeel.model.Tiers;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes small markets by chance. What makes one wide follows from what was drawn for it, so that narrow ones are what
 * they would be if there were no others.
 */
final class CrashMarketMaker {
    private static final int LEAST_ACCOUNTS = 5;
    private static final int MOST_ACCOUNTS = 40;
    private static final int RESCUERS = 2;
    private static final int BTC = 1;
    /** The second asset in which markets of a wide world settle. */
    private static final int ETH = 2;
    private static final int ETH_PRICE_EXPONENT = -3;
    private static final int BTC_PRICE_EXPONENT = -2;
    private static final int EXPONENT = -8;
    /** Units of each asset that are worth one coin of the numeraire: USDC, BTC at 50,000, ETH at 3,000. */
    private static final double[] UNITS_PER_COIN = {1e6, 1e8 / 50_000, 1e8 / 3_000};
    private static final long BTC_PRICE = 5_000_000;
    private static final long ETH_PRICE = 3_000_000;
    private static final List<List<Long>> PRICES =
            List.of(List.of(5_000_000L, 30_000L, 800_000L), List.of(6_000L, 20_000L, 9_000L));
    private static final List<Long> ETH_MARKET_PRICES = List.of(5_000L, 12_000L);

    private final Random random;
    private final int money;
    private final List<AssetTerms> assets = new ArrayList<>();
    private final List<InstrumentTerms> instruments = new ArrayList<>();
    private final List<Long> instrumentPrices = new ArrayList<>();
    private final List<Long> assetPrices = new ArrayList<>();

    /** Makes a maker of one market. */
    CrashMarketMaker(final Random random) {
        this.random = random;
        money = random.nextInt(3) == 0 ? BTC : 0;
    }

    /** {@return a market} */
    CrashMarket make() {
        final int count = 1 + random.nextInt(3);
        list(numeraire(), 1);
        if (money == BTC) {
            list(btc(BTC, pick(random, 0, 20_000)), BTC_PRICE);
        }
        for (int id = 0; id < count; id++) {
            instruments.add(instrument(id));
            instrumentPrices.add(PRICES.get(money).get(id));
        }
        final List<World.Holder> holders = holders();
        final EngineLimits limits = limits();
        final long chance = random.nextLong();
        final Random more = new Random(~chance);
        if (more.nextBoolean()) {
            widen(more);
        }
        final List<Integer> sources = new ArrayList<>();
        instruments.forEach(each -> sources.add(1));
        assets.forEach(each -> sources.add(each.isNumeraire() ? 0 : 1));
        return cast(
                new World(
                        Terms.of(assets, instruments), limits, holders, instrumentPrices, assetPrices, sources, chance),
                holders.stream().filter(each -> !each.isOmnibus()).map(World.Holder::account).toList());
    }

    private void list(final AssetTerms asset, final long price) {
        assets.add(asset);
        assetPrices.add(price);
    }

    private List<World.Holder> holders() {
        final int accounts = LEAST_ACCOUNTS + random.nextInt(MOST_ACCOUNTS - LEAST_ACCOUNTS + 1);
        final List<World.Holder> holders = new ArrayList<>();
        for (int i = 1; i <= accounts; i++) {
            holders.add(new World.Holder(i * 7L, false, 0));
        }
        holders.add(new World.Holder(World.OMNIBUS, true, 0));
        return holders;
    }

    private CrashMarket cast(final World world, final List<Long> accounts) {
        final int keepers = RESCUERS + 1 + random.nextInt(accounts.size() > 10 ? 3 : 1);
        final int backstops = keepers + (accounts.size() > 8 ? 1 + random.nextInt(3) : 0);
        return new CrashMarket(
                world,
                instruments.stream().map(InstrumentTerms::settlementAsset).distinct().map(this::front).toList(),
                assets.size() > ETH ? money == BTC ? ETH + 1 : BTC : -1,
                accounts.subList(backstops, accounts.size()),
                accounts.subList(RESCUERS, keepers),
                accounts.subList(keepers, backstops),
                accounts.subList(0, RESCUERS));
    }

    private Front front(final int asset) {
        return new Front(asset, instruments.stream().filter(each -> each.settlementAsset() == asset).toList());
    }

    private EngineLimits limits() {
        return new EngineLimits(
                128, 1_024, 512, 16, 16, 8, 8, 4, 1_024, 1_024, 128, pick(random, 2, 64), pick(random, 64, 1_024),
                pick(random, 1, 3, 8, 64), 2_048);
    }

    private static AssetTerms numeraire() {
        return new AssetTerms(0, -6, 0, true, 0, 0, 0, new Tiers(List.of()), 1, 0);
    }

    private static AssetTerms btc(final int id, final long haircutPpm) {
        return new AssetTerms(
                id, EXPONENT, BTC_PRICE_EXPONENT, false, 0, 0, 0,
                new Tiers(List.of(new Tiers.Step(Tiers.NO_END, haircutPpm))), 1, 0);
    }

    private InstrumentTerms instrument(final int id) {
        final int priceExponent = money == 0 ? -2 + id % 2 : -5 - id % 2;
        final int quantityExponent = money == 0 ? -4 + id % 2 : -2 + id % 2;
        return instrument(random, id, money, priceExponent, quantityExponent);
    }

    private InstrumentTerms instrument(
            final Random chance, final int id, final int asset, final int priceExponent, final int quantityExponent) {
        final int shift = priceExponent + quantityExponent - assets.get(asset).exponent();
        final long end = (long) ((5_000 + chance.nextInt(60_000)) * UNITS_PER_COIN[asset]);
        final long rate = 4_000L + chance.nextInt(40_000);
        final long next = rate + chance.nextInt(30_000);
        return new InstrumentTerms(
                id, asset, 1, priceExponent, quantityExponent, BigInteger.TEN.pow(shift),
                pick(chance, 1, 2, 5), pick(chance, 1, 10), 1, 0, 0, 0,
                pick(chance, 1_000, 2_000, 4_000), pick(chance, 0, 10_000, 50_000), pick(chance, 0, 5_000, 20_000),
                100_000, (long) (chance.nextInt(100) * UNITS_PER_COIN[asset]), tiers(end, 2 * rate, 2 * next),
                tiers(end, rate, next));
    }

    private static Tiers tiers(final long end, final long rate, final long next) {
        return new Tiers(List.of(new Tiers.Step(end, rate), new Tiers.Step(Tiers.NO_END, next)));
    }

    private static int pick(final Random chance, final int... choices) {
        return choices[chance.nextInt(choices.length)];
    }

    // ---------------------------------------------------------------- wide markets

    /** What is owed costs more than it is worth, what is pledged counts for less; segments have pools of their own. */
    private void widen(final Random chance) {
        assets.replaceAll(asset -> borrowed(asset, asset.haircuts(), chance));
        if (money != BTC) {
            list(borrowed(btc(BTC, 0), haircuts(BTC, chance), chance), BTC_PRICE);
        }
        final AssetTerms eth = new AssetTerms(
                ETH, EXPONENT, ETH_PRICE_EXPONENT, false, 0, 0, 0, haircuts(ETH, chance), 1, 0);
        list(borrowed(eth, eth.haircuts(), chance), ETH_PRICE);
        if (money == BTC) {
            list(borrowed(btc(ETH + 1, 0), haircuts(BTC, chance), chance), BTC_PRICE);
        }
        final int markets = 1 + chance.nextInt(ETH_MARKET_PRICES.size());
        for (int i = 0; i < markets; i++) {
            instruments.add(instrument(chance, instruments.size(), ETH, -3 + i, -4));
            instrumentPrices.add(ETH_MARKET_PRICES.get(i));
        }
        final int pools = 2 + chance.nextInt(2);
        final int first = chance.nextInt(2);
        final int shift = chance.nextInt(pools);
        instruments.replaceAll(each -> each.withPool(first + (each.id() + shift) % pools));
    }

    private static AssetTerms borrowed(final AssetTerms asset, final Tiers haircuts, final Random chance) {
        final int borrowMmPpm = pick(chance, 0, 50_000);
        return asset.withWorth(haircuts, pick(chance, 0, 10_000, 50_000), 2 * borrowMmPpm, borrowMmPpm);
    }

    /** Two tiers, of which small accounts reach the second. */
    private static Tiers haircuts(final int asset, final Random chance) {
        final long rate = pick(chance, 20_000, 80_000, 200_000);
        final long end = (long) ((2_000 + chance.nextInt(20_000)) * UNITS_PER_COIN[asset]);
        return tiers(end, rate, rate + pick(chance, 30_000, 150_000));
    }
}
