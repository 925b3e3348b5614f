package io.evenkeel.client.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.NodeAddress;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A subscriber against real drivers and archives. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class FeedSubscriberTest {
    @TempDir
    private File directory;
    private final List<Integer> heard = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final IdleStrategy idleStrategy = new YieldingIdleStrategy();
    private Aeron aeron;

    @BeforeEach
    void launchOwnDriver() {
        final String aeronDirectory = new File(directory, "client").getAbsolutePath();
        opened.add(MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(aeronDirectory)
                .threadingMode(ThreadingMode.SHARED)
                .imageLivenessTimeoutNs(TimeUnit.SECONDS.toNanos(1))
                .dirDeleteOnShutdown(true)));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(aeronDirectory));
        opened.add(aeron);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private RecordedFeed node(final String name) {
        final RecordedFeed node = new RecordedFeed(new File(directory, name), RecordedFeed.freeAddress());
        opened.add(node);
        return node;
    }

    private FeedSubscriber subscriber(final long from, final NodeAddress... nodes) {
        final FeedSubscriber subscriber = FeedSubscriber.create(new FeedContext()
                .aeron(aeron)
                .feed(Feed.AUDIT)
                .nodes(List.of(nodes))
                .fromNumber(from)
                .listener((number, logPosition, buffer, offset, length) -> {
                    final int n = buffer.getInt(offset);
                    assertThat(number).isEqualTo(2L * n - 1);
                    assertThat(logPosition).isEqualTo(1_000L * n);
                    assertThat(length).isEqualTo(100);
                    heard.add(n);
                }));
        opened.add(subscriber);
        return subscriber;
    }

    private void pollUntilHeard(final FeedSubscriber subscriber, final int last) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while ((heard.isEmpty() || heard.get(heard.size() - 1) < last) && System.nanoTime() - deadlineNs < 0) {
            idleStrategy.idle(subscriber.poll());
        }
    }

    private void assertHeard(final int first, final int last) {
        assertThat(heard).hasSize(last - first + 1);
        for (int i = 0; i < heard.size(); i++) {
            assertThat(heard.get(i)).isEqualTo(first + i);
        }
    }

    @Test
    void shouldHearTheWholeHistoryAndThenWhatIsLiveWhenItJoinsLate() {
        final RecordedFeed node = node("a");
        for (int n = 1; n <= 5_000; n++) {
            node.publish(n);
        }
        final FeedSubscriber subscriber = subscriber(1, node.address());
        assertThat(subscriber.awaitLive(30_000)).as(subscriber.describe()).isTrue();
        for (int n = 5_001; n <= 6_000; n++) {
            node.publish(n);
            subscriber.poll();
        }
        pollUntilHeard(subscriber, 6_000);

        assertHeard(1, 6_000);
        assertThat(subscriber.gaps()).isZero();
        assertThat(subscriber.damages()).isZero();
    }

    @Test
    void shouldBeginAtThatNumberWhenAskedForOne() {
        final RecordedFeed node = node("a");
        for (int n = 1; n <= 100; n++) {
            node.publish(n);
        }
        final FeedSubscriber subscriber = subscriber(101, node.address());
        pollUntilHeard(subscriber, 100);

        assertHeard(51, 100);
    }

    @Test
    void shouldHearOnlyWhatComesWhenItBeginsLive() {
        final RecordedFeed node = node("a");
        for (int n = 1; n <= 100; n++) {
            node.publish(n);
        }
        final FeedSubscriber subscriber = subscriber(FeedContext.LIVE, node.address());
        assertThat(subscriber.awaitLive(30_000)).as(subscriber.describe()).isTrue();
        for (int n = 101; n <= 200; n++) {
            node.publish(n);
        }
        pollUntilHeard(subscriber, 200);

        assertHeard(101, 200);
    }

    @Test
    void shouldNotFeelItWhenOneOfTwoNodesDies() throws Exception {
        final RecordedFeed a = node("a");
        final RecordedFeed b = node("b");
        final FeedSubscriber subscriber = subscriber(1, a.address(), b.address());
        for (int n = 1; n <= 1_000; n++) {
            a.publish(n);
            b.publish(n);
        }
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (subscriber.liveNodes() < 2 && System.nanoTime() - deadlineNs < 0) {
            idleStrategy.idle(subscriber.poll());
        }
        assertThat(subscriber.liveNodes()).as(subscriber.describe()).isEqualTo(2);
        opened.remove(a);
        a.close();
        for (int n = 1_001; n <= 2_000; n++) {
            b.publish(n);
            subscriber.poll();
        }
        pollUntilHeard(subscriber, 2_000);

        assertHeard(1, 2_000);
    }

    @Test
    void shouldThrowTheSameWhenTheListenerThrows() {
        final RecordedFeed node = node("a");
        node.publish(1);
        final FeedSubscriber subscriber = FeedSubscriber.create(new FeedContext()
                .aeron(aeron)
                .feed(Feed.AUDIT)
                .nodes(List.of(node.address()))
                .fromNumber(1)
                .listener((number, logPosition, buffer, offset, length) -> {
                    throw new IllegalStateException("told so");
                }));
        opened.add(subscriber);

        assertThatThrownBy(() -> subscriber.awaitLive(30_000)).hasMessage("told so");
    }
}
