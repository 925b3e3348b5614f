package io.evenkeel.node.system;

import io.aeron.Aeron;
import io.aeron.FragmentAssembler;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.archive.client.AeronArchive;
import io.aeron.logbuffer.FragmentHandler;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.FeedFrame;
import io.evenkeel.codecs.feed.NodeAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.ExpandableArrayBuffer;

/** Reads what a live node has recorded, through the door that its Archive has for clients. One thread. */
public final class ArchiveReader implements AutoCloseable {
    private static final int REPLAY_STREAM = 3001;
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    private final Aeron aeron;
    private final AeronArchive archive;

    /** Connects to the archive of a node. */
    public ArchiveReader(final String aeronDir, final NodeAddress node) {
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(aeronDir));
        archive = AeronArchive.connect(new AeronArchive.Context()
                .aeron(aeron)
                .ownsAeronClient(false)
                .controlRequestChannel("aeron:udp?endpoint=" + node.archiveControlEndpoint())
                .controlResponseChannel("aeron:udp?endpoint=127.0.0.1:0")
                .messageTimeoutNs(TIMEOUT_NS));
    }

    /** Reads a recording from its beginning to where it is now. */
    void read(final int streamId, final FragmentHandler handler) {
        final long recordingId = find(streamId);
        final long stop = archive.getMaxRecordedPosition(recordingId);
        if (stop == 0) {
            return;
        }
        final String channel = "aeron:udp?endpoint=127.0.0.1:0";
        try (Subscription subscription = aeron.addSubscription(channel, REPLAY_STREAM)) {
            final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
            String resolved = subscription.tryResolveChannelEndpointPort();
            while (resolved == null) {
                resolved = subscription.tryResolveChannelEndpointPort();
            }
            final int sessionId = (int) archive.startReplay(recordingId, 0, stop, resolved, REPLAY_STREAM);
            final FragmentAssembler assembler = new FragmentAssembler(handler);
            Image image = null;
            while (image == null || image.position() < stop) {
                image = image == null ? subscription.imageBySessionId(sessionId) : image;
                if (image == null || image.poll(assembler, 64) == 0) {
                    checkDeadline(deadlineNs, "recording of stream " + streamId + ": " + image + " of " + stop);
                    sleep();
                }
            }
        }
    }

    private static void checkDeadline(final long deadlineNs, final String what) {
        if (System.nanoTime() - deadlineNs > 0) {
            throw new AssertionError("did not get the " + what);
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MICROSECONDS.sleep(200);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long find(final int streamId) {
        final List<Long> found = new ArrayList<>();
        archive.listRecordings(0, 10_000, (
                controlSessionId, correlationId, recordingId, startTimestamp, stopTimestamp, startPosition,
                stopPosition,
                initialTermId, segmentFileLength, termBufferLength, mtuLength, sessionId, recordedStreamId,
                strippedChannel, originalChannel, sourceIdentity) -> {
            if (recordedStreamId == streamId) {
                found.add(recordingId);
            }
        });
        if (found.size() != 1) {
            throw new AssertionError("recordings of stream " + streamId + ": " + found);
        }
        return found.get(0);
    }

    /** {@return the events of a feed; checked on the way: numbers 1, 2, 3 … without a gap, and every frame sound} */
    public List<byte[]> events(final Feed feed) {
        final List<byte[]> events = new ArrayList<>();
        final FeedFrame frame = new FeedFrame();
        final ExpandableArrayBuffer event = new ExpandableArrayBuffer();
        final long[] number = new long[1];
        read(feed.streamId(), (buffer, offset, length, header) -> {
            frame.wrap(buffer, offset);
            number[0]++;
            if (length != FeedFrame.LENGTH || !frame.isIntact() || frame.number() != number[0]
                    || header.position() != FeedFrame.position(number[0] + 1)) {
                throw new AssertionError(feed + ": frame " + number[0] + " is not sound: " + frame.number());
            }
            event.putBytes(frame.index() * FeedFrame.PAYLOAD_LENGTH, buffer, frame.partOffset(), frame.partLength());
            if (frame.index() + 1 == frame.count()) {
                final byte[] bytes = new byte[frame.eventLength()];
                event.getBytes(0, bytes);
                events.add(bytes);
            }
        });
        return events;
    }

    @Override
    public void close() {
        archive.close();
        aeron.close();
    }
}
