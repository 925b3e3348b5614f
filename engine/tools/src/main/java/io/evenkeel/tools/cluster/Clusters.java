package io.evenkeel.tools.cluster;

import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import java.util.Map;

/** Starts the clusters that tools need for themselves. */
public final class Clusters {
    private Clusters() {
    }

    /**
     * Starts a cluster that is gone when closed.
     *
     * @param nodes      1 for a node inside this process; 3 for three processes.
     * @param properties what differs from the defaults.
     */
    public static RunningCluster launch(final int nodes, final Map<NodeProperty, String> properties) {
        if (nodes > 1) {
            return ProcessCluster.launch(nodes, properties);
        }
        final NodeContext context = new NodeContext();
        properties.forEach(context::set);
        return EmbeddedCluster.launch(context);
    }
}
