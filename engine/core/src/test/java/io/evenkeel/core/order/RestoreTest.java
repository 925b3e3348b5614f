package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetParticipantEncoder;
import io.evenkeel.core.EngineLimits;
import org.junit.jupiter.api.Test;

/** States at the edge of what can be come to: a snapshot of each is taken up, and what follows is the same. */
class RestoreTest {
    private static final int ASSET = 1;
    private static final int INSTRUMENT = 2;
    private static final int OTHER_MARKET = 1;
    private static final long VENUES_OWN = 9;

    private static void accept(final RejectCode code) {
        assertThat(code).isEqualTo(RejectCode.NONE);
    }

    private static OrderRig restored(final OrderRig rig, final EngineLimits limits) {
        final OrderRig twin = OrderRig.twin(rig, limits);
        assertThat(twin.engine().stateHash()).isEqualTo(rig.engine().stateHash());
        return twin;
    }

    @Test
    void shouldRestoreWhatTheFirstParticipantMayWhenThatWasChanged() {
        final OrderRig rig = OrderRig.market();
        final SetParticipantEncoder change = new SetParticipantEncoder();
        rig.accept(OrderRig.GENESIS, change, () -> change.participant(OrderRig.GENESIS).commandsPerSecond(2)
                .roles().clear().governor(true).clusterOperator(true));
        rig.waitMs(1_000);
        final OrderRig twin = restored(rig, EngineLimits.small());
        for (final OrderRig each : new OrderRig[] {rig, twin}) {
            accept(new OrderCommands(each).halt(true));
            accept(new OrderCommands(each).halt(false));
            assertThat(new OrderCommands(each).halt(true)).isEqualTo(RejectCode.RATE_LIMITED);
        }
    }

    /** A slice looks at eight accounts; those that hold the market come first, and twelve come after them. */
    private static OrderRig closing(final EngineLimits limits) {
        final OrderRig rig = OrderRig.market(limits);
        final OrderCommands commands = new OrderCommands(rig);
        for (long account = 20; account < 32; account++) {
            rig.open(account, OrderRig.ALICE, AccountKind.STANDARD);
        }
        accept(commands.price(500_000));
        accept(commands.trade(1, 2, OrderRig.ONE / 100, 500_000));
        accept(commands.phase(MarketPhase.SETTLING, 500_000));
        while (rig.position(1) != 0 || rig.position(2) != 0) {
            rig.timer(50);
        }
        return rig;
    }

    private static void assertSameEnd(final OrderRig rig, final OrderRig twin) {
        for (int timers = 0; timers < 5; timers++) {
            rig.timer(50);
            twin.timer(50);
            assertThat(twin.engine().stateHash()).isEqualTo(rig.engine().stateHash());
        }
    }

    @Test
    void shouldRestoreAPassThatClosesPositionsWhenAMarketSettlesThatNobodyHolds() {
        final EngineLimits limits = EngineLimits.small().withSliceEvaluations(1);
        final OrderRig rig = closing(limits);
        accept(new OrderCommands(rig).phase(OTHER_MARKET, MarketPhase.SETTLING, 500_000));
        assertSameEnd(rig, restored(rig, limits));
    }

    @Test
    void shouldRestoreAPassThatClosesPositionsWhenItsMarketIsDelistedMeanwhile() {
        final EngineLimits limits = EngineLimits.small().withSliceEvaluations(1);
        final OrderRig rig = closing(limits);
        accept(new OrderCommands(rig).phase(MarketPhase.DELISTED, 0));
        assertSameEnd(rig, restored(rig, limits));
    }

    /** Beyond the first balance of each account there is room for two: both legs of one fill take it. */
    @Test
    void shouldRestoreBalancesWhenThereIsRoomForNoMore() {
        final EngineLimits limits = withExposures(2);
        final OrderRig rig = OrderRig.market(limits);
        final OrderCommands commands = new OrderCommands(rig);
        final MarketListing listing = new MarketListing(rig);
        listing.collateral(ASSET, 0);
        listing.instrument(INSTRUMENT, ASSET, 0, 100_000, 50_000);
        accept(commands.price(PricedKind.ASSET, ASSET, 1_000_00));
        accept(commands.price(PricedKind.INSTRUMENT, INSTRUMENT, 500_000));
        accept(commands.deposit(1, 1_000 * OrderRig.USDC));
        accept(commands.deposit(2, 1_000 * OrderRig.USDC));
        accept(commands.trade(INSTRUMENT, 1, 2, OrderRig.ONE / 1_000, 500_000));
        accept(commands.price(500_000));
        accept(commands.deposit(3, 1_000 * OrderRig.USDC));
        assertThat(commands.trade(INSTRUMENT, 3, VENUES_OWN, OrderRig.ONE / 1_000, 500_000))
                .isEqualTo(RejectCode.CAPACITY);
        restored(rig, limits);
    }

    private static EngineLimits withExposures(final int exposures) {
        final EngineLimits small = EngineLimits.small();
        return new EngineLimits(
                small.accounts(), small.positions(), exposures, small.participants(), small.sessions(),
                small.assets(), small.instruments(), small.sourcesPerPrice(), small.tradeIds(), small.references(),
                small.liquidations(), small.queuedUpdates(), small.ladderBuckets(), small.sliceEvaluations(),
                small.instructions());
    }
}
