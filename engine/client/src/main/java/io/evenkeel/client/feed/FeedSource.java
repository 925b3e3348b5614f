package io.evenkeel.client.feed;

import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.PersistentSubscription;
import io.aeron.archive.client.PersistentSubscriptionListener;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.evenkeel.codecs.feed.FeedFrame;
import io.evenkeel.codecs.feed.NodeAddress;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/**
 * A feed as one node sends it: finds the recording, replays from where the arbiter stands, joins the live stream, and
 * begins anew whenever that fails. Every frame goes to the arbiter, which says whether it fits.
 *
 * <p>Not thread-safe. Allocates only while it connects.
 */
final class FeedSource implements FragmentHandler, PersistentSubscriptionListener, AutoCloseable {
    private static final long RETRY_MIN_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RETRY_MAX_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int FRAGMENT_LIMIT = 64;

    private final FeedContext ctx;
    private final NodeAddress node;
    private final FeedArbiter arbiter;
    private RecordingFinder finder;
    private PersistentSubscription subscription;
    private RuntimeException thrown;
    private String trouble = "not connected yet";
    private boolean mustRestart;
    private long retryDelayNs = RETRY_MIN_NS;
    private long retryAtNs;
    private long gaps;
    private long damages;
    private long restarts;

    FeedSource(final FeedContext ctx, final NodeAddress node, final FeedArbiter arbiter, final long nowNs) {
        this.ctx = ctx;
        this.node = node;
        this.arbiter = arbiter;
        this.retryAtNs = nowNs;
    }

    /** Does what is due. {@return how much was done} */
    int poll(final long nowNs) {
        if (subscription != null) {
            return pollSubscription(nowNs);
        }
        if (finder != null) {
            return pollFinder(nowNs);
        }
        if (nowNs - retryAtNs >= 0) {
            finder = new RecordingFinder(archiveContext(), ctx.feed().streamId(), nowNs);
            return 1;
        }
        return 0;
    }

    boolean isLive() {
        return subscription != null && subscription.isLive();
    }

    /** {@return how often a frame came that was not the next, though this node's own frames are gapless} */
    long gaps() {
        return gaps;
    }

    long damages() {
        return damages;
    }

    long restarts() {
        return restarts;
    }

    @Override
    public String toString() {
        return node + (isLive() ? " live" : subscription != null ? " replaying" : " down (" + trouble + ")");
    }

    private int pollSubscription(final long nowNs) {
        final int work = subscription.poll(this, FRAGMENT_LIMIT);
        if (thrown != null) {
            final RuntimeException failure = thrown;
            thrown = null;
            throw failure;
        }
        if (subscription.hasFailed()) {
            restart(nowNs, String.valueOf(subscription.failureReason()));
        } else if (mustRestart) {
            restart(nowNs, "a frame did not fit");
        } else if (work > 0) {
            retryDelayNs = RETRY_MIN_NS;
        }
        return work;
    }

    private int pollFinder(final long nowNs) {
        try {
            final long recordingId = finder.poll(nowNs);
            if (recordingId == RecordingFinder.PENDING) {
                return 0;
            }
            CloseHelper.close(finder);
            finder = null;
            subscription = PersistentSubscription.create(subscriptionContext(recordingId));
            return 1;
        } catch (final AeronException e) {
            restart(nowNs, e.getMessage());
            return 1;
        }
    }

    private void restart(final long nowNs, final String reason) {
        trouble = reason;
        mustRestart = false;
        restarts++;
        CloseHelper.closeAll(finder, subscription);
        finder = null;
        subscription = null;
        retryAtNs = nowNs + retryDelayNs;
        retryDelayNs = Math.min(RETRY_MAX_NS, 2 * retryDelayNs);
    }

    private AeronArchive.Context archiveContext() {
        return new AeronArchive.Context()
                .aeron(ctx.aeron())
                .ownsAeronClient(false)
                .messageTimeoutNs(TimeUnit.MILLISECONDS.toNanos(ctx.messageTimeoutMs()))
                .controlRequestChannel("aeron:udp?endpoint=" + node.archiveControlEndpoint())
                .controlResponseChannel(localChannel());
    }

    private PersistentSubscription.Context subscriptionContext(final long recordingId) {
        final long next = arbiter.next();
        return new PersistentSubscription.Context()
                .aeron(ctx.aeron())
                .recordingId(recordingId)
                .startPosition(next == 0 ? PersistentSubscription.FROM_LIVE : FeedFrame.position(next))
                .liveChannel("aeron:udp?control=" + node.feedEndpoint(ctx.feed())
                        + "|control-mode=dynamic|endpoint=" + ctx.localHost() + ":0")
                .liveStreamId(ctx.feed().streamId())
                .replayChannel(localChannel())
                .replayStreamId(ctx.feed().streamId())
                .listener(this)
                .aeronArchiveContext(archiveContext());
    }

    private String localChannel() {
        return "aeron:udp?endpoint=" + ctx.localHost() + ":0";
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        if (mustRestart || thrown != null) {
            return;
        }
        try {
            switch (arbiter.onFrame(buffer, offset, length)) {
                case AHEAD -> {
                    gaps++;
                    mustRestart = true;
                }
                case DAMAGED -> {
                    damages++;
                    mustRestart = true;
                }
                default -> {
                }
            }
        } catch (final RuntimeException e) {
            // The transport would hand it to an error handler and go on; the caller of poll must see it.
            thrown = e;
        }
    }

    @Override
    public void onLiveJoined() {
        trouble = "";
    }

    @Override
    public void onLiveLeft() {
        trouble = "left the live stream";
    }

    @Override
    public void onError(final Exception e) {
        trouble = String.valueOf(e.getMessage());
    }

    @Override
    public void close() {
        CloseHelper.closeAll(finder, subscription);
        finder = null;
        subscription = null;
    }
}
