package io.evenkeel.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.codecs.AccountAddedEncoder;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AssetAddedEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CycleMarkEncoder;
import io.evenkeel.codecs.CycleSettledEncoder;
import io.evenkeel.codecs.DayBeganEncoder;
import io.evenkeel.codecs.InstrumentAddedEncoder;
import io.evenkeel.codecs.InstrumentKind;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.MarketPhaseChangedEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PositionSettledEncoder;
import io.evenkeel.codecs.TradeBookedEncoder;
import io.evenkeel.codecs.TradeBustedEncoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three accounts trade one market, told event by event with the profit that the cluster states; each number below is
 * worked out by hand, in USDC. V is what positions stand at since a cycle, C what they cost.
 */
class RealisedProfitTest {
    private static final int DAY = 20_000;
    private static final int LIQUIDATION = 0;
    private static final int VENUE = 2;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final List<AuditBooks> all = new ArrayList<>();
    private final List<AuditReader> readers = new ArrayList<>();
    private final long[] balances = new long[4];
    private long number;

    private void hear() {
        number++;
        readers.forEach(reader -> reader.onEvent(number, 1_000 * number, buffer, 0, buffer.capacity()));
    }

    @BeforeEach
    void open() {
        for (long account = 1; account <= 3; account++) {
            all.add(new AuditBooks(account));
            readers.add(new AuditReader(all.get(all.size() - 1)));
        }
        day(0);
        new AssetAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .asset(0).symbol("USDC").exponent((byte) -6).priceExponent((byte) 0).numeraire(BooleanType.YES);
        hear();
        new InstrumentAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .tick(1).lot(1).multiplier(1).symbol("BTC-F").instrument(0).settlementAsset(0)
                .kind(InstrumentKind.FUTURE).priceExponent((byte) -2).quantityExponent((byte) -4);
        hear();
        for (long account = 1; account <= 3; account++) {
            new AccountAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .account(account).owner(2).leverage(0).kind(AccountKind.STANDARD);
            hear();
        }
    }

    private void day(final int since) {
        new DayBeganEncoder().wrapAndApplyHeader(buffer, 0, header).timeMs(1).day(DAY + since);
        hear();
    }

    /** A fill: quantities in 0.0001 BTC, price in USDC, profits in 0.1 USDC. */
    private void trade(
            final int venue,
            final long quantity,
            final long price,
            final long[] buyer,
            final long[] seller) {
        new TradeBookedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .tradeId(1).buyer(buyer[0]).seller(seller[0]).quantity(quantity).price(price * 100)
                .buyerBefore(buyer[1]).sellerBefore(seller[1])
                .buyerProfit(buyer[2] * 100_000).sellerProfit(seller[2] * 100_000).venue(venue).instrument(0);
        hear();
    }

    /** An account in a fill: what it held before, and the profit that the fill realises, in 0.1 USDC. */
    private static long[] side(final long account, final long before, final long profit) {
        return new long[] {account, before, profit};
    }

    private void mark(final long price) {
        new CycleMarkEncoder().wrapAndApplyHeader(buffer, 0, header).cycle(1).mark(price * 100).instrument(0);
        hear();
    }

    private void settled(final int account, final long usdc) {
        balances[account] += usdc;
        new CycleSettledEncoder().wrapAndApplyHeader(buffer, 0, header)
                .cycle(1).account(account).amount(usdc * 1_000_000).balance(balances[account] * 1_000_000).asset(0);
        hear();
    }

    private JsonNode statement(final int account) {
        final AuditBooks books = all.get(account - 1);
        assertThat(books.complaints()).isEmpty();
        final JsonNode report = StatementCommand.report(books, account, null, null);
        assertThat(report.get("reconciles").asBoolean()).as("reconciles").isTrue();
        return report.get("days");
    }

    private static void assertDays(final JsonNode days, final String column, final String... amounts) {
        assertThat(days.findValuesAsText(column)).as(column).containsExactly(amounts);
    }

    /** 1 buys 0.03 from 2 at 50,000, C = V = 1,500; the cycle marks 51,000, V = 1,530, and pays 30. */
    private void openAndSettle() {
        trade(VENUE, 300, 50_000, side(1, 0, 0), side(2, 0, 0));
        mark(51_000);
        settled(1, 30);
        settled(2, -30);
    }

    /** Sold at the mark of the cycle: fills pay nothing any more, and all of the profit is realised. */
    @Test
    void shouldTellProfitOfADayWithoutMoneyWhenACycleHasPaidItBefore() {
        openAndSettle();
        day(1);
        trade(VENUE, 300, 51_000, side(2, -300, -300), side(1, 300, 300));
        final JsonNode days = statement(1);
        assertDays(days, "settlement", "30.000000", "0.000000");
        assertDays(days, "trading", "0.000000", "0.000000");
        assertDays(days, "closing", "30.000000", "30.000000");
        assertDays(days, "realisedProfit", "0.000000", "30.000000");
        assertDays(statement(2), "realisedProfit", "0.000000", "-30.000000");
    }

    /**
     * Day 1. 1 sells 0.01 to 3 at 52,000, worth 520: of V 510 and of C 500 are released, so 10 are paid and 20
     * realised. Then it sells 0.05 to 2 at 49,000: the 0.02 left are worth 980, V is 1,020 and C 1,000, so -40 and -20;
     * the other 0.03 are a short at 1,470. 2 closes its short of 0.03 at 1,470, V being -1,530 and C -1,500: 60 and 30;
     * it is long 0.02 at 980.
     *
     * <p>Day 2. A liquidation has 1 buy 0.01 back from 3 at 50,000: 1 loses 500 - 490 = 10, 3 loses 520 - 500 = 20. A
     * deleveraging has 2 close 0.01 at 51,000 against 1: 510 - 490 = 20 are 2's gain and 1's loss. 1 buys 0.005 from 2
     * at 50,000, 250 for a share of 245: 5. It is booked back at that price: both positions grow by 250 to C = 495, and
     * nothing is realised. The right terms follow, at 51,000: 255 for a share of 247.5, which is 7.5.
     *
     * <p>Day 3. The market ends at 50,000: 250 for 247.5, which is 2.5.
     *
     * <p>So 1 realises -10 - 20 - 5 - 7.5 = -42.5 on day 2 and -2.5 on day 3. All in all that is -45; cycle and final
     * price paid 30 - 2.5 = 27.5, and fills -30 - 42.5 = -72.5. 2 realises 30, 20 + 5 + 7.5 = 32.5 and 2.5.
     */
    @Test
    void shouldSumToWhatFillsAndCyclesPaidWhenPositionsAreClosed() {
        openAndSettle();
        day(1);
        trade(VENUE, 100, 52_000, side(3, 0, 0), side(1, 300, 200));
        trade(VENUE, 500, 49_000, side(2, -300, 300), side(1, 200, -200));
        assertThat(all.get(0).file(1).holding(0).entryCost()).isEqualTo(-1_470_000_000);
        day(2);
        trade(LIQUIDATION, 100, 50_000, side(1, -300, -100), side(3, 100, -200));
        trade(LIQUIDATION, 100, 51_000, side(1, -200, -200), side(2, 200, 200));
        trade(VENUE, 50, 50_000, side(1, -100, -50), side(2, 100, 50));
        new TradeBustedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .tradeId(1).buyer(1).seller(2).quantity(50).price(5_000_000).venue(VENUE).instrument(0)
                .corrected(BooleanType.YES).buyerFee(0).sellerFee(0).buyerProfit(0).sellerProfit(0);
        hear();
        trade(VENUE, 50, 51_000, side(1, -100, -75), side(2, 100, 75));
        day(3);
        new MarketPhaseChangedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .price(5_000_000).instrument(0).phase(MarketPhase.SETTLING);
        hear();
        final JsonNode open = statement(1);
        closed(1, -50, -2_500_000, -45_000_000);
        closed(2, 50, 2_500_000, 65_000_000);

        // Of what is open V and C are the same: nothing was paid ahead.
        assertDays(open, "realisedProfit", "0.000000", "0.000000", "-42.500000");
        final JsonNode days = statement(1);
        assertDays(days, "trading", "0.000000", "-30.000000", "-42.500000", "0.000000");
        assertDays(days, "settlement", "30.000000", "0.000000", "0.000000", "-2.500000");
        assertDays(days, "realisedProfit", "0.000000", "0.000000", "-42.500000", "-2.500000");
        assertDays(statement(2), "realisedProfit", "0.000000", "30.000000", "32.500000", "2.500000");
        assertDays(statement(2), "trading", "0.000000", "60.000000", "32.500000", "0.000000");
        assertDays(statement(3), "realisedProfit", "-20.000000");
    }

    private void closed(final long account, final long quantity, final long profit, final long balance) {
        new PositionSettledEncoder().wrapAndApplyHeader(buffer, 0, header)
                .account(account).quantity(quantity).profit(profit).balance(balance).instrument(0);
        hear();
    }
}
