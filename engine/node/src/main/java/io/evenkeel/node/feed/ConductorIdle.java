package io.evenkeel.node.feed;

import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.IdleStrategy;

/**
 * Idles as the service thread must, and runs the conductor of an Aeron client that has no thread of its own.
 *
 * @param service   the service thread's way to idle.
 * @param conductor the client's conductor.
 */
record ConductorIdle(IdleStrategy service, AgentInvoker conductor) implements IdleStrategy {
    @Override
    public void idle(final int workCount) {
        conductor.invoke();
        service.idle(workCount);
    }

    @Override
    public void idle() {
        conductor.invoke();
        service.idle();
    }

    @Override
    public void reset() {
        service.reset();
    }
}
