package io.evenkeel.client;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.RejectCode;

/** Hears the answer to each command, once. Called from {@link EvenkeelClient#poll()}, on the thread that polls. */
@FunctionalInterface
public interface AckListener {
    /**
     * A command is a committed fact, or was refused for good.
     *
     * @param sequence        the sequence that the command's method returned.
     * @param status          what became of it. After {@link AckStatus#QUEUED} an event on a feed reports the effect.
     * @param rejectCode      why it was refused; {@link RejectCode#NONE} if it was not.
     * @param result          what the command made: the quantity traded by a bid, else 0.
     * @param commandPosition position of the command in the replicated log when it was first seen.
     * @param timeMs          cluster time of that position, milliseconds UTC.
     * @param isRepeated      whether this is the kept first answer to a command that had to be sent again.
     */
    void onAck(
            long sequence,
            AckStatus status,
            RejectCode rejectCode,
            long result,
            long commandPosition,
            long timeMs,
            boolean isRepeated);
}
