package io.evenkeel.core.output;

/** What an output is and where it goes. */
public enum OutputKind {
    /** An answer for one session: an SBE {@code CommandAck}. Also on the audit feed. */
    ACK,
    /** An event for the session, if any, that speaks for one participant. Also on the audit feed. */
    NOTICE,
    /** An event for the {@code liquidation} feed and the audit feed. */
    LIQUIDATION,
    /** An event for the {@code settlement} feed and the audit feed. */
    SETTLEMENT,
    /** An event for the {@code market} feed and the audit feed. */
    MARKET,
    /** An event for the audit feed alone. */
    AUDIT,
    /** Not an event: a session opened; the bytes are its {@code SessionPrincipal}. Tells Publish whom to answer. */
    SESSION_OPENED,
    /** Not an event: a session closed. */
    SESSION_CLOSED
}
