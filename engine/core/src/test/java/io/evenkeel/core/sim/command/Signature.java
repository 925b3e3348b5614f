package io.evenkeel.core.sim.command;

import io.evenkeel.codecs.authentication.MessageAuthenticator;
import io.evenkeel.codecs.authentication.MessageKey;
import java.util.Random;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Signs commands of the bystander under one of a few secrets. */
final class Signature {
    private Signature() {
    }

    /** {@return bytes of a secret; all zero for 0, which is none} */
    static byte[] secret(final int number) {
        final byte[] bytes = new byte[MessageKey.LENGTH];
        if (number != 0) {
            new Random(number).nextBytes(bytes);
        }
        return bytes;
    }

    /** Adds a code to a command, but for secret 0. {@return length of the whole} */
    static int sign(final int secret, final long sequence, final MutableDirectBuffer buffer, final int length) {
        if (secret == 0) {
            return length;
        }
        final MessageAuthenticator authenticator = new MessageAuthenticator();
        final MessageKey key = new MessageKey();
        authenticator.prepare(key, new UnsafeBuffer(secret(secret)), 0);
        return authenticator.sign(
                key, EngineFeeder.sessionOf(Parties.BYSTANDER), sequence, buffer, 0, length);
    }
}
