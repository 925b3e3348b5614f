package io.evenkeel.tools.scenario;

/** A field of a line is not what it must be. The reader of the file adds file and line. */
final class InvalidFieldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    InvalidFieldException(final String field, final String reason) {
        super(reason);
        this.field = field;
    }

    String field() {
        return field;
    }
}
