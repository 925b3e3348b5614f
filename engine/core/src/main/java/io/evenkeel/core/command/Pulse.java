package io.evenkeel.core.command;

/** Told now and then by a stage that works long on one log entry, so that nobody takes it for one that hangs. */
@FunctionalInterface
public interface Pulse {
    /** Nobody is told. */
    Pulse NONE = () -> { };

    /** The stage is at work; on its thread. */
    void beat();
}
