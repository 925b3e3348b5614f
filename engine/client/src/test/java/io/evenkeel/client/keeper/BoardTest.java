package io.evenkeel.client.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.codecs.AssetAddedEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CollateralOrderEncoder;
import io.evenkeel.codecs.InstrumentAddedEncoder;
import io.evenkeel.codecs.LiquidationEndedEncoder;
import io.evenkeel.codecs.LiquidationOrderEncoder;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStartedEncoder;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.LiquidationTradeEncoder;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.MarketPhaseChangedEncoder;
import io.evenkeel.codecs.MarketPriceEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.Side;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What the boards hold after events of the feeds. */
class BoardTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final LiquidationBoard board = new LiquidationBoard();
    private final LiquidationAdapter liquidations = new LiquidationAdapter(board);
    private final MarketBoard markets = new MarketBoard();

    private void hear(final FeedListener listener) {
        listener.onEvent(1, 2, buffer, 0, buffer.capacity());
    }

    private void started(final long liquidation) {
        new LiquidationStartedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(liquidation).account(7).breachPosition(96).breachTimeMs(1_000)
                .equity(9).maintenanceMargin(10);
        hear(liquidations);
    }

    private LiquidationOrderEncoder order(final long liquidation, final long quantity) {
        return new LiquidationOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(liquidation).account(7).quantity(quantity).mark(100).bankruptcyPrice(90)
                .startTimeMs(1_000).auctionMs(5_000).maxDiscountPpm(10_000).instrument(3).side(Side.SELL)
                .step(LiquidationStep.AUCTION).furthestPrice(90).penaltyPpm(2_500);
    }

    private void collateral(final long liquidation, final long quantity) {
        new CollateralOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(liquidation).account(7).quantity(quantity).index(2_000_000).debtIndex(1)
                .startTimeMs(1_000).auctionMs(2_000).maxDiscountPpm(10_000).asset(1).debtAsset(0);
        hear(liquidations);
    }

    @Test
    void shouldHoldCollateralWhenItIsForSaleAndNotWhenThatIsOver() {
        started(1);
        collateral(1, 50);
        collateral(2, 60);
        collateral(1, 40);
        assertThat(board.collateral()).extracting(CollateralOrder::quantity).containsExactly(40L, 60L);
        collateral(1, 0);
        assertThat(board.collateral()).extracting(CollateralOrder::liquidation).containsExactly(2L);
        new LiquidationEndedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(2).account(7).equity(9).maintenanceMargin(8).outcome(LiquidationOutcome.EMPTIED);
        hear(liquidations);
        assertThat(board.collateral()).isEmpty();
    }

    @Test
    void shouldKnowTheTermsOfCollateralWhenItIsAnnounced() {
        collateral(1, 50);
        assertThat(board.collateral()).containsExactly(
                new CollateralOrder(1, 7, 1, 0, 50, 2_000_000, 1, 1_000, 2_000, 10_000));
    }

    @Test
    void shouldHoldWhatIsOpenAndItsOrderWhenTheFeedIsHeardFromTheStart() {
        started(1);
        started(2);
        assertThat(board.order(1)).isNull();
        order(1, 40);
        hear(liquidations);
        assertThat(board.order(1)).isEqualTo(new OpenOrder(
                1, 7, 3, Side.SELL, 40, 100, 90, 1_000, 5_000, 10_000, LiquidationStep.AUCTION, 90, 2_500));
        assertThat(board.open()).extracting(OpenLiquidation::liquidation).containsExactly(1L, 2L);
        assertThat(board.open()).first().extracting(OpenLiquidation::breachPosition).isEqualTo(96L);

        order(1, 0);
        hear(liquidations);
        assertThat(board.order(1)).isNull();
        assertThat(board.open()).hasSize(2);

        new LiquidationEndedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .liquidation(1).account(7).equity(11).maintenanceMargin(10).outcome(LiquidationOutcome.CURED);
        hear(liquidations);
        assertThat(board.open()).extracting(OpenLiquidation::liquidation).containsExactly(2L);
    }

    @Test
    void shouldKnowALiquidationFromItsNextOrderWhenItJoinsInTheMiddle() {
        order(5, 40);
        hear(liquidations);

        assertThat(board.open()).singleElement().isEqualTo(
                new OpenLiquidation(5, 7, 0, 0, 0, 0, board.order(5)));
    }

    @Test
    void shouldPassOverEventsAndStepsWhenTheyAreOfALaterVersion() {
        started(1);
        order(1, 40);
        // A step that this library has no name for.
        buffer.putByte(
                MessageHeaderEncoder.ENCODED_LENGTH + LiquidationOrderEncoder.stepEncodingOffset(), (byte) 200);
        hear(liquidations);
        assertThat(board.order(1).step()).isEqualTo(LiquidationStep.NULL_VAL);

        new AssetAddedEncoder().wrapAndApplyHeader(buffer, 0, header);
        header.wrap(buffer, 0).templateId(199);
        hear(liquidations);
        hear(markets);
        new LiquidationTradeEncoder().wrapAndApplyHeader(buffer, 0, header).liquidation(1);
        hear(liquidations);
        assertThat(board.open()).hasSize(1);
    }

    @Test
    void shouldKnowGridMarkAndPhaseWhenTheMarketFeedTells() {
        price(3, PricedKind.INSTRUMENT, 99);
        assertThat(markets.market(3)).isNull();

        new InstrumentAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .tick(5).lot(10).multiplier(1).symbol("BTC-PERP").instrument(3).settlementAsset(0)
                .priceExponent((byte) -2).quantityExponent((byte) -4);
        hear(markets);
        assertThat(markets.market(3).isTradable()).isFalse();
        price(3, PricedKind.INSTRUMENT, 100);
        price(3, PricedKind.ASSET, 1);
        final ListedMarket market = markets.market(3);
        assertThat(market.symbol()).isEqualTo("BTC-PERP");
        assertThat(market.tick()).isEqualTo(5);
        assertThat(market.lot()).isEqualTo(10);
        assertThat(market.mark()).isEqualTo(100);
        assertThat(market.isTradable()).isTrue();

        new MarketPhaseChangedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .price(100).instrument(3).phase(MarketPhase.SETTLING);
        hear(markets);
        assertThat(markets.markets()).singleElement()
                .satisfies(it -> assertThat(it.isTradable()).isFalse());
    }

    private void price(final int priced, final PricedKind kind, final long mark) {
        new MarketPriceEncoder().wrapAndApplyHeader(buffer, 0, header)
                .commandPosition(1).index(mark).mark(mark).timeMs(1).priced(priced).kind(kind)
                .state(PriceState.VALID).freshSources((short) 3);
        hear(markets);
    }

    /** 0.0040 contracts of 10 at 1,500.00 in a coin of 2.5 dollars are 0.004 · 10 · 1,500 · 2.5 = 150 dollars. */
    @Test
    void shouldKnowWhatAQuantityIsWorthWhenItSettlesInAnotherAsset() {
        asset(0, -6, BooleanType.YES);
        asset(1, -8, BooleanType.NO);
        new InstrumentAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .tick(1).lot(1).multiplier(10).symbol("BTC-COIN").instrument(3).settlementAsset(1)
                .priceExponent((byte) -2).quantityExponent((byte) -4);
        hear(markets);
        price(3, PricedKind.INSTRUMENT, 150_000);
        assertThat(markets.notional(3, 40)).isEqualTo(Long.MAX_VALUE);
        assertThat(markets.quantityWorth(3, 150_000_000)).isZero();

        price(1, PricedKind.ASSET, 25);
        assertThat(markets.notional(3, -40)).isEqualTo(150_000_000);
        assertThat(markets.quantityWorth(3, 150_000_000)).isEqualTo(40);
        assertThat(markets.quantityWorth(3, 149_999_999)).isEqualTo(39);
    }

    /** One unit of 10^-8 coins of 2.5 dollars is 2.5 · 10^-8 dollars, 0.025 units of 10^-6. */
    @Test
    void shouldKnowPriceAndWorthOfAssetsWhenTheMarketFeedTells() {
        asset(0, -6, BooleanType.YES);
        asset(1, -8, BooleanType.NO);
        assertThat(markets.asset(1).isTradable()).isFalse();
        assertThat(markets.amountWorth(1, 1_000)).isZero();

        price(1, PricedKind.ASSET, 25);
        assertThat(markets.asset(1)).isEqualTo(new ListedAsset(1, "A1", -8, -1, 10_000, 25, PriceState.VALID));
        assertThat(markets.asset(1).isTradable()).isTrue();
        assertThat(markets.amountWorth(1, 1_000)).isEqualTo(40_000);
        // One dollar for a dollar, which is 10 in prices of 10^-1, from the start and for good.
        assertThat(markets.asset(0)).isEqualTo(new ListedAsset(0, "A0", -6, -1, 1_000_000, 10, PriceState.VALID));
        assertThat(markets.amountWorth(0, 1_000)).isEqualTo(1_000);
        assertThat(markets.assets()).extracting(ListedAsset::symbol).containsExactly("A0", "A1");
        assertThat(markets.asset(2)).isNull();
    }

    private void asset(final int id, final int exponent, final BooleanType numeraire) {
        new AssetAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .asset(id).symbol("A" + id).exponent((byte) exponent).priceExponent((byte) -1).numeraire(numeraire);
        hear(markets);
    }
}
