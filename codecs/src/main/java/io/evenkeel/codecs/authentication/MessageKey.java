package io.evenkeel.codecs.authentication;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The secret of {@value #LENGTH} bytes under which a participant authenticates its commands, or none. All bytes zero
 * stand for none, as in the command that sets a key.
 *
 * <p>Not thread-safe. Does not allocate after construction.
 */
public final class MessageKey {
    /** Bytes of a key. */
    public static final int LENGTH = 32;

    private final UnsafeBuffer secret = new UnsafeBuffer(new byte[LENGTH]);
    private final int[] innerState = new int[Sha256.STATE_WORDS];
    private final int[] outerState = new int[Sha256.STATE_WORDS];
    private boolean isPresent;

    /** Takes a key of {@value #LENGTH} bytes, computing with {@code hmac} what does not depend on messages. */
    void set(final HmacSha256 hmac, final DirectBuffer source, final int offset) {
        secret.putBytes(0, source, offset, LENGTH);
        isPresent = false;
        for (int i = 0; i < LENGTH; i++) {
            isPresent |= secret.getByte(i) != 0;
        }
        hmac.prepare(secret, 0, LENGTH, innerState, outerState);
    }

    /** Takes over what another key is. */
    public void copyFrom(final MessageKey other) {
        secret.putBytes(0, other.secret, 0, LENGTH);
        System.arraycopy(other.innerState, 0, innerState, 0, innerState.length);
        System.arraycopy(other.outerState, 0, outerState, 0, outerState.length);
        isPresent = other.isPresent;
    }

    /** {@return whether there is a key} */
    public boolean isPresent() {
        return isPresent;
    }

    /** Writes the secret's {@value #LENGTH} bytes, zeros where there is none: for a snapshot, and nothing else. */
    public void writeTo(final MutableDirectBuffer target, final int offset) {
        target.putBytes(offset, secret, 0, LENGTH);
    }

    /** {@return 64 bits that depend on the key through SHA-256 only, 0 where there is none: for hashes of state} */
    public long fingerprint() {
        return isPresent ? ((long) outerState[0] << Integer.SIZE) | (outerState[1] & 0xFFFF_FFFFL) : 0;
    }

    /** {@return whether there is a key, never which} */
    @Override
    public String toString() {
        return isPresent ? "a message key" : "no message key";
    }

    int[] innerState() {
        return innerState;
    }

    int[] outerState() {
        return outerState;
    }
}
