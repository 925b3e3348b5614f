package io.evenkeel.client.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.evenkeel.codecs.InstructionEndedDecoder;
import io.evenkeel.codecs.InstructionEndedEncoder;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import io.evenkeel.codecs.SettlementInstructionEncoder;
import io.evenkeel.codecs.StateHashReportEncoder;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class SettlementAdapterTest {
    private static final int ROUNDS = 5;
    private static final int EVENTS = 20_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final List<String> heard = new ArrayList<>();
    private long total;

    private int instruction(final long id) {
        final SettlementInstructionEncoder encoder = new SettlementInstructionEncoder();
        encoder.wrapAndApplyHeader(buffer, 8, header)
                .instruction(id).cycle(2).account(3).amount(4).asset(5).kind(InstructionKind.COLLECT).repeat(6);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private int ended(final long id) {
        final InstructionEndedEncoder encoder = new InstructionEndedEncoder();
        encoder.wrapAndApplyHeader(buffer, 8, header)
                .instruction(id).account(3).amount(4).balance(7).reference(8).asset(5)
                .kind(InstructionKind.WITHDRAWAL).outcome(InstructionOutcome.FAILED);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    @Test
    void shouldHandEachEventOnWithTheNumberToGoOnFromWhenItsFramesAreCounted() {
        final SettlementAdapter adapter = new SettlementAdapter(new SettlementListener() {
            @Override
            public void onInstruction(
                    final long next, final long logPosition, final SettlementInstructionDecoder instruction) {
                heard.add(next + " @" + logPosition + " " + instruction);
            }

            @Override
            public void onEnded(final long next, final long logPosition, final InstructionEndedDecoder ended) {
                heard.add(next + " @" + logPosition + " " + ended);
            }

            @Override
            public void onOther(final long next, final long logPosition) {
                heard.add(next + " @" + logPosition + " other");
            }
        });
        adapter.onEvent(10, 1_000, buffer, 8, instruction(1));
        adapter.onEvent(11, 2_000, buffer, 8, ended(1));
        // A later version may say more than fits one frame.
        adapter.onEvent(12, 3_000, buffer, 8, instruction(2) + 72);
        final StateHashReportEncoder other = new StateHashReportEncoder().wrapAndApplyHeader(buffer, 8, header);
        adapter.onEvent(14, 4_000, buffer, 8, 8 + other.encodedLength());

        assertThat(heard).hasSize(4);
        assertThat(heard.get(0)).startsWith("11 @1000 ").contains("instruction=1|cycle=2|account=3|amount=4|asset=5"
                + "|kind=COLLECT|repeat=6");
        assertThat(heard.get(1)).startsWith("12 @2000 ").contains("instruction=1|account=3|amount=4|balance=7"
                + "|reference=8|asset=5|kind=WITHDRAWAL|outcome=FAILED");
        assertThat(heard.get(2)).startsWith("14 @3000 ").contains("instruction=2|");
        assertThat(heard.get(3)).isEqualTo("15 @4000 other");
    }

    @Test
    void shouldAllocateNothingWhenEventsAreHandedOn() {
        final SettlementAdapter adapter = new SettlementAdapter(new SettlementListener() {
            @Override
            public void onInstruction(
                    final long next, final long logPosition, final SettlementInstructionDecoder instruction) {
                total += instruction.amount();
            }

            @Override
            public void onEnded(final long next, final long logPosition, final InstructionEndedDecoder ended) {
                total += ended.balance();
            }
        });
        final int length = instruction(1);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            final long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 1; i <= EVENTS; i++) {
                adapter.onEvent(i, 1_000L * i, buffer, 8, length);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }

        assertThat(least).isZero();
        assertThat(total).isEqualTo(4L * EVENTS * ROUNDS);
    }
}
