/**
 * The deterministic state machine: commands in, events out, no clocks, threads or input/output.
 */
package io.evenkeel.core;
