package io.evenkeel.tools.cluster;

import io.evenkeel.client.KeySupplier;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/**
 * The message key of a participant, read from its file whenever it is asked for, so that a process changes over when
 * the file does. A file that cannot be read later leaves the key as it was.
 */
final class MessageKeySource implements KeySupplier {
    private final KeyFile file;
    private final int participant;
    private final PrintWriter err;
    private byte[] last;
    private String complaint = "";

    /** Names the file, and where to say that it cannot be read. */
    MessageKeySource(final KeyFile file, final int participant, final PrintWriter err) {
        this.file = file;
        this.participant = participant;
        this.err = err;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the file cannot be read the first time.
     */
    @Override
    public byte[] key() {
        try {
            last = file.messageKey(participant);
            complaint = "";
        } catch (final IOException e) {
            if (last == null) {
                throw new UncheckedIOException("no message key", e);
            }
            complain(e.toString());
        }
        return last.clone();
    }

    private void complain(final String what) {
        if (!complaint.equals(what)) {
            complaint = what;
            err.println("participant " + participant + " keeps its message key: " + what);
            err.flush();
        }
    }
}
