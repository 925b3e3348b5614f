/** Measures the engine in this process: JMH benchmarks over a populated engine, and their report. */
package io.evenkeel.perf;
