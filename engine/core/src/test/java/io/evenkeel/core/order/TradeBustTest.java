package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.Aggressor;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.FeesChargedDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.TradeBookedDecoder;
import io.evenkeel.codecs.TradeBustedDecoder;
import io.evenkeel.core.order.OrderCommands.Fill;
import org.junit.jupiter.api.Test;

/** Fills booked back and booked anew, known by id and terms. */
class TradeBustTest {
    private static final long USDC = OrderRig.USDC;
    private static final long ONE = OrderRig.ONE;

    private final OrderRig rig = OrderRig.market();
    private final OrderCommands commands = new OrderCommands(rig);

    private Fill filled() {
        commands.deposit(1, 100_000 * USDC);
        commands.deposit(2, 100_000 * USDC);
        commands.price(500_000);
        assertThat(commands.trade(1, 2, ONE, 499_000, 3 * USDC, -USDC)).isEqualTo(RejectCode.NONE);
        return new Fill(commands.lastId(), 1, 2, ONE, 499_000, 3 * USDC, -USDC, Aggressor.NONE);
    }

    private static Fill with(final Fill fill, final long price, final Aggressor aggressor) {
        return new Fill(fill.id(), fill.buyer(), fill.seller(), fill.quantity(), price, fill.buyerFee(),
                fill.sellerFee(), aggressor);
    }

    @Test
    void shouldLeaveNothingOfAFillWhenItIsBusted() {
        final Fill fill = filled();
        assertThat(commands.bust(OrderRig.VENUE, fill)).isEqualTo(RejectCode.NONE);
        assertThat(rig.balance(1)).isEqualTo(100_000 * USDC);
        assertThat(rig.balance(2)).isEqualTo(100_000 * USDC);
        assertThat(rig.position(1)).isZero();
        final TradeBustedDecoder busted = rig.only(new TradeBustedDecoder());
        assertThat(busted.quantity()).isEqualTo(ONE);
        assertThat(busted.corrected()).isEqualTo(BooleanType.NO);
        assertThat(busted.buyerFee()).isEqualTo(3 * USDC);
        assertThat(busted.sellerFee()).isEqualTo(-USDC);
        assertThat(busted.buyerProfit()).isZero();
        assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
        assertThat(commands.bust(OrderRig.VENUE, fill)).as("once").isEqualTo(RejectCode.UNKNOWN_TRADE);
    }

    @Test
    void shouldBookTheOppositeFillAtItsPriceWhenOthersCameAfterIt() {
        final Fill fill = filled();
        // Bought one more at 50,100: 100,000 for two. Selling one at 49,900 releases 50,000: 100 are lost.
        assertThat(commands.trade(1, 2, ONE, 501_000)).isEqualTo(RejectCode.NONE);
        assertThat(commands.bust(OrderRig.VENUE, fill)).isEqualTo(RejectCode.NONE);
        assertThat(rig.only(new TradeBustedDecoder()).buyerProfit()).isEqualTo(-100 * USDC);
        assertThat(rig.only(new TradeBustedDecoder()).sellerProfit()).isEqualTo(100 * USDC);
        assertThat(rig.position(1)).isEqualTo(ONE);
        assertThat(rig.account(1).equity()).as("as if only the second had been").isEqualTo(99_900 * USDC);
    }

    @Test
    void shouldRefuseABustWhenItsTermsAreOthersOrItIsNotTheVenuesOwn() {
        final Fill fill = filled();
        final String before = rig.everything();
        assertThat(commands.bust(OrderRig.VENUE, with(fill, 499_001, Aggressor.NONE)))
                .isEqualTo(RejectCode.UNKNOWN_TRADE);
        assertThat(commands.bust(OrderRig.VENUE, with(fill, 499_000, Aggressor.BUYER)))
                .isEqualTo(RejectCode.UNKNOWN_TRADE);
        assertThat(commands.bust(OrderRig.OTHER_VENUE, fill)).isEqualTo(RejectCode.UNKNOWN_TRADE);
        assertThat(commands.bust(OrderRig.ALICE, fill)).isEqualTo(RejectCode.NOT_PERMITTED);
        assertThat(commands.bust(OrderRig.VENUE, new Fill(fill.id() + 1, 1, 2, ONE, 499_000, 3 * USDC, -USDC,
                Aggressor.NONE))).isEqualTo(RejectCode.UNKNOWN_TRADE);
        assertThat(commands.correct(with(fill, 499_001, Aggressor.NONE), ONE, 499_000, 0, 0))
                .isEqualTo(RejectCode.UNKNOWN_TRADE);
        assertThat(rig.everything()).isEqualTo(before);
    }

    @Test
    void shouldEndWhereTheRightFillWouldHaveWhenItIsCorrected() {
        final Fill fill = filled();
        assertThat(commands.correct(fill, 2 * ONE, 498_000, 2 * USDC, USDC)).isEqualTo(RejectCode.NONE);
        assertThat(rig.only(new TradeBustedDecoder()).corrected()).isEqualTo(BooleanType.YES);
        assertThat(rig.only(new TradeBookedDecoder()).quantity()).isEqualTo(2 * ONE);
        assertThat(rig.balance(1)).isEqualTo(99_998 * USDC);
        assertThat(rig.balance(2)).isEqualTo(99_999 * USDC);
        assertThat(rig.position(1)).isEqualTo(2 * ONE);
        assertThat(rig.account(1).positions().get(0).entryCost()).isEqualTo(99_600 * USDC);
        assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
        assertThat(commands.bust(OrderRig.VENUE, fill)).isEqualTo(RejectCode.UNKNOWN_TRADE);
        final Fill right = new Fill(fill.id(), 1, 2, 2 * ONE, 498_000, 2 * USDC, USDC, Aggressor.NONE);
        assertThat(commands.bust(OrderRig.VENUE, right)).as("a correction can be busted").isEqualTo(RejectCode.NONE);
        assertThat(rig.balance(1)).isEqualTo(100_000 * USDC);
    }

    @Test
    void shouldReturnWhatWasChargedAndChargeTheScheduleWhenATradeWasClassified() {
        commands.deposit(1, 100_000 * USDC);
        commands.deposit(2, 100_000 * USDC);
        commands.price(500_000);
        commands.fees(-50, 500);
        assertThat(commands.classified(1, 2, ONE, 500_000, Aggressor.BUYER)).isEqualTo(RejectCode.NONE);
        final Fill told = new Fill(commands.lastId(), 1, 2, ONE, 500_000, 25 * USDC, -2_500_000, Aggressor.BUYER);
        commands.fees(0, 1_000);
        assertThat(commands.correct(told, 2 * ONE, 500_000, 5, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.correct(told, 2 * ONE, 500_000, 0, 0)).isEqualTo(RejectCode.NONE);
        assertThat(rig.only(new FeesChargedDecoder()).buyerFee()).isEqualTo(100 * USDC);
        assertThat(rig.balance(1)).isEqualTo(99_900 * USDC);
        assertThat(rig.balance(2)).isEqualTo(100_000 * USDC);
        final Fill right = new Fill(told.id(), 1, 2, 2 * ONE, 500_000, 100 * USDC, 0, Aggressor.BUYER);
        assertThat(commands.bust(OrderRig.VENUE, right)).isEqualTo(RejectCode.NONE);
        assertThat(rig.balance(1)).isEqualTo(100_000 * USDC);
    }

    @Test
    void shouldRefuseACorrectionAsAWholeWhenTheRightFillCannotBeBooked() {
        final Fill fill = filled();
        final String before = rig.everything();
        assertThat(commands.correct(fill, 0, 499_000, 0, 0)).isEqualTo(RejectCode.BAD_QUANTITY);
        assertThat(commands.correct(fill, ONE, 0, 0, 0)).isEqualTo(RejectCode.BAD_PRICE);
        assertThat(commands.correct(fill, 1L << 49, 499_000, 0, 0)).isEqualTo(RejectCode.ARITHMETIC_OVERFLOW);
        assertThat(commands.correct(fill, ONE, 499_000, 0, -USDC)).as("more than FEES has").isEqualTo(
                RejectCode.INSUFFICIENT_BALANCE);
        assertThat(rig.everything()).isEqualTo(before);
    }

    @Test
    void shouldRefuseABustWhenFeesWereGivenAwayMeanwhile() {
        final Fill fill = filled();
        assertThat(commands.trade(1, 2, ONE, 500_000, -2 * USDC, 0)).isEqualTo(RejectCode.NONE);
        assertThat(commands.bust(OrderRig.VENUE, fill)).isEqualTo(RejectCode.INSUFFICIENT_BALANCE);
    }

    @Test
    void shouldTakeABustOfAFrozenAccountOnlyWhenItReduces() {
        final Fill first = filled();
        assertThat(commands.trade(2, 1, 2 * ONE, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(commands.withdraw(OrderRig.ALICE, 1, 90_000 * USDC)).isEqualTo(RejectCode.NONE);
        // Short one on 10,000 and 97 of fills: frozen at 60,000.
        assertThat(commands.price(600_000)).isEqualTo(RejectCode.NONE);
        assertThat(commands.bust(OrderRig.VENUE, first)).as("would sell more").isEqualTo(RejectCode.ACCOUNT_FROZEN);
        final Fill second = new Fill(first.id() + 1, 2, 1, 2 * ONE, 500_000, 0, 0, Aggressor.NONE);
        assertThat(commands.bust(OrderRig.VENUE, second)).as("turns round").isEqualTo(RejectCode.ACCOUNT_FROZEN);
        assertThat(commands.correct(second, 2 * ONE - 1, 500_000, 0, 0)).as("as a whole it reduces")
                .isEqualTo(RejectCode.NONE);
        assertThat(rig.position(1)).isEqualTo(1 - ONE);
    }
}
