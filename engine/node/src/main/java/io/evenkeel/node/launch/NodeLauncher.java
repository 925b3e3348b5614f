package io.evenkeel.node.launch;

import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.exceptions.AeronException;
import io.evenkeel.node.pipeline.FailureLatch;
import io.evenkeel.node.service.ClearingService;
import io.evenkeel.node.service.EchoService;
import io.evenkeel.node.service.ServiceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.AgentTerminationException;

/** Starts nodes. */
public final class NodeLauncher {
    private static final long GRACE_NS = TimeUnit.SECONDS.toNanos(2);

    private NodeLauncher() {
    }

    /**
     * Starts one node. It is up when this returns, but may still be replaying its log or electing a leader.
     *
     * @param context what it is started with; concluded here.
     * @return the node.
     * @throws IllegalArgumentException if a value cannot be.
     * @throws IllegalStateException    if another node uses its directories.
     */
    public static Node launch(final NodeContext context) {
        context.conclude();
        final AtomicBoolean hasEnded = new AtomicBoolean();
        final Runnable end = () -> {
            if (hasEnded.compareAndSet(false, true)) {
                context.terminationHook().run();
            }
        };
        final FailureLatch failures = new FailureLatch(context.err(), failure -> endSoon(end));
        final Runnable endAfterLastWord = () -> {
            failures.awaitLastWord(GRACE_NS, TimeUnit.NANOSECONDS);
            end.run();
        };
        final Node node = new Node(context, failures);
        try {
            start(node, context, failures, endAfterLastWord);
            return node;
        } catch (final RuntimeException e) {
            node.close();
            throw e;
        }
    }

    private static void start(
            final Node node, final NodeContext context, final FailureLatch failures, final Runnable end) {
        AbandonedDrivers.remove(NodeContext.aeronParent(), NodeContext.aeronPrefix());
        node.add(DirectoryLock.acquire(context.dir()));
        node.add(DirectoryLock.acquire(context.aeronDir()));
        try {
            Files.createDirectories(context.dir());
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot make " + context.dir(), e);
        }
        MarkFiles.age(AeronContexts.archiveDir(context), AeronContexts.clusterDir(context));
        final AeronContexts contexts = new AeronContexts(context, t -> report(context, t));
        node.driver(MediaDriver.launch(contexts.driver()));
        node.archive(TornRecordings.launch(contexts::archive, context.err()));
        node.consensus(ConsensusModule.launch(contexts.consensus(end)));
        final ClusteredService service = service(node, context, contexts, failures);
        node.container(ClusteredServiceContainer.launch(
                contexts.container(service, end, t -> onServiceError(context, failures, t))));
    }

    private static ClusteredService service(
            final Node node, final NodeContext context, final AeronContexts contexts, final FailureLatch failures) {
        if (context.service() == ServiceKind.ECHO) {
            return new EchoService();
        }
        final ServiceSettings settings = new ServiceSettings(
                context.members(),
                context.memberId(),
                context.limits(),
                context.pipeline(),
                context.outputSlots(),
                context.chainInterval(),
                context.timerPeriodMs(),
                contexts.archiveClient(),
                context.aeronDir().toString());
        final ClearingService clearing = new ClearingService(settings, failures);
        node.clearing(clearing);
        return clearing;
    }

    /** The service thread ends itself through Aeron's hook when it can; when it hangs, this ends the node. */
    private static void endSoon(final Runnable end) {
        final Thread thread = new Thread(
                () -> {
                    LockSupport.parkNanos(GRACE_NS);
                    end.run();
                },
                "evenkeel-end");
        thread.setDaemon(true);
        thread.start();
    }

    private static void report(final NodeContext context, final Throwable t) {
        if (!(t instanceof AgentTerminationException)) {
            context.err().println("evenkeel: node " + context.memberId() + ": " + t);
        }
    }

    /** An error in the service container means that a log entry was not applied, unless it is a mere warning. */
    private static void onServiceError(final NodeContext context, final FailureLatch failures, final Throwable t) {
        final boolean isWarning =
                t instanceof AeronException aeron && aeron.category() == AeronException.Category.WARN;
        if (isWarning || t instanceof AgentTerminationException) {
            report(context, t);
        } else {
            failures.fail("the service container", 0, t);
        }
    }
}
