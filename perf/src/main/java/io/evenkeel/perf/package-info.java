/**
 * Benchmarks and load rig.
 */
package io.evenkeel.perf;
