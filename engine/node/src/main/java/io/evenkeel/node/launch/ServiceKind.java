package io.evenkeel.node.launch;

/** What the cluster replicates. */
public enum ServiceKind {
    /** The clearing. */
    CLEARING,
    /** Nothing: every message is answered with itself. */
    ECHO
}
