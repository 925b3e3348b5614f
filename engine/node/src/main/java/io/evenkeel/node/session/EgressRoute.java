package io.evenkeel.node.session;

import org.agrona.DirectBuffer;

/** The way to a session through the cluster's own egress, for clients that name no endpoint. Publish's thread. */
@FunctionalInterface
public interface EgressRoute {
    /** {@return whether the answer was taken; it is dropped otherwise} */
    boolean offer(long sessionId, DirectBuffer buffer, int offset, int length);
}
