package io.evenkeel.codecs.feed;

import java.util.Locale;

/** The numbered streams of committed facts that every node publishes and records. */
public enum Feed {
    /** What keepers act on. */
    LIQUIDATION(201, 11),
    /** What gateways act on. */
    SETTLEMENT(202, 12),
    /** Marks, parameters, breakers; public. */
    MARKET(203, 13),
    /** Everything, acknowledgements included. */
    AUDIT(204, 14);

    private static final Feed[] ALL = values();

    private final int streamId;
    private final int portOffset;

    Feed(final int streamId, final int portOffset) {
        this.streamId = streamId;
        this.portOffset = portOffset;
    }

    /** {@return how many feeds there are} */
    public static int count() {
        return ALL.length;
    }

    /** {@return the feed with this ordinal, 0 to {@link #count()} − 1; does not allocate} */
    public static Feed of(final int ordinal) {
        return ALL[ordinal];
    }

    /** {@return the Aeron stream id, of the live stream and of the recording, on every node} */
    public int streamId() {
        return streamId;
    }

    /** {@return what is added to a node's base port for the control port of this feed's live stream} */
    public int portOffset() {
        return portOffset;
    }

    /** {@return the feed's name in lower case, as on the command line} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
