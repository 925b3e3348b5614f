package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.CycleClosedDecoder;
import io.evenkeel.codecs.CycleMarkDecoder;
import io.evenkeel.codecs.CycleSettledDecoder;
import io.evenkeel.codecs.CycleStartedDecoder;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.inspect.PositionReport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Settlement cycles in round numbers: one contract is worth its price in USDC. */
class CycleTest {
    private static final long USDC = OrderRig.USDC;
    private static final long HOUR_MS = 3_600_000;
    /** The engine of these tests settles one account beside a command, and eight at a timer. */
    private static final EngineLimits ONE_A_SLICE = EngineLimits.small().withSliceEvaluations(1);

    private final OrderRig rig = OrderRig.market(ONE_A_SLICE);
    private final OrderCommands commands = new OrderCommands(rig);

    private void accept(final RejectCode code) {
        assertThat(code).isEqualTo(RejectCode.NONE);
        assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
    }

    /** Accounts 1 and 2 have so much, and 1 buys a contract from 2 at 50,000; then the price goes to 51,000. */
    private void marketWith(final long first, final long second) {
        accept(commands.deposit(1, first * USDC));
        accept(commands.deposit(2, second * USDC));
        buyBeforeTheRise(1, 2);
    }

    private void buyBeforeTheRise(final long buyer, final long seller) {
        accept(commands.price(500_000));
        accept(commands.trade(buyer, seller, OrderRig.ONE, 500_000));
        accept(commands.price(510_000));
    }

    private void timers(final int count) {
        for (int i = 0; i < count; i++) {
            rig.timer(50);
            assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
        }
    }

    /** Runs the cycle that was started to its end. {@return its batch record} */
    private CycleClosedDecoder finish() {
        for (int i = 0; i < 10 && rig.all(CycleClosedDecoder.TEMPLATE_ID).isEmpty(); i++) {
            timers(1);
        }
        return rig.only(new CycleClosedDecoder());
    }

    private long clearing() {
        return rig.engine().inspector().houseBalance(HouseAccount.CLEARING, 0, 0);
    }

    private PositionReport held(final long account) {
        return rig.account(account).positions().get(0);
    }

    @Test
    void shouldPayUnrealisedProfitIntoBalancesWhenACycleRuns() {
        marketWith(10_000, 10_000);
        accept(commands.startCycle());
        assertThat(rig.only(new CycleStartedDecoder()).cycle()).isEqualTo(1);
        final CycleMarkDecoder mark = rig.only(new CycleMarkDecoder());
        assertThat(mark.mark()).isEqualTo(510_000);
        final CycleClosedDecoder batch = finish();
        assertThat(rig.balance(1)).isEqualTo(11_000 * USDC);
        assertThat(rig.balance(2)).isEqualTo(9_000 * USDC);
        assertThat(held(1).entryValue()).isEqualTo(51_000 * USDC);
        assertThat(held(2).entryValue()).isEqualTo(-51_000 * USDC);
        assertThat(held(1).entryCost()).isEqualTo(50_000 * USDC);
        assertThat(held(1).unrealised()).isZero();
        assertThat(List.of(batch.cycle(), batch.accounts(), batch.positions(), batch.instructions(),
                batch.positionsLeft())).containsExactly(1L, 2L, 2L, 0L, 0L);
        assertThat(batch.debits()).isEqualTo(1_000 * USDC);
        assertThat(batch.credits()).isEqualTo(1_000 * USDC);
        assertThat(batch.previousHash()).isZero();
        assertThat(clearing()).isZero();
    }

    @Test
    void shouldCountWhatClearingHoldsWhenProfitWasRealisedBefore() {
        marketWith(10_000, 10_000);
        accept(commands.startCycle());
        final long firstHash = finish().hash();
        accept(commands.deposit(3, 10_000 * USDC));
        accept(commands.price(520_000));
        accept(commands.trade(3, 1, OrderRig.ONE, 520_000));
        assertThat(clearing()).isEqualTo(-1_000 * USDC);
        accept(commands.startCycle());
        final CycleClosedDecoder batch = finish();
        // Account 2 loses 1,000, account 3 gains nothing: CLEARING gets back what it paid account 1.
        assertThat(rig.balance(1)).isEqualTo(12_000 * USDC);
        assertThat(rig.balance(2)).isEqualTo(8_000 * USDC);
        assertThat(rig.balance(3)).isEqualTo(10_000 * USDC);
        assertThat(batch.debits()).isEqualTo(1_000 * USDC);
        assertThat(batch.credits()).isEqualTo(1_000 * USDC);
        assertThat(batch.previousHash()).isEqualTo(firstHash);
        assertThat(batch.hash()).isNotEqualTo(firstHash);
        assertThat(clearing()).isZero();
    }

    @Test
    void shouldSettleAnAccountFirstWhenACommandTouchesItInACycle() {
        for (long account = 1; account <= 3; account++) {
            accept(commands.deposit(account, 10_000 * USDC));
        }
        accept(commands.price(500_000));
        accept(commands.trade(1, 3, OrderRig.ONE, 500_000));
        accept(commands.price(510_000));
        accept(commands.startCycle());
        accept(commands.price(530_000));
        // Account 3 is settled at 51,000 before it buys back at 53,000; account 2 opens at 53,000 in the same cycle.
        accept(commands.trade(3, 2, OrderRig.ONE, 530_000));
        final CycleSettledDecoder settled = rig.only(new CycleSettledDecoder());
        assertThat(settled.account()).isEqualTo(3);
        assertThat(settled.amount()).isEqualTo(-1_000 * USDC);
        assertThat(settled.balance()).isEqualTo(9_000 * USDC);
        assertThat(rig.balance(3)).isEqualTo(7_000 * USDC);
        finish();
        assertThat(rig.balance(1)).isEqualTo(11_000 * USDC);
        assertThat(rig.balance(2)).isEqualTo(10_000 * USDC);
        assertThat(rig.balance(3)).isEqualTo(7_000 * USDC);
        assertThat(held(2).entryValue()).isEqualTo(-53_000 * USDC);
        assertThat(rig.account(1).equity()).isEqualTo(13_000 * USDC);
    }

    /** Account 3, which settles outside, has 5,050 and gains 1,000 in the cycle that has begun; 5,100 must stay. */
    private void cycleBeforeAccountThree() {
        accept(commands.deposit(1, 10_000 * USDC));
        accept(commands.deposit(3, 5_050 * USDC));
        buyBeforeTheRise(3, 1);
        accept(commands.terms(3, 0, SettlementMode.EXTERNAL));
        accept(commands.startCycle());
        assertThat(rig.all(SettlementInstructionDecoder.TEMPLATE_ID)).isEmpty();
    }

    @Test
    void shouldPayByWhatHeldBeforeWhenMarginIsReservedInACycle() {
        cycleBeforeAccountThree();
        accept(commands.reserve(OrderRig.VENUE, 3, 900 * USDC));
        assertThat(rig.only(new SettlementInstructionDecoder()).amount()).isEqualTo(950 * USDC);
    }

    @Test
    void shouldPayByWhatHeldBeforeWhenAnAccountIsToSettleInsideFromNowOn() {
        cycleBeforeAccountThree();
        accept(commands.terms(3, 0, SettlementMode.INTERNAL));
        assertThat(rig.only(new SettlementInstructionDecoder()).amount()).isEqualTo(950 * USDC);
    }

    @Test
    void shouldStartAtTheBoundaryWhenCyclesHaveAPeriod() {
        marketWith(10_000, 10_000);
        for (long account = 11; account <= 20; account++) {
            rig.open(account, OrderRig.ALICE, AccountKind.STANDARD);
        }
        accept(commands.settlement(HOUR_MS, 60_000, 0, 0));
        rig.timer(HOUR_MS - rig.timeMs() % HOUR_MS - 1);
        assertThat(rig.all(CycleStartedDecoder.TEMPLATE_ID)).isEmpty();
        rig.timer(1);
        assertThat(rig.only(new CycleStartedDecoder()).cycle()).isEqualTo(1);
        assertThat(commands.startCycle()).as("while one runs").isEqualTo(RejectCode.ALREADY_EXISTS);
        timers(10);
        rig.timer(3 * HOUR_MS);
        assertThat(rig.only(new CycleStartedDecoder()).cycle()).isEqualTo(2);
        timers(10);
        accept(commands.settlement(0, 60_000, 0, 0));
        rig.timer(3 * HOUR_MS);
        assertThat(rig.all(CycleStartedDecoder.TEMPLATE_ID)).isEmpty();
    }

    /** 34 accounts: the command that starts the cycle settles one, each other command one, each timer eight. */
    @Test
    void shouldSettleEightTimesAsManyAtATimerWhenNothingElseIsThere() {
        marketWith(10_000, 10_000);
        for (long account = 11; account <= 40; account++) {
            rig.open(account, OrderRig.ALICE, AccountKind.STANDARD);
        }
        accept(commands.startCycle());
        accept(commands.deposit(40, 1));
        timers(3);
        assertThat(rig.all(CycleClosedDecoder.TEMPLATE_ID)).isEmpty();
        timers(1);
        assertThat(rig.only(new CycleClosedDecoder()).accounts()).isEqualTo(2);
    }

    @Test
    void shouldLeaveAnInstrumentToTheNextCycleWhenItsPriceDoesNotAllowFunding() {
        marketWith(10_000, 10_000);
        accept(commands.halt(true));
        accept(commands.startCycle());
        assertThat(rig.only(new CycleStartedDecoder()).instruments()).isZero();
        assertThat(rig.only(new CycleMarkDecoder()).mark()).isZero();
        assertThat(finish().positions()).isZero();
        assertThat(rig.balance(1)).isEqualTo(10_000 * USDC);
        accept(commands.halt(false));
        accept(commands.startCycle());
        finish();
        assertThat(rig.balance(1)).isEqualTo(11_000 * USDC);
    }

    @Test
    void shouldPayOutWhatMarginAllowsWhenAnAccountSettlesOutside() {
        // After settlement 6,050; a tenth of 51,000 must stay.
        marketWith(5_050, 10_000);
        accept(commands.terms(1, 0, SettlementMode.EXTERNAL));
        accept(commands.startCycle());
        final SettlementInstructionDecoder told = rig.only(new SettlementInstructionDecoder());
        assertThat(told.kind()).isEqualTo(InstructionKind.PAY);
        assertThat(told.cycle()).isEqualTo(1);
        assertThat(told.amount()).isEqualTo(950 * USDC);
        assertThat(finish().instructions()).isEqualTo(1);
        assertThat(rig.balance(1)).isEqualTo(5_100 * USDC);
        assertThat(rig.engine().inspector().houseBalance(HouseAccount.IN_TRANSIT, 0, 0)).isEqualTo(950 * USDC);
        accept(commands.confirm(1));
        assertThat(rig.engine().inspector().houseBalance(HouseAccount.IN_TRANSIT, 0, 0)).isZero();
        assertThat(rig.balance(1)).isEqualTo(5_100 * USDC);
    }

    @Test
    void shouldReturnAPaymentWhenItFails() {
        marketWith(8_000, 10_000);
        accept(commands.terms(1, 0, SettlementMode.EXTERNAL));
        accept(commands.startCycle());
        finish();
        assertThat(rig.balance(1)).as("the profit alone is paid out").isEqualTo(8_000 * USDC);
        accept(commands.confirm(1, InstructionOutcome.FAILED));
        assertThat(rig.balance(1)).isEqualTo(9_000 * USDC);
    }

    @Test
    void shouldCollectADebtOnceWhenAnAccountSettlesOutside() {
        accept(commands.deposit(1, 10_000 * USDC));
        buyBeforeTheRise(1, 9);
        accept(commands.terms(9, 0, SettlementMode.EXTERNAL));
        accept(commands.startCycle());
        assertThat(finish().instructions()).isEqualTo(1);
        assertThat(rig.balance(9)).isEqualTo(-1_000 * USDC);
        assertThat(rig.engine().inspector().houseBalance(HouseAccount.IN_TRANSIT, 0, 0)).isZero();
        accept(commands.startCycle());
        assertThat(finish().instructions()).as("what is being collected is not collected again").isZero();
        accept(commands.confirm(1, InstructionOutcome.FAILED));
        assertThat(rig.balance(9)).isEqualTo(-1_000 * USDC);
        accept(commands.startCycle());
        assertThat(finish().instructions()).isEqualTo(1);
        accept(commands.confirm(2, InstructionOutcome.CONFIRMED));
        assertThat(rig.balance(9)).isZero();
        assertThat(rig.engine().inspector().houseBalance(HouseAccount.EXTERNAL, 0, 0)).isEqualTo(-11_000 * USDC);
    }
}
