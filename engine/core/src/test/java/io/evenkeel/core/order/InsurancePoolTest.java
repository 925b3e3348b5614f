package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.CommandAckDecoder;
import io.evenkeel.codecs.DebtInsuredDecoder;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.PoolSweptDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountStore;
import org.junit.jupiter.api.Test;

/**
 * Each market has an insurance pool (SPEC 6): PERP0 belongs to MAIN, PERP1 to pool 1. Account 12 of Alice is long one
 * of PERP1 at 50,000 with 3,000; auctions take 2 s, the penalty is 0.5 %.
 */
class InsurancePoolTest {
    private static final long USDC = OrderRig.USDC;
    private static final long ONE = OrderRig.ONE;
    private static final long AUCTION_MS = 2_000;
    private static final long VENUES_OWN = 9;
    private static final long KEEPER = 2;
    private static final long DEBTOR = 12;
    private static final int MAIN = 0;
    private static final int OTHER = MarketListing.SECOND_POOL;

    private final OrderRig rig = OrderRig.market();
    private final OrderCommands commands = new OrderCommands(rig);

    private void accept(final RejectCode code) {
        assertThat(code).isEqualTo(RejectCode.NONE);
        assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
    }

    private long has(final int pool) {
        return rig.engine().inspector().houseBalance(HouseAccount.INSURANCE, pool, 0);
    }

    private long socialised() {
        return rig.engine().inspector().houseBalance(HouseAccount.SOCIALISED, 0, 0);
    }

    /** The debtor of PERP1, and a keeper with plenty. */
    private void begin() {
        accept(commands.price(500_000));
        accept(commands.price(1, 500_000));
        rig.open(DEBTOR, OrderRig.ALICE, AccountKind.STANDARD);
        accept(commands.deposit(DEBTOR, 3_000 * USDC));
        accept(commands.deposit(KEEPER, 100_000 * USDC));
        accept(commands.trade(1, DEBTOR, VENUES_OWN, ONE, 500_000));
    }

    private void drop() {
        accept(commands.price(1, 465_000));
        rig.timer(50);
    }

    private void fall() {
        drop();
        rig.timer(AUCTION_MS);
        assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
    }

    /** At 47,400 equity is 400 below MM of 2,370; what sells pays 0.5 % of its notional to the market's pool. */
    @Test
    void shouldGiveThePenaltyToTheMarketsPoolWhenAnAccountIsLiquidated() {
        begin();
        accept(commands.price(1, 474_000));
        accept(commands.bid(OrderRig.BOB, KEEPER, 1, 1, ONE, 474_000));

        assertThat(has(OTHER)).isPositive();
        assertThat(has(MAIN)).isZero();
    }

    /** Bankrupt at 47,000; 46,500 is half of the way to where 1,000 are used: pool 1 pays 500, MAIN nothing. */
    @Test
    void shouldPayFromTheMarketsPoolWhenTheOtherHasMoneyToo() {
        begin();
        for (int pool = MAIN; pool <= OTHER; pool++) {
            accept(commands.insure(10_000 * USDC, pool));
            accept(commands.insuranceLimits(pool, 1_000 * USDC, 0, 0));
        }
        drop();
        rig.waitMs(AUCTION_MS / 2);
        accept(commands.bid(OrderRig.BOB, KEEPER, 1, 1, ONE, 465_000));

        assertThat(has(OTHER)).isEqualTo(9_500 * USDC);
        assertThat(has(MAIN)).isEqualTo(10_000 * USDC);
    }

    /** The market's pool may pay nothing, whatever MAIN has and may pay. */
    @Test
    void shouldPayNothingWhenTheMarketsPoolMayNot() {
        begin();
        accept(commands.insure(10_000 * USDC, MAIN));
        accept(commands.insuranceLimits(MAIN, 1_000 * USDC, 0, 0));
        accept(commands.insure(10_000 * USDC, OTHER));
        drop();
        rig.waitMs(AUCTION_MS / 2);

        assertThat(commands.bid(OrderRig.BOB, KEEPER, 1, 1, ONE, 465_000)).isEqualTo(RejectCode.PRICE_MOVED);
        assertThat(has(MAIN)).isEqualTo(10_000 * USDC);
        assertThat(has(OTHER)).isEqualTo(10_000 * USDC);
    }

    /** Reduced at 46,500 by its venue it owes 500: its market's pool pays 200, holders of PERP1 the rest. */
    @Test
    void shouldPayADebtFromTheMarketsPoolWhenItWasMadeThere() {
        begin();
        accept(commands.insure(10_000 * USDC, MAIN));
        accept(commands.insuranceLimits(MAIN, 10_000 * USDC, 0, 0));
        accept(commands.insure(200 * USDC, OTHER));
        accept(commands.insuranceLimits(OTHER, 10_000 * USDC, 0, 0));
        accept(commands.deposit(1, 100_000 * USDC));
        accept(commands.trade(1, VENUES_OWN, 1, 2 * ONE, 500_000));
        accept(commands.trade(1, VENUES_OWN, DEBTOR, ONE, 465_000));

        final DebtInsuredDecoder insured = rig.only(new DebtInsuredDecoder());
        assertThat(insured.pool()).isEqualTo(OTHER);
        assertThat(insured.amount()).isEqualTo(200 * USDC);
        assertThat(has(OTHER)).isZero();
        assertThat(has(MAIN)).isEqualTo(10_000 * USDC);
    }

    /**
     * Nobody is left: the pool's own account takes one at 46,500, and 500 are missing. Who holds in that segment waits,
     * others do not; MAIN's income covers nothing there, that of pool 1 does.
     */
    @Test
    void shouldHoldBackHoldersOfTheSegmentAloneWhenSomethingIsMissingThere() {
        begin();
        accept(commands.deposit(3, 100_000 * USDC));
        accept(commands.trade(0, KEEPER, VENUES_OWN, ONE, 500_000));
        fall();

        assertThat(rig.position(AccountStore.POOL_ID + OTHER)).isEqualTo(ONE);
        assertThat(socialised()).isEqualTo(-500 * USDC);
        accept(commands.withdraw(OrderRig.BOB, KEEPER, USDC));
        accept(commands.withdraw(OrderRig.BOB, 3, USDC));
        accept(commands.trade(0, 3, VENUES_OWN, ONE, 500_000));
        accept(commands.withdraw(OrderRig.BOB, 3, USDC));

        accept(commands.insure(1_000 * USDC, MAIN));
        assertThat(socialised()).isEqualTo(-500 * USDC);
        assertThat(has(MAIN)).isEqualTo(1_000 * USDC);
        accept(commands.insure(600 * USDC, OTHER));
        assertThat(socialised()).isZero();
        assertThat(has(OTHER)).isEqualTo(100 * USDC);
    }

    @Test
    void shouldHoldBackAHolderWhenSomethingIsMissingInItsSegment() {
        begin();
        accept(commands.trade(1, KEEPER, VENUES_OWN, ONE / 10, 500_000));
        fall();

        assertThat(socialised()).isNegative();
        assertThat(commands.withdraw(OrderRig.BOB, KEEPER, USDC)).isEqualTo(RejectCode.WITHDRAWALS_PAUSED);
    }

    /** It leaves by the pool's account, and comes back the same way. */
    @Test
    void shouldTakeBackWhatLeftAPoolWhenItDoesNotArrive() {
        begin();
        accept(commands.insure(1_000 * USDC, OTHER));
        accept(commands.uninsure(300 * USDC, OTHER));

        final SettlementInstructionDecoder told = rig.only(new SettlementInstructionDecoder());
        assertThat(told.account()).isEqualTo(AccountStore.POOL_ID + OTHER);
        assertThat(told.amount()).isEqualTo(300 * USDC);
        assertThat(rig.only(new PoolSweptDecoder()).amount()).isEqualTo(-300 * USDC);
        assertThat(rig.told()).extracting(OrderRig.Told::templateId).as("gone before anything else asks what is there")
                .containsSubsequence(PoolSweptDecoder.TEMPLATE_ID, CommandAckDecoder.TEMPLATE_ID);
        assertThat(has(OTHER)).isEqualTo(700 * USDC);
        accept(commands.confirm(1, InstructionOutcome.FAILED));
        assertThat(has(OTHER)).isEqualTo(1_000 * USDC);
        accept(commands.uninsure(1_000 * USDC, OTHER));
        accept(commands.confirm(2, InstructionOutcome.CONFIRMED));
        assertThat(has(OTHER)).isZero();
        assertThat(rig.engine().inspector().houseBalance(HouseAccount.IN_TRANSIT, 0, 0)).isZero();
    }

    @Test
    void shouldRefuseToPayOutWhenAPoolHasItNotOrMayNeedIt() {
        begin();
        accept(commands.insure(1_000 * USDC, OTHER));
        accept(commands.insure(1_000 * USDC, MAIN));
        final String before = rig.everything();

        assertThat(commands.uninsure(1_000 * USDC + 1, OTHER)).isEqualTo(RejectCode.INSUFFICIENT_BALANCE);
        assertThat(commands.uninsure(0, OTHER)).isEqualTo(RejectCode.BAD_QUANTITY);
        assertThat(commands.uninsure(1, 16)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.insure(1, 16)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(commands.insuranceLimits(16, 1, 0, 0)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(rig.everything()).isEqualTo(before);

        fall();
        assertThat(rig.position(AccountStore.POOL_ID + OTHER)).as("it holds what it took").isEqualTo(ONE);
        assertThat(commands.uninsure(1, OTHER)).isEqualTo(RejectCode.WITHDRAWALS_PAUSED);
        accept(commands.uninsure(1, MAIN));
    }
}
