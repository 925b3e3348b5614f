package io.evenkeel.node.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PropertySetTest {
    @Test
    void shouldSuggestTheNearestNameWhenAPropertyIsUnknown() {
        final Properties system = new Properties();
        system.setProperty("evenkeel.pipline", "ring");
        assertThatThrownBy(() -> new PropertySet().putSystemProperties(system))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Devenkeel.pipline: unknown property evenkeel.pipline; did you mean evenkeel.pipeline?");
    }

    @Test
    void shouldPassOverPropertiesOfOthersWhenReadingSystemProperties() {
        final Properties system = new Properties();
        system.setProperty("java.version", "17");
        system.setProperty("evenkeel.full", "true");
        system.setProperty("evenkeel.timer.period", "20ms");
        assertThat(new PropertySet().putSystemProperties(system).durationMs(NodeProperty.TIMER_PERIOD)).isEqualTo(20);
    }

    @Test
    void shouldRefuseAnyUnknownNameWhenReadingAFile(@TempDir final Path dir) throws IOException {
        final Path file = Files.writeString(dir.resolve("node.properties"), "evenkeel.membres=127.0.0.1:9000\n");
        assertThatThrownBy(() -> new PropertySet().putFile(file))
                .hasMessageContaining("node.properties: unknown property evenkeel.membres")
                .hasMessageContaining("evenkeel.members?");
    }

    @Test
    void shouldLetTheLaterLayerWinWhenBothSetAProperty(@TempDir final Path dir) throws IOException {
        final Path lower = Files.writeString(dir.resolve("a"), "evenkeel.heartbeat.timeout=1s\nevenkeel.node.id=1\n");
        final Path upper = Files.writeString(dir.resolve("b"), "evenkeel.heartbeat.timeout=300ms\n");
        final PropertySet set = new PropertySet().putFile(lower).putFile(upper);
        assertThat(set.durationNs(NodeProperty.HEARTBEAT_TIMEOUT)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
        assertThat(set.number(NodeProperty.NODE_ID, 0, 2)).isEqualTo(1);
    }

    @Test
    void shouldNameThePropertyWhenAValueCannotBe() {
        assertThatThrownBy(() -> new PropertySet()
                        .put(NodeProperty.TIMER_PERIOD, "50")
                        .durationMs(NodeProperty.TIMER_PERIOD))
                .hasMessage("evenkeel.timer.period: not a duration like 50ms: 50");
        assertThatThrownBy(() -> new NodeContext().set(NodeProperty.PIPELINE, "rings").conclude())
                .hasMessage("evenkeel.pipeline: rings is none of [inline, ring, stages, auto]");
        assertThatThrownBy(() -> new NodeContext().set(NodeProperty.NODE_ID, "1").conclude())
                .hasMessage("evenkeel.node.id: 1 is not from 0 to 0");
        assertThatThrownBy(() -> new NodeContext().set(NodeProperty.INPUT_SLOTS, "1000").conclude())
                .hasMessage("evenkeel.pipeline.input.slots: not a power of two: 1000");
        assertThatThrownBy(() -> new NodeContext().set(NodeProperty.MEMBERS, "here").conclude())
                .hasMessage("evenkeel.members: expected host:basePort, not `here`");
    }

    @Test
    void shouldRefuseWhenConcludedTwice() {
        final NodeContext context = new NodeContext().conclude();
        assertThatThrownBy(context::conclude).isInstanceOf(IllegalStateException.class);
    }
}
