package io.evenkeel.node.session;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * The secret keys of participants, from a property file of lines {@code participant id = key in hex}. When a logon
 * names a participant without a key the file is read again, at most once a second, so that keys can be added to a
 * running node. One thread, the consensus module's.
 */
public final class ParticipantKeys {
    /** Shortest key accepted, in bytes. */
    public static final int KEY_LENGTH_MIN = 16;

    private static final long REREAD_MS = 1_000;

    private final Path file;
    private Int2ObjectHashMap<byte[]> keys;
    private long rereadAfterMs;

    /**
     * Reads the file.
     *
     * @param file the property file.
     * @throws IllegalArgumentException if a line is not an id above 0 and a key of at least 16 bytes.
     * @throws UncheckedIOException     if the file cannot be read.
     */
    public ParticipantKeys(final Path file) {
        this.file = file;
        keys = read(file);
    }

    /**
     * {@return the participant's key, or null if it has none}
     *
     * @param participant participant id.
     * @param nowMs       cluster time, for how often the file is read again.
     */
    public byte[] key(final int participant, final long nowMs) {
        final byte[] known = keys.get(participant);
        if (known != null || nowMs < rereadAfterMs) {
            return known;
        }
        rereadAfterMs = nowMs + REREAD_MS;
        keys = read(file);
        return keys.get(participant);
    }

    private static Int2ObjectHashMap<byte[]> read(final Path file) {
        final Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            lines.load(reader);
        } catch (final IOException e) {
            throw new UncheckedIOException(
                    "cannot read the key file " + file + ", which has a line `participant id = key in hex` for each"
                            + " participant",
                    e);
        }
        final Int2ObjectHashMap<byte[]> keys = new Int2ObjectHashMap<>();
        for (final Map.Entry<Object, Object> line : lines.entrySet()) {
            keys.put(participant(file, line.getKey().toString()), key(file, line));
        }
        return keys;
    }

    private static int participant(final Path file, final String text) {
        try {
            final int id = Integer.parseInt(text);
            if (id > 0) {
                return id;
            }
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(file + ": not a participant id: " + text, e);
        }
        throw new IllegalArgumentException(file + ": not a participant id: " + text);
    }

    private static byte[] key(final Path file, final Map.Entry<Object, Object> line) {
        final byte[] key;
        try {
            key = HexFormat.of().parseHex(line.getValue().toString().trim());
        } catch (final IllegalArgumentException e) {
            // The cause would show the key.
            throw new IllegalArgumentException(file + ": the key of participant " + line.getKey() + " is not hex");
        }
        if (key.length < KEY_LENGTH_MIN) {
            throw new IllegalArgumentException(file + ": the key of participant " + line.getKey() + " is shorter than "
                    + KEY_LENGTH_MIN + " bytes");
        }
        return key;
    }
}
