/** A log entry on its way through the stages: the slot, what it is, and the prices found in it. */
package io.evenkeel.core.command;
