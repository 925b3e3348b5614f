/** What a simulation sends to the engine: log entries as values, their bytes, and who feeds them in. */
package io.evenkeel.core.sim.command;
