package io.evenkeel.codecs.authentication;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes and checks the code at the end of a command: HMAC-SHA256 over session id and sequence as int64 little-endian
 * and the whole SBE message, truncated to 128 bits (RFC 2104, section 5, allows half of the digest). The session in it
 * keeps a command from being played again by somebody else's session; the sequence keeps it in its place.
 *
 * <p>Not thread-safe. Does not allocate after construction.
 */
public final class MessageAuthenticator {
    /** Bytes of a code. */
    public static final int CODE_LENGTH = 16;

    private static final int SESSION_OFFSET = 0;
    private static final int SEQUENCE_OFFSET = Long.BYTES;
    private static final int PREFIX_LENGTH = 2 * Long.BYTES;

    private final HmacSha256 hmac = new HmacSha256();
    private final UnsafeBuffer prefix = new UnsafeBuffer(new byte[PREFIX_LENGTH]);
    private final UnsafeBuffer code = new UnsafeBuffer(new byte[Sha256.DIGEST_LENGTH]);

    /** Makes {@code key} the {@value MessageKey#LENGTH} bytes at {@code offset}; all zero for none. */
    public void prepare(final MessageKey key, final DirectBuffer secret, final int offset) {
        key.set(hmac, secret, offset);
    }

    /**
     * Appends the code to a message.
     *
     * @param key       under which; present.
     * @param sessionId cluster session that sends it.
     * @param sequence  the command's sequence.
     * @param buffer    with the message, and room for {@value #CODE_LENGTH} bytes behind it.
     * @param offset    where the message begins.
     * @param length    of the message.
     * @return length of the message with its code.
     */
    public int sign(
            final MessageKey key,
            final long sessionId,
            final long sequence,
            final MutableDirectBuffer buffer,
            final int offset,
            final int length) {
        compute(key, sessionId, sequence, buffer, offset, length);
        buffer.putBytes(offset + length, code, 0, CODE_LENGTH);
        return length + CODE_LENGTH;
    }

    /**
     * Checks a message. Takes as long for a code that is nearly right as for one that is all wrong.
     *
     * @param length of the message without its code, which follows it.
     * @return whether there is a key and the code is the message's.
     */
    public boolean isGenuine(
            final MessageKey key,
            final long sessionId,
            final long sequence,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        if (!key.isPresent()) {
            return false;
        }
        compute(key, sessionId, sequence, buffer, offset, length);
        final int codeOffset = offset + length;
        final long difference = (code.getLong(0) ^ buffer.getLong(codeOffset))
                | (code.getLong(Long.BYTES) ^ buffer.getLong(codeOffset + Long.BYTES));
        return difference == 0;
    }

    private void compute(
            final MessageKey key,
            final long sessionId,
            final long sequence,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        prefix.putLong(SESSION_OFFSET, sessionId, ByteOrder.LITTLE_ENDIAN);
        prefix.putLong(SEQUENCE_OFFSET, sequence, ByteOrder.LITTLE_ENDIAN);
        hmac.begin(key.innerState(), key.outerState());
        hmac.update(prefix, 0, PREFIX_LENGTH);
        hmac.update(buffer, offset, length);
        hmac.finish(code, 0);
    }
}
