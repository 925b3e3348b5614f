package io.evenkeel.tools.wire;

import io.aeron.Aeron;
import io.evenkeel.client.ClientContext;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.SessionListener;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.node.launch.EmbeddedNode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.agrona.concurrent.YieldingIdleStrategy;

/** A participant at a live node, with a message key that can be changed. Polls while it waits. One thread. */
final class Sender implements AutoCloseable {
    private static final long TIMEOUT_S = 60;

    private final EvenkeelClient client;
    private final int participant;
    private byte[] key = new byte[0];
    private RejectCode lastCode;
    private long lastSequence;
    private long accepted;
    private long refused;
    private long refusedCodes;

    Sender(final EmbeddedNode node, final Aeron aeron, final int participant) {
        this.participant = participant;
        client = EvenkeelClient.connect(new ClientContext()
                .aeron(aeron)
                .nodes(List.of(node.address()))
                .participant(participant)
                .connectTimeoutMs(TimeUnit.SECONDS.toMillis(TIMEOUT_S))
                .keySupplier(() -> node.key(participant))
                .messageKeySupplier(() -> key.clone())
                .sessionListener(new SessionListener() {
                    @Override
                    public void onCodeRefused(final long sequence) {
                        refusedCodes++;
                    }
                })
                .ackListener((sequence, status, code, result, position, timeMs, isRepeated) ->
                        onAck(sequence, status, code)));
    }

    private void onAck(final long sequence, final AckStatus status, final RejectCode code) {
        lastSequence = sequence;
        lastCode = code;
        if (status == AckStatus.REJECTED) {
            refused++;
        } else {
            accepted++;
        }
    }

    private void await(final BooleanSupplier condition, final String what) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        while (!condition.getAsBoolean()) {
            YieldingIdleStrategy.INSTANCE.idle(client.poll());
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("participant " + participant + " waited in vain for " + what + ": "
                        + accepted + " accepted, " + refused + " refused, " + refusedCodes + " codes refused");
            }
        }
    }

    int participant() {
        return participant;
    }

    void key(final byte[] secret) {
        key = secret;
    }

    void renew() {
        client.renewMessageKey();
    }

    /** Sends a command. {@return its sequence} */
    long start(final ToLongFunction<EvenkeelClient> command) {
        final long[] sequence = {0};
        await(() -> (sequence[0] = command.applyAsLong(client)) > 0, "room for a command");
        return sequence[0];
    }

    /** Sends a command and waits. {@return its answer} */
    RejectCode ask(final ToLongFunction<EvenkeelClient> command) {
        final long sequence = start(command);
        await(() -> lastSequence == sequence, "an answer");
        return lastCode;
    }

    void sendMany(final int count) {
        for (int i = 0; i < count; i++) {
            start(EvenkeelClient::stateHash);
        }
    }

    void awaitAnswers() {
        await(() -> client.outstanding() == 0, "all answers");
    }

    void awaitRefusedCode() {
        await(() -> refusedCodes > 0, "a code that is refused");
    }

    long accepted() {
        return accepted;
    }

    long refused() {
        return refused;
    }

    long refusedCodes() {
        return refusedCodes;
    }

    @Override
    public void close() {
        client.close();
    }
}
