package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.DebtInsuredDecoder;
import io.evenkeel.codecs.DeficitTakenDecoder;
import io.evenkeel.codecs.InstructionEndedDecoder;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.inspect.HouseAccount;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Withdrawals that wait for their delay are the account's money until a gateway knows of them (SPEC 6): a liquidation
 * takes them back, and what pauses withdrawals keeps them waiting. More than 100 USDC waits for a day.
 */
class DelayedWithdrawalTest {
    private static final long USDC = OrderRig.USDC;
    private static final long ONE = OrderRig.ONE;
    private static final long VENUES_OWN = 9;
    private static final long BOBS = 2;
    private static final long DEBTOR = LiquidationRig.DEBTOR;
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;

    private final LiquidationRig market = new LiquidationRig(true, 3_000 * USDC);

    @BeforeEach
    void setUp() {
        market.accept(market.commands().delay(100 * USDC, DAY_MS));
        market.accept(market.commands().deposit(DEBTOR, 12_500 * USDC));
        market.accept(market.commands().deposit(BOBS, 10_000 * USDC));
    }

    private void withdraw(final long amount) {
        market.accept(market.commands().withdraw(OrderRig.ALICE, DEBTOR, amount * USDC));
    }

    private long inTransit() {
        return market.rig().engine().inspector().houseBalance(HouseAccount.IN_TRANSIT, 0, 0);
    }

    private List<Long> sentAfter(final long durationMs) {
        market.rig().timer(durationMs);
        return market.rig().all(SettlementInstructionDecoder.TEMPLATE_ID).stream()
                .map(told -> OrderRig.decode(told, new SettlementInstructionDecoder()).instruction())
                .toList();
    }

    private List<InstructionEndedDecoder> ended() {
        return market.rig().all(InstructionEndedDecoder.TEMPLATE_ID).stream()
                .map(told -> OrderRig.decode(told, new InstructionEndedDecoder()))
                .toList();
    }

    /** With 5,500 left and 6,000 lost it lacks 500; its own 10,000 are worth more than others' money. */
    @Test
    void shouldCureAnAccountWhenItsOwnMoneyHasNotLeftYet() {
        withdraw(10_000);
        assertThat(inTransit()).isEqualTo(10_000 * USDC);
        market.accept(market.commands().price(440_000));

        final InstructionEndedDecoder ended = market.rig().only(new InstructionEndedDecoder());
        assertThat(ended.outcome()).isEqualTo(InstructionOutcome.CANCELLED);
        assertThat(ended.amount()).isEqualTo(10_000 * USDC);
        assertThat(ended.balance()).isEqualTo(15_500 * USDC);
        final LiquidationStartedDecoder started = market.rig().only(new LiquidationStartedDecoder());
        assertThat(started.equity()).isEqualTo(9_500 * USDC);
        assertThat(started.maintenanceMargin()).isEqualTo(2_200 * USDC);
        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.CURED);
        assertThat(market.rig().all(DebtInsuredDecoder.TEMPLATE_ID)).isEmpty();
        assertThat(market.rig().all(DeficitTakenDecoder.TEMPLATE_ID)).isEmpty();
        assertThat(inTransit()).isZero();
        assertThat(sentAfter(DAY_MS)).isEmpty();
        assertThat(market.commands().cancel(OrderRig.ALICE, 1)).isEqualTo(RejectCode.UNKNOWN_INSTRUCTION);
    }

    /** 10,000 come back, but at 36,000 the debtor has lost 14,000 of 15,500: 1,500 are left, and MM is 1,800. */
    @Test
    void shouldLiquidateAllTheSameWhenItsOwnMoneyDoesNotSuffice() {
        withdraw(10_000);
        market.accept(market.commands().price(360_000));

        assertThat(ended()).hasSize(1);
        assertThat(market.rig().balance(DEBTOR)).isEqualTo(15_500 * USDC);
        assertThat(market.order().quantity()).isPositive();
    }

    @Test
    void shouldTakeBackTheNewestFirstWhenSeveralWait() {
        withdraw(6_000);
        withdraw(4_000);
        market.accept(market.commands().price(440_000));

        assertThat(ended()).extracting(InstructionEndedDecoder::instruction).containsExactly(2L, 1L);
        assertThat(ended()).extracting(InstructionEndedDecoder::balance)
                .containsExactly(9_500 * USDC, 15_500 * USDC);
    }

    /**
     * Six steps a slice: two debtors are looked at, the liquidation of one begins, and three withdrawals of it come
     * back. The other's begins with the next entry.
     */
    @Test
    void shouldTakeNoMoreThanASliceWhenManyWithdrawalsAreTakenBack() {
        final LiquidationRig sliced =
                new LiquidationRig(EngineLimits.small().withSliceEvaluations(6), true, 3_000 * USDC);
        sliced.accept(sliced.commands().delay(USDC, DAY_MS));
        sliced.accept(sliced.commands().deposit(DEBTOR, 2_300 * USDC));
        sliced.open(DEBTOR + 1, OrderRig.BOB, 3_000 * USDC);
        sliced.accept(sliced.commands().trade(DEBTOR + 1, VENUES_OWN, ONE, LiquidationRig.START));
        for (int n = 0; n < 3; n++) {
            sliced.accept(sliced.commands().withdraw(OrderRig.ALICE, DEBTOR, 100 * USDC));
        }
        sliced.accept(sliced.commands().price(440_000));

        assertThat(sliced.rig().all(InstructionEndedDecoder.TEMPLATE_ID)).hasSize(3);
        assertThat(sliced.rig().only(new LiquidationStartedDecoder()).account()).isEqualTo(DEBTOR);
        sliced.rig().timer(1);
        assertThat(sliced.rig().only(new LiquidationStartedDecoder()).account()).isEqualTo(DEBTOR + 1);
    }

    /** 100 went out at once, 9,900 wait. */
    @Test
    void shouldLeaveAWithdrawalAloneWhenAGatewayKnowsOfIt() {
        withdraw(100);
        withdraw(9_900);
        market.accept(market.commands().price(440_000));

        assertThat(ended()).extracting(InstructionEndedDecoder::instruction).containsExactly(2L);
        assertThat(inTransit()).isEqualTo(100 * USDC);
        assertThat(sentAfter(60_000)).containsExactly(1L);
    }

    /** The debtor loses 15,500 and 500 more: nobody holds the opposite side but the venue, which is exempt. */
    private void leaveADeficit() {
        market.accept(market.commands().price(340_000));
        market.accept(market.commands().trade(VENUES_OWN, DEBTOR, ONE, 340_000));
    }

    @Test
    void shouldWaitWhenSomethingIsMissingInThePool() {
        market.accept(market.commands().withdraw(OrderRig.BOB, BOBS, 1_000 * USDC));
        leaveADeficit();
        assertThat(market.socialised()).isEqualTo(-500 * USDC);

        assertThat(sentAfter(DAY_MS)).isEmpty();
        assertThat(sentAfter(DAY_MS)).isEmpty();
        assertThat(inTransit()).isEqualTo(1_000 * USDC);
        market.accept(market.commands().insure(500 * USDC));
        assertThat(sentAfter(1)).containsExactly(1L);
    }

    @Test
    void shouldLetItsOwnerCancelWhenAWithdrawalWaitsLongerThanItsDelay() {
        market.accept(market.commands().withdraw(OrderRig.BOB, BOBS, 1_000 * USDC));
        leaveADeficit();
        market.rig().timer(DAY_MS);

        market.accept(market.commands().cancel(OrderRig.BOB, 1));
        assertThat(market.rig().balance(BOBS)).isEqualTo(10_000 * USDC);
    }

    /** Insurance pays 100 of 500 at most; the pool's 400 that are to leave stay until what is missing is covered. */
    @Test
    void shouldWaitWhenThePoolItselfIsToBePaid() {
        market.accept(market.commands().insure(1_000 * USDC));
        market.accept(market.commands().insuranceLimits(100 * USDC, 0, 0));
        market.accept(market.commands().uninsure(400 * USDC, 0));
        leaveADeficit();
        assertThat(market.socialised()).isEqualTo(-400 * USDC);

        assertThat(sentAfter(DAY_MS)).isEmpty();
        market.accept(market.commands().insure(400 * USDC));
        assertThat(sentAfter(1)).containsExactly(1L);
    }

    /**
     * 1,000 are to leave the pool a day later. Then it takes a contract at 46,500, nobody else being left, and gets
     * 29,700 for it: of the 16,800 the 1,000 come first.
     */
    @Test
    void shouldTakeBackWhatIsToLeaveAPoolWhenOthersBearWhatItHasLost() {
        final LiquidationRig pool = new LiquidationRig(true, 3_000 * USDC);
        pool.accept(pool.commands().delay(100 * USDC, DAY_MS));
        pool.accept(pool.commands().insure(1_000 * USDC));
        pool.accept(pool.commands().uninsure(1_000 * USDC, 0));
        pool.accept(pool.commands().deposit(1, 100_000 * USDC));
        pool.accept(pool.commands().deposit(BOBS, 100_000 * USDC));
        pool.accept(pool.commands().trade(VENUES_OWN, 1, 2 * ONE, LiquidationRig.START));
        pool.accept(pool.commands().price(465_000));
        pool.rig().timer(50);
        pool.rig().timer(2_000);
        pool.rig().timer(50);
        pool.accept(pool.commands().price(300_000));
        pool.rig().waitMs(2_000);
        pool.accept(pool.commands().bid(OrderRig.BOB, BOBS, 2, ONE, 297_000));

        final InstructionEndedDecoder ended = pool.rig().only(new InstructionEndedDecoder());
        assertThat(ended.outcome()).isEqualTo(InstructionOutcome.CANCELLED);
        assertThat(ended.amount()).isEqualTo(1_000 * USDC);
        assertThat(pool.rig().only(new DeficitTakenDecoder()).amount()).isEqualTo(15_800 * USDC);
        assertThat(pool.insurance()).isZero();
        assertThat(pool.rig().engine().inspector().houseBalance(HouseAccount.IN_TRANSIT, 0, 0)).isZero();
        assertThat(pool.rig().engine().inspector().violatedInvariants()).isEmpty();
    }

    /** Two percent off the mark where one is the band: without cycles that pauses withdrawals for eight hours. */
    @Test
    void shouldWaitWhenAFillFarOffTheMarkPausesWithdrawals() {
        market.accept(market.commands().delay(100 * USDC, HOUR_MS));
        market.accept(market.commands().market(0, 10_000, 0, 0));
        market.accept(market.commands().withdraw(OrderRig.BOB, BOBS, 1_000 * USDC));
        market.accept(market.commands().trade(BOBS, VENUES_OWN, 1, 510_000));

        assertThat(sentAfter(HOUR_MS)).isEmpty();
        assertThat(sentAfter(7 * HOUR_MS - 1)).isEmpty();
        assertThat(sentAfter(1)).containsExactly(1L);
    }
}
