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

/**
 * A desk at work: joins it to the cluster, and turns until it is told to end.
 *
 * <p>To join, it asks something that is refused whoever asks: the answer says that its session still speaks for the
 * participant, and another process that did before sees by the sequence that it is replaced. Without a session, and
 * where the process stood still, somebody else may speak for the participant: the desk has left, and joins again.
 */
final class GatewayRun implements AutoCloseable {
    private static final long LOOK_PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long RETRY_PERIOD_NS = TimeUnit.MINUTES.toNanos(1);
    /** Less than it takes to start another gateway and have it pay. */
    private static final long AWAY_MS = 1_000;
    private static final long NO_INSTRUCTION = 0;

    private final SettlementDesk desk;
    private final SettlementGateway gateway;
    private long askedInSession;
    private long question;
    private long lastTurnNs = System.nanoTime();
    private long lastTurnMs = System.currentTimeMillis();
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
        gateway = SettlementGateway.create(
                commands.ackListener((sequence, status, code, result, position, timeMs, isRepeated) -> {
                    if (!joinsBy(sequence)) {
                        desk.onAck(sequence, status, code, result, position, timeMs, isRepeated);
                    }
                }),
                feed,
                desk);
    }

    /** Joins where the question is answered. {@return whether that is what was answered} */
    private boolean joinsBy(final long sequence) {
        if (sequence != question) {
            return false;
        }
        question = 0;
        desk.onJoined(gateway.client().joinedPosition());
        return true;
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

    /** By either clock: where a host is suspended one of them may stand still. */
    private void leaveIfAway() {
        final long nowNs = System.nanoTime();
        final long nowMs = System.currentTimeMillis();
        if (Math.max(TimeUnit.NANOSECONDS.toMillis(nowNs - lastTurnNs), nowMs - lastTurnMs) > AWAY_MS) {
            leave();
        }
        lastTurnNs = nowNs;
        lastTurnMs = nowMs;
    }

    private void leave() {
        desk.onLeft();
        askedInSession = 0;
        question = 0;
    }

    private void join() {
        final EvenkeelClient client = gateway.client();
        if (!client.isReady()) {
            leave();
        } else if (client.sessions() != askedInSession) {
            final long sequence = gateway.confirm(NO_INSTRUCTION, 0, InstructionOutcome.FAILED);
            if (sequence > 0) {
                askedInSession = client.sessions();
                question = sequence;
            }
        }
    }

    @Override
    public void close() {
        gateway.close();
    }
}
