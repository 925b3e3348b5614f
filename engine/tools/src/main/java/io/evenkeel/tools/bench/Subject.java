package io.evenkeel.tools.bench;

import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.node.pipeline.PipelineForm;
import io.evenkeel.tools.cluster.RunningCluster;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a round trip is measured of: a plain echo, or the clearing in one form of its pipeline. Their clusters differ in
 * nothing else.
 */
enum Subject {
    /** The cluster alone. */
    ECHO(PipelineForm.INLINE),
    /** The clearing on the service thread. */
    INLINE(PipelineForm.INLINE),
    /** The clearing on one thread, Publish on another. */
    RING(PipelineForm.RING),
    /** The clearing with a thread for each stage. */
    STAGES(PipelineForm.STAGES);

    private final PipelineForm form;

    Subject(final PipelineForm form) {
        this.form = form;
    }

    /**
     * {@return the form of the clearing with this name}
     *
     * @throws IllegalArgumentException if there is none.
     */
    static Subject ofForm(final String name) {
        final Subject subject = valueOf(name.toUpperCase(Locale.ROOT));
        if (subject == ECHO) {
            throw new IllegalArgumentException(name);
        }
        return subject;
    }

    /** {@return its name as a value of an option} */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return what its nodes are told beside the defaults} */
    Map<NodeProperty, String> properties() {
        final Map<NodeProperty, String> properties = new EnumMap<>(NodeProperty.class);
        properties.put(NodeProperty.SERVICE, this == ECHO ? "echo" : "clearing");
        properties.put(NodeProperty.PIPELINE, form.label());
        properties.put(NodeProperty.LIMITS, "small");
        return properties;
    }

    /** {@return a probe that is connected to a cluster of this subject} */
    Probe connect(final RunningCluster cluster) {
        return this == ECHO ? new EchoProbe(cluster) : new FillProbe(cluster);
    }
}
