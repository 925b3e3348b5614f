package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.DeleveragingRoundDecoder;
import io.evenkeel.codecs.DeleveragingSkippedDecoder;
import io.evenkeel.codecs.DeleveragingStartedDecoder;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SkipReason;
import io.evenkeel.core.EngineLimits;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/**
 * What neither keepers nor backstops nor insurance take, accounts of the opposite side close at the bankruptcy price
 * (SPEC 6, step 4). At 46,500 the debtor's equity is 3,000 − 3,500 = −500, and its bankruptcy price 47,000.
 */
class DeleveragingTest {
    private static final long USDC = OrderRig.USDC;
    private static final long ONE = OrderRig.ONE;
    private static final long DEBTOR = LiquidationRig.DEBTOR;
    private static final long VENUES_OWN = 9;
    private static final long BANKRUPTCY = 470_000;
    private static final long AUCTION_MS = 2_000;

    private final LiquidationRig market = new LiquidationRig(true, 3_000 * USDC);
    private long breachPosition;

    /** An account of Bob that is short from a price. */
    private void goShort(final LiquidationRig in, final long account, final long quantity, final long price) {
        in.accept(in.commands().deposit(account, 100_000 * USDC));
        in.accept(in.commands().trade(VENUES_OWN, account, quantity, price));
    }

    private void fall(final LiquidationRig in) {
        in.accept(in.commands().price(465_000));
        breachPosition = in.rig().logPosition();
        in.rig().timer(50);
        in.rig().timer(AUCTION_MS);
    }

    private static List<Tuple> closed(final LiquidationRig in) {
        return in.trades().stream()
                .filter(trade -> trade.step() == LiquidationStep.DELEVERAGED)
                .map(trade -> tuple(trade.keeper(), trade.quantity(), trade.price()))
                .toList();
    }

    /**
     * 10,000 lots over 20,000 and 10,000: 6,666 and 3,333 rounded down, 20,000 and 10,000 thirtythousandths are left
     * over, so the last lot is the first one's. Each gets 3,000 a contract on 50,000; the debtor has nothing left.
     */
    @Test
    void shouldShareInProportionWhenTwoHaveProfit() {
        goShort(market, 2, 2 * ONE, LiquidationRig.START);
        goShort(market, 3, ONE, LiquidationRig.START);
        fall(market);

        final DeleveragingStartedDecoder started = market.rig().only(new DeleveragingStartedDecoder());
        assertThat(started.price()).isEqualTo(BANKRUPTCY);
        assertThat(started.mark()).isEqualTo(465_000);
        assertThat(started.breachPosition()).isEqualTo(breachPosition);
        final DeleveragingRoundDecoder round = market.rig().only(new DeleveragingRoundDecoder());
        assertThat(round.needed()).isEqualTo(ONE);
        assertThat(round.held()).isEqualTo(3 * ONE);
        assertThat(closed(market)).containsExactly(tuple(2L, 6_667L, BANKRUPTCY), tuple(3L, 3_333L, BANKRUPTCY));
        assertThat(market.trades()).extracting(LiquidationTradeDecoder::byBid).containsOnly(BooleanType.NO);
        assertThat(market.trades()).extracting(LiquidationTradeDecoder::breachPosition).containsOnly(breachPosition);
        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.EMPTIED);
        assertThat(market.rig().balance(DEBTOR)).isZero();
        assertThat(market.rig().position(2)).isEqualTo(-13_333);
        assertThat(market.rig().balance(2)).isEqualTo(100_000 * USDC + 2_000_100_000L);
        assertThat(market.rig().balance(3)).isEqualTo(100_000 * USDC + 999_900_000L);
        assertThat(market.insurance()).isZero();
        assertThat(market.socialised()).isZero();
    }

    /**
     * At 47,400 equity is 3,000 − 2,600 = 400, and closing all at 47,000 leaves nothing. A penalty with the first share
     * (0.5 % of 0.6667 · 47,400 is 158) would be missing when the second one closes at the same price: none is due.
     */
    @Test
    void shouldLeaveNoDebtWhenSharesCloseOneByOneAtOnePrice() {
        goShort(market, 2, 2 * ONE, LiquidationRig.START);
        goShort(market, 3, ONE, LiquidationRig.START);
        market.accept(market.commands().price(474_000));
        market.rig().timer(50);
        market.rig().timer(AUCTION_MS);

        assertThat(closed(market)).containsExactly(tuple(2L, 6_667L, BANKRUPTCY), tuple(3L, 3_333L, BANKRUPTCY));
        assertThat(market.trades()).extracting(LiquidationTradeDecoder::penalty).containsOnly(0L);
        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.EMPTIED);
        assertThat(market.rig().balance(DEBTOR)).isZero();
        assertThat(market.insurance()).isZero();
    }

    /** Account 3 is short from 40,000 and has a loss: it is asked only for what account 2, who has half, leaves. */
    @Test
    void shouldAskThoseWithProfitFirstWhenOthersHaveNone() {
        goShort(market, 2, ONE / 2, LiquidationRig.START);
        goShort(market, 3, 5 * ONE, 400_000);
        fall(market);

        assertThat(market.rig().all(DeleveragingRoundDecoder.TEMPLATE_ID)).hasSize(2);
        assertThat(closed(market)).containsExactly(tuple(2L, ONE / 2, BANKRUPTCY), tuple(3L, ONE / 2, BANKRUPTCY));
        assertThat(market.rig().position(3)).isEqualTo(-45_000);
    }

    /**
     * At 44,000 what is needed is closed at 47,000 all the same, 3,000 a contract worse than the mark. Account 2 has a
     * tenth. Account 12, with 2,500 and short one from 44,000, is asked for the other nine: 2,500 − 2,700 is negative.
     * Nobody is left, so the pool takes them at mark.
     */
    @Test
    void shouldPassOverWhoWouldBeNegativeWhenTheBankruptcyPriceIsFarFromTheMark() {
        goShort(market, 2, ONE / 10, LiquidationRig.START);
        market.open(12, OrderRig.BOB, 2_500 * USDC);
        market.accept(market.commands().price(440_000));
        market.accept(market.commands().trade(VENUES_OWN, 12, ONE, 440_000));
        market.rig().timer(50);
        market.rig().timer(AUCTION_MS);

        assertThat(closed(market)).containsExactly(tuple(2L, ONE / 10, BANKRUPTCY));
        final DeleveragingSkippedDecoder skipped = market.rig().only(new DeleveragingSkippedDecoder());
        assertThat(skipped.account()).isEqualTo(12);
        assertThat(skipped.quantity()).isEqualTo(9 * ONE / 10);
        assertThat(skipped.reason()).isEqualTo(SkipReason.NEGATIVE_EQUITY);
        assertThat(skipped.equity()).isEqualTo(-200 * USDC);
        assertThat(market.trades()).last()
                .extracting(
                        LiquidationTradeDecoder::step, LiquidationTradeDecoder::price, LiquidationTradeDecoder::byBid)
                .containsExactly(LiquidationStep.POOL, 440_000L, BooleanType.NO);
        assertThat(market.rig().position(DEBTOR)).isZero();
        assertThat(market.rig().position(12)).isEqualTo(-ONE);
    }

    /** Alice owns the debtor: her other account is not asked, and neither is the venue's; Bob is alone. */
    @Test
    void shouldPassByTheSameOwnerAndExemptAccountsWhenOthersHold() {
        market.accept(market.commands().deposit(1, 100_000 * USDC));
        market.accept(market.commands().trade(VENUES_OWN, 1, 8 * ONE, LiquidationRig.START));
        goShort(market, 3, 2 * ONE, LiquidationRig.START);
        fall(market);

        assertThat(closed(market)).containsExactly(tuple(3L, ONE, BANKRUPTCY));
        assertThat(market.rig().position(1)).isEqualTo(-8 * ONE);
    }

    @Test
    void shouldTakeABidAtTheBankruptcyPriceWhenHoldersAreStillGathered() {
        final LiquidationRig slow = slowMarket();
        slow.accept(slow.commands().deposit(2, 100_000 * USDC));
        assertThat(slow.commands().bid(OrderRig.ALICE, 1, LiquidationRig.LIQUIDATION, ONE, BANKRUPTCY))
                .isEqualTo(RejectCode.NOT_PERMITTED);
        slow.accept(slow.commands().bid(OrderRig.BOB, 2, LiquidationRig.LIQUIDATION, ONE, BANKRUPTCY));

        assertThat(slow.trades().get(0).step()).isEqualTo(LiquidationStep.DELEVERAGED);
        assertThat(slow.trades().get(0).byBid()).isEqualTo(BooleanType.YES);
        assertThat(slow.outcome()).isEqualTo(LiquidationOutcome.EMPTIED);
        slow.rig().timer(50);
        assertThat(slow.rig().all(DeleveragingRoundDecoder.TEMPLATE_ID)).isEmpty();
    }

    /** A contract at 47,000 needs 10 % of 46,500 as initial margin, and loses 500 at once: 5,150. */
    @Test
    void shouldRefuseABidAtTheBankruptcyPriceWhenTheKeeperHasNoMarginForIt() {
        final LiquidationRig slow = slowMarket();
        slow.accept(slow.commands().deposit(2, 5_150 * USDC - 1));
        assertThat(slow.commands().bid(OrderRig.BOB, 2, LiquidationRig.LIQUIDATION, ONE, BANKRUPTCY))
                .isEqualTo(RejectCode.INSUFFICIENT_MARGIN);
        assertThat(slow.trades()).isEmpty();
        slow.accept(slow.commands().deposit(2, 1));
        slow.accept(slow.commands().bid(OrderRig.BOB, 2, LiquidationRig.LIQUIDATION, ONE, BANKRUPTCY));

        assertThat(slow.trades().get(0).step()).isEqualTo(LiquidationStep.DELEVERAGED);
        assertThat(slow.rig().balance(2)).isEqualTo(5_150 * USDC);
    }

    /** A market in which a slice looks at one account, in the middle of gathering. */
    private LiquidationRig slowMarket() {
        final LiquidationRig slow = new LiquidationRig(
                EngineLimits.small().withSliceEvaluations(1), true, 3_000 * USDC);
        for (long account = 20; account < 60; account++) {
            slow.open(account, OrderRig.BOB, 100_000 * USDC);
            slow.accept(slow.commands().trade(VENUES_OWN, account, account * 10, LiquidationRig.START));
        }
        fall(slow);
        slow.rig().timer(AUCTION_MS);
        assertThat(slow.rig().only(new DeleveragingStartedDecoder()).price()).isEqualTo(BANKRUPTCY);
        return slow;
    }

    /**
     * Of its 500 lots account 50 buys back 400, 59 all of its 590, and 61 opens: all long before the cursor comes. The
     * plan is what a scan would have found when it began: of 10,000 lots among 15,800, 316 are the share of 50, which
     * has 100 left, and 373 that of 59. What both leave is planned again over the rest.
     */
    @Test
    void shouldPlanAsAScanWouldHaveWhenAccountsChangeWhileOthersAreGathered() {
        final LiquidationRig slow = slowMarket();
        slow.accept(slow.commands().trade(50, VENUES_OWN, 400, LiquidationRig.START));
        slow.accept(slow.commands().trade(59, VENUES_OWN, 590, LiquidationRig.START));
        slow.open(61, OrderRig.BOB, 100_000 * USDC);
        slow.accept(slow.commands().trade(VENUES_OWN, 61, 5 * ONE, LiquidationRig.START));
        final List<Tuple> trades = new ArrayList<>();
        final List<DeleveragingSkippedDecoder> skipped = new ArrayList<>();
        final List<Long> needed = new ArrayList<>();
        while (slow.rig().all(LiquidationEndedDecoder.TEMPLATE_ID).isEmpty()) {
            slow.rig().timer(50);
            slow.rig().all(DeleveragingRoundDecoder.TEMPLATE_ID).forEach(told ->
                    needed.add(OrderRig.decode(told, new DeleveragingRoundDecoder()).needed()));
            trades.addAll(closed(slow));
            slow.rig().all(DeleveragingSkippedDecoder.TEMPLATE_ID).forEach(told ->
                    skipped.add(OrderRig.decode(told, new DeleveragingSkippedDecoder())));
        }

        assertThat(trades).filteredOn(trade -> trade.toList().get(0).equals(50L))
                .containsExactly(tuple(50L, 100L, BANKRUPTCY));
        assertThat(skipped).hasSize(1);
        assertThat(skipped.get(0).account()).isEqualTo(59);
        assertThat(skipped.get(0).reason()).isEqualTo(SkipReason.NO_POSITION);
        assertThat(skipped.get(0).equity()).isZero();
        assertThat(skipped.get(0).quantity()).isBetween(373L, 374L);
        assertThat(trades).noneMatch(trade -> trade.toList().get(0).equals(61L));
        final long sum = trades.stream().mapToLong(trade -> (long) trade.toList().get(1)).sum();
        assertThat(sum).isEqualTo(ONE);
        // 316.46 and 373.42 lots, each as the largest remainders have it, less 100.
        assertThat(needed).hasSize(2).startsWith(ONE);
        assertThat(needed.get(1)).isBetween(316L + 373 - 100, 317L + 374 - 100);
        assertThat(slow.rig().engine().inspector().violatedInvariants()).isEmpty();
    }

    /**
     * A tenth, sold at 46,500 for nothing more than the mark, leaves the debt of 500 to the other nine: they need
     * 46,500 + 500 / 0.9, which is 47,055.56. At 47,000 they would bring 450, and 50 would be missing.
     */
    @Test
    void shouldBeginAnewAtAnotherPriceWhenTheDebtorSoldAtMarkMeanwhile() {
        final LiquidationRig slow = slowMarket();
        slow.accept(slow.commands().trade(VENUES_OWN, DEBTOR, ONE / 10, 465_000));
        final List<Tuple> trades = new ArrayList<>();
        final List<Long> prices = new ArrayList<>();
        while (slow.rig().all(LiquidationEndedDecoder.TEMPLATE_ID).isEmpty()) {
            slow.rig().timer(50);
            trades.addAll(closed(slow));
            slow.rig().all(DeleveragingStartedDecoder.TEMPLATE_ID).forEach(told ->
                    prices.add(OrderRig.decode(told, new DeleveragingStartedDecoder()).price()));
        }

        assertThat(prices).containsExactly(470_556L);
        assertThat(trades).isNotEmpty().allMatch(trade -> trade.toList().get(2).equals(470_556L));
        assertThat(slow.outcome()).isEqualTo(LiquidationOutcome.EMPTIED);
        assertThat(slow.rig().balance(DEBTOR)).isBetween(0L, USDC);
    }

    @Test
    void shouldGoOnAsBeforeWhenAnEngineIsRestoredInTheMiddle() {
        final LiquidationRig slow = slowMarket();
        for (int timers = 0; timers < 60; timers++) {
            slow.accept(slow.commands().trade(59 - timers % 30, VENUES_OWN, 3, LiquidationRig.START));
            final OrderRig twin = OrderRig.twin(slow.rig(), EngineLimits.small().withSliceEvaluations(1));
            assertThat(twin.engine().stateHash()).isEqualTo(slow.rig().engine().stateHash());
            twin.timer(50);
            slow.rig().timer(50);
            assertThat(twin.engine().stateHash()).isEqualTo(slow.rig().engine().stateHash());
        }
        assertThat(slow.rig().position(DEBTOR)).isZero();
    }
}
