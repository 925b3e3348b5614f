/** The made-up market that benchmarks run on: instruments, accounts, fills and prices, all from one seed. */
package io.evenkeel.perf.market;
