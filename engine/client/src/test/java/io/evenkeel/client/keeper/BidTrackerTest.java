package io.evenkeel.client.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AckStatus;
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
    private final BidTracker tracker = new BidTracker(outcomes::add);

    private void send(final long sequence, final long liquidation) {
        tracker.onSent(Bid.sent(sequence, KEEPER, liquidation, 3, 100, 5_000));
    }

    private void trade(final long position, final long liquidation, final long keeper, final long price) {
        new LiquidationTradeEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .liquidation(liquidation).keeper(keeper).quantity(40).price(price);
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
}
