package io.evenkeel.tools.crash;

/** Those who lose and gain in a crash. */
enum Camp {
    /** Traders that came into liquidation. */
    LIQUIDATED("liquidated"),
    /** Traders that did not. */
    OTHERS("other traders"),
    /** Makers. */
    MAKERS("makers"),
    /** Keepers. */
    KEEPERS("keepers"),
    /** Backstops. */
    BACKSTOPS("backstops"),
    /** The insurance fund, with the account in which it holds positions. */
    INSURANCE("insurance"),
    /** What nobody has paid yet. */
    UNPAID("unpaid");

    private final String label;

    Camp(final String label) {
        this.label = label;
    }

    /** {@return what it is called in tables} */
    String label() {
        return label;
    }
}
