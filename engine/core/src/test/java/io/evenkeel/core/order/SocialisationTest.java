package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.DeficitChargedDecoder;
import io.evenkeel.codecs.DeficitCoveredDecoder;
import io.evenkeel.codecs.DeficitTakenDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.ledger.AccountStore;
import org.junit.jupiter.api.Test;

/**
 * Where nobody is left to close, the pool takes the rest at mark, and what is missing is charged to holders (SPEC 6,
 * steps 4 and 5). At 46,500 the debtor's equity is 3,000 − 3,500 = −500: the pool takes its contract and 500 are
 * missing. Account 1 belongs to the debtor's owner, so it is not asked to close, but it is charged.
 */
class SocialisationTest {
    private static final long USDC = OrderRig.USDC;
    private static final long ONE = OrderRig.ONE;
    private static final long AUCTION_MS = 2_000;
    private static final long VENUES_OWN = 9;
    private static final long SAME_OWNER = 1;
    private static final long DEBTOR = LiquidationRig.DEBTOR;

    private final LiquidationRig market = new LiquidationRig(true, 3_000 * USDC);

    private static void goShort(final LiquidationRig in, final long quantity) {
        in.accept(in.commands().deposit(SAME_OWNER, 100_000 * USDC));
        in.accept(in.commands().trade(VENUES_OWN, SAME_OWNER, quantity, LiquidationRig.START));
    }

    private void fall() {
        market.accept(market.commands().price(465_000));
        market.rig().timer(50);
        market.rig().timer(AUCTION_MS);
        assertThat(market.rig().engine().inspector().violatedInvariants()).isEmpty();
    }

    private PriceState state() {
        return market.rig().engine().inspector().price(io.evenkeel.codecs.PricedKind.INSTRUMENT, 0).state();
    }

    /** 500 over two contracts are 250 each; the venue's own account, which is long, and cash pay nothing. */
    @Test
    void shouldChargeTheOppositeSideOnceWhenThePoolTookTheRest() {
        goShort(market, 2 * ONE);
        market.accept(market.commands().deposit(2, 1_000 * USDC));
        fall();

        final DeficitTakenDecoder taken = market.rig().only(new DeficitTakenDecoder());
        assertThat(taken.amount()).isEqualTo(500 * USDC);
        assertThat(taken.fromShorts()).isEqualTo(500 * USDC);
        assertThat(taken.left()).isZero();
        assertThat(taken.bankruptcyPrice()).isEqualTo(470_000);
        assertThat(taken.mark()).isEqualTo(465_000);
        assertThat(taken.quantity()).isEqualTo(ONE);
        final DeficitChargedDecoder charged = market.rig().only(new DeficitChargedDecoder());
        assertThat(charged.side()).isEqualTo(Side.SELL);
        assertThat(charged.quantity()).isEqualTo(2 * ONE);
        assertThat(charged.step()).isEqualTo(2_500);
        assertThat(charged.cumulativeShort()).isEqualTo(-2_500);
        assertThat(charged.cumulativeLong()).isZero();
        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.EMPTIED);
        assertThat(market.rig().balance(DEBTOR)).isZero();
        assertThat(market.rig().balance(SAME_OWNER)).isEqualTo(99_500 * USDC);
        assertThat(market.rig().balance(2)).isEqualTo(1_000 * USDC);
        assertThat(market.rig().balance(VENUES_OWN)).isZero();
        assertThat(market.socialised()).isZero();
        assertThat(market.rig().position(AccountStore.POOL_ID)).isEqualTo(ONE);
        assertThat(market.rig().position(VENUES_OWN)).isEqualTo(ONE);
    }

    /** 500 over three contracts are 166.66…: 166.7 each, whose 10 cents too much are insurance's. */
    @Test
    void shouldGiveTheExcessToInsuranceWhenTheChargeDoesNotDivide() {
        goShort(market, 3 * ONE);
        fall();

        final DeficitChargedDecoder charged = market.rig().only(new DeficitChargedDecoder());
        assertThat(charged.step()).isEqualTo(1_667);
        assertThat(charged.amount()).isEqualTo(500 * USDC);
        assertThat(charged.excess()).isEqualTo(100_000);
        assertThat(market.insurance()).isEqualTo(100_000);
        assertThat(market.rig().balance(SAME_OWNER)).isEqualTo(99_499_900_000L);
    }

    /** With funding the charge has nine decimals more: 1,666.666666667 mantissas, and no whole unit is too much. */
    @Test
    void shouldChargeByTheBillionthWhenTheMarketHasFunding() {
        final LiquidationRig funded = LiquidationRig.funded(true, 3_000 * USDC);
        goShort(funded, 3 * ONE);
        funded.accept(funded.commands().price(465_000));
        funded.rig().timer(50);
        funded.rig().timer(AUCTION_MS);

        final DeficitChargedDecoder charged = funded.rig().only(new DeficitChargedDecoder());
        assertThat(charged.step()).isEqualTo(1_666_666_666_667L);
        assertThat(charged.excess()).isZero();
        assertThat(funded.rig().balance(SAME_OWNER)).isEqualTo(99_500 * USDC - 1);
        assertThat(funded.rig().engine().inspector().violatedInvariants()).isEmpty();
    }

    /** Nobody is there to pay: it stays in SOCIALISED, the market halts, nobody withdraws, until income covers it. */
    @Test
    void shouldHaltTheMarketWhenNobodyHoldsAnything() {
        market.accept(market.commands().deposit(2, 1_000 * USDC));
        fall();

        assertThat(market.rig().only(new DeficitTakenDecoder()).left()).isEqualTo(500 * USDC);
        assertThat(market.socialised()).isEqualTo(-500 * USDC);
        assertThat(state()).isEqualTo(PriceState.HALTED);
        market.accept(market.commands().price(466_000));
        assertThat(state()).isEqualTo(PriceState.HALTED);
        assertThat(market.commands().withdraw(OrderRig.BOB, 2, USDC)).isEqualTo(RejectCode.WITHDRAWALS_PAUSED);
        market.accept(market.commands().insure(500 * USDC - 1));
        assertThat(market.rig().only(new DeficitCoveredDecoder()).left()).isEqualTo(1);
        assertThat(market.commands().withdraw(OrderRig.BOB, 2, USDC)).isEqualTo(RejectCode.WITHDRAWALS_PAUSED);
        market.accept(market.commands().insure(3));
        assertThat(market.socialised()).isZero();
        assertThat(market.insurance()).isEqualTo(2);
        market.accept(market.commands().withdraw(OrderRig.BOB, 2, USDC));
        market.accept(market.commands().price(466_000));
        assertThat(state()).isEqualTo(PriceState.VALID);
    }

    /** A tenth of a contract can be charged 5 % of 46,500 for each contract, 232.5; 267.5 stay open. */
    @Test
    void shouldChargeNoMoreThanTheCapWhenFewAreLeft() {
        goShort(market, ONE / 10);
        fall();

        final DeficitTakenDecoder taken = market.rig().only(new DeficitTakenDecoder());
        assertThat(taken.fromShorts()).isEqualTo(232_500_000);
        assertThat(taken.fromLongs()).isZero();
        assertThat(taken.left()).isEqualTo(267_500_000);
        // Half the room, 1 % of mark, at a time: the rest with each log entry that follows.
        assertThat(market.rig().only(new DeficitChargedDecoder()).step()).isEqualTo(4_650);
        assertThat(state()).isEqualTo(PriceState.VALID);
        for (int timers = 0; timers < 4; timers++) {
            market.rig().timer(50);
            assertThat(market.rig().engine().inspector().violatedInvariants()).isEmpty();
        }
        assertThat(market.rig().balance(SAME_OWNER)).isEqualTo(99_767_500_000L);
        assertThat(market.socialised()).isEqualTo(-267_500_000);
        market.rig().timer(50);
        assertThat(state()).isEqualTo(PriceState.HALTED);
    }

    /** Half of those who are charged leave after the first of five steps: 186 are left, and 35 were beyond the cap. */
    private void halfLeaves() {
        goShort(market, ONE / 5);
        fall();
        assertThat(market.rig().only(new DeficitTakenDecoder()).fromShorts()).isEqualTo(465 * USDC);
        assertThat(market.rig().only(new DeficitChargedDecoder()).amount()).isEqualTo(93 * USDC);
        market.accept(market.commands().trade(SAME_OWNER, VENUES_OWN, ONE / 10, 465_000));
        for (int steps = 1; steps < 4; steps++) {
            assertThat(market.rig().only(new DeficitChargedDecoder()).step()).isEqualTo(4_650);
            market.rig().timer(50);
        }
        // Four of five steps were for a tenth of a contract: 93 + 4 · 46.5 of 465.
        assertThat(market.rig().only(new DeficitChargedDecoder()).left()).isEqualTo(186 * USDC);
        market.rig().timer(50);
        assertThat(market.rig().all(DeficitChargedDecoder.TEMPLATE_ID)).isEmpty();
        // 350 realised by buying a tenth back at 46,500, 279 charged.
        assertThat(market.rig().balance(SAME_OWNER)).isEqualTo(100_071 * USDC);
        assertThat(market.rig().engine().inspector().violatedInvariants()).isEmpty();
    }

    @Test
    void shouldChargeThoseWhoStayNoMoreThanTheCapWhenOthersLeave() {
        halfLeaves();

        assertThat(market.socialised()).isEqualTo(-221 * USDC);
        market.rig().timer(50);
        assertThat(state()).isEqualTo(PriceState.HALTED);
    }

    /** Account 2 is long a fifth, so it may be charged 465; of these 35 were its own side's from the beginning. */
    @Test
    void shouldChargeTheOtherSideWhenThoseWhoWereToPayLeave() {
        market.accept(market.commands().deposit(2, 100_000 * USDC));
        market.accept(market.commands().trade(2, VENUES_OWN, ONE / 5, LiquidationRig.START));
        goShort(market, ONE / 5);
        fall();
        assertThat(market.rig().only(new DeficitTakenDecoder()).fromLongs()).isEqualTo(35 * USDC);
        market.accept(market.commands().trade(SAME_OWNER, VENUES_OWN, ONE / 10, 465_000));
        for (int timers = 0; timers < 12; timers++) {
            market.rig().timer(50);
            assertThat(market.rig().engine().inspector().violatedInvariants()).isEmpty();
        }

        assertThat(market.socialised()).isZero();
        assertThat(state()).isEqualTo(PriceState.VALID);
        assertThat(market.rig().balance(SAME_OWNER)).isEqualTo(100_071 * USDC);
        assertThat(market.rig().balance(2)).isEqualTo(99_779 * USDC);
    }

    /** Longs pay by a rising index, for which their certificates have to be made anew first, by a cursor. */
    @Test
    void shouldRaiseCeilingsFirstWhenLongsAreCharged() {
        final LiquidationRig ofShort = new LiquidationRig(false, 3_000 * USDC);
        ofShort.accept(ofShort.commands().deposit(SAME_OWNER, 100_000 * USDC));
        ofShort.accept(ofShort.commands().trade(SAME_OWNER, VENUES_OWN, 2 * ONE, LiquidationRig.START));
        ofShort.accept(ofShort.commands().price(535_000));
        ofShort.rig().timer(50);
        ofShort.rig().timer(AUCTION_MS);
        assertThat(ofShort.rig().only(new DeficitTakenDecoder()).fromLongs()).isEqualTo(500 * USDC);
        assertThat(ofShort.rig().all(DeficitChargedDecoder.TEMPLATE_ID)).isEmpty();
        assertThat(ofShort.socialised()).isEqualTo(-500 * USDC);
        for (int timers = 0; timers < 3 && ofShort.socialised() != 0; timers++) {
            ofShort.rig().timer(50);
        }
        assertThat(ofShort.rig().only(new DeficitChargedDecoder()).cumulativeLong()).isEqualTo(2_500);
        assertThat(ofShort.rig().balance(SAME_OWNER)).isEqualTo(99_500 * USDC);
        assertThat(ofShort.rig().engine().inspector().violatedInvariants()).isEmpty();
    }

    /** What the pool holds is auctioned on: after half of 2 s at 0.5 % below 46,500, and the loss is insurance's. */
    @Test
    void shouldAuctionItOnWhenThePoolHoldsAPosition() {
        goShort(market, 2 * ONE);
        market.accept(market.commands().deposit(2, 100_000 * USDC));
        market.accept(market.commands().insure(1_000 * USDC));
        fall();
        market.rig().timer(50);
        final LiquidationStartedDecoder started = market.rig().only(new LiquidationStartedDecoder());
        assertThat(started.account()).isEqualTo(AccountStore.POOL_ID);
        assertThat(market.rig().only(new LiquidationOrderDecoder()).quantity()).isEqualTo(ONE);
        market.rig().waitMs(1_000);

        // 0.5 % of 46,500 are 232.5.
        assertThat(market.commands().bid(OrderRig.BOB, 2, 2, ONE, 462_674)).isEqualTo(RejectCode.PRICE_MOVED);
        market.accept(market.commands().bid(OrderRig.BOB, 2, 2, ONE, 462_675));

        assertThat(market.trades().get(0).penalty()).isZero();
        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.EMPTIED);
        assertThat(market.insurance()).isEqualTo(767_500_000);
        assertThat(market.rig().position(AccountStore.POOL_ID)).isZero();
        assertThat(market.rig().balance(AccountStore.POOL_ID)).isZero();
        market.accept(market.commands().withdraw(OrderRig.BOB, 2, USDC));
    }

    @Test
    void shouldGoOnAsBeforeWhenAnEngineIsRestoredWithADeficit() {
        goShort(market, ONE / 10);
        fall();
        for (int timers = 0; timers < 4; timers++) {
            final OrderRig twin = OrderRig.twin(market.rig());
            assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
            twin.timer(50);
            market.rig().timer(50);
            assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
            assertThat(twin.engine().inspector().violatedInvariants()).isEmpty();
        }
    }
}
