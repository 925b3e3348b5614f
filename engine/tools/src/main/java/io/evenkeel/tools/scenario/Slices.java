package io.evenkeel.tools.scenario;

import io.evenkeel.core.EngineLimits;

/**
 * How an engine cuts its work into slices, where a file sets it: what a simulation found with few evaluations a slice
 * is only found again with as few. Tasks then go on with each command and each time, and are not finished in between.
 *
 * @param evaluations most accounts judged in one slice.
 * @param queue       most updates that wait for a task.
 * @param buckets     buckets of each price ladder, a power of two.
 */
record Slices(int evaluations, int queue, int buckets) {
    /** Capacities where a file sets no slices. */
    static final EngineLimits USUAL = new EngineLimits(
            16_384, 65_536, 16_384, 1_024, 1_024, 64, 128, 16, 65_536, 65_536, 16_384, 1_024, 1_024, 64, 16_384);

    private static final int FEWEST_BUCKETS = 64;
    private static final int MOST = 1 << 20;

    /** {@return what the line says} */
    static Slices read(final Fields fields) {
        final int buckets = (int) fields.integer("buckets", FEWEST_BUCKETS, MOST);
        if (Integer.bitCount(buckets) != 1) {
            throw fields.wrong("buckets", "must be a power of two");
        }
        final Slices slices = new Slices(
                (int) fields.integer("evaluations", 1, MOST), (int) fields.integer("queue", 1, MOST), buckets);
        fields.finish();
        return slices;
    }

    /** {@return the usual capacities, with these slices} */
    EngineLimits limits() {
        return new EngineLimits(
                USUAL.accounts(), USUAL.positions(), USUAL.exposures(), USUAL.participants(), USUAL.sessions(),
                USUAL.assets(), USUAL.instruments(), USUAL.sourcesPerPrice(), USUAL.tradeIds(), USUAL.references(),
                USUAL.liquidations(), queue, buckets, evaluations, USUAL.instructions());
    }
}
