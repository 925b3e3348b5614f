/**
 * What a keeper needs: the liquidations that are open, the price of each order now, bids, and what became of them.
 */
package io.evenkeel.client.keeper;
