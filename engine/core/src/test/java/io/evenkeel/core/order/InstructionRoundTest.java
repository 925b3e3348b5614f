package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import io.evenkeel.core.EngineLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instructions that are open are said again in rounds. A timer looks at one; one is said again after 100 ms. */
class InstructionRoundTest {
    private static final long TIMER_MS = 50;

    private final OrderRig rig = OrderRig.market(EngineLimits.small().withSliceEvaluations(1));
    private final OrderCommands commands = new OrderCommands(rig);
    private final List<Long> saidAgain = new ArrayList<>();

    @BeforeEach
    void setUp() {
        accept(commands.settlement(0, 100, 0, 0));
        accept(commands.deposit(1, 1_000 * OrderRig.USDC));
    }

    private void accept(final RejectCode code) {
        assertThat(code).isEqualTo(RejectCode.NONE);
    }

    /**
     * Instructions 1 and 2 are there, and each timer finds one more. The first round is 1, 2 and 3, at timers 1, 2 and
     * 3; instruction 1 is due since the second, and the fourth, which begins the second round, says it again. A round
     * that went on to what was made meanwhile would never come back to it.
     */
    @Test
    void shouldSayOldInstructionsAgainWhenNewOnesNeverEnd() {
        withdraw();
        withdraw();
        for (int i = 0; i < 4; i++) {
            withdraw();
            timer();
        }
        assertThat(saidAgain).containsExactly(2L, 3L, 1L);
    }

    /** The cursor stands at instruction 2 when that ends: it goes on to 3, and its round still ends there. */
    @Test
    void shouldGoOnWithItsRoundWhenTheInstructionAtItsCursorEnds() {
        withdraw();
        withdraw();
        withdraw();
        timer();
        accept(commands.confirm(2));
        withdraw();
        timer();
        timer();
        assertThat(saidAgain).containsExactly(3L, 1L);
    }

    private void withdraw() {
        accept(commands.withdraw(OrderRig.ALICE, 1, OrderRig.USDC));
    }

    private void timer() {
        rig.timer(TIMER_MS);
        rig.all(SettlementInstructionDecoder.TEMPLATE_ID).stream()
                .map(told -> OrderRig.decode(told, new SettlementInstructionDecoder()))
                .filter(told -> told.repeat() > 0)
                .forEach(told -> saidAgain.add(told.instruction()));
    }
}
