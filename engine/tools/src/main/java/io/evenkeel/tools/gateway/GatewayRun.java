package io.evenkeel.tools.gateway;

import io.evenkeel.client.ClientContext;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.settlement.SettlementGateway;
import io.evenkeel.codecs.InstructionOutcome;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/** A desk at work: joins it to the cluster, and turns until it is told to end. */
final class GatewayRun implements AutoCloseable {
    private static final long LOOK_PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long RETRY_PERIOD_NS = TimeUnit.MINUTES.toNanos(1);
    /** Less than it takes to start another gateway and have it pay. */
    private static final long AWAY_NS = TimeUnit.SECONDS.toNanos(1);

    private final SettlementDesk desk;
    private final SettlementGateway gateway;
    private long sessionsJoined;
    private long lastTurnNs = System.nanoTime();
    private final Outgoing.Outlet outlet = new Outgoing.Outlet() {
        @Override
        public long confirm(final long instruction, final long reference, final InstructionOutcome outcome) {
            return gateway.confirm(instruction, reference, outcome);
        }

        @Override
        public long deposit(final long account, final int asset, final long amount, final long reference) {
            return gateway.deposit(account, asset, amount, reference);
        }
    };

    /** Joins a desk to a cluster; the feed goes on from where the book stands. */
    GatewayRun(
            final SettlementDesk desk, final ClientContext commands, final FeedContext feed) {
        this.desk = desk;
        gateway = SettlementGateway.create(commands.ackListener(desk), feed, desk);
    }

    /**
     * Turns until it is told to end.
     *
     * @throws IllegalStateException if the database fails, or the cluster has no use for this process any more.
     */
    void work(final BooleanSupplier isEnding) {
        final IdleStrategy idle = new SleepingMillisIdleStrategy(1);
        long lookNs = System.nanoTime();
        long retryNs = lookNs;
        while (!isEnding.getAsBoolean()) {
            leaveIfAway();
            int count = gateway.poll();
            if (gateway.client().isClosed()) {
                throw new IllegalStateException("the line to the cluster is closed: " + gateway.client().endReason());
            }
            join();
            if (System.nanoTime() - retryNs >= 0) {
                retryNs = System.nanoTime() + RETRY_PERIOD_NS;
                desk.retryDeposits();
            }
            desk.commit();
            if (System.nanoTime() - lookNs >= 0) {
                lookNs = System.nanoTime() + LOOK_PERIOD_NS;
                desk.collectDeposits();
                desk.resume();
            }
            count += desk.send(outlet);
            idle.idle(count);
        }
    }

    /** A process that stood still may have been replaced meanwhile, and does not know that its session is over. */
    private void leaveIfAway() {
        final long nowNs = System.nanoTime();
        if (nowNs - lastTurnNs > AWAY_NS && gateway.client().isReady()) {
            desk.onLeft();
            gateway.client().rejoin();
        }
        lastTurnNs = nowNs;
    }

    /** Without a session somebody else may speak for the participant, and with each new one it is asked anew. */
    private void join() {
        final EvenkeelClient client = gateway.client();
        if (!client.isReady()) {
            desk.onLeft();
        } else if (client.sessions() != sessionsJoined) {
            sessionsJoined = client.sessions();
            desk.onJoined(client.joinedPosition());
        }
    }

    @Override
    public void close() {
        gateway.close();
    }
}
