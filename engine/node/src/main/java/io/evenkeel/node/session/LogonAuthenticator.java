package io.evenkeel.node.session;

import io.aeron.security.Authenticator;
import io.aeron.security.SessionProxy;
import io.evenkeel.codecs.LogonChallengeEncoder;
import io.evenkeel.codecs.LogonDecoder;
import io.evenkeel.codecs.LogonProofDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.SessionPrincipalEncoder;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Challenge and response: the client says who it is ({@code Logon}), gets a nonce ({@code LogonChallenge}), and proves
 * with a MAC over nonce, participant and response endpoint that it holds the participant's key ({@code LogonProof}). No
 * secret travels. An unknown participant is challenged like any other, so that a stranger learns nothing. The principal
 * of the session, which goes into the log, is a {@code SessionPrincipal}. One thread, the consensus module's.
 */
public final class LogonAuthenticator implements Authenticator {
    private static final long LOGON_TIMEOUT_MS = 30_000;
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    private final ParticipantKeys keys;
    private final SecureRandom random;
    private final Long2ObjectHashMap<Attempt> attempts = new Long2ObjectHashMap<>();

    /** Makes an authenticator over these keys; nonces come from the given source. */
    public LogonAuthenticator(final ParticipantKeys keys, final SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    @Override
    public void onConnectRequest(final long sessionId, final byte[] encodedCredentials, final long nowMs) {
        attempts.values().removeIf(attempt -> nowMs - attempt.sinceMs > LOGON_TIMEOUT_MS);
        final Logon logon = Logon.decode(encodedCredentials);
        attempts.put(sessionId, new Attempt(logon, nowMs));
    }

    @Override
    public void onConnectedSession(final SessionProxy sessionProxy, final long nowMs) {
        final Attempt attempt = attempts.get(sessionProxy.sessionId());
        if (attempt == null || attempt.logon == null) {
            attempts.remove(sessionProxy.sessionId());
            sessionProxy.reject();
            return;
        }
        if (attempt.nonce == null) {
            attempt.nonce = new byte[LogonMac.NONCE_LENGTH];
            random.nextBytes(attempt.nonce);
        }
        sessionProxy.challenge(challenge(attempt.nonce));
    }

    @Override
    public void onChallengeResponse(final long sessionId, final byte[] encodedCredentials, final long nowMs) {
        final Attempt attempt = attempts.get(sessionId);
        if (attempt != null && attempt.nonce != null && !attempt.hasAnswered) {
            attempt.hasAnswered = true;
            attempt.isProven = isProof(attempt, encodedCredentials, nowMs);
        }
    }

    /** Called again and again while the proof is awaited. */
    @Override
    public void onChallengedSession(final SessionProxy sessionProxy, final long nowMs) {
        final long sessionId = sessionProxy.sessionId();
        final Attempt attempt = attempts.get(sessionId);
        if (attempt == null || (attempt.hasAnswered && !attempt.isProven)) {
            attempts.remove(sessionId);
            sessionProxy.reject();
        } else if (attempt.isProven && sessionProxy.authenticate(principal(attempt.logon))) {
            attempts.remove(sessionId);
        }
    }

    private boolean isProof(final Attempt attempt, final byte[] bytes, final long nowMs) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        if (!Logon.isTemplate(buffer, LogonProofDecoder.TEMPLATE_ID, LogonProofDecoder.BLOCK_LENGTH)) {
            return false;
        }
        final LogonProofDecoder proof = new LogonProofDecoder();
        proof.wrap(buffer, HEADER, LogonProofDecoder.BLOCK_LENGTH, LogonProofDecoder.SCHEMA_VERSION);
        final byte[] mac = new byte[LogonMac.MAC_LENGTH];
        for (int i = 0; i < mac.length; i++) {
            mac[i] = (byte) proof.mac(i);
        }
        if (proof.participant() != attempt.logon.participant()
                || !attempt.logon.endpoint().equals(Logon.endpoint(buffer, LogonProofDecoder.BLOCK_LENGTH))) {
            return false;
        }
        final byte[] key = keys.key(attempt.logon.participant(), nowMs);
        return key != null
                && MessageDigest.isEqual(
                        mac,
                        LogonMac.of(key, attempt.nonce, attempt.logon.participant(), attempt.logon.endpoint()));
    }

    private static byte[] challenge(final byte[] nonce) {
        final byte[] bytes = new byte[HEADER + LogonChallengeEncoder.BLOCK_LENGTH];
        final LogonChallengeEncoder encoder = new LogonChallengeEncoder();
        encoder.wrapAndApplyHeader(new UnsafeBuffer(bytes), 0, new MessageHeaderEncoder());
        for (int i = 0; i < nonce.length; i++) {
            encoder.nonce(i, (short) (nonce[i] & 0xFF));
        }
        return bytes;
    }

    private static byte[] principal(final Logon logon) {
        final byte[] endpoint = logon.endpoint().getBytes(StandardCharsets.US_ASCII);
        final byte[] bytes = new byte[HEADER
                + SessionPrincipalEncoder.BLOCK_LENGTH
                + SessionPrincipalEncoder.responseEndpointHeaderLength()
                + endpoint.length];
        new SessionPrincipalEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(bytes), 0, new MessageHeaderEncoder())
                .participant(logon.participant())
                .putResponseEndpoint(endpoint, 0, endpoint.length);
        return bytes;
    }

    /** One client on its way in. */
    private static final class Attempt {
        private final Logon logon;
        private final long sinceMs;
        private byte[] nonce;
        private boolean hasAnswered;
        private boolean isProven;

        Attempt(final Logon logon, final long sinceMs) {
            this.logon = logon;
            this.sinceMs = sinceMs;
        }
    }

    /**
     * What a client says when it connects.
     *
     * @param participant who it says it is.
     * @param endpoint    where it wants to be answered; valid.
     */
    private record Logon(int participant, String endpoint) {
        /** {@return the logon in these bytes, or null if they are none} */
        static Logon decode(final byte[] bytes) {
            final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            if (!isTemplate(buffer, LogonDecoder.TEMPLATE_ID, LogonDecoder.BLOCK_LENGTH)) {
                return null;
            }
            final String endpoint = endpoint(buffer, LogonDecoder.BLOCK_LENGTH);
            try {
                ResponseEndpoint.parse(endpoint);
            } catch (final IllegalArgumentException e) {
                return null;
            }
            final LogonDecoder logon = new LogonDecoder();
            logon.wrap(buffer, HEADER, LogonDecoder.BLOCK_LENGTH, LogonDecoder.SCHEMA_VERSION);
            return new Logon(logon.participant(), endpoint);
        }

        /** {@return whether the bytes are exactly one message of this template and its endpoint} */
        static boolean isTemplate(final UnsafeBuffer buffer, final int templateId, final int blockLength) {
            final int fixed = HEADER + blockLength + Short.BYTES;
            if (buffer.capacity() < fixed) {
                return false;
            }
            final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
            return header.schemaId() == MessageHeaderDecoder.SCHEMA_ID
                    && header.templateId() == templateId
                    && header.blockLength() == blockLength
                    && buffer.capacity() == fixed + endpointLength(buffer, blockLength);
        }

        static String endpoint(final UnsafeBuffer buffer, final int blockLength) {
            final byte[] text = new byte[endpointLength(buffer, blockLength)];
            buffer.getBytes(HEADER + blockLength + Short.BYTES, text);
            return new String(text, StandardCharsets.US_ASCII);
        }

        private static int endpointLength(final UnsafeBuffer buffer, final int blockLength) {
            return buffer.getShort(HEADER + blockLength, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        }
    }
}
