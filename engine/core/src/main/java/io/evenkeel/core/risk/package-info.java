/** The third stage: dispatches commands to the desks that book them, hashes, snapshots and inspects the state. */
package io.evenkeel.core.risk;
