package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.ParametersChangedDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.EngineLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Many changes of terms that wait for their turn: they are adopted in order, and none makes a log entry do more than
 * its part. One evaluation in a slice: four accounts adopt at a timer, so that 34 of them take nine.
 */
class WaitingTermsTest {
    private static final EngineLimits ONE_A_SLICE =
            new EngineLimits(64, 64, 64, 16, 16, 2, 2, 2, 256, 64, 8, 512, 64, 1, 64);
    private static final int ACCOUNTS = 34;
    private static final int TIMERS = 9;
    /** More than were ever let wait before accounts adopted at one go. */
    private static final int CHANGES = 100;
    private static final int MOST_BEGUN = 64;

    private final OrderRig rig = market();
    private final OrderCommands commands = new OrderCommands(rig);

    private static OrderRig market() {
        final OrderRig made = OrderRig.market(ONE_A_SLICE);
        for (long account = 20; account < 20 + ACCOUNTS - 4; account++) {
            made.open(account, OrderRig.ALICE, AccountKind.STANDARD);
        }
        return made;
    }

    private static void accept(final RejectCode code) {
        assertThat(code).isEqualTo(RejectCode.NONE);
    }

    private void openPosition() {
        accept(commands.deposit(1, 20_000 * OrderRig.USDC));
        accept(commands.price(500_000));
        accept(commands.trade(1, 9, OrderRig.ONE, 500_000));
    }

    private List<BooleanType> told(final OrderRig of) {
        return of.all(new ParametersChangedDecoder().sbeTemplateId()).stream()
                .map(event -> OrderRig.decode(event, new ParametersChangedDecoder()).adopted())
                .toList();
    }

    @Test
    void shouldAdoptOneAfterTheOtherInBoundedSlicesWhenAHundredStricterTermsWait() {
        openPosition();
        accept(commands.marginTerms(100_001, 50_001));
        assertThat(told(rig)).containsExactly(BooleanType.NO);
        for (int i = 2; i <= CHANGES; i++) {
            accept(commands.marginTerms(100_000 + i, 50_000 + i));
            assertThat(told(rig)).as("change %d begins or ends nothing", i).isEmpty();
            assertThat(rig.engine().inspector().termsAdoptedTo()).as("by change %d", i).isEqualTo(Long.MIN_VALUE);
        }
        final OrderRig twin = OrderRig.twin(rig, ONE_A_SLICE);
        for (int i = 1; i <= CHANGES; i++) {
            for (int timer = 1; timer < TIMERS; timer++) {
                rig.timer(50);
                assertThat(told(rig)).as("change %d, timer %d", i, timer).isEmpty();
            }
            rig.timer(50);
            assertThat(told(rig)).as("change %d ends, the next begins", i).isEqualTo(
                    i < CHANGES ? List.of(BooleanType.YES, BooleanType.NO) : List.of(BooleanType.YES));
            assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
        }
        // 50,000 at 5.01 %
        assertThat(rig.account(1).maintenanceMargin()).isEqualTo(2_505 * OrderRig.USDC);
        for (int timer = 0; timer < CHANGES * TIMERS; timer++) {
            twin.timer(50);
        }
        assertThat(twin.engine().stateHash()).isEqualTo(rig.engine().stateHash());
    }

    @Test
    void shouldBeginABoundedNumberAtOneTimerWhenMilderTermsWaited() {
        openPosition();
        accept(commands.borrowTerms(500_000, 400_000));
        for (int i = 1; i <= 2 * MOST_BEGUN + 1; i++) {
            accept(commands.borrowTerms(500_000 - i, 400_000 - i));
        }
        for (int timer = 1; timer < TIMERS; timer++) {
            rig.timer(50);
            assertThat(told(rig)).isEmpty();
        }
        rig.timer(50);
        assertThat(told(rig)).as("the end of the first, and what began then").hasSize(1 + MOST_BEGUN);
        rig.timer(50);
        assertThat(told(rig)).hasSize(MOST_BEGUN);
        rig.timer(50);
        assertThat(told(rig)).containsExactly(BooleanType.YES);
    }
}
