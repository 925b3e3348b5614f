package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.RejectCode;
import org.junit.jupiter.api.Test;

/**
 * What may be listed, when an asset's terms have changed: haircut and maintenance rate may be 100 % together (SPEC 3).
 * Every state that was come to so can be restored.
 */
class ListingTest {
    private static final int ASSET = 1;
    private static final int INSTRUMENT = 2;

    private final OrderRig rig = OrderRig.market();
    private final OrderCommands commands = new OrderCommands(rig);
    private final MarketListing listing = new MarketListing(rig);

    private static void accept(final RejectCode code) {
        assertThat(code).isEqualTo(RejectCode.NONE);
    }

    private RejectCode propose(final int mmPpm) {
        return listing.propose(INSTRUMENT, ASSET, 0, 1_000_000, mmPpm, 1);
    }

    private void assertRestored(final OrderRig twin) {
        assertThat(twin.engine().stateHash()).isEqualTo(rig.engine().stateHash());
    }

    /** It was 60 % and is 10 %: by which of them an account is judged when a market opens, Price does not know. */
    @Test
    void shouldMeasureAMarketByTheHighestHaircutWhenItsAssetHadSeveral() {
        listing.collateral(ASSET, 100_000);
        accept(commands.haircut(ASSET, 600_000));
        accept(commands.haircut(ASSET, 100_000));
        assertThat(propose(400_001)).isEqualTo(RejectCode.BAD_PARAMETER);
        final OrderRig twin = OrderRig.twin(rig);
        assertRestored(twin);

        accept(propose(400_000));
        accept(new MarketListing(twin).propose(INSTRUMENT, ASSET, 0, 1_000_000, 400_000, 1));
        assertRestored(twin);
        assertRestored(OrderRig.twin(rig));
    }

    /** Terms of the market itself wait in the same queue as those of its asset: they are measured by the latest. */
    @Test
    void shouldMeasureLaterTermsByTheLatestHaircutWhenTheyWaitInOrder() {
        listing.collateral(ASSET, 600_000);
        accept(propose(400_000));
        accept(commands.haircut(ASSET, 100_000));
        accept(commands.marginTerms(INSTRUMENT, 1_000_000, 900_000));
        assertRestored(OrderRig.twin(rig));
    }

    @Test
    void shouldRefuseAListingWhenItNeedsNoSource() {
        assertThat(listing.proposeAsset(ASSET, 100_000, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(listing.propose(INSTRUMENT, 0, 0, 100_000, 50_000, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
    }
}
