package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import org.junit.jupiter.api.Test;

/**
 * Milder terms hold at once, and boxes follow as timers fire. Until then an asset whose G fell short at the corner may
 * exceed it, though its bound is the one of a debt, above its price: what it is worth up there is no slack for others
 * (SPEC 9). Account 1 has 700 EUR, 30 BTC at 100, owes 1,000 USDC and is long 10 contracts at 100 that settle in EUR,
 * with MM of 40 %.
 */
class MilderTermsTest {
    private static final int EUR = 1;
    private static final int BTC = 2;
    private static final int EUR_PERP = 2;
    private static final long UNIT = 1_000_000;

    private final OrderRig rig = OrderRig.market();
    private final OrderCommands commands = new OrderCommands(rig);

    private static void accept(final RejectCode code) {
        assertThat(code).isEqualTo(RejectCode.NONE);
    }

    /** Half of the euros do not count: 350 − 400 is less than nothing. */
    private void open() {
        final MarketListing listing = new MarketListing(rig);
        listing.collateral(EUR, 500_000);
        listing.collateral(BTC, 0);
        listing.instrument(EUR_PERP, EUR, 0, 500_000, 400_000);
        accept(commands.price(PricedKind.ASSET, EUR, 1_00));
        accept(commands.price(PricedKind.ASSET, BTC, 100_00));
        accept(commands.price(0, 100));
        accept(commands.price(EUR_PERP, 100_0));
        accept(commands.deposit(1, EUR, 700 * UNIT));
        accept(commands.deposit(1, BTC, 30 * UNIT));
        accept(commands.trade(1, 9, OrderRig.ONE, 100, 1_000 * UNIT, 0));
        accept(commands.trade(9, 1, OrderRig.ONE, 100));
        accept(commands.trade(EUR_PERP, 1, 9, 10 * OrderRig.ONE, 100_0));
    }

    @Test
    void shouldLiquidateAtTheBreachWhenMilderTermsMadeGoodWhatAnUpperBoundStoodFor() {
        open();
        accept(commands.haircut(EUR, 0));
        accept(commands.price(PricedKind.ASSET, EUR, 1_50));
        accept(commands.price(PricedKind.ASSET, BTC, 50_00));
        accept(commands.price(EUR_PERP, 60_0));
        // (700 − 400) · 1.5 − 1,000 + 30 · 31 = 380 over 0.4 · 600 · 1.5 = 360.
        accept(commands.price(PricedKind.ASSET, BTC, 31_00));
        assertThat(rig.account(1).equity()).isEqualTo(380 * UNIT);
        assertThat(rig.account(1).maintenanceMargin()).isEqualTo(360 * UNIT);
        assertThat(rig.account(1).liquidation()).isZero();
        accept(commands.price(PricedKind.ASSET, BTC, 30_00));
        final LiquidationStartedDecoder started = rig.only(new LiquidationStartedDecoder());
        assertThat(started.equity()).isEqualTo(350 * UNIT);
        assertThat(started.maintenanceMargin()).isEqualTo(360 * UNIT);
        assertThat(rig.account(1).status()).isEqualTo(AccountStatus.LIQUIDATING);
    }
}
