package io.evenkeel.node.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.archive.Archive;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.ArchiveException;
import io.aeron.archive.codecs.SourceLocation;
import io.aeron.driver.MediaDriver;
import io.evenkeel.codecs.feed.NodeAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recording is four frames: three of 1,024 bytes and one of 1,280, from 3,072 to 4,352, over the edge of a page at
 * 4,096. The killed process is a copy of the Archive's directory, taken while it records.
 */
class TornRecordingsTest {
    private static final String CHANNEL = "aeron:ipc?term-length=64k|session-id=77";
    private static final int STREAM = 1001;
    private static final int SESSION = 77;
    private static final int FRAME_HEADER = 32;
    private static final int PAGE = 4096;
    private static final int LAST_FRAME = 3072;
    private static final int END = 4352;

    @TempDir
    private Path home;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private NodeAddress address;

    @BeforeEach
    void setUp() {
        address = EmbeddedNode.freeAddress();
    }

    @Test
    void shouldKeepWholeFragmentWhenItsLastPageIsZero() throws IOException {
        record(PAGE - LAST_FRAME - FRAME_HEADER);

        assertThat(stopAfterRestart()).isEqualTo(END);
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void shouldCutFragmentOffWhenItWasHalfWritten() throws IOException {
        record(END - LAST_FRAME - FRAME_HEADER);
        try (RandomAccessFile segment = new RandomAccessFile(segment().toFile(), "rw")) {
            segment.seek(PAGE);
            segment.write(new byte[END - PAGE]);
        }

        assertThat(stopAfterRestart()).isEqualTo(LAST_FRAME);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("0-0.rec was half written: cut off");
    }

    @Test
    void shouldFailWhenTheArchiveCannotBeLaunchedForAnotherReason() throws IOException {
        record(1);
        Files.write(killed().resolve("archive/archive.catalog"), new byte[] {1, 2, 3});

        assertThatThrownBy(this::stopAfterRestart).isInstanceOf(ArchiveException.class);
    }

    /** Records four frames, of which the last has so many bytes that are not zero, and keeps a picture of the crash. */
    private void record(final int notZero) throws IOException {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[END - LAST_FRAME - FRAME_HEADER]);
        final AeronContexts contexts = contexts(home.resolve("alive"));
        try (MediaDriver driver = MediaDriver.launch(contexts.driver());
                Archive archive = TornRecordings.launch(contexts::archive, said());
                Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
                AeronArchive client = AeronArchive.connect(contexts.archiveClient().aeron(aeron))) {
            assertThat(archive.context().aeron().isClosed()).isFalse();
            client.startRecording(CHANNEL, STREAM, SourceLocation.LOCAL);
            try (ExclusivePublication publication = aeron.addExclusivePublication(CHANNEL, STREAM)) {
                message.setMemory(0, PAGE / 4 - FRAME_HEADER, (byte) 7);
                for (int i = 0; i < 3; i++) {
                    offer(publication, message, PAGE / 4 - FRAME_HEADER);
                }
                message.setMemory(0, message.capacity(), (byte) 0);
                message.setMemory(0, notZero, (byte) 7);
                offer(publication, message, message.capacity());
                while (!isRecorded(client)) {
                    Thread.onSpinWait();
                }
                copy(home.resolve("alive"), killed());
            }
        }
    }

    private static void offer(final ExclusivePublication publication, final UnsafeBuffer message, final int length) {
        while (publication.offer(message, 0, length) < 0) {
            Thread.onSpinWait();
        }
    }

    private static boolean isRecorded(final AeronArchive client) {
        return client.findLastMatchingRecording(0, "", STREAM, SESSION) == 0 && client.getMaxRecordedPosition(0) == END;
    }

    private long stopAfterRestart() {
        final AeronContexts contexts = contexts(killed());
        MarkFiles.age(killed().resolve("archive"), killed().resolve("cluster"));
        try (MediaDriver driver = MediaDriver.launch(contexts.driver());
                Archive archive = TornRecordings.launch(contexts::archive, said());
                AeronArchive client = AeronArchive.connect(
                        contexts.archiveClient().aeronDirectoryName(driver.aeronDirectoryName()))) {
            assertThat(archive.context().aeron().isClosed()).isFalse();
            return client.getStopPosition(0);
        }
    }

    private AeronContexts contexts(final Path dir) {
        return new AeronContexts(
                new NodeContext()
                        .set(NodeProperty.NODE_ID, "0")
                        .set(NodeProperty.MEMBERS, address.toString())
                        .set(NodeProperty.DIR, dir.toString())
                        .set(NodeProperty.AERON_DIR, home.resolve("driver").toString())
                        .conclude(),
                t -> {
                    throw new AssertionError(t);
                });
    }

    private PrintStream said() {
        return new PrintStream(said, true, StandardCharsets.UTF_8);
    }

    private Path killed() {
        return home.resolve("killed");
    }

    private Path segment() {
        return killed().resolve("archive/0-0.rec");
    }

    private static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (final Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }
}
