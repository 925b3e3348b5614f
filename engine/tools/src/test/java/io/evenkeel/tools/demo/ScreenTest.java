package io.evenkeel.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a terminal is told. */
class ScreenTest {
    private final StringWriter told = new StringWriter();
    private final PrintWriter out = new PrintWriter(told);
    private int rows = 3;

    @Test
    void shouldGiveTerminalBackWhenClosed() {
        new Screen(out, () -> rows, () -> 10).close();
        assertThat(told.toString())
                .startsWith("\u001b[?1049h\u001b[?25l")
                .endsWith("\u001b[?25h\u001b[?1049l");
    }

    @Test
    void shouldCutLinesAndRowsWhenTerminalIsSmall() {
        try (Screen screen = new Screen(out, () -> rows, () -> 10)) {
            screen.draw(List.of("0123456789abc", "b", "c", "never shown"));
        }
        assertThat(told.toString())
                .contains("\u001b[1;1H0123456789\u001b[2;1Hb\u001b[K\u001b[3;1Hc\u001b[K")
                .doesNotContain("abc", "never");
    }

    @Test
    void shouldClearEverythingOnceWhenTerminalIsResized() {
        try (Screen screen = new Screen(out, () -> rows, () -> 10)) {
            screen.draw(List.of("a"));
            told.getBuffer().setLength(0);
            rows = 5;
            screen.draw(List.of("a"));
            assertThat(told.toString()).startsWith("\u001b[2J");
            told.getBuffer().setLength(0);
            screen.draw(List.of("a"));
            assertThat(told.toString()).doesNotContain("\u001b[2J").endsWith("\u001b[2;1H\u001b[J");
        }
    }
}
