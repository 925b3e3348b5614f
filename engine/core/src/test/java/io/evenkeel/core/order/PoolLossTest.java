package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.DeficitCoveredDecoder;
import io.evenkeel.codecs.DeficitTakenDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.ledger.AccountStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A pool took a contract at 46,500, and the mark went on to 30,000: after a whole auction it is sold for 1 % less,
 * 29,700, so that the pool loses 16,800 (SPEC 6, steps 4 and 5). Account 1, which is short two contracts, gains by
 * that; it belongs to the debtor's owner, so it was not asked to close.
 */
class PoolLossTest {
    private static final long USDC = OrderRig.USDC;
    private static final long ONE = OrderRig.ONE;
    private static final long AUCTION_MS = 2_000;
    private static final long LIMIT = 297_000;
    private static final long POOLS_LIQUIDATION = 2;
    private static final long BUYER = 2;
    private static final long SHORT = 1;

    private final LiquidationRig market = new LiquidationRig(true, 3_000 * USDC);

    /** The debtor lacked 500, of which account 1 was charged 250 for each contract. */
    @BeforeEach
    void poolHolds() {
        market.accept(market.commands().deposit(SHORT, 100_000 * USDC));
        market.accept(market.commands().deposit(BUYER, 100_000 * USDC));
        market.accept(market.commands().trade(9, SHORT, 2 * ONE, LiquidationRig.START));
        market.accept(market.commands().price(465_000));
        market.rig().timer(50);
        market.rig().timer(AUCTION_MS);
        assertThat(market.rig().position(AccountStore.POOL_ID)).isEqualTo(ONE);
        market.rig().timer(50);
        market.accept(market.commands().price(300_000));
    }

    private RejectCode buy(final long quantity) {
        final RejectCode code =
                market.commands().bid(OrderRig.BOB, BUYER, POOLS_LIQUIDATION, quantity, LIMIT);
        assertThat(market.rig().engine().inspector().violatedInvariants()).isEmpty();
        return code;
    }

    /** Two contracts short may be charged 5 % of 30,000 each, 3,000; the buyer's, long by now, 1,500; 12,300 stay. */
    @Test
    void shouldShareOutWhatAPoolHasNotGotWhenItsPositionIsClosed() {
        market.rig().waitMs(AUCTION_MS);
        market.accept(buy(ONE));

        final DeficitTakenDecoder taken = market.rig().only(new DeficitTakenDecoder());
        assertThat(taken.liquidation()).isZero();
        assertThat(taken.account()).isEqualTo(AccountStore.POOL_ID);
        assertThat(taken.amount()).isEqualTo(16_800 * USDC);
        assertThat(taken.fromShorts()).isEqualTo(3_000 * USDC);
        assertThat(taken.fromLongs()).isEqualTo(1_500 * USDC);
        assertThat(taken.left()).isEqualTo(12_300 * USDC);
        assertThat(taken.mark() | taken.bankruptcyPrice() | taken.quantity()).as("it was sold on").isZero();
        assertThat(market.insurance()).isZero();
        assertThat(market.commands().withdraw(OrderRig.BOB, BUYER, USDC)).isEqualTo(RejectCode.WITHDRAWALS_PAUSED);
        for (int timers = 0; timers < 20; timers++) {
            market.rig().timer(50);
            assertThat(market.rig().engine().inspector().violatedInvariants()).isEmpty();
        }
        assertThat(market.socialised()).isEqualTo(-12_300 * USDC);
        assertThat(market.rig().engine().inspector().price(PricedKind.INSTRUMENT, 0).state())
                .isEqualTo(PriceState.HALTED);
        market.accept(market.commands().insure(12_300 * USDC));
        assertThat(market.rig().only(new DeficitCoveredDecoder()).left()).isZero();
        assertThat(market.socialised()).isZero();
        // Bought at 29,700, sold at 30,000, and charged 1,500.
        market.accept(market.commands().price(300_000));
        market.accept(market.commands().trade(SHORT, BUYER, ONE, 300_000));
        assertThat(market.rig().balance(BUYER)).isEqualTo((100_000 + 300 - 1_500) * USDC);
    }

    /** All but a unit is there: the unit is charged. */
    @Test
    void shouldShareOutAUnitWhenAPoolIsShortOfThat() {
        market.accept(market.commands().insure(16_800 * USDC - 1));
        market.rig().waitMs(AUCTION_MS);
        market.accept(buy(ONE));

        assertThat(market.rig().only(new DeficitTakenDecoder()).amount()).isEqualTo(1);
    }

    @Test
    void shouldShareOutNothingWhenAPoolHasAllThatItLost() {
        market.accept(market.commands().insure(16_800 * USDC));
        market.rig().waitMs(AUCTION_MS);
        market.accept(buy(ONE));

        assertThat(market.rig().all(DeficitTakenDecoder.TEMPLATE_ID)).isEmpty();
        assertThat(market.insurance()).isZero();
        market.accept(market.commands().withdraw(OrderRig.BOB, BUYER, USDC));
    }

    /** After half is sold the pool lacks 8,400, and might yet gain that: nobody is charged, and nobody withdraws. */
    @Test
    void shouldKeepWithdrawalsWaitingWhenAPoolThatIsShortStillHoldsSomething() {
        market.accept(market.commands().withdraw(OrderRig.BOB, BUYER, USDC));
        market.rig().waitMs(AUCTION_MS);
        market.accept(buy(ONE / 2));

        assertThat(market.insurance()).isEqualTo(-8_400 * USDC);
        assertThat(market.rig().all(DeficitTakenDecoder.TEMPLATE_ID)).isEmpty();
        assertThat(market.commands().withdraw(OrderRig.BOB, BUYER, USDC)).isEqualTo(RejectCode.WITHDRAWALS_PAUSED);
        market.accept(market.commands().insure(8_400 * USDC));
        market.accept(market.commands().withdraw(OrderRig.BOB, BUYER, USDC));
        market.accept(buy(ONE / 2));
        assertThat(market.rig().only(new DeficitTakenDecoder()).amount()).isEqualTo(8_400 * USDC);
    }

    /** A pool that has lost more than it may part with in a window pays for no auction: others close at once. */
    @Test
    void shouldDeleverageAtOnceWhenAPoolHasLostAllItMayInAWindow() {
        market.accept(market.commands().insure(20_000 * USDC));
        market.accept(market.commands().insuranceLimits(5_000 * USDC, 16_800 * USDC, 3_600_000));
        market.rig().waitMs(AUCTION_MS);
        market.accept(buy(ONE));
        assertThat(market.insurance()).isEqualTo(3_200 * USDC);
        // Long from 30,000 with 3,000, it has −1,000 at 26,000.
        market.open(12, OrderRig.ALICE, 3_000 * USDC);
        market.accept(market.commands().trade(12, 9, ONE, 300_000));
        market.accept(market.commands().price(260_000));
        market.rig().timer(50);

        assertThat(market.rig().all(LiquidationOrderDecoder.TEMPLATE_ID).stream()
                .map(event -> OrderRig.decode(event, new LiquidationOrderDecoder()).step()))
                .contains(LiquidationStep.DELEVERAGED)
                .doesNotContain(LiquidationStep.INSURED);
    }

    @Test
    void shouldGoOnAsBeforeWhenAnEngineIsRestoredWithAPoolThatIsShort() {
        market.rig().waitMs(AUCTION_MS);
        market.accept(buy(ONE / 2));
        final OrderRig twin = OrderRig.twin(market.rig());
        assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
        final OrderCommands others = new OrderCommands(twin);

        market.accept(buy(ONE / 2));
        assertThat(others.bid(OrderRig.BOB, BUYER, POOLS_LIQUIDATION, ONE / 2, LIMIT)).isEqualTo(RejectCode.NONE);
        assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
    }
}
