package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.RejectCode;
import org.junit.jupiter.api.Test;

/**
 * What backstops leave is offered past the bankruptcy price; insurance pays the difference, within its limits (SPEC 6,
 * step 3). At 46,500 the debtor's equity is 3,000 − 3,500 = −500, and its bankruptcy price 47,000.
 */
class InsuredAuctionTest {
    private static final long USDC = OrderRig.USDC;
    private static final long AUCTION_MS = 2_000;
    private static final long KEEPER = 2;
    private static final long ONE = OrderRig.ONE;

    private final LiquidationRig market = new LiquidationRig(true, 3_000 * USDC);

    private void insured(final long pool, final long perLiquidation, final long perWindow) {
        market.accept(market.commands().deposit(KEEPER, 100_000 * USDC));
        market.accept(market.commands().insure(pool));
        market.accept(market.commands().insuranceLimits(perLiquidation, perWindow, perWindow == 0 ? 0 : 3_600_000));
    }

    private void fall() {
        market.accept(market.commands().price(465_000));
        market.rig().timer(50);
    }

    private RejectCode bid(final long quantity, final long limit) {
        return market.commands().bid(OrderRig.BOB, KEEPER, LiquidationRig.LIQUIDATION, quantity, limit);
    }

    /** 1,000 of limit reach 46,000; half the time half the way, 46,500: insurance pays 500, nothing is left. */
    @Test
    void shouldPayTheDifferenceToTheBankruptcyPriceWhenAKeeperBids() {
        insured(10_000 * USDC, 1_000 * USDC, 0);
        fall();
        assertThat(market.order().step()).isEqualTo(LiquidationStep.INSURED);
        assertThat(market.order().bankruptcyPrice()).isEqualTo(470_000);
        assertThat(market.order().furthestPrice()).isEqualTo(460_000);
        assertThat(market.order().startTimeMs()).isEqualTo(market.rig().timeMs());
        market.rig().waitMs(AUCTION_MS / 2 - 1);
        // 5,000 ticks over 2,000 ms: 4,995 after 999.
        assertThat(bid(ONE, 465_004)).isEqualTo(RejectCode.PRICE_MOVED);
        assertThat(market.rig().balance(LiquidationRig.DEBTOR)).isEqualTo(3_000 * USDC);
        market.rig().waitMs(1);

        market.accept(bid(ONE, 465_000));

        assertThat(market.trades()).hasSize(1);
        assertThat(market.trades().get(0).step()).isEqualTo(LiquidationStep.INSURED);
        assertThat(market.trades().get(0).price()).isEqualTo(465_000);
        assertThat(market.trades().get(0).insured()).isEqualTo(500 * USDC);
        assertThat(market.trades().get(0).byBid()).isEqualTo(BooleanType.YES);
        assertThat(market.trades().get(0).penalty()).isZero();
        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.EMPTIED);
        assertThat(market.insurance()).isEqualTo(9_500 * USDC);
        assertThat(market.rig().balance(LiquidationRig.DEBTOR)).isZero();
        assertThat(market.rig().position(KEEPER)).isEqualTo(ONE);
    }

    /** The pool has just what 46,500 costs, 500; with one unit less it reaches 46,500.1 and no further. */
    @Test
    void shouldReachJustSoFarWhenThePoolHasJustEnough() {
        insured(500 * USDC, 1_000 * USDC, 0);
        fall();
        assertThat(market.order().furthestPrice()).isEqualTo(465_000);
        market.rig().waitMs(AUCTION_MS);
        market.accept(bid(ONE, 465_000));
        assertThat(market.insurance()).isZero();
        assertThat(market.rig().balance(LiquidationRig.DEBTOR)).isZero();
    }

    @Test
    void shouldStopATickEarlierWhenThePoolIsAUnitShort() {
        insured(500 * USDC - 1, 1_000 * USDC, 0);
        fall();
        assertThat(market.order().furthestPrice()).isEqualTo(465_001);
        market.rig().waitMs(AUCTION_MS);
        assertThat(bid(ONE, 465_000)).isEqualTo(RejectCode.PRICE_MOVED);
        market.accept(bid(ONE, 465_001));
        assertThat(market.insurance()).isEqualTo(100_000 - 1);
    }

    /**
     * Half a contract at 46,500 costs 250, and closes half the deficit: what stays is −250 of half a contract, 47,000
     * again; of the limit 750 are left, which for half a contract reach 45,500.
     */
    @Test
    void shouldCountWhatALiquidationHasCostWhenItIsSoldInParts() {
        insured(10_000 * USDC, 1_000 * USDC, 0);
        fall();
        market.rig().waitMs(AUCTION_MS / 2);
        market.accept(bid(ONE / 2, 465_000));
        assertThat(market.trades().get(0).insured()).isEqualTo(250 * USDC);
        assertThat(market.order().quantity()).isEqualTo(ONE / 2);
        assertThat(market.order().bankruptcyPrice()).isEqualTo(470_000);
        assertThat(market.order().furthestPrice()).isEqualTo(455_000);
        assertThat(market.insurance()).isEqualTo(9_750 * USDC);
    }

    /** 300 in an hour: the first liquidation reaches 46,700 and uses them, the second waits at 47,000 for the next. */
    @Test
    void shouldPayNoMoreWhenTheWindowIsUsedUp() {
        insured(10_000 * USDC, 1_000 * USDC, 300 * USDC);
        market.open(12, OrderRig.ALICE, 3_000 * USDC);
        market.accept(market.commands().trade(12, 9, ONE, LiquidationRig.START));
        fall();
        market.rig().waitMs(AUCTION_MS);
        market.accept(bid(ONE, 467_000));
        assertThat(market.trades().get(0).insured()).isEqualTo(300 * USDC);
        assertThat(market.commands().bid(OrderRig.BOB, KEEPER, 2, ONE, 469_999)).isEqualTo(RejectCode.PRICE_MOVED);
        market.rig().waitMs(3_600_000);
        market.accept(market.commands().bid(OrderRig.BOB, KEEPER, 2, ONE, 467_000));
        assertThat(market.insurance()).isEqualTo(9_400 * USDC);
    }

    @Test
    void shouldRefuseTheOwnersOwnBidWhenInsurancePays() {
        insured(10_000 * USDC, 1_000 * USDC, 0);
        market.open(13, OrderRig.ALICE, 100_000 * USDC);
        fall();
        final long insurance = market.insurance();
        assertThat(market.commands().bid(OrderRig.ALICE, 13, LiquidationRig.LIQUIDATION, ONE, 470_000))
                .isEqualTo(RejectCode.NOT_PERMITTED);
        assertThat(market.insurance()).isEqualTo(insurance);
        market.accept(bid(ONE, 470_000));
    }

    /** Short from 50,000: at 53,500 equity is −500, the bankruptcy price 53,000, and 1,000 reach 54,000. */
    @Test
    void shouldGoUpwardsWhenAShortIsSold() {
        final LiquidationRig ofShort = new LiquidationRig(false, 3_000 * USDC);
        ofShort.accept(ofShort.commands().deposit(KEEPER, 100_000 * USDC));
        ofShort.accept(ofShort.commands().insure(10_000 * USDC));
        ofShort.accept(ofShort.commands().insuranceLimits(1_000 * USDC, 0, 0));
        ofShort.accept(ofShort.commands().price(535_000));
        ofShort.rig().timer(50);
        assertThat(ofShort.order().furthestPrice()).isEqualTo(540_000);
        ofShort.rig().waitMs(AUCTION_MS / 2);
        ofShort.accept(ofShort.commands().bid(OrderRig.BOB, KEEPER, LiquidationRig.LIQUIDATION, ONE, 535_000));
        assertThat(ofShort.insurance()).isEqualTo(9_500 * USDC);
        assertThat(ofShort.rig().balance(LiquidationRig.DEBTOR)).isZero();
    }

    /** A deposit of 500 + 1.1 · 2,325 cures in the middle of the auction. */
    @Test
    void shouldEndWhenTheAccountIsCuredMeanwhile() {
        insured(10_000 * USDC, 1_000 * USDC, 0);
        fall();
        market.accept(market.commands().deposit(LiquidationRig.DEBTOR, 3_057_500_000L - 1));
        assertThat(bid(0, 470_000)).isEqualTo(RejectCode.BAD_QUANTITY);
        market.accept(market.commands().deposit(LiquidationRig.DEBTOR, 1));
        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.CURED);
        assertThat(market.insurance()).isEqualTo(10_000 * USDC);
    }

    @Test
    void shouldGoOnAsBeforeWhenAnEngineIsRestoredInTheMiddle() {
        insured(10_000 * USDC, 1_000 * USDC, 5_000 * USDC);
        market.accept(market.commands().backstop(3, USDC));
        fall();
        market.rig().waitMs(AUCTION_MS / 2);
        market.accept(bid(ONE / 2, 465_000));
        final OrderRig twin = OrderRig.twin(market.rig());
        assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
        final OrderCommands commands = new OrderCommands(twin).startingAt(market.commands().lastId());

        assertThat(commands.bid(OrderRig.BOB, KEEPER, LiquidationRig.LIQUIDATION, ONE, 465_000))
                .isEqualTo(RejectCode.NONE);
        market.accept(bid(ONE, 465_000));

        assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
        assertThat(twin.engine().inspector().violatedInvariants()).isEmpty();
    }

    @Test
    void shouldRefuseLimitsWhenTheyMakeNoSense() {
        assertThat(market.commands().insuranceLimits(-1, 0, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(market.commands().insuranceLimits((1L << 57) + 1, 0, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(market.commands().insuranceLimits(0, -1, 1)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(market.commands().insuranceLimits(0, 1, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        market.accept(market.commands().insuranceLimits(0, 1, 1));
    }
}
