package io.evenkeel.tools.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads a file of comma-separated values with a header and without quotes, row by row; gzip is recognised. */
final class CsvRows implements AutoCloseable {
    private static final int GZIP_FIRST = 0x1F;
    private static final int GZIP_SECOND = 0x8B;

    private final BufferedReader reader;
    private final Map<String, Integer> columns = new HashMap<>();
    private final String file;
    private String[] row = {};
    private int line = 1;

    /**
     * Opens a file.
     *
     * @param path    the file.
     * @param columns names that its header must have, in any order.
     * @throws IOException if it cannot be read, or the header lacks a column.
     */
    CsvRows(final Path path, final List<String> columns) throws IOException {
        file = path.toString();
        reader = new BufferedReader(new InputStreamReader(open(path), StandardCharsets.UTF_8));
        final String header = reader.readLine();
        final String[] names = header == null ? new String[0] : header.split(",", -1);
        for (int i = 0; i < names.length; i++) {
            this.columns.put(names[i], i);
        }
        for (final String column : columns) {
            if (!this.columns.containsKey(column)) {
                reader.close();
                throw new IOException(file + ": has no column " + column);
            }
        }
    }

    private static InputStream open(final Path path) throws IOException {
        final BufferedInputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        in.mark(2);
        final boolean isGzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
        in.reset();
        return isGzip ? new GZIPInputStream(in, 1 << 16) : in;
    }

    /** Goes to the next row. {@return whether there is one} */
    boolean next() throws IOException {
        final String text = reader.readLine();
        if (text == null) {
            return false;
        }
        line++;
        row = text.split(",", -1);
        if (row.length != columns.size()) {
            throw new IOException(file + ":" + line + ": has " + row.length + " columns, not " + columns.size());
        }
        return true;
    }

    /** {@return the text in a column of this row} */
    String text(final String column) {
        return row[columns.get(column)];
    }

    /** {@return line number of this row, from 1 with the header} */
    int line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
