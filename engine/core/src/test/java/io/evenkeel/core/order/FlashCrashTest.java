package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.DeleveragingRoundDecoder;
import io.evenkeel.codecs.DeleveragingStartedDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.OrderReason;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.EngineLimits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A price that falls far and comes back before an auction had its time: the auction goes on with what it had left. At
 * 49,000 the debtor has 2,000 and must hold 2,450, two thirds of which are 1,633; at 46,500 it lacks 500, and its order
 * goes past the bankruptcy price of 47,000 at once.
 */
class FlashCrashTest {
    private static final long USDC = OrderRig.USDC;
    private static final long KEEPER = 2;
    private static final long VENUES_OWN = 9;

    private LiquidationRig market = new LiquidationRig(true, 3_000 * USDC);

    private void price(final long price) {
        market.accept(market.commands().price(price));
    }

    private RejectCode bid(final long limit) {
        return market.commands().bid(OrderRig.BOB, KEEPER, LiquidationRig.LIQUIDATION, OrderRig.ONE / 10, limit);
    }

    private boolean hasGoneBack() {
        return market.rig().all(LiquidationOrderDecoder.TEMPLATE_ID).stream()
                .map(told -> OrderRig.decode(told, new LiquidationOrderDecoder()))
                .anyMatch(order -> order.step() == LiquidationStep.AUCTION);
    }

    private void assertOrder(final LiquidationStep step, final OrderReason reason, final long startTimeMs) {
        assertThat(market.order().step()).isEqualTo(step);
        assertThat(market.order().reason()).isEqualTo(reason);
        assertThat(market.order().startTimeMs()).isEqualTo(startTimeMs);
    }

    /** Of its 2,000 ms the auction has had 550 when the order goes past the bankruptcy price. */
    private void crash() {
        price(490_000);
        market.rig().timer(500);
        price(465_000);
        market.rig().timer(50);
        assertOrder(LiquidationStep.INSURED, OrderReason.NOT_TAKEN, market.rig().timeMs());
        market.rig().timer(300);
    }

    @BeforeEach
    void enrich() {
        market.accept(market.commands().deposit(KEEPER, 100_000 * USDC));
        market.accept(market.commands().insure(100_000 * USDC));
        market.accept(market.commands().insuranceLimits(10_000 * USDC, 0, 0));
    }

    @Test
    void shouldGoOnWithTheAuctionWhenATimerFindsThePriceBack() {
        crash();
        price(490_000);
        final OrderRig twin = OrderRig.twin(market.rig());
        market.rig().timer(50);
        twin.timer(50);

        assertOrder(LiquidationStep.AUCTION, OrderReason.RECOVERED, market.rig().timeMs() - 550);
        assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
    }

    /** After 550 ms of 2,000 the discount of 1 % is 0.275 %: 48,865.25, down to 48,865.2. */
    @Test
    void shouldSellNothingPastTheBankruptcyPriceWhenABidFindsThePriceBack() {
        crash();
        price(490_000);
        assertThat(bid(490_000)).isEqualTo(RejectCode.NONE);
        assertThat(market.trades()).isEmpty();
        assertOrder(LiquidationStep.AUCTION, OrderReason.RECOVERED, market.rig().timeMs() - 550);

        assertThat(bid(488_651)).isEqualTo(RejectCode.PRICE_MOVED);
        assertThat(bid(488_652)).isEqualTo(RejectCode.NONE);
        assertThat(market.trades().get(0).step()).isEqualTo(LiquidationStep.AUCTION);
        assertThat(market.trades().get(0).price()).isEqualTo(488_652);
    }

    /** Two thirds of 0.05·P are P − 47,000 at 48,620.69; a unit of price below there is no time for an auction. */
    @Test
    void shouldStayPastTheBankruptcyPriceWhenEquityIsBelowTwoThirdsOfMaintenance() {
        crash();
        price(486_206);
        market.rig().timer(50);
        assertThat(hasGoneBack()).isFalse();
        price(486_207);
        market.rig().timer(50);
        assertThat(hasGoneBack()).isTrue();
    }

    /** It goes on for the 1,450 ms that were left, and has none the next time. */
    @Test
    void shouldHaveNoTimeTwiceWhenThePriceFallsAgain() {
        crash();
        price(490_000);
        market.rig().timer(0);
        assertThat(hasGoneBack()).isTrue();
        market.rig().timer(1_449);
        assertThat(market.order().step()).isEqualTo(LiquidationStep.AUCTION);
        market.rig().timer(1);
        assertOrder(LiquidationStep.INSURED, OrderReason.NOT_TAKEN, market.rig().timeMs());

        price(465_000);
        market.rig().timer(50);
        price(490_000);
        market.rig().timer(50);
        assertThat(hasGoneBack()).isFalse();
    }

    /** Holders are gathered one by one, to close at 47,000; nobody has closed anything when the price is back. */
    @Test
    void shouldCloseNobodyWhenThePriceIsBackWhileHoldersAreGathered() {
        market = new LiquidationRig(EngineLimits.small().withSliceEvaluations(1), true, 3_000 * USDC);
        for (long account = 20; account < 60; account++) {
            market.open(account, OrderRig.BOB, 100_000 * USDC);
            market.accept(market.commands().trade(VENUES_OWN, account, account * 10, LiquidationRig.START));
        }
        price(465_000);
        market.rig().timer(50);
        market.rig().timer(50);
        assertOrder(LiquidationStep.INSURED, OrderReason.NOT_TAKEN, market.rig().timeMs());
        market.rig().timer(2_000);
        assertThat(market.rig().all(DeleveragingStartedDecoder.TEMPLATE_ID)).hasSize(1);

        price(490_000);
        for (int timers = 0; timers < 60; timers++) {
            market.rig().timer(0);
            assertThat(market.rig().all(DeleveragingRoundDecoder.TEMPLATE_ID)).isEmpty();
        }
        assertThat(market.rig().position(LiquidationRig.DEBTOR)).isEqualTo(OrderRig.ONE);
        assertThat(market.rig().engine().inspector().violatedInvariants()).isEmpty();
    }
}
