/** What feeds a real engine with SBE commands, as a node would, and takes what it puts out. */
package io.evenkeel.perf.rig;
