package io.evenkeel.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.SessionRequestEncoder;
import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.node.traffic.Traffic;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes that no client should send, into the ingress of a live node. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class IngressFuzzTest {
    private static final int TEMPLATES = 17;
    private static final int STRINGS = Boolean.getBoolean("evenkeel.full") ? 10_000 : 300;
    private static final long ALL = (long) TEMPLATES * STRINGS;
    private static final int WINDOW = 100;
    private static final int CHAIN_INTERVAL = 1 << 20;
    private static final int SEQUENCE_OFFSET = 8;

    @Test
    void shouldRefuseEachWithAReasonAndKeepTheStateWhenBytesAreNonsense() {
        final long seed = Long.getLong("seed", 1);
        System.out.println("seed " + seed + ", " + STRINGS + " byte strings for each of " + TEMPLATES + " templates");
        final Traffic traffic = new Traffic(seed);
        try (EmbeddedNode node = EmbeddedNode.launch(new NodeContext()
                .set(NodeProperty.LIMITS, "small")
                .set(NodeProperty.PROFILE, "frugal")
                .set(NodeProperty.PIPELINE, "inline")
                .set(NodeProperty.CHAIN_INTERVAL, Integer.toString(CHAIN_INTERVAL)))) {
            final List<NodeAddress> members = List.of(node.address());
            try (RawClient operator = new RawClient(node.aeronDir(), members, 1, node.key(1), "")) {
                for (int i = 0; i < Traffic.SETUP; i++) {
                    operator.send(traffic.buffer(), 0, traffic.setup(i, i + 1));
                }
                operator.await(() -> operator.lastSequence() == Traffic.SETUP, "the set-up");
                assertThat(operator.rejected()).isZero();
                pelt(operator, traffic, new SplittableRandom(seed));
                assertThat(operator.rejected()).isEqualTo(ALL);
                requestStateHash(operator, traffic);
            }
            assertThat(node.failure()).isNull();
            assertThat(node.node().refusedCommands()).isEqualTo(ALL);
            checkState(node);
        }
    }

    /** Sends strings of every template, each with a sequence that is not the next one, and awaits every answer. */
    private static void pelt(final RawClient client, final Traffic traffic, final SplittableRandom random) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2048]);
        final long before = client.answers();
        int sent = 0;
        for (int template = 1; template <= TEMPLATES; template++) {
            for (int i = 0; i < STRINGS; i++) {
                client.send(buffer, 0, write(buffer, template, traffic, random));
                sent++;
                if (sent % WINDOW == 0) {
                    final long wanted = before + sent - WINDOW;
                    client.await(() -> client.answers() >= wanted, "answers");
                }
            }
        }
        final long all = before + sent;
        client.await(() -> client.answers() == all, "all answers");
    }

    /** Half are random, half are sound commands with some bytes changed. None holds the next sequence. */
    private static int write(
            final UnsafeBuffer buffer, final int template, final Traffic traffic, final SplittableRandom random) {
        final int length = random.nextBoolean() ? noise(buffer, random) : mutant(buffer, traffic, random);
        if (random.nextInt(4) != 0 && length >= 8) {
            buffer.putShort(2, (short) template);
            buffer.putShort(4, (short) MessageHeaderEncoder.SCHEMA_ID);
            buffer.putShort(6, (short) (random.nextInt(8) == 0 ? random.nextInt() : 0));
        }
        if (template == SessionRequestEncoder.TEMPLATE_ID && buffer.getShort(0) == SessionRequestEncoder.BLOCK_LENGTH) {
            buffer.putShort(0, (short) 1);
        }
        buffer.putLong(SEQUENCE_OFFSET, random.nextInt(3) == 0 ? Long.MAX_VALUE : random.nextLong() | (1L << 40));
        return length;
    }

    private static int noise(final UnsafeBuffer buffer, final SplittableRandom random) {
        final int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 1500 : 200);
        for (int i = 0; i < length; i++) {
            buffer.putByte(i, (byte) random.nextInt());
        }
        return length;
    }

    private static int mutant(final UnsafeBuffer buffer, final Traffic traffic, final SplittableRandom random) {
        final int length = random.nextBoolean()
                ? traffic.setup(random.nextInt(Traffic.SETUP), 0)
                : traffic.next(0, System.currentTimeMillis());
        buffer.putBytes(0, traffic.buffer(), 0, length);
        for (int i = random.nextInt(4); i >= 0; i--) {
            buffer.putByte(random.nextInt(length), (byte) random.nextInt());
        }
        return Math.max(1, length + (random.nextInt(4) == 0 ? random.nextInt(-length, 40) : 0));
    }

    private static void requestStateHash(final RawClient client, final Traffic traffic) {
        final long sequence = Traffic.SETUP + 1L;
        client.send(traffic.buffer(), 0, traffic.stateHashRequest(sequence));
        client.await(() -> client.lastSequence() == sequence, "the answer of a node that is alive");
    }

    /** An engine that was given the log without the nonsense has the same state as one that was given all of it. */
    private static void checkState(final EmbeddedNode node) {
        final LogReplay all = new LogReplay(EngineLimits.small(), CHAIN_INTERVAL, slot -> true);
        final LogReplay sound = new LogReplay(EngineLimits.small(), CHAIN_INTERVAL, slot -> slot.kind()
                != CommandKind.MESSAGE || isSound(slot));
        try (ArchiveReader reader = new ArchiveReader(node.aeronDir(), node.address())) {
            reader.read(LogReplay.STREAM, (buffer, offset, length, header) -> {
                all.onFragment(buffer, offset, length, header);
                sound.onFragment(buffer, offset, length, header);
            });
        }
        assertThat(all.entries() - sound.entries()).as("strings left out").isEqualTo(ALL);
        assertThat(sound.stateHash()).as("state hash").isEqualTo(all.stateHash());
    }

    private static boolean isSound(final CommandSlot slot) {
        final long sequence = slot.length() < 2 * SEQUENCE_OFFSET ? 0 : slot.bytes().getLong(SEQUENCE_OFFSET);
        return sequence >= 1 && sequence <= Traffic.SETUP + 1;
    }
}
