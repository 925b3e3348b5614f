package io.evenkeel.tools.scenario;

/** A line of a scenario file is not well formed. Nothing of the file is run. */
public final class MalformedLineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final String field;
    private final String reason;

    /**
     * Names what is wrong and where.
     *
     * @param file   as the user gave it.
     * @param line   from 1; 0 for the whole file.
     * @param field  path of the field, such as {@code trade.price}.
     * @param reason what is wrong with it.
     */
    public MalformedLineException(final String file, final int line, final String field, final String reason) {
        super(file + ":" + line + ": " + field + ": " + reason);
        this.file = file;
        this.line = line;
        this.field = field;
        this.reason = reason;
    }

    /** {@return the file, as the user gave it} */
    public String file() {
        return file;
    }

    /** {@return the line, from 1} */
    public int line() {
        return line;
    }

    /** {@return path of the field} */
    public String field() {
        return field;
    }

    /** {@return what is wrong} */
    public String reason() {
        return reason;
    }
}
