package io.evenkeel.system.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.FeedFrame;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeContext;
import io.evenkeel.node.launch.NodeProperty;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A subscriber that takes its place on the live feed and then reads nothing, beside one that reads everything. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class StalledSubscriberTest {
    private static final int FILLS = 20_000;
    private static final long WAIT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long TERMS_OF_A_SUBSCRIBER = 3 << 20;

    private final IdleStrategy idle = new YieldingIdleStrategy();
    private final FeedTally tally = new FeedTally();

    @Test
    void shouldNotSlowTheNodeNorOtherSubscribersWhenOneStandsStill() {
        try (EmbeddedNode node = EmbeddedNode.launch(new NodeContext().set(NodeProperty.LIMITS, "small"));
                MediaDriver stalledDriver = MediaDriver.launchEmbedded(new MediaDriver.Context()
                        .threadingMode(ThreadingMode.SHARED)
                        .dirDeleteOnShutdown(true));
                Aeron stalledAeron = Aeron.connect(
                        new Aeron.Context().aeronDirectoryName(stalledDriver.aeronDirectoryName()))) {
            Market.open(node.aeronDir(), List.of(node.address()), node::key);
            try (EvenkeelClient venue = EvenkeelClient.connect(
                            Market.context(node.aeronDir(), List.of(node.address()), Market.VENUE, node::key)
                                    .ackListener(Market::mustBeAccepted));
                    FeedSubscriber reader = reader(node)) {
                fill(venue, reader, 1);
                final long aloneNs = fill(venue, reader, 2);
                try (Subscription stalled = stall(node, stalledAeron)) {
                    final long position = stalled.imageAtIndex(0).position();
                    final long besideNs = fill(venue, reader, 3);
                    System.out.printf("%,d fills took %,d ms alone, %,d ms beside a subscriber that stands still%n",
                            FILLS, TimeUnit.NANOSECONDS.toMillis(aloneNs), TimeUnit.NANOSECONDS.toMillis(besideNs));
                    assertThat(besideNs).isLessThan(3 * aloneNs + TimeUnit.SECONDS.toNanos(2));
                    assertThat((reader.nextNumber() - 1) * FeedFrame.ALIGNED_LENGTH - position)
                            .as("bytes that the one has not read")
                            .isGreaterThan(TERMS_OF_A_SUBSCRIBER);
                    assertThat(node.failure()).isNull();
                }
            }
        }
    }

    private FeedSubscriber reader(final EmbeddedNode node) {
        return FeedSubscriber.create(new FeedContext()
                .aeronDirectoryName(node.aeronDir())
                .feed(Feed.AUDIT)
                .nodes(List.of(node.address()))
                .fromNumber(1)
                .listener(tally));
    }

    private Subscription stall(final EmbeddedNode node, final Aeron aeron) {
        final Subscription stalled = aeron.addSubscription(
                "aeron:udp?control=" + node.address().feedEndpoint(Feed.AUDIT)
                        + "|control-mode=dynamic|endpoint=127.0.0.1:0",
                Feed.AUDIT.streamId());
        final long deadlineNs = System.nanoTime() + WAIT_NS;
        while (stalled.imageCount() == 0) {
            assertThat(System.nanoTime() - deadlineNs).as("time to join the live feed").isNegative();
            idle.idle();
        }
        return stalled;
    }

    /** Sends fills until each is answered, and heard on the feed. {@return how long that took} */
    private long fill(final EvenkeelClient venue, final FeedSubscriber reader, final int round) {
        final long startNs = System.nanoTime();
        int sent = 0;
        while (sent < FILLS || venue.outstanding() > 0 || tally.fills() < (long) round * FILLS) {
            if (sent < FILLS) {
                final long id = (long) round * FILLS + sent;
                sent += venue.trade(id, 0, 1 + id % 63, 64, 1, Market.PRICE, 0, 0) > 0 ? 1 : 0;
            }
            idle.idle(venue.poll() + reader.poll());
            assertThat(System.nanoTime() - startNs)
                    .as("round %d: %d sent, %d heard, %s", round, sent, tally.fills(), reader.describe())
                    .isLessThan(WAIT_NS);
        }
        return System.nanoTime() - startNs;
    }
}
