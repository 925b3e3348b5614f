package io.evenkeel.tools.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.tools.Evenkeel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A cluster of three real processes, handled as its operator would. */
class ClusterCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Evenkeel.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    private final String port = Integer.toString(EmbeddedNode.freeAddress().basePort());

    @TempDir
    private Path directory;

    @AfterEach
    void endWhatRuns() throws IOException {
        ClusterHome.end(new ClusterHome(directory).processes(), 10_000);
    }

    @Test
    void shouldStartOnlyTheNodeThatDiedWhenItIsCalledAgain() throws IOException {
        assertThat(run("up", "--base-port", port)).as(this::said).isZero();
        final List<NodeProcess> first = new ClusterHome(directory).processes();
        assertThat(first).hasSize(3).allMatch(NodeProcess::isAlive);
        assertThat(run("up", "--base-port", port)).isEqualTo(1);
        assertThat(said()).contains("runs already in " + directory);

        final ProcessHandle killed = ProcessHandle.of(first.get(1).pid()).orElseThrow();
        killed.destroyForcibly();
        killed.onExit().join();
        assertThat(run("status")).isEqualTo(1);
        assertThat(said()).contains("node 1").contains("does not run");
        assertThat(run("up", "--base-port", port, "--nodes", "5")).isEqualTo(1);
        assertThat(said()).contains("but not as these options say");

        assertThat(run("up", "--base-port", port)).as(this::said).isZero();
        final List<NodeProcess> second = new ClusterHome(directory).processes();
        assertThat(second.get(0)).isEqualTo(first.get(0));
        assertThat(second.get(1)).isNotEqualTo(first.get(1)).matches(NodeProcess::isAlive);
        assertThat(second.get(2)).isEqualTo(first.get(2));
        assertThat(run("status", "--json")).as(this::said).isZero();

        assertThat(run("down")).as(this::said).isZero();
        assertThat(said()).contains("3 nodes ended");
        assertThat(second).noneMatch(NodeProcess::isAlive);
    }

    private int run(final String verb, final String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        final String[] arguments = new String[options.length + 4];
        arguments[0] = "cluster";
        arguments[1] = verb;
        arguments[2] = "--dir";
        arguments[3] = directory.toString();
        System.arraycopy(options, 0, arguments, 4, options.length);
        return commandLine.execute(arguments);
    }

    private String said() {
        return out + "\n" + err;
    }
}
