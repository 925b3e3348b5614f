package io.evenkeel.core.oracle;

import java.util.List;

/** What ails a source. */
enum Fault {
    /** Nothing: it says what it sees. */
    NONE,
    /** It says nothing. */
    SILENT,
    /** It repeats what it said first. */
    STUCK,
    /** It says what it saw some rounds ago, under that time or under the time of now. */
    LAGGING,
    /** It says at times something far off, each time in another direction. */
    SPIKING,
    /** It and all others who collude say the same, far off in one direction. */
    COLLUDING;

    /** Those that make a source say what is not so. */
    static final List<Fault> WRONG = List.of(STUCK, LAGGING, SPIKING, COLLUDING);

    /** {@return whether it says what is not so} */
    boolean isWrong() {
        return WRONG.contains(this);
    }
}
