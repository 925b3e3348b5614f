package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.CollateralOrderDecoder;
import io.evenkeel.codecs.CollateralTradeDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.OrderReason;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Why orders of collateral are told, and by which numbers (SPEC 6). The debtor owns 10 of an asset at 1,000, of which
 * 90 % count, owes 8,600 USDC, and is long a tenth of a contract at 50,000, with MM of 250. At 980 it has
 * 8,820 − 8,600 = 220. No time passes, so that there is no discount: what is sold adds a tenth of its price.
 */
class CollateralReasonTest {
    private static final long USDC = OrderRig.USDC;
    private static final long UNIT = 1_000_000;
    private static final int PLEDGED = 1;
    private static final int BETTER = 2;
    private static final long DEBTOR = 11;
    private static final long KEEPER = 2;
    private static final long VENUES_OWN = 9;

    private final OrderRig rig = OrderRig.market();
    private final OrderCommands commands = new OrderCommands(rig);
    private long breachPosition;

    private void accept(final RejectCode code) {
        assertThat(code).isEqualTo(RejectCode.NONE);
        assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
    }

    private void price(final long price) {
        accept(commands.price(PricedKind.ASSET, PLEDGED, price));
    }

    @BeforeEach
    void breach() {
        final MarketListing listing = new MarketListing(rig);
        listing.collateral(PLEDGED, 100_000);
        listing.collateral(BETTER, 50_000);
        accept(commands.staleFavour(PricedKind.ASSET, PLEDGED, 0, 0));
        accept(commands.staleFavour(0));
        price(1_000_00);
        accept(commands.price(PricedKind.ASSET, BETTER, 100_00));
        accept(commands.price(500_000));
        rig.open(DEBTOR, OrderRig.ALICE, AccountKind.STANDARD);
        accept(commands.deposit(DEBTOR, PLEDGED, 10 * UNIT));
        accept(commands.deposit(KEEPER, 1_000 * USDC));
        accept(commands.trade(DEBTOR, VENUES_OWN, OrderRig.ONE / 10, 500_000, 8_600 * USDC, 0));
        price(980_00);
        breachPosition = rig.logPosition();
    }

    private List<CollateralOrderDecoder> orders() {
        return rig.all(CollateralOrderDecoder.TEMPLATE_ID).stream()
                .map(event -> OrderRig.decode(event, new CollateralOrderDecoder()))
                .toList();
    }

    private void assertOrder(
            final CollateralOrderDecoder order,
            final int asset,
            final long quantity,
            final long equity,
            final OrderReason reason) {
        assertThat(order.asset()).isEqualTo(asset);
        assertThat(order.quantity()).isEqualTo(quantity);
        assertThat(order.equity()).isEqualTo(equity);
        assertThat(order.maintenanceMargin()).isEqualTo(250 * USDC);
        assertThat(order.reason()).isEqualTo(reason);
        assertThat(order.breachPosition()).isEqualTo(breachPosition);
    }

    /** Asked for are 275: at 980 the 55 that lack take 55 / 98; at 981 there are 229, and 46 take 46 / 98.1. */
    @Test
    void shouldSayThatItBeginsAndThatAnotherQuantitySufficesWhenThePriceMoves() {
        assertThat(orders()).hasSize(1);
        assertOrder(orders().get(0), PLEDGED, 561_225, 220 * USDC, OrderReason.BEGUN);

        price(981_00);
        rig.timer(0);

        assertThat(orders()).hasSize(1);
        assertOrder(orders().get(0), PLEDGED, 468_910, 229 * USDC, OrderReason.RESIZED);
    }

    /**
     * A tenth of another asset at 100, of which 95 % count, comes first: with it there are 229.50. Sold for 10 there
     * are 230, and of the first asset 45 / 98 suffice.
     */
    @Test
    void shouldTellWhatComesFirstFromWhatIsSoldWhenTheOrderIsWithdrawn() {
        accept(commands.deposit(DEBTOR, BETTER, UNIT / 10));
        assertThat(orders()).hasSize(2);
        assertOrder(orders().get(0), PLEDGED, 0, 229_500_000, OrderReason.REPLACED);
        assertOrder(orders().get(1), BETTER, UNIT / 10, 229_500_000, OrderReason.BEGUN);

        accept(commands.bidCollateral(OrderRig.BOB, KEEPER, 1, BETTER, UNIT, 100_00));

        final CollateralTradeDecoder trade = rig.only(new CollateralTradeDecoder());
        assertThat(trade.paid()).isEqualTo(10 * USDC);
        assertThat(trade.index()).isEqualTo(100_00);
        assertThat(trade.debtIndex()).isEqualTo(1);
        assertThat(trade.breachPosition()).isEqualTo(breachPosition);
        assertThat(orders()).hasSize(2);
        assertOrder(orders().get(0), BETTER, 0, 230 * USDC, OrderReason.GONE);
        assertOrder(orders().get(1), PLEDGED, 459_184, 230 * USDC, OrderReason.BEGUN);
    }

    /** At 970 there are 130, less than two thirds of 250: the position comes first. */
    @Test
    void shouldSayThatAPositionComesFirstWhenThereIsNoTimeForCollateral() {
        price(970_00);
        rig.timer(0);

        assertThat(orders()).hasSize(1);
        assertOrder(orders().get(0), PLEDGED, 0, 130 * USDC, OrderReason.REPLACED);
        assertThat(rig.all(LiquidationOrderDecoder.TEMPLATE_ID)).isNotEmpty();
    }

    /**
     * Halted for 500 ms after 1,000 of the auction's 2,000, and by no timer seen: the price is 0.5 % below the index,
     * as the clock says, and the order is told again with its start moved.
     */
    @Test
    void shouldGoOnWhereItsClockStoodWhenThePriceIsBackBeforeAnybodyLooked() {
        final long began = rig.timeMs();
        rig.waitMs(1_000);
        accept(commands.halt(PricedKind.ASSET, PLEDGED, true));
        rig.waitMs(500);
        accept(commands.halt(PricedKind.ASSET, PLEDGED, false));
        price(980_00);
        accept(commands.bidCollateral(OrderRig.BOB, KEEPER, 1, PLEDGED, UNIT / 10, 980_00));

        assertThat(rig.only(new CollateralTradeDecoder()).price()).isEqualTo(975_10);
        assertThat(orders()).extracting(CollateralOrderDecoder::reason).containsExactly(OrderReason.RESUMED);
        assertThat(orders().get(0).startTimeMs()).isEqualTo(began + 500);
    }

    /** The position cannot be sold either: ten minutes later it goes on at 0.5 %, as it stood after 1,000 ms. */
    @Test
    void shouldGoOnWhereItsClockStoodWhenItWasToldToBePaused() {
        rig.waitMs(1_000);
        haltAll();

        assertThat(orders()).hasSize(1);
        assertOrder(orders().get(0), PLEDGED, 0, 220 * USDC, OrderReason.PAUSED);
        rig.timer(600_000);
        assertThat(orders()).isEmpty();
        assertThat(commands.bidCollateral(OrderRig.BOB, KEEPER, 1, PLEDGED, UNIT / 10, 980_00))
                .isEqualTo(RejectCode.HALTED);

        goOn(PLEDGED);
        rig.timer(0);
        assertThat(orders()).extracting(CollateralOrderDecoder::reason).containsExactly(OrderReason.RESUMED);
        assertThat(orders().get(0).startTimeMs()).isEqualTo(rig.timeMs() - 1_000);
        assertThat(commands.bidCollateral(OrderRig.BOB, KEEPER, 1, PLEDGED, UNIT / 10, 975_09))
                .isEqualTo(RejectCode.PRICE_MOVED);
        accept(commands.bidCollateral(OrderRig.BOB, KEEPER, 1, PLEDGED, UNIT / 10, 975_10));
    }

    /** Each time it is seen, and each time it had 500 ms: after three 500 of 2,000 are left, and then the pool buys. */
    @Test
    void shouldComeToItsEndWhenThePriceIsGoneAndBackAgainAndAgain() {
        accept(commands.insure(1_000 * USDC));
        for (int i = 0; i < 3; i++) {
            rig.timer(500);
            haltAll();
            rig.timer(10_000);
            goOn(PLEDGED);
            rig.timer(0);
        }

        assertThat(orders().get(0).reason()).isEqualTo(OrderReason.RESUMED);
        assertThat(orders().get(0).startTimeMs()).isEqualTo(rig.timeMs() - 1_500);
        rig.timer(499);
        assertThat(rig.all(CollateralTradeDecoder.TEMPLATE_ID)).isEmpty();
        rig.timer(1);
        assertThat(rig.only(new CollateralTradeDecoder()).keeper()).isZero();
    }

    /** The market is back first: the position takes its place. What was paused begins anew when it is sold again. */
    @Test
    void shouldBeginAnewWhenAPositionTookItsPlaceWhileItWasPaused() {
        rig.waitMs(1_000);
        haltAll();
        accept(commands.halt(false));
        accept(commands.price(500_000));
        rig.timer(0);
        assertThat(orders()).as("that it is paused was said").isEmpty();
        assertThat(rig.only(new LiquidationOrderDecoder()).reason()).isEqualTo(OrderReason.BEGUN);

        accept(commands.halt(true));
        goOn(PLEDGED);
        rig.timer(0);
        assertThat(orders()).extracting(CollateralOrderDecoder::reason).containsExactly(OrderReason.BEGUN);
        assertThat(orders().get(0).startTimeMs()).isEqualTo(rig.timeMs());
    }

    @Test
    void shouldGoOnAsItWouldHaveWhenAnEngineIsRestoredWhileCollateralIsPaused() {
        rig.waitMs(1_000);
        haltAll();
        final OrderRig twin = OrderRig.twin(rig);
        assertThat(twin.engine().stateHash()).isEqualTo(rig.engine().stateHash());
        final OrderCommands twinCommands = new OrderCommands(twin).startingAt(commands.lastId());
        goOn(PLEDGED);
        accept(twinCommands.halt(PricedKind.ASSET, PLEDGED, false));
        accept(twinCommands.price(PricedKind.ASSET, PLEDGED, 980_00));
        rig.timer(50);
        twin.timer(50);

        assertThat(orders()).extracting(CollateralOrderDecoder::reason).containsExactly(OrderReason.RESUMED);
        assertThat(twin.engine().stateHash()).isEqualTo(rig.engine().stateHash());
    }

    private void haltAll() {
        accept(commands.halt(true));
        accept(commands.halt(PricedKind.ASSET, PLEDGED, true));
        rig.timer(0);
    }

    private void goOn(final int asset) {
        accept(commands.halt(PricedKind.ASSET, asset, false));
        accept(commands.price(PricedKind.ASSET, asset, 980_00));
    }

    @Test
    void shouldSayThatThePositionComesFirstWhenThePriceIsHalted() {
        accept(commands.halt(PricedKind.ASSET, PLEDGED, true));
        rig.timer(0);

        assertThat(orders()).hasSize(1);
        assertOrder(orders().get(0), PLEDGED, 0, 220 * USDC, OrderReason.REPLACED);
        final LiquidationOrderDecoder order = rig.only(new LiquidationOrderDecoder());
        assertThat(order.reason()).isEqualTo(OrderReason.BEGUN);
        assertThat(order.breachPosition()).isEqualTo(breachPosition);
    }
}
