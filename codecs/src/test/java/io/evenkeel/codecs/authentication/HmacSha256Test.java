package io.evenkeel.codecs.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ours against the vectors of RFC 4231 and against the platform's. */
class HmacSha256Test {
    private static final String MIXED_KEY = "0102030405060708090a0b0c0d0e0f10111213141516171819";
    private static final HexFormat HEX = HexFormat.of();

    private final HmacSha256 hmac = new HmacSha256();

    private byte[] code(final byte[] key, final byte[] message, final int piece) {
        final int[] inner = new int[Sha256.STATE_WORDS];
        final int[] outer = new int[Sha256.STATE_WORDS];
        hmac.prepare(new UnsafeBuffer(key), 0, key.length, inner, outer);
        hmac.begin(inner, outer);
        final UnsafeBuffer source = new UnsafeBuffer(message);
        for (int i = 0; i < message.length; i += piece) {
            hmac.update(source, i, Math.min(piece, message.length - i));
        }
        final byte[] code = new byte[Sha256.DIGEST_LENGTH];
        hmac.finish(new UnsafeBuffer(code), 0);
        return code;
    }

    private static byte[] repeated(final int value, final int count) {
        final byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] text(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void assertCode(final byte[] key, final byte[] message, final String expected) {
        assertThat(HEX.formatHex(code(key, message, 7))).startsWith(expected);
    }

    @Test
    void shouldGiveTheCodesOfTheStandardWhenKeysAndMessagesAreItsOwn() {
        assertCode(repeated(0x0b, 20), text("Hi There"),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        assertCode(text("Jefe"), text("what do ya want for nothing?"),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertCode(repeated(0xaa, 20), repeated(0xdd, 50),
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
        assertCode(HEX.parseHex(MIXED_KEY), repeated(0xcd, 50),
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
        assertCode(repeated(0x0c, 20), text("Test With Truncation"), "a3b6167473100ee06e0c796c2955552b");
        assertCode(repeated(0xaa, 131), text("Test Using Larger Than Block-Size Key - Hash Key First"),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
        assertCode(repeated(0xaa, 131),
                text("This is a test using a larger than block-size key and a larger than block-size data. "
                        + "The key needs to be hashed before being used by the HMAC algorithm."),
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void shouldGiveThePlatformsCodesWhenKeysAndMessagesAreRandom(final long seed) throws Exception {
        final Random random = new Random(seed);
        final Mac mac = Mac.getInstance("HmacSHA256");
        for (int i = 0; i < 3_000; i++) {
            final byte[] key = new byte[1 + random.nextInt(150)];
            final byte[] message = new byte[random.nextInt(400)];
            random.nextBytes(key);
            random.nextBytes(message);
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            assertThat(code(key, message, 1 + random.nextInt(150)))
                    .as("seed %d, message %d of %d bytes", seed, i, message.length)
                    .isEqualTo(mac.doFinal(message));
        }
    }
}
