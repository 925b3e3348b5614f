/**
 * Clusters that tools start, and lines of participants to them.
 */
package io.evenkeel.tools.cluster;
