package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.FillNoticedDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.output.OutputKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fills off the mark and beyond limits: booked, told, and withdrawals wait. */
class FillNoticeTest {
    private static final long USDC = OrderRig.USDC;
    private static final long EIGHT_HOURS_MS = 8 * 3_600_000L;

    private final OrderRig rig = OrderRig.market();
    private final OrderCommands commands = new OrderCommands(rig);

    private void market(final int band, final long positionLimit, final long openInterestCap) {
        commands.deposit(1, 100_000 * USDC);
        commands.deposit(2, 100_000 * USDC);
        commands.deposit(9, 100_000 * USDC);
        commands.price(500_000);
        assertThat(commands.market(0, band, positionLimit, openInterestCap)).isEqualTo(RejectCode.NONE);
    }

    private List<FillNoticedDecoder> notices() {
        return rig.all(FillNoticedDecoder.TEMPLATE_ID).stream()
                .map(event -> OrderRig.decode(event, new FillNoticedDecoder()))
                .toList();
    }

    @Test
    void shouldPauseBothOwnersWithdrawalsWhenAFillIsOffTheMark() {
        market(10_000, 0, 0);
        // One percent of 50,000 is 500: at the edge it is in the band.
        assertThat(commands.trade(1, 2, OrderRig.ONE, 505_000)).isEqualTo(RejectCode.NONE);
        assertThat(notices()).isEmpty();
        assertThat(commands.withdraw(OrderRig.ALICE, 1, USDC)).isEqualTo(RejectCode.NONE);
        assertThat(commands.trade(1, 2, OrderRig.ONE, 494_999)).isEqualTo(RejectCode.NONE);
        assertThat(rig.position(1)).isEqualTo(2 * OrderRig.ONE);
        assertThat(notices()).extracting(FillNoticedDecoder::account).containsExactly(1L, 2L);
        final FillNoticedDecoder notice = notices().get(0);
        assertThat(notice.reason()).isEqualTo(RejectCode.BAD_PRICE);
        assertThat(notice.price()).isEqualTo(494_999);
        assertThat(notice.mark()).isEqualTo(500_000);
        assertThat(notice.position()).isEqualTo(2 * OrderRig.ONE);
        assertThat(notice.openInterest()).isEqualTo(2 * OrderRig.ONE);
        assertThat(rig.all(FillNoticedDecoder.TEMPLATE_ID).get(0).kind()).isEqualTo(OutputKind.NOTICE);
        assertThat(rig.all(FillNoticedDecoder.TEMPLATE_ID).get(0).to()).isEqualTo(OrderRig.ALICE);
        assertThat(commands.withdraw(OrderRig.ALICE, 1, USDC)).isEqualTo(RejectCode.WITHDRAWALS_PAUSED);
        assertThat(commands.withdraw(OrderRig.BOB, 2, USDC)).isEqualTo(RejectCode.WITHDRAWALS_PAUSED);
        rig.waitMs(EIGHT_HOURS_MS - 1);
        assertThat(commands.withdraw(OrderRig.ALICE, 1, USDC)).isEqualTo(RejectCode.WITHDRAWALS_PAUSED);
        rig.waitMs(1);
        assertThat(commands.withdraw(OrderRig.ALICE, 1, USDC)).isEqualTo(RejectCode.NONE);
    }

    @Test
    void shouldPauseForTheLengthOfACycleWhenCyclesAreSet() {
        market(10_000, 0, 0);
        assertThat(commands.cycles(3_600_000)).isEqualTo(RejectCode.NONE);
        assertThat(commands.trade(1, 2, OrderRig.ONE, 400_000)).isEqualTo(RejectCode.NONE);
        rig.waitMs(3_599_999);
        assertThat(commands.withdraw(OrderRig.ALICE, 1, USDC)).isEqualTo(RejectCode.WITHDRAWALS_PAUSED);
        rig.waitMs(1);
        assertThat(commands.withdraw(OrderRig.ALICE, 1, USDC)).isEqualTo(RejectCode.NONE);
    }

    @Test
    void shouldNoticeTheAccountButNotTheVenueWhenItGoesBeyondItsLimit() {
        market(0, OrderRig.ONE, 0);
        assertThat(commands.trade(1, 9, OrderRig.ONE, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(notices()).isEmpty();
        assertThat(commands.trade(1, 9, 1, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(notices()).extracting(FillNoticedDecoder::account).containsExactly(1L);
        assertThat(notices().get(0).reason()).isEqualTo(RejectCode.POSITION_LIMIT);
        assertThat(commands.withdraw(OrderRig.ALICE, 1, USDC)).isEqualTo(RejectCode.NONE);
        assertThat(commands.trade(9, 1, 1, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(notices()).as("it goes back").isEmpty();
    }

    @Test
    void shouldNoticeBothWhenAFillTakesOpenInterestBeyondTheCap() {
        market(0, 0, OrderRig.ONE);
        assertThat(commands.trade(1, 2, OrderRig.ONE + 1, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(notices()).extracting(FillNoticedDecoder::account).containsExactly(1L, 2L);
        assertThat(commands.trade(2, 1, 1, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(notices()).isEmpty();
    }
}
