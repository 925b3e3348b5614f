package io.evenkeel.core;

import org.agrona.BitUtil;

/**
 * Capacities, set at start and equal on every node of a cluster. Reaching one is a refusal (CAPACITY), never an
 * exception.
 *
 * @param accounts         most accounts; memory is about 256 bytes each.
 * @param positions        most open positions; memory is about 64 bytes each.
 * @param exposures        most (account, asset) balances beyond the first of each account.
 * @param participants     most participants.
 * @param sessions         most open sessions.
 * @param assets           most assets, up to 64.
 * @param instruments      most instruments, up to 1,024.
 * @param sourcesPerPrice  most sources of one price, up to 16.
 * @param tradeIds         how many of the latest trade ids are remembered for DUPLICATE_TRADE.
 * @param references       how many of the latest gateway references are remembered for DUPLICATE_REFERENCE.
 * @param liquidations     most liquidations open at once.
 * @param queuedUpdates    most price updates that wait for a task; when it is full the task runs to its end.
 * @param ladderBuckets    buckets of each price ladder, a power of two: the finer, the fewer accounts a tick
 *                         visits in
 *                         vain.
 * @param sliceEvaluations most account evaluations of a task in one slice, at least 1.
 * @param instructions     most instructions to gateways open at once; memory is about 96 bytes each.
 */
public record EngineLimits(
        int accounts,
        int positions,
        int exposures,
        int participants,
        int sessions,
        int assets,
        int instruments,
        int sourcesPerPrice,
        int tradeIds,
        int references,
        int liquidations,
        int queuedUpdates,
        int ladderBuckets,
        int sliceEvaluations,
        int instructions) {

    private static final int FEWEST_BUCKETS = 64;
    private static final int MOST_ASSETS = 64;
    private static final int MOST_INSTRUMENTS = 1_024;

    /** Refuses what cannot be. */
    public EngineLimits {
        if (ladderBuckets < FEWEST_BUCKETS || !BitUtil.isPowerOfTwo(ladderBuckets)) {
            throw new IllegalArgumentException(
                    "ladderBuckets is " + ladderBuckets + ", not a power of two from " + FEWEST_BUCKETS);
        }
        if (assets < 1 || assets > MOST_ASSETS || instruments < 1 || instruments > MOST_INSTRUMENTS) {
            throw new IllegalArgumentException("assets " + assets + " not in 1.." + MOST_ASSETS + ", or instruments "
                    + instruments + " not in 1.." + MOST_INSTRUMENTS);
        }
        final int least = Math.min(
                Math.min(Math.min(accounts, positions), Math.min(exposures, participants)),
                Math.min(
                        Math.min(sourcesPerPrice, tradeIds),
                        Math.min(references, Math.min(queuedUpdates, instructions))));
        if (least < 1 || sliceEvaluations < 1) {
            throw new IllegalArgumentException("every limit must be at least 1: " + least + ", " + sliceEvaluations);
        }
    }

    /** {@return limits for tests, scenarios and demos: a few thousand accounts, tens of megabytes} */
    public static EngineLimits small() {
        return new EngineLimits(8_192, 65_536, 16_384, 64, 256, 16, 64, 8, 65_536, 65_536, 8_192, 1_024, 4_096, 64,
                8_192);
    }

    /** {@return limits of a node by default: a million accounts with eight positions each} */
    public static EngineLimits standard() {
        return new EngineLimits(
                1_000_000, 8_388_608, 1_048_576, 1_024, 4_096, 64, 256, 16, 4_194_304, 1_048_576, 65_536, 65_536,
                65_536, 64, 1_048_576);
    }

    /** {@return the same limits with another slice size} */
    public EngineLimits withSliceEvaluations(final int evaluations) {
        return new EngineLimits(
                accounts, positions, exposures, participants, sessions, assets, instruments, sourcesPerPrice, tradeIds,
                references, liquidations, queuedUpdates, ladderBuckets, evaluations, instructions);
    }
}
