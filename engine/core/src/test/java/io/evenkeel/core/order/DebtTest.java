package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.DebtInsuredDecoder;
import io.evenkeel.codecs.DeficitChargedDecoder;
import io.evenkeel.codecs.DeficitTakenDecoder;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.RejectCode;
import org.junit.jupiter.api.Test;

/**
 * No account keeps a debt when its liquidation ends (SPEC 2, invariant 6). At 46,500 the debtor's equity is
 * 3,000 − 3,500 = −500; its owner then reduces its last position by a fill, and nothing is left to sell. Account 1
 * holds two contracts short.
 */
class DebtTest {
    private static final long USDC = OrderRig.USDC;
    private static final long ONE = OrderRig.ONE;
    private static final long VENUES_OWN = 9;
    private static final long SHORT = 1;
    private static final long DEBTOR = LiquidationRig.DEBTOR;

    private final LiquidationRig market = new LiquidationRig(true, 3_000 * USDC);
    private long breachPosition;

    private void fallAndReduce(final long insurance, final long perLiquidation, final long price) {
        market.accept(market.commands().deposit(SHORT, 100_000 * USDC));
        market.accept(market.commands().trade(VENUES_OWN, SHORT, 2 * ONE, LiquidationRig.START));
        if (insurance > 0) {
            market.accept(market.commands().insure(insurance));
            market.accept(market.commands().insuranceLimits(perLiquidation, 0, 0));
        }
        market.accept(market.commands().price(465_000));
        breachPosition = market.rig().logPosition();
        assertThat(market.order().quantity()).isEqualTo(ONE);
        market.accept(market.commands().trade(VENUES_OWN, DEBTOR, ONE, price));
        final LiquidationEndedDecoder ended = market.rig().only(new LiquidationEndedDecoder());
        assertThat(ended.outcome()).isEqualTo(LiquidationOutcome.BANKRUPT);
        assertThat(ended.equity()).isZero();
        assertThat(market.rig().balance(DEBTOR)).isZero();
    }

    private long insured() {
        return market.rig().only(new DebtInsuredDecoder()).amount();
    }

    /** 500 over two contracts are 250 each. */
    @Test
    void shouldChargeTheOppositeSideWhenInsuranceMayPayNothing() {
        fallAndReduce(0, 0, 465_000);

        final DeficitTakenDecoder taken = market.rig().only(new DeficitTakenDecoder());
        assertThat(taken.liquidation()).isEqualTo(LiquidationRig.LIQUIDATION);
        assertThat(taken.account()).isEqualTo(DEBTOR);
        assertThat(taken.amount()).isEqualTo(500 * USDC);
        assertThat(taken.mark() | taken.bankruptcyPrice() | taken.quantity()).as("no pool took anything").isZero();
        assertThat(taken.fromShorts()).isEqualTo(500 * USDC);
        assertThat(market.rig().only(new DeficitChargedDecoder()).step()).isEqualTo(2_500);
        assertThat(market.rig().all(DebtInsuredDecoder.TEMPLATE_ID)).isEmpty();
        assertThat(market.socialised()).isZero();
        assertThat(market.rig().balance(SHORT)).isEqualTo(99_500 * USDC);
    }

    /** What the fill was worse than the mark, 500, others bear too: a fill is a fact. */
    @Test
    void shouldBearAllThatIsOwedWhenTheFillWasOffTheMark() {
        fallAndReduce(0, 0, 460_000);

        assertThat(market.rig().only(new DeficitTakenDecoder()).amount()).isEqualTo(1_000 * USDC);
    }

    @Test
    void shouldPayFromInsuranceFirstWhenItHasLessThanIsOwed() {
        fallAndReduce(200 * USDC, 1_000 * USDC, 465_000);

        assertThat(insured()).isEqualTo(200 * USDC);
        assertThat(market.rig().only(new DebtInsuredDecoder()).breachPosition()).isEqualTo(breachPosition);
        assertThat(market.rig().only(new DeficitTakenDecoder()).amount()).isEqualTo(300 * USDC);
        assertThat(market.insurance()).isZero();
        assertThat(market.rig().balance(SHORT)).isEqualTo(99_700 * USDC);
    }

    @Test
    void shouldChargeNobodyWhenInsuranceMayPayJustEnough() {
        fallAndReduce(1_000 * USDC, 500 * USDC, 465_000);

        assertThat(insured()).isEqualTo(500 * USDC);
        assertThat(market.rig().all(DeficitTakenDecoder.TEMPLATE_ID)).isEmpty();
        assertThat(market.insurance()).isEqualTo(500 * USDC);
        assertThat(market.rig().balance(SHORT)).isEqualTo(100_000 * USDC);
    }

    /** One unit over two contracts is charged as a mantissa for each, 0.20 in all; insurance gets the rest. */
    @Test
    void shouldChargeTheUnitWhenInsuranceMayPayOneLess() {
        fallAndReduce(1_000 * USDC, 500 * USDC - 1, 465_000);

        assertThat(insured()).isEqualTo(500 * USDC - 1);
        assertThat(market.rig().only(new DeficitTakenDecoder()).amount()).isEqualTo(1);
        assertThat(market.rig().only(new DeficitChargedDecoder()).excess()).isEqualTo(199_999);
        assertThat(market.rig().balance(SHORT)).isEqualTo(99_999_800_000L);
    }

    /** The fill itself breaches: 3,000 less 4,000. Nothing is left to sell when the liquidation begins. */
    @Test
    void shouldKeepToInsuranceLimitsWhenTheFillThatClosesIsWhatBreaches() {
        market.accept(market.commands().deposit(SHORT, 100_000 * USDC));
        market.accept(market.commands().trade(VENUES_OWN, SHORT, 2 * ONE, LiquidationRig.START));
        market.accept(market.commands().insure(5_000 * USDC));
        market.accept(market.commands().insuranceLimits(100 * USDC, 0, 0));
        market.accept(market.commands().trade(VENUES_OWN, DEBTOR, ONE, 460_000));

        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.BANKRUPT);
        assertThat(insured()).isEqualTo(100 * USDC);
        assertThat(market.rig().only(new DeficitTakenDecoder()).fromShorts()).isEqualTo(900 * USDC);
        assertThat(market.insurance()).isEqualTo(4_900 * USDC);
    }

    /** 10,000 of 15,500 are being paid out. At 44,000 it has lost 6,000, and owes 500 when all is sold. */
    private void oweWithMoneyOnItsWay() {
        market.accept(market.commands().deposit(SHORT, 100_000 * USDC));
        market.accept(market.commands().trade(VENUES_OWN, SHORT, 2 * ONE, LiquidationRig.START));
        market.accept(market.commands().deposit(DEBTOR, 12_500 * USDC));
        market.accept(market.commands().withdraw(OrderRig.ALICE, DEBTOR, 10_000 * USDC));
        market.accept(market.commands().price(440_000));
        market.accept(market.commands().trade(VENUES_OWN, DEBTOR, ONE, 440_000));
        assertThat(market.rig().balance(DEBTOR)).isEqualTo(-500 * USDC);
        assertThat(market.rig().engine().inspector().account(DEBTOR).status()).isEqualTo(AccountStatus.BANKRUPT);
        market.rig().timer(50);
        assertThat(market.rig().all(LiquidationEndedDecoder.TEMPLATE_ID)).isEmpty();
        assertThat(market.rig().engine().inspector().violatedInvariants()).isEmpty();
    }

    @Test
    void shouldWaitWithADebtWhenTheAccountsOwnMoneyIsOnItsWay() {
        oweWithMoneyOnItsWay();
        market.accept(market.commands().confirm(1, InstructionOutcome.CONFIRMED));
        market.rig().timer(50);

        assertThat(market.rig().only(new DeficitTakenDecoder()).amount()).isEqualTo(500 * USDC);
        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.BANKRUPT);
        assertThat(market.rig().balance(DEBTOR)).isZero();
    }

    @Test
    void shouldChargeNobodyWhenTheAccountsOwnMoneyComesBack() {
        oweWithMoneyOnItsWay();
        market.accept(market.commands().confirm(1, InstructionOutcome.FAILED));

        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.EMPTIED);
        assertThat(market.rig().balance(DEBTOR)).isEqualTo(9_500 * USDC);
        assertThat(market.socialised()).isZero();
        assertThat(market.rig().balance(SHORT)).isEqualTo(100_000 * USDC);
    }

    /** It is an account like any other afterwards. */
    @Test
    void shouldLetTheOwnerGoOnWhenNothingIsOwedAnyMore() {
        fallAndReduce(0, 0, 465_000);

        market.accept(market.commands().deposit(DEBTOR, 6_000 * USDC));
        market.accept(market.commands().withdraw(OrderRig.ALICE, DEBTOR, 1_000 * USDC));
        market.accept(market.commands().trade(DEBTOR, VENUES_OWN, ONE, 465_000));
        assertThat(market.commands().withdraw(OrderRig.ALICE, DEBTOR, 4_000 * USDC))
                .isEqualTo(RejectCode.INSUFFICIENT_MARGIN);
    }
}
