package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model itself against figures worked out by hand, the documented example among them. */
class NaiveModelTest {
    private static final Tiers NONE = new Tiers(List.of());

    private static Tiers flat(final long ratePpm) {
        return new Tiers(List.of(new Tiers.Step(Tiers.NO_END, ratePpm)));
    }

    private static ModelBook book(final Tiers initial, final Tiers maintenance) {
        final AssetTerms usdc = new AssetTerms(0, -6, 0, true, 0, 100_000, 50_000, NONE, 1, 0);
        final AssetTerms btc = new AssetTerms(1, -8, -2, false, 20_000, 100_000, 50_000, new Tiers(List.of(
                new Tiers.Step(1_000_000_000L, 20_000), new Tiers.Step(Tiers.NO_END, 50_000))), 1, 0);
        final InstrumentTerms perpetual = new InstrumentTerms(
                0, 0, 1, -2, -4, BigInteger.ONE, 1, 1, 1, 0, 0, 0, 2_000, 10_000, 5_000, 100_000, 10_000_000,
                initial, maintenance);
        final ModelBook book = new ModelBook(Terms.of(List.of(usdc, btc), List.of(perpetual)));
        book.add(new ModelAccount(1, false, 0, book.terms()));
        book.add(new ModelAccount(2, false, 0, book.terms()));
        book.market().set(PricedKind.INSTRUMENT, 0, 5_000_000, PriceState.VALID);
        book.market().set(PricedKind.ASSET, 1, 5_000_000, PriceState.VALID);
        return book;
    }

    private static long equity(final ModelBook book, final long account) {
        return book.terms().floor(
                book.judge().maintenance(book.account(account), book.market()).equity()).longValueExact();
    }

    private static long maintenance(final ModelBook book, final long account) {
        return book.terms().ceil(
                book.judge().maintenance(book.account(account), book.market()).requirement()).longValueExact();
    }

    @Test
    void shouldGiveTheFiguresOfTheExampleWhenItIsPlayed() {
        final ModelBook book = book(flat(200_000), flat(100_000));
        book.deposit(1, 0, 500_000_000);
        book.deposit(2, 0, 100_000_000_000L);
        book.book(1, 0, 1_000, 5_000_000);
        book.book(2, 0, -1_000, 5_000_000);
        assertThat(equity(book, 1)).isEqualTo(500_000_000);
        assertThat(maintenance(book, 1)).isEqualTo(500_000_000);
        assertThat(book.judge().initial(book.account(1), book.market(), book.initialRates()).isShort()).isTrue();
        assertThat(book.scan(1)).isEmpty();
        book.market().set(PricedKind.INSTRUMENT, 0, 4_999_999, PriceState.VALID);
        assertThat(book.scan(2)).extracting(ModelAccount::id).containsExactly(1L);
        assertThat(book.sizing().bankruptcyPrice(
                book.account(1), book.terms().instruments().get(0), book.market())).isEqualTo(4_500_000);
    }

    @Test
    void shouldApplyHaircutTiersAndAddOnWhenBalancesAreOwnedOrOwed() {
        final ModelBook book = book(flat(200_000), flat(100_000));
        book.deposit(1, 1, 1_500_000_000L);
        assertThat(equity(book, 1)).isEqualTo(500_000_000_000L * 98 / 100 + 250_000_000_000L * 95 / 100);
        assertThat(maintenance(book, 1)).isZero();
        book.deposit(2, 1, -100_000_000L);
        assertThat(equity(book, 2)).isEqualTo(-51_000_000_000L);
        assertThat(maintenance(book, 2)).isEqualTo(2_500_000_000L);
    }

    @Test
    void shouldWeighEachPartByItsOwnTierWhenNotionalSpansTwo() {
        final Tiers tiers = new Tiers(List.of(
                new Tiers.Step(1_000_000_000L, 10_000), new Tiers.Step(Tiers.NO_END, 50_000)));
        final ModelBook book = book(tiers, tiers);
        book.book(1, 0, -1_000, 5_000_000);
        assertThat(maintenance(book, 1)).isEqualTo(10_000_000 + 4_000_000_000L * 5 / 100);
    }

    @Test
    void shouldRealiseProfitAndReleaseCostWhenAPositionShrinksAndTurns() {
        final ModelBook book = book(flat(200_000), flat(100_000));
        book.book(1, 0, 3, 100);
        assertThat(book.book(1, 0, -1, 150)).isEqualTo(new ModelPosition.Profit(50, 50));
        assertThat(book.account(1).position(0).entryValue()).isEqualTo(200);
        assertThat(book.book(1, 0, -5, 90)).isEqualTo(new ModelPosition.Profit(-20, -20));
        assertThat(book.account(1).position(0).quantity()).isEqualTo(-3);
        assertThat(book.account(1).position(0).entryValue()).isEqualTo(-270);
        assertThat(book.account(1).balance(0)).isEqualTo(30);
        assertThat(book.clearing(0)).isEqualTo(-30);
    }

    @Test
    void shouldAskForMoreOnlyOfAccountsThatHaveAdoptedWhenTermsBecomeStricter() {
        final ModelBook book = book(flat(20_000), flat(10_000));
        // 0.1 bought and sold at 50,000: notional 5,000, MM 50 at 1 %, 100 at 2 %.
        book.book(1, 0, 1_000, 5_000_000);
        book.book(2, 0, -1_000, 5_000_000);
        final InstrumentTerms listed = book.terms().instruments().get(0);
        final InstrumentTerms stricter = listed.withMargin(flat(40_000), flat(20_000), 0, 0);

        assertThat(stricter.isNowhereAbove(listed)).isFalse();
        book.inForce().begin(book.inForce().latest().with(stricter), false);
        assertThat(maintenance(book, 1)).isEqualTo(50_000_000);
        book.inForce().advance(1);
        assertThat(maintenance(book, 1)).isEqualTo(100_000_000);
        assertThat(maintenance(book, 2)).isEqualTo(50_000_000);
        book.inForce().complete();
        assertThat(maintenance(book, 2)).isEqualTo(100_000_000);

        assertThat(listed.isNowhereAbove(stricter)).isTrue();
        book.inForce().begin(book.inForce().latest().with(listed), true);
        assertThat(maintenance(book, 1)).isEqualTo(50_000_000);
        assertThat(maintenance(book, 2)).isEqualTo(50_000_000);
    }

    @Test
    void shouldMoveProfitIntoBalancesAndChangeNoEquityWhenACycleSettles() {
        final ModelBook book = book(flat(20_000), flat(10_000));
        // 0.1 at 50,000; at a mark of 51,000 the buyer has gained 0.1 · 1,000 = 100, and V becomes 5,100.
        book.book(1, 0, 1_000, 5_000_000);
        book.book(2, 0, -1_000, 5_000_000);
        book.market().set(PricedKind.INSTRUMENT, 0, 5_100_000, PriceState.VALID);
        final SettlementCycle cycle = new SettlementCycle(book, 1, 5_100_000);

        assertThat(cycle.settled(book.account(2)).balance(0)).isEqualTo(-100_000_000);
        assertThat(cycle.settle(1, 0)).isEqualTo(100_000_000);
        assertThat(cycle.left()).containsExactly(2L);
        assertThat(cycle.settle(2, 0)).isEqualTo(-100_000_000);

        assertThat(book.account(1).balance(0)).isEqualTo(100_000_000);
        assertThat(book.account(1).position(0).entryValue()).isEqualTo(5_100_000_000L);
        assertThat(book.account(1).position(0).entryCost()).isEqualTo(5_000_000_000L);
        assertThat(equity(book, 1)).isEqualTo(100_000_000);
        assertThat(book.clearing(0)).isZero();
        // The winner's credit and the loser's debit; CLEARING had nothing to give.
        assertThat(cycle.credits()).isEqualTo(BigInteger.valueOf(100_000_000));
        assertThat(cycle.debits()).isEqualTo(cycle.credits());
    }
}
