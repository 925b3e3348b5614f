package io.evenkeel.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

class DemoCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine = new CommandLine(new DemoCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));

    @Test
    @Timeout(120)
    void shouldHoldAllInvariantsWhenMarketCrashes() {
        assertThat(commandLine.execute("--seconds", "8", "--accounts", "40")).as(out.toString()).isZero();
        assertThat(out.toString()).contains("all hold", "state hash", "BTC-PERP").doesNotContain("\u001b");
        assertThat(err.toString()).contains("starting a node");
    }

    @Test
    void shouldExitWithTwoWhenThereIsNobodyToTrade() {
        assertThat(commandLine.execute("--accounts", "0")).isEqualTo(2);
    }
}
