package io.evenkeel.node.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.ChannelUri;
import io.aeron.ExclusivePublication;
import io.aeron.archive.codecs.SourceLocation;
import io.aeron.protocol.DataHeaderFlyweight;
import io.evenkeel.codecs.feed.FeedFrame;
import io.evenkeel.node.system.ArchiveReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings whose end a crash has spoilt, opened again by a real archive. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
final class FeedTailTest {
    private static final long WRITTEN = 300;

    @TempDir
    private Path home;

    /** What a crash, or a disk, may have done to the recorded frame of a number. */
    enum Damage {
        ZEROED {
            @Override
            void apply(final RandomAccessFile file, final long payload) throws IOException {
                file.seek(payload);
                file.write(new byte[FeedFrame.LENGTH]);
            }
        },
        BIT_FLIPPED {
            @Override
            void apply(final RandomAccessFile file, final long payload) throws IOException {
                file.seek(payload + FeedFrame.LENGTH - 1);
                final int last = file.read();
                file.seek(payload + FeedFrame.LENGTH - 1);
                file.write(last ^ 1);
            }
        },
        ANOTHER_NUMBER {
            @Override
            void apply(final RandomAccessFile file, final long payload) throws IOException {
                final byte[] before = new byte[FeedFrame.LENGTH];
                file.seek(payload - FeedFrame.ALIGNED_LENGTH);
                file.readFully(before);
                file.seek(payload);
                file.write(before);
            }
        };

        abstract void apply(RandomAccessFile file, long payload) throws IOException;
    }

    private void write(final long last) {
        try (FeedNode node = new FeedNode(home)) {
            node.append(node.open(0), last);
        }
    }

    private void damage(final Damage damage, final long first, final long last) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("archive"))) {
            final Path segment = files.filter(file -> file.toString().endsWith(".rec")).findFirst().orElseThrow();
            try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
                for (long number = first; number <= last; number++) {
                    damage.apply(file, FeedFrame.position(number) + DataHeaderFlyweight.HEADER_LENGTH);
                }
            }
        }
    }

    /** Opens the feed again, replays the log from this number on, and reads the whole recording. */
    private void shouldGoOnAfter(final long lastSound, final long numberOfSnapshot, final long last) {
        try (FeedNode node = new FeedNode(home)) {
            final FeedStream stream = node.open(numberOfSnapshot);
            assertThat(node.archive().getRecordingPosition(node.recording().recordingId()))
                    .as("where the recording was cut")
                    .isEqualTo(lastSound * FeedFrame.ALIGNED_LENGTH);
            node.append(stream, last);
            try (ArchiveReader reader = new ArchiveReader(node.aeronDir(), node.address())) {
                assertThat(reader.events(FeedNode.FEED))
                        .hasSize((int) last)
                        .allSatisfy(event -> assertThat(event).hasSize(60));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ZEROED,300", "ZEROED,290", "BIT_FLIPPED,300", "BIT_FLIPPED,123", "ANOTHER_NUMBER,299", "ZEROED,1"})
    void shouldCutTheRecordingWhereFramesAreNotSoundWhenOpenedAgain(final Damage damage, final long first)
            throws IOException {
        write(WRITTEN);
        damage(damage, first, WRITTEN);
        shouldGoOnAfter(first - 1, 0, WRITTEN + 50);
    }

    @Test
    void shouldCutNothingWhenAllIsSound() {
        write(WRITTEN);
        shouldGoOnAfter(WRITTEN, WRITTEN - 100, WRITTEN + 1);
    }

    @Test
    void shouldGoBackWindowByWindowWhenTheDamageIsLong() throws IOException {
        write(10_000);
        damage(Damage.ZEROED, 1_234, 10_000);
        shouldGoOnAfter(1_233, 1_000, 10_010);
    }

    @Test
    void shouldCutAHalfFrameWhenTheRecordingEndsInOne() {
        try (FeedNode node = new FeedNode(home)) {
            node.append(node.open(0), WRITTEN);
        }
        appendHalfFrame();
        shouldGoOnAfter(WRITTEN, 0, WRITTEN + 50);
    }

    /** Extends the recording by a frame of 64 bytes, half as long as a feed's. */
    private void appendHalfFrame() {
        try (FeedNode node = new FeedNode(home)) {
            final long stop = FeedGeometry.endPosition(WRITTEN);
            final ExclusivePublication publication =
                    node.aeron().addExclusivePublication(node.channel(stop), FeedNode.FEED.streamId());
            final long recordingId = node.recording().recordingId();
            node.archive().extendRecording(
                    recordingId,
                    ChannelUri.addSessionId(publication.channel(), publication.sessionId()),
                    FeedNode.FEED.streamId(),
                    SourceLocation.LOCAL);
            final UnsafeBuffer half = new UnsafeBuffer(new byte[DataHeaderFlyweight.HEADER_LENGTH]);
            final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (publication.offer(half) < 0 || node.archive().getRecordingPosition(recordingId) <= stop) {
                assertThat(System.nanoTime() - deadlineNs).as("time to record half a frame").isNegative();
            }
        }
    }
}
