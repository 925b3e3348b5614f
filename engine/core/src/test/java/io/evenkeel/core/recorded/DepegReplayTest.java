package io.evenkeel.core.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.sim.Simulation;
import io.evenkeel.core.sim.Tally;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.CollateralOrder;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.OpenOrder;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * March 2023, minute by minute: USDC fell to 0.875 US dollars while bitcoin moved by a quarter. Accounts hold bitcoin,
 * USDC or both as collateral and trade bitcoin against dollars and against USDC. Ordinary runs take the four days
 * around the fall, {@code -Devenkeel.full=true} all three weeks that are recorded.
 *
 * <p>Who is liquidated, in which order and by which tick: {@link Simulation} holds each liquidation that starts against
 * the model's next breach, account and log position of the tick, and complains after any command that leaves a breach
 * of the model without its liquidation. So all that is left to say here is that both have found as many, the same
 * accounts, and each at a price.
 */
class DepegReplayTest {
    private static final int MINUTE_MS = 60_000;
    private static final int MINUTES_OF_DAY = 1_440;
    private static final long SEED = 20_230_311;

    private final DepegWorld depeg = new DepegWorld(new Random(SEED));
    private final List<Event.Started> started = new ArrayList<>();
    private final Set<Long> breached = new HashSet<>();
    private final Set<Long> ticks = new HashSet<>();
    private Simulation simulation;
    private long firstMs;
    private long lowestUsdc = Long.MAX_VALUE;


    @Test
    @Timeout(1_200)
    void shouldLiquidateWhomTheNaiveModelDoesWhenUsdcLosesItsPeg() throws IOException {
        final boolean isFull = Boolean.getBoolean("evenkeel.full");
        final LocalDate first = LocalDate.parse(isFull ? "2023-03-01" : "2023-03-10");
        final List<DepegBars.Minute> minutes =
                DepegBars.read(first.toString(), isFull ? "2023-03-22" : "2023-03-14");
        assertThat(minutes).hasSize(isFull ? 30_240 : 5_760);
        simulation = new Simulation(depeg.world(minutes.get(0)));
        depeg.holdings(minutes.get(0)).forEach(this::step);
        assertThat(simulation.book().breaches().count()).isZero();
        firstMs = simulation.feeder().timeMs();
        minutes.forEach(this::play);
        report(first, minutes);
        assertThat(started).hasSize((int) simulation.tally().of(Tally.Kind.BREACHES));
        assertThat(liquidated()).isEqualTo(breached).hasSizeBetween(10, DepegWorld.ACCOUNTS - 10);
        assertThat(started).allMatch(start -> ticks.contains(start.breachPosition()));
        assertThat(started).isSortedAccordingTo(Comparator.comparingLong(Event.Started::breachPosition)
                .thenComparingLong(Event.Started::account));
        assertThat(lowestUsdc).isEqualTo(874_833);
    }

    private void report(final LocalDate first, final List<DepegBars.Minute> minutes) {
        final Map<LocalDate, Integer> days = new TreeMap<>();
        for (final Event.Started start : started) {
            final long minute = (start.breachTimeMs() - firstMs) / MINUTE_MS - 1;
            days.merge(first.plusDays(minute / MINUTES_OF_DAY), 1, Integer::sum);
        }
        System.out.println("de-peg: " + minutes.size() + " minutes, of which "
                + minutes.stream().filter(minute -> !minute.isTradedInUsd()).count() + " without a trade in dollars, "
                + minutes.stream().filter(minute -> !minute.isTradedInUsdc()).count() + " in USDC; "
                + simulation.tally().of(Tally.Kind.COMMANDS) + " commands, USDC down to 0." + lowestUsdc + "; "
                + started.size() + " liquidations of " + liquidated().size() + " of " + DepegWorld.ACCOUNTS
                + " accounts, by day " + days);
    }

    private Set<Long> liquidated() {
        return started.stream().map(Event.Started::account).collect(Collectors.toSet());
    }

    private void play(final DepegBars.Minute minute) {
        step(new LogEntry.Timer(MINUTE_MS));
        lowestUsdc = Math.min(lowestUsdc, minute.usdc());
        price(PricedKind.ASSET, DepegWorld.BTC, minute.btcInUsd());
        price(PricedKind.ASSET, DepegWorld.USDC, minute.usdc());
        price(PricedKind.INSTRUMENT, DepegWorld.IN_USD, minute.btcInUsd());
        price(PricedKind.INSTRUMENT, DepegWorld.IN_USDC, minute.btcInUsdc());
        final List<LogEntry> bids = new ArrayList<>();
        for (final ModelAccount account : simulation.book().accounts()) {
            if (account.liquidation() != null && account.liquidation().order() != null) {
                bids.add(bid(account.liquidation().order()));
            } else if (account.liquidation() != null && account.liquidation().collateral() != null) {
                bids.add(bid(account.liquidation().collateral()));
            }
        }
        bids.forEach(this::step);
    }

    private static LogEntry bid(final OpenOrder order) {
        final long limit = order.side() == Side.SELL ? order.mark() * 2 : 1;
        return new LogEntry.Bid(
                DepegWorld.KEEPER, order.liquidation(), order.instrument(), order.quantity(), limit);
    }

    private LogEntry bid(final CollateralOrder order) {
        return new LogEntry.CollateralBid(
                DepegWorld.KEEPER, order.liquidation(), order.asset(), order.quantity(),
                simulation.book().market().assetPrice(order.asset(), 0));
    }

    private void price(final PricedKind kind, final int priced, final long price) {
        final long before = kind == PricedKind.ASSET
                ? simulation.book().market().price(priced)
                : simulation.book().market().mark(priced);
        if (price != before) {
            for (final LogEntry tick : simulation.world().price(kind, priced, price)) {
                ticks.add(simulation.feeder().nextPosition());
                step(tick);
            }
        }
    }

    private void step(final LogEntry entry) {
        simulation.step(entry);
        for (final Event event : simulation.events()) {
            // What the insurance pool took is sold on without a breach.
            if (event instanceof Event.Started start && start.account() != AccountStore.POOL_ID) {
                started.add(start);
            }
        }
        for (final ModelAccount account : simulation.book().accounts()) {
            if (account.isFrozen() && account.id() != AccountStore.POOL_ID) {
                breached.add(account.id());
            }
        }
    }
}
