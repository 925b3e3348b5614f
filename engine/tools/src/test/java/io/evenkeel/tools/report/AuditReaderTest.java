package io.evenkeel.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.codecs.AccountAddedEncoder;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AssetAddedEncoder;
import io.evenkeel.codecs.BalanceChangedEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CycleClosedEncoder;
import io.evenkeel.codecs.CycleMarkEncoder;
import io.evenkeel.codecs.CycleSettledEncoder;
import io.evenkeel.codecs.CycleStartedEncoder;
import io.evenkeel.codecs.DayBeganEncoder;
import io.evenkeel.codecs.InstructionEndedEncoder;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.InstrumentAddedEncoder;
import io.evenkeel.codecs.InstrumentKind;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.MarketPhaseChangedEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PositionSettledEncoder;
import io.evenkeel.codecs.SettlementInstructionEncoder;
import io.evenkeel.codecs.TradeBookedEncoder;
import io.evenkeel.core.inspect.HouseAccount;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A cycle, a payment and a final settlement, told event by event. Two accounts have 1,000 USDC each; 1 bought 0.01 BTC
 * from 2 at 50,000. The cycle marks 51,000: 0.01 · 1,000 = 10 go from 2 to 1, which is paid out 10. The market ends at
 * 52,000: another 10 go from 2 to 1, and 20 is the profit since the entry. So 1 ends with 1,000 + 10 − 10 + 10 = 1,010
 * and 2 with 1,000 − 10 − 10 = 980.
 */
class AuditReaderTest {
    private static final long THOUSAND = 1_000_000_000;
    private static final long TEN = 10_000_000;
    /** By PROTOCOL.md, worked out apart in Python: of instruction 1, account 1, USDC and PAY, 10. */
    private static final long INSTRUCTIONS_HASH = 0xBBA39FC5875E6576L;
    /** Of the mark, and of what the record states. */
    private static final long HASH = 0x92F6ACE869D1ED2AL;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AuditBooks books = new AuditBooks(1);
    private final AuditReader reader = new AuditReader(books);
    private long number;

    private void hear() {
        number++;
        reader.onEvent(number, 1_000 * number, buffer, 0, buffer.capacity());
    }

    @BeforeEach
    void open() {
        new DayBeganEncoder().wrapAndApplyHeader(buffer, 0, header).timeMs(1).day(20_000);
        hear();
        new AssetAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .asset(0).symbol("USDC").exponent((byte) -6).priceExponent((byte) 0).numeraire(BooleanType.YES);
        hear();
        new InstrumentAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .tick(1).lot(1).multiplier(1).symbol("BTC-F").instrument(0).settlementAsset(0).pool(0)
                .kind(InstrumentKind.FUTURE).priceExponent((byte) -2).quantityExponent((byte) -4);
        hear();
        for (long account = 1; account <= 2; account++) {
            new AccountAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .account(account).owner(2).leverage(0).kind(AccountKind.STANDARD);
            hear();
            new BalanceChangedEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .account(account).amount(THOUSAND).balance(THOUSAND).reference(account).asset(0).pool(0);
            hear();
        }
        new TradeBookedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .tradeId(1).buyer(1).seller(2).quantity(100).price(5_000_000).buyerBefore(0).sellerBefore(0)
                .buyerProfit(0).sellerProfit(0).venue(2).instrument(0);
        hear();
    }

    private void settleCycle() {
        new CycleStartedEncoder().wrapAndApplyHeader(buffer, 0, header).cycle(1).timeMs(0).instruments(1);
        hear();
        new CycleMarkEncoder().wrapAndApplyHeader(buffer, 0, header).cycle(1).mark(5_100_000).instrument(0);
        hear();
        settled(1, TEN, THOUSAND + TEN);
        settled(2, -TEN, THOUSAND - TEN);
        new SettlementInstructionEncoder().wrapAndApplyHeader(buffer, 0, header)
                .instruction(1).cycle(1).account(1).amount(TEN).asset(0).kind(InstructionKind.PAY).repeat(0);
        hear();
        new CycleClosedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .cycle(1).accounts(2).positions(2).instructions(1).debits(TEN).credits(TEN)
                .instructionsHash(INSTRUCTIONS_HASH).previousHash(0).hash(HASH).positionsLeft(0);
        hear();
    }

    private void settled(final long account, final long amount, final long balance) {
        new CycleSettledEncoder().wrapAndApplyHeader(buffer, 0, header)
                .cycle(1).account(account).amount(amount).balance(balance).asset(0);
        hear();
    }

    private void endInstruction() {
        new InstructionEndedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .instruction(1).account(1).amount(TEN).balance(THOUSAND).reference(1).asset(0)
                .kind(InstructionKind.PAY).outcome(InstructionOutcome.CONFIRMED);
        hear();
    }

    private void endMarket() {
        new MarketPhaseChangedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .price(5_200_000).instrument(0).phase(MarketPhase.SETTLING);
        hear();
        new PositionSettledEncoder().wrapAndApplyHeader(buffer, 0, header)
                .account(1).quantity(100).profit(2 * TEN).balance(THOUSAND + TEN).instrument(0);
        hear();
        new PositionSettledEncoder().wrapAndApplyHeader(buffer, 0, header)
                .account(2).quantity(-100).profit(-2 * TEN).balance(THOUSAND - 2 * TEN).instrument(0);
        hear();
    }

    @Test
    void shouldReconcileWhenACycleIsSettledAndPaidAndTheMarketEnds() {
        settleCycle();
        assertThat(books.houseBalance(HouseAccount.IN_TRANSIT, 0, 0)).isEqualTo(TEN);
        endInstruction();
        endMarket();

        assertThat(books.complaints()).isEmpty();
        assertThat(books.money().balance(Holder.account(1), 0)).isEqualTo(THOUSAND + TEN);
        assertThat(books.houseBalance(HouseAccount.IN_TRANSIT, 0, 0)).isZero();
        assertThat(books.houseBalance(HouseAccount.EXTERNAL, 0, 0)).isEqualTo(TEN - 2 * THOUSAND);
        assertThat(books.houseBalance(HouseAccount.CLEARING, 0, 0)).isZero();
        final JsonNode day = StatementCommand.report(books, 1, null, null).get("days").get(0);
        assertThat(day.get("day").asText()).isEqualTo("2024-10-04");
        assertThat(day.get("settlement").asText()).isEqualTo("20.000000");
        assertThat(day.get("withdrawals").asText()).isEqualTo("-10.000000");
        assertThat(day.get("closing").asText()).isEqualTo("1010.000000");
    }

    @Test
    void shouldTellMarksTotalsAndBatchWhenAskedForACycle() {
        settleCycle();

        final JsonNode cycle = CycleCommand.report(books, 1);
        assertThat(cycle.get("marks").toString()).isEqualTo("[{\"instrument\":\"BTC-F\",\"mark\":\"51000.00\"}]");
        assertThat(cycle.get("settled").toString())
                .isEqualTo("[{\"asset\":\"USDC\",\"debits\":\"10.000000\",\"credits\":\"10.000000\"}]");
        assertThat(cycle.get("hash").asText()).isEqualTo("92f6ace869d1ed2a");
        assertThat(cycle.get("holds").asBoolean()).isTrue();
        assertThat(books.complaints()).isEmpty();
        assertThat(cycle.get("instructions").asLong()).isEqualTo(1);
    }

    @Test
    void shouldComplainWhenTheClusterStatesANumberThatTheEventsDoNotAddUpTo() {
        settleCycle();
        settled(1, 1, THOUSAND + TEN + 1);
        endInstruction();
        endInstruction();

        assertThat(books.complaints()).anyMatch(it -> it.startsWith("cycle 1 settles 0.000000 for account 1"));
        assertThat(books.complaints()).anyMatch(it -> it.startsWith("an end of instruction 1, which is not open"));
        assertThat(LedgerCommand.report(new AuditSource.Reading(books, number, 0)).get("reconciles").asBoolean())
                .isFalse();
    }
}
