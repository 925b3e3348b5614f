package io.evenkeel.node.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.SessionPrincipalEncoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Notices find the session that speaks for a participant: the one opened last, as long as it is open. */
class AcknowledgementsTest {
    private static final int ALICE = 4;

    private final List<Long> sent = new ArrayList<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
    private final Acknowledgements acknowledgements =
            new Acknowledgements(null, (sessionId, bytes, offset, length) -> sent.add(sessionId));

    private void open(final long session, final int participant) {
        final SessionPrincipalEncoder principal = new SessionPrincipalEncoder();
        principal.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .participant(participant)
                .responseEndpoint("");
        acknowledgements.onSessionOpened(session, buffer, 0, principal.limit());
    }

    @Test
    void shouldTellTheSessionOpenedLastWhenAParticipantHadSeveral() {
        acknowledgements.lead(true);
        open(70, ALICE);
        open(71, ALICE + 1);
        acknowledgements.sendNotice(ALICE, buffer, 0, 8);
        open(72, ALICE);
        acknowledgements.sendNotice(ALICE, buffer, 0, 8);
        acknowledgements.onSessionClosed(70);
        acknowledgements.sendNotice(ALICE, buffer, 0, 8);
        assertThat(sent).containsExactly(70L, 72L, 72L);
        assertThat(acknowledgements.dropped()).isZero();
    }

    @Test
    void shouldTellNobodyWhenTheParticipantHasNoSessionOrTheNodeDoesNotLead() {
        open(70, ALICE);
        acknowledgements.sendNotice(ALICE, buffer, 0, 8);
        acknowledgements.lead(true);
        acknowledgements.sendNotice(ALICE + 1, buffer, 0, 8);
        acknowledgements.onSessionClosed(70);
        acknowledgements.sendNotice(ALICE, buffer, 0, 8);
        assertThat(sent).isEmpty();
        assertThat(acknowledgements.dropped()).isZero();
    }
}
