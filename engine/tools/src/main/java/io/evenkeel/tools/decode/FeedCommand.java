package io.evenkeel.tools.decode;

import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.client.message.MessageReader;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.tools.cluster.ClientDriver;
import io.evenkeel.tools.cluster.ClusterPlace;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Follows a feed of a running cluster and prints its events. */
@Command(
        name = "feed",
        description = {
            "Follows a numbered feed of a running cluster and prints each event once.",
            "",
            "Each line is an event: its number, the log position of the command that caused it, and its fields as they"
                    + " are on the wire. The feed is taken from all nodes at once, so the loss of one leaves no gap.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  evenkeel feed liquidation",
            "  evenkeel feed audit --from 1 --count 100",
            "  evenkeel feed market --nodes 127.0.0.1:9000,127.0.0.1:9100,127.0.0.1:9200"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ended as asked, or interrupted",
            "1:no node could be reached in time, or two nodes disagree",
            "2:wrong call"
        },
        mixinStandardHelpOptions = true)
public final class FeedCommand implements Callable<Integer> {
    private static final long CONNECT_TIMEOUT_MS = 15_000;

    @Parameters(paramLabel = "NAME", description = "liquidation, settlement, market or audit.")
    private String name;

    @Option(names = "--from", defaultValue = "0", description = "First number; 1 for all history; default: live.")
    private long from;

    @Option(names = "--count", defaultValue = "0", description = "End after so many events; default: never.")
    private long count;

    @Mixin
    private ClusterPlace place;

    @Spec
    private CommandSpec spec;

    private final MessageReader reader = new MessageReader();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean isInterrupted = new AtomicBoolean();
    private long printed;

    @Override
    public Integer call() throws IOException {
        final Feed feed = feed();
        final List<NodeAddress> addresses = place.addresses(spec.commandLine());
        endInOrderWhenInterrupted();
        try (ClientDriver driver = ClientDriver.launchQuiet();
                FeedSubscriber subscriber = FeedSubscriber.create(place.feed(driver, addresses)
                        .feed(feed)
                        .fromNumber(from)
                        .listener(this::onEvent))) {
            if (!subscriber.awaitLive(CONNECT_TIMEOUT_MS) && printed == 0) {
                spec.commandLine().getErr().println("feed: no node of " + addresses + " could be reached");
                return 1;
            }
            final SleepingMillisIdleStrategy idle = new SleepingMillisIdleStrategy(1);
            while (!isInterrupted.get() && !isDone()) {
                idle.idle(subscriber.poll());
            }
            return 0;
        } finally {
            closed.countDown();
        }
    }

    /** Lets the main thread close what it opened before the process ends. */
    private void endInOrderWhenInterrupted() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            isInterrupted.set(true);
            try {
                closed.await();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "evenkeel-feed-end"));
    }

    private boolean isDone() {
        return count > 0 && printed >= count;
    }

    private void onEvent(
            final long number, final long position, final DirectBuffer buffer, final int offset, final int length) {
        if (isDone()) {
            return;
        }
        final PrintWriter out = spec.commandLine().getOut();
        final WireMessage message = WireMessage.read(reader, buffer, offset, length);
        out.println(number + " @" + position + " " + MessageText.line(message));
        out.flush();
        printed++;
    }

    private Feed feed() {
        try {
            return Feed.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "no feed is called \"" + name + "\"", e);
        }
    }
}
