package io.evenkeel.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchHashTest {
    /** The examples of PROTOCOL.md, worked out apart with Python's long integers. */
    @Test
    void shouldBeWhatTheProtocolSaysWhenWordsAreChained() {
        assertThat(BatchHash.chain(0, 0)).isEqualTo(0x9CA066F1A4AB2EEAL);
        assertThat(BatchHash.chain(0, 1, 2)).isEqualTo(0x23969EE94390CF02L);
        assertThat(BatchHash.chain(0, -1)).isEqualTo(0x3CD617BBBCC39640L);
        assertThat(BatchHash.chain(BatchHash.chain(0, 1), 2)).isEqualTo(BatchHash.chain(0, 1, 2));
        assertThat(BatchHash.chain(7)).isEqualTo(7);
    }
}
