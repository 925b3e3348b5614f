package io.evenkeel.tools.wall.planted.client;

import io.evenkeel.core.EngineLimits;
import io.evenkeel.tools.wall.planted.node.NodeOfClient;

/** A client that knows core and node. */
public final class ClientOfCore {
    static EngineLimits core;
    static NodeOfClient node;

    private ClientOfCore() {
    }
}
