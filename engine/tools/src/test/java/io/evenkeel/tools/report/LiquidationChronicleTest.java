package io.evenkeel.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.codecs.AccountAddedEncoder;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.AssetAddedEncoder;
import io.evenkeel.codecs.BackstopPassedOverEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CommandAckEncoder;
import io.evenkeel.codecs.DebtInsuredEncoder;
import io.evenkeel.codecs.DeficitTakenEncoder;
import io.evenkeel.codecs.DeleveragingSkippedEncoder;
import io.evenkeel.codecs.InstrumentAddedEncoder;
import io.evenkeel.codecs.InstrumentKind;
import io.evenkeel.codecs.LiquidationEndedEncoder;
import io.evenkeel.codecs.LiquidationOrderEncoder;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStartedEncoder;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.LiquidationTradeEncoder;
import io.evenkeel.codecs.MarketPriceEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.OrderReason;
import io.evenkeel.codecs.PassOverReason;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.Side;
import io.evenkeel.codecs.SkipReason;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountStore;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A liquidation told event by event, with numbers worked by hand. BTC falls from 50,000 to 46,000. A keeper takes 0.24
 * at 45,900: 100 below the mark, 0.2174 % of it, 24 dollars; the penalty is 55.20. A backstop takes 0.1 at the
 * bankruptcy price of 44,000: 2,000 below, 4.3478 %, 200 dollars. The keeper takes 0.1 past it, at 43,900: 210 dollars,
 * of which insurance pays 10.
 */
class LiquidationChronicleTest {
    private static final long DOLLAR = 1_000_000;
    private static final long ACCOUNT = 7;
    private static final long KEEPER = 2;
    private static final long BACKSTOP = 3;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AuditBooks books = new AuditBooks();
    private final AuditReader reader = new AuditReader(books);
    private final List<String> told = new ArrayList<>();
    private final LiquidationChronicle chronicle = new LiquidationChronicle(books, (story, step) -> {
        told.add(step.get("position").asLong() + " " + step.get("event").asText());
        story.tell(step);
    });
    private long number;

    private void hear(final long position) {
        number++;
        reader.onEvent(number, position, buffer, 0, buffer.capacity());
        chronicle.onEvent(number, position, buffer, 0, buffer.capacity());
    }

    @BeforeEach
    void open() {
        new AssetAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .asset(0).symbol("USDC").exponent((byte) -6).priceExponent((byte) 0).numeraire(BooleanType.YES);
        hear(1);
        new InstrumentAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .tick(1).lot(1).multiplier(1).symbol("BTC-PERP").instrument(0).settlementAsset(0).pool(0)
                .kind(InstrumentKind.PERPETUAL).priceExponent((byte) -2).quantityExponent((byte) -4);
        hear(2);
        for (final long account : new long[] {KEEPER, BACKSTOP, ACCOUNT}) {
            new AccountAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .account(account).owner((int) account + 10).leverage(0).kind(AccountKind.STANDARD);
            hear(3);
        }
        price(300, 5_000_000);
        price(400, 4_600_000);
        // A price is answered before what it led to is told, a bid after.
        ack(450, 2_000);
        new LiquidationStartedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(1).account(ACCOUNT).breachPosition(400).breachTimeMs(1_000)
                .equity(2_000 * DOLLAR).maintenanceMargin(2_300 * DOLLAR);
        hear(450);
    }

    private void price(final long position, final long mark) {
        new MarketPriceEncoder().wrapAndApplyHeader(buffer, 0, header)
                .commandPosition(position).index(mark).mark(mark).timeMs(1_000).priced(0)
                .kind(PricedKind.INSTRUMENT).state(PriceState.VALID).freshSources((short) 3);
        hear(position);
    }

    private void order(
            final long position,
            final LiquidationStep step,
            final long quantity,
            final long furthest,
            final OrderReason reason) {
        new LiquidationOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(1).account(ACCOUNT).quantity(quantity).mark(4_600_000).bankruptcyPrice(4_400_000)
                .startTimeMs(1_000).auctionMs(20_000).maxDiscountPpm(10_000).instrument(0).side(Side.SELL)
                .step(step).furthestPrice(furthest).penaltyPpm(7_500)
                .equity(2_000 * DOLLAR).maintenanceMargin(2_300 * DOLLAR).reason(reason);
        hear(position);
    }

    private void trade(
            final long position,
            final LiquidationStep step,
            final long taker,
            final long quantity,
            final long price,
            final long penalty,
            final long insured) {
        final boolean isByBid = step == LiquidationStep.AUCTION || step == LiquidationStep.INSURED;
        trade(position, step, taker, quantity, price, penalty, insured, isByBid);
    }

    private void trade(
            final long position,
            final LiquidationStep step,
            final long taker,
            final long quantity,
            final long price,
            final long penalty,
            final long insured,
            final boolean isByBid) {
        new LiquidationTradeEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(1).account(ACCOUNT).keeper(taker).quantity(quantity).price(price).penalty(penalty)
                .positionAfter(1_000).instrument(0).side(Side.SELL).step(step).insured(insured).mark(4_600_000)
                .byBid(isByBid ? BooleanType.YES : BooleanType.NO);
        hear(position);
    }

    private void ack(final long position, final long timeMs) {
        new CommandAckEncoder().wrapAndApplyHeader(buffer, 0, header)
                .sequence(1).commandPosition(position).timeMs(timeMs).result(0).participant(5)
                .status(AckStatus.ACCEPTED).rejectCode(RejectCode.NONE).repeated(BooleanType.NO);
        hear(position);
    }

    private void tellAll() {
        order(450, LiquidationStep.AUCTION, 2_400, 4_400_000, OrderReason.BEGUN);
        trade(500, LiquidationStep.AUCTION, KEEPER, 2_400, 4_590_000, 55_200_000, 0);
        order(500, LiquidationStep.AUCTION, 2_000, 4_400_000, OrderReason.RESIZED);
        ack(500, 3_000);
        order(600, LiquidationStep.BACKSTOP, 2_000, 4_400_000, OrderReason.TIME_OVER);
        trade(600, LiquidationStep.BACKSTOP, BACKSTOP, 1_000, 4_400_000, 0, 0);
        order(600, LiquidationStep.INSURED, 1_000, 4_300_000, OrderReason.NOT_TAKEN);
        trade(700, LiquidationStep.INSURED, KEEPER, 1_000, 4_390_000, 0, 10 * DOLLAR);
        order(700, LiquidationStep.INSURED, 0, 4_300_000, OrderReason.GONE);
        new LiquidationEndedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(1).account(ACCOUNT).equity(-5 * DOLLAR).maintenanceMargin(0)
                .outcome(LiquidationOutcome.BANKRUPT);
        hear(700);
        ack(700, 5_000);
    }

    @Test
    void shouldTellEachStepInOrderWithItsReasonWhenALiquidationRunsThroughAllOfThem() {
        tellAll();
        assertThat(told).containsExactly(
                "450 STARTED",
                "450 OFFERED",
                "500 BID_TRADED",
                "500 RESIZED",
                "600 MOVED_ON",
                "600 TAKEN_OVER",
                "600 MOVED_ON",
                "700 BID_TRADED",
                "700 WITHDRAWN",
                "700 BANKRUPT");
        final JsonNode steps = chronicle.find(1).report(books).get("steps");
        assertThat(steps.get(0).get("numbers").toString()).isEqualTo("{\"equity\":\"2000.000000\","
                + "\"maintenanceMargin\":\"2300.000000\",\"breachPosition\":400,"
                + "\"breachTime\":\"1970-01-01T00:00:01Z\",\"cause\":{\"event\":\"MarketPrice\","
                + "\"symbol\":\"BTC-PERP\",\"before\":\"50000.00\",\"mark\":\"46000.00\",\"state\":\"VALID\"}}");
        assertThat(steps.get(0).get("time").asText()).isEqualTo("1970-01-01T00:00:02Z");
        assertThat(steps.get(2).get("time").asText()).isEqualTo("1970-01-01T00:00:03Z");
        assertThat(steps.get(3).get("time").asText()).isEqualTo("1970-01-01T00:00:03Z");
        assertThat(steps.get(4).get("time").isNull()).as("a timer's").isTrue();
        assertThat(steps.get(2).get("numbers").toString()).isEqualTo("{\"taker\":2,\"takerOwner\":12,"
                + "\"instrument\":\"BTC-PERP\",\"side\":\"SELL\",\"quantity\":\"0.2400\",\"price\":\"45900.00\","
                + "\"mark\":\"46000.00\",\"discountPercent\":\"0.2174\",\"discount\":\"24.000000 USDC\","
                + "\"penalty\":\"55.200000 USDC\",\"insured\":\"0.000000 USDC\",\"positionAfter\":\"0.1000\","
                + "\"step\":\"AUCTION\"}");
        assertThat(steps.get(5).get("numbers").get("discountPercent").asText()).isEqualTo("4.3478");
        assertThat(steps.get(5).get("why").asText()).contains("backstop account 3");
        assertThat(steps.get(1).get("numbers").get("maxDiscountPercent").asText()).isEqualTo("1.0000");
        assertThat(steps.get(1).get("numbers").get("penaltyPercent").asText()).isEqualTo("0.7500");
        assertThat(steps.get(6).get("numbers").get("furthestPrice").asText()).isEqualTo("43000.00");
        assertThat(steps.get(7).get("numbers").get("insured").asText()).isEqualTo("10.000000 USDC");
        assertThat(steps.get(9).get("numbers").get("equity").asText()).isEqualTo("-5.000000");
    }

    @Test
    void shouldSayWhoLostWhatToTheUnitWhenItIsOver() {
        tellAll();

        final JsonNode losses = chronicle.find(1).report(books).get("losses");
        assertThat(losses.findValuesAsText("who"))
                .containsExactly("account 7", "account 2", "insurance", "account 3");
        assertThat(losses.findValuesAsText("discount"))
                .containsExactly("-434.000000", "234.000000", "0.000000", "200.000000");
        assertThat(losses.findValuesAsText("penalty"))
                .containsExactly("-55.200000", "0.000000", "55.200000", "0.000000");
        assertThat(losses.findValuesAsText("insurance"))
                .containsExactly("10.000000", "0.000000", "-10.000000", "0.000000");
        assertThat(losses.findValuesAsText("sum"))
                .containsExactly("-479.200000", "234.000000", "45.200000", "200.000000");
        final JsonNode row = chronicle.find(1).summary(books.units());
        assertThat(row.get("cause").asText()).isEqualTo("MarketPrice BTC-PERP");
        assertThat(row.get("trades").asInt()).isEqualTo(3);
        assertThat(row.get("bids").asInt()).as("the backstop did not bid").isEqualTo(2);
        assertThat(row.get("takers").asText()).isEqualTo("2, 3");
        assertThat(row.get("discount").asText()).isEqualTo("-434.000000 USDC");
        assertThat(row.get("outcome").asText()).isEqualTo("BANKRUPT");
    }

    @Test
    void shouldTellStepsByTheirNumberAndPassOverEventsWhenTheyAreOfALaterVersion() {
        order(450, LiquidationStep.AUCTION, 2_400, 4_400_000, OrderReason.BEGUN);
        new LiquidationTradeEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(1).account(ACCOUNT).keeper(KEEPER).quantity(1).price(4_590_000).instrument(0)
                .side(Side.SELL).step(LiquidationStep.AUCTION).byBid(BooleanType.NO);
        buffer.putByte(MessageHeaderEncoder.ENCODED_LENGTH + LiquidationTradeEncoder.stepEncodingOffset(), (byte) 77);
        chronicle.onEvent(1, 500, buffer, 0, buffer.capacity());
        header.wrap(buffer, 0).templateId(199);
        chronicle.onEvent(2, 510, buffer, 0, buffer.capacity());

        assertThat(told).containsExactly("450 STARTED", "450 OFFERED", "500 STEP_77");
        assertThat(chronicle.find(1).isOpen()).isTrue();
        assertThat(chronicle.find(1).report(books).get("outcome").asText()).isEqualTo("OPEN");
    }

    /**
     * Another market belongs to pool 3. 0.1 of it go at 1,990, the mark is 2,000: the penalty of 1 is pool 3's, as are
     * the 4 that insurance pays there, and the debt of 5 that it pays in the end.
     */
    @Test
    void shouldNameThePoolThatPaysOrIsPaidWhenItIsNotMain() {
        new InstrumentAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .tick(1).lot(1).multiplier(1).symbol("ALT-PERP").instrument(1).settlementAsset(0).pool(3)
                .kind(InstrumentKind.PERPETUAL).priceExponent((byte) -2).quantityExponent((byte) -4);
        hear(460);
        new MarketPriceEncoder().wrapAndApplyHeader(buffer, 0, header)
                .commandPosition(470).index(200_000).mark(200_000).timeMs(1_000).priced(1)
                .kind(PricedKind.INSTRUMENT).state(PriceState.VALID).freshSources((short) 3);
        hear(470);
        new LiquidationTradeEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(1).account(ACCOUNT).keeper(KEEPER).quantity(1_000).price(199_000).penalty(DOLLAR)
                .positionAfter(0).instrument(1).side(Side.SELL).step(LiquidationStep.INSURED).insured(4 * DOLLAR)
                .mark(200_000).byBid(BooleanType.YES);
        hear(480);
        new DebtInsuredEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(1).account(ACCOUNT).amount(5 * DOLLAR).asset(0).pool(3);
        hear(490);
        chronicle.flush();

        final JsonNode report = chronicle.find(1).report(books);
        assertThat(report.get("losses").findValuesAsText("who"))
                .containsExactly("account 7", "account 2", "insurance pool 3");
        assertThat(report.get("losses").findValuesAsText("sum"))
                .containsExactly("7.000000", "1.000000", "-8.000000");
        assertThat(report.get("steps").findValuesAsText("pool")).containsExactly("3", "3");
        assertThat(books.houseBalance(HouseAccount.INSURANCE, 3, 0)).isEqualTo(-8 * DOLLAR);
        assertThat(books.houseBalance(HouseAccount.INSURANCE, 0, 0)).isZero();
        assertThat(books.money().holders()).extracting(Holder::toString).contains("INSURANCE/3");
    }

    /** The pool of the market holds 0.1, which its own account sells whole; what else the timer did is no cause. */
    @Test
    void shouldSpeakOfNoMarginWhenAPoolSellsWhatItHolds() {
        final long pool = AccountStore.POOL_ID;
        new AccountAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .account(pool).owner(1).leverage(0).kind(AccountKind.OMNIBUS);
        hear(790);
        price(800, 4_500_000);
        new LiquidationStartedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(2).account(pool).breachPosition(800).breachTimeMs(1_000)
                .equity(-100 * DOLLAR).maintenanceMargin(225 * DOLLAR);
        hear(800);
        final OrderReason[] reasons = {OrderReason.BEGUN, OrderReason.RESIZED, OrderReason.GONE};
        final long[] quantities = {1_000, 600, 0};
        for (int n = 0; n < reasons.length; n++) {
            new LiquidationOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .liquidation(2).account(pool).quantity(quantities[n]).reason(reasons[n])
                    .mark(4_500_000).bankruptcyPrice(1)
                    .startTimeMs(1_000).auctionMs(20_000).maxDiscountPpm(10_000).instrument(0).side(Side.SELL)
                    .step(LiquidationStep.AUCTION).furthestPrice(1).penaltyPpm(0);
            hear(810);
        }
        new LiquidationEndedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(2).account(pool).equity(-120 * DOLLAR).maintenanceMargin(0)
                .outcome(LiquidationOutcome.EMPTIED);
        hear(820);
        chronicle.flush();

        final JsonNode report = chronicle.find(2).report(books);
        assertThat(report.get("steps").findValuesAsText("event"))
                .containsExactly("STARTED", "OFFERED", "RESIZED", "WITHDRAWN", "EMPTIED");
        assertThat(report.get("steps").findValuesAsText("why")).containsExactly(
                "the insurance pool holds positions: all of them are for sale, whatever its margin",
                "of what the pool holds the largest maintenance margin; all of it, until somebody takes it",
                "the mark moved, or the pool holds another quantity: all of it is for sale",
                "nothing of it is left, or its market has closed",
                "nothing is left to sell of what the pool held");
        assertThat(report.get("cause")).isEmpty();
    }

    /** The pool, which has lost more than it had, gets what holders are charged: its account itself gets nothing. */
    @Test
    void shouldSayThatThePoolWasPaidWhenItLostMoreThanItHad() {
        final long pool = AccountStore.POOL_ID;
        new AccountAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .account(pool).owner(1).leverage(0).kind(AccountKind.OMNIBUS);
        hear(790);
        new LiquidationStartedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(2).account(pool).breachPosition(800).breachTimeMs(1_000)
                .equity(-100 * DOLLAR).maintenanceMargin(225 * DOLLAR);
        hear(800);
        new DeficitTakenEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(0).account(pool).amount(70 * DOLLAR).fromLongs(0).fromShorts(70 * DOLLAR).left(0)
                .instrument(0).mark(0).bankruptcyPrice(0).quantity(0);
        hear(810);
        chronicle.flush();

        final JsonNode report = chronicle.find(2).report(books);
        assertThat(report.get("steps").findValuesAsText("why"))
                .endsWith("by what it held the pool has lost more than it had: holders are charged");
        assertThat(report.get("losses").toString()).contains("insurance").doesNotContain(Long.toString(pool));
    }

    /** At 44,000 the keeper bids for 0.1, and an account of the opposite side closes 0.05, whether it wants or not. */
    @Test
    void shouldTellABidFromAForcedClosingWhenBothAreAtTheBankruptcyPrice() {
        order(450, LiquidationStep.DELEVERAGED, 1_500, 4_400_000, OrderReason.INSURANCE_SPENT);
        trade(700, LiquidationStep.DELEVERAGED, KEEPER, 1_000, 4_400_000, 0, 0, true);
        trade(710, LiquidationStep.DELEVERAGED, BACKSTOP, 500, 4_400_000, 0, 0, false);
        chronicle.flush();

        assertThat(told).endsWith("700 BID_TRADED", "710 DELEVERAGED");
        assertThat(chronicle.find(1).report(books).get("steps").findValuesAsText("why")).endsWith(
                "account 2 was the first with a valid bid at the bankruptcy price",
                "account 3 was made to close its share at the bankruptcy price");
        final JsonNode row = chronicle.find(1).summary(books.units());
        assertThat(row.get("trades").asInt()).isEqualTo(2);
        assertThat(row.get("bids").asInt()).isEqualTo(1);
    }

    @Test
    void shouldSayWhyABackstopWasPassedOverWhenItTakesNothing() {
        for (final PassOverReason reason : new PassOverReason[] {PassOverReason.MARGIN, PassOverReason.CAPACITY}) {
            new BackstopPassedOverEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .liquidation(1).account(BACKSTOP).instrument(0).reason(reason)
                    .quantity(1_000).price(4_650_000).capacity(4 * DOLLAR)
                    .notional(4_600_000).equity(400 * DOLLAR).initialMargin(460 * DOLLAR);
            hear(600);
        }
        chronicle.flush();

        assertThat(told).endsWith("600 PASSED_OVER", "600 PASSED_OVER");
        final JsonNode steps = chronicle.find(1).report(books).get("steps");
        assertThat(steps.findValuesAsText("why")).endsWith(
                "it was the turn of backstop account 3, which would not hold initial margin afterwards",
                "it was the turn of backstop account 3, which has less capacity left than a lot of it takes");
        final String asked = "{\"backstop\":3,\"instrument\":\"BTC-PERP\",\"quantity\":\"0.1000\","
                + "\"price\":\"46500.00\",\"capacity\":\"4.000000\",";
        assertThat(steps.get(1).get("numbers").toString()).isEqualTo(
                asked + "\"equityAfter\":\"400.000000\",\"initialMarginAfter\":\"460.000000\"}");
        assertThat(steps.get(2).get("numbers").toString()).isEqualTo(asked + "\"notional\":\"4.600000\"}");
    }

    /** 0.1 at 46,000 where the bankruptcy price is 46,500 leave 50 missing; who was asked before would have −200. */
    @Test
    void shouldGiveTheNumbersThatLedToADeficitWhenThePoolTookTheRest() {
        new DeleveragingSkippedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(1).account(BACKSTOP).quantity(1_000).instrument(0)
                .reason(SkipReason.NEGATIVE_EQUITY).equity(-200 * DOLLAR);
        hear(700);
        new DeficitTakenEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(1).account(ACCOUNT).amount(50 * DOLLAR).fromLongs(0).fromShorts(50 * DOLLAR).left(0)
                .instrument(0).mark(4_600_000).bankruptcyPrice(4_650_000).quantity(1_000);
        hear(700);
        chronicle.flush();

        final JsonNode steps = chronicle.find(1).report(books).get("steps");
        assertThat(steps.get(1).get("numbers").toString())
                .isEqualTo("{\"counterparty\":3,\"share\":\"0.1000\",\"equityAfter\":\"-200.000000\"}");
        assertThat(steps.get(2).get("numbers").toString()).isEqualTo("{\"instrument\":\"BTC-PERP\","
                + "\"missing\":\"50.000000 USDC\","
                + "\"fromLongs\":\"0.000000 USDC\",\"fromShorts\":\"50.000000 USDC\","
                + "\"left\":\"0.000000 USDC\",\"quantity\":\"0.1000\",\"mark\":\"46000.00\","
                + "\"bankruptcyPrice\":\"46500.00\"}");
    }

    /** The price stays at the largest discount, so that nobody pays for a bid but the account. */
    @Test
    void shouldNotSpeakOfInsuranceWhenItHasNothingToPay() {
        order(450, LiquidationStep.BACKSTOP, 2_400, 4_400_000, OrderReason.DEEP);
        order(600, LiquidationStep.INSURED, 2_400, 4_400_000, OrderReason.NOT_TAKEN);
        trade(700, LiquidationStep.INSURED, KEEPER, 2_400, 4_554_000, 0, 0);
        chronicle.flush();
        assertThat(chronicle.find(1).report(books).get("steps").findValuesAsText("why")).endsWith(
                "no backstop took the rest, and insurance has nothing to pay: the largest discount, once more",
                "account 2 was the first with a valid bid at the price then");
    }
}
