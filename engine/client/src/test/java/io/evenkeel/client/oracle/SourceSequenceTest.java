package io.evenkeel.client.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceSequenceTest {
    @TempDir
    private Path directory;

    private static long take(final SourceSequence sequence) throws IOException {
        final long number = sequence.peek();
        sequence.spend();
        return number;
    }

    @Test
    void shouldGoOnWithoutAGapWhenItWasClosed() throws IOException {
        final Path file = directory.resolve("new").resolve("a.sequence");
        final long last;
        try (SourceSequence sequence = SourceSequence.open(file)) {
            final long first = take(sequence);
            assertThat(sequence.peek()).isEqualTo(sequence.peek()).isEqualTo(first + 1);
            last = take(sequence);
        }
        try (SourceSequence sequence = SourceSequence.open(file)) {
            assertThat(take(sequence)).isEqualTo(last + 1);
        }
    }

    @Test
    void shouldGoOnAboveAllThatWasGivenOutWhenItWasKilled() throws IOException {
        final Path file = directory.resolve("a.sequence");
        final Path ofTheKilled = directory.resolve("b.sequence");
        long last = 0;
        try (SourceSequence sequence = SourceSequence.open(file)) {
            for (int i = 0; i < 2 * SourceSequence.BLOCK + 1; i++) {
                last = take(sequence);
            }
            // What a kill now would leave on the disk.
            Files.copy(file, ofTheKilled);
        }
        try (SourceSequence sequence = SourceSequence.open(ofTheKilled)) {
            assertThat(sequence.peek()).isGreaterThan(last).isLessThanOrEqualTo(last + SourceSequence.BLOCK);
        }
    }

    @Test
    void shouldRefuseAFileWhenItIsInUseOrHoldsSomethingElse() throws IOException {
        final Path file = directory.resolve("a.sequence");
        try (SourceSequence sequence = SourceSequence.open(file)) {
            assertThat(sequence.peek()).isPositive();
            assertThatThrownBy(() -> SourceSequence.open(file))
                    .isInstanceOf(IOException.class).hasMessageContaining("in use");
        }
        final Path other = Files.writeString(directory.resolve("notes"), "buy milk");
        assertThatThrownBy(() -> SourceSequence.open(other))
                .isInstanceOf(IOException.class).hasMessageContaining("holds no sequence");
        assertThat(other).hasContent("buy milk");
    }
}
