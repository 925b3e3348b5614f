package io.evenkeel.core.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.sim.Simulation;
import io.evenkeel.core.sim.Tally;
import io.evenkeel.core.sim.World;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.OpenOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * March 2023, minute by minute: USDC fell to 0.875 US dollars while bitcoin moved by a quarter. Accounts hold both as
 * collateral and trade bitcoin against dollars and against USDC. Ordinary runs take the four days around the fall,
 * {@code -Devenkeel.full=true} all three weeks.
 */
class DepegReplayTest {
    private static final int MINUTE_MS = 60_000;
    private static final long SEED = 20_230_311;

    private final DepegWorld depeg = new DepegWorld(new Random(SEED));
    private final TreeSet<Long> started = new TreeSet<>();
    private final TreeSet<Long> breached = new TreeSet<>();
    private Simulation simulation;
    private long lowestUsdc = Long.MAX_VALUE;

    @Test
    @Timeout(1_200)
    void shouldLiquidateWhomTheNaiveModelDoesWhenUsdcLosesItsPeg() throws IOException {
        final boolean isFull = Boolean.getBoolean("evenkeel.full");
        final List<DepegBars.Minute> minutes =
                DepegBars.read(isFull ? "2023-03-01" : "2023-03-10", isFull ? "2023-03-22" : "2023-03-14");
        final World world = depeg.world(minutes.get(0));
        simulation = new Simulation(world);
        depeg.holdings(minutes.get(0)).forEach(this::step);
        assertThat(simulation.book().breaches().count()).isZero();
        minutes.forEach(this::play);
        System.out.println("de-peg: " + minutes.size() + " minutes, " + simulation.tally().of(Tally.Kind.COMMANDS)
                + " commands, USDC down to 0." + lowestUsdc + ", liquidated " + started);
        assertThat(started).isEqualTo(breached);
        assertThat(started).hasSizeBetween(10, DepegWorld.ACCOUNTS - 10);
        assertThat(lowestUsdc).isLessThan(890_000);
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
            }
        }
        bids.forEach(this::step);
    }

    private static LogEntry bid(final OpenOrder order) {
        final long limit = order.side() == Side.SELL ? order.mark() * 2 : 1;
        return new LogEntry.Bid(
                DepegWorld.KEEPER, order.liquidation(), order.instrument(), order.quantity(), limit);
    }

    private void price(final PricedKind kind, final int priced, final long price) {
        final long before = kind == PricedKind.ASSET
                ? simulation.book().market().price(priced)
                : simulation.book().market().mark(priced);
        if (price != before) {
            simulation.world().price(kind, priced, price).forEach(this::step);
        }
    }

    private void step(final LogEntry entry) {
        simulation.step(entry);
        for (final Event event : simulation.events()) {
            if (event instanceof Event.Started start) {
                started.add(start.account());
            }
        }
        for (final ModelAccount account : simulation.book().accounts()) {
            if (account.isFrozen()) {
                breached.add(account.id());
            }
        }
    }
}
