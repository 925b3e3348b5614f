package io.evenkeel.core.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowWindowTest {
    private static final long WINDOW_MS = 1_000;

    private final FlowWindow window = new FlowWindow();

    @Test
    void shouldBeginAnewWithEachWindowWhenTimePasses() {
        window.set(100, WINDOW_MS);
        window.use(60, 5_999);
        assertThat(window.left(5_999)).isEqualTo(40);
        assertThat(window.left(6_000)).isEqualTo(100);
    }

    /** What a pool loses is counted however much it is: two losses of 2^62 are not less than none. */
    @Test
    void shouldStayDrawnDownWhenMoreIsCountedThanAWordHolds() {
        window.set(100, WINDOW_MS);
        window.use(1L << 62, 0);
        window.use(1L << 62, 0);
        window.use(Long.MAX_VALUE, 0);
        assertThat(window.used()).isEqualTo(Long.MAX_VALUE);
        assertThat(window.left(0)).isNegative();
    }
}
