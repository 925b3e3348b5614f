package io.evenkeel.tools.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.tools.Evenkeel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code evenkeel crash} in this process, with files in a directory of the test. */
final class CrashRig {
    private final Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    CrashRig(final Path directory) {
        this.directory = directory;
    }

    /** {@return the name of a new file with these lines} */
    String file(final String name, final String... lines) throws IOException {
        return Files.write(directory.resolve(name), List.of(lines)).toString();
    }

    /** Runs it. {@return its exit code} */
    int run(final String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        final List<String> all = new ArrayList<>(List.of("crash"));
        all.addAll(List.of(arguments));
        return Evenkeel.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** {@return the n-th run of the JSON report that was printed} */
    JsonNode result(final int n) throws IOException {
        return new ObjectMapper().readTree(out.toString()).get("runs").get(n);
    }

    /** {@return what a flow brought a side in a run} */
    static String loss(final JsonNode run, final String flow, final String side) {
        for (final JsonNode row : run.get("losses")) {
            if (row.get("by").asText().equals(flow)) {
                return row.get(side).asText();
            }
        }
        throw new IllegalStateException("no row " + flow);
    }
}
