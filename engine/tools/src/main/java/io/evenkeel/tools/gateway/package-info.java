/**
 * The reference settlement gateway: keeps every instruction of the ledger in a database, pays each once, and confirms
 * from there.
 */
package io.evenkeel.tools.gateway;
