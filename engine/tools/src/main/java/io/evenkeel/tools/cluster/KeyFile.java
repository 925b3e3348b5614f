package io.evenkeel.tools.cluster;

import io.evenkeel.codecs.authentication.MessageKey;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * Keys of participants: lines of {@code participant id = key in hex}, readable by the owner alone. Those for logging on
 * and those under which commands are signed are in files of their own.
 */
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
        final byte[] key = find(participant);
        if (key.length == 0) {
            throw new IOException(path + " has no key of participant " + participant);
        }
        return key;
    }

    /**
     * {@return the key under which a participant signs its commands; empty where the file has none, as for one that
     * does not sign}
     *
     * @throws IOException if the file cannot be read, or this is no message key.
     */
    public byte[] messageKey(final int participant) throws IOException {
        final byte[] key = find(participant);
        if (key.length != 0 && key.length != MessageKey.LENGTH) {
            throw new IOException(path + ": a message key has " + MessageKey.LENGTH + " bytes, that of participant "
                    + participant + " has " + key.length);
        }
        return key;
    }

    private byte[] find(final int participant) throws IOException {
        final Properties keys = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            keys.load(reader);
        }
        try {
            return HexFormat.of().parseHex(keys.getProperty(Integer.toString(participant), "").trim());
        } catch (final IllegalArgumentException e) {
            throw new IOException(path + ": the key of participant " + participant + " is not in hex", e);
        }
    }
}
