package io.evenkeel.core.law.breach;

import io.evenkeel.codecs.PriceState;
import java.util.IdentityHashMap;
import java.util.Objects;

/** Lets results depend on where objects lie. */
public final class IdentityReader {
    IdentityHashMap<String, String> map;

    int address(final String name) {
        return System.identityHashCode(name);
    }

    int plainHash(final Object any) {
        return any.hashCode();
    }

    int enumHash(final PriceState state) {
        return state.hashCode();
    }

    int combined(final PriceState state, final long amount) {
        return Objects.hash(state, amount);
    }
}
