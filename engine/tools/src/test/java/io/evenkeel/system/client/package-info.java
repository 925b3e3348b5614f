/**
 * The client against real nodes.
 */
package io.evenkeel.system.client;
