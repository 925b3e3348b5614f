package io.evenkeel.tools.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Prices from lines of a file or pipe. A thread of its own waits for a pipe's other end and for lines, so that whoever
 * takes prices never does. A line that says no price is reported with its number and reason, and passed over; one whose
 * name may be known later waits, and all behind it.
 */
final class LineFeed implements QuoteFeed {
    private static final int CAPACITY = 1_024;

    /** Opens what is to be read; may wait. */
    @FunctionalInterface
    interface Opening {
        /** {@return the lines} */
        BufferedReader open() throws IOException;
    }

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(CAPACITY);
    private final Opening opening;
    private final QuoteParser parser;
    private final Names names;
    private final OracleJournal journal;
    private final Thread thread = new Thread(this::read, "evenkeel-oracle-lines");
    private volatile IOException failure;
    private volatile boolean isRead;
    private String held;
    private boolean isWaitTold;
    private long number;

    /** Begins to read. */
    LineFeed(final Opening opening, final QuoteParser parser, final Names names, final OracleJournal journal) {
        this.opening = opening;
        this.parser = parser;
        this.names = names;
        this.journal = journal;
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (BufferedReader reader = opening.open()) {
            String line = reader.readLine();
            while (line != null) {
                lines.put(line);
                line = reader.readLine();
            }
        } catch (final IOException e) {
            failure = e;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            isRead = true;
        }
    }

    @Override
    public int work() {
        return names.poll();
    }

    @Override
    public Quote poll() throws IOException {
        String line = held == null ? next() : held;
        held = null;
        while (line != null) {
            try {
                final Quote quote = parser.parse(number, line);
                if (quote != null) {
                    return quote;
                }
            } catch (final BadLineException e) {
                if (e.isNameUnknown() && !names.areKnown()) {
                    hold(line);
                    return null;
                }
                journal.badLine(number, e.getMessage());
            }
            line = next();
        }
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    private void hold(final String line) {
        held = line;
        if (!isWaitTold) {
            isWaitTold = true;
            journal.readsListings(number);
        }
    }

    private String next() {
        final String line = lines.poll();
        number += line == null ? 0 : 1;
        return line;
    }

    @Override
    public boolean isEnded() {
        return isRead && lines.isEmpty() && held == null && failure == null;
    }

    /** Ends the thread, but where it waits for a pipe: it ends with the process then. */
    @Override
    public void close() {
        thread.interrupt();
        names.close();
    }
}
