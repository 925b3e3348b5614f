package io.evenkeel.tools.bench;

import io.evenkeel.client.AssetTerms;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.InstrumentTerms;
import io.evenkeel.client.Role;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.tools.cluster.ParticipantLine;
import io.evenkeel.tools.cluster.RunningCluster;
import java.util.EnumSet;
import java.util.function.IntConsumer;

/** Sends fills between funded accounts to a cluster that clears, and hears the answer to each. */
final class FillProbe implements Probe {
    private static final int OPERATOR = 1;
    private static final int VENUE = 2;
    private static final int ACCOUNTS = 64;
    private static final int SEQUENCES = 1 << 16;
    private static final long PRICE = 5_000_000;
    private static final long COLLATERAL = 1_000_000_000_000L;

    private final int[] idBySequence = new int[SEQUENCES];
    private final ParticipantLine venue;
    private IntConsumer listener;
    private long refused;

    FillProbe(final RunningCluster cluster) {
        try (ParticipantLine operator = ParticipantLine.connect(cluster, OPERATOR)) {
            open(operator);
        }
        venue = ParticipantLine.connect(cluster, VENUE, this::onAck);
        venue.require("a price", () -> venue.client().submitPrice(
                PricedKind.INSTRUMENT, 0, 1, 1, PRICE, 0, System.currentTimeMillis()));
        for (int i = 1; i <= ACCOUNTS; i++) {
            final long account = i;
            venue.require("a deposit", () -> venue.client().deposit(account, 0, COLLATERAL, account));
        }
    }

    private static void open(final ParticipantLine operator) {
        final EvenkeelClient client = operator.client();
        operator.require("the venue", () -> client.addParticipant(
                VENUE, EnumSet.of(Role.VENUE, Role.ORACLE, Role.GATEWAY, Role.OWNER), 0));
        operator.require("USDC", () -> client.addAsset(new AssetTerms(0, "USDC").exponent(-6).numeraire()));
        operator.require("BTC-PERP", () -> client.addInstrument(new InstrumentTerms(0, "BTC-PERP")
                .priceExponent(-2)
                .quantityExponent(-4)
                .tier(Long.MAX_VALUE, 100_000, 50_000)));
        operator.require("a source", () -> client.addPriceSource(PricedKind.INSTRUMENT, 0, 1, VENUE, 1));
        for (int i = 1; i <= ACCOUNTS; i++) {
            final long account = i;
            operator.require("an account", () -> client.addAccount(account, VENUE, AccountKind.STANDARD, 0));
        }
    }

    @Override
    public boolean send(final int id) {
        final long buyer = 1L + id % ACCOUNTS;
        final long seller = 1L + (id + 1L + id / ACCOUNTS % (ACCOUNTS - 1)) % ACCOUNTS;
        final long sequence = venue.client().trade(id + 1L, 0, buyer, seller, 1, PRICE, 0, 0);
        if (sequence > 0) {
            idBySequence[(int) sequence & (SEQUENCES - 1)] = id;
        }
        return sequence > 0;
    }

    @Override
    public int poll(final IntConsumer answered) {
        listener = answered;
        return venue.poll();
    }

    private void onAck(
            final long sequence,
            final AckStatus status,
            final RejectCode code,
            final long result,
            final long position,
            final long timeMs,
            final boolean isRepeated) {
        if (listener != null) {
            refused += status == AckStatus.REJECTED ? 1 : 0;
            listener.accept(idBySequence[(int) sequence & (SEQUENCES - 1)]);
        }
    }

    @Override
    public long refused() {
        return refused;
    }

    @Override
    public void close() {
        venue.close();
    }
}
