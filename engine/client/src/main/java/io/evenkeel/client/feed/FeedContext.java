package io.evenkeel.client.feed;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.exceptions.ConcurrentConcludeException;
import io.aeron.exceptions.ConfigurationException;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.NodeAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.CloseHelper;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/** Configuration of one {@link FeedSubscriber}. Concluded once, by the subscriber it is given to, which closes it. */
public final class FeedContext implements AutoCloseable {
    /** Number to begin with that means: whatever comes next. */
    public static final long LIVE = 0;

    /** How long one exchange with an archive may take, by default, milliseconds. */
    public static final long MESSAGE_TIMEOUT_DEFAULT_MS = 2_000;

    private final AtomicBoolean isConcluded = new AtomicBoolean();
    private Aeron aeron;
    private boolean ownsAeron;
    private String aeronDirectoryName = CommonContext.getAeronDirectoryName();
    private Feed feed;
    private List<NodeAddress> nodes = List.of();
    private long fromNumber = LIVE;
    private FeedListener listener;
    private String localHost = "127.0.0.1";
    private long messageTimeoutMs = MESSAGE_TIMEOUT_DEFAULT_MS;
    private IdleStrategy idleStrategy;

    /** Makes a configuration with the defaults. */
    public FeedContext() {
    }

    /** Which feed. Required. {@return this} */
    public FeedContext feed(final Feed feed) {
        this.feed = feed;
        return this;
    }

    /** {@return which feed} */
    public Feed feed() {
        return feed;
    }

    /** From which nodes; one is enough. Required. {@return this} */
    public FeedContext nodes(final List<NodeAddress> nodes) {
        this.nodes = List.copyOf(nodes);
        return this;
    }

    /** {@return from which nodes} */
    public List<NodeAddress> nodes() {
        return nodes;
    }

    /**
     * The first number wanted: 1 for the whole history, one above the last number seen to go on, or {@link #LIVE}. In
     * the middle of an event the next one is the first to be delivered.
     *
     * @param fromNumber 1 or more, or {@link #LIVE}.
     * @return this
     */
    public FeedContext fromNumber(final long fromNumber) {
        this.fromNumber = fromNumber;
        return this;
    }

    /** {@return the first number wanted} */
    public long fromNumber() {
        return fromNumber;
    }

    /** Who hears the events. Required. {@return this} */
    public FeedContext listener(final FeedListener listener) {
        this.listener = listener;
        return this;
    }

    /** {@return who hears the events} */
    public FeedListener listener() {
        return listener;
    }

    /** This host's address as the nodes see it; loopback by default. {@return this} */
    public FeedContext localHost(final String localHost) {
        this.localHost = localHost;
        return this;
    }

    /** {@return this host's address as the nodes see it} */
    public String localHost() {
        return localHost;
    }

    /** How long one exchange with an archive may take, milliseconds. {@return this} */
    public FeedContext messageTimeoutMs(final long messageTimeoutMs) {
        this.messageTimeoutMs = messageTimeoutMs;
        return this;
    }

    /** {@return how long one exchange with an archive may take, milliseconds} */
    public long messageTimeoutMs() {
        return messageTimeoutMs;
    }

    /** How {@link FeedSubscriber#awaitLive} idles. A sleeping strategy of 1 ms by default. {@return this} */
    public FeedContext idleStrategy(final IdleStrategy idleStrategy) {
        this.idleStrategy = idleStrategy;
        return this;
    }

    /** {@return how {@link FeedSubscriber#awaitLive} idles} */
    public IdleStrategy idleStrategy() {
        return idleStrategy;
    }

    /** Directory of the media driver; not used where {@link #aeron(Aeron)} is given. {@return this} */
    public FeedContext aeronDirectoryName(final String aeronDirectoryName) {
        this.aeronDirectoryName = aeronDirectoryName;
        return this;
    }

    /** {@return directory of the media driver} */
    public String aeronDirectoryName() {
        return aeronDirectoryName;
    }

    /** An Aeron client to use and leave open; the thread that polls must be its own. {@return this} */
    public FeedContext aeron(final Aeron aeron) {
        this.aeron = aeron;
        return this;
    }

    /** {@return the Aeron client in use} */
    public Aeron aeron() {
        return aeron;
    }

    /**
     * Checks the configuration and connects to the media driver where no Aeron client was given.
     *
     * @throws ConfigurationException      if something required is missing.
     * @throws ConcurrentConcludeException if it was concluded before.
     */
    void conclude() {
        if (!isConcluded.compareAndSet(false, true)) {
            throw new ConcurrentConcludeException();
        }
        if (feed == null || listener == null || nodes.isEmpty()) {
            throw new ConfigurationException("feed, listener and nodes are required");
        }
        if (fromNumber < 0) {
            throw new ConfigurationException("fromNumber must be LIVE or above 0, not " + fromNumber);
        }
        if (idleStrategy == null) {
            idleStrategy = new SleepingMillisIdleStrategy(1);
        }
        if (aeron == null) {
            ownsAeron = true;
            aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(aeronDirectoryName));
        }
    }

    /** Closes the Aeron client, unless it was given. */
    @Override
    public void close() {
        if (ownsAeron) {
            CloseHelper.close(aeron);
        }
    }
}
