package io.evenkeel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.codecs.LogonChallengeEncoder;
import io.evenkeel.codecs.LogonDecoder;
import io.evenkeel.codecs.LogonProofDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class LogonCredentialsTest {
    private final byte[] key = new byte[32];
    private final LogonCredentials credentials = new LogonCredentials(258, "127.0.0.1:40001", () -> key);

    private static byte[] challenge() {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + LogonChallengeEncoder.BLOCK_LENGTH];
        final LogonChallengeEncoder challenge = new LogonChallengeEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(bytes), 0, new MessageHeaderEncoder());
        for (int i = 0; i < LogonChallengeEncoder.nonceLength(); i++) {
            challenge.nonce(i, (short) i);
        }
        return bytes;
    }

    @Test
    void shouldNameItselfAndItsEndpointButNotItsKeyWhenLoggingOn() {
        final LogonDecoder logon = new LogonDecoder()
                .wrapAndApplyHeader(new UnsafeBuffer(credentials.encodedCredentials()), 0, new MessageHeaderDecoder());

        assertThat(logon.participant()).isEqualTo(258);
        assertThat(logon.responseEndpoint()).isEqualTo("127.0.0.1:40001");
    }

    @Test
    void shouldAgreeWithAnyHmacToolWhenChallenged() {
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (i + 1);
        }

        final LogonProofDecoder proof = new LogonProofDecoder().wrapAndApplyHeader(
                new UnsafeBuffer(credentials.onChallenge(challenge())), 0, new MessageHeaderDecoder());

        final byte[] mac = new byte[LogonProofDecoder.macLength()];
        for (int i = 0; i < mac.length; i++) {
            mac[i] = (byte) proof.mac(i);
        }
        assertThat(proof.participant()).isEqualTo(258);
        assertThat(HexFormat.of().formatHex(mac)).isEqualTo("100b85d7dce8cd52f6c88b97115bae8c"
                + "757a2d537c837b47c171b63656d10bba");
        assertThat(key).as("the key is wiped").containsOnly(0);
    }

    @Test
    void shouldRefuseWhenChallengeIsNone() {
        assertThatThrownBy(() -> credentials.onChallenge(new byte[3])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> credentials.onChallenge(new byte[60])).isInstanceOf(IllegalStateException.class);
    }
}
