/**
 * What surrounds the state machine: pipeline, clustered service, feeds and launcher.
 */
package io.evenkeel.node;
