package io.evenkeel.tools.wall.planted.node;

import io.evenkeel.tools.wall.planted.client.ClientOfCore;
import io.evenkeel.tools.wall.planted.model.ModelOfCore;

/** A node that knows the client and the model. */
public final class NodeOfClient {
    static ClientOfCore client;
    static ModelOfCore model;

    private NodeOfClient() {
    }
}
