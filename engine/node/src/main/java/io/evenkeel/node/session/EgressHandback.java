package io.evenkeel.node.session;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Answers on their way from Publish's thread back to the service thread, which alone may use the cluster's egress, and
 * only while it handles a log entry. So they leave with the next entry or timer. When the ring is full the answer is
 * dropped. One writer, one reader; does not allocate once made.
 */
public final class EgressHandback implements EgressRoute {
    private static final int CAPACITY = 1 << 18;
    private static final int ANSWER = 1;

    private final OneToOneRingBuffer ring = new OneToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY + RingBufferDescriptor.TRAILER_LENGTH)));
    private final AtomicLong dropped = new AtomicLong();
    private final EgressRoute egress;
    private final MessageHandler handler = this::onAnswer;

    /** Makes an empty ring; the service thread sends its content on through this route. */
    public EgressHandback(final EgressRoute egress) {
        this.egress = egress;
    }

    @Override
    public boolean offer(final long sessionId, final DirectBuffer buffer, final int offset, final int length) {
        final int index = ring.tryClaim(ANSWER, BitUtil.SIZE_OF_LONG + length);
        if (index <= 0) {
            return false;
        }
        ring.buffer().putLong(index, sessionId);
        ring.buffer().putBytes(index + BitUtil.SIZE_OF_LONG, buffer, offset, length);
        ring.commit(index);
        return true;
    }

    /** Service thread, in a callback that may use the egress: sends what has come back. {@return how many} */
    public int drain() {
        return ring.read(handler);
    }

    private void onAnswer(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        final int offset = index + BitUtil.SIZE_OF_LONG;
        if (!egress.offer(buffer.getLong(index), buffer, offset, length - BitUtil.SIZE_OF_LONG)) {
            dropped.lazySet(dropped.get() + 1);
        }
    }

    /** {@return how many answers the egress did not take; any thread} */
    public long dropped() {
        return dropped.get();
    }
}
