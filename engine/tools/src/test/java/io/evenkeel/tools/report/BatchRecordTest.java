package io.evenkeel.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.codecs.CycleClosedDecoder;
import io.evenkeel.codecs.CycleMarkDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import io.evenkeel.core.output.OutputKind;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.core.sim.Simulation;
import io.evenkeel.core.sim.World;
import io.evenkeel.core.sim.WorldMaker;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.OrderEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two batches of the real core, read back from what it told: as they are, and with one number of one event changed. 7
 * and 14 settle outside; the first cycle pays 7, the second one 14.
 */
class BatchRecordTest {
    private static final PricedKind INSTRUMENT = PricedKind.INSTRUMENT;
    private static final long FIRST = 7;
    private static final long SECOND = 14;
    private static final int TIMERS = 30;
    private static final List<byte[]> FEED = play();
    /** Every number that a batch record's hash holds, as an offset in its message. */
    private static final Map<Integer, Map<String, Integer>> HASHED = Map.of(
            CycleMarkDecoder.TEMPLATE_ID, Map.of(
                    "cycle", CycleMarkDecoder.cycleEncodingOffset(),
                    "mark", CycleMarkDecoder.markEncodingOffset(),
                    "instrument", CycleMarkDecoder.instrumentEncodingOffset()),
            SettlementInstructionDecoder.TEMPLATE_ID, Map.of(
                    "instruction", SettlementInstructionDecoder.instructionEncodingOffset(),
                    "cycle", SettlementInstructionDecoder.cycleEncodingOffset(),
                    "account", SettlementInstructionDecoder.accountEncodingOffset(),
                    "amount", SettlementInstructionDecoder.amountEncodingOffset(),
                    "asset", SettlementInstructionDecoder.assetEncodingOffset(),
                    "kind", SettlementInstructionDecoder.kindEncodingOffset(),
                    "repeat", SettlementInstructionDecoder.repeatEncodingOffset()),
            CycleClosedDecoder.TEMPLATE_ID, Map.of(
                    "accounts", CycleClosedDecoder.accountsEncodingOffset(),
                    "positions", CycleClosedDecoder.positionsEncodingOffset(),
                    "positionsLeft", CycleClosedDecoder.positionsLeftEncodingOffset(),
                    "instructions", CycleClosedDecoder.instructionsEncodingOffset(),
                    "debits", CycleClosedDecoder.debitsEncodingOffset(),
                    "credits", CycleClosedDecoder.creditsEncodingOffset(),
                    "instructionsHash", CycleClosedDecoder.instructionsHashEncodingOffset(),
                    "previousHash", CycleClosedDecoder.previousHashEncodingOffset(),
                    "hash", CycleClosedDecoder.hashEncodingOffset()));

    private static List<byte[]> play() {
        final List<byte[]> feed = new ArrayList<>();
        final World world = new WorldMaker(new Random(3), 4).make().withoutFunding();
        final Simulation simulation = new Simulation(world, slot -> take(feed, slot));
        final List<LogEntry> entries = new ArrayList<>(List.of(
                new SettlementEntry.SettlementTerms(0, 500, 0, 0),
                new OrderEntry.AccountTerms(FIRST, 0, true),
                new OrderEntry.AccountTerms(SECOND, 0, true),
                new LogEntry.Deposit(FIRST, 0, 10_000_000_000L, 1),
                new LogEntry.Deposit(SECOND, 0, 10_000_000_000L, 2),
                // What an owner withdraws is an instruction too, but of no cycle.
                new LogEntry.Withdrawal(SECOND, 0, 1_000_000),
                new LogEntry.Trade(0, 1, FIRST, SECOND, 1_000, 5_000_000, 0, 0)));
        for (final long price : new long[] {5_020_000, 4_990_000}) {
            entries.addAll(world.price(INSTRUMENT, 0, price));
            entries.add(new SettlementEntry.StartCycle());
            for (int timer = 0; timer < TIMERS; timer++) {
                entries.add(new LogEntry.Timer(50));
            }
        }
        entries.forEach(simulation::step);
        return feed;
    }

    private static void take(final List<byte[]> feed, final OutputSlot slot) {
        if (slot.kind() != OutputKind.SESSION_OPENED && slot.kind() != OutputKind.SESSION_CLOSED) {
            final byte[] event = new byte[slot.length()];
            slot.buffer().getBytes(0, event);
            feed.add(event);
        }
    }

    private static AuditBooks read(final List<byte[]> feed) {
        final AuditBooks books = new AuditBooks();
        final AuditReader reader = new AuditReader(books);
        for (int i = 0; i < feed.size(); i++) {
            reader.onEvent(i + 1, i + 1, new UnsafeBuffer(feed.get(i)), 0, feed.get(i).length);
        }
        return books;
    }

    @Test
    void shouldHoldWhenTheBatchesOfTheCoreAreReadBack() {
        final AuditBooks books = read(FEED);
        final JsonNode first = CycleCommand.report(books, 1);
        final JsonNode second = CycleCommand.report(books, 2);
        assertThat(second.get("closed").asBoolean()).isTrue();
        assertThat(second.get("faults")).isEmpty();
        assertThat(second.get("holds").asBoolean()).isTrue();
        assertThat(books.complaints()).isEmpty();
        // One instruction each, told more than once.
        assertThat(first.get("instructions").asLong()).isEqualTo(1);
        assertThat(second.get("instructions").asLong()).isEqualTo(1);
        assertThat(FEED).filteredOn(event -> templateId(event) == SettlementInstructionDecoder.TEMPLATE_ID)
                .hasSizeGreaterThan(3);
        assertThat(first.get("previousHash").asText()).isEqualTo("0000000000000000");
        assertThat(second.get("previousHash")).isEqualTo(first.get("hash"));
        assertThat(second.get("hash")).isNotEqualTo(first.get("hash"));
    }

    /** One number of one event. */
    private record HashedNumber(int event, String name, int offset) {
    }

    private static Stream<HashedNumber> hashedNumbers() {
        return IntStream.range(0, FEED.size()).boxed()
                .filter(event -> isHashed(FEED.get(event)))
                .flatMap(event -> HASHED.get(templateId(FEED.get(event))).entrySet().stream()
                        .map(field -> new HashedNumber(event, field.getKey(), field.getValue())));
    }

    /** Instructions of withdrawals, and those that are told again, are not. */
    private static boolean isHashed(final byte[] event) {
        final SettlementInstructionDecoder instruction = new SettlementInstructionDecoder();
        if (templateId(event) == SettlementInstructionDecoder.TEMPLATE_ID) {
            instruction.wrapAndApplyHeader(new UnsafeBuffer(event), 0, new MessageHeaderDecoder());
            return instruction.cycle() != 0 && instruction.repeat() == 0;
        }
        return HASHED.containsKey(templateId(event));
    }

    private static int templateId(final byte[] event) {
        return new MessageHeaderDecoder().wrap(new UnsafeBuffer(event), 0).templateId();
    }

    @ParameterizedTest
    @MethodSource("hashedNumbers")
    void shouldNotHoldWhenOneNumberOfOneEventIsAnother(final HashedNumber number) {
        final byte[] changed = FEED.get(number.event()).clone();
        changed[MessageHeaderDecoder.ENCODED_LENGTH + number.offset()] ^= 1;
        final List<byte[]> feed = new ArrayList<>(FEED);
        feed.set(number.event(), changed);
        final AuditBooks books = read(feed);
        final JsonNode report = CycleCommand.report(books, 2);
        assertThat(report.get("holds").asBoolean()).isFalse();
        assertThat(report.get("faults")).isNotEmpty();
        assertThat(books.complaints()).isNotEmpty();
    }

    @Test
    void shouldNotHoldWhenABatchIsMissing() {
        final List<byte[]> feed = new ArrayList<>(FEED);
        feed.remove(IntStream.range(0, FEED.size())
                .filter(event -> templateId(FEED.get(event)) == CycleClosedDecoder.TEMPLATE_ID)
                .findFirst().orElseThrow());
        assertThat(CycleCommand.report(read(feed), 2).get("faults").toString()).contains("batch 1 is missing");
    }
}
