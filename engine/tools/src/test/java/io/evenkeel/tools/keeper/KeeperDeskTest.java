package io.evenkeel.tools.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.client.keeper.Bid;
import io.evenkeel.client.keeper.LiquidationAdapter;
import io.evenkeel.client.keeper.LiquidationBoard;
import io.evenkeel.client.keeper.MarketBoard;
import io.evenkeel.codecs.AssetAddedEncoder;
import io.evenkeel.codecs.BalanceChangedEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.InstrumentAddedEncoder;
import io.evenkeel.codecs.LiquidationEndedEncoder;
import io.evenkeel.codecs.LiquidationOrderEncoder;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.MarketPriceEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.Side;
import io.evenkeel.codecs.TradeBookedEncoder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a desk bids, event by event. Orders close 1 BTC at a mark of 60,000.00: a discount of 0.5 % after 10 s, so
 * 0.05 % a second, and a bankruptcy price at 1 % below.
 */
class KeeperDeskTest {
    private static final long KEEPER = 2;
    private static final long MARK = 6_000_000;
    private static final long START = 1_000_000;
    private static final long WHOLE = 10_000;
    private static final long DOLLAR = 1_000_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final LiquidationBoard board = new LiquidationBoard();
    private final LiquidationAdapter liquidations = new LiquidationAdapter(board);
    private final MarketBoard markets = new MarketBoard();
    private final Inventory inventory = new Inventory(KEEPER);
    private final StringWriter said = new StringWriter();
    private final List<String> bids = new ArrayList<>();
    private long sequence;
    private boolean isFull;

    private void hear(final FeedListener listener, final long position) {
        listener.onEvent(1, position, buffer, 0, buffer.capacity());
    }

    @BeforeEach
    void list() {
        new AssetAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .asset(0).symbol("USDC").exponent((byte) -6).priceExponent((byte) 0).numeraire(BooleanType.YES);
        hear(markets, 1);
        for (int instrument = 0; instrument < 2; instrument++) {
            new InstrumentAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .tick(1).lot(100).multiplier(1).symbol("P" + instrument).instrument(instrument)
                    .settlementAsset(0).priceExponent((byte) -2).quantityExponent((byte) -4);
            hear(markets, 1);
            price(instrument, MARK, PriceState.VALID);
        }
    }

    private void price(final int instrument, final long mark, final PriceState state) {
        new MarketPriceEncoder().wrapAndApplyHeader(buffer, 0, header)
                .commandPosition(1).index(mark).mark(mark).timeMs(1).priced(instrument)
                .kind(PricedKind.INSTRUMENT).state(state).freshSources((short) 3);
        hear(markets, 1);
    }

    private void order(final long liquidation, final long account, final int instrument, final Side side) {
        final long bankruptcyPrice = side == Side.SELL ? 5_940_000 : 6_060_000;
        new LiquidationOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(liquidation).account(account).quantity(WHOLE).mark(MARK)
                .bankruptcyPrice(bankruptcyPrice).startTimeMs(START).auctionMs(10_000).maxDiscountPpm(5_000)
                .instrument(instrument).side(side).step(LiquidationStep.AUCTION).furthestPrice(bankruptcyPrice);
        hear(liquidations, 1);
    }

    private void holds(final int instrument, final long before, final long bought, final long position) {
        new TradeBookedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .tradeId(1).buyer(KEEPER).seller(9).quantity(bought).price(MARK).buyerBefore(before).sellerBefore(0)
                .buyerProfit(0).sellerProfit(0).venue(0).instrument(instrument);
        hear(inventory, position);
    }

    private KeeperDesk desk(final Strategy strategy, final KeeperLimits limits) {
        return new KeeperDesk(KEEPER, strategy, limits, inventory, new KeeperJournal(new PrintWriter(said), false));
    }

    private static KeeperLimits limits(
            final long minDiscountPpm, final long maxBid, final long maxNotional, final Map<Integer, Long> most) {
        return new KeeperLimits(minDiscountPpm, maxBid, maxNotional, most);
    }

    /** What it bids at a time: liquidation, quantity, limit. */
    private List<String> turn(final KeeperDesk desk, final long elapsedMs) {
        bids.clear();
        desk.turn(
                board,
                markets,
                (account, order, quantity, limit) -> {
                    if (isFull) {
                        return -1;
                    }
                    bids.add(order.liquidation() + ": " + quantity + " at " + limit);
                    return ++sequence;
                },
                START + elapsedMs);
        return List.copyOf(bids);
    }

    private void answer(
            final KeeperDesk desk, final long liquidation, final RejectCode code, final long traded,
            final long elapsedMs) {
        desk.onOutcome(
                new Bid(sequence, KEEPER, liquidation, 0, WHOLE, MARK, code, 5_000, START, traded, MARK),
                START + elapsedMs);
    }

    @Test
    void shouldBidAtOnceWithTheMarkAsLimitWhenEager() {
        order(1, 7, 0, Side.SELL);
        order(2, 8, 0, Side.BUY);
        final KeeperDesk desk = desk(Strategy.eager(), limits(0, Long.MAX_VALUE, Long.MAX_VALUE, Map.of()));

        assertThat(turn(desk, 0)).containsExactly("1: 10000 at 6000000", "2: 10000 at 6000000");
        assertThat(turn(desk, 1)).as("one bid at a time").isEmpty();
    }

    @Test
    void shouldWaitForItsDiscountWhenPatient() {
        order(1, 7, 0, Side.SELL);
        final KeeperDesk desk = desk(Strategy.patient(2_000), KeeperLimits.NONE);

        // 0.2 % is reached after 4 s.
        assertThat(turn(desk, 3_999)).isEmpty();
        assertThat(turn(desk, 4_000)).containsExactly("1: 10000 at 5988000");
        order(2, 8, 0, Side.BUY);
        assertThat(turn(desk, 4_000)).containsExactly("2: 10000 at 6012000");
    }

    @Test
    void shouldTakeTheLargestDiscountThereWillBeWhenPatientBeyondIt() {
        order(1, 7, 0, Side.SELL);
        assertThat(turn(desk(Strategy.patient(50_000), KeeperLimits.NONE), 9_999)).isEmpty();
        assertThat(turn(desk(Strategy.patient(50_000), KeeperLimits.NONE), 10_000))
                .containsExactly("1: 10000 at 5970000");
        assertThat(turn(
                        desk(Strategy.patient(50_000), limits(5_001, Long.MAX_VALUE, Long.MAX_VALUE, Map.of())),
                        10_000))
                .as("less discount than its least").isEmpty();
    }

    @Test
    void shouldOnlySayWhatItWouldBidWhenPassive() {
        order(1, 7, 0, Side.SELL);
        final KeeperDesk desk = desk(Strategy.passive(Strategy.patient(2_000)), KeeperLimits.NONE);
        assertThat(turn(desk, 4_000)).isEmpty();
        assertThat(turn(desk, 4_001)).isEmpty();

        assertThat(said.toString().lines()).containsExactly("would-bid liquidation=1 instrument=0 account=2"
                + " step=AUCTION side=BUY quantity=10000 limit=5988000 discountPpm=2000");
        assertThat(desk.bids()).isZero();
    }

    @Test
    void shouldNotBidWhenThePriceCannotBeTrustedOrTheAccountIsItsOwn() {
        order(1, KEEPER, 0, Side.SELL);
        order(2, 8, 1, Side.SELL);
        price(1, MARK, PriceState.STALE);
        final KeeperDesk desk = desk(Strategy.eager(), KeeperLimits.NONE);

        assertThat(turn(desk, 0)).isEmpty();
        price(1, MARK, PriceState.UNCERTAIN);
        assertThat(turn(desk, 0)).containsExactly("2: 10000 at 6000000");
    }

    /** 1 BTC is 60,000 dollars; 25,030 dollars are 0.41716 BTC, in lots of 0.01 BTC 0.41. */
    @Test
    void shouldBidForWholeLotsWithinItsLimitsWhenTheOrderIsLarger() {
        order(1, 7, 0, Side.SELL);
        assertThat(turn(desk(Strategy.eager(), limits(0, 25_030 * DOLLAR, Long.MAX_VALUE, Map.of())), 0))
                .containsExactly("1: 4100 at 6000000");

        holds(0, 0, 3_000, 100);
        // What the first desk's bid may bring counts until it is over: 0.3 + 0.41 of 0.8 leaves 0.09.
        assertThat(turn(desk(Strategy.eager(), limits(0, Long.MAX_VALUE, Long.MAX_VALUE, Map.of(0, 8_000L))), 0))
                .containsExactly("1: 900 at 6000000");
        inventory.release(1, 0, 0);
        inventory.release(2, 0, 0);
        // 0.2 BTC of the other are 12,000 dollars: 38,000 of 50,000 are left, 0.63 BTC, of which 0.3 are held.
        holds(1, 0, 2_000, 101);
        assertThat(turn(desk(Strategy.eager(), limits(0, Long.MAX_VALUE, 50_000 * DOLLAR, Map.of())), 0))
                .containsExactly("1: 3300 at 6000000");
        assertThat(turn(desk(Strategy.eager(), limits(0, Long.MAX_VALUE, 12_000 * DOLLAR, Map.of())), 0)).isEmpty();
    }

    @Test
    void shouldBidForMoreThanItsLimitWhenItHoldsTheOpposite() {
        order(1, 7, 0, Side.BUY);
        holds(0, 0, 3_000, 100);
        // The keeper sells: from long 0.3 to short 0.5 at most.
        assertThat(turn(desk(Strategy.eager(), limits(0, Long.MAX_VALUE, Long.MAX_VALUE, Map.of(0, 5_000L))), 0))
                .containsExactly("1: 8000 at 6000000");
    }

    @Test
    void shouldCountATradeOnceWhenItsAnswerComesBeforeOrAfterTheAuditFeed() {
        order(1, 7, 0, Side.SELL);
        final KeeperDesk desk =
                desk(Strategy.eager(), limits(0, Long.MAX_VALUE, Long.MAX_VALUE, Map.of(0, 15_000L)));
        assertThat(turn(desk, 0)).containsExactly("1: 10000 at 6000000");
        answer(desk, 1, RejectCode.NONE, WHOLE, 0);
        assertThat(inventory.positionWithBids(0, true)).isEqualTo(WHOLE);
        holds(0, 0, WHOLE, 5_000);
        assertThat(inventory.positionWithBids(0, true)).isEqualTo(WHOLE);

        order(2, 8, 0, Side.SELL);
        assertThat(turn(desk, 0)).containsExactly("1: 5000 at 6000000");
        holds(0, WHOLE, 5_000, 6_000);
        desk.onOutcome(
                new Bid(sequence, KEEPER, 1, 0, 5_000, MARK, RejectCode.NONE, 6_000, START, 5_000, MARK), START);
        assertThat(inventory.positionWithBids(0, true)).isEqualTo(15_000);
        assertThat(turn(desk, 0)).isEmpty();
    }

    @Test
    void shouldBackOffTwiceAsLongEachTimeWhenItIsRefused() {
        order(1, 7, 0, Side.SELL);
        final KeeperDesk desk = desk(Strategy.eager(), KeeperLimits.NONE);
        assertThat(turn(desk, 0)).hasSize(1);
        answer(desk, 1, RejectCode.PRICE_MOVED, 0, 0);
        assertThat(turn(desk, 49)).isEmpty();
        assertThat(turn(desk, 50)).hasSize(1);
        answer(desk, 1, RejectCode.PRICE_MOVED, 0, 50);
        order(2, 8, 0, Side.SELL);
        assertThat(turn(desk, 51)).as("only what was refused").containsExactly("2: 10000 at 6000000");
        assertThat(turn(desk, 149)).isEmpty();
        assertThat(turn(desk, 150)).containsExactly("1: 10000 at 6000000");
        assertThat(desk.refusals()).isEqualTo(2);

        new LiquidationEndedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(1).account(7).equity(1).maintenanceMargin(1).outcome(LiquidationOutcome.CURED);
        hear(liquidations, 1);
        assertThat(turn(desk, 10_000)).isEmpty();
    }

    @Test
    void shouldStopUntilThereIsMoreMarginWhenItsMarginIsRefused() {
        order(1, 7, 0, Side.SELL);
        final KeeperDesk desk = desk(Strategy.eager(), KeeperLimits.NONE);
        turn(desk, 0);
        answer(desk, 1, RejectCode.INSUFFICIENT_MARGIN, 0, 0);
        order(2, 8, 0, Side.SELL);
        assertThat(turn(desk, 9_000)).isEmpty();

        deposit(7);
        assertThat(turn(desk, 9_000)).as("money of somebody else").isEmpty();
        deposit(KEEPER);
        assertThat(turn(desk, 9_000)).hasSize(2);
        assertThat(said.toString()).contains("stopped account=2", "resumed account=2");
    }

    private void deposit(final long account) {
        new BalanceChangedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .account(account).amount(1).balance(1).reference(1).asset(0).pool(0);
        hear(inventory, 7_000);
    }

    @Test
    void shouldLeaveEverythingAloneWhenItIsTheKeeperThatIsRefused() {
        order(1, 7, 0, Side.SELL);
        final KeeperDesk desk = desk(Strategy.eager(), KeeperLimits.NONE);
        turn(desk, 0);
        answer(desk, 1, RejectCode.RATE_LIMITED, 0, 0);
        order(2, 8, 0, Side.SELL);

        assertThat(turn(desk, 49)).isEmpty();
        assertThat(turn(desk, 50)).hasSize(2);
    }

    @Test
    void shouldBidAgainWhenTheLineHadNoRoom() {
        order(1, 7, 0, Side.SELL);
        final KeeperDesk desk = desk(Strategy.eager(), KeeperLimits.NONE);
        isFull = true;
        assertThat(turn(desk, 0)).isEmpty();
        isFull = false;

        assertThat(turn(desk, 0)).containsExactly("1: 10000 at 6000000");
        assertThat(inventory.positionWithBids(0, true)).isEqualTo(WHOLE);
    }
}
