package io.evenkeel.perf.gap;

import io.evenkeel.perf.market.FillPath;
import io.evenkeel.perf.market.Population;
import io.evenkeel.perf.market.PricePath;
import io.evenkeel.perf.rig.PopulatedEngine;

/**
 * What goes on while accounts are liquidated: fills, and now and then a tick of another instrument, which waits for the
 * gap's work, or a timer. The same entries for every engine that stands where the first one did.
 */
public final class GapTraffic {
    /** The instrument that most accounts hold. */
    public static final int INSTRUMENT = 0;

    private static final long PPM = 1_000_000;
    private static final int FILLS = 1 << 16;
    /** As a node that takes 5,000 commands a second, with a timer every 50 ms. */
    private static final int ENTRIES_PER_TIMER = 256;
    /** Seldom enough that what waits does not fill the queue: then the gap's work would run to its end at once. */
    private static final int ENTRIES_PER_TICK = 16;

    private final PopulatedEngine engine;
    private final FillPath fills;
    private final PricePath ticks;
    private final long openingPrice;
    private long entries;

    /** Makes traffic, drawn from a seed. */
    public GapTraffic(final PopulatedEngine engine, final Population population, final long seed) {
        this.engine = engine;
        fills = new FillPath(population, seed, FILLS);
        ticks = new PricePath(population, seed, FILLS);
        openingPrice = population.market().openingPrice(INSTRUMENT);
    }

    /** Sends the price of the instrument, moved from its opening price by so much. */
    public void move(final int gapPpm) {
        engine.rig().submitPrice(INSTRUMENT, openingPrice + openingPrice * gapPpm / PPM);
    }

    /** Sends the next entry. */
    public void next() {
        entries++;
        if (entries % ENTRIES_PER_TIMER == 0) {
            engine.rig().fireTimer();
        } else if (entries % ENTRIES_PER_TICK == 0) {
            submitTick();
        } else {
            engine.rig().submitFill(fills.next());
        }
    }

    private void submitTick() {
        long tick = ticks.next();
        while (PricePath.instrument(tick) == INSTRUMENT) {
            tick = ticks.next();
        }
        engine.rig().submitTick(tick);
    }
}
