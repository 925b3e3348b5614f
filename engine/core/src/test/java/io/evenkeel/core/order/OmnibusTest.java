package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.RejectCode;
import org.junit.jupiter.api.Test;

/**
 * An omnibus account has no margin, but its net debit limit is zero: it cannot take out what it lost. It is the other
 * leg of its own venue's fills only (SPEC 2).
 */
class OmnibusTest {
    private static final long USDC = OrderRig.USDC;
    private static final long OTHERS = 9;
    private static final long OMNIBUS = 19;

    private final LiquidationRig market = new LiquidationRig(true, 20_000 * USDC);

    /** The venue's is short one contract at 50,000, and has 5,000. */
    private void trade() {
        market.rig().open(OMNIBUS, OrderRig.VENUE, AccountKind.OMNIBUS);
        market.accept(market.commands().deposit(OMNIBUS, 5_000 * USDC));
        market.accept(market.commands().trade(OTHERS, OMNIBUS, OrderRig.ONE, LiquidationRig.START));
    }

    private RejectCode withdraw(final long amount) {
        return market.commands().withdraw(OrderRig.VENUE, OMNIBUS, amount);
    }

    /** At 52,000 it has lost 2,000. */
    @Test
    void shouldKeepBackWhatIsLostWhenAVenueWithdraws() {
        trade();
        market.accept(market.commands().price(520_000));

        assertThat(withdraw(3_000 * USDC + 1)).isEqualTo(RejectCode.INSUFFICIENT_MARGIN);
        market.accept(withdraw(3_000 * USDC));
        assertThat(withdraw(1)).isEqualTo(RejectCode.INSUFFICIENT_MARGIN);
    }

    /** At 48,000 it has gained 2,000, which is not paid yet. */
    @Test
    void shouldNotPayOutUnrealisedProfitWhenAVenueWithdraws() {
        trade();
        market.accept(market.commands().price(480_000));

        assertThat(withdraw(5_000 * USDC + 1)).isEqualTo(RejectCode.INSUFFICIENT_BALANCE);
        market.accept(withdraw(5_000 * USDC));
    }

    @Test
    void shouldRefuseAFillWhenTheOmnibusAccountIsAnotherVenues() {
        market.rig().open(OMNIBUS, OrderRig.VENUE, AccountKind.OMNIBUS);
        final String before = market.rig().everything();

        assertThat(trade(OrderRig.OTHER_VENUE, 2, OMNIBUS)).isEqualTo(RejectCode.NOT_PERMITTED);
        assertThat(trade(OrderRig.OTHER_VENUE, OMNIBUS, 2)).isEqualTo(RejectCode.NOT_PERMITTED);
        assertThat(market.rig().everything()).isEqualTo(before);
        market.accept(trade(OrderRig.VENUE, 2, OMNIBUS));
    }

    private RejectCode trade(final int venue, final long buyer, final long seller) {
        return market.commands().trade(venue, 0, buyer, seller, OrderRig.ONE, LiquidationRig.START, 0, 0);
    }
}
