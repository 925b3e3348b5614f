package io.evenkeel.client.feed;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.ArchivingMediaDriver;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.codecs.SourceLocation;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.FeedFrame;
import io.evenkeel.codecs.feed.NodeAddress;
import java.io.File;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;

/** A driver, an archive, and one feed that is published and recorded as a node does it. */
final class RecordedFeed implements AutoCloseable {
    private static final int EVENT_LENGTH = 100;

    private final NodeAddress address;
    private final ArchivingMediaDriver driver;
    private final AeronArchive archive;
    private final ExclusivePublication publication;
    private final IdleStrategy idleStrategy = new YieldingIdleStrategy();
    private final UnsafeBuffer event = new UnsafeBuffer(new byte[EVENT_LENGTH]);
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FeedFrame.LENGTH]);
    private final FeedFrame encoder = new FeedFrame();

    RecordedFeed(final File directory, final NodeAddress address) {
        this.address = address;
        final String aeronDirectory = new File(directory, "aeron").getAbsolutePath();
        final String control = "aeron:udp?endpoint=" + address.archiveControlEndpoint();
        driver = ArchivingMediaDriver.launch(
                new MediaDriver.Context()
                        .aeronDirectoryName(aeronDirectory)
                        .threadingMode(ThreadingMode.SHARED)
                        .imageLivenessTimeoutNs(TimeUnit.SECONDS.toNanos(1))
                        .dirDeleteOnStart(true)
                        .dirDeleteOnShutdown(true),
                new Archive.Context()
                        .aeronDirectoryName(aeronDirectory)
                        .archiveDir(new File(directory, "archive"))
                        .controlChannel(control)
                        .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
                        .recordingEventsEnabled(false)
                        .threadingMode(ArchiveThreadingMode.SHARED));
        archive = AeronArchive.connect(new AeronArchive.Context()
                .aeronDirectoryName(aeronDirectory)
                .controlRequestChannel(control)
                .controlResponseChannel("aeron:udp?endpoint=127.0.0.1:0"));
        final String channel = "aeron:udp?control=" + address.feedEndpoint(Feed.AUDIT)
                + "|control-mode=dynamic|fc=max|term-length=1m|mtu=1408"
                + "|init-term-id=0|term-id=0|term-offset=0|ssc=true";
        publication = archive.context().aeron().addExclusivePublication(channel, Feed.AUDIT.streamId());
        archive.startRecording(channel, Feed.AUDIT.streamId(), SourceLocation.LOCAL, true);
    }

    static NodeAddress freeAddress() {
        final Random random = new Random();
        for (int attempt = 0; attempt < 100; attempt++) {
            final NodeAddress candidate = new NodeAddress("127.0.0.1", 20_000 + random.nextInt(10_000));
            if (isFree(candidate.basePort() + 1) && isFree(candidate.basePort() + Feed.AUDIT.portOffset())) {
                return candidate;
            }
        }
        throw new IllegalStateException("no free ports");
    }

    private static boolean isFree(final int port) {
        try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (final SocketException e) {
            return false;
        }
    }

    NodeAddress address() {
        return address;
    }

    Aeron aeron() {
        return archive.context().aeron();
    }

    /** Publishes the n-th event, which takes two frames; its content follows from n alone. */
    void publish(final int n) {
        event.setMemory(0, EVENT_LENGTH, (byte) n);
        event.putInt(0, n);
        for (int index = 0; index < FeedFrame.count(EVENT_LENGTH); index++) {
            encoder.encode(frame, 0, 2L * n - 1 + index, 1_000L * n, event, 0, EVENT_LENGTH, index);
            final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (publication.offer(frame, 0, FeedFrame.LENGTH) < 0) {
                idleStrategy.idle();
                if (System.nanoTime() - deadlineNs > 0) {
                    throw new IllegalStateException("the feed does not move at event " + n);
                }
            }
        }
    }

    @Override
    public void close() {
        CloseHelper.closeAll(archive, driver);
    }
}
