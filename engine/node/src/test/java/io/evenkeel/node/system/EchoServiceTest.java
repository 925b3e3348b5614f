package io.evenkeel.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.TradeDecoder;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.node.traffic.Traffic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A live node that answers every message with itself, the yardstick of the benchmarks. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class EchoServiceTest {
    private static final int MESSAGES = 2_000;
    private static final int WINDOW = 50;
    private static final int LENGTH_MIN = 16;
    private static final int LENGTH_MAX = 1_000;

    @Test
    void shouldAnswerEveryMessageWithItsOwnBytesInOrderWhenItEchoes() {
        final NodeContext context = new NodeContext()
                .set(NodeProperty.SERVICE, "echo")
                .set(NodeProperty.PROFILE, "frugal");
        try (EmbeddedNode node = EmbeddedNode.launch(context);
                RawClient client = new RawClient(
                        node.aeronDir(), List.of(node.address()), Traffic.OPERATOR, node.key(Traffic.OPERATOR), "")) {
            final List<byte[]> sent = messages();
            for (int i = 0; i < sent.size(); i++) {
                final byte[] message = sent.get(i);
                client.send(new UnsafeBuffer(message), 0, message.length);
                final int least = i - WINDOW;
                client.await(() -> client.strangers().size() > least, "echoes");
            }
            client.await(() -> client.strangers().size() == sent.size(), "the last echo");
            for (int i = 0; i < sent.size(); i++) {
                assertThat(client.strangers().get(i)).as("echo %d", i).isEqualTo(sent.get(i));
            }
            assertThat(client.answers()).as("answers of the clearing").isZero();
            assertThat(node.failure()).isNull();
        }
    }

    /** {@return messages of random length and bytes behind the header of a trade} */
    private static List<byte[]> messages() {
        final SplittableRandom random = new SplittableRandom(Long.getLong("seed", 1));
        final byte[] trade = Arrays.copyOf(new byte[] {
            TradeDecoder.BLOCK_LENGTH, 0, TradeDecoder.TEMPLATE_ID, 0, 0, 0, TradeDecoder.SCHEMA_VERSION, 0
        }, LENGTH_MAX);
        final List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            final byte[] message = Arrays.copyOf(trade, random.nextInt(LENGTH_MIN, LENGTH_MAX));
            for (int at = Long.BYTES; at < message.length; at++) {
                message[at] = (byte) random.nextInt();
            }
            messages.add(message);
        }
        return messages;
    }
}
