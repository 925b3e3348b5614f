package io.evenkeel.system.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.AssetTerms;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.InstrumentTerms;
import io.evenkeel.client.Role;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.node.launch.EmbeddedNode;
import java.util.EnumSet;

/**
 * A house of accounts that settle outside: 100 BTC each and no dollar, odd ones long, even ones short 1 BTC-PERP. The
 * price goes to and fro between 50,000 and 51,000, so that each cycle pays 1,000 dollars to half of them and collects
 * 1,000 from the others.
 */
final class CycleHouse implements AutoCloseable {
    static final int GATEWAY = 4;
    static final long ACCOUNTS = 8;
    static final int USDC = 0;
    /** What a cycle moves for each account, micro-dollars. */
    static final long MOVED = 1_000_000_000;

    private static final int OPERATOR = 1;
    private static final int HOUSE = 2;
    private static final int BTC = 1;
    private static final long TIMEOUT_MS = 30_000;
    private static final long LOW = 5_000_000;
    private static final long HIGH = 5_100_000;
    private static final long CYCLE_MS = 200;

    private final EvenkeelClient operator;
    private final EvenkeelClient house;
    private long prices;
    private long cycles;

    CycleHouse(final EmbeddedNode node) {
        operator = ClientHouse.connect(node, OPERATOR, ClientHouse::mustBeAccepted);
        found();
        house = ClientHouse.connect(node, HOUSE, ClientHouse::mustBeAccepted);
        house.submitPrice(PricedKind.ASSET, BTC, 1, ++prices, LOW, 0, System.currentTimeMillis());
        price(LOW);
        for (long account = 1; account <= ACCOUNTS; account++) {
            house.deposit(account, BTC, 100_00000000L, account);
        }
        for (long account = 1; account <= ACCOUNTS; account += 2) {
            house.trade(account, 0, account, account + 1, 10_000, LOW, 0, 0);
        }
        assertThat(house.awaitAllAcknowledged(TIMEOUT_MS)).isTrue();
    }

    private void found() {
        operator.addParticipant(HOUSE, EnumSet.of(Role.VENUE, Role.ORACLE, Role.GATEWAY, Role.OWNER), 0);
        operator.addParticipant(GATEWAY, EnumSet.of(Role.GATEWAY), 0);
        operator.addAsset(new AssetTerms(USDC, "USDC").exponent(-6).numeraire());
        operator.governance().setSettlement(0, ClientHouse.REPEAT_MS, 0, 0);
        operator.addAsset(new AssetTerms(BTC, "BTC").exponent(-8).priceExponent(-2).minSources(1).maxAgeMs(0)
                .borrow(50_000, 100_000, 50_000).haircut(Long.MAX_VALUE, 100_000));
        operator.addInstrument(new InstrumentTerms(0, "BTC-PERP")
                .priceExponent(-2)
                .quantityExponent(-4)
                .maxAgeMs(0)
                .tier(Long.MAX_VALUE, 100_000, 50_000));
        operator.addPriceSource(PricedKind.ASSET, BTC, 1, HOUSE, 1);
        operator.addPriceSource(PricedKind.INSTRUMENT, 0, 1, HOUSE, 1);
        for (long account = 1; account <= ACCOUNTS; account++) {
            operator.addAccount(account, HOUSE, AccountKind.STANDARD, 0);
            operator.orders().setAccountTerms(account, 0, SettlementMode.EXTERNAL);
        }
        assertThat(operator.awaitAllAcknowledged(TIMEOUT_MS)).isTrue();
    }

    private void price(final long price) {
        house.submitPrice(PricedKind.INSTRUMENT, 0, 1, ++prices, price, 0, System.currentTimeMillis());
    }

    /** Moves the price and settles it, which a single node has done long before this returns. */
    void cycle() {
        price(cycles % 2 == 0 ? HIGH : LOW);
        assertThat(house.awaitAllAcknowledged(TIMEOUT_MS)).isTrue();
        operator.governance().startCycle();
        assertThat(operator.awaitAllAcknowledged(TIMEOUT_MS)).isTrue();
        cycles++;
        poll(CYCLE_MS);
    }

    /** Lets answers in for a while. */
    void poll(final long milliseconds) {
        ClientHouse.poll(operator, milliseconds / 2);
        ClientHouse.poll(house, milliseconds / 2);
    }

    /** {@return how many cycles were started} */
    long cycles() {
        return cycles;
    }

    @Override
    public void close() {
        house.close();
        operator.close();
    }
}
