package io.evenkeel.client;

import io.aeron.security.CredentialsSupplier;
import io.evenkeel.codecs.LogonChallengeDecoder;
import io.evenkeel.codecs.LogonEncoder;
import io.evenkeel.codecs.LogonProofEncoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Logs a participant on without ever sending its key: it names itself, and proves it by a code over the cluster's
 * random challenge, its own id and the endpoint it wants to be answered at. Allocates; used at logon alone.
 */
public final class LogonCredentials implements CredentialsSupplier {
    private static final String MAC_ALGORITHM = "HmacSHA256";

    private final int participant;
    private final String responseEndpoint;
    private final KeySupplier keySupplier;

    /**
     * Makes the credentials of one participant.
     *
     * @param participant      who logs on.
     * @param responseEndpoint where it is to be answered; empty for the session's egress.
     * @param keySupplier      where its key comes from.
     */
    public LogonCredentials(final int participant, final String responseEndpoint, final KeySupplier keySupplier) {
        this.participant = participant;
        this.responseEndpoint = responseEndpoint;
        this.keySupplier = keySupplier;
    }

    @Override
    public byte[] encodedCredentials() {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH
                + LogonEncoder.BLOCK_LENGTH
                + LogonEncoder.responseEndpointHeaderLength()
                + responseEndpoint.length()];
        new LogonEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(bytes), 0, new MessageHeaderEncoder())
                .participant(participant)
                .responseEndpoint(responseEndpoint);
        return bytes;
    }

    @Override
    public byte[] onChallenge(final byte[] encodedChallenge) {
        final UnsafeBuffer challenge = new UnsafeBuffer(encodedChallenge);
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final int required = MessageHeaderDecoder.ENCODED_LENGTH + LogonChallengeDecoder.BLOCK_LENGTH;
        if (encodedChallenge.length < required
                || header.wrap(challenge, 0).templateId() != LogonChallengeDecoder.TEMPLATE_ID
                || header.schemaId() != LogonChallengeDecoder.SCHEMA_ID) {
            throw new IllegalStateException("the cluster's challenge is not a LogonChallenge; is it an Evenkeel node?");
        }
        final byte[] nonce = new byte[LogonChallengeDecoder.nonceLength()];
        challenge.getBytes(MessageHeaderDecoder.ENCODED_LENGTH, nonce);
        return proof(mac(nonce));
    }

    private byte[] proof(final byte[] mac) {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH
                + LogonProofEncoder.BLOCK_LENGTH
                + LogonProofEncoder.responseEndpointHeaderLength()
                + responseEndpoint.length()];
        final LogonProofEncoder proof = new LogonProofEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(bytes), 0, new MessageHeaderEncoder())
                .participant(participant);
        for (int i = 0; i < mac.length; i++) {
            proof.mac(i, (short) (mac[i] & 0xFF));
        }
        proof.responseEndpoint(responseEndpoint);
        return bytes;
    }

    private byte[] mac(final byte[] nonce) {
        final byte[] key = keySupplier.key();
        final byte[] id = new byte[BitUtil.SIZE_OF_INT];
        new UnsafeBuffer(id).putInt(0, participant, ByteOrder.LITTLE_ENDIAN);
        try {
            final Mac mac = Mac.getInstance(MAC_ALGORITHM);
            mac.init(new SecretKeySpec(key, MAC_ALGORITHM));
            mac.update(nonce);
            mac.update(id);
            return mac.doFinal(responseEndpoint.getBytes(StandardCharsets.US_ASCII));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign the logon of participant " + participant, e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
