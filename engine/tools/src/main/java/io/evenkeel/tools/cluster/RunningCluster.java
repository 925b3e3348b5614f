package io.evenkeel.tools.cluster;

import io.evenkeel.codecs.feed.NodeAddress;
import java.util.List;

/** A cluster that runs, and what a client needs to talk to it. Closing it ends what this process started of it. */
public interface RunningCluster extends AutoCloseable {
    /** {@return where its nodes are, in order of their ids} */
    List<NodeAddress> nodes();

    /** {@return a copy of the key of a participant, 1 to 16} */
    byte[] key(int participant);

    /** {@return a copy of the key under which a participant signs its commands; empty where it does not sign} */
    default byte[] messageKey(final int participant) {
        return new byte[0];
    }

    /** {@return directory of a media driver that clients of this process may use} */
    String aeronDir();

    /** {@return what its nodes have said so far, for whoever must explain why they did not do their part} */
    String said();

    /**
     * Says whether there is any point in waiting for it; cheap enough to be asked at every turn.
     *
     * @throws EndedException        if this process was told to end.
     * @throws IllegalStateException if a node of it, as far as is known here, has ended.
     */
    void check();

    @Override
    void close();
}
