/** The records of accounts, positions and balances, off-heap, and the balances of the house. */
package io.evenkeel.core.ledger;
