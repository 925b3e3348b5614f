package io.evenkeel.tools.scenario;

/**
 * How an engine cuts its work into slices, where a file sets it: what a simulation found with few evaluations a slice
 * is only found again with as few. Tasks then go on with each command and each time, and are not finished in between.
 *
 * @param evaluations most accounts judged in one slice.
 * @param queue       most updates that wait for a task.
 * @param buckets     buckets of each price ladder, a power of two.
 */
record Slices(int evaluations, int queue, int buckets) {
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
}
