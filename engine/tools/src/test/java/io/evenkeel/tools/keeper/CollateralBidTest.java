package io.evenkeel.tools.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.client.keeper.CollateralBid;
import io.evenkeel.client.keeper.CollateralOrder;
import io.evenkeel.client.keeper.LiquidationAdapter;
import io.evenkeel.client.keeper.LiquidationBoard;
import io.evenkeel.client.keeper.MarketBoard;
import io.evenkeel.client.keeper.OpenOrder;
import io.evenkeel.codecs.AccountAddedEncoder;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AssetAddedEncoder;
import io.evenkeel.codecs.BalanceChangedEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CollateralOrderEncoder;
import io.evenkeel.codecs.CollateralTradeEncoder;
import io.evenkeel.codecs.MarketPriceEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.TransferredEncoder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a desk bids for collateral, event by event. Orders sell 1 BTC at 20,000.00 for dollars: 1 % off in 2 s, so 0.1 %
 * each 200 ms. The keeper has 50,000 dollars.
 */
class CollateralBidTest {
    private static final long KEEPER = 2;
    private static final long START = 1_000_000;
    private static final long WHOLE = 100_000_000;
    private static final long DOLLAR = 1_000_000;
    private static final long NONE = Long.MAX_VALUE;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final LiquidationBoard board = new LiquidationBoard();
    private final LiquidationAdapter liquidations = new LiquidationAdapter(board);
    private final MarketBoard markets = new MarketBoard();
    private final Inventory inventory = Inventory.withMoney(KEEPER);
    private final StringWriter said = new StringWriter();
    private final List<String> bids = new ArrayList<>();
    private long number;
    private long sequence;

    private void hear(final FeedListener listener, final long position) {
        listener.onEvent(++number, position, buffer, 0, buffer.capacity());
    }

    @BeforeEach
    void list() {
        list(0, "USDC", -6, 0, BooleanType.YES);
        list(1, "BTC", -8, -2, BooleanType.NO);
        price(2_000_000, PriceState.VALID);
        new AccountAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .account(KEEPER).owner(5).kind(AccountKind.STANDARD);
        hear(inventory, 1);
        deposit(50_000);
    }

    private void list(
            final int asset,
            final String symbol,
            final int exponent,
            final int priceExponent,
            final BooleanType numeraire) {
        new AssetAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .asset(asset).symbol(symbol).exponent((byte) exponent).priceExponent((byte) priceExponent)
                .numeraire(numeraire);
        hear(markets, 1);
        hear(inventory, 1);
    }

    private void price(final long price, final PriceState state) {
        new MarketPriceEncoder().wrapAndApplyHeader(buffer, 0, header)
                .commandPosition(1).index(price).mark(price).timeMs(1).priced(1).kind(PricedKind.ASSET)
                .state(state).freshSources((short) 3);
        hear(markets, 1);
    }

    private void deposit(final long dollars) {
        new BalanceChangedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .account(KEEPER).amount(dollars * DOLLAR).balance(0).reference(1).asset(0).pool(0);
        hear(inventory, 2);
    }

    private void order(final long liquidation, final long account, final long quantity) {
        new CollateralOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(liquidation).account(account).quantity(quantity).index(2_000_000).debtIndex(1)
                .startTimeMs(START).auctionMs(2_000).maxDiscountPpm(10_000).asset(1).debtAsset(0);
        hear(liquidations, 1);
    }

    private void bought(final long position, final long amount, final long paid) {
        new CollateralTradeEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(1).account(7).keeper(KEEPER).quantity(amount).price(2_000_000).paid(paid)
                .asset(1).debtAsset(0).pool(0);
        hear(inventory, position);
    }

    private KeeperDesk desk(final Strategy strategy, final KeeperLimits limits) {
        return new KeeperDesk(KEEPER, strategy, limits, inventory, new KeeperJournal(new PrintWriter(said), false));
    }

    private static KeeperLimits limits(final long minDiscountPpm, final long maxBid, final Map<Integer, Long> assets) {
        return new KeeperLimits(minDiscountPpm, maxBid, NONE, Map.of(), assets, Map.of());
    }

    /** What it bids at a time: liquidation, quantity, limit. */
    private List<String> turn(final KeeperDesk desk, final long elapsedMs) {
        bids.clear();
        final KeeperDesk.Outlet outlet = new KeeperDesk.Outlet() {
            @Override
            public long bid(final long account, final OpenOrder order, final long quantity, final long limitPrice) {
                throw new AssertionError("no position is for sale");
            }

            @Override
            public long bid(
                    final long account, final CollateralOrder order, final long amount, final long limitPrice) {
                bids.add(order.liquidation() + ": " + amount + " at " + limitPrice);
                return ++sequence;
            }
        };
        desk.turn(board, markets, outlet, START + elapsedMs);
        return List.copyOf(bids);
    }

    private void answer(
            final KeeperDesk desk, final long ofSequence, final RejectCode code, final long position,
            final long traded, final long paid) {
        desk.onOutcome(
                new CollateralBid(
                        ofSequence, KEEPER, 1, 1, 0, WHOLE, 2_000_000, code, position, START, traded, 2_000_000, paid),
                START);
    }

    @Test
    void shouldBidAtOnceForWhatIsForSaleWhenEager() {
        order(1, 7, WHOLE);
        order(2, KEEPER, WHOLE);
        final KeeperDesk desk = desk(Strategy.eager(), KeeperLimits.NONE);
        assertThat(turn(desk, 0)).containsExactly("1: 100000000 at 2000000");
        assertThat(turn(desk, 1)).as("one bid at a time").isEmpty();
    }

    @Test
    void shouldWaitForItsDiscountWhenPatient() {
        order(1, 7, WHOLE);
        final KeeperDesk patient = desk(Strategy.patient(2_500), KeeperLimits.NONE);
        assertThat(turn(patient, 499)).isEmpty();
        assertThat(turn(patient, 500)).containsExactly("1: 100000000 at 1995000");
    }

    @Test
    void shouldTakeWhatInsuranceWouldWhenPatientBeyondItAndWaitOnWhenItsLeastIsMore() {
        order(1, 7, WHOLE);
        assertThat(turn(desk(Strategy.patient(50_000), KeeperLimits.NONE), 1_999)).isEmpty();
        final KeeperDesk strict = desk(Strategy.patient(50_000), limits(20_000, NONE, Map.of()));
        assertThat(turn(strict, 3_999)).isEmpty();
        assertThat(turn(desk(Strategy.patient(50_000), KeeperLimits.NONE), 2_000))
                .containsExactly("1: 100000000 at 1980000");
        inventory.purse().release(1, 0, 0, 0);
        assertThat(turn(strict, 4_000)).containsExactly("1: 100000000 at 1960000");
    }

    /** 50,000 dollars are 2.5 BTC at 20,000; a bid on its way holds back what it may cost. */
    @Test
    void shouldNeverBidForMoreThanItHasWhenOrdersAreLarger() {
        order(1, 7, 2 * WHOLE);
        order(2, 8, 2 * WHOLE);
        order(3, 9, WHOLE);
        final KeeperDesk desk = desk(Strategy.eager(), KeeperLimits.NONE);
        assertThat(turn(desk, 0)).containsExactly("1: 200000000 at 2000000", "2: 50000000 at 2000000");

        // It bought 1.5 for 30,000: 10,000 more are left, whether the answer comes first or the feed.
        answer(desk, 1, RejectCode.NONE, 960, 150_000_000, 30_000 * DOLLAR);
        assertThat(inventory.purse().free(0)).isEqualTo(10_000 * DOLLAR);
        bought(960, 150_000_000, 30_000 * DOLLAR);
        assertThat(inventory.purse().free(0)).isEqualTo(10_000 * DOLLAR);
        assertThat(inventory.purse().balance(1)).isEqualTo(150_000_000);
        assertThat(inventory.purse().balanceWithBids(1)).isEqualTo(200_000_000);
        bought(992, 40_000_000, 8_000 * DOLLAR);
        answer(desk, 2, RejectCode.NONE, 992, 40_000_000, 8_000 * DOLLAR);
        assertThat(inventory.purse().free(0)).isEqualTo(12_000 * DOLLAR);
        assertThat(inventory.purse().balanceWithBids(1)).isEqualTo(190_000_000);
    }

    @Test
    void shouldKeepWithinItsLimitsWhenItHasSomeAlready() {
        order(1, 7, WHOLE);
        assertThat(turn(desk(Strategy.eager(), limits(0, 10_001 * DOLLAR, Map.of())), 0))
                .containsExactly("1: 50005000 at 2000000");
        inventory.purse().release(1, 0, 0, 0);
        bought(900, 30_000_000, 6_000 * DOLLAR);
        assertThat(turn(desk(Strategy.eager(), limits(0, NONE, Map.of(1, 80_000_000L))), 0))
                .containsExactly("1: 50000000 at 2000000");
        assertThat(turn(desk(Strategy.eager(), limits(0, NONE, Map.of(1, 80_000_000L))), 0))
                .as("the first desk's bid counts").isEmpty();
        assertThat(turn(desk(Strategy.eager(), limits(0, NONE, Map.of(1, 0L))), 0)).isEmpty();
    }

    /** Of 50,000 dollars it keeps 45,000; the rest buys a quarter of a BTC at 20,000. */
    @Test
    void shouldNotSpendWhatItKeepsWhenCollateralIsForSale() {
        order(1, 7, WHOLE);
        final KeeperDesk desk = desk(Strategy.eager(), keeping(45_000));
        assertThat(turn(desk, 0)).containsExactly("1: 25000000 at 2000000");
        answer(desk, 1, RejectCode.NONE, 960, 25_000_000, 5_000 * DOLLAR);
        bought(960, 25_000_000, 5_000 * DOLLAR);

        assertThat(turn(desk, 0)).isEmpty();
        assertThat(turn(desk(Strategy.eager(), keeping(60_000)), 0)).isEmpty();
    }

    private static KeeperLimits keeping(final long dollars) {
        return new KeeperLimits(0, NONE, NONE, Map.of(), Map.of(), Map.of(0, dollars * DOLLAR));
    }

    /** A position may need less margin than what a haircut takes from what collateral costs. */
    @Test
    void shouldTryAgainAfterAWhileWhenCollateralWouldLeaveItShortOfMargin() {
        order(1, 7, WHOLE);
        final KeeperDesk desk = desk(Strategy.eager(), KeeperLimits.NONE);
        turn(desk, 0);
        answer(desk, 1, RejectCode.INSUFFICIENT_MARGIN, 960, 0, 0);
        assertThat(said.toString()).doesNotContain("stopped");
        assertThat(turn(desk, 49)).isEmpty();
        assertThat(turn(desk, 50)).containsExactly("1: 100000000 at 2000000");
    }

    @Test
    void shouldNotBidWhenAPriceCannotBeTrustedOrItHasNothingToPayWith() {
        order(1, 7, WHOLE);
        final KeeperDesk desk = desk(Strategy.eager(), KeeperLimits.NONE);
        price(2_000_000, PriceState.STALE);
        assertThat(turn(desk, 0)).isEmpty();
        price(2_000_000, PriceState.UNCERTAIN);
        new TransferredEncoder().wrapAndApplyHeader(buffer, 0, header)
                .from(KEEPER).to(9).amount(50_000 * DOLLAR).asset(0);
        hear(inventory, 3);
        assertThat(turn(desk, 0)).isEmpty();
        deposit(1);
        // A dollar is 5,000 units.
        assertThat(turn(desk, 0)).containsExactly("1: 5000 at 2000000");
    }

    @Test
    void shouldBuyNothingWhenItsInventoryCountsNoMoney() {
        order(1, 7, WHOLE);
        final Inventory positionsAlone = new Inventory(KEEPER);
        new BalanceChangedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .account(KEEPER).amount(DOLLAR).balance(0).reference(1).asset(0).pool(0);
        hear(positionsAlone, 2);
        assertThat(turn(
                        new KeeperDesk(
                                KEEPER, Strategy.eager(), KeeperLimits.NONE, positionsAlone, KeeperJournal.silent()),
                        0))
                .isEmpty();
    }

    @Test
    void shouldSayWhatItDoesAndBackOffWhenItIsRefused() {
        order(1, 7, WHOLE);
        assertThat(turn(desk(Strategy.passive(Strategy.patient(2_500)), KeeperLimits.NONE), 600)).isEmpty();
        final KeeperDesk desk = desk(Strategy.patient(2_500), KeeperLimits.NONE);
        turn(desk, 600);
        answer(desk, 1, RejectCode.PRICE_MOVED, 960, 0, 0);
        assertThat(turn(desk, 0)).isEmpty();
        assertThat(inventory.purse().free(0)).isEqualTo(50_000 * DOLLAR);
        turn(desk, 700);
        answer(desk, 2, RejectCode.NONE, 992, WHOLE, 19_930 * DOLLAR);

        assertThat(said.toString().lines()).containsExactly(
                "would-bid liquidation=1 asset=1 debtAsset=0 account=2 quantity=100000000 limit=1995000"
                        + " discountPpm=3000",
                "bid liquidation=1 asset=1 debtAsset=0 account=2 quantity=100000000 limit=1995000 discountPpm=3000",
                "refused liquidation=1 asset=1 debtAsset=0 account=2 answer=PRICE_MOVED position=960",
                "bid liquidation=1 asset=1 debtAsset=0 account=2 quantity=100000000 limit=1995000 discountPpm=3500",
                "traded liquidation=1 asset=1 debtAsset=0 account=2 quantity=100000000 price=2000000"
                        + " paid=19930000000 position=992");
        assertThat(desk.bids()).isEqualTo(2);
        assertThat(desk.trades()).isEqualTo(1);
    }
}
