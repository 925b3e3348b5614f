/**
 * The reference keeper: bids in liquidations by a strategy, within limits, and backs off where it is refused.
 */
package io.evenkeel.tools.keeper;
