package io.evenkeel.tools.cluster;

import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import java.util.List;

/** A cluster of one node inside this process. */
public final class EmbeddedCluster implements RunningCluster {
    private final OrderlyEnd end;
    private final EmbeddedNode node;

    private EmbeddedCluster(final OrderlyEnd end, final EmbeddedNode node) {
        this.end = end;
        this.node = node;
    }

    /** Starts a node in a temporary directory and waits until it leads. */
    public static EmbeddedCluster launch(final NodeContext context) {
        final OrderlyEnd end = new OrderlyEnd(() -> { });
        try {
            return new EmbeddedCluster(end, EmbeddedNode.launch(context));
        } catch (final RuntimeException e) {
            end.close();
            throw e;
        }
    }

    @Override
    public List<NodeAddress> nodes() {
        return List.of(node.address());
    }

    @Override
    public byte[] key(final int participant) {
        return node.key(participant);
    }

    @Override
    public String aeronDir() {
        return node.aeronDir();
    }

    /** {@inheritDoc} A node inside this process speaks on this process's standard error. */
    @Override
    public String said() {
        return node.failure() == null ? "" : node.failure().lastWord();
    }

    @Override
    public void check() {
        if (end.isAsked()) {
            throw new EndedException();
        }
        if (node.failure() != null) {
            throw new IllegalStateException(node.failure().lastWord());
        }
    }

    @Override
    public void close() {
        node.close();
        end.close();
    }
}
