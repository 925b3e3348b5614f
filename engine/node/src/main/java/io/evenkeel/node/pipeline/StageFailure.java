package io.evenkeel.node.pipeline;

/**
 * Why a pipeline is dead.
 *
 * @param where       the stage, or the service thread's name.
 * @param logPosition position of the log entry it was working on.
 * @param cause       what it threw; for one that stood still, an exception with the stack of its thread.
 */
public record StageFailure(String where, long logPosition, Throwable cause) {
    /** {@return the node's last word} */
    public String lastWord() {
        return "evenkeel: node stops: " + where + " failed at log position " + logPosition + ": " + cause;
    }
}
