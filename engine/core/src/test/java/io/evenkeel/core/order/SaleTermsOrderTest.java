package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.ParametersChangedDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetLiquidationTermsDecoder;
import io.evenkeel.core.EngineLimits;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Terms of sale take their place among prices (SPEC 9). Accounts 11 to 13 hold a contract from 50,000 with 3,000 USDC
 * each, so they breach together at 49,000; an entry has room for one evaluation, liquidation or update.
 */
class SaleTermsOrderTest {
    private static final long COLLATERAL = 3_000 * OrderRig.USDC;
    private static final long VENUES_OWN = 9;
    private static final long LAST_DEBTOR = 13;
    private static final EngineLimits ONE_A_SLICE = EngineLimits.small().withSliceEvaluations(1);
    private static final int FORMER_MS = 2_000;
    private static final int LATEST_MS = 8_000;

    private final LiquidationRig market = new LiquidationRig(ONE_A_SLICE, true, COLLATERAL);
    private long changePosition;

    @BeforeEach
    void fall() {
        for (long account = LiquidationRig.DEBTOR + 1; account <= LAST_DEBTOR; account++) {
            market.open(account, OrderRig.ALICE, COLLATERAL);
            market.accept(market.commands().trade(account, VENUES_OWN, OrderRig.ONE, LiquidationRig.START));
        }
        market.accept(market.commands().price(490_000));
        market.accept(market.commands().liquidationTerms(LATEST_MS, 10_000, 5_000, 100_000, 50_000));
        changePosition = market.rig().logPosition();
    }

    /** Lets timers fire. {@return the time of each account's first auction, in order of account id} */
    private static Map<Long, Integer> auctions(final OrderRig rig, final BooleanSupplier isOver) {
        final Map<Long, Integer> auctions = new TreeMap<>();
        for (int timers = 0; timers < 20 && !isOver.getAsBoolean(); timers++) {
            rig.timer(50);
            for (final OrderRig.Told told : rig.all(LiquidationOrderDecoder.TEMPLATE_ID)) {
                final LiquidationOrderDecoder order = OrderRig.decode(told, new LiquidationOrderDecoder());
                auctions.putIfAbsent(order.account(), order.auctionMs());
            }
        }
        assertThat(isOver.getAsBoolean()).isTrue();
        return auctions;
    }

    private static Map<Long, Integer> auctionsUntilChanged(final OrderRig rig) {
        return auctions(rig, () -> !rig.all(ParametersChangedDecoder.TEMPLATE_ID).isEmpty());
    }

    @Test
    void shouldSellByFormerTermsWhenAnEarlierPriceLetAccountsBreach() {
        assertThat(market.rig().status()).isEqualTo(AckStatus.QUEUED);

        assertThat(auctionsUntilChanged(market.rig()))
                .containsExactly(Map.entry(11L, FORMER_MS), Map.entry(12L, FORMER_MS), Map.entry(13L, FORMER_MS));
        final ParametersChangedDecoder changed = market.rig().only(new ParametersChangedDecoder());
        assertThat(changed.change()).isEqualTo(SetLiquidationTermsDecoder.TEMPLATE_ID);
        assertThat(changed.commandPosition()).isEqualTo(changePosition);
        assertThat(market.rig().engine().inspector().violatedInvariants()).isEmpty();
    }

    /** Account 14 holds 20 from 49,000 with 80,000 USDC: at 47,000 it has 40,000 and is asked for 47,000. */
    @Test
    void shouldSellByLatestTermsWhenALaterPriceWaitsBehindThem() {
        market.open(14, OrderRig.ALICE, 80_000 * OrderRig.USDC);
        market.accept(market.commands().trade(14, VENUES_OWN, 20 * OrderRig.ONE, 490_000));
        market.accept(market.commands().price(470_000));
        final OrderRig rig = market.rig();

        assertThat(auctions(rig, () -> !rig.engine().inspector().isTaskRunning())).containsEntry(14L, LATEST_MS);
    }

    @Test
    void shouldGoOnAsItWouldHaveWhenAnEngineIsRestoredWhileTermsWait() {
        final OrderRig twin = OrderRig.twin(market.rig(), ONE_A_SLICE);
        assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());

        assertThat(auctionsUntilChanged(twin)).isEqualTo(auctionsUntilChanged(market.rig()));
        assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
    }

    /** What is refused does not wait: auctions of no time are none. */
    @Test
    void shouldRefuseAtOnceWhenUnsoundTermsWouldHaveToWait() {
        assertThat(market.commands().liquidationTerms(0, 10_000, 5_000, 100_000, 50_000))
                .isEqualTo(RejectCode.BAD_PARAMETER);

        assertThat(market.rig().status()).isEqualTo(AckStatus.REJECTED);
        auctionsUntilChanged(market.rig());
        assertThat(market.rig().only(new ParametersChangedDecoder()).commandPosition()).isEqualTo(changePosition);
    }
}
