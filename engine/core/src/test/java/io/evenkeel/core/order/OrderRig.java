package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.AddAccountEncoder;
import io.evenkeel.codecs.AddParticipantEncoder;
import io.evenkeel.codecs.CommandAckDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.RolesEncoder;
import io.evenkeel.codecs.SessionPrincipalEncoder;
import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.inspect.BalanceReport;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.inspect.PositionReport;
import io.evenkeel.core.output.OutputKind;
import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.output.OutputSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * An engine with a small market of round numbers, for tests of orders and their limits: USDC with six decimals is the
 * numeraire and settles PERP, whose prices have one decimal and whose quantities have four; IM is 10 %, MM 5 %.
 */
final class OrderRig implements OutputSink {
    static final int GENESIS = 1;
    static final int VENUE = 2;
    static final int OTHER_VENUE = 3;
    static final int ALICE = 4;
    static final int BOB = 5;
    static final long START_MS = 1_767_225_600_000L;
    /** One USDC. */
    static final long USDC = 1_000_000;
    /** One contract. */
    static final long ONE = 10_000;

    /** An output: where it went, and its bytes. */
    record Told(OutputKind kind, long to, int templateId, UnsafeBuffer bytes) {
    }

    private final List<Told> told = new ArrayList<>();
    private final OutputSlot output = new OutputSlot();
    private final CommandSlot slot = new CommandSlot();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2_048]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder decodedHeader = new MessageHeaderDecoder();
    private final CommandAckDecoder ack = new CommandAckDecoder();
    private final long[] sequences = new long[16];
    private final Engine engine;
    private long logPosition;
    private long timeMs = START_MS;

    /** Makes an engine that knows nothing yet. */
    OrderRig(final EngineLimits limits) {
        engine = new Engine(limits, this);
    }

    /** Makes the market, with accounts 1 of Alice, 2 and 3 of Bob, and 9 the venue's own. */
    static OrderRig market() {
        return market(EngineLimits.small());
    }

    /** Makes the market with given room. */
    static OrderRig market(final EngineLimits limits) {
        final OrderRig rig = new OrderRig(limits);
        rig.found();
        rig.open(1, ALICE, AccountKind.STANDARD);
        rig.open(2, BOB, AccountKind.STANDARD);
        rig.open(3, BOB, AccountKind.STANDARD);
        rig.open(9, VENUE, AccountKind.OMNIBUS);
        return rig;
    }

    private void found() {
        open(GENESIS);
        admit(VENUE, roles -> roles.venue(true).oracle(true).gateway(true).owner(true));
        admit(OTHER_VENUE, roles -> roles.venue(true));
        admit(ALICE, roles -> roles.owner(true).keeper(true));
        admit(BOB, roles -> roles.owner(true).keeper(true));
        new MarketListing(this).list();
    }

    /** Takes up a feed where another rig stands, for an engine restored from its snapshot. */
    static OrderRig twin(final OrderRig original) {
        return twin(original, EngineLimits.small());
    }

    /** Takes up a feed where another rig of given limits stands. */
    static OrderRig twin(final OrderRig original, final EngineLimits limits) {
        final OrderRig rig = new OrderRig(limits);
        original.engine.writeSnapshot((bytes, offset, length) ->
                rig.engine.loadSnapshotRecord(bytes, offset, length));
        rig.engine.completeSnapshotLoad();
        System.arraycopy(original.sequences, 0, rig.sequences, 0, rig.sequences.length);
        rig.logPosition = original.logPosition;
        rig.timeMs = original.timeMs;
        return rig;
    }

    Engine engine() {
        return engine;
    }

    long timeMs() {
        return timeMs;
    }

    /** Hands over the sequences that participants have used. */
    void copySequences(final long[] into) {
        System.arraycopy(sequences, 0, into, 0, into.length);
    }

    long logPosition() {
        return logPosition;
    }

    private void admit(final int participant, final Consumer<RolesEncoder> roles) {
        final AddParticipantEncoder encoder = new AddParticipantEncoder();
        accept(GENESIS, encoder, () -> roles.accept(encoder.participant(participant).commandsPerSecond(0)
                .roles().clear()));
        open(participant);
    }

    private void open(final int participant) {
        final SessionPrincipalEncoder principal = new SessionPrincipalEncoder();
        principal.wrapAndApplyHeader(buffer, 0, header).participant(participant).responseEndpoint("");
        enter(CommandKind.SESSION_OPEN, 100L + participant, principal.limit());
    }

    void open(final long account, final int owner, final AccountKind kind) {
        final AddAccountEncoder encoder = new AddAccountEncoder();
        accept(GENESIS, encoder, () -> encoder.account(account).owner(owner).kind(kind).leverage(0));
    }

    /** Sends a command that must be accepted. */
    void accept(final int participant, final MessageEncoderFlyweight encoder, final Runnable fields) {
        assertThat(send(participant, encoder, fields)).isEqualTo(RejectCode.NONE);
    }

    /** Sends a command. {@return the code of its answer} */
    RejectCode send(final int participant, final MessageEncoderFlyweight encoder, final Runnable fields) {
        header.wrap(buffer, 0)
                .blockLength(encoder.sbeBlockLength())
                .templateId(encoder.sbeTemplateId())
                .schemaId(encoder.sbeSchemaId())
                .version(encoder.sbeSchemaVersion());
        encoder.wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH);
        buffer.putLong(MessageHeaderEncoder.ENCODED_LENGTH, ++sequences[participant],
                java.nio.ByteOrder.LITTLE_ENDIAN);
        fields.run();
        told.clear();
        enter(CommandKind.MESSAGE, 100L + participant, encoder.limit());
        final Told answer = all(CommandAckDecoder.TEMPLATE_ID).get(0);
        ack.wrapAndApplyHeader(answer.bytes(), 0, decodedHeader);
        assertThat(ack.status() == AckStatus.REJECTED).isEqualTo(ack.rejectCode() != RejectCode.NONE);
        return ack.rejectCode();
    }

    /** {@return how the last command was answered} */
    AckStatus status() {
        return ack.status();
    }

    /** Lets time pass without anything happening. */
    void waitMs(final long durationMs) {
        timeMs += durationMs;
    }

    /** Lets time pass and a timer fire. */
    void timer(final long durationMs) {
        timeMs += durationMs;
        told.clear();
        enter(CommandKind.TIMER, 0, 0);
    }

    private void enter(final CommandKind kind, final long session, final int length) {
        logPosition += 64;
        slot.assign(kind, logPosition, timeMs, session, buffer, 0, length);
        engine.onCommand(slot);
    }

    @Override
    public OutputSlot claim() {
        return output;
    }

    @Override
    public void publish() {
        final byte[] copy = new byte[output.length()];
        output.buffer().getBytes(0, copy);
        final UnsafeBuffer bytes = new UnsafeBuffer(copy);
        final boolean isEvent =
                output.kind() != OutputKind.SESSION_OPENED && output.kind() != OutputKind.SESSION_CLOSED;
        told.add(new Told(
                output.kind(),
                output.sessionId(),
                isEvent ? decodedHeader.wrap(bytes, 0).templateId() : 0,
                bytes));
    }

    /** {@return what was put out since the last command or timer began} */
    List<Told> told() {
        return told;
    }

    /** {@return the only event of a type since the last command began, in its decoder} */
    <D extends MessageDecoderFlyweight> D only(final D decoder) {
        final List<Told> found = all(decoder.sbeTemplateId());
        assertThat(found).hasSize(1);
        return decode(found.get(0), decoder);
    }

    /** {@return an event in a decoder} */
    static <D extends MessageDecoderFlyweight> D decode(final Told event, final D decoder) {
        decoder.wrap(
                event.bytes(),
                MessageHeaderDecoder.ENCODED_LENGTH,
                decoder.sbeBlockLength(),
                decoder.sbeSchemaVersion());
        return decoder;
    }

    List<Told> all(final int templateId) {
        return told.stream().filter(event -> event.templateId() == templateId).toList();
    }

    AccountReport account(final long id) {
        return engine.inspector().account(id);
    }

    long balance(final long id) {
        return account(id).balances().stream().mapToLong(BalanceReport::balance).sum();
    }

    long position(final long id) {
        return account(id).positions().stream().mapToLong(PositionReport::quantity).sum();
    }

    /** {@return all that reports tell: what a refused command must leave as it was} */
    String everything() {
        final StringBuilder text = new StringBuilder();
        for (final long id : engine.inspector().accountIds()) {
            text.append(account(id)).append('\n');
        }
        return text.append(engine.inspector().houseBalance(HouseAccount.FEES, 0, 0))
                .append(engine.inspector().violatedInvariants())
                .toString();
    }
}
