package io.evenkeel.perf.market;

/**
 * A fill in one word, so that millions of them lie side by side: 20 bits of buyer, 20 of seller, 6 of instrument and
 * 18 of quantity. Accounts are counted from 0.
 */
public final class Fill {
    /** Most accounts that a word can tell apart. */
    public static final int MAX_ACCOUNTS = 1 << 20;
    /** Largest quantity, mantissa. */
    public static final long MAX_QUANTITY = (1 << 18) - 1;

    private static final int ACCOUNT_BITS = 20;
    private static final int INSTRUMENT_BITS = 6;
    private static final int QUANTITY_BITS = 18;
    private static final int SELLER_SHIFT = QUANTITY_BITS + INSTRUMENT_BITS;
    private static final int BUYER_SHIFT = SELLER_SHIFT + ACCOUNT_BITS;

    private Fill() {
    }

    /** {@return the fill as a word} */
    public static long of(final int buyer, final int seller, final int instrument, final long quantity) {
        return (long) buyer << BUYER_SHIFT
                | (long) seller << SELLER_SHIFT
                | (long) instrument << QUANTITY_BITS
                | quantity;
    }

    /** {@return the same fill the other way round: who sold buys} */
    public static long exchanged(final long fill) {
        final int newBuyer = seller(fill);
        final int newSeller = buyer(fill);
        return of(newBuyer, newSeller, instrument(fill), quantity(fill));
    }

    /** {@return who buys} */
    public static int buyer(final long fill) {
        return (int) (fill >>> BUYER_SHIFT);
    }

    /** {@return who sells} */
    public static int seller(final long fill) {
        return (int) (fill >>> SELLER_SHIFT) & MAX_ACCOUNTS - 1;
    }

    /** {@return what is traded} */
    public static int instrument(final long fill) {
        return (int) (fill >>> QUANTITY_BITS) & Market.INSTRUMENTS - 1;
    }

    /** {@return how much, mantissa} */
    public static long quantity(final long fill) {
        return fill & MAX_QUANTITY;
    }
}
