package io.evenkeel.tools.wall.planted.node;

import io.evenkeel.tools.wall.planted.client.ClientOfCore;

/** A node that knows the client. */
public final class NodeOfClient {
    static ClientOfCore client;

    private NodeOfClient() {
    }
}
