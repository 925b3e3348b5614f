package io.evenkeel.core.gate;

import io.evenkeel.core.store.LongMap;
import io.evenkeel.core.store.Mixing;

/**
 * Participants: roles, last command sequence, rate window, message keys, and the session that speaks for them now.
 * Bounded by the number of firms, not of users. Owned by Gate; no allocation after construction.
 */
final class ParticipantStore {
    static final int NONE = LongMap.MISSING;
    private static final long WINDOW_MS = 1_000;

    private final LongMap indexes;
    private final int[] ids;
    private final int[] roles;
    private final int[] commandsPerSecond;
    private final long[] lastSequences;
    private final long[] windows;
    private final int[] commandsInWindow;
    private final long[] sessions;
    private final KeyRing keys;
    private int size;

    ParticipantStore(final int capacity) {
        indexes = new LongMap(capacity);
        ids = new int[capacity];
        roles = new int[capacity];
        commandsPerSecond = new int[capacity];
        lastSequences = new long[capacity];
        windows = new long[capacity];
        commandsInWindow = new int[capacity];
        sessions = new long[capacity];
        keys = new KeyRing(capacity);
    }

    boolean isFull() {
        return size == ids.length;
    }

    int size() {
        return size;
    }

    int find(final int participant) {
        return indexes.get(participant);
    }

    void add(final int participant, final int participantRoles, final int rate) {
        indexes.put(participant, size);
        ids[size] = participant;
        roles[size] = participantRoles;
        commandsPerSecond[size] = rate;
        size++;
    }

    /** Changes what a participant may do from now on. */
    void change(final int index, final int participantRoles, final int rate) {
        roles[index] = participantRoles;
        commandsPerSecond[index] = rate;
    }

    /** {@return whether anybody but one holds a role} */
    boolean isHeldBesides(final int except, final int role) {
        for (int i = 0; i < size; i++) {
            if (i != except && (roles[i] & role) != 0) {
                return true;
            }
        }
        return false;
    }

    KeyRing keys() {
        return keys;
    }

    int id(final int index) {
        return ids[index];
    }

    int roles(final int index) {
        return roles[index];
    }

    int commandsPerSecond(final int index) {
        return commandsPerSecond[index];
    }

    long lastSequence(final int index) {
        return lastSequences[index];
    }

    void lastSequence(final int index, final long sequence) {
        lastSequences[index] = sequence;
    }

    /** The session that speaks for the participant: the one opened last, or 0. */
    long session(final int index) {
        return sessions[index];
    }

    void session(final int index, final long sessionId) {
        sessions[index] = sessionId;
    }

    long window(final int index) {
        return windows[index];
    }

    int commandsInWindow(final int index) {
        return commandsInWindow[index];
    }

    void restoreWindow(final int index, final long window, final int commands) {
        windows[index] = window;
        commandsInWindow[index] = commands;
    }

    /** Counts a message within the participant's rate in this second of cluster time. {@return whether it is} */
    boolean isWithinRate(final int index, final long timeMs) {
        if (commandsPerSecond[index] == 0) {
            return true;
        }
        final long window = timeMs / WINDOW_MS;
        if (windows[index] != window) {
            windows[index] = window;
            commandsInWindow[index] = 0;
        }
        final boolean isWithin = commandsInWindow[index] < commandsPerSecond[index];
        commandsInWindow[index] += isWithin ? 1 : 0;
        return isWithin;
    }

    long stateHash() {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            long hash = Mixing.chain(ids[i], roles[i]);
            hash = Mixing.chain(hash, commandsPerSecond[i]);
            hash = Mixing.chain(hash, lastSequences[i]);
            hash = Mixing.chain(hash, windows[i]);
            hash = Mixing.chain(hash, commandsInWindow[i]);
            hash = Mixing.chain(hash, keys.hash(i));
            sum += Mixing.chain(hash, sessions[i]);
        }
        return sum;
    }
}
