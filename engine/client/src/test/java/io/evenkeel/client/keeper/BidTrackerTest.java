package io.evenkeel.client.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CollateralTradeDecoder;
import io.evenkeel.codecs.CollateralTradeEncoder;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.LiquidationTradeEncoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.RejectCode;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Answers and trades meet by log position, in either order, and each bid has one outcome. */
class BidTrackerTest {
    private static final long KEEPER = 9;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final List<Bid> outcomes = new ArrayList<>();
    private final List<CollateralBid> bought = new ArrayList<>();
    private final BidTracker tracker = new BidTracker(new BidListener() {
        @Override
        public void onOutcome(final Bid bid) {
            outcomes.add(bid);
        }

        @Override
        public void onCollateralOutcome(final CollateralBid bid) {
            bought.add(bid);
        }
    });

    private void send(final long sequence, final long liquidation) {
        tracker.onSent(Bid.sent(sequence, KEEPER, liquidation, 3, 100, 5_000));
    }

    private void trade(final long position, final long liquidation, final long keeper, final long price) {
        trade(position, liquidation, keeper, price, BooleanType.YES);
    }

    private void trade(
            final long position,
            final long liquidation,
            final long keeper,
            final long price,
            final BooleanType isByBid) {
        new LiquidationTradeEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .liquidation(liquidation).keeper(keeper).quantity(40).price(price).byBid(isByBid);
        tracker.onTrade(position, new LiquidationTradeDecoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()));
    }

    @Test
    void shouldTellThePriceWhenTheAnswerComesBeforeTheTrade() {
        send(1, 7);
        assertThat(tracker.onAck(1, AckStatus.ACCEPTED, RejectCode.NONE, 40, 960, 1_000)).isTrue();
        assertThat(outcomes).isEmpty();
        trade(928, 7, KEEPER, 4_000);
        trade(960, 7, KEEPER, 4_990);

        assertThat(outcomes).containsExactly(
                new Bid(1, KEEPER, 7, 3, 100, 5_000, RejectCode.NONE, 960, 1_000, 40, 4_990));
        assertThat(tracker.pending()).isZero();
    }

    @Test
    void shouldTellThePriceWhenTheTradeComesBeforeTheAnswer() {
        send(1, 7);
        send(2, 8);
        trade(928, 7, 77, 4_000);
        trade(960, 8, KEEPER, 4_991);
        trade(992, 7, KEEPER, 4_992);
        // The answers come late, and kept ones after a leader change are the same.
        assertThat(tracker.onAck(1, AckStatus.ACCEPTED, RejectCode.NONE, 40, 992, 1_000)).isTrue();
        assertThat(tracker.onAck(2, AckStatus.ACCEPTED, RejectCode.NONE, 40, 960, 1_000)).isTrue();

        assertThat(outcomes).extracting(Bid::liquidation).containsExactly(7L, 8L);
        assertThat(outcomes).extracting(Bid::price).containsExactly(4_992L, 4_991L);
        assertThat(tracker.pending()).isZero();
    }

    /** What a slice makes the keeper close at the position of its bid, in the same liquidation, is not the bid's. */
    @Test
    void shouldTellThePriceOfTheBidWhenTheKeeperIsMadeToCloseBesideIt() {
        send(1, 7);
        trade(960, 7, KEEPER, 4_990);
        trade(960, 7, KEEPER, 4_700, BooleanType.NO);
        tracker.onAck(1, AckStatus.ACCEPTED, RejectCode.NONE, 40, 960, 1_000);

        assertThat(outcomes).extracting(Bid::price).containsExactly(4_990L);
        assertThat(tracker.pending()).isZero();
    }

    @Test
    void shouldBeOverAtOnceWhenABidIsRefusedOrTradesNothing() {
        send(1, 7);
        send(2, 7);
        tracker.onAck(1, AckStatus.REJECTED, RejectCode.PRICE_MOVED, 0, 960, 1_000);
        tracker.onAck(2, AckStatus.ACCEPTED, RejectCode.NONE, 0, 992, 1_001);
        assertThat(tracker.onAck(3, AckStatus.ACCEPTED, RejectCode.NONE, 0, 1_024, 1_002)).isFalse();

        assertThat(outcomes).extracting(Bid::isRefused).containsExactly(true, false);
        assertThat(outcomes).extracting(Bid::traded).containsExactly(0L, 0L);
        assertThat(tracker.pending()).isZero();
    }

    private void sell(final long position, final long liquidation, final long keeper, final long price) {
        new CollateralTradeEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .liquidation(liquidation).keeper(keeper).quantity(40).price(price).paid(2 * price);
        tracker.onTrade(position, new CollateralTradeDecoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()));
    }

    @Test
    void shouldTellWhatWasPaidWhenCollateralIsBoughtBesidePositions() {
        final CollateralOrder order = new CollateralOrder(7, 3, 1, 0, 90, 2_000, 1, 1_000, 2_000, 10_000);
        tracker.onSent(CollateralBid.sent(1, KEEPER, order, 50, 2_000));
        tracker.onSent(CollateralBid.sent(2, KEEPER, order, 60, 1_990));
        tracker.onSent(CollateralBid.sent(3, KEEPER, order, 60, 1_000));
        send(4, 7);
        // One trade before its answer, one after, one bid refused; the insurance pool buys too.
        sell(928, 7, 0, 1_980);
        sell(960, 7, KEEPER, 1_995);
        assertThat(tracker.onAck(1, AckStatus.ACCEPTED, RejectCode.NONE, 40, 960, 1_100)).isTrue();
        assertThat(tracker.onAck(2, AckStatus.ACCEPTED, RejectCode.NONE, 40, 992, 1_200)).isTrue();
        assertThat(tracker.onAck(3, AckStatus.REJECTED, RejectCode.PRICE_MOVED, 0, 1_024, 1_201)).isTrue();
        trade(1_056, 7, KEEPER, 4_990);
        tracker.onAck(4, AckStatus.ACCEPTED, RejectCode.NONE, 40, 1_056, 1_202);
        assertThat(tracker.pending()).isEqualTo(1);
        sell(992, 7, KEEPER, 1_990);

        assertThat(bought).containsExactly(
                new CollateralBid(1, KEEPER, 7, 1, 0, 50, 2_000, RejectCode.NONE, 960, 1_100, 40, 1_995, 3_990),
                new CollateralBid(3, KEEPER, 7, 1, 0, 60, 1_000, RejectCode.PRICE_MOVED, 1_024, 1_201, 0, 0, 0),
                new CollateralBid(2, KEEPER, 7, 1, 0, 60, 1_990, RejectCode.NONE, 992, 1_200, 40, 1_990, 3_980));
        assertThat(outcomes).extracting(Bid::price).containsExactly(4_990L);
        assertThat(bought.get(1).isRefused()).isTrue();
        assertThat(tracker.pending()).isZero();
    }
}
