package io.evenkeel.tools.scenario;

import io.evenkeel.core.arithmetic.Bounds;
import java.util.ArrayList;
import java.util.List;

/** Names of insurance pools: MAIN is pool 0, the others follow in the order in which lines first name them. */
final class Pools {
    private static final String MAIN = "MAIN";

    private final List<String> names = new ArrayList<>(List.of(MAIN));

    /** Reads a field that names a pool. */
    int read(final Fields fields) {
        final String name = fields.symbol("pool");
        if (!names.contains(name)) {
            if (names.size() == Bounds.MAX_POOLS) {
                throw fields.wrong("pool", "\"" + name + "\" is one pool more than the " + names.size() + " there are");
            }
            names.add(name);
        }
        return names.indexOf(name);
    }

    /** Reads a field that names a pool, which is MAIN where it is absent. */
    int readOrMain(final Fields fields) {
        return fields.has("pool") ? read(fields) : 0;
    }

    /** Finds a pool that a line before has named. */
    int find(final Fields fields, final String field, final String name) {
        final int known = names.indexOf(name);
        if (known < 0) {
            throw fields.wrong(field, "no line before names a pool \"" + name + "\"");
        }
        return known;
    }

    /** {@return the name of a pool; its number where no line mentions it} */
    String name(final long pool) {
        return pool >= 0 && pool < names.size() ? names.get((int) pool) : String.valueOf(pool);
    }
}
