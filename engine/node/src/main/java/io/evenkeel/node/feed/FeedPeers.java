package io.evenkeel.node.feed;

import io.aeron.Aeron;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.ReplicationParams;
import io.aeron.archive.codecs.RecordingSignal;
import io.aeron.exceptions.AeronException;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.NodeAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;

/** The other nodes' Archives, from which a node takes what its own recording lacks. Start-up only. */
final class FeedPeers {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);

    private final NodeAddress self;
    private final List<NodeAddress> peers;
    private final Aeron aeron;
    private final AeronArchive archive;
    private final IdleStrategy idle;

    FeedPeers(
            final NodeAddress self,
            final List<NodeAddress> peers,
            final Aeron aeron,
            final AeronArchive archive,
            final IdleStrategy idle) {
        this.self = self;
        this.peers = List.copyOf(peers);
        this.aeron = aeron;
        this.archive = archive;
        this.idle = idle;
    }

    /**
     * Extends a recording, or makes it, up to a number, from the first peer that can.
     *
     * @param feed   which feed.
     * @param mine   this node's recording, or null.
     * @param number the number it must reach.
     * @throws IllegalStateException if no peer can; the node must not start.
     */
    void replicate(final Feed feed, final FeedRecording mine, final long number) {
        final StringBuilder reasons = new StringBuilder();
        for (final NodeAddress peer : peers) {
            try {
                replicateFrom(peer, feed, mine, number);
                return;
            } catch (final AeronException | IllegalStateException e) {
                reasons.append("; ").append(peer).append(": ").append(e.getMessage());
            }
        }
        throw new IllegalStateException("the recording of feed " + feed.label() + " lacks numbers up to " + number
                + ", which the snapshot has, and no peer could give them" + reasons);
    }

    private void replicateFrom(final NodeAddress peer, final Feed feed, final FeedRecording mine, final long number) {
        final String channel = "aeron:udp?endpoint=" + peer.archiveControlEndpoint();
        final long stop = FeedGeometry.endPosition(number);
        final FeedRecording source = find(channel, feed, stop);
        final ReplicationParams params = new ReplicationParams().stopPosition(stop);
        if (mine != null) {
            params.dstRecordingId(mine.recordingId());
        }
        final boolean[] hasEnded = new boolean[1];
        archive.context().recordingSignalConsumer((session, correlation, recording, subscription, position, signal) ->
                hasEnded[0] |= signal == RecordingSignal.REPLICATE_END);
        final int stream = AeronArchive.Configuration.CONTROL_STREAM_ID_DEFAULT;
        archive.replicate(source.recordingId(), stream, channel, params);
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (!hasEnded[0]) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IllegalStateException("replication took too long");
            }
            idle.idle(archive.pollForRecordingSignals());
        }
    }

    /**
     * {@return a peer's recording of a feed}
     *
     * @throws IllegalStateException if it has none that reaches this position.
     */
    private FeedRecording find(final String controlChannel, final Feed feed, final long position) {
        final AeronArchive.Context context = new AeronArchive.Context()
                .aeron(aeron)
                .ownsAeronClient(false)
                .controlRequestChannel(controlChannel)
                .controlResponseChannel("aeron:udp?endpoint=" + self.host() + ":0");
        try (AeronArchive remote = AeronArchive.connect(context)) {
            final FeedRecording recording = FeedRecording.find(remote, feed);
            if (recording == null) {
                throw new IllegalStateException("it has no recording");
            }
            final long end = remote.getMaxRecordedPosition(recording.recordingId());
            if (end < position) {
                throw new IllegalStateException("it ends at " + FeedGeometry.lastNumber(end));
            }
            return recording;
        }
    }
}
