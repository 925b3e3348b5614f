package io.evenkeel.client;

import io.evenkeel.codecs.authentication.MessageAuthenticator;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The commands that were given a sequence and are not all acknowledged yet, as encoded bytes, so that they can be sent
 * again. Three sequences divide it: everything below {@code lowest} is acknowledged, what lies in
 * {@code [unsent, next)} waits to be sent, {@code next} is the sequence of the next command.
 *
 * <p>Not thread-safe. Allocates only when made.
 */
final class CommandWindow {
    /** Longest command with its header, in bytes. */
    static final int SLOT_LENGTH = 1024;
    /** Room of a command, with that for its authentication code, which is appended whenever it is sent. */
    private static final int STRIDE = SLOT_LENGTH + MessageAuthenticator.CODE_LENGTH;

    private final UnsafeBuffer buffer;
    private final int[] lengths;
    private final boolean[] isAcknowledged;
    private final int capacity;
    private long lowest = 1;
    private long unsent = 1;
    private long next = 1;

    /** Makes an empty window. The capacity must be a power of two. */
    CommandWindow(final int capacity) {
        if (!BitUtil.isPowerOfTwo(capacity)) {
            throw new IllegalArgumentException("window capacity must be a power of two: " + capacity);
        }
        this.capacity = capacity;
        buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(capacity * STRIDE));
        lengths = new int[capacity];
        isAcknowledged = new boolean[capacity];
    }

    /** Begins an empty window after the last sequence that the cluster has consumed. */
    void startAfter(final long lastSequence) {
        lowest = lastSequence + 1;
        unsent = lowest;
        next = lowest;
    }

    int capacity() {
        return capacity;
    }

    boolean isFull() {
        return next - lowest == capacity;
    }

    /** {@return lowest sequence that is not acknowledged, or the next one} */
    long lowest() {
        return lowest;
    }

    /** {@return the sequence that the next command will get} */
    long next() {
        return next;
    }

    /** {@return how many sequences lie between the lowest unacknowledged and the next} */
    int size() {
        return (int) (next - lowest);
    }

    boolean contains(final long sequence) {
        return sequence >= lowest && sequence < next;
    }

    MutableDirectBuffer buffer() {
        return buffer;
    }

    int offset(final long sequence) {
        return slot(sequence) * STRIDE;
    }

    int length(final long sequence) {
        return lengths[slot(sequence)];
    }

    /** Takes the command whose bytes were written at {@code offset(next())}. {@return its sequence} */
    long append(final int length) {
        final int slot = slot(next);
        lengths[slot] = length;
        isAcknowledged[slot] = false;
        return next++;
    }

    boolean hasUnsent() {
        return unsent < next;
    }

    /** {@return the sequence to send now; only where {@link #hasUnsent()}} */
    long unsent() {
        return unsent;
    }

    /** Says that {@link #unsent()} went out. Commands that are acknowledged already are passed over. */
    void markSent() {
        unsent++;
        skipAcknowledged();
    }

    /** Everything that is not acknowledged has to be sent again, in order. */
    void rewind() {
        unsent = lowest;
    }

    /** {@return whether any command was sent and not acknowledged} */
    boolean isAwaitingAnswer() {
        return unsent > lowest;
    }

    /** {@return whether this is the first answer to a command of the window} */
    boolean acknowledge(final long sequence) {
        if (!contains(sequence) || isAcknowledged[slot(sequence)]) {
            return false;
        }
        isAcknowledged[slot(sequence)] = true;
        while (lowest < next && isAcknowledged[slot(lowest)]) {
            lowest++;
        }
        if (unsent < lowest) {
            unsent = lowest;
        }
        skipAcknowledged();
        return true;
    }

    private void skipAcknowledged() {
        while (unsent < next && isAcknowledged[slot(unsent)]) {
            unsent++;
        }
    }

    private int slot(final long sequence) {
        return (int) sequence & (capacity - 1);
    }
}
