package io.evenkeel.client.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.client.feed.FeedArbiter.Verdict;
import io.evenkeel.codecs.feed.FeedFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FeedArbiterTest {
    private final List<String> heard = new ArrayList<>();
    private final UnsafeBuffer event = new UnsafeBuffer(new byte[512]);
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FeedFrame.LENGTH]);
    private final FeedFrame encoder = new FeedFrame();
    private FeedArbiter arbiter = arbiter(1);

    private FeedArbiter arbiter(final long from) {
        return new FeedArbiter(
                (number, logPosition, buffer, offset, length) -> heard.add(
                        number + "@" + logPosition + ":" + length + ":" + buffer.getByte(offset + length - 1)),
                from);
    }

    private Verdict offer(final long number, final int length, final int index, final int content) {
        event.setMemory(0, length, (byte) content);
        encoder.encode(frame, 0, number, 10 * (number - index), event, 0, length, index);
        return arbiter.onFrame(frame, 0, FeedFrame.LENGTH);
    }

    private Verdict offer(final long number) {
        return offer(number, 40, 0, (int) number);
    }

    @Test
    void shouldTakeEachNumberOnceWhenSeveralNodesPublishIt() {
        assertThat(offer(1)).isEqualTo(Verdict.TAKEN);
        assertThat(offer(1)).isEqualTo(Verdict.REPEATED);
        assertThat(offer(2)).isEqualTo(Verdict.TAKEN);
        assertThat(offer(1)).isEqualTo(Verdict.REPEATED);

        assertThat(heard).containsExactly("1@10:40:1", "2@20:40:2");
    }

    @Test
    void shouldNotTakeAFrameWhenSomethingIsMissingBeforeIt() {
        offer(1);
        assertThat(offer(3)).isEqualTo(Verdict.AHEAD);
        assertThat(offer(2)).isEqualTo(Verdict.TAKEN);
        assertThat(offer(3)).isEqualTo(Verdict.TAKEN);

        assertThat(heard).hasSize(3);
    }

    @Test
    void shouldPutAnEventTogetherWhenItsFramesComeFromDifferentNodes() {
        assertThat(offer(1, 200, 0, 9)).isEqualTo(Verdict.TAKEN);
        assertThat(offer(1, 200, 0, 9)).isEqualTo(Verdict.REPEATED);
        assertThat(offer(2, 200, 1, 9)).isEqualTo(Verdict.TAKEN);
        assertThat(heard).isEmpty();
        assertThat(offer(3, 200, 2, 9)).isEqualTo(Verdict.TAKEN);

        assertThat(heard).containsExactly("1@10:200:9");
        assertThat(arbiter.next()).isEqualTo(4);
    }

    @Test
    void shouldSkipToTheNextFirstFrameWhenItJoinsInTheMiddle() {
        arbiter = arbiter(0);
        offer(52, 200, 1, 9);
        offer(53, 200, 2, 9);
        offer(54);

        assertThat(heard).containsExactly("54@540:40:54");
    }

    @Test
    void shouldRefuseAFrameWhenItIsDamaged() {
        encoder.encode(frame, 0, 1, 1, event, 0, 40, 0);
        frame.putByte(50, (byte) (frame.getByte(50) + 1));

        assertThat(arbiter.onFrame(frame, 0, FeedFrame.LENGTH)).isEqualTo(Verdict.DAMAGED);
        assertThat(arbiter.onFrame(frame, 0, 64)).isEqualTo(Verdict.DAMAGED);
        assertThat(heard).isEmpty();
    }

    @Test
    void shouldStopWhenTwoNodesDisagree() {
        offer(1, 40, 0, 5);

        assertThatThrownBy(() -> offer(1, 40, 0, 6))
                .isInstanceOf(FeedDivergenceException.class)
                .hasMessageContaining("number 1");
    }

    @Test
    void shouldNotJudgeFramesWhenTheyCameBeforeItBegan() {
        arbiter = arbiter(100);

        assertThat(offer(99)).isEqualTo(Verdict.REPEATED);
        assertThat(offer(100)).isEqualTo(Verdict.TAKEN);
    }

    @Test
    void shouldHearEverythingOnceWhenThreeNodesSendAtTheirOwnPace() {
        final long seed = Long.getLong("seed", 1);
        System.out.println("seed=" + seed);
        final Random random = new Random(seed);
        final int events = 3 * FeedArbiter.MEMORY;
        final long[] positions = {1, 1, 1};
        while (arbiter.next() <= events) {
            final int node = random.nextInt(3);
            if (random.nextInt(1_000) == 0) {
                positions[node] = Math.max(1, positions[node] - random.nextInt(2 * FeedArbiter.MEMORY));
            }
            for (int burst = random.nextInt(50); burst > 0 && positions[node] <= events; burst--) {
                assertThat(offer(positions[node]++)).isNotEqualTo(Verdict.DAMAGED);
            }
        }

        assertThat(heard).hasSize(events);
        for (int i = 0; i < events; i++) {
            assertThat(heard.get(i)).startsWith((i + 1) + "@");
        }
    }
}
