package io.evenkeel.core.output;

import java.nio.ByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One output on its way from Risk to Publish and Audit. Made once and reused; no allocation afterwards. Written by
 * Risk's thread between {@link OutputSink#claim} and {@link OutputSink#publish}, read by the others after it.
 */
public final class OutputSlot {
    /** Longest event, in bytes, SBE header included. */
    public static final int MAX_LENGTH = 512;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_LENGTH));
    private OutputKind kind = OutputKind.AUDIT;
    private long logPosition;
    private long timeMs;
    private long sessionId;
    private int length;

    /** Makes an empty slot. */
    public OutputSlot() {
    }

    /**
     * Addresses the output. {@link #length(int)} is set once its bytes are written.
     *
     * @param kind        what it is and where it goes.
     * @param logPosition position of the log entry that caused it.
     * @param timeMs      cluster time of that entry.
     * @param sessionId   session it is for, with ACK, SESSION_OPENED and SESSION_CLOSED; with NOTICE the participant;
     *                    else 0.
     */
    public void address(final OutputKind kind, final long logPosition, final long timeMs, final long sessionId) {
        this.kind = kind;
        this.logPosition = logPosition;
        this.timeMs = timeMs;
        this.sessionId = sessionId;
        this.length = 0;
    }

    /** {@return the bytes: an SBE message with header} */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Says how many bytes were written, from 0. */
    public void length(final int length) {
        this.length = length;
    }

    /** {@return how many bytes there are} */
    public int length() {
        return length;
    }

    /** {@return what the output is} */
    public OutputKind kind() {
        return kind;
    }

    /** {@return position of the log entry that caused it} */
    public long logPosition() {
        return logPosition;
    }

    /** {@return cluster time of that entry, milliseconds UTC} */
    public long timeMs() {
        return timeMs;
    }

    /** {@return the session it is for; with NOTICE the participant; or 0} */
    public long sessionId() {
        return sessionId;
    }
}
