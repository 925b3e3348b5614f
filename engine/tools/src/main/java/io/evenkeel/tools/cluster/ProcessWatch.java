package io.evenkeel.tools.cluster;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks now and then whether all processes of a cluster still run. One thread. */
final class ProcessWatch {
    private static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private final List<NodeProcess> processes;
    private long nextNs = System.nanoTime() + PERIOD_NS;

    ProcessWatch(final List<NodeProcess> processes) {
        this.processes = processes;
    }

    /** {@return number of a node that was found to have ended, if it is time to look; else -1} */
    int ended() {
        if (System.nanoTime() - nextNs >= 0) {
            nextNs = System.nanoTime() + PERIOD_NS;
            for (int i = 0; i < processes.size(); i++) {
                if (!processes.get(i).isAlive()) {
                    return i;
                }
            }
        }
        return -1;
    }
}
