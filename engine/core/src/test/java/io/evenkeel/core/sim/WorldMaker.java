package io.evenkeel.core.sim;

import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.gate.CommandTemplate;
import io.evenkeel.core.sim.command.EngineFeeder;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.FundingTerms;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Terms;
import io.evenkeel.model.Tiers;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Makes worlds by chance: three assets, six instruments settled in all of them, tiers, small and large slices. */
public final class WorldMaker {
    private static final int MAX_AGE_MS = 30_000;
    /** Units of each asset that are worth one numeraire coin at first prices: USDC, BTC at 50,000, ETH at 3,000. */
    private static final double[] UNITS_PER_COIN = {1e6, 1e8 / 50_000, 1e8 / 3_000};

    private final Random random;
    private final int accounts;

    /**
     * Makes a maker.
     *
     * @param random   where chance comes from.
     * @param accounts how many accounts beside the omnibus one.
     */
    public WorldMaker(final Random random, final int accounts) {
        this.random = random;
        this.accounts = accounts;
    }

    /** {@return a new world} */
    public World make() {
        final List<AssetTerms> assets = List.of(numeraire(), asset(1, -8, -2), asset(2, -8, -3));
        final List<InstrumentTerms> instruments = List.of(
                instrument(0, assets.get(0), -2, -4, 1, 50, 10),
                instrument(1, assets.get(0), -1, -3, 1 + random.nextInt(2), 1, 1),
                instrument(2, assets.get(1), -5, -2, 1, 1, 1 + random.nextInt(3)),
                instrument(3, assets.get(1), -6, -1, 5, 2, 1),
                instrument(4, assets.get(2), -3, -2, 1, 5, 1),
                instrument(5, assets.get(2), -2, -3, 1, 1, 2));
        final Map<Integer, Long> expiries = expiries();
        final Map<Integer, FundingTerms> funding = funding(expiries);
        return new World(
                Terms.of(assets, instruments),
                limits(),
                holders(),
                List.of(5_000_000L, 30_000L, 6_000L, 2_000L, 5_000L, 1_200L),
                List.of(1L, 5_000_000L, 3_000_000L),
                List.of(3, 1, 1, 2, 1, 1, 0, 1, 3),
                random.nextLong(),
                funding,
                expiries);
    }

    /** {@return whether positions accrue funding: what makes its rates came first, adoption of terms with it} */
    static boolean isFundingBuilt() {
        return CommandTemplate.SET_FUNDING_TERMS.isBuilt() && CommandTemplate.SET_MARGIN_TERMS.isBuilt();
    }

    /** Intervals are so long that a step of time never ends more of one market than a slot has room for. */
    private Map<Integer, FundingTerms> funding(final Map<Integer, Long> expiries) {
        final Map<Integer, FundingTerms> terms = new TreeMap<>();
        for (int instrument = 0; instrument < 6; instrument++) {
            if (random.nextInt(3) > 0 && isFundingBuilt() && !expiries.containsKey(instrument)) {
                terms.put(instrument, new FundingTerms(
                        pick(4_000, 5_000, 20_000, 60_000), pick(0, 100_000, -3_000_000, 500_000_000),
                        pick(7_500_000, 1_000_000_000)));
            }
        }
        return terms;
    }

    /** In one world of two the last instrument is a future that expires after minutes, or half an hour. */
    private Map<Integer, Long> expiries() {
        final long expiryMs = EngineFeeder.START_TIME_MS + pick(30_000, 200_000, 600_000, 2_000_000);
        return random.nextBoolean() ? Map.of() : Map.of(5, expiryMs);
    }

    private EngineLimits limits() {
        final int slice = pick(1, 2, 3, 8, 64);
        final int queue = pick(1, 2, 4, 64);
        final int buckets = pick(64, 64, 1_024, 4_096);
        return new EngineLimits(128, 1_024, 512, 16, 16, 8, 8, 4, 1_024, 1_024, 128, queue, buckets, slice,
                2_048);
    }

    private List<World.Holder> holders() {
        final List<World.Holder> holders = new ArrayList<>();
        for (int i = 1; i <= accounts; i++) {
            holders.add(new World.Holder(i * 7L % 1_009, false, pick(0, 0, 0, 3, 5, 20)));
        }
        holders.add(new World.Holder(World.OMNIBUS, true, 0));
        return holders;
    }

    private AssetTerms numeraire() {
        final int borrowIm = pick(0, 100_000);
        return new AssetTerms(
                0, -6, 0, true, pick(0, 0, 10_000), borrowIm, borrowIm / 2, new Tiers(List.of()), 1, 0);
    }

    private AssetTerms asset(final int id, final int exponent, final int priceExponent) {
        final long rate = pick(0, 10_000, 20_000, 80_000);
        final List<Tiers.Step> haircuts = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            haircuts.add(new Tiers.Step(coins(id, 2_000, 20_000), rate));
            haircuts.add(new Tiers.Step(coins(id, 30_000, 200_000), rate + pick(0, 30_000)));
        }
        haircuts.add(new Tiers.Step(Tiers.NO_END, rate + 30_000 + pick(0, 50_000, 250_000)));
        return new AssetTerms(
                id,
                exponent,
                priceExponent,
                false,
                pick(0, 10_000, 50_000),
                100_000,
                pick(0, 50_000),
                new Tiers(haircuts),
                1 + random.nextInt(2) * (id == 2 ? 1 : 0),
                pick(0, MAX_AGE_MS));
    }

    private InstrumentTerms instrument(
            final int id,
            final AssetTerms asset,
            final int priceExponent,
            final int quantityExponent,
            final long multiplier,
            final long tick,
            final long lot) {
        final List<Tiers.Step> initial = new ArrayList<>();
        final List<Tiers.Step> maintenance = new ArrayList<>();
        final int count = 1 + random.nextInt(4);
        long end = coins(asset.id(), 2_000, 20_000);
        long rate = 4_000L + random.nextInt(40_000);
        for (int i = 0; i < count; i++) {
            final long upTo = i == count - 1 ? Tiers.NO_END : end;
            maintenance.add(new Tiers.Step(upTo, rate));
            initial.add(new Tiers.Step(upTo, Math.min(1_000_000, rate * 2 + random.nextInt(3) * 5_000L)));
            end += coins(asset.id(), 2_000, 60_000);
            rate += random.nextInt(60_000);
        }
        final int shift = priceExponent + quantityExponent - asset.exponent();
        final long oiLower = coins(asset.id(), 50_000, 500_000);
        final InstrumentTerms terms = new InstrumentTerms(
                id, asset.id(), multiplier, priceExponent, quantityExponent,
                BigInteger.TEN.pow(shift).multiply(BigInteger.valueOf(multiplier)), tick, lot,
                id == 0 ? 2 : 1, pick(0, MAX_AGE_MS), id % 2 == 0 ? 0 : oiLower, id % 2 == 0 ? 0 : oiLower * 10,
                pick(500, 2_000, 10_000), pick(0, 10_000, 50_000), pick(0, 5_000, 20_000), 100_000,
                coins(asset.id(), 1, 300), ascending(initial), new Tiers(maintenance));
        return capped(terms);
    }

    /**
     * How far discount and penalty grow, and whose pool is whose, follows from what was drawn, so that worlds stay what
     * they were without.
     */
    private static InstrumentTerms capped(final InstrumentTerms terms) {
        final int[] growth = {0, 1, 8};
        final int ofDiscount = growth[(int) (terms.minNotional() % growth.length)];
        final int ofPenalty = growth[(int) (terms.minNotional() / growth.length % growth.length)];
        return terms.withCaps(terms.maxDiscountPpm() + ofDiscount * 5_000, terms.penaltyPpm() + ofPenalty * 2_000)
                .withPool(terms.id() % World.SEGMENTS);
    }

    /** IM rates that never fall with size. */
    private static Tiers ascending(final List<Tiers.Step> steps) {
        final List<Tiers.Step> result = new ArrayList<>();
        long least = 0;
        for (final Tiers.Step step : steps) {
            least = Math.max(least, step.ratePpm());
            result.add(new Tiers.Step(step.upTo(), least));
        }
        return new Tiers(result);
    }

    private long coins(final int asset, final int from, final int to) {
        return (long) ((from + random.nextInt(to - from)) * UNITS_PER_COIN[asset]) + random.nextInt(3);
    }

    private int pick(final int... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
