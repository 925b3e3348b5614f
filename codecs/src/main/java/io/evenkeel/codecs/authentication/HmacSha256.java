package io.evenkeel.codecs.authentication;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * HMAC-SHA256 (RFC 2104). A key costs two blocks once; after that a message costs its own blocks and one more.
 *
 * <p>Not thread-safe. Does not allocate after construction.
 */
final class HmacSha256 {
    private static final byte INNER_PAD = 0x36;
    private static final byte OUTER_PAD = 0x5c;

    private final Sha256 sha = new Sha256();
    private final UnsafeBuffer pad = new UnsafeBuffer(new byte[Sha256.BLOCK_LENGTH]);
    private final UnsafeBuffer digest = new UnsafeBuffer(new byte[Sha256.DIGEST_LENGTH]);
    private int[] outer;

    /** Computes the states that both hashes have after the padded key. */
    void prepare(
            final DirectBuffer key,
            final int offset,
            final int length,
            final int[] innerState,
            final int[] outerState) {
        pad.setMemory(0, Sha256.BLOCK_LENGTH, (byte) 0);
        if (length > Sha256.BLOCK_LENGTH) {
            sha.begin();
            sha.update(key, offset, length);
            sha.finish(pad, 0);
        } else {
            pad.putBytes(0, key, offset, length);
        }
        absorbPad(INNER_PAD, innerState);
        absorbPad((byte) (INNER_PAD ^ OUTER_PAD), outerState);
        pad.setMemory(0, Sha256.BLOCK_LENGTH, (byte) 0);
    }

    private void absorbPad(final byte mask, final int[] state) {
        for (int i = 0; i < Sha256.BLOCK_LENGTH; i++) {
            pad.putByte(i, (byte) (pad.getByte(i) ^ mask));
        }
        sha.begin();
        sha.update(pad, 0, Sha256.BLOCK_LENGTH);
        sha.saveAfterBlock(state);
    }

    /** Begins a message under a prepared key. */
    void begin(final int[] innerState, final int[] outerState) {
        outer = outerState;
        sha.resumeAfterBlock(innerState);
    }

    /** Takes more bytes of the message. */
    void update(final DirectBuffer source, final int offset, final int length) {
        sha.update(source, offset, length);
    }

    /** Ends the message and writes its code of 32 bytes. */
    void finish(final MutableDirectBuffer code, final int offset) {
        sha.finish(digest, 0);
        sha.resumeAfterBlock(outer);
        sha.update(digest, 0, Sha256.DIGEST_LENGTH);
        sha.finish(code, offset);
    }
}
