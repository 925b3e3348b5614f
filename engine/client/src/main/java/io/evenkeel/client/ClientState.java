package io.evenkeel.client;

/** How far a client has come. */
public enum ClientState {
    /** No session: connecting, authenticating, or waiting to try again. */
    CONNECTING,
    /** A session is open; the client asks where its participant's sequence stands. */
    SYNCHRONISING,
    /** Commands flow. */
    READY,
    /** Closed by its owner, or for good because it was refused or another process took over its participant. */
    CLOSED
}
