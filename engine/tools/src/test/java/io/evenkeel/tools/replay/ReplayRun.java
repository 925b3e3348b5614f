package io.evenkeel.tools.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.tools.Evenkeel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/**
 * One call of {@code evenkeel replay --json}, as a user makes it.
 *
 * @param exitCode what it exited with.
 * @param json     its report; missing if there is none.
 * @param errors   what it wrote besides.
 */
record ReplayRun(int exitCode, JsonNode json, String errors) {
    static ReplayRun of(final String format, final Path file, final int nodes) throws IOException {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int exitCode = Evenkeel.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("replay", "--format", format, "--json", "--nodes", Integer.toString(nodes), file.toString());
        return new ReplayRun(exitCode, new ObjectMapper().readTree(out.toString()), err.toString());
    }

    /** {@return a number of the report} */
    long number(final String pointer) {
        return json.at(pointer).asLong(Long.MIN_VALUE);
    }
}
