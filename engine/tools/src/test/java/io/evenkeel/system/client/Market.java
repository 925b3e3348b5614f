package io.evenkeel.system.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.AssetTerms;
import io.evenkeel.client.ClientContext;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.InstrumentTerms;
import io.evenkeel.client.Role;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.feed.NodeAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.function.IntFunction;

/** A small market: one dollar, one perpetual, some accounts with money, one participant that plays every part. */
final class Market {
    static final int GENESIS = 1;
    static final int VENUE = 2;
    static final int ACCOUNTS = 64;
    static final long PRICE = 5_000_000;

    private Market() {
    }

    static ClientContext context(
            final String aeronDirectory,
            final List<NodeAddress> nodes,
            final int participant,
            final IntFunction<byte[]> keys) {
        return new ClientContext()
                .aeronDirectoryName(aeronDirectory)
                .nodes(nodes)
                .participant(participant)
                .keySupplier(() -> keys.apply(participant))
                .connectTimeoutMs(120_000);
    }

    /** Admits the venue, and lists what it trades. */
    static void open(final String aeronDirectory, final List<NodeAddress> nodes, final IntFunction<byte[]> keys) {
        final ClientContext genesis = context(aeronDirectory, nodes, GENESIS, keys).ackListener(Market::mustBeAccepted);
        try (EvenkeelClient operator = EvenkeelClient.connect(genesis)) {
            operator.addParticipant(
                    VENUE, EnumSet.of(Role.VENUE, Role.ORACLE, Role.GATEWAY, Role.OWNER, Role.KEEPER), 0);
            operator.addAsset(new AssetTerms(0, "USDC").exponent(-6).numeraire());
            operator.addInstrument(new InstrumentTerms(0, "BTC-PERP")
                    .priceExponent(-2).quantityExponent(-4).tier(Long.MAX_VALUE, 20_000, 10_000));
            operator.addPriceSource(PricedKind.INSTRUMENT, 0, 1, VENUE, 1);
            for (int account = 1; account <= ACCOUNTS; account++) {
                operator.addAccount(account, VENUE, AccountKind.STANDARD, 0);
            }
            assertThat(operator.awaitAllAcknowledged(30_000)).as("market opened").isTrue();
        }
        final ClientContext venue = context(aeronDirectory, nodes, VENUE, keys).ackListener(Market::mustBeAccepted);
        try (EvenkeelClient gateway = EvenkeelClient.connect(venue)) {
            for (int account = 1; account <= ACCOUNTS; account++) {
                gateway.deposit(account, 0, 1_000_000_000_000L, account);
            }
            gateway.submitPrice(PricedKind.INSTRUMENT, 0, 1, 1, PRICE, 0, System.currentTimeMillis());
            assertThat(gateway.awaitAllAcknowledged(30_000)).as("accounts funded").isTrue();
        }
    }

    /** Takes an acknowledgement and fails unless it is good. */
    static void mustBeAccepted(
            final long sequence,
            final AckStatus status,
            final RejectCode rejectCode,
            final long result,
            final long commandPosition,
            final long timeMs,
            final boolean isRepeated) {
        assertThat(status).as("%d: %s", sequence, rejectCode).isEqualTo(AckStatus.ACCEPTED);
    }
}
