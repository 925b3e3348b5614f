package io.evenkeel.tools.crash;

/** Why money went from one to another. What one loses by it others gain, to the unit. */
enum Flow {
    /** The mark moved. */
    MARKET("price moves"),
    /** A discount from the mark in an auction: to who took. */
    AUCTION("1 auction: discounts"),
    /** Penalties: to insurance. */
    PENALTY("penalties"),
    /** A backstop took at the bankruptcy price. */
    BACKSTOP("2 backstop"),
    /** A price past the bankruptcy price: to the keeper. */
    INSURED("3 insured: discounts"),
    /** What insurance paid of it. */
    INSURANCE("3 insured: insurance pays"),
    /** The opposite side closed at a bankruptcy price off the mark. */
    DELEVERAGED("4 deleveraging"),
    /** What accounts lacked and insurance did not pay, and who was charged for it. */
    SOCIALISED("5 socialisation");

    private final String label;

    Flow(final String label) {
        this.label = label;
    }

    /** {@return what it is called in tables; with the number of its step of the waterfall} */
    String label() {
        return label;
    }
}
