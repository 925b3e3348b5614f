/** What the benchmarks found, as a table for people and as JSON for machines. */
package io.evenkeel.perf.report;
