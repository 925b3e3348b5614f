package io.evenkeel.tools.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Rows and columns of the terminal, asked for twice a second by a thread of its own, so that a window may be resized
 * and nobody waits for the answer. Where nobody answers, 24 rows of 80.
 */
final class TerminalSize implements AutoCloseable {
    private static final long PERIOD_MS = 500;
    private static final int ROWS = 24;
    private static final int COLUMNS = 80;

    private final Thread asking = new Thread(this::askAgain, "evenkeel-terminal-size");
    private volatile int rows = ROWS;
    private volatile int columns = COLUMNS;

    TerminalSize() {
        ask();
        asking.setDaemon(true);
        asking.start();
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    private void askAgain() {
        boolean isAnswered = true;
        while (isAnswered && !Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(PERIOD_MS);
                isAnswered = ask();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Asks the terminal driver. {@return whether it answered} */
    private boolean ask() {
        try {
            final Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            final String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            final String[] words = answer.trim().split(" ", -1);
            if (!stty.waitFor(PERIOD_MS, TimeUnit.MILLISECONDS) || words.length != 2) {
                return false;
            }
            final int toldRows = Integer.parseInt(words[0]);
            final int toldColumns = Integer.parseInt(words[1]);
            rows = toldRows > 0 ? toldRows : ROWS;
            columns = toldColumns > 0 ? toldColumns : COLUMNS;
            return true;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (final IOException | NumberFormatException e) {
            return false;
        }
    }

    @Override
    public void close() {
        asking.interrupt();
    }
}
