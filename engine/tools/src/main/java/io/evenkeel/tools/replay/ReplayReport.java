package io.evenkeel.tools.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;

/** What came of a replay. */
interface ReplayReport {
    /** {@return whether everything is as it must be} */
    boolean isPassed();

    /** Prints it for a person. */
    void print(PrintWriter out);

    /** {@return it for a machine} */
    ObjectNode toJson(ObjectMapper json);
}
