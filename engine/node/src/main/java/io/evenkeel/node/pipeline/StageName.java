package io.evenkeel.node.pipeline;

/** The stages, in the order in which a command passes them. */
public enum StageName {
    /** Who says it, may they. */
    GATE,
    /** What it is worth. */
    PRICE,
    /** What it means for accounts. */
    RISK,
    /** Numbers the outputs and sends them. */
    PUBLISH
}
