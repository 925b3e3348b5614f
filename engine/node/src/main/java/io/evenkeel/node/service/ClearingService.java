package io.evenkeel.node.service;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.logbuffer.Header;
import io.evenkeel.core.Engine;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.node.chain.HashChain;
import io.evenkeel.node.feed.FeedNumbers;
import io.evenkeel.node.feed.Publisher;
import io.evenkeel.node.pipeline.FailureLatch;
import io.evenkeel.node.pipeline.OutputRing;
import io.evenkeel.node.pipeline.Pipeline;
import io.evenkeel.node.pipeline.PipelineForm;
import io.evenkeel.node.pipeline.Stages;
import io.evenkeel.node.session.Acknowledgements;
import io.evenkeel.node.session.EgressHandback;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The clearing as a clustered service. It copies each log entry into the pipeline and nothing more, takes snapshots of
 * a drained pipeline, and loads them. Whatever goes wrong here or in a stage is fatal: an entry is never skipped, since
 * a node that skips one has left the replicated state. Every method runs on the service thread.
 */
public final class ClearingService implements ClusteredService {
    private static final long TIMER_ID = 1;
    private static final long TERMINATE_DRAIN_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long TERMINATE_POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int EGRESS_TRIES = 3;
    private static final String WHERE = "the service thread";

    private final ServiceSettings settings;
    private final FailureLatch failures;
    private final UnsafeBuffer noBytes = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer principal = new UnsafeBuffer(0, 0);
    private Cluster cluster;
    private Engine engine;
    private HashChain chain;
    private volatile Acknowledgements acknowledgements;
    private volatile EgressHandback handback;
    private volatile Publisher publisher;
    private Pipeline pipeline;

    /**
     * Makes a service that starts with the cluster.
     *
     * @param settings what it needs to know.
     * @param failures told of whatever goes wrong; shared with the node.
     */
    public ClearingService(final ServiceSettings settings, final FailureLatch failures) {
        this.settings = settings;
        this.failures = failures;
    }

    @Override
    public void onStart(final Cluster startedCluster, final Image snapshotImage) {
        cluster = startedCluster;
        try {
            final OutputRing outputs = new OutputRing(settings.outputSlots());
            chain = new HashChain(outputs, settings.chainInterval());
            engine = new Engine(settings.limits(), chain);
            final FeedNumbers numbers = snapshotImage == null
                    ? FeedNumbers.NONE
                    : new SnapshotLoader(engine, chain).load(snapshotImage, cluster.idleStrategy());
            openPublisher(numbers);
            cluster.forEachClientSession(this::register);
            final Stages stages = new Stages(engine.gate(), engine.price(), chain.around(engine.risk()));
            pipeline = Pipeline.of(settings.pipeline(), stages, outputs, publisher, failures);
            pipeline.start(cluster.idleStrategy());
        } catch (final Throwable t) {
            throw fatal("start-up", t);
        }
    }

    private void openPublisher(final FeedNumbers numbers) {
        final Aeron aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(settings.aeronDir())
                .useConductorAgentInvoker(true)
                .errorHandler(t -> failures.fail("Publish's Aeron client", cluster.logPosition(), t)));
        if (settings.pipeline().form() == PipelineForm.INLINE) {
            acknowledgements = new Acknowledgements(aeron, this::offerEgress);
        } else {
            handback = new EgressHandback(this::offerEgress);
            acknowledgements = new Acknowledgements(aeron, handback);
        }
        try (AeronArchive archive = AeronArchive.connect(
                settings.archive().clone().aeron(aeron).ownsAeronClient(false))) {
            publisher = new Publisher(
                    aeron,
                    acknowledgements,
                    archive,
                    settings.members(),
                    settings.memberId(),
                    numbers,
                    cluster.idleStrategy());
        }
    }

    /** Sessions that are older than the snapshot do not open again: their way back is made known here. */
    private void register(final ClientSession session) {
        final byte[] encoded = session.encodedPrincipal();
        principal.wrap(encoded);
        acknowledgements.onSessionOpened(session.id(), principal, 0, encoded.length);
    }

    @Override
    public void onSessionMessage(
            final ClientSession session,
            final long timestamp,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Header header) {
        if (session != null) {
            enter(CommandKind.MESSAGE, timestamp, session.id(), buffer, offset, length);
        }
    }

    @Override
    public void onSessionOpen(final ClientSession session, final long timestamp) {
        final byte[] encoded = session.encodedPrincipal();
        principal.wrap(encoded);
        enter(CommandKind.SESSION_OPEN, timestamp, session.id(), principal, 0, encoded.length);
    }

    @Override
    public void onSessionClose(final ClientSession session, final long timestamp, final CloseReason closeReason) {
        enter(CommandKind.SESSION_CLOSE, timestamp, session.id(), noBytes, 0, 0);
    }

    @Override
    public void onTimerEvent(final long correlationId, final long timestamp) {
        if (correlationId == TIMER_ID) {
            enter(CommandKind.TIMER, timestamp, 0, noBytes, 0, 0);
            arm(timestamp);
        }
    }

    @Override
    public void onNewLeadershipTermEvent(
            final long leadershipTermId,
            final long logPosition,
            final long timestamp,
            final long termBaseLogPosition,
            final int leaderMemberId,
            final int logSessionId,
            final TimeUnit timeUnit,
            final int appVersion) {
        if (timeUnit != TimeUnit.MILLISECONDS) {
            throw fatal(WHERE, new IllegalStateException("cluster time is in " + timeUnit));
        }
        arm(timestamp);
    }

    private void enter(
            final CommandKind kind,
            final long timestamp,
            final long sessionId,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        try {
            if (handback != null) {
                handback.drain();
            }
            pipeline.onEntry(kind, cluster.logPosition(), timestamp, sessionId, buffer, offset, length);
        } catch (final Throwable t) {
            throw fatal(WHERE, t);
        }
    }

    /** The same timer is set again and again, from every entry of its own and from every new term. */
    private void arm(final long timestamp) {
        try {
            while (!cluster.scheduleTimer(TIMER_ID, timestamp + settings.timerPeriodMs())) {
                failures.check();
                cluster.idleStrategy().idle();
            }
        } catch (final Throwable t) {
            throw fatal(WHERE, t);
        }
    }

    /** What was under way to a session that has closed meanwhile awaits nobody, and counts as taken. */
    private boolean offerEgress(
            final long sessionId, final DirectBuffer buffer, final int offset, final int length) {
        final ClientSession session = cluster.getClientSession(sessionId);
        boolean isTaken = session == null;
        for (int i = 0; i < EGRESS_TRIES && !isTaken; i++) {
            isTaken = session.offer(buffer, offset, length) > 0;
        }
        return isTaken;
    }

    @Override
    public void onTakeSnapshot(final ExclusivePublication snapshotPublication) {
        try {
            while (!pipeline.isDrained() || !publisher.isRecorded()) {
                failures.check();
                cluster.idleStrategy().idle();
            }
            new SnapshotTaker(snapshotPublication, cluster.idleStrategy())
                    .take(engine, chain, publisher.numbers(), cluster.logPosition(), cluster.time());
        } catch (final Throwable t) {
            throw fatal("the snapshot", t);
        }
    }

    @Override
    public void onRoleChange(final Cluster.Role newRole) {
        acknowledgements.lead(newRole == Cluster.Role.LEADER);
    }

    @Override
    public int doBackgroundWork(final long nowNs) {
        return pipeline == null ? 0 : pipeline.onDuty(nowNs);
    }

    @Override
    public void onTerminate(final Cluster stoppedCluster) {
        final long deadlineNs = System.nanoTime() + TERMINATE_DRAIN_NS;
        while (pipeline != null && !failures.isSet() && !pipeline.isDrained() && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(TERMINATE_POLL_NS);
        }
        CloseHelper.quietCloseAll(pipeline, publisher);
        pipeline = null;
    }

    /** {@return commands refused since the node started; any thread} */
    public long refusedCommands() {
        final Publisher current = publisher;
        return current == null ? 0 : current.refused();
    }

    /** {@return answers dropped since the node started; any thread} */
    public long droppedAnswers() {
        final Acknowledgements current = acknowledgements;
        final EgressHandback back = handback;
        return (current == null ? 0 : current.dropped()) + (back == null ? 0 : back.dropped());
    }

    private AgentTerminationException fatal(final String where, final Throwable cause) {
        if (cause instanceof AgentTerminationException termination) {
            return termination;
        }
        failures.fail(where, cluster.logPosition(), cause);
        return new AgentTerminationException(cause);
    }
}
