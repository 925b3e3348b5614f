package io.evenkeel.codecs.authentication;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * SHA-256 (FIPS 180-4) whose state can be taken at the end of a block and gone on from, which is what makes a keyed
 * hash of a short message cheap. The platform's own allocates and is looked up among providers, so the deterministic
 * core cannot use it.
 *
 * <p>Not thread-safe. Does not allocate after construction.
 */
final class Sha256 {
    static final int BLOCK_LENGTH = 64;
    static final int DIGEST_LENGTH = 32;
    static final int STATE_WORDS = 8;

    private static final int ROUNDS = 64;
    private static final int BLOCK_WORDS = 16;
    private static final int LENGTH_OFFSET = BLOCK_LENGTH - Long.BYTES;
    private static final byte END_MARK = (byte) 0x80;

    /** The first 32 bits of the fractional parts of the square roots of the first 8 primes. */
    private static final int[] INITIAL = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    /** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
    private static final int[] ROUND_CONSTANTS = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    private final int[] state = new int[STATE_WORDS];
    private final int[] schedule = new int[ROUNDS];
    private final UnsafeBuffer block = new UnsafeBuffer(new byte[BLOCK_LENGTH]);
    private long length;

    /** Begins a message. */
    void begin() {
        System.arraycopy(INITIAL, 0, state, 0, STATE_WORDS);
        length = 0;
    }

    /** Goes on from what {@link #saveAfterBlock} saved. */
    void resumeAfterBlock(final int[] saved) {
        System.arraycopy(saved, 0, state, 0, STATE_WORDS);
        length = BLOCK_LENGTH;
    }

    /** Saves the state of a message of which exactly one block was taken so far. */
    void saveAfterBlock(final int[] saved) {
        if (length != BLOCK_LENGTH) {
            throw new IllegalStateException(length + " bytes are not one block");
        }
        System.arraycopy(state, 0, saved, 0, STATE_WORDS);
    }

    /** Takes more bytes of the message. */
    void update(final DirectBuffer source, final int offset, final int count) {
        int from = offset;
        int remaining = count;
        int filled = (int) (length & (BLOCK_LENGTH - 1));
        length += count;
        while (remaining > 0) {
            final int taken = Math.min(remaining, BLOCK_LENGTH - filled);
            if (taken == BLOCK_LENGTH) {
                compress(source, from);
            } else {
                block.putBytes(filled, source, from, taken);
                filled += taken;
                if (filled == BLOCK_LENGTH) {
                    compress(block, 0);
                    filled = 0;
                }
            }
            from += taken;
            remaining -= taken;
        }
    }

    /** Ends the message and writes its digest of 32 bytes. */
    void finish(final MutableDirectBuffer digest, final int offset) {
        int filled = (int) (length & (BLOCK_LENGTH - 1));
        block.putByte(filled++, END_MARK);
        if (filled > LENGTH_OFFSET) {
            block.setMemory(filled, BLOCK_LENGTH - filled, (byte) 0);
            compress(block, 0);
            filled = 0;
        }
        block.setMemory(filled, LENGTH_OFFSET - filled, (byte) 0);
        block.putLong(LENGTH_OFFSET, length * Byte.SIZE, ByteOrder.BIG_ENDIAN);
        compress(block, 0);
        for (int i = 0; i < STATE_WORDS; i++) {
            digest.putInt(offset + i * Integer.BYTES, state[i], ByteOrder.BIG_ENDIAN);
        }
    }

    private void compress(final DirectBuffer source, final int offset) {
        expand(source, offset);
        final int[] w = schedule;
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        int f = state[5];
        int g = state[6];
        int h = state[7];
        // Eight rounds rename all eight variables once around, so that none has to be moved.
        for (int t = 0; t < ROUNDS; t += STATE_WORDS) {
            h += w[t] + bigSigma1(e) + choose(e, f, g);
            d += h;
            h += bigSigma0(a) + majority(a, b, c);
            g += w[t + 1] + bigSigma1(d) + choose(d, e, f);
            c += g;
            g += bigSigma0(h) + majority(h, a, b);
            f += w[t + 2] + bigSigma1(c) + choose(c, d, e);
            b += f;
            f += bigSigma0(g) + majority(g, h, a);
            e += w[t + 3] + bigSigma1(b) + choose(b, c, d);
            a += e;
            e += bigSigma0(f) + majority(f, g, h);
            d += w[t + 4] + bigSigma1(a) + choose(a, b, c);
            h += d;
            d += bigSigma0(e) + majority(e, f, g);
            c += w[t + 5] + bigSigma1(h) + choose(h, a, b);
            g += c;
            c += bigSigma0(d) + majority(d, e, f);
            b += w[t + 6] + bigSigma1(g) + choose(g, h, a);
            f += b;
            b += bigSigma0(c) + majority(c, d, e);
            a += w[t + 7] + bigSigma1(f) + choose(f, g, h);
            e += a;
            a += bigSigma0(b) + majority(b, c, d);
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    /** Makes the message schedule of a block, each word with the constant of its round added. */
    private void expand(final DirectBuffer source, final int offset) {
        final int[] w = schedule;
        for (int t = 0; t < BLOCK_WORDS; t++) {
            w[t] = source.getInt(offset + t * Integer.BYTES, ByteOrder.BIG_ENDIAN);
        }
        for (int t = BLOCK_WORDS; t < ROUNDS; t++) {
            w[t] = smallSigma1(w[t - 2]) + w[t - 7] + smallSigma0(w[t - 15]) + w[t - 16];
        }
        for (int t = 0; t < ROUNDS; t++) {
            w[t] += ROUND_CONSTANTS[t];
        }
    }

    private static int choose(final int x, final int y, final int z) {
        return z ^ (x & (y ^ z));
    }

    private static int majority(final int x, final int y, final int z) {
        return (x & y) | (z & (x | y));
    }

    private static int bigSigma0(final int x) {
        return Integer.rotateRight(x, 2) ^ Integer.rotateRight(x, 13) ^ Integer.rotateRight(x, 22);
    }

    private static int bigSigma1(final int x) {
        return Integer.rotateRight(x, 6) ^ Integer.rotateRight(x, 11) ^ Integer.rotateRight(x, 25);
    }

    private static int smallSigma0(final int x) {
        return Integer.rotateRight(x, 7) ^ Integer.rotateRight(x, 18) ^ (x >>> 3);
    }

    private static int smallSigma1(final int x) {
        return Integer.rotateRight(x, 17) ^ Integer.rotateRight(x, 19) ^ (x >>> 10);
    }
}
