package io.evenkeel.node.launch;

import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.node.pipeline.Pacing;
import io.evenkeel.node.pipeline.PipelineForm;
import io.evenkeel.node.pipeline.PipelineSettings;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.BitUtil;

/**
 * Everything one node is started with. Set what differs from the defaults, then {@link #conclude()} checks it all,
 * once; the launcher does so. Not shared between nodes. One thread.
 */
public final class NodeContext {
    private static final int SLOTS_MIN = 64;
    private static final int SLOTS_MAX = 1 << 24;
    private static final int SYNC_LEVEL_MAX = 2;

    private final PropertySet properties;
    private Pacing pacing = Pacing.FREE;
    private PrintStream err = System.err;
    private Runnable terminationHook;
    private EngineLimits limits;
    private boolean isConcluded;

    private List<NodeAddress> members;
    private int memberId;
    private Path dir;
    private Path aeronDir;
    private Path keysFile;
    private Profile profile;
    private ServiceKind service;
    private PipelineSettings pipeline;
    private int outputSlots;
    private int chainInterval;
    private long timerPeriodMs;

    /** Makes a context from properties. */
    public NodeContext(final PropertySet properties) {
        this.properties = properties;
    }

    /** Makes a context of defaults. */
    public NodeContext() {
        this(new PropertySet());
    }

    /** Sets one property. {@return this} */
    public NodeContext set(final NodeProperty property, final String value) {
        checkOpen();
        properties.put(property, value);
        return this;
    }

    /** Sets batch limits and delays of stages, for tests. {@return this} */
    public NodeContext pacing(final Pacing value) {
        checkOpen();
        pacing = value;
        return this;
    }

    /** Sets where the node's last word goes. {@return this} */
    public NodeContext err(final PrintStream value) {
        checkOpen();
        err = value;
        return this;
    }

    /** Sets what ends the node when it cannot go on; by default the process is halted. {@return this} */
    public NodeContext terminationHook(final Runnable value) {
        checkOpen();
        terminationHook = value;
        return this;
    }

    /** Sets capacities that have no name. The same on every node. {@return this} */
    public NodeContext limits(final EngineLimits value) {
        checkOpen();
        limits = value;
        return this;
    }

    private void checkOpen() {
        if (isConcluded) {
            throw new IllegalStateException("the context is concluded");
        }
    }

    /**
     * Checks every value. Once.
     *
     * @return this.
     * @throws IllegalArgumentException if a value cannot be; the message names the property.
     */
    public NodeContext conclude() {
        checkOpen();
        isConcluded = true;
        concludeMembers();
        concludePlaces();
        profile = properties.choice(NodeProperty.PROFILE, Profile.class);
        service = properties.choice(NodeProperty.SERVICE, ServiceKind.class);
        if (limits == null) {
            limits = properties.choice(NodeProperty.LIMITS, LimitsKind.class)
                    .limits()
                    .withSliceEvaluations(number(NodeProperty.SLICE_EVALUATIONS, 1));
        }
        concludePipeline();
        chainInterval = number(NodeProperty.CHAIN_INTERVAL, 1);
        timerPeriodMs = properties.durationMs(NodeProperty.TIMER_PERIOD);
        properties.number(NodeProperty.ARCHIVE_SYNC_LEVEL, 0, SYNC_LEVEL_MAX);
        checkTimeouts();
        if (terminationHook == null) {
            terminationHook = () -> Runtime.getRuntime().halt(NodeMain.EXIT_FAILED);
        }
        return this;
    }

    private void checkTimeouts() {
        final long heartbeatNs = durationNs(NodeProperty.HEARTBEAT_TIMEOUT);
        if (durationNs(NodeProperty.STARTUP_CANVASS_TIMEOUT) / 2 < heartbeatNs) {
            throw new IllegalArgumentException(NodeProperty.STARTUP_CANVASS_TIMEOUT.key() + ": shorter than twice "
                    + NodeProperty.HEARTBEAT_TIMEOUT.key());
        }
        if (durationNs(NodeProperty.HEARTBEAT_INTERVAL) >= heartbeatNs) {
            throw new IllegalArgumentException(NodeProperty.HEARTBEAT_INTERVAL.key() + ": not shorter than "
                    + NodeProperty.HEARTBEAT_TIMEOUT.key());
        }
    }

    private void concludeMembers() {
        final List<NodeAddress> parsed = new ArrayList<>();
        for (final String text : properties.text(NodeProperty.MEMBERS).split(",", -1)) {
            try {
                parsed.add(NodeAddress.parse(text.trim()));
            } catch (final IllegalArgumentException e) {
                throw new IllegalArgumentException(NodeProperty.MEMBERS.key() + ": " + e.getMessage(), e);
            }
        }
        members = List.copyOf(parsed);
        memberId = properties.number(NodeProperty.NODE_ID, 0, members.size() - 1);
    }

    private void concludePlaces() {
        dir = Path.of(properties.text(NodeProperty.DIR)).toAbsolutePath();
        final String aeron = properties.text(NodeProperty.AERON_DIR);
        aeronDir = aeron.isEmpty() ? defaultAeronDir() : Path.of(aeron).toAbsolutePath();
        final String keys = properties.text(NodeProperty.KEYS_FILE);
        keysFile = keys.isEmpty() ? dir.resolve("keys.properties") : Path.of(keys).toAbsolutePath();
    }

    private Path defaultAeronDir() {
        return aeronParent().resolve(aeronPrefix() + address().basePort());
    }

    /** {@return where nodes have their media driver directories unless told otherwise: in memory, if it can be} */
    static Path aeronParent() {
        final Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** {@return what the names of this user's media driver directories begin with unless told otherwise} */
    static String aeronPrefix() {
        return "evenkeel-" + System.getProperty("user.name") + "-";
    }

    private void concludePipeline() {
        final int processors = Runtime.getRuntime().availableProcessors();
        final PipelineForm form = properties.choice(NodeProperty.PIPELINE, PipelineForm.class).resolve(processors);
        pipeline = new PipelineSettings(
                form,
                powerOfTwo(NodeProperty.INPUT_SLOTS),
                properties.durationNs(NodeProperty.STALL_TIMEOUT),
                profile.idle(),
                pacing);
        outputSlots = powerOfTwo(NodeProperty.OUTPUT_SLOTS);
    }

    private int powerOfTwo(final NodeProperty property) {
        final int number = properties.number(property, SLOTS_MIN, SLOTS_MAX);
        if (!BitUtil.isPowerOfTwo(number)) {
            throw new IllegalArgumentException(property.key() + ": not a power of two: " + number);
        }
        return number;
    }

    /** {@return a number that has no upper limit of its own} */
    int number(final NodeProperty property, final int min) {
        return properties.number(property, min, Integer.MAX_VALUE);
    }

    /** {@return a duration in nanoseconds} */
    long durationNs(final NodeProperty property) {
        return properties.durationNs(property);
    }

    /** {@return all nodes, by member id} */
    public List<NodeAddress> members() {
        return members;
    }

    /** {@return which of the members this node is} */
    public int memberId() {
        return memberId;
    }

    /** {@return where this node is reached} */
    public NodeAddress address() {
        return members.get(memberId);
    }

    /** {@return directory of archive, cluster and mark files} */
    public Path dir() {
        return dir;
    }

    /** {@return directory of the media driver} */
    public Path aeronDir() {
        return aeronDir;
    }

    /** {@return file of the participants' keys} */
    public Path keysFile() {
        return keysFile;
    }

    /** {@return how the node uses its host} */
    public Profile profile() {
        return profile;
    }

    /** {@return what the cluster replicates} */
    public ServiceKind service() {
        return service;
    }

    /** {@return how the stages run} */
    public PipelineSettings pipeline() {
        return pipeline;
    }

    /** {@return capacities} */
    public EngineLimits limits() {
        return limits;
    }

    /** {@return length of the output ring} */
    public int outputSlots() {
        return outputSlots;
    }

    /** {@return log entries between chain digests} */
    public int chainInterval() {
        return chainInterval;
    }

    /** {@return period of the timer in the log, in milliseconds} */
    public long timerPeriodMs() {
        return timerPeriodMs;
    }

    /** {@return level of the archive's file synchronisation, 0 to 2} */
    public int archiveSyncLevel() {
        return properties.number(NodeProperty.ARCHIVE_SYNC_LEVEL, 0, SYNC_LEVEL_MAX);
    }

    /** {@return where the node's last word goes} */
    public PrintStream err() {
        return err;
    }

    /** {@return what ends the node when it cannot go on} */
    public Runnable terminationHook() {
        return terminationHook;
    }

    /** {@return how long an elected leader takes at most to be heard by a client, in nanoseconds} */
    public long newLeaderTimeoutNs() {
        return TimeUnit.SECONDS.toNanos(2)
                + 2 * (durationNs(NodeProperty.HEARTBEAT_TIMEOUT) + durationNs(NodeProperty.ELECTION_TIMEOUT));
    }
}
