/**
 * JMH benchmarks: what a fill and a price tick cost, and what a tick would cost by scanning holders. Measured is all
 * that a node's pipeline thread does with a log entry: gate, price, risk and the encoding of outputs; the command
 * is encoded beforehand in the same loop, which {@link io.evenkeel.perf.benchmark.HarnessBenchmark} measures alone.
 */
package io.evenkeel.perf.benchmark;
