package io.evenkeel.client;

/**
 * Hears how the client's session with the cluster fares. Nothing needs to be done about it: the client goes on by
 * itself. Called on the thread that polls.
 */
public interface SessionListener {
    /** A listener that does not care. */
    SessionListener NONE = new SessionListener() {
    };

    /**
     * The session is open and the participant's sequence is known; commands flow.
     *
     * @param sessionId      the cluster's id of the session.
     * @param leaderMemberId member that leads the cluster.
     * @param lastSequence   last command sequence of this participant that the cluster has consumed; 0 for none.
     */
    default void onSessionReady(final long sessionId, final int leaderMemberId, final long lastSequence) {
    }

    /**
     * Another member leads now; the session goes on, and what was not acknowledged is sent again.
     *
     * @param leadershipTermId the new term.
     * @param leaderMemberId   member that leads the cluster.
     */
    default void onLeaderChanged(final long leadershipTermId, final int leaderMemberId) {
    }

    /**
     * The cluster did not find a command's authentication code genuine. Either this client's message key is not the
     * cluster's, or somebody else tried to speak for its session. The command is kept and sent again, a second later
     * at first, under the key that the supplier has then; see {@link EvenkeelClient#renewMessageKey()}.
     *
     * @param sequence sequence that the refused command named.
     */
    default void onCodeRefused(final long sequence) {
    }

    /**
     * The session is lost or could not be opened; the client tries again by itself.
     *
     * @param reason what happened, for a person to read.
     */
    default void onSessionLost(final String reason) {
    }
}
