/**
 * What Aeron Cluster runs: {@link io.evenkeel.node.service.ClearingService} hands the replicated log to the pipeline
 * and takes and loads snapshots; {@link io.evenkeel.node.service.EchoService} answers every message with itself, to
 * measure what the cluster alone costs.
 */
package io.evenkeel.node.service;
