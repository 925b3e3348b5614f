package io.evenkeel.node.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The proof at logon: HMAC-SHA256 over nonce, participant as a little-endian int32, and the endpoint's bytes. */
public final class LogonMac {
    /** Length of a nonce, in bytes. */
    public static final int NONCE_LENGTH = 32;

    /** Length of the proof, in bytes. */
    public static final int MAC_LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private LogonMac() {
    }

    /** {@return the proof; allocates} */
    public static byte[] of(final byte[] key, final byte[] nonce, final int participant, final String endpoint) {
        try {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(nonce);
            mac.update(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(participant)
                    .array());
            mac.update(endpoint.getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal();
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
