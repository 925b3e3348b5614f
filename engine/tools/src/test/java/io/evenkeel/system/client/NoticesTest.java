package io.evenkeel.system.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.client.AssetTerms;
import io.evenkeel.client.ClientContext;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.FeeTier;
import io.evenkeel.client.InstrumentTerms;
import io.evenkeel.client.MarginTier;
import io.evenkeel.client.OrderListener;
import io.evenkeel.client.Role;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.Aggressor;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.Side;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.tools.Evenkeel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a real node tells a venue and an owner beside answers, as their clients hear it. IM 20 %, MM 10 %, takers pay
 * 0.05 %, makers 0.01 %, fills more than 1 % off the mark are noticed. Amounts are in millionths of a USDC, prices in
 * cents, quantities in ten-thousandths of a bitcoin.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class NoticesTest {
    private static final int OPERATOR = 1;
    private static final int VENUE = 2;
    private static final int ALICE = 3;
    private static final long USDC = 1_000_000;
    private static final long PRICE = 5_000_000;

    private final List<String> venueHeard = new ArrayList<>();
    private final List<String> aliceHeard = new ArrayList<>();
    private final EmbeddedNode node = EmbeddedNode.launch(new NodeContext().set(NodeProperty.LIMITS, "small"));
    private EvenkeelClient operator;
    private EvenkeelClient venue;
    private EvenkeelClient alice;

    /** Writes down what it hears. */
    private record Ear(List<String> heard) implements OrderListener {
        @Override
        public void onCreditReport(
                final long sequence,
                final long account,
                final int instrument,
                final long positionAfter,
                final long equity,
                final long initialMargin,
                final long maintenanceMargin,
                final long marginRatioPpm,
                final long liquidationPrice,
                final RejectCode verdict) {
            heard.add("credit " + sequence + ": " + account + " would hold " + positionAfter + " of " + instrument
                    + ", " + equity + '/' + initialMargin + '/' + maintenanceMargin + " ratio " + marginRatioPpm
                    + ", to " + liquidationPrice + ' ' + verdict);
        }

        @Override
        public void onFeesCharged(
                final long tradeId, final int instrument, final long buyerFee, final long sellerFee) {
            heard.add("fees of " + tradeId + ": " + buyerFee + ' ' + sellerFee);
        }

        @Override
        public void onStatusChanged(
                final long account,
                final AccountStatus status,
                final long equity,
                final long initialMargin,
                final long maintenanceMargin,
                final long marginRatioPpm,
                final int instrument,
                final long liquidationPrice) {
            heard.add(status + " of " + account + ": " + equity + '/' + initialMargin + '/' + maintenanceMargin
                    + " ratio " + marginRatioPpm + ", " + instrument + " to " + liquidationPrice);
        }

        @Override
        public void onFillNoticed(
                final long account,
                final long tradeId,
                final int instrument,
                final long price,
                final long mark,
                final long position,
                final long openInterest,
                final RejectCode reason) {
            heard.add("fill " + tradeId + " of " + account + " at " + price + " off " + mark + ", holds " + position
                    + ' ' + reason);
        }
    }

    private EvenkeelClient connect(final int participant, final List<String> heard) {
        return EvenkeelClient.connect(new ClientContext()
                .aeronDirectoryName(node.aeronDir())
                .nodes(List.of(node.address()))
                .participant(participant)
                .keySupplier(() -> node.key(participant))
                .connectTimeoutMs(120_000)
                .orderListener(new Ear(heard))
                .ackListener((sequence, status, code, result, position, timeMs, isRepeated) ->
                        heard.add(sequence + " " + status + ' ' + code + ' ' + result)));
    }

    @BeforeEach
    void open() {
        operator = connect(OPERATOR, new ArrayList<>());
        operator.addParticipant(VENUE, EnumSet.of(Role.VENUE, Role.ORACLE, Role.GATEWAY, Role.OWNER), 0);
        operator.addParticipant(ALICE, EnumSet.of(Role.OWNER), 0);
        operator.addAsset(new AssetTerms(0, "USDC").exponent(-6).numeraire());
        operator.addInstrument(new InstrumentTerms(0, "BTC-PERP")
                .priceExponent(-2).quantityExponent(-4).tier(Long.MAX_VALUE, 200_000, 100_000));
        operator.addPriceSource(PricedKind.INSTRUMENT, 0, 1, VENUE, 1);
        operator.orders().setFees(0, List.of(new FeeTier(100, 500)));
        operator.orders().setMarketTerms(0, 0, 10_000, 0, 0);
        operator.addAccount(1, ALICE, AccountKind.STANDARD, 0);
        operator.addAccount(2, VENUE, AccountKind.STANDARD, 0);
        assertThat(operator.awaitAllAcknowledged(30_000)).isTrue();
        venue = connect(VENUE, venueHeard);
        alice = connect(ALICE, aliceHeard);
        venue.deposit(1, 0, 1_000 * USDC, 1);
        venue.deposit(2, 0, 100_000 * USDC, 2);
        venue.submitPrice(PricedKind.INSTRUMENT, 0, 1, 1, PRICE, 0, System.currentTimeMillis());
        assertThat(venue.awaitAllAcknowledged(30_000)).isTrue();
        venueHeard.clear();
    }

    @AfterEach
    void close() {
        operator.close();
        venue.close();
        alice.close();
        node.close();
    }

    /** Polls until the owner has heard so many things. */
    private void awaitHeard(final List<String> heard, final EvenkeelClient client, final int count) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (heard.size() < count && System.nanoTime() - deadlineNs < 0) {
            client.poll();
            venue.poll();
            operator.poll();
        }
    }

    @Test
    void shouldHearReportsAndNoticesWhenOrdersAreCheckedAndStatusesChange() throws IOException {
        final long first = venue.orders().creditCheck(1, 0, Side.BUY, 1_000, PRICE);
        final long second = venue.orders().creditCheck(1, 0, Side.BUY, 1_001, PRICE);
        final long third = venue.orders().classifiedTrade(7, 0, 1, 2, 1_000, PRICE, Aggressor.BUYER);
        awaitHeard(venueHeard, venue, 6);
        // 0.1 BTC needs 0.2 · 5,000 = 1,000, all that there is; 0.1001 needs 1,001. They hold while
        // 1,000 + 0.1 · (P − 50,000) ≥ 0.01 · P: from 4,000/0.09, and from 4,005/0.09009 = 44,455.544… on.
        // Fees of 5,000: 2.50 and 0.50.
        assertThat(venueHeard).containsExactly(
                "credit " + first + ": 1 would hold 1000 of 0, 1000000000/1000000000/500000000"
                        + " ratio 2000000, to 4444445 NONE",
                first + " ACCEPTED NONE 0",
                "credit " + second + ": 1 would hold 1001 of 0, 1000000000/1001000000/500500000"
                        + " ratio 1998001, to 4445555 INSUFFICIENT_MARGIN",
                second + " REJECTED INSUFFICIENT_MARGIN 0",
                "fees of 7: 2500000 500000",
                third + " ACCEPTED NONE 0");

        // At the next timer: 997.50 is short of 1,000; 997.5 + 0.1 · (P − 50,000) ≥ 0.01 · P from 4,002.5/0.09 on.
        awaitHeard(aliceHeard, alice, 1);
        assertThat(aliceHeard).containsExactly(
                "MARGIN_CALL of 1: 997500000/1000000000/500000000 ratio 1995000, 0 to 4447223");
        // With 1,000, at once: P ≥ 4,000/0.09 = 44,444.44….
        venue.deposit(1, 0, 2_500_000, 3);
        awaitHeard(aliceHeard, alice, 2);
        assertThat(aliceHeard.get(1))
                .isEqualTo("HEALTHY of 1: 1000000000/1000000000/500000000 ratio 2000000, 0 to 4444445");
        checkReportOfTheFeed();

        // A fill 2 % off the mark concerns both owners; the venue owns account 2.
        venueHeard.clear();
        final long off = venue.trade(8, 0, 2, 1, 100, 5_100_000, 0, 0);
        awaitHeard(aliceHeard, alice, 3);
        awaitHeard(venueHeard, venue, 2);
        assertThat(aliceHeard.get(2)).isEqualTo("fill 8 of 1 at 5100000 off 5000000, holds 900 BAD_PRICE");
        assertThat(venueHeard).containsExactlyInAnyOrder(
                "fill 8 of 2 at 5100000 off 5000000, holds -900 BAD_PRICE", off + " ACCEPTED NONE 0");
    }

    private void checkReportOfTheFeed() throws IOException {
        final StringWriter out = new StringWriter();
        final int exit = Evenkeel.commandLine().setOut(new PrintWriter(out, true))
                .execute("account", "1", "--json", "--nodes", node.address().toString());
        assertThat(exit).isZero();
        final JsonNode account = new ObjectMapper().readTree(out.toString());
        assertThat(account.get("status").asText()).isEqualTo("HEALTHY");
        assertThat(account.get("equity").asText()).isEqualTo("1000.000000");
        assertThat(account.get("maintenanceMargin").asText()).isEqualTo("500.000000");
        assertThat(account.get("marginRatio").asText()).isEqualTo("2.000000");
    }

    @Test
    void shouldHearAMarginCallWithinAMinuteWhenAGovernorAsksForMore() {
        venue.orders().classifiedTrade(7, 0, 1, 2, 900, PRICE, Aggressor.SELLER);
        assertThat(venue.awaitAllAcknowledged(30_000)).isTrue();
        assertThat(operator.governance().setMarginTerms(
                0, List.of(new MarginTier(Long.MAX_VALUE, 300_000, 100_000)), 0, 0)).isPositive();
        assertThat(operator.governance().startCycle()).isPositive();
        assertThat(operator.awaitAllAcknowledged(30_000)).isTrue();
        // A fee of 0.01 % of 4,500 is 0.45; IM 30 % of 4,500 is 1,350; P ≥ (4,500 − 999.55)/0.081 = 43,215.43….
        awaitHeard(aliceHeard, alice, 1);
        assertThat(aliceHeard).containsExactly(
                "MARGIN_CALL of 1: 999550000/1350000000/450000000 ratio 2221222, 0 to 4321544");
    }
}
