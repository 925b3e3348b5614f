package io.evenkeel.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class EvenkeelTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Evenkeel.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @Test
    void shouldExplainItselfWhenAskedForHelp() {
        assertThat(commandLine.execute("--help")).isZero();
        assertThat(out.toString()).contains("Usage: evenkeel", "Exit codes:");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldNameTheRunningJavaWhenAskedForVersion() {
        assertThat(commandLine.execute("--version")).isZero();
        assertThat(out.toString()).contains("evenkeel ", "Java " + Runtime.version());
    }

    @Test
    void shouldExitWithTwoWhenCommandIsMissingOrUnknown() {
        assertThat(commandLine.execute()).isEqualTo(2);
        assertThat(commandLine.execute("no-such-command")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("Which command?", "no-such-command");
    }
}
