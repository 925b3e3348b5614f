package io.evenkeel.client.feed;

/** Two nodes disagree about a committed fact. One of them is broken; nobody can tell from outside which. */
public final class FeedDivergenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FeedDivergenceException(final String message) {
        super(message);
    }
}
