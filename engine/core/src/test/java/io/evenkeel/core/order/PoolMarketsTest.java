package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evenkeel.codecs.DeficitTakenDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.inspect.PositionReport;
import io.evenkeel.core.ledger.AccountStore;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A pool took a contract at 46,500 in each of two markets, 0 and 2: holders of a market bear what was lost there, and
 * nothing of what was lost in the other one (SPEC 6, step 5). Account 1 is short in both.
 */
class PoolMarketsTest {
    private static final long USDC = OrderRig.USDC;
    private static final long ONE = OrderRig.ONE;
    private static final long AUCTION_MS = 2_000;
    private static final long BUYER = 2;
    private static final long SHORT = 1;
    private static final long OTHER_DEBTOR = 12;
    private static final int OTHER = 2;

    private final LiquidationRig market = new LiquidationRig(true, 3_000 * USDC);
    private final List<Tuple> shared = new ArrayList<>();

    @BeforeEach
    void poolHoldsTwo() {
        market.accept(market.commands().deposit(SHORT, 200_000 * USDC));
        market.accept(market.commands().deposit(BUYER, 200_000 * USDC));
        market.accept(market.commands().trade(9, SHORT, 2 * ONE, LiquidationRig.START));
        new MarketListing(market.rig()).instrument(OTHER, 0, 0, 100_000, 50_000);
        market.accept(market.commands().price(OTHER, LiquidationRig.START));
        market.open(OTHER_DEBTOR, OrderRig.ALICE, 3_000 * USDC);
        market.accept(market.commands().trade(OTHER, OTHER_DEBTOR, 9, ONE, LiquidationRig.START));
        market.accept(market.commands().trade(OTHER, 9, SHORT, 2 * ONE, LiquidationRig.START));
        market.accept(market.commands().price(0, 465_000));
        market.accept(market.commands().price(OTHER, 465_000));
        market.rig().timer(50);
        market.rig().timer(AUCTION_MS);
        for (int timers = 0; timers < 20; timers++) {
            market.rig().timer(50);
        }
        assertThat(market.rig().account(AccountStore.POOL_ID).positions())
                .extracting(PositionReport::quantity).containsExactly(ONE, ONE);
        assertThat(market.insurance()).isZero();
    }

    /** Somebody takes the whole position that is on order, at a price; notes who is to bear what. */
    private void buy(final int instrument, final long price) {
        final RejectCode code = market.commands().bid(OrderRig.BOB, BUYER, instrument, 3, ONE, price);
        market.accept(code);
        market.rig().all(DeficitTakenDecoder.TEMPLATE_ID).stream()
                .map(event -> OrderRig.decode(event, new DeficitTakenDecoder()))
                .filter(taken -> taken.amount() != 0)
                .forEach(taken -> shared.add(tuple(taken.instrument(), taken.account(), taken.amount())));
    }

    private void cycle() {
        market.accept(market.commands().startCycle());
        while (market.rig().engine().inspector().isCycleRunning()) {
            market.rig().timer(50);
        }
    }

    /**
     * A cycle finds market 2 at 30,000: −16,500. Market 0 is sold at 46,530, 30 more than it cost: nobody there bears
     * anything. Market 2 is sold at 29,700, 16,800 less than it cost: 16,770 are missing.
     */
    @Test
    void shouldChargeNobodyInAMarketWhenNothingWasLostThere() {
        market.accept(market.commands().price(OTHER, 300_000));
        cycle();
        assertThat(market.insurance()).isEqualTo(-16_500 * USDC);
        market.accept(market.commands().price(0, 470_000));
        market.rig().timer(AUCTION_MS);
        buy(0, 465_300);
        assertThat(shared).isEmpty();
        assertThat(market.commands().withdraw(OrderRig.BOB, BUYER, USDC)).isEqualTo(RejectCode.WITHDRAWALS_PAUSED);

        market.rig().timer(50);
        market.rig().timer(AUCTION_MS);
        buy(OTHER, 297_000);

        assertThat(shared).containsExactly(tuple(OTHER, AccountStore.POOL_ID, 16_770 * USDC));
        assertThat(market.insurance()).isZero();
    }

    /**
     * A cycle finds market 2 at 60,000: +13,500, of which 6,900 meet what market 0 loses, sold at 39,600. Then market 2
     * is sold at 46,035: of the 13,965 lost since the cycle 6,600 are there.
     */
    @Test
    void shouldChargeNothingInAMarketWhenThePoolHadWhatItLostThere() {
        market.accept(market.commands().price(OTHER, 600_000));
        cycle();
        assertThat(market.insurance()).isEqualTo(13_500 * USDC);
        market.accept(market.commands().price(0, 400_000));
        market.rig().timer(AUCTION_MS);
        buy(0, 396_000);
        assertThat(shared).isEmpty();

        market.accept(market.commands().price(OTHER, 465_000));
        market.rig().timer(50);
        market.rig().timer(AUCTION_MS);
        buy(OTHER, 460_350);

        assertThat(shared).containsExactly(tuple(OTHER, AccountStore.POOL_ID, 7_365 * USDC));
        assertThat(market.insurance()).isZero();
    }

    /**
     * Cycles find market 0 at 40,000, −6,500, and then market 2 at 43,500, −3,000: 2,000 that are deposited meet losses
     * in order of market. Market 0 is sold at 39,600, with 400 more, market 2 at 43,065 with 435.
     */
    @Test
    void shouldChargeInEachMarketWhatIsMissingThereWhenBothLost() {
        market.accept(market.commands().price(0, 400_000));
        cycle();
        market.accept(market.commands().price(OTHER, 435_000));
        cycle();
        market.accept(market.commands().insure(2_000 * USDC));
        assertThat(market.insurance()).isEqualTo(-7_500 * USDC);
        market.rig().timer(AUCTION_MS);
        buy(0, 396_000);
        market.rig().timer(50);
        market.rig().timer(AUCTION_MS);
        buy(OTHER, 430_650);

        assertThat(shared).containsExactly(
                tuple(0, AccountStore.POOL_ID, 4_900 * USDC), tuple(OTHER, AccountStore.POOL_ID, 3_435 * USDC));
        assertThat(market.insurance()).isZero();
    }

    /**
     * A cycle finds 1,000 gained in market 0 and as much lost in market 2: one meets the other. The next finds market 0
     * back at 46,500; it is sold at 46,035. So 1,465 were lost there since, and nothing in market 2.
     */
    @Test
    void shouldChargeWhereItWasLostLastWhenAGainHadMetALoss() {
        market.accept(market.commands().price(0, 475_000));
        market.accept(market.commands().price(OTHER, 455_000));
        cycle();
        assertThat(market.insurance()).isZero();
        market.accept(market.commands().price(0, 465_000));
        cycle();
        assertThat(market.insurance()).isEqualTo(-1_000 * USDC);
        market.rig().timer(AUCTION_MS);
        buy(0, 460_350);

        assertThat(shared).containsExactly(tuple(0, AccountStore.POOL_ID, 1_465 * USDC));
    }

    @Test
    void shouldGoOnAsBeforeWhenAnEngineIsRestoredBetweenTwoMarkets() {
        market.accept(market.commands().price(OTHER, 600_000));
        cycle();
        market.accept(market.commands().price(0, 400_000));
        market.rig().timer(AUCTION_MS);
        buy(0, 396_000);
        market.accept(market.commands().price(OTHER, 465_000));
        final OrderRig twin = OrderRig.twin(market.rig());
        assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
        final OrderCommands others = new OrderCommands(twin);

        for (final OrderRig each : List.of(market.rig(), twin)) {
            each.timer(50);
            each.timer(AUCTION_MS);
        }
        for (final OrderCommands each : List.of(market.commands(), others)) {
            assertThat(each.bid(OrderRig.BOB, BUYER, OTHER, 3, ONE, 460_350)).isEqualTo(RejectCode.NONE);
        }
        assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
        assertThat(twin.everything()).isEqualTo(market.rig().everything());
    }
}
