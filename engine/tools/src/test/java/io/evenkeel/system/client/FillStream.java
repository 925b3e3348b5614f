package io.evenkeel.system.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.AckListener;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.RejectCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A venue's fills at a steady rate, and what became of each of them. */
final class FillStream implements AckListener {
    private final Random random;
    private final Map<Long, Long> tradeIdBySequence = new HashMap<>();
    private final Map<Long, Integer> answersBySequence = new HashMap<>();
    private final Map<Long, Long> acceptedPositions = new TreeMap<>();
    private final Map<Long, RejectCode> refused = new TreeMap<>();
    private FeedSubscriber feed;
    private long nextTradeId = 1;
    private long lastAnswerNs;
    private long longestSilenceNs;
    private long answeredFromMemory;

    FillStream(final Random random) {
        this.random = random;
    }

    /** Reads this feed too, between one fill and the next. */
    void follow(final FeedSubscriber subscriber) {
        feed = subscriber;
    }

    /** Sends fills at the rate, or none at rate 0, for a while; those that have no room in the window wait. */
    void run(final EvenkeelClient venue, final int perSecond, final long durationMs) {
        final long intervalNs = perSecond == 0 ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(1) / perSecond;
        final long startNs = System.nanoTime();
        final long endNs = startNs + TimeUnit.MILLISECONDS.toNanos(durationMs);
        long due = 0;
        long nowNs;
        while ((nowNs = System.nanoTime()) - endNs < 0) {
            while (perSecond > 0 && startNs + due * intervalNs - nowNs <= 0 && fill(venue)) {
                due++;
            }
            if (venue.poll() + (feed == null ? 0 : feed.poll()) == 0) {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    private boolean fill(final EvenkeelClient venue) {
        final long buyer = 1L + random.nextInt(Market.ACCOUNTS);
        final long seller = 1 + (buyer + random.nextInt(Market.ACCOUNTS - 1)) % Market.ACCOUNTS;
        final long price = Market.PRICE + random.nextInt(2_001) - 1_000;
        final long sequence = venue.trade(nextTradeId, 0, buyer, seller, 1 + random.nextInt(100), price, 0, 0);
        if (sequence < 0) {
            assertThat(sequence).isEqualTo(EvenkeelClient.BACK_PRESSURED);
            return false;
        }
        tradeIdBySequence.put(sequence, nextTradeId++);
        return true;
    }

    @Override
    public void onAck(
            final long sequence,
            final AckStatus status,
            final RejectCode rejectCode,
            final long result,
            final long commandPosition,
            final long timeMs,
            final boolean isRepeated) {
        final long nowNs = System.nanoTime();
        if (lastAnswerNs != 0) {
            longestSilenceNs = Math.max(longestSilenceNs, nowNs - lastAnswerNs);
        }
        lastAnswerNs = nowNs;
        answeredFromMemory += isRepeated ? 1 : 0;
        answersBySequence.merge(sequence, 1, Integer::sum);
        if (status == AckStatus.REJECTED) {
            refused.put(sequence, rejectCode);
        } else {
            acceptedPositions.put(tradeIdBySequence.get(sequence), commandPosition);
        }
    }

    long sent() {
        return tradeIdBySequence.size();
    }

    long answered() {
        return answersBySequence.size();
    }

    /** {@return how many answers were the kept first ones of commands that had been sent again} */
    long answeredFromMemory() {
        return answeredFromMemory;
    }

    /** {@return log position by trade id, of the accepted fills} */
    Map<Long, Long> accepted() {
        return acceptedPositions;
    }

    long takeLongestSilenceMs() {
        final long result = TimeUnit.NANOSECONDS.toMillis(longestSilenceNs);
        longestSilenceNs = 0;
        return result;
    }

    void assertEachAnsweredOnceAndAccepted() {
        assertThat(refused).isEmpty();
        assertThat(answersBySequence.keySet()).isEqualTo(tradeIdBySequence.keySet());
        assertThat(answersBySequence.values()).containsOnly(1);
    }
}
