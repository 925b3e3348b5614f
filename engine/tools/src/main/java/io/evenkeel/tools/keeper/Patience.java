package io.evenkeel.tools.keeper;

/** How long a keeper leaves something alone: after each refusal twice as long as after the one before. */
final class Patience {
    private static final long LEAST_MS = 50;
    private static final long MOST_MS = 5_000;

    private long delayMs = LEAST_MS;
    private long untilMs;

    void refused(final long nowMs) {
        untilMs = nowMs + delayMs;
        delayMs = Math.min(MOST_MS, 2 * delayMs);
    }

    void succeeded() {
        delayMs = LEAST_MS;
        untilMs = 0;
    }

    boolean isOver(final long nowMs) {
        return nowMs >= untilMs;
    }
}
