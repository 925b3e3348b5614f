package io.evenkeel.tools.oracle;

import io.evenkeel.codecs.PricedKind;

/** Names that lines may have beside those of {@code --symbol}. One thread. */
interface Names extends AutoCloseable {
    /** {@return what a name stands for; null where it is not known, or not yet} */
    Symbol find(PricedKind kind, String name);

    /** {@return whether a name that is not found stands for nothing; until then it is to be asked for again} */
    boolean areKnown();

    /** Does what is due. {@return how much was done} */
    int poll();

    @Override
    void close();
}
