package io.evenkeel.tools.crash;

/** What an account is to the lab. */
enum Party {
    /** One of the book. */
    TRADER,
    /** Holds what the book's quantities lack to sum to zero. */
    MAKER,
    /** Bids in liquidations. */
    KEEPER,
    /** Takes over what auctions leave. */
    BACKSTOP,
    /** The insurance pool's own account. */
    POOL
}
