package io.evenkeel.node.pipeline;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.YieldingWaitStrategy;
import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.output.OutputSlot;

/** The ring from Risk to Publish. Written by Risk's thread alone, polled by Publish's. Does not allocate once made. */
public final class OutputRing implements OutputSink {
    private final RingBuffer<OutputSlot> ring;
    private final EventPoller<OutputSlot> poller;
    private final Sequence published = new Sequence(0);
    private Runnable onFull = Thread::onSpinWait;
    private long claimed;

    /**
     * Makes an empty ring.
     *
     * @param slots its length, a power of two; a slot takes about 0.6 KiB.
     */
    public OutputRing(final int slots) {
        ring = RingBuffer.createSingleProducer(OutputSlot::new, slots, new YieldingWaitStrategy());
        poller = ring.newPoller();
        ring.addGatingSequences(poller.getSequence());
    }

    /** Says what Risk does, again and again, while the ring is full: run Publish, or let its thread run. */
    void onFull(final Runnable action) {
        onFull = action;
    }

    @Override
    public OutputSlot claim() {
        while (!ring.hasAvailableCapacity(1)) {
            onFull.run();
        }
        claimed = ring.next();
        return ring.get(claimed);
    }

    @Override
    public void publish() {
        ring.publish(claimed);
        published.set(published.get() + 1);
    }

    /** {@return how many outputs were published} */
    long published() {
        return published.get();
    }

    /** Publish's thread: hands over what is there. {@return whether there was anything} */
    boolean poll(final EventPoller.Handler<OutputSlot> handler) throws Exception {
        return poller.poll(handler) == EventPoller.PollState.PROCESSING;
    }
}
