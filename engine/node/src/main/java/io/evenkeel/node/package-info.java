/**
 * What surrounds the state machine: pipeline, clustered service, feeds, sessions, launcher.
 *
 * <p>To start a node inside a process (tests, demos, benchmarks):
 *
 * <pre>{@code
 * try (EmbeddedNode node = EmbeddedNode.launch(new NodeContext()
 *         .set(NodeProperty.LIMITS, "small")
 *         .set(NodeProperty.PIPELINE, "inline"))) {   // SERVICE "echo" measures the cluster alone
 *     node.address();     // host and base port: every port follows from it, see NodeAddress
 *     node.key(1);        // HMAC keys of participants 1 to 16; 1 is the genesis operator
 *     node.aeronDir();    // the media driver, which clients in the process may share
 *     node.node().requestSnapshot();
 * }
 * }</pre>
 *
 * <p>To start one as a process: {@code java … io.evenkeel.node.launch.NodeMain FILE…}, with property files in layers
 * and {@code -Devenkeel.*} on top; every property is in {@link io.evenkeel.node.launch.NodeProperty}. A client finds a
 * node by {@code host:basePort} ({@link io.evenkeel.codecs.feed.NodeAddress}) and a feed by its stream id
 * ({@link io.evenkeel.codecs.feed.Feed}).
 *
 * <p>Acknowledgements go to the endpoint that a client names at logon, from Publish's thread. A client without endpoint
 * is answered through the cluster's egress: at once with the inline pipeline, else with the next log entry or timer.
 */
package io.evenkeel.node;
