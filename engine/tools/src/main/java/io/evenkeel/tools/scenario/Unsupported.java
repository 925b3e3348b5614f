package io.evenkeel.tools.scenario;

/**
 * Keys of the contract whose feature this version does not have. In the value that means "off" they are accepted;
 * otherwise the line is refused before anything runs, rather than run with another meaning than it has.
 */
final class Unsupported {
    private Unsupported() {
    }

    /** Looks at the keys of an instrument. */
    static void refuse(final Fields fields) {
        if (fields.has("pool")) {
            demand(fields, "pool", "MAIN".equals(fields.text("pool")));
        }
    }

    /** Refuses a key altogether. */
    static InvalidFieldException key(final String key, final String feature) {
        return new InvalidFieldException(key, "this version has no " + feature);
    }

    private static void demand(final Fields fields, final String name, final boolean isOff) {
        if (!isOff) {
            throw fields.wrong(name, "this version supports only the value that means off");
        }
    }
}
