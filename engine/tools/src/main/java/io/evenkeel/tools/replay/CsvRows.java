package io.evenkeel.tools.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a file of comma-separated values with a header and without quotes, row by row; gzip is recognised. Whatever is
 * wrong with it is an {@link IOException} that names the file, and the line where there is one.
 */
public final class CsvRows implements AutoCloseable {
    private static final int GZIP_FIRST = 0x1F;
    private static final int GZIP_SECOND = 0x8B;
    private static final int LONGEST_SYMBOL = 16;
    private static final int MOST_DIGITS = 30;

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
    public CsvRows(final Path path, final List<String> columns) throws IOException {
        file = path.toString();
        reader = new BufferedReader(new InputStreamReader(open(path), StandardCharsets.UTF_8));
        final String header = readLine();
        final String[] names = header == null ? new String[0] : header.split(",", -1);
        for (int i = 0; i < names.length; i++) {
            this.columns.put(names[i], i);
        }
        for (final String column : columns) {
            if (!this.columns.containsKey(column)) {
                reader.close();
                throw new IOException(file + ": is not of this format: it has no column " + column);
            }
        }
    }

    /** {@return whether the header has a column} */
    public boolean hasColumn(final String column) {
        return columns.containsKey(column);
    }

    private static InputStream open(final Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException(path + ": is a directory");
        }
        final BufferedInputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        in.mark(2);
        final boolean isGzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
        in.reset();
        return isGzip ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private String readLine() throws IOException {
        try {
            return reader.readLine();
        } catch (final EOFException | ZipException e) {
            throw new IOException(file + ": is damaged after line " + line + ": " + e.getMessage(), e);
        }
    }

    /** Goes to the next row. {@return whether there is one} */
    public boolean next() throws IOException {
        final String text = readLine();
        if (text == null) {
            return false;
        }
        line++;
        row = text.split(",", -1);
        if (row.length != columns.size()) {
            throw broken("has " + row.length + " columns, not " + columns.size());
        }
        return true;
    }

    /** {@return the text in a column of this row} */
    public String text(final String column) {
        return row[columns.get(column)];
    }

    /** {@return the number in a column of this row} */
    public BigDecimal decimal(final String column) throws IOException {
        try {
            final BigDecimal value = new BigDecimal(text(column));
            if (value.precision() + Math.abs((long) value.scale()) > MOST_DIGITS) {
                throw broken(column + " " + text(column) + " has too many digits");
            }
            return value;
        } catch (final NumberFormatException e) {
            throw (IOException) broken(column + " \"" + text(column) + "\" is not a number").initCause(e);
        }
    }

    /** {@return the number in a column of this row, which must be above 0} */
    public BigDecimal positive(final String column) throws IOException {
        final BigDecimal value = decimal(column);
        if (value.signum() <= 0) {
            throw broken(column + " " + text(column) + " is not above 0");
        }
        return value;
    }

    /** {@return the whole number in a column of this row} */
    public long whole(final String column) throws IOException {
        try {
            return Long.parseLong(text(column));
        } catch (final NumberFormatException e) {
            throw (IOException) broken(column + " \"" + text(column) + "\" is not a whole number").initCause(e);
        }
    }

    /** {@return the name of an instrument in a column of this row} */
    public String symbol(final String column) throws IOException {
        final String symbol = text(column);
        if (symbol.isEmpty() || symbol.length() > LONGEST_SYMBOL || !symbol.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw broken(column + " \"" + symbol + "\" is not a symbol of 1 to " + LONGEST_SYMBOL + " characters");
        }
        return symbol;
    }

    /** {@return what is to be thrown for this row} */
    public IOException broken(final String why) {
        return new IOException(file + ":" + line + ": " + why);
    }

    /** {@return line number of this row, from 1 with the header} */
    public int line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
