/**
 * The settlement gateway as a process, against a real node.
 */
package io.evenkeel.system.gateway;
