package io.evenkeel.perf.gap;

import io.evenkeel.core.inspect.EngineCounters;
import io.evenkeel.perf.market.Population;
import io.evenkeel.perf.rig.PopulatedEngine;
import io.evenkeel.perf.rig.Rig;

/**
 * Traffic in calm, then the gap, then traffic until prices have no work left to do: on a twin of a populated engine, so
 * that every run has the same entries and does the same work.
 */
final class GapRun {
    /** Entries in calm, to compare with. */
    static final int CALM_ENTRIES = 4_096;

    private final OrderWatch orders = new OrderWatch();
    private final EntryTimes calm = new EntryTimes(CALM_ENTRIES);
    private final EntryTimes gap;
    private long gapPosition;
    private long evaluatedInCalm;
    private long evaluatedToFirst;
    private long spared;
    private long frozen;

    /** Makes a run for so many accounts. */
    GapRun(final int accounts) {
        // A step for each account that is evaluated and one for its order, and room for what waits meanwhile.
        gap = new EntryTimes(4 * accounts / Rig.SLICE_EVALUATIONS + CALM_ENTRIES);
    }

    /** Runs it. {@return the run, which keeps nothing of the engine} */
    GapRun run(final PopulatedEngine populated, final Population population, final long seed, final int gapPpm) {
        final PopulatedEngine engine = populated.twin(orders);
        final GapTraffic traffic = new GapTraffic(engine, population, seed);
        playCalm(engine, traffic);
        playGap(engine, traffic, gapPpm);
        check(engine);
        return this;
    }

    private void playCalm(final PopulatedEngine engine, final GapTraffic traffic) {
        final long before = engine.counters().evaluations();
        for (int n = 0; n < CALM_ENTRIES; n++) {
            calm.begin();
            traffic.next();
            calm.end();
        }
        evaluatedInCalm = engine.counters().evaluations() - before;
    }

    private void playGap(final PopulatedEngine engine, final GapTraffic traffic, final int gapPpm) {
        final EngineCounters before = engine.counters();
        final long frozenBefore = engine.rig().frozen();
        gapPosition = engine.rig().position() + Rig.ENTRY_LENGTH;
        orders.watch(gapPosition);
        gap.begin();
        traffic.move(gapPpm);
        gap.end();
        boolean isFirst = true;
        while (engine.isTaskRunning()) {
            gap.begin();
            traffic.next();
            gap.end();
            if (isFirst && orders.count() > 0) {
                isFirst = false;
                evaluatedToFirst = engine.counters().evaluations() - before.evaluations();
                spared = engine.counters().slackMoves() - before.slackMoves();
            }
        }
        frozen = engine.rig().frozen() - frozenBefore;
    }

    private void check(final PopulatedEngine engine) {
        engine.requireInvariants();
        if (engine.rig().refused() != engine.rig().frozen()) {
            throw new IllegalStateException("commands were refused that are not of frozen accounts");
        }
        if (engine.counters().queueOverflows() > 0) {
            throw new IllegalStateException("more prices waited than the queue holds");
        }
        if (orders.count() == 0) {
            throw new IllegalStateException("nobody was liquidated");
        }
    }

    /** {@return entries up to the one with the first order, that one left out} */
    private int entriesToFirst() {
        return (int) ((orders.firstPosition() - gapPosition) / Rig.ENTRY_LENGTH);
    }

    /** {@return entries up to the one with the last order} */
    int entriesToLast() {
        return (int) ((orders.lastPosition() - gapPosition) / Rig.ENTRY_LENGTH) + 1;
    }

    /** {@return accounts that the gap had evaluated: those that the same traffic has in calm left out} */
    long evaluated() {
        return evaluatedToFirst - evaluatedInCalm * entriesToFirst() / CALM_ENTRIES;
    }

    /** {@return accounts that got new room without being evaluated} */
    long spared() {
        return spared;
    }

    /** {@return first orders, one for each account that breached by the gap} */
    long orders() {
        return orders.count();
    }

    /** {@return hash of these orders} */
    long hash() {
        return orders.hash();
    }

    /** {@return fills refused because an account is in liquidation} */
    long frozen() {
        return frozen;
    }

    /** {@return processor time until the first order, what the traffic takes in calm left out, ns} */
    long evaluationNs() {
        return gap.cpuNs(0, entriesToFirst()) - inCalmNs(entriesToFirst());
    }

    /** {@return processor time from the first order to the last, what the traffic takes in calm left out, ns} */
    long orderNs() {
        return gap.cpuNs(entriesToFirst(), entriesToLast()) - inCalmNs(entriesToLast() - entriesToFirst());
    }

    private long inCalmNs(final int entries) {
        return calm.cpuNs(0, CALM_ENTRIES) * entries / CALM_ENTRIES;
    }

    /** {@return wall time of all entries up to the first order, ns} */
    long wallToFirstNs() {
        return gap.wallNs(0, entriesToFirst() + 1);
    }

    /** {@return wall time of all entries up to the last order, ns} */
    long wallToLastNs() {
        return gap.wallNs(0, entriesToLast());
    }

    /** {@return times of the entries in calm} */
    EntryTimes calmTimes() {
        return calm;
    }

    /** {@return times of the entries from the gap on} */
    EntryTimes gapTimes() {
        return gap;
    }
}
