package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.CreditReportDecoder;
import io.evenkeel.codecs.MarginReservedDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetParticipantEncoder;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.output.OutputKind;
import org.junit.jupiter.api.Test;

/** What an order would do: passes at exactly IM, or where it only eases; limits and states of prices hold it up. */
class CreditCheckTest {
    private static final long USDC = OrderRig.USDC;
    private static final long ONE = OrderRig.ONE;

    private final OrderRig rig = OrderRig.market();
    private final OrderCommands commands = new OrderCommands(rig);

    private RejectCode buy(final long quantity, final long price) {
        return commands.credit(OrderRig.VENUE, 1, Side.BUY, quantity, price);
    }

    private RejectCode sell(final long quantity, final long price) {
        return commands.credit(OrderRig.VENUE, 1, Side.SELL, quantity, price);
    }

    private void fund(final long usdc) {
        assertThat(commands.deposit(1, usdc * USDC)).isEqualTo(RejectCode.NONE);
        assertThat(commands.deposit(2, 1_000_000 * USDC)).isEqualTo(RejectCode.NONE);
        assertThat(commands.price(500_000)).isEqualTo(RejectCode.NONE);
    }

    @Test
    void shouldPassAndTellAllNumbersWhenEquityIsExactlyInitialMargin() {
        fund(5_000);
        assertThat(buy(ONE, 500_000)).isEqualTo(RejectCode.NONE);
        final CreditReportDecoder report = rig.only(new CreditReportDecoder());
        assertThat(report.equity()).isEqualTo(5_000 * USDC);
        assertThat(report.initialMargin()).isEqualTo(5_000 * USDC);
        assertThat(report.maintenanceMargin()).isEqualTo(2_500 * USDC);
        assertThat(report.positionAfter()).isEqualTo(ONE);
        assertThat(report.marginRatioPpm()).isEqualTo(2_000_000);
        // 5,000 + P − 50,000 ≥ 0.05 · P from 45,000/0.95 = 47,368.42… on.
        assertThat(report.liquidationPrice()).isEqualTo(473_685);
        assertThat(report.verdict()).isEqualTo(RejectCode.NONE);
        assertThat(rig.all(CreditReportDecoder.TEMPLATE_ID).get(0).kind()).isEqualTo(OutputKind.ACK);
        assertThat(buy(ONE + 1, 500_000)).isEqualTo(RejectCode.INSUFFICIENT_MARGIN);
        assertThat(rig.only(new CreditReportDecoder()).verdict()).isEqualTo(RejectCode.INSUFFICIENT_MARGIN);
        assertThat(buy(ONE, 500_001)).as("bought a tenth above mark: 0.1 is lost").isEqualTo(
                RejectCode.INSUFFICIENT_MARGIN);
        assertThat(sell(ONE, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(rig.only(new CreditReportDecoder()).positionAfter()).isEqualTo(-ONE);
        // 5,000 + 50,000 − P ≥ 0.05 · P up to 55,000/1.05 = 52,380.95….
        assertThat(rig.only(new CreditReportDecoder()).liquidationPrice()).isEqualTo(523_809);
    }

    @Test
    void shouldChangeNothingWhenItPassesOrNot() {
        fund(5_000);
        final String before = rig.everything();
        buy(ONE, 500_000);
        buy(10 * ONE, 500_000);
        assertThat(rig.everything()).isEqualTo(before);
    }

    @Test
    void shouldCountReservationsWhenVenuesSendThem() {
        fund(5_000);
        assertThat(commands.reserve(OrderRig.VENUE, 1, 1_000 * USDC)).isEqualTo(RejectCode.NONE);
        assertThat(commands.reserve(OrderRig.OTHER_VENUE, 1, 500 * USDC)).isEqualTo(RejectCode.NONE);
        final MarginReservedDecoder reserved = rig.only(new MarginReservedDecoder());
        assertThat(reserved.amount()).isEqualTo(500 * USDC);
        assertThat(reserved.total()).isEqualTo(1_500 * USDC);
        assertThat(reserved.venue()).isEqualTo(OrderRig.OTHER_VENUE);
        // 3,500 are left: 0.7 contracts.
        assertThat(buy(7_000, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(rig.only(new CreditReportDecoder()).initialMargin()).isEqualTo(5_000 * USDC);
        assertThat(buy(7_001, 500_000)).isEqualTo(RejectCode.INSUFFICIENT_MARGIN);
        // What a venue says takes the place of what it said before; 0 frees it.
        assertThat(commands.reserve(OrderRig.VENUE, 1, 0)).isEqualTo(RejectCode.NONE);
        assertThat(buy(9_000, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(buy(9_001, 500_000)).isEqualTo(RejectCode.INSUFFICIENT_MARGIN);
        assertThat(rig.account(1).initialMargin()).isEqualTo(500 * USDC);
        assertThat(commands.withdraw(OrderRig.ALICE, 1, 4_500 * USDC + 1)).isEqualTo(RejectCode.INSUFFICIENT_MARGIN);
        assertThat(commands.withdraw(OrderRig.ALICE, 1, 4_500 * USDC)).isEqualTo(RejectCode.NONE);
    }

    /** The other venue is a venue no more: 500 of 5,000 would stay held for ever. */
    @Test
    void shouldLetTheOperatorLiftAReservationWhenItsVenueIsGone() {
        fund(5_000);
        assertThat(commands.reserve(OrderRig.VENUE, 1, 1_000 * USDC)).isEqualTo(RejectCode.NONE);
        assertThat(commands.reserve(OrderRig.OTHER_VENUE, 1, 500 * USDC)).isEqualTo(RejectCode.NONE);
        final SetParticipantEncoder change = new SetParticipantEncoder();
        rig.accept(OrderRig.GENESIS, change, () -> change.participant(OrderRig.OTHER_VENUE).commandsPerSecond(0)
                .roles().clear());
        assertThat(commands.reserve(OrderRig.OTHER_VENUE, 1, 0)).isEqualTo(RejectCode.NOT_PERMITTED);
        assertThat(rig.account(1).initialMargin()).isEqualTo(1_500 * USDC);

        assertThat(commands.reserve(OrderRig.GENESIS, 1, 0, OrderRig.OTHER_VENUE)).isEqualTo(RejectCode.NONE);
        final MarginReservedDecoder lifted = rig.only(new MarginReservedDecoder());
        assertThat(lifted.venue()).isEqualTo(OrderRig.OTHER_VENUE);
        assertThat(lifted.amount()).isZero();
        assertThat(lifted.total()).isEqualTo(1_000 * USDC);
        assertThat(rig.account(1).initialMargin()).isEqualTo(1_000 * USDC);
    }

    @Test
    void shouldRefuseToReserveWhenTheVenueIsNotTheSender() {
        fund(5_000);
        assertThat(commands.reserve(OrderRig.OTHER_VENUE, 1, 500 * USDC, OrderRig.OTHER_VENUE))
                .isEqualTo(RejectCode.NONE);
        final String before = rig.everything();
        assertThat(commands.reserve(OrderRig.VENUE, 1, 0, OrderRig.OTHER_VENUE)).isEqualTo(RejectCode.NOT_PERMITTED);
        assertThat(commands.reserve(OrderRig.GENESIS, 1, 1, OrderRig.OTHER_VENUE))
                .as("an operator only lifts").isEqualTo(RejectCode.NOT_PERMITTED);
        assertThat(commands.reserve(OrderRig.GENESIS, 1, 1)).isEqualTo(RejectCode.NOT_PERMITTED);
        assertThat(commands.reserve(OrderRig.GENESIS, 1, 0, 99)).isEqualTo(RejectCode.UNKNOWN_PARTICIPANT);
        assertThat(rig.everything()).isEqualTo(before);
    }

    @Test
    void shouldRefuseReservationsWhenTheyAreNotFit() {
        fund(5_000);
        final String before = rig.everything();
        assertThat(commands.reserve(OrderRig.VENUE, 77, 1)).isEqualTo(RejectCode.UNKNOWN_ACCOUNT);
        assertThat(commands.reserve(OrderRig.VENUE, 1, -1)).isEqualTo(RejectCode.BAD_QUANTITY);
        assertThat(commands.reserve(OrderRig.VENUE, 1, (1L << 57) + 1)).isEqualTo(RejectCode.BAD_QUANTITY);
        assertThat(commands.reserve(OrderRig.ALICE, 1, 1)).isEqualTo(RejectCode.NOT_PERMITTED);
        assertThat(rig.everything()).isEqualTo(before);
        assertThat(commands.reserve(OrderRig.VENUE, 1, 1L << 57)).isEqualTo(RejectCode.NONE);
        assertThat(commands.reserve(OrderRig.OTHER_VENUE, 1, 1)).isEqualTo(RejectCode.ARITHMETIC_OVERFLOW);
    }

    @Test
    void shouldPassAnOrderThatOnlyEasesWhenEquityIsBelowInitialMargin() {
        fund(5_000);
        assertThat(commands.trade(1, 2, ONE, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(commands.price(480_000)).isEqualTo(RejectCode.NONE);
        // Equity 3,000, IM 4,800, MM 2,400: ratio 1.25. Half sold at mark: 3,000 over 1,200.
        assertThat(sell(ONE / 2, 480_000)).isEqualTo(RejectCode.NONE);
        // Half sold 3,000 below mark: equity 1,500 over 1,200 is 1.25 still; a tenth lower and the ratio falls.
        assertThat(sell(ONE / 2, 450_000)).isEqualTo(RejectCode.NONE);
        assertThat(sell(ONE / 2, 449_999)).isEqualTo(RejectCode.INSUFFICIENT_MARGIN);
        // Sold whole: MM is 0; any equity that is not negative will do.
        assertThat(sell(ONE, 450_000)).isEqualTo(RejectCode.NONE);
        assertThat(sell(ONE, 449_999)).isEqualTo(RejectCode.INSUFFICIENT_MARGIN);
        // Turned round to half a short its IM is 2,400, which is there; to a whole one 4,800, though MM and ratio stay.
        assertThat(sell(ONE + ONE / 2, 480_000)).isEqualTo(RejectCode.NONE);
        assertThat(sell(2 * ONE, 480_000)).isEqualTo(RejectCode.INSUFFICIENT_MARGIN);
        assertThat(buy(1, 480_000)).isEqualTo(RejectCode.INSUFFICIENT_MARGIN);
    }

    @Test
    void shouldHoldOrdersToThePositionLimitWhenThereIsOne() {
        fund(100_000);
        assertThat(commands.market(0, 0, 2 * ONE, 0)).isEqualTo(RejectCode.NONE);
        assertThat(buy(2 * ONE, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(buy(2 * ONE + 1, 500_000)).isEqualTo(RejectCode.POSITION_LIMIT);
        assertThat(commands.trade(1, 2, 3 * ONE, 500_000)).as("a fill is a fact").isEqualTo(RejectCode.NONE);
        assertThat(buy(1, 500_000)).isEqualTo(RejectCode.REDUCE_ONLY);
        assertThat(sell(ONE, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(sell(4 * ONE, 500_000)).as("turns round").isEqualTo(RejectCode.REDUCE_ONLY);
        assertThat(commands.trade(2, 1, ONE, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(sell(4 * ONE, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(sell(4 * ONE + 1, 500_000)).isEqualTo(RejectCode.POSITION_LIMIT);
    }

    @Test
    void shouldHoldEveryAccountToTheCapWhenOpenInterestReachesIt() {
        fund(100_000);
        assertThat(commands.deposit(3, 100_000 * USDC)).isEqualTo(RejectCode.NONE);
        assertThat(commands.market(0, 0, 0, 2 * ONE)).isEqualTo(RejectCode.NONE);
        assertThat(commands.trade(3, 2, ONE, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(buy(ONE, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(buy(ONE + 1, 500_000)).isEqualTo(RejectCode.POSITION_LIMIT);
        assertThat(sell(ONE + 1, 500_000)).isEqualTo(RejectCode.POSITION_LIMIT);
        assertThat(commands.trade(3, 2, 2 * ONE, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(buy(1, 500_000)).isEqualTo(RejectCode.REDUCE_ONLY);
        assertThat(commands.credit(OrderRig.BOB, 3, Side.SELL, 2 * ONE, 500_000)).isEqualTo(RejectCode.NONE);
    }

    @Test
    void shouldRefuseWhenAPriceDoesNotAllowIt() {
        fund(100_000);
        assertThat(commands.halt(true)).isEqualTo(RejectCode.NONE);
        assertThat(buy(1, 500_000)).isEqualTo(RejectCode.HALTED);
        assertThat(rig.only(new CreditReportDecoder()).verdict()).isEqualTo(RejectCode.HALTED);
        assertThat(commands.halt(false)).isEqualTo(RejectCode.NONE);
        assertThat(buy(1, 500_000)).isEqualTo(RejectCode.NONE);
    }

    @Test
    void shouldRefuseWithoutAReportWhenTheOrderCannotBeValued() {
        assertThat(buy(1, 500_000)).as("no price yet").isEqualTo(RejectCode.STALE_PRICE);
        fund(5_000);
        assertThat(commands.credit(OrderRig.VENUE, 77, Side.BUY, 1, 1)).isEqualTo(RejectCode.UNKNOWN_ACCOUNT);
        assertThat(commands.credit(OrderRig.BOB, 1, Side.BUY, 1, 1)).isEqualTo(RejectCode.NOT_PERMITTED);
        assertThat(commands.credit(OrderRig.ALICE, 1, Side.BUY, 0, 1)).isEqualTo(RejectCode.BAD_QUANTITY);
        assertThat(commands.credit(OrderRig.ALICE, 1, Side.BUY, 1, 0)).isEqualTo(RejectCode.BAD_PRICE);
        assertThat(commands.credit(OrderRig.ALICE, 1, Side.NULL_VAL, 1, 1)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.credit(OrderRig.ALICE, 1, Side.BUY, 1L << 49, 500_000)).isEqualTo(
                RejectCode.ARITHMETIC_OVERFLOW);
        assertThat(rig.all(CreditReportDecoder.TEMPLATE_ID)).isEmpty();
        assertThat(commands.credit(OrderRig.ALICE, 1, Side.BUY, 1, 500_000)).isEqualTo(RejectCode.NONE);
    }

    @Test
    void shouldTakeOnlyReducingOrdersWhenTheAccountIsFrozen() {
        fund(5_000);
        assertThat(commands.trade(1, 2, ONE, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(commands.price(470_000)).isEqualTo(RejectCode.NONE);
        assertThat(buy(1, 470_000)).isEqualTo(RejectCode.ACCOUNT_FROZEN);
        assertThat(sell(ONE, 470_000)).isEqualTo(RejectCode.NONE);
    }
}
