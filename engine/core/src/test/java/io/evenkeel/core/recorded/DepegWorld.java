package io.evenkeel.core.recorded;

import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.sim.World;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Terms;
import io.evenkeel.model.Tiers;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A clearing in dollars with bitcoin and USDC as collateral, and accounts from cautious to reckless. */
final class DepegWorld {
    static final int BTC = 1;
    static final int USDC = 2;
    static final int IN_USD = 0;
    static final int IN_USDC = 1;
    static final int ACCOUNTS = 48;
    static final long KEEPER = 1_000;

    private static final long DOLLAR = 1_000_000;
    private static final long BITCOIN = 100_000_000;
    private static final long SEED_OF_CHOICES = 11;

    private final Random random;
    private final Terms terms = Terms.of(
            List.of(
                    new AssetTerms(0, -6, 0, true, 0, 100_000, 50_000, new Tiers(List.of()), 1, 0),
                    new AssetTerms(BTC, -8, -2, false, 20_000, 100_000, 50_000,
                            tiers(10 * BITCOIN, 50_000, 100_000), 1, 0),
                    new AssetTerms(USDC, -6, -6, false, 10_000, 100_000, 50_000,
                            tiers(1_000_000 * DOLLAR, 0, 20_000), 1, 0)),
            List.of(perpetual(IN_USD, 0), perpetual(IN_USDC, USDC)));

    DepegWorld(final Random random) {
        this.random = random;
    }

    private static Tiers tiers(final long upTo, final long first, final long then) {
        return new Tiers(List.of(new Tiers.Step(upTo, first), new Tiers.Step(Tiers.NO_END, then)));
    }

    private static InstrumentTerms perpetual(final int id, final int settlementAsset) {
        return new InstrumentTerms(id, settlementAsset, 1, -2, -4, BigInteger.ONE, 1, 10, 1, 0, 0, 0, 120_000, 20_000,
                5_000, 100_000, 10 * DOLLAR, tiers(250_000 * DOLLAR, 40_000, 80_000),
                tiers(250_000 * DOLLAR, 20_000, 40_000));
    }

    /** {@return the world at the prices of a minute} */
    World world(final DepegBars.Minute first) {
        final List<World.Holder> holders = new ArrayList<>();
        for (int i = 1; i <= ACCOUNTS; i++) {
            holders.add(new World.Holder(i, false, 0));
        }
        holders.add(new World.Holder(KEEPER, false, 0));
        holders.add(new World.Holder(World.OMNIBUS, true, 0));
        return new World(terms, EngineLimits.small().withSliceEvaluations(3), holders,
                List.of(first.btcInUsd(), first.btcInUsdc()), List.of(1L, first.btcInUsd(), first.usdc()),
                List.of(1, 1, 0, 1, 1), SEED_OF_CHOICES);
    }

    /** {@return deposits and trades: collateral of one kind or both, a position of up to 24 times its worth} */
    List<LogEntry> holdings(final DepegBars.Minute first) {
        final List<LogEntry> entries = new ArrayList<>();
        entries.add(new LogEntry.Deposit(KEEPER, 0, 100_000_000L * DOLLAR, 1));
        entries.add(new LogEntry.Deposit(KEEPER, USDC, 100_000_000L * DOLLAR, 2));
        for (int i = 1; i <= ACCOUNTS; i++) {
            final long dollars = 5_000L + random.nextInt(200_000);
            final long percent = i % 3 == 0 ? 100 : i % 3 == 1 ? 0 : 20 + random.nextInt(60);
            if (percent > 0) {
                entries.add(new LogEntry.Deposit(i, USDC, dollars * DOLLAR * percent / 100, 10L * i));
            }
            if (percent < 100) {
                final long bitcoins = dollars * (100 - percent) * BITCOIN / first.btcInUsd();
                entries.add(new LogEntry.Deposit(i, BTC, bitcoins, 10L * i + 1));
            }
            final int instrument = i % 2 == 0 ? IN_USD : IN_USDC;
            final long price = instrument == IN_USD ? first.btcInUsd() : first.btcInUsdc();
            final long notional = dollars * (1 + random.nextInt(20));
            final long quantity = Math.max(1, notional * 100 * 10_000 / price / 10) * 10;
            final boolean isBuy = random.nextBoolean();
            entries.add(new LogEntry.Trade(instrument, i, isBuy ? i : World.OMNIBUS, isBuy ? World.OMNIBUS : i,
                    quantity, price, 0, 0));
        }
        return entries;
    }
}
