package io.evenkeel.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.codecs.AccountAddedEncoder;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AssetAddedEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CollateralOrderEncoder;
import io.evenkeel.codecs.CollateralTradeEncoder;
import io.evenkeel.codecs.LiquidationStartedEncoder;
import io.evenkeel.codecs.MarketPriceEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.OrderReason;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What sales of collateral cost, told event by event. A bitcoin is 50,000 at first, a euro 1.25; units are 10^-8
 * bitcoin, 10^-6 dollars, cents of a euro.
 */
class CollateralChronicleTest {
    private static final int DOLLARS = 0;
    private static final int BITCOIN = 1;
    private static final int EUROS = 2;
    private static final long DOLLAR = 1_000_000;
    private static final long ACCOUNT = 7;
    private static final long KEEPER = 2;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AuditBooks books = new AuditBooks();
    private final AuditReader reader = new AuditReader(books);
    private final LiquidationChronicle chronicle = new LiquidationChronicle(books, LiquidationStory::tell);
    private long number;

    private void hear() {
        number++;
        reader.onEvent(number, number, buffer, 0, buffer.capacity());
        chronicle.onEvent(number, number, buffer, 0, buffer.capacity());
    }

    @BeforeEach
    void open() {
        asset(DOLLARS, "USDC", -6, 0);
        asset(BITCOIN, "BTC", -8, -2);
        asset(EUROS, "EURC", -2, -4);
        for (final long account : new long[] {KEEPER, ACCOUNT}) {
            new AccountAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .account(account).owner((int) account + 10).leverage(0).kind(AccountKind.STANDARD);
            hear();
        }
        price(BITCOIN, 5_000_000);
        price(EUROS, 12_500);
        new LiquidationStartedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(1).account(ACCOUNT).breachPosition(number).breachTimeMs(1_000)
                .equity(2_000 * DOLLAR).maintenanceMargin(2_300 * DOLLAR);
        hear();
    }

    private void asset(final int id, final String symbol, final int exponent, final int priceExponent) {
        new AssetAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .asset(id).symbol(symbol).exponent((byte) exponent).priceExponent((byte) priceExponent)
                .numeraire(id == DOLLARS ? BooleanType.YES : BooleanType.NO);
        hear();
    }

    private void price(final int asset, final long mantissa) {
        new MarketPriceEncoder().wrapAndApplyHeader(buffer, 0, header)
                .commandPosition(number).index(mantissa).mark(mantissa).timeMs(1_000).priced(asset)
                .kind(PricedKind.ASSET).state(PriceState.VALID).freshSources((short) 3);
        hear();
    }

    private void order(final int debtAsset, final long debtIndex, final long quantity) {
        order(debtAsset, debtIndex, quantity, OrderReason.BEGUN);
    }

    private void order(
            final int debtAsset, final long debtIndex, final long quantity, final OrderReason reason) {
        new CollateralOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(1).account(ACCOUNT).quantity(quantity).index(5_000_000).debtIndex(debtIndex)
                .startTimeMs(1_000).auctionMs(2_000).maxDiscountPpm(10_000).asset(BITCOIN).debtAsset(debtAsset)
                .equity(2_000 * DOLLAR).maintenanceMargin(2_300 * DOLLAR).reason(reason);
        hear();
    }

    private void trade(
            final long buyer,
            final int pool,
            final int debtAsset,
            final long quantity,
            final long price,
            final long paid,
            final long index,
            final long debtIndex) {
        new CollateralTradeEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(1).account(ACCOUNT).keeper(buyer).quantity(quantity).price(price).paid(paid)
                .asset(BITCOIN).debtAsset(debtAsset).pool(pool).index(index).debtIndex(debtIndex);
        hear();
    }

    /**
     * The keeper buys 0.1 bitcoin, worth 5,000, for 4,950: 50 are 1 %. Pool 3 buys 0.02, worth 1,000, for 985: 15 are
     * 1.5 %.
     */
    @Test
    void shouldTellWhatSalesCostWhenCollateralAloneIsSold() {
        order(DOLLARS, 1, 12_000_000);
        trade(KEEPER, 0, DOLLARS, 10_000_000, 4_950_000, 4_950 * DOLLAR, 5_000_000, 1);
        trade(0, 3, DOLLARS, 2_000_000, 4_925_000, 985 * DOLLAR, 5_000_000, 1);
        chronicle.flush();

        final JsonNode report = chronicle.find(1).report(books);
        assertThat(report.get("steps").get(1).get("numbers").toString()).isEqualTo("{\"quantity\":\"0.12000000 BTC\","
                + "\"for\":\"USDC\",\"index\":\"50000.00\",\"debtIndex\":\"1\",\"maxDiscountPercent\":\"1.0000\","
                + "\"clockStart\":\"1970-01-01T00:00:01Z\",\"auctionMs\":2000,"
                + "\"equity\":\"2000.000000\",\"maintenanceMargin\":\"2300.000000\"}");
        assertThat(report.get("steps").get(2).get("numbers").toString()).isEqualTo("{\"buyer\":2,"
                + "\"quantity\":\"0.10000000 BTC\",\"price\":\"49500.00\",\"index\":\"50000.00\",\"debtIndex\":\"1\","
                + "\"paid\":\"4950.000000 USDC\",\"discountPercent\":\"1.0000\",\"discount\":\"50.000000 USDC\"}");
        assertThat(report.get("steps").get(3).get("event").asText()).isEqualTo("POOL_BOUGHT");
        assertThat(report.get("steps").get(3).get("numbers").get("discountPercent").asText()).isEqualTo("1.5000");
        assertThat(report.get("steps").get(3).get("numbers").get("pool").asInt()).isEqualTo(3);
        assertThat(report.get("losses").findValuesAsText("who"))
                .containsExactly("account 7", "account 2", "insurance pool 3");
        assertThat(report.get("losses").findValuesAsText("discount"))
                .containsExactly("-65.000000", "50.000000", "15.000000");
        final JsonNode row = chronicle.find(1).summary(books.units());
        assertThat(row.get("trades").asInt()).isEqualTo(2);
        assertThat(row.get("bids").asInt()).as("the pool did not bid").isEqualTo(1);
        assertThat(row.get("takers").asText()).isEqualTo("2, insurance pool 3");
        assertThat(row.get("discount").asText()).isEqualTo("-65.000000 USDC");
    }

    @Test
    void shouldTellTheOneReasonWhenAnOrderIsTold() {
        order(DOLLARS, 1, 12_000_000, OrderReason.BEGUN);
        order(DOLLARS, 1, 10_000_000, OrderReason.RESIZED);
        order(DOLLARS, 1, 0, OrderReason.PAUSED);
        order(DOLLARS, 1, 0, OrderReason.REPLACED);
        order(DOLLARS, 1, 0, OrderReason.GONE);
        chronicle.flush();

        final JsonNode steps = chronicle.find(1).report(books).get("steps");
        assertThat(steps.findValuesAsText("event")).containsExactly(
                "STARTED", "COLLATERAL_OFFERED", "COLLATERAL_OFFERED", "COLLATERAL_PAUSED", "COLLATERAL_WITHDRAWN",
                "COLLATERAL_WITHDRAWN");
        assertThat(steps.findValuesAsText("why")).endsWith(
                "what it owes is paid by the asset of the lowest haircut; the least that suffices",
                "prices moved or part of it was sold: this much now suffices",
                "its price, or that of what is owed, cannot be used: the clock stands still",
                "another asset or a position comes first",
                "nothing of it is left to sell, or nothing is owed any more");
    }

    /**
     * Before the bid comes, the bitcoin has risen to 51,000: 0.1 of it are 5,100 dollars, 4,080 euros. 4,059.60 are
     * paid: 20.40 less, half a per cent.
     */
    @Test
    void shouldReckonInTheAssetOwedAtTheIndexesThenWhenPricesMovedSinceTheOrder() {
        order(EUROS, 12_500, 10_000_000);
        trade(KEEPER, 0, EUROS, 10_000_000, 5_074_500, 405_960, 5_100_000, 12_500);
        chronicle.flush();

        final JsonNode report = chronicle.find(1).report(books);
        assertThat(report.get("steps").get(2).get("numbers").toString()).isEqualTo("{\"buyer\":2,"
                + "\"quantity\":\"0.10000000 BTC\",\"price\":\"50745.00\",\"index\":\"51000.00\","
                + "\"debtIndex\":\"1.2500\",\"paid\":\"4059.60 EURC\",\"discountPercent\":\"0.5000\","
                + "\"discount\":\"20.40 EURC\"}");
        assertThat(report.get("losses").toString()).isEqualTo("[{\"who\":\"account 7\",\"asset\":\"EURC\","
                + "\"discount\":\"-20.40\",\"penalty\":\"0.00\",\"insurance\":\"0.00\",\"socialised\":\"0.00\","
                + "\"sum\":\"-20.40\"},{\"who\":\"account 2\",\"asset\":\"EURC\",\"discount\":\"20.40\","
                + "\"penalty\":\"0.00\",\"insurance\":\"0.00\",\"socialised\":\"0.00\",\"sum\":\"20.40\"}]");
    }
}
