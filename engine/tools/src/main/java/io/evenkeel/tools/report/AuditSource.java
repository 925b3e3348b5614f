package io.evenkeel.tools.report;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.tools.cluster.ClientDriver;
import io.evenkeel.tools.cluster.ClusterPlace;
import io.evenkeel.tools.cluster.OrderlyEnd;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * Where a report comes from: the audit feed of a node, from its first number to now, replayed from its recording. The
 * cluster itself is asked nothing, so a report costs its commands nothing.
 */
final class AuditSource {
    private static final FeedListener NOBODY = (number, position, buffer, offset, length) -> { };
    private static final long CONNECT_TIMEOUT_MS = 15_000;
    private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(150);
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(2);

    @Mixin
    private ClusterPlace place;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean isJson;

    /** What was read, and up to where. */
    record Reading(AuditBooks books, long lastNumber, long lastPosition) {
    }

    /**
     * Reads everything up to now.
     *
     * @param statementAccount account to keep a statement of; 0 for none.
     * @throws IllegalStateException if no node can be reached.
     */
    Reading read(final CommandSpec spec, final long statementAccount) throws IOException {
        return read(spec, new AuditBooks(statementAccount), NOBODY);
    }

    /**
     * Reads everything up to now.
     *
     * @param books books to keep.
     * @param also  hears each event after the books.
     * @throws IllegalStateException if no node can be reached.
     */
    Reading read(final CommandSpec spec, final AuditBooks books, final FeedListener also) throws IOException {
        final List<NodeAddress> addresses = place.addresses(spec.commandLine());
        final AuditReader reader = new AuditReader(books);
        try (ClientDriver driver = ClientDriver.launchQuiet();
                FeedSubscriber subscriber = subscribe(driver, addresses, reader, also)) {
            awaitNow(subscriber, reader, addresses);
        }
        return new Reading(books, reader.lastNumber(), reader.lastPosition());
    }

    /**
     * Reads everything up to now, and goes on.
     *
     * @param books books to keep.
     * @param also  hears each event after the books.
     * @param now   called once when now was reached.
     * @param pause called whenever nothing came.
     * @throws IllegalStateException if no node can be reached.
     */
    void follow(
            final CommandSpec spec,
            final AuditBooks books,
            final FeedListener also,
            final Runnable now,
            final Runnable pause)
            throws IOException {
        final List<NodeAddress> addresses = place.addresses(spec.commandLine());
        final AuditReader reader = new AuditReader(books);
        try (OrderlyEnd end = new OrderlyEnd(() -> { });
                ClientDriver driver = ClientDriver.launchQuiet();
                FeedSubscriber subscriber = subscribe(driver, addresses, reader, also)) {
            awaitNow(subscriber, reader, addresses);
            now.run();
            final SleepingMillisIdleStrategy idle = new SleepingMillisIdleStrategy(1);
            while (!end.isAsked()) {
                final int count = subscriber.poll();
                if (count == 0) {
                    pause.run();
                }
                idle.idle(count);
            }
        }
    }

    private FeedSubscriber subscribe(
            final ClientDriver driver,
            final List<NodeAddress> addresses,
            final AuditReader reader,
            final FeedListener also) {
        return FeedSubscriber.create(place.feed(driver, addresses)
                .feed(Feed.AUDIT)
                .fromNumber(1)
                .listener((number, position, buffer, offset, length) -> {
                    reader.onEvent(number, position, buffer, offset, length);
                    also.onEvent(number, position, buffer, offset, length);
                }));
    }

    /** Reads on while there is history; then until the live feed pauses, or for a moment where it never does. */
    private static void awaitNow(
            final FeedSubscriber subscriber, final AuditReader reader, final List<NodeAddress> addresses) {
        long heard = -1;
        while (!subscriber.awaitLive(CONNECT_TIMEOUT_MS)) {
            if (reader.lastNumber() == heard || reader.lastNumber() == 0) {
                throw new IllegalStateException("no node of " + addresses + " could be reached");
            }
            heard = reader.lastNumber();
        }
        final SleepingMillisIdleStrategy idle = new SleepingMillisIdleStrategy(1);
        final long liveNs = System.nanoTime();
        long lastNs = liveNs;
        long nowNs = liveNs;
        while (nowNs - lastNs < QUIET_NS && nowNs - liveNs < LONGEST_NS) {
            final long before = reader.lastNumber();
            idle.idle(subscriber.poll());
            nowNs = System.nanoTime();
            lastNs = reader.lastNumber() == before ? lastNs : nowNs;
        }
    }

    boolean isJson() {
        return isJson;
    }
}
