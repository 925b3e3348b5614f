package io.evenkeel.client.feed;

import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.NanoClock;

/**
 * Follows one feed on one or several nodes and delivers each event once, in order, without a gap. With several nodes
 * each number is taken from whichever node brings it first, so the loss of any of them is not felt. What a node sent
 * before this began to listen, or while it could not, comes from that node's recording.
 *
 * <p>Not thread-safe: one thread calls everything. Listeners must not call {@link #poll()}. Does not allocate except
 * while it connects to a node.
 */
public final class FeedSubscriber implements AutoCloseable {
    private final FeedContext ctx;
    private final FeedArbiter arbiter;
    private final FeedSource[] sources;
    private final NanoClock nanoClock;
    private final AgentInvoker invoker;
    private boolean isClosed;

    private FeedSubscriber(final FeedContext ctx) {
        this.ctx = ctx;
        nanoClock = ctx.aeron().context().nanoClock();
        invoker = ctx.aeron().conductorAgentInvoker();
        arbiter = new FeedArbiter(ctx.listener(), ctx.fromNumber());
        sources = new FeedSource[ctx.nodes().size()];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = new FeedSource(ctx, ctx.nodes().get(i), arbiter, nanoClock.nanoTime());
        }
    }

    /**
     * Makes a subscriber that connects as it is polled.
     *
     * @param ctx configuration; used for one subscriber only.
     * @return a subscriber that knows no node yet.
     */
    public static FeedSubscriber create(final FeedContext ctx) {
        ctx.conclude();
        try {
            return new FeedSubscriber(ctx);
        } catch (final RuntimeException e) {
            ctx.close();
            throw e;
        }
    }

    /**
     * Takes what came and does what is due.
     *
     * @return how much was done; 0 if the caller may idle.
     * @throws FeedDivergenceException if two nodes sent different frames with one number.
     * @throws RuntimeException        what the listener threw.
     */
    public int poll() {
        if (isClosed) {
            return 0;
        }
        final long nowNs = nanoClock.nanoTime();
        int work = invoker == null ? 0 : invoker.invoke();
        for (final FeedSource source : sources) {
            work += source.poll(nowNs);
        }
        return work;
    }

    /** Polls until some node's live stream is followed. {@return whether one is, within the time} */
    public boolean awaitLive(final long timeoutMs) {
        final long deadlineNs = nanoClock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (!isLive() && nanoClock.nanoTime() - deadlineNs < 0) {
            ctx.idleStrategy().idle(poll());
        }
        return isLive();
    }

    /** {@return number of the next frame to come; 0 while a live start has not seen any} */
    public long nextNumber() {
        return arbiter.next();
    }

    /** {@return whether the live stream of at least one node is followed} */
    public boolean isLive() {
        return liveNodes() > 0;
    }

    /** {@return how many nodes' live streams are followed} */
    public int liveNodes() {
        int live = 0;
        for (final FeedSource source : sources) {
            live += source.isLive() ? 1 : 0;
        }
        return live;
    }

    /** {@return how often a node's stream was begun anew for a missing number; the listener missed none} */
    public long gaps() {
        long gaps = 0;
        for (final FeedSource source : sources) {
            gaps += source.gaps();
        }
        return gaps;
    }

    /** {@return how many frames came damaged; each was fetched again} */
    public long damages() {
        long damages = 0;
        for (final FeedSource source : sources) {
            damages += source.damages();
        }
        return damages;
    }

    /** {@return how often a connection to a node was begun anew} */
    public long restarts() {
        long restarts = 0;
        for (final FeedSource source : sources) {
            restarts += source.restarts();
        }
        return restarts;
    }

    /** {@return the state of each node's stream, for a person to read; allocates} */
    public String describe() {
        final StringBuilder text = new StringBuilder(ctx.feed().label()).append(" next=").append(nextNumber());
        for (final FeedSource source : sources) {
            text.append(", ").append(source);
        }
        return text.toString();
    }

    /** Closes every connection, and the Aeron client unless it was given. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            CloseHelper.closeAll(sources);
            ctx.close();
        }
    }
}
