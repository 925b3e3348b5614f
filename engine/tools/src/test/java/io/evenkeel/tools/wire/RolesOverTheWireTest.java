package io.evenkeel.tools.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.Aeron;
import io.evenkeel.client.Role;
import io.evenkeel.codecs.GroupSizeEncodingEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.TradeEncoder;
import io.evenkeel.core.gate.CommandTemplate;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A live node, a participant for each role, and every command from each of them: the answer is NOT_PERMITTED exactly
 * where the table says so, which is the one that PROTOCOL.md prints. And participants whose commands are signed.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class RolesOverTheWireTest {
    private static final int OPERATOR = 1;
    private static final int FIRST = 2;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);

    private static EmbeddedNode launch() {
        return EmbeddedNode.launch(new NodeContext()
                .set(NodeProperty.LIMITS, "small")
                .set(NodeProperty.PROFILE, "frugal")
                .set(NodeProperty.PIPELINE, "inline")
                .set(NodeProperty.STALL_TIMEOUT, "20s"));
    }

    private static Aeron aeron(final EmbeddedNode node) {
        return Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(node.aeronDir())
                .useConductorAgentInvoker(true));
    }

    private static Map<Role, Sender> admitAll(final EmbeddedNode node, final Aeron aeron, final Sender operator) {
        final Map<Role, Sender> senders = new EnumMap<>(Role.class);
        for (final Role role : Role.values()) {
            final int participant = FIRST + senders.size();
            assertThat(operator.ask(client -> client.addParticipant(participant, EnumSet.of(role), 0)))
                    .isEqualTo(RejectCode.NONE);
            senders.put(role, new Sender(node, aeron, participant));
        }
        return senders;
    }

    private static byte[] secret(final int value) {
        final byte[] key = new byte[32];
        Arrays.fill(key, (byte) value);
        return key;
    }

    /** A command of the right shape whose every field is 0. */
    private int blank(final CommandTemplate template) {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        new MessageHeaderEncoder().wrap(buffer, 0)
                .blockLength(template.blockLength())
                .templateId(template.id())
                .schemaId(TradeEncoder.SCHEMA_ID)
                .version(TradeEncoder.SCHEMA_VERSION);
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + template.blockLength();
        if (template.groupEntryLength() == 0) {
            return length;
        }
        new GroupSizeEncodingEncoder().wrap(buffer, length).blockLength(template.groupEntryLength()).numInGroup(0);
        return length + GroupSizeEncodingEncoder.ENCODED_LENGTH;
    }

    private int assertMatrix(final Map<Role, Sender> senders) {
        int refused = 0;
        for (final Map.Entry<Role, Sender> each : senders.entrySet()) {
            for (final CommandTemplate template : CommandTemplate.values()) {
                if (template == CommandTemplate.SESSION_REQUEST) {
                    continue;
                }
                final int length = blank(template);
                final RejectCode code = each.getValue().ask(client -> client.send(buffer, 0, length));
                final boolean isPermitted = (template.roles() & each.getKey().mask()) != 0;
                final boolean isRefused = code == RejectCode.NOT_PERMITTED;
                assertThat(isRefused)
                        .as("%s from %s was answered %s", template, each.getKey(), code)
                        .isEqualTo(template.isBuilt() && !isPermitted);
                refused += isRefused ? 1 : 0;
            }
        }
        return refused;
    }

    @Test
    void shouldRefuseExactlyWhatTheTableSaysWhenEveryRoleSendsEveryCommand() {
        try (EmbeddedNode node = launch();
                Aeron aeron = aeron(node);
                Sender operator = new Sender(node, aeron, OPERATOR)) {
            final Map<Role, Sender> senders = admitAll(node, aeron, operator);
            final int refused = assertMatrix(senders);
            for (final Sender sender : senders.values()) {
                sender.key(secret(sender.participant()));
                assertThat(operator.ask(client ->
                        client.governance().setMessageKey(sender.participant(), secret(sender.participant()), 0)))
                        .isEqualTo(RejectCode.NONE);
                sender.renew();
            }
            assertThat(assertMatrix(senders)).as("refused when signed").isEqualTo(refused).isPositive();
            senders.values().forEach(sender -> assertThat(sender.refusedCodes()).isZero());
            System.out.println("roles over the wire: " + refused + " of "
                    + Role.values().length * (CommandTemplate.values().length - 1) + " commands not permitted");
            senders.values().forEach(Sender::close);
            assertThat(node.failure()).isNull();
        }
    }

    @Test
    void shouldAnswerEveryCommandOnceWhenKeysFollowOneAnotherUnderTraffic() {
        try (EmbeddedNode node = launch();
                Aeron aeron = aeron(node);
                Sender operator = new Sender(node, aeron, OPERATOR)) {
            assertThat(operator.ask(client -> client.addParticipant(FIRST, EnumSet.of(Role.AUDITOR), 0)))
                    .isEqualTo(RejectCode.NONE);
            try (Sender auditor = new Sender(node, aeron, FIRST)) {
                for (int value = 1; value <= 5; value++) {
                    final byte[] key = secret(value);
                    auditor.sendMany(100);
                    operator.start(client -> client.governance().setMessageKey(FIRST, key, 60_000));
                    auditor.sendMany(100);
                    operator.awaitAnswers();
                    auditor.key(key);
                    auditor.renew();
                    auditor.sendMany(100);
                    auditor.awaitAnswers();
                }
                assertThat(auditor.accepted()).isEqualTo(1_500);
                assertThat(auditor.refused()).isZero();
                assertThat(auditor.refusedCodes()).isZero();
                assertThat(operator.refused()).isZero();
            }
        }
    }

    @Test
    void shouldHoldCommandsUntilItHasTheKeyWhenThatCameWithoutGrace() {
        try (EmbeddedNode node = launch();
                Aeron aeron = aeron(node);
                Sender operator = new Sender(node, aeron, OPERATOR)) {
            assertThat(operator.ask(client -> client.addParticipant(FIRST, EnumSet.of(Role.AUDITOR), 0)))
                    .isEqualTo(RejectCode.NONE);
            try (Sender auditor = new Sender(node, aeron, FIRST)) {
                assertThat(operator.ask(client -> client.governance().setMessageKey(FIRST, secret(9), 0)))
                        .isEqualTo(RejectCode.NONE);
                auditor.sendMany(10);
                auditor.awaitRefusedCode();
                assertThat(auditor.accepted() + auditor.refused()).isZero();
                auditor.key(secret(9));
                auditor.renew();
                auditor.awaitAnswers();
                assertThat(auditor.accepted()).isEqualTo(10);
                assertThat(auditor.refused()).isZero();
            }
        }
    }
}
