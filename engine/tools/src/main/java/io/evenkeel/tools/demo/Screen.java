package io.evenkeel.tools.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * A terminal's other screen, drawn line by line over what is there, so that nothing flickers, and cut to its size. When
 * it is closed the terminal shows what it showed before, and the cursor.
 */
final class Screen implements AutoCloseable {
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[2J";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String CLEAR_ALL = "\u001b[2J";
    private static final String CLEAR_REST_OF_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintWriter out;
    private final IntSupplier currentRows;
    private final IntSupplier currentColumns;
    private int rows;
    private int columns;

    Screen(final PrintWriter out, final IntSupplier currentRows, final IntSupplier currentColumns) {
        this.out = out;
        this.currentRows = currentRows;
        this.currentColumns = currentColumns;
        rows = currentRows.getAsInt();
        columns = currentColumns.getAsInt();
        out.print(ENTER);
        out.flush();
    }

    /** Shows lines, as many and as much of each as fit. */
    void draw(final List<String> lines) {
        final StringBuilder frame = new StringBuilder();
        if (rows != currentRows.getAsInt() || columns != currentColumns.getAsInt()) {
            rows = currentRows.getAsInt();
            columns = currentColumns.getAsInt();
            frame.append(CLEAR_ALL);
        }
        final int shown = Math.min(rows, lines.size());
        for (int i = 0; i < shown; i++) {
            final String line = lines.get(i);
            frame.append("\u001b[").append(i + 1).append(";1H");
            frame.append(line, 0, Math.min(line.length(), columns));
            if (line.length() < columns) {
                frame.append(CLEAR_REST_OF_LINE);
            }
        }
        if (shown < rows) {
            frame.append("\u001b[").append(shown + 1).append(";1H").append(CLEAR_BELOW);
        }
        out.print(frame);
        out.flush();
    }

    @Override
    public void close() {
        out.print(LEAVE);
        out.flush();
    }
}
