package io.evenkeel.core.store;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Mixing of 64-bit words: for finding slots and for hashing state. The finalizer is that of MurmurHash3 by Austin
 * Appleby (public domain).
 */
public final class Mixing {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
    private static final int DIGEST_ROTATION = 29;

    private Mixing() {
    }

    /** {@return a word whose every bit depends on every bit of {@code word}} */
    public static long mix(final long word) {
        long mixed = word;
        mixed ^= mixed >>> 33;
        mixed *= 0xFF51AFD7ED558CCDL;
        mixed ^= mixed >>> 33;
        mixed *= 0xC4CEB9FE1A85EC53L;
        mixed ^= mixed >>> 33;
        return mixed;
    }

    /** {@return the home slot of a key in a table of {@code mask + 1} slots, a power of two} */
    public static int slot(final long key, final int mask) {
        final long spread = key * GOLDEN_RATIO;
        return (int) (spread ^ (spread >>> 32)) & mask;
    }

    /**
     * {@return digest of bytes, one multiplication for each eight of them} Bytes that differ within one group of eight
     * have different digests; others hardly ever the same, unless somebody means them to.
     */
    public static long digest(final DirectBuffer bytes, final int offset, final int length) {
        long digest = length;
        int at = 0;
        while (at + Long.BYTES <= length) {
            digest = (digest ^ bytes.getLong(offset + at, ByteOrder.LITTLE_ENDIAN)) * GOLDEN_RATIO;
            digest = Long.rotateLeft(digest, DIGEST_ROTATION);
            at += Long.BYTES;
        }
        long rest = 0;
        for (; at < length; at++) {
            rest = rest << Byte.SIZE | (bytes.getByte(offset + at) & 0xFF);
        }
        return mix((digest ^ rest) * GOLDEN_RATIO);
    }

    /** {@return {@code hash} continued with one more word; order matters} */
    public static long chain(final long hash, final long word) {
        return mix(hash * 31 + GOLDEN_RATIO ^ word);
    }
}
