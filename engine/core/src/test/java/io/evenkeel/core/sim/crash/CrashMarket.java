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
 * A small market before its crash. All money in it is one asset, the numeraire or another: what an account has is then
 * one number of units, and so is what it lacks.
 *
 * @param world     assets, instruments, accounts and first prices.
 * @param money     the asset that everybody has and in which everything is settled.
 * @param traders   accounts that will hold positions.
 * @param keepers   accounts with little capital that will bid.
 * @param backstops accounts that will be registered as backstops.
 * @param rescuers  one account of each owner, which comes at last, with more than enough.
 */
record CrashMarket(
        World world,
        int money,
        List<Long> traders,
        List<Long> keepers,
        List<Long> backstops,
        List<Long> rescuers) {

    private static final int LEAST_ACCOUNTS = 5;
    private static final int MOST_ACCOUNTS = 40;
    private static final int RESCUERS = 2;
    /** Units worth one coin of the numeraire: USDC, and BTC at 50,000. */
    private static final double[] UNITS_PER_COIN = {1e6, 1e8 / 50_000};
    private static final long ASSET_PRICE = 5_000_000;
    private static final List<List<Long>> PRICES =
            List.of(List.of(5_000_000L, 30_000L, 800_000L), List.of(6_000L, 20_000L, 9_000L));

    /** {@return a market made by chance} */
    static CrashMarket make(final Random random) {
        return new Maker(random).make();
    }

    /** {@return so many coins of the numeraire in units of the market's money} */
    long coins(final double coins) {
        return Math.max(1, (long) (coins * UNITS_PER_COIN[money]));
    }

    /** {@return terms of an instrument} */
    InstrumentTerms instrument(final int id) {
        return world.terms().instruments().get(id);
    }

    /** {@return number of instruments} */
    int instruments() {
        return world.terms().instruments().size();
    }

    private static final class Maker {
        private final Random random;
        private final int money;

        Maker(final Random random) {
            this.random = random;
            money = random.nextInt(3) == 0 ? 1 : 0;
        }

        CrashMarket make() {
            final int count = 1 + random.nextInt(3);
            final List<AssetTerms> assets = money == 0 ? List.of(numeraire()) : List.of(numeraire(), other());
            final List<InstrumentTerms> instruments = new ArrayList<>();
            final List<Integer> sources = new ArrayList<>();
            for (int id = 0; id < count; id++) {
                instruments.add(instrument(id));
                sources.add(1);
            }
            sources.add(0);
            sources.add(1);
            final List<World.Holder> holders = holders();
            final World world = new World(
                    Terms.of(assets, instruments), limits(), holders, PRICES.get(money).subList(0, count),
                    List.of(1L, ASSET_PRICE).subList(0, assets.size()), sources, random.nextLong());
            return cast(world, holders.stream().filter(each -> !each.isOmnibus()).map(World.Holder::account).toList());
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
                    money,
                    accounts.subList(backstops, accounts.size()),
                    accounts.subList(RESCUERS, keepers),
                    accounts.subList(keepers, backstops),
                    accounts.subList(0, RESCUERS));
        }

        private EngineLimits limits() {
            return new EngineLimits(
                    128, 1_024, 512, 16, 16, 8, 8, 4, 1_024, 1_024, 128, pick(2, 64), pick(64, 1_024),
                    pick(1, 3, 8, 64), 2_048);
        }

        private AssetTerms numeraire() {
            return new AssetTerms(0, -6, 0, true, 0, 0, 0, new Tiers(List.of()), 1, 0);
        }

        private AssetTerms other() {
            final List<Tiers.Step> haircut = List.of(new Tiers.Step(Tiers.NO_END, pick(0, 20_000)));
            return new AssetTerms(1, -8, -2, false, 0, 0, 0, new Tiers(haircut), 1, 0);
        }

        private InstrumentTerms instrument(final int id) {
            final int priceExponent = money == 0 ? -2 + id % 2 : -5 - id % 2;
            final int quantityExponent = money == 0 ? -4 + id % 2 : -2 + id % 2;
            final int shift = priceExponent + quantityExponent + (money == 0 ? 6 : 8);
            final long end = (long) ((5_000 + random.nextInt(60_000)) * UNITS_PER_COIN[money]);
            final long rate = 4_000L + random.nextInt(40_000);
            final long next = rate + random.nextInt(30_000);
            return new InstrumentTerms(
                    id, money, 1, priceExponent, quantityExponent, BigInteger.TEN.pow(shift),
                    pick(1, 2, 5), pick(1, 10), 1, 0, 0, 0,
                    pick(1_000, 2_000, 4_000), pick(0, 10_000, 50_000), pick(0, 5_000, 20_000), 100_000,
                    (long) (random.nextInt(100) * UNITS_PER_COIN[money]), tiers(end, 2 * rate, 2 * next),
                    tiers(end, rate, next));
        }

        private static Tiers tiers(final long end, final long rate, final long next) {
            return new Tiers(List.of(new Tiers.Step(end, rate), new Tiers.Step(Tiers.NO_END, next)));
        }

        private int pick(final int... choices) {
            return choices[random.nextInt(choices.length)];
        }
    }
}
