package io.evenkeel.tools.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.tools.cluster.StateHashes;
import java.io.PrintWriter;
import java.util.List;

/** What came of a replay. */
interface ReplayReport {
    /** {@return whether everything was acknowledged and compares as it must, the state of the nodes apart} */
    boolean isAsRecorded();

    /** {@return what each node says of its state at the end} */
    List<StateHashes.Report> hashes();

    /** {@return whether everything is as it must be} */
    default boolean isPassed() {
        return isAsRecorded() && StateHashes.areSound(hashes());
    }

    /** Prints it for a person. */
    void print(PrintWriter out);

    /** Puts it down for a machine. */
    void write(ObjectNode json);
}
