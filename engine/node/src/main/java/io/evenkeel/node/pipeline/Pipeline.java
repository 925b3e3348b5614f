package io.evenkeel.node.pipeline;

import io.evenkeel.core.command.CommandKind;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;

/**
 * The stages at work. Driven by one thread, the service's; {@link #close()} may come from another once that one has
 * ended. Nothing here allocates after {@link #start}.
 */
public interface Pipeline extends AutoCloseable {
    /**
     * Makes a pipeline in the form its settings name.
     *
     * @param settings how it runs.
     * @param stages   what it runs.
     * @param outputs  the ring that Risk appends to.
     * @param publish  what becomes of the outputs.
     * @param failures told of a stage that dies.
     */
    static Pipeline of(
            final PipelineSettings settings,
            final Stages stages,
            final OutputRing outputs,
            final OutputHandler publish,
            final FailureLatch failures) {
        return switch (settings.form()) {
            case INLINE -> new InlinePipeline(settings, stages, outputs, publish, failures);
            case RING, STAGES -> new ThreadedPipeline(settings, stages, outputs, publish, failures);
            case AUTO -> throw new IllegalArgumentException("resolve the form first");
        };
    }

    /**
     * Starts the threads there are.
     *
     * @param waiting what the driving thread does while the input ring is full; it may re-enter {@link #onDuty}.
     */
    void start(IdleStrategy waiting);

    /**
     * Puts a log entry in. Waits while the ring is full.
     *
     * @param kind        what the entry is.
     * @param logPosition its position, rising.
     * @param timeMs      cluster time.
     * @param sessionId   its session, or 0.
     * @param buffer      its bytes; copied before this returns. Ignored where {@code length} is 0.
     * @param offset      where they begin.
     * @param length      how many there are.
     * @throws org.agrona.concurrent.AgentTerminationException if a stage has failed.
     */
    void onEntry(
            CommandKind kind,
            long logPosition,
            long timeMs,
            long sessionId,
            DirectBuffer buffer,
            int offset,
            int length);

    /**
     * The driving thread's share of what is due, traffic or not.
     *
     * @return how much was done.
     * @throws org.agrona.concurrent.AgentTerminationException if a stage has failed.
     */
    int onDuty(long nowNs);

    /** {@return whether every entry has passed every stage and every output has been published} */
    boolean isDrained();

    /** Ends the threads. What is still in the rings is lost: the log has it. */
    @Override
    void close();
}
