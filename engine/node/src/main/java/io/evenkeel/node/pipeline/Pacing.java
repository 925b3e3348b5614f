package io.evenkeel.node.pipeline;

/**
 * Decides how much a stage takes at a time, and when. A node runs with {@link #FREE}. Tests give another one to show
 * that results do not depend on batches or on the speed of a stage, and that a stage which throws or hangs ends the
 * node. Called on the thread of the stage; what it throws counts as thrown by the stage.
 */
public interface Pacing {
    /** As much as there is, at once. */
    Pacing FREE = new Pacing() {
        @Override
        public int batchLimit(final StageName stage) {
            return Integer.MAX_VALUE;
        }

        @Override
        public void before(final StageName stage, final long logPosition) {
            // A free stage waits for nothing.
        }
    };

    /** {@return the most entries that the stage takes in its next batch, at least 1} */
    int batchLimit(StageName stage);

    /**
     * Called before a stage takes an entry or, for PUBLISH, an output.
     *
     * @param stage       the stage about to work.
     * @param logPosition position of the log entry.
     */
    void before(StageName stage, long logPosition);
}
