package io.evenkeel.core.sim.crash;

/** What a crash can come to. Seeds are counted in which each was met: too few would prove nothing about it. */
enum Reached {
    /** A keeper bought in an auction. */
    AUCTION,
    /** A backstop took over. */
    BACKSTOP,
    /** A keeper bought past the bankruptcy price, and insurance paid. */
    INSURED,
    /** Accounts of the opposite side closed. */
    DELEVERAGED,
    /** The pool took what was left, at mark. */
    POOL,
    /** Holders were charged for what was missing. */
    SOCIALISED,
    /** An auction was over, and backstops were asked. */
    TIME_OVER,
    /** Equity was too little for an auction, and backstops were asked. */
    TOO_DEEP,
    /** One liquidation sold in an auction, the rest to backstops. */
    AUCTION_TO_BACKSTOP,
    /** One went to backstops, the rest with insurance paying. */
    BACKSTOP_TO_INSURED,
    /** One sold with insurance paying, the rest was closed by the opposite side. */
    INSURED_TO_DELEVERAGED,
    /** One was closed by the opposite side, and the pool took the rest. */
    DELEVERAGED_TO_POOL,
    /** The pool took over at mark, and holders were to be charged for what was missing then. */
    POOL_TO_SOCIALISED,
    /** What was missing where the pool took over was charged to the opposite side, and more to the own side. */
    OPPOSITE_TO_OWN_SIDE,
    /** Insurance had paid for a liquidation all that it may, and something was left. */
    LIQUIDATION_LIMIT_USED,
    /** Insurance had less than it might have paid. */
    FUND_TOO_SMALL,
    /** Insurance had paid all it may in a window: the opposite side closed without another auction. */
    WINDOW_DRAWN_DOWN,
    /** More was missing than holders of both sides may be charged. */
    SOCIAL_CAP_EXCEEDED,
    /** A market was halted for what nobody was charged for. */
    HALTED,
    /** Insurance income covered that, and the market went on. */
    RESUMED,
    /** Nobody was left who could be made to close: the pool took all of it. */
    NOBODY_TO_CLOSE,
    /** Nobody was left who could be charged. */
    NOBODY_TO_CHARGE,
    /** A counterparty was passed over. */
    SKIPPED,
    /** Nothing was left to sell, and insurance paid what was still owed. */
    DEBT_INSURED,
    /** Nothing was left to sell, and holders were to be charged for what was still owed. */
    DEBT_SHARED,
    /** Counterparties closed pro rata. */
    PRO_RATA,
    /** Counterparties closed in the order of a queue. */
    QUEUE,
    /** A liquidation ended because the account was cured. */
    CURED,
    /** A liquidation ended with nothing left of the account's positions. */
    EMPTIED,
    /** Somebody bought what the pool held. */
    SOLD_ON,
    /** A pool lost more than it had by what it held, and holders were to be charged for that. */
    POOL_SHORT,
    /** An account's assets were put up for sale for what it owed. */
    COLLATERAL_OFFERED,
    /** A keeper bought them. */
    COLLATERAL_SOLD,
    /** A pool bought them, all or a part. */
    COLLATERAL_POOLED,
    /** A pool had not the means, and the price fell on until somebody bought. */
    COLLATERAL_FALLEN_ON,
    /** Others bore losses in two assets. */
    LOST_IN_TWO_ASSETS,
    /** A pool paid until it had less than was wanted of it, and another paid and never came to that. */
    ONE_POOL_DRY,
    /** Others bore of an account just what it lacked, but for a rounding that is known. */
    BORNE_AS_LACKED
}
