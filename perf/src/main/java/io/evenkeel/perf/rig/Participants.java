package io.evenkeel.perf.rig;

import io.evenkeel.core.gate.GateStage;

/** Who sends what in the benchmarks. A participant's session has the participant's id. */
final class Participants {
    /** Lists and admits. */
    static final int OPERATOR = GateStage.GENESIS_PARTICIPANT;
    /** Sends fills. */
    static final int VENUE = 2;
    /** Sends prices. */
    static final int ORACLE = 3;
    /** Sends deposits. */
    static final int GATEWAY = 4;
    /** Owns all accounts. */
    static final int OWNER = 5;
    /** Number of ids, 0 included. */
    static final int COUNT = 6;

    private Participants() {
    }
}
