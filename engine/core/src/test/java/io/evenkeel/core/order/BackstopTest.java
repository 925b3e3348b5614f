package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.BackstopChangedDecoder;
import io.evenkeel.codecs.BackstopPassedOverDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.PassOverReason;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.EngineLimits;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What auctions leave goes to backstops at the bankruptcy price, in turn, within their capacities (SPEC 6, step 2). */
class BackstopTest {
    private static final long USDC = OrderRig.USDC;
    private static final long AUCTION_MS = 2_000;
    private static final long VENUES_OWN = 9;
    private static final long FIRST = 20;
    private static final long SECOND = 21;

    private LiquidationRig market;

    private void longDebtor(final long collateral) {
        market = new LiquidationRig(true, collateral);
    }

    private void backstop(final long account, final long capacity) {
        market.open(account, OrderRig.BOB, 100_000 * USDC);
        market.accept(market.commands().backstop(account, capacity));
    }

    private void price(final long price) {
        market.accept(market.commands().price(price));
    }

    private LiquidationTradeDecoder trade(final int n) {
        return market.trades().get(n);
    }

    /** Who was passed over since the last command or timer began, in which liquidation, and why. */
    private List<Tuple> passedOver() {
        return market.rig().all(BackstopPassedOverDecoder.TEMPLATE_ID).stream()
                .map(event -> OrderRig.decode(event, new BackstopPassedOverDecoder()))
                .map(event -> tuple(event.liquidation(), event.account(), event.reason()))
                .toList();
    }

    /**
     * At 49,000 equity is 3,000 − 1,000 = 2,000, MM 2,450; the bankruptcy price 49,000 − 2,000 = 47,000. Closing x
     * there leaves 2,000 − 2,000 x − 245 x, asked for are 2,695 (1 − x): x ≥ 695 / 450 > 1, so all is closed.
     */
    @Test
    void shouldTakeAllAtTheBankruptcyPriceWhenTheAuctionIsOver() {
        longDebtor(3_000 * USDC);
        backstop(FIRST, 49_000 * USDC);
        price(490_000);
        final long breachPosition = market.rig().logPosition();
        market.rig().timer(AUCTION_MS - 1);
        assertThat(market.trades()).isEmpty();

        market.rig().timer(1);

        final LiquidationTradeDecoder trade = trade(0);
        assertThat(market.trades()).hasSize(1);
        assertThat(trade.step()).isEqualTo(LiquidationStep.BACKSTOP);
        assertThat(trade.keeper()).isEqualTo(FIRST);
        assertThat(trade.quantity()).isEqualTo(OrderRig.ONE);
        assertThat(trade.price()).isEqualTo(470_000);
        assertThat(trade.penalty()).isZero();
        assertThat(trade.insured()).isZero();
        assertThat(trade.byBid()).isEqualTo(BooleanType.NO);
        assertThat(trade.breachPosition()).isEqualTo(breachPosition);
        assertThat(market.order().breachPosition()).isEqualTo(breachPosition);
        assertThat(market.rig().only(new LiquidationEndedDecoder()).breachPosition()).isEqualTo(breachPosition);
        assertThat(passedOver()).isEmpty();
        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.EMPTIED);
        assertThat(market.rig().balance(LiquidationRig.DEBTOR)).isZero();
        assertThat(market.rig().position(FIRST)).isEqualTo(OrderRig.ONE);
        assertThat(market.rig().engine().inspector().violatedInvariants()).isEmpty();
    }

    /**
     * A timer looks at one liquidation, and each second a fill begins another like the first, with 2,000 against MM
     * 2,450. The first round is liquidations 1 and 2: 1 is looked at after 1 s, too soon, 2 after 2 s, when its auction
     * is just over. Then 1 comes again, and not those that began meanwhile.
     */
    @Test
    void shouldComeBackToTheFirstWhenMoreLiquidationsBeginAtEachTimer() {
        market = new LiquidationRig(EngineLimits.small().withSliceEvaluations(1), true, 3_000 * USDC);
        backstop(FIRST, 1_000_000 * USDC);
        price(490_000);
        final List<Long> takenOver = new ArrayList<>();
        for (int second = 1; second <= 3; second++) {
            market.open(30 + second, OrderRig.ALICE, 2_000 * USDC);
            market.accept(market.commands().trade(30 + second, VENUES_OWN, OrderRig.ONE, 490_000));
            price(490_000);
            market.rig().timer(1_000);
            market.trades().forEach(trade -> takenOver.add(trade.liquidation()));
        }
        assertThat(takenOver).containsExactly(2L, 1L);
    }

    /** Short from 50,000 with 3,000: at 51,000 equity 2,000, MM 2,550; the bankruptcy price is 53,000. */
    @Test
    void shouldTakeOverAboveTheMarkWhenAShortIsLeft() {
        market = new LiquidationRig(false, 3_000 * USDC);
        backstop(FIRST, 1_000_000 * USDC);
        price(510_000);

        market.rig().timer(AUCTION_MS);

        assertThat(trade(0).price()).isEqualTo(530_000);
        assertThat(market.rig().position(FIRST)).isEqualTo(-OrderRig.ONE);
        assertThat(market.rig().balance(LiquidationRig.DEBTOR)).isZero();
    }

    /**
     * 20,000 of capacity are 4,081 lots of 4.90 = 19,996.90 (one more: 20,001.80). They lose 816.20, and a penalty of
     * 0.5 % of 19,996.90 = 99.9845: equity 1,083.8155. The rest's bankruptcy price is 49,000 − 1,083.8155 / 0.5919 =
     * 47,168.92…, up to the tick 47,169.0, and loses 1,083.7689: 0.0466 are left, and go to insurance as penalty.
     */
    @Test
    void shouldGoOnWithTheNextWhenACapacityIsUsed() {
        longDebtor(3_000 * USDC);
        backstop(FIRST, 20_000 * USDC);
        backstop(SECOND, 1_000_000 * USDC);
        price(490_000);

        market.rig().timer(AUCTION_MS);

        assertThat(trade(0).keeper()).isEqualTo(FIRST);
        assertThat(trade(0).quantity()).isEqualTo(4_081);
        assertThat(trade(0).price()).isEqualTo(470_000);
        assertThat(trade(0).penalty()).isEqualTo(99_984_500);
        assertThat(trade(1).keeper()).isEqualTo(SECOND);
        assertThat(trade(1).quantity()).isEqualTo(5_919);
        assertThat(trade(1).price()).isEqualTo(471_690);
        assertThat(trade(1).penalty()).isEqualTo(46_600);
        assertThat(market.insurance()).isEqualTo(100_031_100);
        assertThat(market.rig().balance(LiquidationRig.DEBTOR)).isZero();
    }

    @Test
    void shouldBeginWithTheOneAfterTheLastTakerWhenAnotherLiquidationComes() {
        longDebtor(3_000 * USDC);
        backstop(FIRST, 1_000_000 * USDC);
        backstop(SECOND, 1_000_000 * USDC);
        price(490_000);
        market.rig().timer(AUCTION_MS);
        assertThat(trade(0).keeper()).isEqualTo(FIRST);
        market.open(12, OrderRig.ALICE, 3_000 * USDC);
        market.accept(market.commands().trade(12, VENUES_OWN, OrderRig.ONE, LiquidationRig.START));

        market.rig().timer(AUCTION_MS);

        assertThat(trade(0).keeper()).isEqualTo(SECOND);
    }

    /** At 48,000 MM is 2,400, ⅔ of it 1,600: with 3,600 equity is just that, with one unit less below. */
    @Test
    void shouldNotWaitForTheAuctionWhenEquityIsBelowTwoThirdsOfMaintenance() {
        longDebtor(3_600 * USDC);
        backstop(FIRST, 1_000_000 * USDC);
        price(480_000);
        market.rig().timer(50);
        assertThat(market.trades()).isEmpty();

        longDebtor(3_600 * USDC - 1);
        backstop(FIRST, 1_000_000 * USDC);
        price(480_000);
        market.rig().timer(50);
        assertThat(trade(0).step()).isEqualTo(LiquidationStep.BACKSTOP);
    }

    /** At 47,000 equity is 3,000 − 3,000: what is worth nothing is taken at mark, a unit less is not. */
    @Test
    void shouldTakeNoUnitLessThanNothingWhenEquityIsGone() {
        longDebtor(3_000 * USDC);
        backstop(FIRST, 1_000_000 * USDC);
        price(470_000);
        market.rig().timer(50);
        assertThat(trade(0).step()).isEqualTo(LiquidationStep.BACKSTOP);
        assertThat(trade(0).price()).isEqualTo(470_000);
        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.EMPTIED);
        assertThat(market.rig().balance(LiquidationRig.DEBTOR)).isZero();

        longDebtor(3_000 * USDC - 1);
        backstop(FIRST, 1_000_000 * USDC);
        price(470_000);
        market.rig().timer(50);
        assertThat(market.trades()).isEmpty();
        assertThat(market.order().step()).isNotEqualTo(LiquidationStep.BACKSTOP);
        assertThat(market.rig().position(FIRST)).isZero();
    }

    /** At 46,500 equity is 3,000 − 3,500: nobody has to take what is worth less than nothing. */
    @Test
    void shouldTakeNothingWhenEquityIsNegative() {
        longDebtor(3_000 * USDC);
        backstop(FIRST, 1_000_000 * USDC);
        price(465_000);

        market.rig().timer(AUCTION_MS);

        assertThat(market.trades()).isEmpty();
        assertThat(passedOver()).isEmpty();
        assertThat(market.rig().position(FIRST)).isZero();
    }

    @Test
    void shouldPassOneOverWhenItIsOfTheSameOwnerOrHasNoMarginOrNoCapacity() {
        fallWithPoorBackstops(2_900 * USDC - 1);

        assertThat(market.trades()).isEmpty();
        assertThat(passedOver()).containsExactly(
                tuple(1L, FIRST, PassOverReason.SAME_OWNER),
                tuple(1L, SECOND, PassOverReason.MARGIN),
                tuple(1L, 22L, PassOverReason.CAPACITY));
        market.rig().timer(50);
        assertThat(passedOver()).as("those who were asked are not asked again").isEmpty();
    }

    /**
     * Asked for is one contract at 47,000. The second would have 2,900 − 0.000001 + 2,000 for 4,900 of IM; 4 of
     * capacity are less than a lot at mark, 4.90.
     */
    @Test
    void shouldSayByWhichNumbersWhenOneIsPassedOver() {
        fallWithPoorBackstops(2_900 * USDC - 1);
        final List<Tuple> numbers = market.rig().all(BackstopPassedOverDecoder.TEMPLATE_ID).stream()
                .map(event -> OrderRig.decode(event, new BackstopPassedOverDecoder()))
                .map(event -> tuple(
                        event.quantity(), event.price(), event.capacity(), event.notional(), event.equity(),
                        event.initialMargin()))
                .toList();

        assertThat(numbers).containsExactly(
                tuple(OrderRig.ONE, 470_000L, 1_000_000 * USDC, 0L, 0L, 0L),
                tuple(OrderRig.ONE, 470_000L, 1_000_000 * USDC, 0L, 4_900 * USDC - 1, 4_900 * USDC),
                tuple(OrderRig.ONE, 470_000L, 4 * USDC, 4_900_000L, 0L, 0L));
    }

    /** Of four evaluations a look at the first liquidation takes two, and asking three backstops the others. */
    @Test
    void shouldLeaveTheSecondLiquidationToTheNextTimerWhenManyWereAskedForTheFirst() {
        market = new LiquidationRig(EngineLimits.small().withSliceEvaluations(4), true, 3_000 * USDC);
        market.open(30, OrderRig.ALICE, 3_000 * USDC);
        market.accept(market.commands().trade(30, VENUES_OWN, OrderRig.ONE, LiquidationRig.START));
        for (long account = FIRST; account < FIRST + 3; account++) {
            backstop(account, 4 * USDC);
        }
        price(490_000);
        for (long liquidation = 1; liquidation <= 2; liquidation++) {
            market.rig().timer(AUCTION_MS);
            assertThat(passedOver()).containsExactly(
                    tuple(liquidation, FIRST, PassOverReason.CAPACITY),
                    tuple(liquidation, SECOND, PassOverReason.CAPACITY),
                    tuple(liquidation, 22L, PassOverReason.CAPACITY));
        }
    }

    /** The first backstop falls with the debtor, and of its own position it may take nothing either. */
    @Test
    void shouldPassOneOverWhenItIsInLiquidationItself() {
        longDebtor(3_000 * USDC);
        market.open(FIRST, OrderRig.BOB, 3_000 * USDC);
        market.accept(market.commands().backstop(FIRST, 1_000_000 * USDC));
        market.accept(market.commands().trade(FIRST, VENUES_OWN, OrderRig.ONE, LiquidationRig.START));
        price(490_000);
        market.rig().timer(AUCTION_MS);

        assertThat(passedOver()).containsExactly(
                tuple(1L, FIRST, PassOverReason.IN_LIQUIDATION), tuple(2L, FIRST, PassOverReason.SAME_OWNER));
    }

    /** The first holds something whose price is halted, so nobody can say what it may take; the second takes all. */
    @Test
    void shouldPassOneOverWhenAPriceOfWhatItHoldsCannotBeUsed() {
        longDebtor(3_000 * USDC);
        backstop(FIRST, 1_000_000 * USDC);
        backstop(SECOND, 1_000_000 * USDC);
        market.accept(market.commands().price(1, 500_000));
        market.accept(market.commands().trade(1, FIRST, VENUES_OWN, OrderRig.ONE, 500_000));
        market.accept(market.commands().halt(PricedKind.INSTRUMENT, 1, true));
        price(490_000);
        market.rig().timer(AUCTION_MS);

        assertThat(passedOver()).containsExactly(tuple(1L, FIRST, PassOverReason.PRICES));
        assertThat(trade(0).keeper()).isEqualTo(SECOND);
    }

    /** Nobody trades to hold more than 2^50 units, which at 49,000 are 22,977.55 contracts: it has 22,977. */
    @Test
    void shouldPassOneOverWhenItWouldHoldMoreThanCanBeTraded() {
        longDebtor(3_000 * USDC);
        backstop(FIRST, 2_000_000_000 * USDC);
        market.accept(market.commands().deposit(FIRST, 200_000_000 * USDC));
        market.accept(market.commands().deposit(3, 200_000_000 * USDC));
        price(490_000);
        market.accept(market.commands().trade(FIRST, 3, 22_977 * OrderRig.ONE, 490_000));
        market.rig().timer(AUCTION_MS);

        assertThat(passedOver()).containsExactly(tuple(1L, FIRST, PassOverReason.BOUNDS));
    }

    /** IM of one contract is 4,900, bought 2,000 below the mark: 2,900 suffice, a unit less does not. */
    private void fallWithPoorBackstops(final long collateral) {
        longDebtor(3_000 * USDC);
        market.open(FIRST, OrderRig.ALICE, 100_000 * USDC);
        market.accept(market.commands().backstop(FIRST, 1_000_000 * USDC));
        market.open(SECOND, OrderRig.BOB, collateral);
        market.accept(market.commands().backstop(SECOND, 1_000_000 * USDC));
        backstop(22, 4 * USDC);
        price(490_000);
        market.rig().timer(AUCTION_MS);
    }

    @Test
    void shouldTakeOverWhenMarginJustSuffices() {
        fallWithPoorBackstops(2_900 * USDC);

        assertThat(trade(0).keeper()).isEqualTo(SECOND);
        assertThat(market.rig().balance(LiquidationRig.DEBTOR)).isZero();
    }

    @Test
    void shouldRefuseToRegisterWhenAnAccountCannotBeABackstop() {
        longDebtor(3_000 * USDC);
        backstop(FIRST, 7 * USDC);
        final BackstopChangedDecoder changed = market.rig().only(new BackstopChangedDecoder());
        assertThat(changed.account()).isEqualTo(FIRST);
        assertThat(changed.capacity()).isEqualTo(7 * USDC);
        final String before = market.rig().everything();
        assertThat(market.commands().backstop(99, USDC)).isEqualTo(RejectCode.UNKNOWN_ACCOUNT);
        assertThat(market.commands().backstop(FIRST, -1)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(market.commands().backstop(FIRST, (1L << 57) + 1)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(market.commands().backstop(VENUES_OWN, USDC))
                .as("an omnibus account")
                .isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(market.rig().everything()).isEqualTo(before);
        market.rig().open(30, OrderRig.BOB, AccountKind.STANDARD);
        market.accept(market.commands().backstop(30, USDC));
        assertThat(market.commands().close(OrderRig.BOB, 30)).isEqualTo(RejectCode.ACCOUNT_NOT_EMPTY);
        market.accept(market.commands().backstop(30, 0));
        market.accept(market.commands().close(OrderRig.BOB, 30));
        assertThat(market.commands().backstop(30, USDC)).isEqualTo(RejectCode.ACCOUNT_CLOSED);
    }

    @Test
    void shouldRefuseAnotherWhenSixtyFourAreRegistered() {
        longDebtor(3_000 * USDC);
        for (long account = 100; account < 164; account++) {
            market.rig().open(account, OrderRig.BOB, AccountKind.STANDARD);
            market.accept(market.commands().backstop(account, USDC));
        }
        market.rig().open(99, OrderRig.BOB, AccountKind.STANDARD);
        assertThat(market.commands().backstop(99, USDC)).isEqualTo(RejectCode.CAPACITY);
        market.accept(market.commands().backstop(130, 0));
        market.accept(market.commands().backstop(99, USDC));
    }
}
