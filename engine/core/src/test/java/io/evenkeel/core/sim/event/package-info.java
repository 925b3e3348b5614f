/** What the engine puts out, decoded for tests: records, one for each kind of event. */
package io.evenkeel.core.sim.event;
