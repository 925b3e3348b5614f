package io.evenkeel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandWindowTest {
    private final CommandWindow window = new CommandWindow(4);

    private void append(final int count) {
        for (int i = 0; i < count; i++) {
            window.append(16);
        }
    }

    private void sendAll() {
        while (window.hasUnsent()) {
            window.markSent();
        }
    }

    @Test
    void shouldNumberFromOneAboveWhenClusterConsumedTheLast() {
        window.startAfter(41);

        assertThat(window.append(16)).isEqualTo(42);
        assertThat(window.append(16)).isEqualTo(43);
        assertThat(window.lowest()).isEqualTo(42);
        assertThat(window.size()).isEqualTo(2);
    }

    @Test
    void shouldBeFullWhenTheLowestIsNotAcknowledged() {
        append(4);
        sendAll();
        assertThat(window.isFull()).isTrue();

        assertThat(window.acknowledge(2)).isTrue();
        assertThat(window.isFull()).as("the lowest is still out").isTrue();
        assertThat(window.acknowledge(1)).isTrue();

        assertThat(window.isFull()).isFalse();
        assertThat(window.lowest()).isEqualTo(3);
    }

    @Test
    void shouldNotAcknowledgeTwiceWhenAnAnswerIsRepeated() {
        append(2);
        sendAll();

        assertThat(window.acknowledge(2)).isTrue();
        assertThat(window.acknowledge(2)).isFalse();
        assertThat(window.acknowledge(1)).isTrue();
        assertThat(window.acknowledge(1)).isFalse();
        assertThat(window.acknowledge(3)).as("never sent").isFalse();
    }

    @Test
    void shouldSendAgainOnlyWhatIsNotAcknowledgedWhenRewound() {
        append(4);
        sendAll();
        window.acknowledge(2);

        window.rewind();

        assertThat(window.unsent()).isEqualTo(1);
        window.markSent();
        assertThat(window.unsent()).isEqualTo(3);
        window.markSent();
        assertThat(window.unsent()).isEqualTo(4);
        window.markSent();
        assertThat(window.hasUnsent()).isFalse();
    }

    @Test
    void shouldPassOverCommandWhenAcknowledgedBeforeItIsSentAgain() {
        append(3);
        sendAll();
        window.rewind();

        window.acknowledge(1);
        window.acknowledge(2);

        assertThat(window.unsent()).isEqualTo(3);
    }

    @Test
    void shouldKeepSlotsApartWhenSequencesGoRound() {
        window.startAfter(Integer.MAX_VALUE - 2L);
        for (int round = 0; round < 10; round++) {
            final long sequence = window.append(16 + round);
            sendAll();
            assertThat(window.offset(sequence)).isBetween(0, 3 * (CommandWindow.SLOT_LENGTH + 16));
            assertThat(window.length(sequence)).isEqualTo(16 + round);
            assertThat(window.acknowledge(sequence)).isTrue();
        }
        assertThat(window.lowest()).isEqualTo(Integer.MAX_VALUE + 9L);
    }

    @Test
    void shouldRefuseWhenCapacityIsNoPowerOfTwo() {
        assertThatThrownBy(() -> new CommandWindow(3)).isInstanceOf(IllegalArgumentException.class);
    }
}
