package io.evenkeel.core.sim;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts of what a simulation has met. A run that never met one of the required things proves nothing about it. */
public final class Tally {
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    /** What is counted. */
    public enum Kind {
        /** Log entries fed. */
        COMMANDS(false),
        /** Accounts that the full scan found in breach. */
        BREACHES(true),
        /** Liquidations that ended cured. */
        CURES(true),
        /** Bids that traded. */
        SALES(true),
        /** Tasks that took more than one slice. */
        SLICED_TASKS(true),
        /** Accounts that a command touched while a task had yet to evaluate them. */
        TOUCHED_IN_TASK(true),
        /** Positions that a tick moved into another margin tier. */
        TIER_CROSSINGS(true),
        /** Ticks that crossed one wall of an account while others of its walls were hit too. */
        SEVERAL_WALLS_HIT(true),
        /** Fired triggers that got room without a full evaluation. */
        SLACK_MOVES(true),
        /** Price updates that found the queue full. */
        QUEUE_OVERFLOWS(true),
        /** Price updates that waited for a task. */
        QUEUED(true),
        /** Accounts in breach at last prices but not at favoured ones. */
        FAVOURED(true),
        /** Live certificates looked at. */
        CORNERS(true),
        /** Those recomputed at their corner, because something that it depends on had changed. */
        CHANGED_CORNERS(true),
        /** Corners whose health was zero or below one numeraire unit. */
        TIGHT_CORNERS(true),
        /** Commands refused. */
        REFUSED(true);

        private final boolean isRequired;

        Kind(final boolean isRequired) {
            this.isRequired = isRequired;
        }
    }

    /** Adds one. */
    public void count(final Kind kind) {
        add(kind, 1);
    }

    /** Adds many. */
    public void add(final Kind kind, final long count) {
        counts.merge(kind, count, Long::sum);
    }

    /** Adds another tally. */
    public void add(final Tally other) {
        other.counts.forEach(this::add);
    }

    /** {@return how many of a kind} */
    public long of(final Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Fails where something required was never met. */
    public void checkComplete() {
        for (final Kind kind : Kind.values()) {
            Discrepancy.check(!kind.isRequired || of(kind) > 0, "the simulation met no " + kind);
        }
    }

    @Override
    public String toString() {
        return java.util.Arrays.stream(Kind.values())
                .map(kind -> kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " " + of(kind))
                .collect(Collectors.joining(", "));
    }
}
