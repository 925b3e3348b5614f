package io.evenkeel.tools.cluster;

import io.evenkeel.client.SessionListener;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/**
 * Says what an operator must know of a participant's session: that it is lost and is there again, once each time, and
 * that codes of commands are refused, at most once a minute.
 */
final class SessionJournal implements SessionListener {
    private static final long SILENCE_NS = TimeUnit.MINUTES.toNanos(1);

    private final int participant;
    private final PrintWriter err;
    private boolean isLost;
    private boolean hasRefused;
    private long refusedAtNs;

    SessionJournal(final int participant, final PrintWriter err) {
        this.participant = participant;
        this.err = err;
    }

    @Override
    public void onSessionReady(final long sessionId, final int leaderMemberId, final long lastSequence) {
        if (isLost) {
            isLost = false;
            say("has a session again");
        }
    }

    @Override
    public void onSessionLost(final String reason) {
        if (!isLost) {
            isLost = true;
            say("has no session: " + reason);
        }
    }

    @Override
    public void onCodeRefused(final long sequence) {
        final long nowNs = System.nanoTime();
        if (!hasRefused || nowNs - refusedAtNs >= SILENCE_NS) {
            hasRefused = true;
            refusedAtNs = nowNs;
            say("hears BAD_MAC for command " + sequence + ": its message key (--message-keys) is not the cluster's, or"
                    + " somebody else tries to speak for it; the command is sent again until it is not refused");
        }
    }

    private void say(final String what) {
        err.println("participant " + participant + ' ' + what);
        err.flush();
    }
}
