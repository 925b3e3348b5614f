/**
 * The stages of the core on one thread or on several, behind one face: {@link io.evenkeel.node.pipeline.Pipeline}.
 *
 * <p>Input and output are Disruptor rings with a single producer each. A stage that throws, or that makes no progress
 * while work waits, is dead; the {@link io.evenkeel.node.pipeline.FailureLatch} says so once, clearly, and stops the
 * node. {@link io.evenkeel.node.pipeline.Pacing} lets a test limit batches and delay stages.
 */
package io.evenkeel.node.pipeline;
