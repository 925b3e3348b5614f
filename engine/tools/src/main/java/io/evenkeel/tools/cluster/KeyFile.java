package io.evenkeel.tools.cluster;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** The keys of a cluster's participants: lines of {@code participant id = key in hex}, readable by the owner alone. */
public final class KeyFile {
    /** Participants that get a key when a file is made. */
    public static final int PARTICIPANTS = 16;

    private static final int KEY_LENGTH = 32;

    private final Path path;

    /** Names a key file. */
    public KeyFile(final Path path) {
        this.path = path;
    }

    /** Makes the file with new random keys, unless it is there. */
    public void provide() throws IOException {
        if (Files.exists(path)) {
            return;
        }
        final SecureRandom random = new SecureRandom();
        final StringBuilder lines = new StringBuilder();
        for (int participant = 1; participant <= PARTICIPANTS; participant++) {
            final byte[] key = new byte[KEY_LENGTH];
            random.nextBytes(key);
            lines.append(participant).append('=').append(HexFormat.of().formatHex(key)).append('\n');
        }
        Files.createFile(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(path, lines);
    }

    /**
     * {@return the key of a participant}
     *
     * @throws IOException if the file cannot be read or has no such key.
     */
    public byte[] key(final int participant) throws IOException {
        final Properties keys = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            keys.load(reader);
        }
        final String key = keys.getProperty(Integer.toString(participant));
        if (key == null) {
            throw new IOException(path + " has no key of participant " + participant);
        }
        return HexFormat.of().parseHex(key.trim());
    }
}
