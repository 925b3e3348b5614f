/**
 * Processes that system tests start, kill and end.
 */
package io.evenkeel.system.process;
