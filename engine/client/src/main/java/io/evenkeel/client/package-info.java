/**
 * Library for venues, oracles, keepers, gateways and operators.
 */
package io.evenkeel.client;
