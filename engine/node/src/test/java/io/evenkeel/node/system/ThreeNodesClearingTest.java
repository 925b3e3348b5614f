package io.evenkeel.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CycleClosedDecoder;
import io.evenkeel.codecs.CycleSettledDecoder;
import io.evenkeel.codecs.CycleStartedDecoder;
import io.evenkeel.codecs.InstructionEndedDecoder;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.MarketPriceDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.ParametersChangedDecoder;
import io.evenkeel.codecs.SetMarginTermsDecoder;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import io.evenkeel.codecs.StateHashReportDecoder;
import io.evenkeel.codecs.TradeBookedDecoder;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.node.traffic.ClearingTraffic;
import io.evenkeel.node.traffic.Traffic;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongToIntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The clearing's long work on three real processes: a settlement cycle, and new terms that accounts adopt one by one.
 * The leader is killed amid each, fills and prices go on, and all nodes publish what one that never stopped would.
 *
 * <p>A timer comes every 300 ms here, so that each takes seconds: a cursor passes some hundred accounts at a timer,
 * and that of a cycle a few more beside each command.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ThreeNodesClearingTest {
    private static final int ACCOUNTS = 8_000;
    private static final int BATCH = Boolean.getBoolean("evenkeel.full") ? 20_000 : 2_000;
    /** Commands between the beginning of long work and the death of the leader: few, so that most is left to do. */
    private static final int FEW = 60;

    @RegisterExtension
    private final ThreeNodes nodes = new ThreeNodes(NodeProperty.TIMER_PERIOD.key() + "=300ms");

    private final ClearingTraffic traffic = new ClearingTraffic(Long.getLong("seed", 42), ACCOUNTS);

    @Test
    void shouldSettleAndAdoptAsOneNodeWouldWhenLeadersAreKilledAmidBoth() throws Exception {
        operate(traffic.setupCount(), traffic::setup);
        trade(traffic.endowmentCount(), (i, sequence) -> traffic.endow(i, sequence, System.currentTimeMillis()));
        trade(BATCH);

        operate(sequence -> traffic.startCycle(sequence));
        killLeaderAmid();
        final List<byte[]> settled = nodes.await(
                event -> ThreeNodes.isA(event, CycleClosedDecoder.TEMPLATE_ID), "end of the cycle");
        assertThat(settled).as("told by nodes").anyMatch(ThreeNodesClearingTest::isCollected).anyMatch(
                ThreeNodesClearingTest::isPaid);
        trade(BATCH);

        operate(sequence -> traffic.stricterMargin(sequence, 0));
        killLeaderAmid();
        final List<byte[]> adopted = nodes.await(
                event -> isChange(event, BooleanType.YES), "end of the adoption");
        trade(BATCH);

        confirmAll(adopted);
        operate(sequence -> traffic.stateHashRequest(sequence));
        check(nodes.checkFeeds());
    }

    private interface Script {
        int write(int i, long sequence);
    }

    private void operate(final int count, final Script script) {
        try (RawClient operator = nodes.client(Traffic.OPERATOR)) {
            send(operator, count, script);
            assertThat(operator.rejected()).as("refusals, the last: " + operator.lastRejectCode()).isZero();
        }
    }

    private void operate(final LongToIntFunction command) {
        operate(1, (i, sequence) -> command.applyAsInt(sequence));
    }

    private void trade(final int count, final Script script) {
        try (RawClient trader = nodes.client(Traffic.TRADER)) {
            send(trader, count, script);
        }
    }

    private void trade(final int count) {
        trade(count, (i, sequence) -> traffic.next(sequence, System.currentTimeMillis()));
    }

    private void send(final RawClient client, final int count, final Script script) {
        final long from = client.sessionSequence();
        for (int i = 0; i < count; i++) {
            client.send(traffic.buffer(), 0, script.write(i, from + 1 + i));
            client.poll();
        }
        client.await(() -> client.lastSequence() == from + count, "the answer to " + (from + count));
    }

    private void killLeaderAmid() throws Exception {
        trade(FEW);
        final int leader = nodes.killLeader();
        trade(FEW);
        nodes.restart(leader);
    }

    /** The gateway confirms all that it was told of, and whatever it confirmed before is refused. */
    private void confirmAll(final List<byte[]> events) {
        final SettlementInstructionDecoder told = new SettlementInstructionDecoder();
        final int last = (int) events.stream()
                .filter(event -> ThreeNodes.isA(event, SettlementInstructionDecoder.TEMPLATE_ID))
                .mapToLong(event -> decode(event, told).instruction())
                .max()
                .orElseThrow();
        // Withdrawals of the last batch are instructed at once; what they may have added is within its size.
        trade(last + BATCH, (i, sequence) -> traffic.confirm(sequence, i + 1L, true));
    }

    // ---------------------------------------------------------------- what must have happened

    private static void check(final LogReplay never) {
        final List<byte[]> events = never.auditEvents();
        checkAmid(never, "cycle",
                only(events, event -> ThreeNodes.isA(event, CycleStartedDecoder.TEMPLATE_ID)),
                only(events, event -> ThreeNodes.isA(event, CycleClosedDecoder.TEMPLATE_ID)));
        checkAmid(never, "adoption",
                only(events, event -> isChange(event, BooleanType.NO)),
                only(events, event -> isChange(event, BooleanType.YES)));
        checkBatch(events);
        checkInstructions(events);
        checkState(never);
    }

    /** A new leader came between beginning and end of long work, and fills and prices before and after it. */
    private static void checkAmid(final LogReplay never, final String what, final int begin, final int end) {
        final List<Integer> changes = never.newTerms().stream().filter(at -> at > begin && at <= end).toList();
        assertThat(changes).as("new leaders amid the " + what).isNotEmpty();
        final int change = changes.get(0);
        final String seen = what + ": " + fills(never, begin, change) + " fills and " + prices(never, begin, change)
                + " prices, then a new leader, then " + fills(never, change, end) + " fills and "
                + prices(never, change, end) + " prices, before it ended";
        System.out.println(seen);
        assertThat(List.of(
                        fills(never, begin, change), prices(never, begin, change),
                        fills(never, change, end), prices(never, change, end)))
                .as(seen)
                .allMatch(count -> count > 0);
    }

    private static long fills(final LogReplay never, final int from, final int to) {
        return count(never, from, to, TradeBookedDecoder.TEMPLATE_ID);
    }

    private static long prices(final LogReplay never, final int from, final int to) {
        return count(never, from, to, MarketPriceDecoder.TEMPLATE_ID);
    }

    private static long count(final LogReplay never, final int from, final int to, final int templateId) {
        return never.auditEvents().subList(from, to).stream()
                .filter(event -> ThreeNodes.isA(event, templateId))
                .count();
    }

    private static void checkBatch(final List<byte[]> events) {
        final CycleClosedDecoder batch = decode(
                events.get(only(events, event -> ThreeNodes.isA(event, CycleClosedDecoder.TEMPLATE_ID))),
                new CycleClosedDecoder());
        final CycleSettledDecoder settled = new CycleSettledDecoder();
        final long gained = events.stream()
                .filter(event -> ThreeNodes.isA(event, CycleSettledDecoder.TEMPLATE_ID))
                .mapToLong(event -> Math.max(0, decode(event, settled).amount()))
                .sum();
        System.out.println("cycle: " + batch.accounts() + " accounts, " + batch.positions() + " positions, "
                + batch.instructions() + " instructions, debits " + batch.debits() + ", credits " + batch.credits());
        assertThat(batch.debits()).isEqualTo(batch.credits()).isGreaterThanOrEqualTo(gained);
        assertThat(gained).isPositive();
        assertThat(batch.accounts()).isGreaterThan(ACCOUNTS * 9 / 10);
        assertThat(batch.positions()).isGreaterThan(ACCOUNTS * 9 / 10);
        assertThat(batch.positionsLeft()).isZero();
        assertThat(batch.instructions()).isGreaterThan(ACCOUNTS / 20);
    }

    private static void checkInstructions(final List<byte[]> events) {
        final InstructionEndedDecoder ended = new InstructionEndedDecoder();
        assertThat(events)
                .anyMatch(ThreeNodesClearingTest::isPaid)
                .anyMatch(ThreeNodesClearingTest::isCollected)
                .anyMatch(event -> ThreeNodes.isA(event, InstructionEndedDecoder.TEMPLATE_ID)
                        && decode(event, ended).outcome() == InstructionOutcome.FAILED)
                .anyMatch(event -> ThreeNodes.isA(event, LiquidationStartedDecoder.TEMPLATE_ID));
    }

    private static void checkState(final LogReplay never) {
        final StateHashReportDecoder report = decode(
                never.auditEvents().get(only(never.auditEvents(),
                        event -> ThreeNodes.isA(event, StateHashReportDecoder.TEMPLATE_ID))),
                new StateHashReportDecoder());
        assertThat(report.brokenInvariants()).isZero();
        assertThat(never.inspector().violatedInvariants()).isEmpty();
        assertThat(never.inspector().houseBalance(HouseAccount.IN_TRANSIT, 0, 0)).isZero();
    }

    private static boolean isPaid(final byte[] event) {
        return isInstruction(event, InstructionKind.PAY);
    }

    private static boolean isCollected(final byte[] event) {
        return isInstruction(event, InstructionKind.COLLECT);
    }

    private static boolean isInstruction(final byte[] event, final InstructionKind kind) {
        if (!ThreeNodes.isA(event, SettlementInstructionDecoder.TEMPLATE_ID)) {
            return false;
        }
        final SettlementInstructionDecoder told = decode(event, new SettlementInstructionDecoder());
        return told.kind() == kind && told.cycle() == 1;
    }

    private static boolean isChange(final byte[] event, final BooleanType isAdopted) {
        if (!ThreeNodes.isA(event, ParametersChangedDecoder.TEMPLATE_ID)) {
            return false;
        }
        final ParametersChangedDecoder told = decode(event, new ParametersChangedDecoder());
        return told.change() == SetMarginTermsDecoder.TEMPLATE_ID && told.adopted() == isAdopted;
    }

    private static int only(final List<byte[]> events, final Predicate<byte[]> wanted) {
        final int[] found = IntStream.range(0, events.size()).filter(i -> wanted.test(events.get(i))).toArray();
        assertThat(found).hasSize(1);
        return found[0];
    }

    private static <D extends MessageDecoderFlyweight> D decode(final byte[] event, final D decoder) {
        decoder.wrap(
                new UnsafeBuffer(event),
                MessageHeaderDecoder.ENCODED_LENGTH,
                decoder.sbeBlockLength(),
                decoder.sbeSchemaVersion());
        return decoder;
    }
}
