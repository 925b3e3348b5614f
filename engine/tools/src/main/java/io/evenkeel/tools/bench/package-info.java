/**
 * Latency of a cluster, measured from outside.
 */
package io.evenkeel.tools.bench;
