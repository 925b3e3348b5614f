package io.evenkeel.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.GroupSizeEncodingEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.ParticipantChangedDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.RolesEncoder;
import io.evenkeel.codecs.TradeEncoder;
import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.gate.CommandTemplate;
import io.evenkeel.core.gate.Permissions;
import io.evenkeel.core.sim.command.CommandWriter;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.core.sim.event.ListeningSink;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Who may send what, and how that is changed (SPEC 7). */
class RoleTest {
    private static final int ROLES = 9;
    private static final int FIRST = 20;

    private static CommandWriter.Roles only(final int bit) {
        return roles -> set(roles, 1 << bit);
    }

    private static void set(final RolesEncoder roles, final int mask) {
        roles.venue((mask & Permissions.VENUE) != 0)
                .oracle((mask & Permissions.ORACLE) != 0)
                .keeper((mask & Permissions.KEEPER) != 0)
                .backstop((mask & Permissions.BACKSTOP) != 0)
                .gateway((mask & Permissions.GATEWAY) != 0)
                .owner((mask & Permissions.OWNER) != 0)
                .governor((mask & Permissions.GOVERNOR) != 0)
                .clusterOperator((mask & Permissions.OPERATOR) != 0)
                .auditor((mask & Permissions.AUDITOR) != 0);
    }

    private static Rig rigWithAParticipantForEachRole() {
        final Rig rig = new Rig();
        for (int bit = 0; bit < ROLES; bit++) {
            final int participant = FIRST + bit;
            final CommandWriter.Roles roles = only(bit);
            rig.accept(operator((writer, sequence) -> writer.addParticipant(sequence, participant, roles, 0)));
            open(rig, participant);
        }
        return rig;
    }

    private static void open(final Rig rig, final int participant) {
        final CommandWriter writer = rig.feeder().writer();
        rig.feeder().raw(CommandKind.SESSION_OPEN, participant, writer.buffer(), writer.principal(participant));
    }

    private static LogEntry operator(final LogEntry.Setup.Writing writing) {
        return new LogEntry.Setup(writing, "operator");
    }

    /** Writes a command whose every field but the sequence is 0: of the right shape, and of no other merit. */
    private static int blank(final MutableDirectBuffer buffer, final CommandTemplate template, final long sequence) {
        new MessageHeaderEncoder().wrap(buffer, 0)
                .blockLength(template.blockLength())
                .templateId(template.id())
                .schemaId(TradeEncoder.SCHEMA_ID)
                .version(TradeEncoder.SCHEMA_VERSION);
        int length = MessageHeaderEncoder.ENCODED_LENGTH + template.blockLength();
        buffer.setMemory(MessageHeaderEncoder.ENCODED_LENGTH, template.blockLength(), (byte) 0);
        buffer.putLong(MessageHeaderEncoder.ENCODED_LENGTH, sequence, ByteOrder.LITTLE_ENDIAN);
        if (template.groupEntryLength() > 0) {
            new GroupSizeEncodingEncoder().wrap(buffer, length)
                    .blockLength(template.groupEntryLength())
                    .numInGroup(0);
            length += GroupSizeEncodingEncoder.ENCODED_LENGTH;
        }
        return length;
    }

    @Test
    void shouldPermitWhatTheTableSaysAndNothingElseWhenEveryRoleSendsEveryCommand() {
        final Rig rig = rigWithAParticipantForEachRole();
        final long[] sequences = new long[ROLES];
        for (final CommandTemplate template : CommandTemplate.values()) {
            for (int bit = 0; bit < ROLES && template != CommandTemplate.SESSION_REQUEST; bit++) {
                final int length = blank(rig.feeder().writer().buffer(), template, ++sequences[bit]);
                final String before = Footprint.of(rig.engine());
                final RejectCode code = rig.feedRaw(FIRST + bit, length).rejectCode();
                final boolean isPermitted = (template.roles() & 1 << bit) != 0;
                if (!template.isBuilt()) {
                    assertThat(code).as("%s, role %d", template, bit).isEqualTo(RejectCode.UNKNOWN_TEMPLATE);
                } else if (isPermitted) {
                    assertThat(code).as("%s, role %d", template, bit).isNotEqualTo(RejectCode.NOT_PERMITTED);
                } else {
                    assertThat(code).as("%s, role %d", template, bit).isEqualTo(RejectCode.NOT_PERMITTED);
                    assertThat(Footprint.of(rig.engine())).isEqualTo(before);
                }
            }
        }
    }

    @Test
    void shouldPermitOtherThingsAtOnceWhenRolesChange() {
        final Rig rig = new Rig().funded();
        final LogEntry.Deposit deposit = rig.deposit(Rig.OTHER, 0, 5);
        rig.accept(operator((writer, sequence) -> writer.setParticipant(
                sequence, Parties.GATEWAY, roles -> roles.venue(true), 0)));
        assertThat(rig.events()).contains(new Event.Other(ParticipantChangedDecoder.TEMPLATE_ID));
        assertThat(rig.feed(deposit).rejectCode()).isEqualTo(RejectCode.NOT_PERMITTED);
        rig.accept(operator((writer, sequence) -> writer.setParticipant(
                sequence, Parties.GATEWAY, roles -> roles.gateway(true), 2)));
        rig.accept(deposit);
        rig.accept(rig.deposit(Rig.OTHER, 0, 5));
        assertThat(rig.feed(rig.deposit(Rig.OTHER, 0, 5)).rejectCode()).isEqualTo(RejectCode.RATE_LIMITED);
        rig.feeder().spendSequence(Parties.GATEWAY, -1);
        rig.accept(operator((writer, sequence) -> writer.setParticipant(
                sequence, Parties.GATEWAY, roles -> roles.gateway(true), 0)));
        rig.accept(rig.deposit(Rig.OTHER, 0, 5));
    }

    @Test
    void shouldRefuseAChangeWhenParticipantRolesOrRateAreWrong() {
        final Rig rig = new Rig();
        final String before = Footprint.of(rig.engine());
        assertThat(change(rig, Parties.COUNT, Permissions.VENUE, 0)).isEqualTo(RejectCode.UNKNOWN_PARTICIPANT);
        assertThat(change(rig, 0, Permissions.VENUE, 0)).isEqualTo(RejectCode.UNKNOWN_PARTICIPANT);
        assertThat(change(rig, Parties.VENUE, Permissions.VENUE, -1)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(change(rig, Parties.VENUE, Permissions.ALL + 1, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(change(rig, Parties.GENESIS, Permissions.GOVERNOR, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(Footprint.of(rig.engine())).isEqualTo(before);
    }

    private static RejectCode change(final Rig rig, final int participant, final int mask, final int perSecond) {
        return rig.feed(operator((writer, sequence) -> {
            final int length = writer.setParticipant(sequence, participant, roles -> set(roles, mask), perSecond);
            // The last field of the command but one; bits that name no role cannot be set by name.
            if (mask > Permissions.ALL) {
                writer.buffer().putShort(length - 6, (short) mask, ByteOrder.LITTLE_ENDIAN);
            }
            return length;
        })).rejectCode();
    }

    @Test
    void shouldLetTheLastOperatorGoWhenThereIsAnother() {
        final Rig rig = new Rig();
        assertThat(change(rig, Parties.VENUE, Permissions.OPERATOR, 0)).isEqualTo(RejectCode.NONE);
        assertThat(change(rig, Parties.GENESIS, Permissions.AUDITOR, 0)).isEqualTo(RejectCode.NONE);
        assertThat(change(rig, Parties.GENESIS, Permissions.OPERATOR, 0)).isEqualTo(RejectCode.NOT_PERMITTED);
    }

    @Test
    void shouldKeepRolesAndRateWhenRestoredFromASnapshot() {
        final Rig rig = new Rig();
        assertThat(change(rig, Parties.VENUE, Permissions.ORACLE, 7)).isEqualTo(RejectCode.NONE);
        final List<byte[]> records = new ArrayList<>();
        rig.engine().writeSnapshot((buffer, offset, length) -> {
            final byte[] record = new byte[length];
            buffer.getBytes(offset, record);
            records.add(record);
        });
        final Engine restored = new Engine(EngineLimits.small(), new ListeningSink(slot -> { }));
        records.forEach(record -> restored.loadSnapshotRecord(new UnsafeBuffer(record), 0, record.length));
        restored.completeSnapshotLoad();
        assertThat(Footprint.of(restored)).isEqualTo(Footprint.of(rig.engine()));
    }
}
