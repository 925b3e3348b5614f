package io.evenkeel.system.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.AckListener;
import io.evenkeel.client.AssetTerms;
import io.evenkeel.client.ClientContext;
import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.InstrumentTerms;
import io.evenkeel.client.Role;
import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.feed.NodeAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A market that falls on command. Traders have 6,000 dollars each and are long, or short, 1 BTC at 50,000; initial
 * margin is 10 % and maintenance margin 5 %. At 46,000 a long has 2,000 left and must hold
 * 2,300: it breaches, but not deeply (two thirds of it are 1,533.33), and its bankruptcy price is 44,000. At 43,500 it
 * has lost 500 more than all it had. At 54,000 a short has 2,000 and must hold 2,700.
 */
final class CrashingMarket implements AutoCloseable {
    static final int KEEPER = 5;
    static final int AUCTION_MS = 20_000;
    static final long OPENING = 5_000_000;
    static final long CRASHED = 4_600_000;
    static final long SUNK = 4_350_000;
    static final long RALLIED = 5_400_000;
    static final long WHOLE = 10_000;
    static final long FIRST_LONG = 100;
    static final long FIRST_SHORT = 10_000;
    static final int DOLLARS = 0;
    static final int ETHER = 1;
    /** 1,000 dollars, in prices of 10^-4. */
    static final long ETHER_PRICE = 10_000_000;
    /** 12.42 of them, in units of 10^-8. */
    static final long PLEDGED = 1_242_000_000;

    private static final int OPERATOR = 1;
    private static final int HOUSE = 2;
    private static final long MARKET_MAKER = 1;
    private static final long FILLER = 9;
    private static final long DOLLAR = 1_000_000;
    private static final long TIMEOUT_MS = 60_000;

    private final String aeronDir;
    private final List<NodeAddress> nodes;
    private final IntFunction<byte[]> keys;
    private final EvenkeelClient house;
    private long references;
    private long trades;
    private long prices;

    /** Lists the market, and gives each account of the keeper so many dollars. */
    CrashingMarket(
            final String aeronDir,
            final List<NodeAddress> nodes,
            final IntFunction<byte[]> keys,
            final List<Long> keepers,
            final long dollars) {
        this.aeronDir = aeronDir;
        this.nodes = nodes;
        this.keys = keys;
        try (EvenkeelClient operator = connect(OPERATOR)) {
            operator.addParticipant(
                    HOUSE, EnumSet.of(Role.VENUE, Role.ORACLE, Role.GATEWAY, Role.OWNER), 0);
            operator.addParticipant(KEEPER, EnumSet.of(Role.KEEPER, Role.OWNER), 0);
            operator.addAsset(new AssetTerms(0, "USDC").exponent(-6).numeraire());
            operator.addInstrument(new InstrumentTerms(0, "BTC-PERP")
                    .priceExponent(-2)
                    .quantityExponent(-4)
                    .liquidation(AUCTION_MS, 10_000, 5_000, 100_000)
                    .tier(Long.MAX_VALUE, 100_000, 50_000));
            operator.addPriceSource(PricedKind.INSTRUMENT, 0, 1, HOUSE, 1);
            operator.addAccount(MARKET_MAKER, HOUSE, AccountKind.STANDARD, 0);
            operator.addAccount(FILLER, HOUSE, AccountKind.STANDARD, 0);
            keepers.forEach(keeper -> operator.addAccount(keeper, KEEPER, AccountKind.STANDARD, 0));
            assertThat(operator.awaitAllAcknowledged(TIMEOUT_MS)).as("market opened").isTrue();
        }
        house = connect(HOUSE);
        price(OPENING);
        deposit(MARKET_MAKER, 500_000_000);
        deposit(FILLER, 500_000_000);
        keepers.stream().filter(keeper -> dollars > 0).forEach(keeper -> deposit(keeper, dollars));
        settle();
    }

    private EvenkeelClient connect(final int participant) {
        return EvenkeelClient.connect(commands(participant).ackListener(CrashingMarket::mustBeAccepted));
    }

    private static void mustBeAccepted(
            final long sequence,
            final AckStatus status,
            final RejectCode code,
            final long result,
            final long position,
            final long timeMs,
            final boolean isRepeated) {
        assertThat(status).as("%d: %s", sequence, code).isNotEqualTo(AckStatus.REJECTED);
    }

    /** {@return a new configuration of a line for commands} */
    ClientContext commands(final int participant) {
        return new ClientContext()
                .aeronDirectoryName(aeronDir)
                .nodes(nodes)
                .participant(participant)
                .keySupplier(() -> keys.apply(participant))
                .connectTimeoutMs(120_000);
    }

    /** {@return a new configuration of a line for a feed} */
    FeedContext feed() {
        return new FeedContext().aeronDirectoryName(aeronDir).nodes(nodes);
    }

    /** Opens traders' accounts, puts money in, and has them trade with the market maker. */
    void openTraders(final long first, final int count, final boolean areLong) {
        try (EvenkeelClient operator = connect(OPERATOR)) {
            for (long account = first; account < first + count; account++) {
                while (operator.addAccount(account, HOUSE, AccountKind.STANDARD, 0) < 0) {
                    operator.poll();
                }
            }
            assertThat(operator.awaitAllAcknowledged(TIMEOUT_MS)).as("accounts opened").isTrue();
        }
        for (long account = first; account < first + count; account++) {
            deposit(account, 6_000);
            trade(areLong ? account : MARKET_MAKER, areLong ? MARKET_MAKER : account);
        }
        settle();
    }

    /**
     * Lists another asset, half of which counts, and opens an account that has nothing else and is long as the others
     * are. At 46,000 it owes 4,000 dollars and owns 6,210: equity is 2,210, below 2,300, but not deeply. With each
     * ether that is sold at 1,000 it has 500 more, so that 0.64 of them cure it, at 2,530, and it keeps its position.
     */
    void openPledger(final long account) {
        try (EvenkeelClient operator = connect(OPERATOR)) {
            operator.addAsset(new AssetTerms(ETHER, "ETH")
                    .exponent(-8)
                    .priceExponent(-4)
                    .haircut(Long.MAX_VALUE, 500_000));
            operator.addPriceSource(PricedKind.ASSET, ETHER, 2, HOUSE, 1);
            operator.addAccount(account, HOUSE, AccountKind.STANDARD, 0);
            assertThat(operator.awaitAllAcknowledged(TIMEOUT_MS)).as("collateral listed").isTrue();
        }
        price(PricedKind.ASSET, ETHER, 2, ETHER_PRICE);
        deposit(account, ETHER, PLEDGED);
        trade(account, MARKET_MAKER);
        settle();
    }

    /** Gives the insurance pool so many dollars, of which it may pay some for each liquidation. */
    void insure(final long dollars, final long perLiquidation) {
        try (EvenkeelClient operator = connect(OPERATOR)) {
            operator.governance().setInsuranceLimits(0, perLiquidation * DOLLAR, 0, 0);
            assertThat(operator.awaitAllAcknowledged(TIMEOUT_MS)).as("insurance allowed").isTrue();
        }
        house.insuranceDeposit(0, DOLLARS, dollars * DOLLAR, ++references);
        settle();
    }

    private void trade(final long buyer, final long seller) {
        final long id = ++trades;
        while (house.trade(id, 0, buyer, seller, WHOLE, OPENING, 0, 0) < 0) {
            house.poll();
        }
    }

    /** Has two rich accounts trade a little, to and fro. */
    void fill(final long quantity, final long price) {
        final long id = ++trades;
        while (house.trade(
                id, 0, id % 2 == 0 ? MARKET_MAKER : FILLER, id % 2 == 0 ? FILLER : MARKET_MAKER, quantity, price, 0, 0)
                < 0) {
            house.poll();
        }
    }

    void deposit(final long account, final long dollars) {
        deposit(account, DOLLARS, dollars * DOLLAR);
    }

    /** Puts units of an asset in. */
    void deposit(final long account, final int asset, final long amount) {
        final long reference = ++references;
        while (house.deposit(account, asset, amount, reference) < 0) {
            house.poll();
        }
    }

    /** Says a price, as soon as there is room. */
    void price(final long price) {
        price(PricedKind.INSTRUMENT, 0, 1, price);
    }

    private void price(final PricedKind kind, final int priced, final int source, final long price) {
        final long number = ++prices;
        while (house.submitPrice(kind, priced, source, number, price, 0, System.currentTimeMillis()) < 0) {
            house.poll();
        }
    }

    /** Waits until all that was sent is answered. */
    void settle() {
        assertThat(house.awaitAllAcknowledged(TIMEOUT_MS)).as("what the house sent").isTrue();
    }

    /** {@return the house's line, to be polled} */
    EvenkeelClient house() {
        return house;
    }

    /** {@return an acknowledgement listener that minds nothing} */
    static AckListener deaf() {
        return (sequence, status, code, result, position, timeMs, isRepeated) -> { };
    }

    @Override
    public void close() {
        house.close();
    }
}
