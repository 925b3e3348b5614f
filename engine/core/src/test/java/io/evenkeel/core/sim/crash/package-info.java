/** Crashes: gaps in small markets with thin keepers and small funds, played to their end against the naive model. */
package io.evenkeel.core.sim.crash;
