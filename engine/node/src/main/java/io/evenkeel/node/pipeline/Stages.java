package io.evenkeel.node.pipeline;

import io.evenkeel.core.command.Stage;

/**
 * The stages a pipeline runs.
 *
 * @param gate  first.
 * @param price second.
 * @param risk  third; appends to the pipeline's {@link OutputRing}.
 */
public record Stages(Stage gate, Stage price, Stage risk) {
}
