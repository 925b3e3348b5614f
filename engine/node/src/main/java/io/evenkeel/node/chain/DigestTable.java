package io.evenkeel.node.chain;

import java.util.Arrays;

/**
 * This node's latest chain digests, and what its peers say of the same log positions. The node must stop when more
 * peers contradict a digest than confirm it, once all have spoken or a grace has passed: so one diverged node of three
 * stops alone, and of two that disagree, with nobody to ask, both stop. One thread; does not allocate.
 */
final class DigestTable {
    private static final int SLOTS = 1024;

    private final int peers;
    private final long graceNs;
    private final long[] positions = new long[SLOTS];
    private final long[] own = new long[SLOTS];
    private final int[] confirmed = new int[SLOTS];
    private final int[] contradicted = new int[SLOTS];
    private final long[] contradictedAtNs = new long[SLOTS];
    private final long[][] saidPositions;
    private final long[][] said;
    private int next;
    private int openContradictions;

    /**
     * Makes an empty table.
     *
     * @param peers   number of peers, named 0 to this − 1.
     * @param graceNs how long a silent peer is waited for after a contradiction.
     */
    DigestTable(final int peers, final long graceNs) {
        this.peers = peers;
        this.graceNs = graceNs;
        saidPositions = new long[peers][SLOTS];
        said = new long[peers][SLOTS];
        Arrays.fill(positions, -1);
        for (final long[] row : saidPositions) {
            Arrays.fill(row, -1);
        }
    }

    /** This node's digest at a position; positions rise. */
    void onOwn(final long position, final long digest, final long nowNs) {
        if (contradicted[next] > 0) {
            openContradictions--;
        }
        positions[next] = position;
        own[next] = digest;
        confirmed[next] = 0;
        contradicted[next] = 0;
        for (int peer = 0; peer < peers; peer++) {
            final int slot = find(saidPositions[peer], position);
            if (slot >= 0) {
                judge(next, said[peer][slot], nowNs);
                saidPositions[peer][slot] = -1;
            }
        }
        next = (next + 1) % SLOTS;
    }

    /** A peer's digest at a position; one that this node has not reached yet is kept until it has. */
    void onPeer(final int peer, final long position, final long digest, final long nowNs) {
        final int slot = find(positions, position);
        if (slot >= 0) {
            judge(slot, digest, nowNs);
        } else {
            final int free = Long.hashCode(position * 0x9E3779B97F4A7C15L) & (SLOTS - 1);
            saidPositions[peer][free] = position;
            said[peer][free] = digest;
        }
    }

    private void judge(final int slot, final long digest, final long nowNs) {
        if (digest == own[slot]) {
            confirmed[slot]++;
        } else {
            if (contradicted[slot] == 0) {
                contradictedAtNs[slot] = nowNs;
                openContradictions++;
            }
            contradicted[slot]++;
        }
    }

    /** {@return the log position at which this node has diverged, or −1} */
    long divergedPosition(final long nowNs) {
        if (openContradictions == 0) {
            return -1;
        }
        for (int i = 0; i < SLOTS; i++) {
            final boolean isSettled = confirmed[i] + contradicted[i] >= peers || nowNs - contradictedAtNs[i] > graceNs;
            if (contradicted[i] > confirmed[i] && isSettled) {
                return positions[i];
            }
        }
        return -1;
    }

    private static int find(final long[] in, final long position) {
        for (int i = 0; i < SLOTS; i++) {
            if (in[i] == position) {
                return i;
            }
        }
        return -1;
    }
}
