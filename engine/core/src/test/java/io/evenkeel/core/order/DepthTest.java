package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.ledger.AccountStore;
import org.junit.jupiter.api.Test;

/**
 * Largest discount and penalty grow with a position over the depth of its market, when its order begins, from 1 % and
 * 0.5 % to 2 % and 1 % (SPEC 6, step 1). At 49,000 the debtor's position is half as large as a market of 98,000.
 */
class DepthTest {
    private static final long USDC = OrderRig.USDC;
    private static final long ONE = OrderRig.ONE;
    private static final long KEEPER = 2;

    private final LiquidationRig market = new LiquidationRig(true, 3_000 * USDC);

    private void deep(final long depth) {
        market.accept(market.commands().depth(depth));
    }

    private void assertInUse(final int maxDiscountPpm, final int penaltyPpm) {
        assertThat(market.order().maxDiscountPpm()).isEqualTo(maxDiscountPpm);
        assertThat(market.order().penaltyPpm()).isEqualTo(penaltyPpm);
    }

    @Test
    void shouldGoOnAsItBeganWhenAnEngineIsRestoredAndTheBookChangesInTheMiddle() {
        market.accept(market.commands().deposit(KEEPER, 100_000 * USDC));
        deep(98_000 * USDC);
        market.accept(market.commands().price(490_000));
        assertInUse(15_000, 7_500);
        deep(USDC);
        final OrderRig twin = OrderRig.twin(market.rig());
        assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
        final OrderCommands commands = new OrderCommands(twin).startingAt(market.commands().lastId());
        market.rig().waitMs(1_000);
        twin.waitMs(1_000);

        // Half of 1.5 % of 49,000 are 367.5; the penalty is 0.75 % of a tenth of it.
        assertThat(market.commands().bid(OrderRig.BOB, KEEPER, LiquidationRig.LIQUIDATION, ONE / 10, 486_324))
                .isEqualTo(RejectCode.PRICE_MOVED);
        market.accept(market.commands().bid(OrderRig.BOB, KEEPER, LiquidationRig.LIQUIDATION, ONE / 10, 486_325));

        assertThat(market.trades().get(0).penalty()).isEqualTo(36_750_000);
        assertThat(commands.bid(OrderRig.BOB, KEEPER, LiquidationRig.LIQUIDATION, ONE / 10, 486_324))
                .isEqualTo(RejectCode.PRICE_MOVED);
        assertThat(commands.bid(OrderRig.BOB, KEEPER, LiquidationRig.LIQUIDATION, ONE / 10, 486_325))
                .isEqualTo(RejectCode.NONE);
        assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
        assertInUse(15_000, 7_500);
    }

    @Test
    void shouldKnowTheDepthWhenAnEngineIsRestoredBeforeTheBreach() {
        deep(98_000 * USDC);
        final OrderRig twin = OrderRig.twin(market.rig());
        final OrderCommands commands = new OrderCommands(twin).startingAt(market.commands().lastId());

        assertThat(commands.price(490_000)).isEqualTo(RejectCode.NONE);
        market.accept(market.commands().price(490_000));

        assertInUse(15_000, 7_500);
        assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
    }

    /** At 48,700 equity is 1,700. A lowest tier of 3.9 % instead of 5 % allows 1.95 % and 0.975 %. */
    @Test
    void shouldBeBoundByTheTiersInForceWhenTheyChangeAfterTheOrderBegan() {
        deep(USDC);
        market.accept(market.commands().price(487_000));
        assertInUse(20_000, 10_000);

        market.accept(market.commands().marginTerms(100_000, 39_000));
        market.rig().timer(50);
        assertInUse(19_500, 9_750);

        market.accept(market.commands().marginTerms(100_000, 50_000));
        for (int timers = 0; timers < 5; timers++) {
            market.rig().timer(50);
        }
        assertInUse(20_000, 10_000);
    }

    @Test
    void shouldKeepTheDepthThatWasSaidWhenABookIsRefused() {
        deep(98_000 * USDC);
        assertThat(market.commands().depth(-1)).isEqualTo(RejectCode.BAD_QUANTITY);

        market.accept(market.commands().price(490_000));

        assertInUse(15_000, 7_500);
    }

    @Test
    void shouldNotGrowWhenNothingIsOnOffer() {
        deep(98_000 * USDC);
        deep(0);

        market.accept(market.commands().price(490_000));

        assertInUse(10_000, 5_000);
    }

    /** It takes one at 46,500, half of 93,000: after half of 2 s 0.75 % off are 348.75, to the tick 348.8. */
    @Test
    void shouldGrowForThePoolTooWhenItsAccountSellsWhatItTook() {
        market.accept(market.commands().deposit(1, 100_000 * USDC));
        market.accept(market.commands().trade(9, 1, 2 * ONE, LiquidationRig.START));
        market.accept(market.commands().deposit(KEEPER, 100_000 * USDC));
        market.accept(market.commands().insure(1_000 * USDC));
        deep(93_000 * USDC);
        market.accept(market.commands().price(465_000));
        market.rig().timer(50);
        market.rig().timer(2_000);
        market.rig().timer(50);
        assertThat(market.order().account()).isEqualTo(AccountStore.POOL_ID);
        assertInUse(15_000, 7_500);
        market.rig().waitMs(1_000);

        assertThat(market.commands().bid(OrderRig.BOB, KEEPER, 2, ONE, 461_511)).isEqualTo(RejectCode.PRICE_MOVED);
        market.accept(market.commands().bid(OrderRig.BOB, KEEPER, 2, ONE, 461_512));

        assertThat(market.trades().get(0).penalty()).isZero();
        assertThat(market.insurance()).isEqualTo(651_200_000);
    }
}
