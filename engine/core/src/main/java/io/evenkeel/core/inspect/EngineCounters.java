package io.evenkeel.core.inspect;

/**
 * Counters since the engine was made, for tests and benchmarks. Not state: neither hashed nor in a snapshot.
 *
 * @param evaluations       full evaluations of an account: every position read.
 * @param slackMoves        fired triggers that got room from the corner's slack without a full evaluation.
 * @param ticks             price updates applied to an instrument or asset.
 * @param multiSliceTasks   tasks that took more than one slice.
 * @param touchedInTask     accounts that a command touched while they waited in a task.
 * @param breaches          breaches found.
 * @param queueOverflows    times that a task ran to its end because no further price update could wait.
 */
public record EngineCounters(
        long evaluations,
        long slackMoves,
        long ticks,
        long multiSliceTasks,
        long touchedInTask,
        long breaches,
        long queueOverflows) {
}
