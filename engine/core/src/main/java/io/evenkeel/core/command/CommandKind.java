package io.evenkeel.core.command;

/** What a log entry is. Everything that can change state travels as one of these, in log order. */
public enum CommandKind {
    /** Bytes that a session sent: an SBE message of a command template, or an attempt at one. */
    MESSAGE,
    /** A session opened; the slot's bytes are its encoded {@code SessionPrincipal}. */
    SESSION_OPEN,
    /** A session closed; the slot has no bytes. */
    SESSION_CLOSE,
    /** The fixed-period timer fired; the slot has no bytes. Prices go stale and tasks go on at these. */
    TIMER
}
