package io.evenkeel.tools.replay;

import io.evenkeel.tools.cluster.RunningCluster;

/** A recording that is ready to be sent. */
interface Replay {
    /** {@return instruments that the cluster needs room for} */
    int instruments();

    /** {@return accounts that the cluster needs room for} */
    int accounts();

    /** {@return positions that the cluster needs room for, at most} */
    int positions();

    /** Runs it on a cluster without state, once. {@return what came of it} */
    ReplayReport run(RunningCluster cluster);
}
