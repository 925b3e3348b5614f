/**
 * What a settlement gateway needs: instructions of the ledger in, confirmations and deposits out.
 */
package io.evenkeel.client.settlement;
