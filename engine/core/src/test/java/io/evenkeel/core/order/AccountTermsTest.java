package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountChangedDecoder;
import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.codecs.Side;
import io.evenkeel.codecs.StatusChangedDecoder;
import org.junit.jupiter.api.Test;

/** Terms of accounts: leverage, fee tier, settlement, and closing for good. */
class AccountTermsTest {
    private final OrderRig rig = OrderRig.market();
    private final OrderCommands commands = new OrderCommands(rig);

    /** Long one contract at 50,000 on 5,000 USDC: IM at 10 % is 5,000. */
    private void longOne() {
        assertThat(commands.deposit(1, 5_000 * OrderRig.USDC)).isEqualTo(RejectCode.NONE);
        assertThat(commands.deposit(2, 100_000 * OrderRig.USDC)).isEqualTo(RejectCode.NONE);
        assertThat(commands.price(500_000)).isEqualTo(RejectCode.NONE);
        assertThat(commands.trade(1, 2, OrderRig.ONE, 500_000)).isEqualTo(RejectCode.NONE);
    }

    @Test
    void shouldRaiseInitialMarginWhenTheOwnerChoosesALowerLeverage() {
        longOne();
        assertThat(rig.account(1).initialMargin()).isEqualTo(5_000 * OrderRig.USDC);
        assertThat(commands.leverage(OrderRig.ALICE, 1, 3)).isEqualTo(RejectCode.NONE);
        // 1/3 is 333,334 ppm, rounded up: 50,000 x 0.333334.
        assertThat(rig.account(1).initialMargin()).isEqualTo(16_666_700_000L);
        assertThat(rig.account(1).maintenanceMargin()).isEqualTo(2_500 * OrderRig.USDC);
        final AccountChangedDecoder changed = rig.only(new AccountChangedDecoder());
        assertThat(changed.leverage()).isEqualTo(3);
        assertThat(changed.closed()).isEqualTo(BooleanType.NO);
        assertThat(rig.only(new StatusChangedDecoder()).status()).isEqualTo(AccountStatus.MARGIN_CALL);
        assertThat(commands.leverage(OrderRig.ALICE, 1, 0)).isEqualTo(RejectCode.NONE);
        assertThat(rig.account(1).initialMargin()).isEqualTo(5_000 * OrderRig.USDC);
        assertThat(rig.only(new StatusChangedDecoder()).status()).isEqualTo(AccountStatus.HEALTHY);
    }

    @Test
    void shouldRefuseTermsWhenTheSenderOrTheyAreNotFit() {
        longOne();
        final String before = rig.everything();
        assertThat(commands.leverage(OrderRig.BOB, 1, 3)).isEqualTo(RejectCode.NOT_PERMITTED);
        assertThat(commands.leverage(OrderRig.VENUE, 1, 3)).isEqualTo(RejectCode.NOT_PERMITTED);
        assertThat(commands.leverage(OrderRig.ALICE, 77, 3)).isEqualTo(RejectCode.UNKNOWN_ACCOUNT);
        assertThat(commands.leverage(OrderRig.ALICE, 1, -1)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.leverage(OrderRig.ALICE, 1, 1_001)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.terms(77, 1, SettlementMode.INTERNAL)).isEqualTo(RejectCode.UNKNOWN_ACCOUNT);
        assertThat(commands.terms(1, 255, SettlementMode.INTERNAL)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.terms(1, 1, SettlementMode.NULL_VAL)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(rig.everything()).isEqualTo(before);
    }

    @Test
    void shouldTellTheTermsWhenTheOperatorSetsThem() {
        assertThat(commands.terms(1, 7, SettlementMode.EXTERNAL)).isEqualTo(RejectCode.NONE);
        final AccountChangedDecoder changed = rig.only(new AccountChangedDecoder());
        assertThat(changed.account()).isEqualTo(1);
        assertThat(changed.feeTier()).isEqualTo((short) 7);
        assertThat(changed.settlement()).isEqualTo(SettlementMode.EXTERNAL);
    }

    @Test
    void shouldRefuseToCloseWhenTheAccountIsNotEmpty() {
        longOne();
        assertThat(commands.close(OrderRig.ALICE, 1)).isEqualTo(RejectCode.ACCOUNT_NOT_EMPTY);
        assertThat(commands.trade(2, 1, OrderRig.ONE, 500_000)).isEqualTo(RejectCode.NONE);
        assertThat(commands.close(OrderRig.ALICE, 1)).isEqualTo(RejectCode.ACCOUNT_NOT_EMPTY);
        assertThat(commands.withdraw(OrderRig.ALICE, 1, 5_000 * OrderRig.USDC)).isEqualTo(RejectCode.NONE);
        assertThat(commands.reserve(OrderRig.VENUE, 1, 1)).isEqualTo(RejectCode.NONE);
        assertThat(commands.close(OrderRig.ALICE, 1)).isEqualTo(RejectCode.ACCOUNT_NOT_EMPTY);
        assertThat(commands.reserve(OrderRig.VENUE, 1, 0)).isEqualTo(RejectCode.NONE);
        assertThat(commands.close(OrderRig.ALICE, 1)).as("on its way").isEqualTo(RejectCode.ACCOUNT_NOT_EMPTY);
        assertThat(commands.confirm(1)).isEqualTo(RejectCode.NONE);
        assertThat(commands.close(OrderRig.BOB, 1)).isEqualTo(RejectCode.NOT_PERMITTED);
        assertThat(commands.close(OrderRig.ALICE, 78)).isEqualTo(RejectCode.UNKNOWN_ACCOUNT);
        assertThat(commands.close(OrderRig.ALICE, 1)).isEqualTo(RejectCode.NONE);
    }

    @Test
    void shouldRefuseEverythingButReadingWhenTheAccountIsClosed() {
        longOne();
        assertThat(commands.close(OrderRig.GENESIS, 3)).as("by the operator").isEqualTo(RejectCode.NONE);
        assertThat(rig.only(new AccountChangedDecoder()).closed()).isEqualTo(BooleanType.YES);
        assertThat(rig.only(new StatusChangedDecoder()).status()).isEqualTo(AccountStatus.CLOSED);
        assertThat(rig.account(3).status()).isEqualTo(AccountStatus.CLOSED);
        final String before = rig.everything();
        final RejectCode closed = RejectCode.ACCOUNT_CLOSED;
        assertThat(commands.deposit(3, 5)).isEqualTo(closed);
        assertThat(commands.withdraw(OrderRig.BOB, 3, 5)).isEqualTo(closed);
        assertThat(commands.trade(3, 2, OrderRig.ONE, 500_000)).isEqualTo(closed);
        assertThat(commands.trade(2, 3, OrderRig.ONE, 500_000)).isEqualTo(closed);
        assertThat(commands.credit(OrderRig.BOB, 3, Side.BUY, OrderRig.ONE, 500_000)).isEqualTo(closed);
        assertThat(commands.reserve(OrderRig.VENUE, 3, 5)).isEqualTo(closed);
        assertThat(commands.leverage(OrderRig.BOB, 3, 5)).isEqualTo(closed);
        assertThat(commands.terms(3, 1, SettlementMode.INTERNAL)).isEqualTo(closed);
        assertThat(commands.close(OrderRig.BOB, 3)).isEqualTo(closed);
        assertThat(rig.everything()).isEqualTo(before);
    }
}
