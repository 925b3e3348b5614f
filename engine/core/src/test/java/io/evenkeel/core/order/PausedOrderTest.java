package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.OrderReason;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.EngineLimits;
import org.junit.jupiter.api.Test;

/**
 * The clock of an auction whose price stops allowing liquidation pauses (SPEC 6). The debtor's order begins at a mark
 * of 49,000; its discount grows to 1 % in 2 s.
 */
class PausedOrderTest {
    private static final long KEEPER = 2;
    private static final long SAME_OWNER = 1;
    private static final long VENUES_OWN = 9;

    private final LiquidationRig market = new LiquidationRig(true, 3_000 * OrderRig.USDC);
    private final OrderRig rig = market.rig();
    private final OrderCommands commands = market.commands();

    /** A price that is moved in its favour while halted would cure the debtor. */
    private void breach() {
        market.accept(commands.staleFavour(0));
        market.accept(commands.deposit(KEEPER, 100_000 * OrderRig.USDC));
        market.accept(commands.price(490_000));
    }

    private void halt(final boolean isHalted) {
        market.accept(commands.halt(isHalted));
    }

    private RejectCode bid(final long limit) {
        return commands.bid(OrderRig.BOB, KEEPER, 1, OrderRig.ONE / 10, limit);
    }

    private boolean isAnythingSaid() {
        return !rig.all(LiquidationOrderDecoder.TEMPLATE_ID).isEmpty();
    }

    /**
     * It is halted after 1 s, at 0.5 %: 48,755. So it is when the price is back, before a timer and after it; 475 ms
     * later it is 0.7375 % below, 48,638.625, down to 48,638.6.
     */
    @Test
    void shouldGoOnWhereItsClockStoodWhenThePriceIsBack() {
        breach();
        final long startMs = rig.timeMs();
        rig.waitMs(1_000);
        halt(true);
        rig.timer(50);
        assertThat(market.order().quantity()).isZero();
        rig.timer(10_000);
        assertThat(isAnythingSaid()).isFalse();
        assertThat(bid(487_550)).isEqualTo(RejectCode.HALTED);
        halt(false);
        assertThat(bid(487_549)).isEqualTo(RejectCode.PRICE_MOVED);
        rig.timer(50);

        assertThat(market.order().step()).isEqualTo(LiquidationStep.AUCTION);
        assertThat(market.order().startTimeMs()).isEqualTo(startMs + 10_100);
        assertThat(market.order().quantity()).isPositive();
        rig.waitMs(475);
        assertThat(bid(486_385)).isEqualTo(RejectCode.PRICE_MOVED);
        assertThat(bid(486_386)).isEqualTo(RejectCode.NONE);
        assertThat(market.trades().get(0).price()).isEqualTo(486_386);
    }

    /** It had 500 ms of the 2 s for which insurance offers to pay, and has the rest. */
    @Test
    void shouldGoOnAtItsStepWhenInsuranceHadBegunToOffer() {
        breach();
        rig.timer(2_000);
        assertThat(market.order().step()).isEqualTo(LiquidationStep.INSURED);
        rig.timer(500);
        halt(true);
        rig.timer(50);
        rig.timer(60_000);
        halt(false);
        rig.timer(50);
        assertThat(market.order().step()).isEqualTo(LiquidationStep.INSURED);

        rig.timer(1_499);
        assertThat(isAnythingSaid()).isFalse();
        rig.timer(1);
        assertThat(market.order().step()).isEqualTo(LiquidationStep.DELEVERAGED);
    }

    /** After 500 ms nobody looked for ten minutes, and then the price could not be trusted: nobody could have bid. */
    @Test
    void shouldGoOnWhereItsClockStoodWhenTheClusterWasAway() {
        breach();
        rig.timer(500);
        rig.waitMs(600_000);
        halt(true);
        rig.timer(50);
        halt(false);
        rig.timer(50);

        assertThat(market.order().step()).isEqualTo(LiquidationStep.AUCTION);
        assertThat(market.order().reason()).isEqualTo(OrderReason.RESUMED);
        assertThat(market.order().startTimeMs()).isEqualTo(rig.timeMs() - 500);
    }

    /** Its price is gone for 900 ms between two timers: of 2 s it has had 1,550 ms, not 2,450. */
    @Test
    void shouldStandStillWhenNoTimerSawThatThePriceWasGone() {
        breach();
        rig.timer(750);
        rig.timer(750);
        halt(true);
        rig.waitMs(900);
        halt(false);
        // After 1,500 ms it is 0.75 % below 49,000: 48,632.5.
        assertThat(bid(486_324)).isEqualTo(RejectCode.PRICE_MOVED);
        rig.timer(50);

        assertThat(market.order().step()).isEqualTo(LiquidationStep.AUCTION);
        assertThat(market.order().reason()).isEqualTo(OrderReason.RESUMED);
        assertThat(market.order().startTimeMs()).isEqualTo(rig.timeMs() - 1_550);
        rig.timer(449);
        assertThat(market.order().step()).isEqualTo(LiquidationStep.AUCTION);
        rig.timer(1);
        assertThat(market.order().step()).isEqualTo(LiquidationStep.INSURED);
    }

    @Test
    void shouldGoOnAsItWouldHaveWhenAnEngineIsRestoredWhileAnOrderIsPaused() {
        breach();
        rig.waitMs(1_000);
        halt(true);
        rig.timer(50);
        final OrderRig twin = OrderRig.twin(rig);
        assertThat(twin.engine().stateHash()).isEqualTo(rig.engine().stateHash());
        final OrderCommands twinCommands = new OrderCommands(twin).startingAt(commands.lastId());
        halt(false);
        market.accept(twinCommands.halt(false));
        rig.timer(3_000);
        twin.timer(3_000);

        assertThat(market.order().step()).isEqualTo(LiquidationStep.AUCTION);
        assertThat(twin.engine().stateHash()).isEqualTo(rig.engine().stateHash());
    }

    /**
     * Halted at 50,000, a long is judged at 52,500. With another contract from 53,000 the debtor has 3,000 + 2,500
     * − 500, under 5,250. At 52,400 it has 4,800 against 5,240, which is no hurry: keepers have all of an auction.
     */
    @Test
    void shouldHaveAWholeAuctionWhenNothingCouldBeSoldAtTheBreach() {
        halt(true);
        market.accept(commands.trade(LiquidationRig.DEBTOR, VENUES_OWN, OrderRig.ONE, 530_000));
        rig.timer(50);
        assertThat(rig.account(LiquidationRig.DEBTOR).liquidation()).isEqualTo(1);
        assertThat(isAnythingSaid()).isFalse();
        rig.timer(120_000);
        market.accept(commands.price(524_000));
        halt(false);
        rig.timer(50);

        assertThat(market.order().step()).isEqualTo(LiquidationStep.AUCTION);
        assertThat(market.order().startTimeMs()).isEqualTo(rig.timeMs());
    }

    /**
     * Three debtors breach, one with each entry, and the cluster is away for a minute. What prices let breach before
     * is liquidated, but nothing is sold at them: the price is stale after 30 s, and keepers have a whole auction.
     */
    @Test
    void shouldSellNothingAtOldPricesWhenATaskWasUnderWayBeforeAnOutage() {
        final LiquidationRig slow =
                new LiquidationRig(EngineLimits.small().withSliceEvaluations(1), true, 3_000 * OrderRig.USDC);
        for (long account = 12; account <= 13; account++) {
            slow.open(account, OrderRig.ALICE, 3_000 * OrderRig.USDC);
            slow.accept(slow.commands().trade(account, VENUES_OWN, OrderRig.ONE, LiquidationRig.START));
        }
        slow.accept(slow.commands().deposit(KEEPER, 100_000 * OrderRig.USDC));
        slow.accept(slow.commands().backstop(KEEPER, 200_000 * OrderRig.USDC));
        slow.accept(slow.commands().staleFavour(0, 30_000));
        slow.accept(slow.commands().price(490_000));
        slow.rig().timer(60_000);
        final long backMs = slow.rig().timeMs();

        assertThat(slow.rig().engine().inspector().isTaskRunning()).isFalse();
        assertThat(slow.trades()).isEmpty();
        for (long account = 11; account <= 13; account++) {
            assertThat(slow.rig().account(account).liquidation()).isPositive();
        }
        slow.accept(slow.commands().price(490_000));
        slow.rig().timer(50);
        assertThat(slow.trades()).isEmpty();
        assertThat(slow.order().step()).isEqualTo(LiquidationStep.AUCTION);
        assertThat(slow.order().startTimeMs()).isGreaterThanOrEqualTo(backMs);
    }

    /** At 47,100 equity is 100, so no price below 47,000 is taken: after 1 s that is where the auction stands. */
    @Test
    void shouldRefuseTheOwnersBidWhenTheAuctionHasComeToTheBankruptcyPrice() {
        market.accept(commands.deposit(SAME_OWNER, 100_000 * OrderRig.USDC));
        market.accept(commands.deposit(KEEPER, 100_000 * OrderRig.USDC));
        market.accept(commands.price(471_000));
        rig.waitMs(1_000);
        final long before = rig.engine().stateHash();

        assertThat(commands.bid(OrderRig.ALICE, SAME_OWNER, 1, OrderRig.ONE, 470_000))
                .isEqualTo(RejectCode.NOT_PERMITTED);
        assertThat(rig.position(SAME_OWNER)).isZero();
        assertThat(rig.engine().stateHash()).isNotEqualTo(before);
        assertThat(commands.bid(OrderRig.BOB, KEEPER, 1, OrderRig.ONE, 470_000)).isEqualTo(RejectCode.NONE);
        assertThat(market.trades().get(0).price()).isEqualTo(470_000);
    }
}
