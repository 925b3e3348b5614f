package io.evenkeel.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.message.MessageReader;
import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.Aggressor;
import io.evenkeel.codecs.BidEncoder;
import io.evenkeel.codecs.CreditReportEncoder;
import io.evenkeel.codecs.FeesChargedEncoder;
import io.evenkeel.codecs.FillNoticedEncoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.codecs.Side;
import io.evenkeel.codecs.StatusChangedEncoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class OrderClientTest {
    private final CommandWindow window = new CommandWindow(2);
    private final MessageReader reader = new MessageReader();
    private final OrderClient orders = new OrderClient(new CommandDraft(window, () -> 0, length -> length));
    private final List<String> heard = new ArrayList<>();

    OrderClientTest() {
        window.startAfter(8);
    }

    private String read(final long length) {
        return reader.wrap(window.buffer(), window.offset(9), (int) length).toString();
    }

    @Test
    void shouldPutEveryArgumentIntoItsFieldWhenOrdersAndFillsAreSent() {
        assertThat(read(orders.creditCheck(1, 2, Side.SELL, 3, 4)))
                .isEqualTo("CreditCheck{sequence=9,account=1,quantity=3,price=4,instrument=2,side=SELL}");
        assertThat(read(orders.reserveMargin(1, 2))).isEqualTo("ReserveMargin{sequence=9,account=1,amount=2,venue=0}");
        assertThat(read(orders.liftReservation(1, 2)))
                .isEqualTo("ReserveMargin{sequence=9,account=1,amount=0,venue=2}");
        assertThat(read(orders.classifiedTrade(1, 2, 3, 4, 5, 6, Aggressor.BUYER)))
                .isEqualTo("ClassifiedTrade{sequence=9,tradeId=1,buyer=3,seller=4,quantity=5,price=6,instrument=2,"
                        + "aggressor=BUYER}");
        assertThat(read(orders.bust(1, 2, 3, 4, 5, 6, 7, 8, Aggressor.NONE)))
                .isEqualTo("TradeBust{sequence=9,tradeId=1,buyer=3,seller=4,quantity=5,price=6,buyerFee=7,"
                        + "sellerFee=8,instrument=2,aggressor=NONE}");
        assertThat(read(orders.correct(1, 2, 3, 4, 5, 6, 7, 8, Aggressor.SELLER, 9, 10, 11, 12)))
                .isEqualTo("TradeCorrection{sequence=9,tradeId=1,buyer=3,seller=4,quantity=5,price=6,buyerFee=7,"
                        + "sellerFee=8,newQuantity=9,newPrice=10,newBuyerFee=11,newSellerFee=12,instrument=2,"
                        + "aggressor=SELLER}");
    }

    @Test
    void shouldPutEveryArgumentIntoItsFieldWhenTermsAreSet() {
        assertThat(read(orders.setLeverage(1, 2))).isEqualTo("SetLeverage{sequence=9,account=1,leverage=2}");
        assertThat(read(orders.closeAccount(1))).isEqualTo("CloseAccount{sequence=9,account=1}");
        assertThat(read(orders.setAccountTerms(1, 2, SettlementMode.EXTERNAL)))
                .isEqualTo("SetAccountTerms{sequence=9,account=1,feeTier=2,settlement=EXTERNAL}");
        assertThat(read(orders.setMarketTerms(1, 2, 3, 4, 5)))
                .isEqualTo("SetMarketTerms{sequence=9,instrument=1,slowRatePpmPerSecond=2,fillBandPpm=3,"
                        + "positionLimit=4,openInterestCap=5}");
        assertThat(read(orders.setFees(1, List.of(new FeeTier(-2, 3), new FeeTier(4, 5)))))
                .isEqualTo("SetFees{sequence=9,instrument=1,tiers[0].makerPpm=-2,tiers[0].takerPpm=3,"
                        + "tiers[1].makerPpm=4,tiers[1].takerPpm=5}");
    }

    @Test
    void shouldSendNothingWhenTheClientCannot() {
        final OrderClient closed = new OrderClient(new CommandDraft(window, () -> EvenkeelClient.CLOSED, length -> {
            throw new IllegalStateException("nothing is to be sent");
        }));
        assertThat(closed.setLeverage(1, 2)).isEqualTo(EvenkeelClient.CLOSED);
        assertThat(closed.setFees(1, List.of())).isEqualTo(EvenkeelClient.CLOSED);
    }

    private final class Ear implements OrderListener {
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
            heard.add("credit " + sequence + ' ' + account + ' ' + instrument + ' ' + positionAfter + ' ' + equity
                    + ' ' + initialMargin + ' ' + maintenanceMargin + ' ' + marginRatioPpm + ' ' + liquidationPrice
                    + ' ' + verdict);
        }

        @Override
        public void onFeesCharged(
                final long tradeId, final int instrument, final long buyerFee, final long sellerFee) {
            heard.add("fees " + tradeId + ' ' + instrument + ' ' + buyerFee + ' ' + sellerFee);
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
            heard.add("status " + account + ' ' + status + ' ' + equity + ' ' + initialMargin + ' '
                    + maintenanceMargin + ' ' + marginRatioPpm + ' ' + instrument + ' ' + liquidationPrice);
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
            heard.add("fill " + account + ' ' + tradeId + ' ' + instrument + ' ' + price + ' ' + mark + ' '
                    + position + ' ' + openInterest + ' ' + reason);
        }
    }

    @Test
    void shouldHearWhatIsToldWhenItIsAboutOrdersAndAccounts() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final MessageHeaderDecoder decoded = new MessageHeaderDecoder();
        final OrderAdapter adapter = new OrderAdapter(new Ear());
        new CreditReportEncoder().wrapAndApplyHeader(buffer, 0, header).sequence(1).account(2).equity(3)
                .initialMargin(4).maintenanceMargin(5).positionAfter(6).instrument(7).verdict(RejectCode.REDUCE_ONLY)
                .marginRatioPpm(8).liquidationPrice(9);
        assertThat(adapter.onMessage(decoded.wrap(buffer, 0), buffer, 0)).isTrue();
        new FeesChargedEncoder().wrapAndApplyHeader(buffer, 0, header).tradeId(1).buyerFee(2).sellerFee(-3).venue(4)
                .instrument(5);
        assertThat(adapter.onMessage(decoded.wrap(buffer, 0), buffer, 0)).isTrue();
        new StatusChangedEncoder().wrapAndApplyHeader(buffer, 0, header).account(1).equity(2).initialMargin(3)
                .maintenanceMargin(4).owner(5).status(AccountStatus.MARGIN_CALL).marginRatioPpm(6)
                .instrument(7).liquidationPrice(8);
        assertThat(adapter.onMessage(decoded.wrap(buffer, 0), buffer, 0)).isTrue();
        new FillNoticedEncoder().wrapAndApplyHeader(buffer, 0, header).tradeId(1).account(2).price(3).mark(4)
                .position(5).openInterest(6).instrument(7).reason(RejectCode.BAD_PRICE);
        assertThat(adapter.onMessage(decoded.wrap(buffer, 0), buffer, 0)).isTrue();
        new BidEncoder().wrapAndApplyHeader(buffer, 0, header);
        assertThat(adapter.onMessage(decoded.wrap(buffer, 0), buffer, 0)).isFalse();
        assertThat(heard).containsExactly(
                "credit 1 2 7 6 3 4 5 8 9 REDUCE_ONLY",
                "fees 1 5 2 -3",
                "status 1 MARGIN_CALL 2 3 4 6 7 8",
                "fill 2 1 7 3 4 5 6 BAD_PRICE");
    }
}
