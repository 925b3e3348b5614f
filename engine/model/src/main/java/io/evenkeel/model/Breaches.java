package io.evenkeel.model;

import java.util.Comparator;
import java.util.TreeSet;

/** Accounts that a full scan found in breach and whose liquidations have yet to start, in the order they must start. */
public final class Breaches {
    private final TreeSet<Breach> waiting =
            new TreeSet<>(Comparator.comparingLong(Breach::position).thenComparingLong(Breach::account));

    /**
     * A breach.
     *
     * @param position log position of the command that it is charged to.
     * @param account  account id.
     */
    public record Breach(long position, long account) {
    }

    /** Adds a breach. */
    public void add(final long position, final long account) {
        waiting.add(new Breach(position, account));
    }

    /** {@return the one that must start next, or null; it no longer waits} */
    public Breach takeFirst() {
        return waiting.pollFirst();
    }

    /** {@return the one that must start next, or null; it waits on} */
    public Breach first() {
        return waiting.isEmpty() ? null : waiting.first();
    }

    /** {@return how many wait} */
    public int count() {
        return waiting.size();
    }

    @Override
    public String toString() {
        return waiting.toString();
    }
}
