package io.evenkeel.node.feed;

import io.aeron.Aeron;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.ArchivingMediaDriver;
import io.aeron.archive.client.AeronArchive;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.node.launch.EmbeddedNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** What of a node has to do with feeds: a real driver and a real archive, and feeds opened as a node opens them. */
final class FeedNode implements AutoCloseable {
    static final Feed FEED = Feed.AUDIT;
    private static final int EVENT_LENGTH = 60;
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);

    private final NodeAddress address;
    private final Path home;
    private final ArchivingMediaDriver driver;
    private final Aeron aeron;
    private final AeronArchive archive;
    private final IdleStrategy idle = new BackoffIdleStrategy();
    private final UnsafeBuffer event = new UnsafeBuffer(new byte[EVENT_LENGTH]);

    FeedNode(final Path home) {
        this(home, EmbeddedNode.freeAddress());
    }

    FeedNode(final Path home, final NodeAddress address) {
        this.home = home;
        this.address = address;
        final String aeronDir = home.resolve("aeron").toString();
        driver = ArchivingMediaDriver.launch(
                new MediaDriver.Context()
                        .aeronDirectoryName(aeronDir)
                        .threadingMode(ThreadingMode.SHARED)
                        .multicastFlowControlSupplier(FreeFlowControl.supplier())
                        .dirDeleteOnStart(true)
                        .dirDeleteOnShutdown(true),
                new Archive.Context()
                        .aeronDirectoryName(aeronDir)
                        .archiveDir(archiveDir().toFile())
                        .controlChannel("aeron:udp?endpoint=" + address.archiveControlEndpoint())
                        .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
                        .recordingEventsEnabled(false)
                        .threadingMode(ArchiveThreadingMode.SHARED));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(aeronDir));
        archive = AeronArchive.connect(new AeronArchive.Context()
                .aeron(aeron)
                .ownsAeronClient(false)
                .controlRequestChannel("aeron:ipc?term-length=64k")
                .controlRequestStreamId(AeronArchive.Configuration.localControlStreamId())
                .controlResponseChannel("aeron:ipc?term-length=64k"));
    }

    Path archiveDir() {
        return home.resolve("archive");
    }

    NodeAddress address() {
        return address;
    }

    String aeronDir() {
        return aeron.context().aeronDirectoryName();
    }

    /** Opens the feed as a node does that starts from a snapshot with this number. */
    FeedStream open(final long number, final NodeAddress... others) {
        final FeedPeers peers = new FeedPeers(address, List.of(others), aeron, archive, idle);
        return new FeedOpening(address, aeron, archive, peers, idle).open(FEED, number, idle::idle);
    }

    /** Appends events of one frame each until this is the last number, and waits until all are recorded. */
    void append(final FeedStream stream, final long last) {
        while (stream.number() < last) {
            final long number = stream.number() + 1;
            event.setMemory(0, EVENT_LENGTH, (byte) number);
            event.putLong(0, number);
            stream.append(1_000 * number, event, EVENT_LENGTH);
        }
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (!stream.isRecorded()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("the recording does not reach number " + last);
            }
            idle.idle();
        }
    }

    /** {@return the feed's recording} */
    FeedRecording recording() {
        return FeedRecording.find(archive, FEED);
    }

    /** {@return the channel a publication of this node's feed has that goes on at a position} */
    String channel(final long position) {
        return FeedGeometry.channel(address, FEED, position);
    }

    AeronArchive archive() {
        return archive;
    }

    Aeron aeron() {
        return aeron;
    }

    @Override
    public void close() {
        CloseHelper.closeAll(archive, aeron, driver);
    }
}
