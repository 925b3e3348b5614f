/** Liquidations: bankruptcy price, auction price, the least sufficient size, and the desk that conducts them. */
package io.evenkeel.core.liquidation;
