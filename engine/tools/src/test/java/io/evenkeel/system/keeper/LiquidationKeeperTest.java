package io.evenkeel.system.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.keeper.Bid;
import io.evenkeel.client.keeper.LiquidationKeeper;
import io.evenkeel.client.keeper.LiquidationListener;
import io.evenkeel.client.keeper.ListedMarket;
import io.evenkeel.client.keeper.OpenOrder;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.Side;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A keeper's line to a real node: what it says of prices and outcomes is what the node does. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class LiquidationKeeperTest {
    private static final long RICH = 2;
    private static final long POOR = 3;

    private final SleepingMillisIdleStrategy idle = new SleepingMillisIdleStrategy(1);
    private final List<Bid> outcomes = new ArrayList<>();
    private final EmbeddedNode node = EmbeddedNode.launch(new NodeContext().set(NodeProperty.LIMITS, "small"));
    private CrashingMarket market;
    private LiquidationKeeper keeper;

    @BeforeEach
    void open() {
        market = new CrashingMarket(
                node.aeronDir(), List.of(node.address()), node::key, List.of(RICH), 10_000_000);
        market.openTraders(CrashingMarket.FIRST_LONG, 1, true);
        market.openTraders(CrashingMarket.FIRST_SHORT, 1, false);
    }

    @AfterEach
    void close() {
        CloseHelper.closeAll(keeper, market, node);
    }

    private void join(final long fromNumber) {
        CloseHelper.close(keeper);
        keeper = LiquidationKeeper.create(
                market.commands(CrashingMarket.KEEPER),
                market.feed().fromNumber(fromNumber),
                market.feed(),
                new LiquidationListener() { },
                outcomes::add);
        await(keeper::isReady);
    }

    private void await(final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean() && System.nanoTime() - deadlineNs < 0) {
            idle.idle(keeper.poll() + market.house().poll());
        }
        assertThat(condition.getAsBoolean()).as("%s %s", outcomes, keeper.board().open()).isTrue();
    }

    private OpenOrder awaitOrder(final Side side) {
        await(() -> keeper.board().open().stream().anyMatch(it -> it.order() != null && it.order().side() == side));
        return keeper.board().open().stream()
                .map(it -> it.order())
                .filter(it -> it != null && it.side() == side)
                .findFirst().orElseThrow();
    }

    private Bid bid(final long account, final OpenOrder order, final long quantity, final long limit) {
        final int before = outcomes.size();
        assertThat(keeper.bid(account, order, quantity, limit)).isPositive();
        await(() -> outcomes.size() > before);
        assertThat(keeper.pendingBids()).isZero();
        return outcomes.get(before);
    }

    @Test
    void shouldTradeAtThePriceThatTheOrderSaysWhenALongAndAShortAreSold() {
        join(1);
        market.price(CrashingMarket.CRASHED);
        expectTradesAtItsPrice(awaitOrder(Side.SELL), 2_000);
        // One lot after the other until it is cured or empty, then the other side.
        market.price(CrashingMarket.RALLIED);
        expectTradesAtItsPrice(awaitOrder(Side.BUY), 3_000);
    }

    /** Bids for a lot some time after the auction began, and reckons with the cluster's time what the price was. */
    private void expectTradesAtItsPrice(final OpenOrder first, final long afterMs) {
        assertThat(first.step()).isEqualTo(LiquidationStep.AUCTION);
        await(() -> System.currentTimeMillis() > first.startTimeMs() + afterMs);
        final OpenOrder order = keeper.board().order(first.liquidation());
        final ListedMarket listed = keeper.markets().market(order.instrument());
        final Bid bid = bid(RICH, order, 1, order.priceAt(0, listed.mark(), listed.tick()));

        assertThat(bid.answer()).isEqualTo(RejectCode.NONE);
        assertThat(bid.traded()).isEqualTo(1);
        assertThat(bid.timeMs()).isGreaterThan(first.startTimeMs() + afterMs - 1_000);
        assertThat(bid.price()).isEqualTo(order.price(bid.timeMs(), listed.mark(), listed.tick()));
        // 1 % of the mark in 20 s: a thousandth of it in 2 s.
        assertThat(Math.abs(bid.price() - listed.mark()))
                .isBetween(listed.mark() * (afterMs - 1_000) / 2_000_000, listed.mark() * 4 / 1_000);
    }

    @Test
    void shouldKnowWhatStandsWhenItJoinsInTheMiddle() {
        join(1);
        market.price(CrashingMarket.CRASHED);
        final OpenOrder order = awaitOrder(Side.SELL);
        assertThat(order.account()).isEqualTo(CrashingMarket.FIRST_LONG);
        assertThat(keeper.board().open()).singleElement()
                .satisfies(it -> assertThat(it.breachPosition()).isPositive());

        join(1);
        assertThat(awaitOrder(Side.SELL).startTimeMs()).isEqualTo(order.startTimeMs());
        // From now on: it knows the liquidation once its order is announced anew, since a trade or the discount that
        // grows has it sized anew; and not how it began.
        join(0);
        assertThat(bid(RICH, order, 100, CrashingMarket.CRASHED).traded()).isEqualTo(100);
        awaitOrder(Side.SELL);
        assertThat(keeper.board().open()).singleElement()
                .satisfies(it -> assertThat(it.breachPosition()).isZero());
    }

    @Test
    void shouldSayWhyWhenABidIsRefused() {
        join(1);
        market.price(CrashingMarket.CRASHED);
        final OpenOrder order = awaitOrder(Side.SELL);
        assertThat(bid(POOR, order, order.quantity(), CrashingMarket.CRASHED).answer())
                .isEqualTo(RejectCode.UNKNOWN_ACCOUNT);
        assertThat(bid(CrashingMarket.FIRST_LONG, order, order.quantity(), CrashingMarket.CRASHED).answer())
                .isEqualTo(RejectCode.NOT_PERMITTED);
        assertThat(bid(RICH, order, order.quantity(), order.bankruptcyPrice()).answer())
                .isEqualTo(RejectCode.PRICE_MOVED);
        market.deposit(CrashingMarket.FIRST_LONG, 100_000);
        market.settle();
        await(() -> keeper.board().open().isEmpty());
        final Bid late = bid(RICH, order, order.quantity(), CrashingMarket.CRASHED);
        assertThat(late.answer()).isEqualTo(RejectCode.LIQUIDATION_NOT_OPEN);
        assertThat(late.isRefused()).isTrue();
    }
}
