package io.evenkeel.tools.report;

/** Why money moved: the columns of a statement. */
enum Cause {
    /** It came in. */
    DEPOSITS,
    /** It went out, or is on its way; returned where it could not be paid. */
    WITHDRAWALS,
    /** Between two accounts of one owner. */
    TRANSFERS,
    /** Profit of fills that made a position smaller, on the value it stood at since the last settlement cycle. */
    TRADING,
    /** Profit paid by settlement cycles, and at the final price of a market. */
    SETTLEMENT,
    /** Funding. */
    FUNDING,
    /** Fees of fills. */
    FEES,
    /** Liquidation penalties. */
    PENALTIES,
    /** What insurance paid where a liquidation's price was worse than the bankruptcy price, or gained by positions. */
    INSURANCE,
    /** Collateral sold in liquidations, and what was paid for it. */
    COLLATERAL,
    /** What accounts in liquidation lacked and insurance did not pay; holders pay it by FUNDING. */
    SOCIALISED
}
