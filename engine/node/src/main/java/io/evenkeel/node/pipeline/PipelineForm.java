package io.evenkeel.node.pipeline;

import java.util.Locale;

/** On how many threads the stages run. State, outputs and hashes are the same in all forms. */
public enum PipelineForm {
    /** The service thread runs every stage, Publish too. */
    INLINE,
    /** One thread runs Gate, Price and Risk; one runs Publish. */
    RING,
    /** A thread for each stage. */
    STAGES,
    /** One of the above, by the processors there are. */
    AUTO;

    /** Processors from which AUTO means STAGES. */
    public static final int STAGES_PROCESSORS = 12;

    /** Processors from which AUTO means RING. */
    public static final int RING_PROCESSORS = 6;

    /**
     * {@return this form, or the one AUTO stands for on so many processors}
     *
     * @param processors processors the node may use, at least 1.
     */
    public PipelineForm resolve(final int processors) {
        if (this != AUTO) {
            return this;
        }
        if (processors >= STAGES_PROCESSORS) {
            return STAGES;
        }
        return processors >= RING_PROCESSORS ? RING : INLINE;
    }

    /** {@return the form's name as a property value} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
