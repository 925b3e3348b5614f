package io.evenkeel.codecs.feed;

/**
 * Where one node is reached: a host and a base port, from which every port of the node follows. Nodes and clients share
 * this arithmetic, so one string a node is enough to find all of it.
 *
 * @param host     IPv4 address or name.
 * @param basePort 1 to 65,435; the node uses ports up to {@link #PORTS_PER_NODE} above it.
 */
public record NodeAddress(String host, int basePort) {
    /** Base port of node 0 unless told otherwise. */
    public static final int BASE_PORT_DEFAULT = 9000;

    /** Distance between the base ports of nodes on one host. */
    public static final int PORTS_PER_NODE = 100;

    /** How many ports from the base port on a node uses. */
    public static final int PORTS_USED = 16;

    private static final int ARCHIVE_CONTROL_OFFSET = 1;
    private static final int INGRESS_OFFSET = 2;
    private static final int CONSENSUS_OFFSET = 3;
    private static final int LOG_OFFSET = 4;
    private static final int CATCHUP_OFFSET = 5;
    private static final int DIGEST_OFFSET = 15;
    private static final int BASE_PORT_MAX = 65_535 - PORTS_PER_NODE;

    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if the host is empty or the port out of range.
     */
    public NodeAddress {
        if (host.isEmpty() || basePort < 1 || basePort > BASE_PORT_MAX) {
            throw new IllegalArgumentException("not a node address: " + host + ":" + basePort);
        }
    }

    /**
     * Reads {@code host:basePort}.
     *
     * @throws IllegalArgumentException if it is not one.
     */
    public static NodeAddress parse(final String text) {
        final int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("expected host:basePort, not `" + text + "`");
        }
        try {
            return new NodeAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("expected host:basePort, not `" + text + "`", e);
        }
    }

    /** {@return host and port of the archive's control channel} */
    public String archiveControlEndpoint() {
        return at(ARCHIVE_CONTROL_OFFSET);
    }

    /** {@return host and port where clients send commands} */
    public String ingressEndpoint() {
        return at(INGRESS_OFFSET);
    }

    /** {@return host and port for consensus between nodes} */
    public String consensusEndpoint() {
        return at(CONSENSUS_OFFSET);
    }

    /** {@return host and port of the replicated log} */
    public String logEndpoint() {
        return at(LOG_OFFSET);
    }

    /** {@return host and port where a node that fell behind catches up} */
    public String catchupEndpoint() {
        return at(CATCHUP_OFFSET);
    }

    /** {@return host and port of the chain digests that nodes compare with each other} */
    public String digestEndpoint() {
        return at(DIGEST_OFFSET);
    }

    /** {@return host and control port of a feed's live stream} */
    public String feedEndpoint(final Feed feed) {
        return at(feed.portOffset());
    }

    @Override
    public String toString() {
        return host + ":" + basePort;
    }

    private String at(final int offset) {
        return host + ":" + (basePort + offset);
    }
}
