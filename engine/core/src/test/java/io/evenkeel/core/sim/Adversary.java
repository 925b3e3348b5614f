package io.evenkeel.core.sim;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.inspect.BalanceReport;
import io.evenkeel.core.inspect.PositionReport;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.model.ModelAccount;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Reads an account's walls and drives every price to its wall, one after another, and then one of them a step beyond:
 * the worst that prices can do to a certificate.
 */
final class Adversary {
    private final Simulation simulation;
    private final Random random;
    private final Deque<LogEntry> plan = new ArrayDeque<>();

    Adversary(final Simulation simulation, final Random random) {
        this.simulation = simulation;
        this.random = random;
    }

    /** {@return whether it is at work on an account} */
    boolean isAtWork() {
        return !plan.isEmpty();
    }

    /** {@return the next price it wants} */
    LogEntry next() {
        return plan.poll();
    }

    /** A wall of the victim. */
    private record Wall(PricedKind kind, int priced, long price, int outward) {
    }

    /** Picks a victim and makes a plan, if there is one with walls. */
    void attack() {
        final List<AccountReport> reports = simulation.reports();
        AccountReport victim = null;
        for (int i = 0; i < 8 && !reports.isEmpty(); i++) {
            final AccountReport candidate = reports.get(random.nextInt(reports.size()));
            if (candidate.liquidation() == 0
                    && (victim == null || candidate.positions().size() > victim.positions().size())) {
                victim = candidate;
            }
        }
        if (victim != null) {
            plan(wallsOf(victim));
        }
    }

    private void plan(final List<Wall> walls) {
        if (random.nextInt(10) > 0) {
            walls.removeIf(this::isFar);
        }
        if (walls.isEmpty()) {
            return;
        }
        Collections.shuffle(walls, random);
        for (final Wall wall : walls) {
            add(wall, 0);
        }
        final Wall last = walls.get(random.nextInt(walls.size()));
        add(last, random.nextInt(6) == 0 ? 1 + random.nextInt(40) : 1);
    }

    /** Far walls would ruin all other accounts as well, and are left alone most of the time. */
    private boolean isFar(final Wall wall) {
        final long price = wall.kind == PricedKind.ASSET
                ? simulation.book().market().price(wall.priced)
                : simulation.book().market().mark(wall.priced);
        return Math.abs(wall.price - price) > price / 4;
    }

    private void add(final Wall wall, final int steps) {
        final long price = wall.price + (long) steps * wall.outward;
        if (price > 0) {
            plan.addAll(simulation.world().price(wall.kind, wall.priced, price));
        }
    }

    private List<Wall> wallsOf(final AccountReport report) {
        final List<Wall> walls = new ArrayList<>();
        for (final PositionReport position : report.positions()) {
            if (position.isLinked()) {
                walls.add(new Wall(PricedKind.INSTRUMENT, position.instrument(),
                        Walls.lastMarkInside(position, simulation.book().market()),
                        position.quantity() > 0 ? -1 : 1));
            }
        }
        final ModelAccount account = simulation.book().account(report.account());
        for (final BalanceReport balance : report.balances()) {
            if (balance.isLinked() && balance.asset() != 0) {
                final int sign = simulation.book().judge()
                        .signIn(balance.asset(), account, simulation.book().market());
                walls.add(new Wall(PricedKind.ASSET, balance.asset(), balance.bound(), sign > 0 ? -1 : 1));
            }
        }
        return walls;
    }
}
