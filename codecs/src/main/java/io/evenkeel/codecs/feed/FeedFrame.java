package io.evenkeel.codecs.feed;

import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Flyweight over one frame of a feed: the schema's {@code feedFrameHeader} and a part of an event. A frame always has
 * {@link #LENGTH} bytes, so that a frame's place in a recording follows from its number. An event longer than
 * {@link #PAYLOAD_LENGTH} takes consecutive frames; what an event leaves of its last frame is zero.
 *
 * <p>Not thread-safe; one instance per thread. Does not allocate after construction.
 */
public final class FeedFrame {
    /** Length of a frame as a message, in bytes. */
    public static final int LENGTH = 96;

    /** Length of the header within it, in bytes. */
    public static final int HEADER_LENGTH = 24;

    /** Bytes of an event that one frame carries at most. */
    public static final int PAYLOAD_LENGTH = LENGTH - HEADER_LENGTH;

    /** Bytes that a frame takes in a log or recording, transport header included. */
    public static final int ALIGNED_LENGTH = 128;

    /** Most frames of one event. */
    public static final int MAX_COUNT = 255;

    private static final int NUMBER_OFFSET = 0;
    private static final int LOG_POSITION_OFFSET = 8;
    private static final int CRC_OFFSET = 16;
    private static final int EVENT_LENGTH_OFFSET = 20;
    private static final int INDEX_OFFSET = 22;
    private static final int COUNT_OFFSET = 23;

    private final CRC32C crc = new CRC32C();
    private final byte[] scratch = new byte[LENGTH];
    private DirectBuffer buffer;
    private int offset;

    /** Makes a flyweight over nothing. */
    public FeedFrame() {
    }

    /** {@return how many frames an event of so many bytes takes} */
    public static int count(final int eventLength) {
        return (eventLength + PAYLOAD_LENGTH - 1) / PAYLOAD_LENGTH;
    }

    /** {@return the position in a feed's recording at which the frame with this number begins; numbers begin at 1} */
    public static long position(final long number) {
        return (number - 1) * ALIGNED_LENGTH;
    }

    /** {@return the number of the frame that begins at this position of a feed's recording} */
    public static long numberAt(final long position) {
        return position / ALIGNED_LENGTH + 1;
    }

    /**
     * Writes one frame of an event.
     *
     * @param target      where the {@link #LENGTH} bytes go.
     * @param at          their offset.
     * @param number      number of this frame on its feed.
     * @param logPosition log position of the command that caused the event.
     * @param event       the event: an SBE message with header.
     * @param eventOffset where it begins.
     * @param eventLength its length, at most {@link #MAX_COUNT} · {@link #PAYLOAD_LENGTH}.
     * @param index       which part of the event to write, from 0.
     */
    public void encode(
            final MutableDirectBuffer target,
            final int at,
            final long number,
            final long logPosition,
            final DirectBuffer event,
            final int eventOffset,
            final int eventLength,
            final int index) {
        final int from = index * PAYLOAD_LENGTH;
        final int part = Math.min(PAYLOAD_LENGTH, eventLength - from);
        target.putLong(at + NUMBER_OFFSET, number, ByteOrder.LITTLE_ENDIAN);
        target.putLong(at + LOG_POSITION_OFFSET, logPosition, ByteOrder.LITTLE_ENDIAN);
        target.putInt(at + CRC_OFFSET, 0, ByteOrder.LITTLE_ENDIAN);
        target.putShort(at + EVENT_LENGTH_OFFSET, (short) eventLength, ByteOrder.LITTLE_ENDIAN);
        target.putByte(at + INDEX_OFFSET, (byte) index);
        target.putByte(at + COUNT_OFFSET, (byte) count(eventLength));
        target.putBytes(at + HEADER_LENGTH, event, eventOffset + from, part);
        target.setMemory(at + HEADER_LENGTH + part, PAYLOAD_LENGTH - part, (byte) 0);
        target.putInt(at + CRC_OFFSET, checksum(target, at), ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads from here on the frame at this place. {@return this} */
    public FeedFrame wrap(final DirectBuffer source, final int at) {
        buffer = source;
        offset = at;
        return this;
    }

    /** {@return number of this frame on its feed} */
    public long number() {
        return buffer.getLong(offset + NUMBER_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** {@return log position of the command that caused the event} */
    public long logPosition() {
        return buffer.getLong(offset + LOG_POSITION_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** {@return length of the whole event, in bytes} */
    public int eventLength() {
        return buffer.getShort(offset + EVENT_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /** {@return which part of the event this is, from 0} */
    public int index() {
        return buffer.getByte(offset + INDEX_OFFSET) & 0xFF;
    }

    /** {@return how many frames the event takes} */
    public int count() {
        return buffer.getByte(offset + COUNT_OFFSET) & 0xFF;
    }

    /** {@return how many bytes of the event this frame carries} */
    public int partLength() {
        return Math.min(PAYLOAD_LENGTH, eventLength() - index() * PAYLOAD_LENGTH);
    }

    /** {@return where the event's bytes begin in the wrapped buffer} */
    public int partOffset() {
        return offset + HEADER_LENGTH;
    }

    /** {@return whether the checksum holds, and length, index and count agree} */
    public boolean isIntact() {
        return count() == count(eventLength())
                && index() < count()
                && buffer.getInt(offset + CRC_OFFSET, ByteOrder.LITTLE_ENDIAN) == checksum(buffer, offset);
    }

    private int checksum(final DirectBuffer source, final int at) {
        source.getBytes(at, scratch);
        scratch[CRC_OFFSET] = 0;
        scratch[CRC_OFFSET + 1] = 0;
        scratch[CRC_OFFSET + 2] = 0;
        scratch[CRC_OFFSET + 3] = 0;
        crc.reset();
        crc.update(scratch, 0, LENGTH);
        return (int) crc.getValue();
    }
}
