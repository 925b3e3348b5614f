package io.evenkeel.core.recorded;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tukaani.xz.XZInputStream;

/**
 * Recorded files. They are no part of this repository: they are looked for in the directory that
 * {@code -Devenkeel.recordings=DIR} names, or in {@code ../shared/data} beside the repository, and tests that need them
 * are skipped, saying so, without them.
 */
final class Recording {
    private static final Path DIRECTORY = Path.of(System.getProperty("evenkeel.recordings", "../../../shared/data"));

    private Recording() {
    }

    /** {@return the rows of a file, without its heading, each cut at the commas} */
    static List<String[]> rows(final String name) throws IOException {
        final Path file = DIRECTORY.resolve(name);
        assumeThat(file).as("skipped: the recording %s is not there", file.toAbsolutePath().normalize()).exists();
        try (InputStream bytes = Files.newInputStream(file);
                InputStream plain = name.endsWith(".xz") ? new XZInputStream(bytes) : bytes;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
        }
    }
}
