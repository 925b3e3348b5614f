package io.evenkeel.system.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.AckListener;
import io.evenkeel.client.AssetTerms;
import io.evenkeel.client.ClientContext;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.Role;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.node.launch.EmbeddedNode;
import java.util.EnumSet;
import java.util.concurrent.locks.LockSupport;

/** A house of a few accounts with money in them, whose owner takes it out little by little. */
final class ClientHouse implements AutoCloseable {
    static final int GATEWAY = 4;
    static final long ACCOUNTS = 8;
    static final long DEPOSIT = 1_000_000_000_000L;

    /** A gateway that was started waits this long at most for what was said before. */
    static final long REPEAT_MS = 500;

    private static final int OPERATOR = 1;
    private static final int OWNER = 2;
    private static final int BANK = 3;

    private final EvenkeelClient owner;
    private long sent;

    ClientHouse(final EmbeddedNode node) {
        this(node, REPEAT_MS);
    }

    /** Begins; an instruction without an answer is repeated after {@code repeatMs}, 0 for never. */
    ClientHouse(final EmbeddedNode node, final long repeatMs) {
        try (EvenkeelClient operator = connect(node, OPERATOR, ClientHouse::mustBeAccepted)) {
            operator.addParticipant(OWNER, EnumSet.of(Role.OWNER), 0);
            operator.addParticipant(BANK, EnumSet.of(Role.GATEWAY), 0);
            operator.addParticipant(GATEWAY, EnumSet.of(Role.GATEWAY), 0);
            operator.addAsset(new AssetTerms(0, "USDC").exponent(-6).numeraire());
            operator.governance().setSettlement(0, repeatMs, 0, 0);
            for (long account = 1; account <= ACCOUNTS; account++) {
                operator.addAccount(account, OWNER, AccountKind.STANDARD, 0);
            }
            assertThat(operator.awaitAllAcknowledged(30_000)).isTrue();
        }
        try (EvenkeelClient bank = connect(node, BANK, ClientHouse::mustBeAccepted)) {
            for (long account = 1; account <= ACCOUNTS; account++) {
                bank.deposit(account, 0, DEPOSIT, account);
            }
            assertThat(bank.awaitAllAcknowledged(30_000)).isTrue();
        }
        owner = connect(node, OWNER, ClientHouse::mustBeAccepted);
    }

    static EvenkeelClient connect(
            final EmbeddedNode node, final int participant, final AckListener listener) {
        return EvenkeelClient.connect(new ClientContext()
                .aeronDirectoryName(node.aeronDir())
                .nodes(java.util.List.of(node.address()))
                .participant(participant)
                .keySupplier(() -> node.key(participant))
                .connectTimeoutMs(120_000)
                .ackListener(listener));
    }

    static void mustBeAccepted(
            final long sequence,
            final AckStatus status,
            final io.evenkeel.codecs.RejectCode code,
            final long result,
            final long position,
            final long timeMs,
            final boolean isRepeated) {
        assertThat(status).as("%d: %s", sequence, code).isEqualTo(AckStatus.ACCEPTED);
    }

    /** Takes out as much as the number of the withdrawal, from one account after the other. */
    void withdraw() {
        final long number = sent + 1;
        final long account = accountOf(number);
        while (owner.withdraw(account, 0, number) < 0) {
            owner.poll();
        }
        sent = number;
    }

    static long accountOf(final long number) {
        return 1 + number % ACCOUNTS;
    }

    /** Lets answers in for a while. */
    void poll(final long milliseconds) {
        poll(owner, milliseconds);
    }

    static void poll(final EvenkeelClient client, final long milliseconds) {
        final long endNs = System.nanoTime() + milliseconds * 1_000_000;
        while (System.nanoTime() - endNs < 0) {
            if (client.poll() == 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** {@return how many withdrawals were sent, each for an instruction} */
    long sent() {
        return sent;
    }

    boolean isAnswered() {
        return owner.outstanding() == 0;
    }

    @Override
    public void close() {
        owner.close();
    }
}
