package io.evenkeel.client;

import io.aeron.exceptions.ConfigurationException;
import io.evenkeel.codecs.authentication.MessageAuthenticator;
import io.evenkeel.codecs.authentication.MessageKey;
import java.util.Arrays;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Signs commands under the participant's message key, each time they are sent: a command that is sent again may go out
 * on another session and under a newer key. Never says what the key is.
 *
 * <p>Not thread-safe. Allocates only when the supplier is asked for the key.
 */
final class CommandSignature {
    private final MessageAuthenticator authenticator = new MessageAuthenticator();
    private final MessageKey key = new MessageKey();
    private final KeySupplier supplier;

    /** Takes the key from a supplier; null for commands without a code. */
    CommandSignature(final KeySupplier supplier) {
        this.supplier = supplier;
        renew();
    }

    /**
     * Takes the key that the supplier has now.
     *
     * @throws ConfigurationException if it is neither none nor of 32 bytes; the key before stays in use.
     */
    void renew() {
        if (supplier == null) {
            return;
        }
        final byte[] secret = supplier.key();
        try {
            if (secret.length != MessageKey.LENGTH && secret.length != 0) {
                throw new ConfigurationException(
                        "a message key has " + MessageKey.LENGTH + " bytes, not " + secret.length);
            }
            final byte[] padded = Arrays.copyOf(secret, MessageKey.LENGTH);
            authenticator.prepare(key, new UnsafeBuffer(padded), 0);
            Arrays.fill(padded, (byte) 0);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** Takes the key that the supplier has now. {@return whether it is another than the one before} */
    boolean renewIfOther() {
        final long before = key.fingerprint();
        renew();
        return key.fingerprint() != before;
    }

    /** Appends the code to a command, where there is a key. {@return length to send} */
    int append(
            final long sessionId,
            final long sequence,
            final MutableDirectBuffer buffer,
            final int offset,
            final int length) {
        return key.isPresent()
                ? authenticator.sign(key, sessionId, sequence, buffer, offset, length)
                : length;
    }
}
