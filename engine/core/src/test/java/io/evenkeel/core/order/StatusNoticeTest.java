package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.Aggressor;
import io.evenkeel.codecs.StatusChangedDecoder;
import io.evenkeel.core.notice.StatusNotices;
import io.evenkeel.core.notice.TouchedAccounts;
import io.evenkeel.core.output.OutputKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Margin calls and their end are told once: at the timer after a trade, or within a minute by a cursor. */
class StatusNoticeTest {
    private static final long USDC = OrderRig.USDC;

    private final OrderRig rig = OrderRig.market();
    private final OrderCommands commands = new OrderCommands(rig);

    private List<StatusChangedDecoder> said(final long durationMs) {
        final List<StatusChangedDecoder> said = new ArrayList<>();
        for (long elapsed = 0; elapsed < durationMs; elapsed += 50) {
            rig.timer(50);
            rig.all(StatusChangedDecoder.TEMPLATE_ID).forEach(event ->
                    said.add(OrderRig.decode(event, new StatusChangedDecoder())));
        }
        return said;
    }

    private void longOne() {
        commands.deposit(1, 5_000 * USDC);
        commands.deposit(2, 100_000 * USDC);
        commands.price(500_000);
        commands.trade(1, 2, OrderRig.ONE, 500_000);
    }

    @Test
    void shouldTellTheOwnerWithinAMinuteWhenAPriceMakesAMarginCall() {
        longOne();
        assertThat(said(120_000)).isEmpty();
        commands.price(490_000);
        assertThat(rig.all(StatusChangedDecoder.TEMPLATE_ID)).as("not with the tick").isEmpty();
        final List<StatusChangedDecoder> said = said(60_000);
        assertThat(said).hasSize(1);
        // Equity 4,000 over MM 2,450 is 1.632653.
        assertThat(said.get(0).account()).isEqualTo(1);
        assertThat(said.get(0).owner()).isEqualTo(OrderRig.ALICE);
        assertThat(said.get(0).status()).isEqualTo(AccountStatus.MARGIN_CALL);
        assertThat(said.get(0).equity()).isEqualTo(4_000 * USDC);
        assertThat(said.get(0).initialMargin()).isEqualTo(4_900 * USDC);
        assertThat(said.get(0).maintenanceMargin()).isEqualTo(2_450 * USDC);
        assertThat(said.get(0).marginRatioPpm()).isEqualTo(1_632_653);
        // 5,000 + P − 50,000 ≥ 0.05 · P from P = 45,000 / 0.95 = 47,368.42… on, on the tick 47,368.5.
        assertThat(said.get(0).instrument()).isZero();
        assertThat(said.get(0).liquidationPrice()).isEqualTo(473_685);
        assertThat(said(120_000)).as("once").isEmpty();
        commands.price(500_000);
        assertThat(said(60_000)).extracting(StatusChangedDecoder::status).containsExactly(AccountStatus.HEALTHY);
    }

    @Test
    void shouldTellAtOnceWhenACommandShowsTheStatus() {
        longOne();
        commands.price(490_000);
        commands.deposit(1, 1);
        final OrderRig.Told told = rig.all(StatusChangedDecoder.TEMPLATE_ID).get(0);
        assertThat(told.kind()).isEqualTo(OutputKind.NOTICE);
        assertThat(told.to()).isEqualTo(OrderRig.ALICE);
        assertThat(OrderRig.decode(told, new StatusChangedDecoder()).status()).isEqualTo(AccountStatus.MARGIN_CALL);
    }

    @Test
    void shouldTellAtTheNextTimerWhenAFillChangesTheStatus() {
        commands.deposit(1, 4_900 * USDC);
        commands.deposit(2, 100_000 * USDC);
        commands.price(500_000);
        // IM 5,000, MM 2,500.
        commands.trade(1, 2, OrderRig.ONE, 500_000);
        assertThat(rig.all(StatusChangedDecoder.TEMPLATE_ID)).as("no fill pays for it").isEmpty();
        final List<StatusChangedDecoder> said = said(50);
        assertThat(said).hasSize(1);
        assertThat(said.get(0).account()).isEqualTo(1);
        assertThat(said.get(0).status()).isEqualTo(AccountStatus.MARGIN_CALL);
        assertThat(said.get(0).equity()).isEqualTo(4_900 * USDC);
        assertThat(said.get(0).initialMargin()).isEqualTo(5_000 * USDC);
        commands.trade(2, 1, OrderRig.ONE / 2, 500_000);
        commands.trade(2, 1, OrderRig.ONE / 4, 500_000);
        assertThat(said(50)).extracting(StatusChangedDecoder::status).containsExactly(AccountStatus.HEALTHY);
    }

    @Test
    void shouldTellAtTheNextTimerWhenAFillThatMadeAMarginCallIsBusted() {
        commands.deposit(1, 4_900 * USDC);
        commands.deposit(2, 100_000 * USDC);
        commands.price(500_000);
        commands.trade(1, 2, OrderRig.ONE, 500_000);
        assertThat(said(50)).extracting(StatusChangedDecoder::status).containsExactly(AccountStatus.MARGIN_CALL);
        commands.bust(OrderRig.VENUE, new OrderCommands.Fill(
                commands.lastId(), 1, 2, OrderRig.ONE, 500_000, 0, 0, Aggressor.NONE));
        assertThat(said(50)).extracting(StatusChangedDecoder::status).containsExactly(AccountStatus.HEALTHY);
    }

    @Test
    void shouldTellEveryoneAndAFewAtATimeWhenMoreAreTradedThanTheListHolds() {
        commands.price(500_000);
        said(50);
        final int count = TouchedAccounts.CAPACITY + 100;
        for (int account = 100; account < 100 + count; account++) {
            rig.open(account, OrderRig.BOB, AccountKind.STANDARD);
            commands.deposit(account, 4_900 * USDC);
            commands.trade(account, 9, OrderRig.ONE, 500_000);
        }
        assertThat(said(50)).hasSizeBetween(
                StatusNotices.MOST_TOUCHED_PER_TIMER, StatusNotices.MOST_TOUCHED_PER_TIMER + count / 1_000 + 1);
        assertThat(said(60_000)).extracting(StatusChangedDecoder::account)
                .hasSizeBetween(count - StatusNotices.MOST_TOUCHED_PER_TIMER - count / 1_000 - 1,
                        count - StatusNotices.MOST_TOUCHED_PER_TIMER)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldTellWhenALiquidationStartsAndEnds() {
        longOne();
        commands.price(470_000);
        assertThat(rig.only(new StatusChangedDecoder()).status()).isEqualTo(AccountStatus.LIQUIDATING);
        assertThat(rig.only(new StatusChangedDecoder()).liquidationPrice()).isZero();
        commands.deposit(1, 10_000 * USDC);
        assertThat(rig.only(new StatusChangedDecoder()).status()).isEqualTo(AccountStatus.HEALTHY);
    }

    @Test
    void shouldPassEveryAccountWithinAMinuteWhenThereAreMany() {
        longOne();
        for (int account = 100; account < 3_100; account++) {
            rig.open(account, OrderRig.BOB, AccountKind.STANDARD);
            commands.deposit(account, 5_000 * USDC);
            commands.trade(account, 9, OrderRig.ONE, 500_000);
        }
        said(120_000);
        commands.price(490_000);
        final List<Long> accounts = said(60_000).stream().map(StatusChangedDecoder::account).sorted().toList();
        assertThat(accounts).hasSize(3_001).doesNotHaveDuplicates();
        commands.price(500_000);
        rig.timer(3_600_000);
        assertThat(rig.all(StatusChangedDecoder.TEMPLATE_ID).size())
                .as("an hour of silence is no licence for a sweep")
                .isLessThanOrEqualTo(StatusNotices.MOST_PER_TIMER);
    }
}
