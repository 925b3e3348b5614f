package io.evenkeel.client.settlement;

import io.evenkeel.client.ClientContext;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.feed.Feed;
import org.agrona.CloseHelper;

/**
 * A gateway's line to the cluster: follows the settlement feed from a number that the gateway kept, hands each
 * instruction on, and sends deposits and confirmations. It goes on by itself when the leader changes, a node dies or a
 * session is lost, as {@link EvenkeelClient} and {@link FeedSubscriber} do, of which it is made.
 *
 * <p>It remembers nothing that outlives the process. A gateway keeps, in one transaction of its own: the instruction,
 * what it did about it, and the number to go on from; it confirms from what it kept until the confirmation is answered.
 * A confirmation that is refused with UNKNOWN_INSTRUCTION, and a deposit that is refused with DUPLICATE_REFERENCE, were
 * booked before.
 *
 * <p>Where what it kept may be behind what was done for its participant, out of a backup say, it pays nothing before it
 * hears something at or past {@link EvenkeelClient#joinedPosition()}. Until then what is said may be over: a node that
 * starts again is live where it stood when it ended.
 *
 * <p>Not thread-safe: one thread calls everything. Listeners may send but must not call {@link #poll()}. Does not
 * allocate per message once it is connected.
 */
public final class SettlementGateway implements AutoCloseable {
    private final EvenkeelClient client;
    private final FeedSubscriber subscriber;

    private SettlementGateway(final EvenkeelClient client, final FeedSubscriber subscriber) {
        this.client = client;
        this.subscriber = subscriber;
    }

    /**
     * Makes a gateway that connects as it is polled.
     *
     * @param commands configuration of the line for commands; answers go to its listener.
     * @param feed     configuration of the line for instructions: nodes, and the number to go on from, 1 at first. Feed
     *                 and listener are set here.
     * @param listener hears the instructions.
     * @return a gateway that is not connected yet.
     */
    public static SettlementGateway create(
            final ClientContext commands, final FeedContext feed, final SettlementListener listener) {
        final EvenkeelClient client = EvenkeelClient.create(commands);
        try {
            return new SettlementGateway(
                    client,
                    FeedSubscriber.create(feed.feed(Feed.SETTLEMENT).listener(new SettlementAdapter(listener))));
        } catch (final RuntimeException e) {
            CloseHelper.quietClose(client);
            throw e;
        }
    }

    /**
     * Does what is due.
     *
     * @return how much was done; 0 if the caller may idle.
     * @throws RuntimeException what a listener threw, and what the lines themselves throw.
     */
    public int poll() {
        return client.poll() + subscriber.poll();
    }

    /**
     * Says what became of an instruction; see {@link EvenkeelClient#confirmInstruction}.
     *
     * @param instruction instruction id.
     * @param reference   the gateway's own reference.
     * @param outcome     whether the money has moved, or has not and will not.
     * @return the command's sequence, or a negative code.
     */
    public long confirm(final long instruction, final long reference, final InstructionOutcome outcome) {
        return client.confirmInstruction(instruction, reference, outcome);
    }

    /**
     * Reports that money has arrived for an account; see {@link EvenkeelClient#deposit}.
     *
     * @param account   account to credit.
     * @param asset     what arrived.
     * @param amount    above 0, in units of the asset.
     * @param reference the gateway's own reference; a second deposit with it is refused.
     * @return the command's sequence, or a negative code.
     */
    public long deposit(final long account, final int asset, final long amount, final long reference) {
        return client.deposit(account, asset, amount, reference);
    }

    /** {@return whether commands are taken and at least one node's live feed is followed} */
    public boolean isReady() {
        return client.isReady() && subscriber.isLive();
    }

    /** {@return the line for commands} */
    public EvenkeelClient client() {
        return client;
    }

    /** {@return the line for instructions} */
    public FeedSubscriber subscriber() {
        return subscriber;
    }

    /** Closes both lines. */
    @Override
    public void close() {
        CloseHelper.closeAll(subscriber, client);
    }
}
