package io.evenkeel.core.command;

/**
 * One stage of the pipeline. It sees every log entry, in log order, on one thread, and owns its state alone. What it
 * throws is fatal to the node: business errors are reject codes in the slot.
 */
@FunctionalInterface
public interface Stage {
    /** Takes one log entry. The slot is only valid during the call. */
    void onCommand(CommandSlot slot);

    /** Says who is to hear of a stage that it works long on an entry; most never do. One around another hands it on. */
    default void pulse(final Pulse pulse) {
    }
}
