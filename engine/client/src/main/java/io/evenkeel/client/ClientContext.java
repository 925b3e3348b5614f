package io.evenkeel.client;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.exceptions.ConcurrentConcludeException;
import io.aeron.exceptions.ConfigurationException;
import io.evenkeel.codecs.feed.NodeAddress;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.BitUtil;
import org.agrona.CloseHelper;
import org.agrona.Strings;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/**
 * Configuration of one {@link EvenkeelClient}. Concluded once, by the client it is given to, which also closes it.
 */
public final class ClientContext implements AutoCloseable {
    /** Ingress channel by default. */
    public static final String INGRESS_CHANNEL_DEFAULT = "aeron:udp?term-length=64k";

    /** Egress channel by default: a free loopback port. */
    public static final String EGRESS_CHANNEL_DEFAULT = "aeron:udp?endpoint=127.0.0.1:0";

    /** Response endpoint by default: a free loopback port. */
    public static final String RESPONSE_ENDPOINT_DEFAULT = "127.0.0.1:0";

    /** Window capacity by default, and at most. */
    public static final int WINDOW_CAPACITY_DEFAULT = 1_024;

    /** Silence after which a session is given up, by default, milliseconds. */
    public static final long ACK_TIMEOUT_DEFAULT_MS = 5_000;

    /** How long a session waits for a new leader, by default, milliseconds. */
    public static final long NEW_LEADER_TIMEOUT_DEFAULT_MS = 5_000;

    /** How long connecting is tried, by default, milliseconds. */
    public static final long CONNECT_TIMEOUT_DEFAULT_MS = 15_000;

    /** How long one attempt to open a session may take, by default, milliseconds. */
    public static final long CONNECT_ATTEMPT_TIMEOUT_DEFAULT_MS = 2_000;

    private final AtomicBoolean isConcluded = new AtomicBoolean();
    private Aeron aeron;
    private boolean ownsAeron;
    private int participant;
    private KeySupplier keySupplier;
    private KeySupplier messageKeySupplier;
    private String ingressEndpoints;
    private AckListener ackListener;
    private OrderListener orderListener = new OrderListener() { };
    private SessionListener sessionListener = SessionListener.NONE;
    private String ingressChannel = INGRESS_CHANNEL_DEFAULT;
    private String egressChannel = EGRESS_CHANNEL_DEFAULT;
    private String responseEndpoint = RESPONSE_ENDPOINT_DEFAULT;
    private String aeronDirectoryName;
    private int windowCapacity = WINDOW_CAPACITY_DEFAULT;
    private long ackTimeoutMs = ACK_TIMEOUT_DEFAULT_MS;
    private long newLeaderTimeoutMs = NEW_LEADER_TIMEOUT_DEFAULT_MS;
    private long connectTimeoutMs = CONNECT_TIMEOUT_DEFAULT_MS;
    private long connectAttemptTimeoutMs = CONNECT_ATTEMPT_TIMEOUT_DEFAULT_MS;
    private IdleStrategy idleStrategy;

    /** Makes a configuration with the defaults. */
    public ClientContext() {
        aeronDirectoryName = CommonContext.getAeronDirectoryName();
    }

    /**
     * An Aeron client to use and leave open. Without one the client makes its own. One that uses a conductor invoker
     * is invoked by {@link EvenkeelClient#poll()}, and then everything happens on one thread.
     *
     * @param aeron client to share; its thread must be the one that polls.
     * @return this
     */
    public ClientContext aeron(final Aeron aeron) {
        this.aeron = aeron;
        return this;
    }

    /** {@return the Aeron client in use} */
    public Aeron aeron() {
        return aeron;
    }

    /** Id of the participant that this client speaks for. Required. {@return this} */
    public ClientContext participant(final int participant) {
        this.participant = participant;
        return this;
    }

    /** {@return what {@link #participant(int)} was given} */
    public int participant() {
        return participant;
    }

    /** Where the participant's key comes from. Required. {@return this} */
    public ClientContext keySupplier(final KeySupplier keySupplier) {
        this.keySupplier = keySupplier;
        return this;
    }

    /** {@return what {@link #keySupplier(KeySupplier)} was given} */
    public KeySupplier keySupplier() {
        return keySupplier;
    }

    /**
     * Where the key comes from under which each command is signed, once an operator has given the participant one;
     * 32 bytes, or none for commands without a code. Asked when the client is made, by
     * {@link EvenkeelClient#renewMessageKey()}, and before what was refused for its code is sent again: so it is enough
     * that the supplier has the new key when the old one is worth nothing any more. No signing by default.
     *
     * @param messageKeySupplier of the message key, not the one for logging on.
     * @return this
     */
    public ClientContext messageKeySupplier(final KeySupplier messageKeySupplier) {
        this.messageKeySupplier = messageKeySupplier;
        return this;
    }

    /** {@return what {@link #messageKeySupplier(KeySupplier)} was given} */
    public KeySupplier messageKeySupplier() {
        return messageKeySupplier;
    }

    /** The cluster's nodes in the order of their member ids: a short form of the ingress endpoints. {@return this} */
    public ClientContext nodes(final List<NodeAddress> nodes) {
        final StringJoiner endpoints = new StringJoiner(",");
        for (int i = 0; i < nodes.size(); i++) {
            endpoints.add(i + "=" + nodes.get(i).ingressEndpoint());
        }
        return ingressEndpoints(endpoints.toString());
    }

    /** Members of the cluster and their ingress endpoints: {@code 0=host:port,1=host:port}. Required. {@return this} */
    public ClientContext ingressEndpoints(final String ingressEndpoints) {
        this.ingressEndpoints = ingressEndpoints;
        return this;
    }

    /** {@return what {@link #ingressEndpoints(String)} was given} */
    public String ingressEndpoints() {
        return ingressEndpoints;
    }

    /** Hears the answer to each command. Required. {@return this} */
    public ClientContext ackListener(final AckListener ackListener) {
        this.ackListener = ackListener;
        return this;
    }

    /** Hears what is told about orders, fills and accounts beside answers. Nobody does by default. {@return this} */
    public ClientContext orderListener(final OrderListener orderListener) {
        this.orderListener = orderListener;
        return this;
    }

    /** {@return what {@link #orderListener(OrderListener)} was given} */
    public OrderListener orderListener() {
        return orderListener;
    }

    /** {@return what {@link #ackListener(AckListener)} was given} */
    public AckListener ackListener() {
        return ackListener;
    }

    /** Hears how the session fares. {@return this} */
    public ClientContext sessionListener(final SessionListener sessionListener) {
        this.sessionListener = sessionListener;
        return this;
    }

    /** {@return what {@link #sessionListener(SessionListener)} was given} */
    public SessionListener sessionListener() {
        return sessionListener;
    }

    /** Channel of the ingress, without endpoint. {@return this} */
    public ClientContext ingressChannel(final String ingressChannel) {
        this.ingressChannel = ingressChannel;
        return this;
    }

    /** {@return what {@link #ingressChannel(String)} was given} */
    public String ingressChannel() {
        return ingressChannel;
    }

    /** Channel on which the cluster speaks of the session itself; port 0 picks a free one. {@return this} */
    public ClientContext egressChannel(final String egressChannel) {
        this.egressChannel = egressChannel;
        return this;
    }

    /** {@return what {@link #egressChannel(String)} was given} */
    public String egressChannel() {
        return egressChannel;
    }

    /**
     * Where commands are answered: {@code ipv4:port} of this host as the nodes see it; port 0 picks a free one.
     * Empty to be answered on the egress channel instead.
     *
     * @return this
     */
    public ClientContext responseEndpoint(final String responseEndpoint) {
        this.responseEndpoint = responseEndpoint;
        return this;
    }

    /** {@return what {@link #responseEndpoint(String)} was given} */
    public String responseEndpoint() {
        return responseEndpoint;
    }

    /** Directory of the media driver; not used where {@link #aeron(Aeron)} is given. {@return this} */
    public ClientContext aeronDirectoryName(final String aeronDirectoryName) {
        this.aeronDirectoryName = aeronDirectoryName;
        return this;
    }

    /** {@return what {@link #aeronDirectoryName(String)} was given} */
    public String aeronDirectoryName() {
        return aeronDirectoryName;
    }

    /**
     * Most commands without an acknowledgement: a power of two, at most 1,024, which is how many answers the
     * cluster keeps.
     *
     * @return this
     */
    public ClientContext windowCapacity(final int windowCapacity) {
        this.windowCapacity = windowCapacity;
        return this;
    }

    /** {@return what {@link #windowCapacity(int)} was given} */
    public int windowCapacity() {
        return windowCapacity;
    }

    /** Silence after which a session is given up while commands wait for an answer, milliseconds. {@return this} */
    public ClientContext ackTimeoutMs(final long ackTimeoutMs) {
        this.ackTimeoutMs = ackTimeoutMs;
        return this;
    }

    /** {@return what {@link #ackTimeoutMs(long)} was given} */
    public long ackTimeoutMs() {
        return ackTimeoutMs;
    }

    /** How long a session waits for a new leader, milliseconds; longer than an election takes. {@return this} */
    public ClientContext newLeaderTimeoutMs(final long newLeaderTimeoutMs) {
        this.newLeaderTimeoutMs = newLeaderTimeoutMs;
        return this;
    }

    /** {@return what {@link #newLeaderTimeoutMs(long)} was given} */
    public long newLeaderTimeoutMs() {
        return newLeaderTimeoutMs;
    }

    /** How long {@link EvenkeelClient#connect} tries, milliseconds. {@return this} */
    public ClientContext connectTimeoutMs(final long connectTimeoutMs) {
        this.connectTimeoutMs = connectTimeoutMs;
        return this;
    }

    /** {@return what {@link #connectTimeoutMs(long)} was given} */
    public long connectTimeoutMs() {
        return connectTimeoutMs;
    }

    /** How long one attempt to open a session may take, milliseconds. {@return this} */
    public ClientContext connectAttemptTimeoutMs(final long connectAttemptTimeoutMs) {
        this.connectAttemptTimeoutMs = connectAttemptTimeoutMs;
        return this;
    }

    /** {@return what {@link #connectAttemptTimeoutMs(long)} was given} */
    public long connectAttemptTimeoutMs() {
        return connectAttemptTimeoutMs;
    }

    /** How the {@code await…} methods idle. A new sleeping strategy of 1 ms by default. {@return this} */
    public ClientContext idleStrategy(final IdleStrategy idleStrategy) {
        this.idleStrategy = idleStrategy;
        return this;
    }

    /** {@return what {@link #idleStrategy(IdleStrategy)} was given} */
    public IdleStrategy idleStrategy() {
        return idleStrategy;
    }

    /**
     * Checks the configuration, fills in what is missing, and connects to the media driver where no Aeron client was
     * given.
     *
     * @throws ConfigurationException     if something required is missing or out of its range.
     * @throws ConcurrentConcludeException if it was concluded before.
     */
    void conclude() {
        if (!isConcluded.compareAndSet(false, true)) {
            throw new ConcurrentConcludeException();
        }
        require(participant > 0, "participant must be above 0");
        require(keySupplier != null, "keySupplier is required");
        require(ackListener != null, "ackListener is required");
        require(!Strings.isEmpty(ingressEndpoints), "ingressEndpoints are required");
        require(
                BitUtil.isPowerOfTwo(windowCapacity) && windowCapacity <= WINDOW_CAPACITY_DEFAULT,
                "windowCapacity must be a power of two, at most " + WINDOW_CAPACITY_DEFAULT);
        require(ackTimeoutMs > 0 && newLeaderTimeoutMs > 0, "ackTimeoutMs and newLeaderTimeoutMs must be above 0");
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

    private static void require(final boolean isMet, final String requirement) {
        if (!isMet) {
            throw new ConfigurationException(requirement);
        }
    }
}
