package io.evenkeel.codecs.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What a code covers, and what a key tells. */
class MessageAuthenticatorTest {
    private static final int OFFSET = 3;
    private static final int LENGTH = 74;

    private final Random random = new Random(11);
    private final MessageAuthenticator authenticator = new MessageAuthenticator();
    private final MessageKey key = new MessageKey();
    private final byte[] secret = new byte[MessageKey.LENGTH];
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[OFFSET + LENGTH + 32]);

    MessageAuthenticatorTest() {
        random.nextBytes(secret);
        random.nextBytes(message.byteArray());
        authenticator.prepare(key, new UnsafeBuffer(secret), 0);
    }

    @Test
    void shouldAppendHalfOfTheDigestOverSessionSequenceAndMessageWhenItSigns() throws Exception {
        final Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        mac.update(ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(-5).putLong(1L << 40).flip());
        mac.update(message.byteArray(), OFFSET, LENGTH);
        final byte[] expected = Arrays.copyOf(mac.doFinal(), MessageAuthenticator.CODE_LENGTH);

        final int signed = authenticator.sign(key, -5, 1L << 40, message, OFFSET, LENGTH);

        final byte[] appended = new byte[MessageAuthenticator.CODE_LENGTH];
        message.getBytes(OFFSET + LENGTH, appended);
        assertThat(signed).isEqualTo(LENGTH + 16);
        assertThat(appended).isEqualTo(expected);
        assertThat(authenticator.isGenuine(key, -5, 1L << 40, message, OFFSET, LENGTH)).isTrue();
    }

    @Test
    void shouldSeeThroughItWhenAnyBitIsFlipped() {
        authenticator.sign(key, 9, 1, message, OFFSET, LENGTH);
        for (int bit = 0; bit < (LENGTH + 16) * Byte.SIZE; bit++) {
            final int at = OFFSET + bit / Byte.SIZE;
            final byte before = message.getByte(at);
            message.putByte(at, (byte) (before ^ 1 << bit % Byte.SIZE));
            assertThat(authenticator.isGenuine(key, 9, 1, message, OFFSET, LENGTH)).as("bit %d", bit).isFalse();
            message.putByte(at, before);
        }
        assertThat(authenticator.isGenuine(key, 10, 1, message, OFFSET, LENGTH)).isFalse();
        assertThat(authenticator.isGenuine(key, 9, 2, message, OFFSET, LENGTH)).isFalse();
        assertThat(authenticator.isGenuine(key, 9, 1, message, OFFSET, LENGTH)).isTrue();
    }

    @Test
    void shouldTakeNothingForGenuineWhenThereIsNoKey() {
        final MessageKey none = new MessageKey();
        authenticator.sign(none, 9, 1, message, OFFSET, LENGTH);
        assertThat(authenticator.isGenuine(none, 9, 1, message, OFFSET, LENGTH)).isFalse();
        authenticator.prepare(none, new UnsafeBuffer(new byte[MessageKey.LENGTH]), 0);
        authenticator.sign(none, 9, 1, message, OFFSET, LENGTH);
        assertThat(authenticator.isGenuine(none, 9, 1, message, OFFSET, LENGTH)).isFalse();
        assertThat(none.isPresent()).isFalse();
        assertThat(none.fingerprint()).isZero();
    }

    @Test
    void shouldKeepItsSecretWhenAKeyIsPrinted() {
        final MessageKey copy = new MessageKey();
        copy.copyFrom(key);
        final byte[] written = new byte[MessageKey.LENGTH];
        copy.writeTo(new UnsafeBuffer(written), 0);
        assertThat(written).isEqualTo(secret);
        assertThat(copy.fingerprint()).isEqualTo(key.fingerprint()).isNotZero();
        assertThat(key).hasToString("a message key");
        assertThat(new MessageKey()).hasToString("no message key");
    }
}
