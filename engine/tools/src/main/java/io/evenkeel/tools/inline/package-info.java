/**
 * The real core without a cluster: on the calling thread, with the log entries that a cluster would give it.
 */
package io.evenkeel.tools.inline;
