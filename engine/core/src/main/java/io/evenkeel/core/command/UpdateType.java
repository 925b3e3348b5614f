package io.evenkeel.core.command;

/** What Price hands to Risk. All kinds travel one queue, in order; the code is part of the state. */
public enum UpdateType {
    /** A price, or its state, is another than before. */
    PRICE(0),
    /** An interval of funding ended: {@link PriceUpdate#ratePpb()} on {@link PriceUpdate#index()} is due. */
    FUNDING(1),
    /** A market's price is final: {@link PriceUpdate#mark()}, at which its positions are closed. */
    FINAL(2),
    /** Not of Price: the change of terms that was submitted first, and not yet reached, takes its turn. */
    TERMS(3);

    private static final UpdateType[] TYPES = values();

    private final int code;

    UpdateType(final int code) {
        this.code = code;
    }

    /** {@return the code in state hashes and snapshots} */
    public int code() {
        return code;
    }

    /** {@return whether there is a type with such a code} */
    public static boolean isCode(final int code) {
        return code >= 0 && code < TYPES.length;
    }

    /** {@return the type with a code that there is} */
    public static UpdateType ofCode(final int code) {
        return TYPES[code];
    }
}
