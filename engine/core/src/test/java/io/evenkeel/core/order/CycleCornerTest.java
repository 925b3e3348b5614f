package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.CycleClosedDecoder;
import io.evenkeel.codecs.CycleMarkDecoder;
import io.evenkeel.codecs.CycleSettledDecoder;
import io.evenkeel.codecs.FundingIndexedDecoder;
import io.evenkeel.codecs.FundingPutOffDecoder;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.PositionSettledDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.inspect.HouseAccount;
import java.util.ArrayList;
import java.util.List;
import org.agrona.sbe.MessageDecoderFlyweight;
import org.junit.jupiter.api.Test;

/**
 * Settlement cycles beside what is rare: a balance at its bounds, funding that was put off, and a market that settles
 * for good. One contract is worth its price in USDC; all are worked out by hand.
 */
class CycleCornerTest {
    private static final long USDC = OrderRig.USDC;
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    /** Small, so that twins are cheap, and with one evaluation in a slice. */
    private static final EngineLimits ONE_A_SLICE =
            new EngineLimits(64, 64, 64, 16, 16, 2, 2, 2, 256, 64, 8, 64, 64, 1, 64);
    /** Accounts that hold nothing but make cursors take several slices. */
    private static final int BYSTANDERS = 30;
    /** More than any cursor takes, even at one account each. */
    private static final int MOST_TIMERS = 60;

    private final OrderRig rig = OrderRig.market(ONE_A_SLICE);
    private final OrderCommands commands = new OrderCommands(rig);
    private final List<String> heard = new ArrayList<>();

    private void accept(final RejectCode code) {
        assertThat(code).isEqualTo(RejectCode.NONE);
        hear();
        assertSound();
    }

    private void assertSound() {
        assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
        assertThat(OrderRig.twin(rig, ONE_A_SLICE).engine().stateHash()).isEqualTo(rig.engine().stateHash());
    }

    private void timer(final long durationMs) {
        rig.timer(durationMs);
        hear();
        assertSound();
    }

    /** Lets timers come until one brings an event. {@return it} */
    private <D extends MessageDecoderFlyweight> D await(final D decoder) {
        for (int i = 0; i < MOST_TIMERS && rig.all(decoder.sbeTemplateId()).isEmpty(); i++) {
            timer(50);
        }
        return rig.only(decoder);
    }

    private void openBystanders() {
        for (long account = 20; account < 20 + BYSTANDERS; account++) {
            rig.open(account, OrderRig.ALICE, AccountKind.STANDARD);
        }
    }

    private long house(final HouseAccount kind) {
        return rig.engine().inspector().houseBalance(kind, 0, 0);
    }

    // ---------------------------------------------------------------- a balance at its bounds

    /**
     * Account 1 has room for 500 more. Its 1,000 of profit stay in CLEARING, which the omnibus account's 1,000 of loss
     * go to: that is all that moves.
     */
    @Test
    void shouldLeavePositionsToTheNextCycleWhenABalanceWouldLeaveItsBounds() {
        accept(commands.deposit(1, Bounds.MAX_AMOUNT - 500 * USDC));
        accept(commands.price(500_000));
        accept(commands.trade(1, 9, OrderRig.ONE, 500_000));
        accept(commands.price(510_000));
        accept(commands.startCycle());
        final CycleClosedDecoder batch = await(new CycleClosedDecoder());
        assertThat(List.of(batch.accounts(), batch.positions(), batch.positionsLeft())).containsExactly(2L, 1L, 1L);
        assertThat(List.of(batch.debits(), batch.credits())).containsExactly(1_000 * USDC, 1_000 * USDC);
        assertThat(rig.account(1).balances().get(0).balance()).isEqualTo(Bounds.MAX_AMOUNT - 500 * USDC);
        assertThat(rig.account(1).positions().get(0).entryValue()).isEqualTo(50_000 * USDC);
        assertThat(rig.balance(9)).isEqualTo(-1_000 * USDC);
        assertThat(house(HouseAccount.CLEARING)).isEqualTo(1_000 * USDC);

        // At 50,300 its profit fits; the omnibus account has gained back 700 since. CLEARING gives all it held.
        accept(commands.price(503_000));
        accept(commands.startCycle());
        final CycleClosedDecoder next = await(new CycleClosedDecoder());
        assertThat(List.of(next.accounts(), next.positions(), next.positionsLeft())).containsExactly(2L, 2L, 0L);
        assertThat(List.of(next.debits(), next.credits())).containsExactly(1_000 * USDC, 1_000 * USDC);
        assertThat(rig.account(1).balances().get(0).balance()).isEqualTo(Bounds.MAX_AMOUNT - 200 * USDC);
        assertThat(rig.balance(9)).isEqualTo(-300 * USDC);
        assertThat(house(HouseAccount.CLEARING)).isZero();
    }

    /**
     * CLEARING held 1,000 before, since account 9 bought back from 3 at a loss of 1,000. Account 3 loses another 1,000;
     * what is left of account 1 is 2,000, and CLEARING holds it all.
     */
    @Test
    void shouldRecordOnlyWhatWasPaidWhenClearingHeldSomethingBefore() {
        accept(commands.deposit(1, Bounds.MAX_AMOUNT - 500 * USDC));
        accept(commands.deposit(3, 10_000 * USDC));
        accept(commands.price(500_000));
        accept(commands.trade(1, 9, OrderRig.ONE, 500_000));
        accept(commands.price(510_000));
        accept(commands.trade(9, 3, OrderRig.ONE, 510_000));
        accept(commands.price(520_000));
        accept(commands.startCycle());
        final CycleClosedDecoder batch = await(new CycleClosedDecoder());
        assertThat(List.of(batch.positions(), batch.positionsLeft())).containsExactly(1L, 1L);
        assertThat(List.of(batch.debits(), batch.credits())).containsExactly(1_000 * USDC, 1_000 * USDC);
        assertThat(rig.balance(3)).isEqualTo(9_000 * USDC);
        assertThat(house(HouseAccount.CLEARING)).isEqualTo(2_000 * USDC);
    }

    // ---------------------------------------------------------------- a market that settles

    /** Accounts 1 and 2 have 20,000 each; 1 bought a contract from 2 at 50,000, and the price is 51,000 now. */
    private void market() {
        openBystanders();
        accept(commands.deposit(1, 20_000 * USDC));
        accept(commands.deposit(2, 20_000 * USDC));
        accept(commands.price(500_000));
        accept(commands.trade(1, 2, OrderRig.ONE, 500_000));
        accept(commands.price(510_000));
    }

    /**
     * As above, but an hour of funding at 3 % of 51,000 has just ended: 1,530 from the long to the short. That is
     * beyond the room of 2 % which boxes have, so it is put off until accounts have adopted new ceilings. The premium
     * is 24.05 % throughout, drawn back by 0.05 %; an hour is an eighth of what rates are of.
     */
    private void marketWithFundingPutOff() {
        accept(commands.funding(HOUR_MS, 0, 1_000_000_000));
        market();
        timer(HOUR_MS - rig.timeMs() % HOUR_MS);
        heard.clear();
        for (int minute = 0; minute < 60; minute++) {
            accept(commands.impactBid(632_655));
            rig.waitMs(MINUTE_MS);
        }
        timer(0);
        final FundingPutOffDecoder putOff = rig.only(new FundingPutOffDecoder());
        assertThat(putOff.ratePpb()).isEqualTo(30_000_000);
        assertThat(putOff.index()).isEqualTo(510_000);
        assertThat(putOff.intervalEndMs()).isEqualTo(rig.timeMs());
        assertThat(heard).as("put off").isEmpty();
    }

    /** A step that is more than the room of boxes is what ceilings are raised by, beside new room. */
    @Test
    void shouldMoveFundingWhenAccountsHaveAdoptedCeilingsForAStepBeyondTheRoom() {
        marketWithFundingPutOff();
        for (int i = 0; i < MOST_TIMERS && heard.isEmpty(); i++) {
            timer(50);
        }
        assertThat(heard).containsExactly("funding");
        assertThat(rig.balance(1)).isEqualTo(18_470 * USDC);
        assertThat(rig.balance(2)).isEqualTo(21_530 * USDC);
    }

    @Test
    void shouldMoveFundingThatWasPutOffBeforePositionsCloseWhenAMarketSettles() {
        marketWithFundingPutOff();
        accept(commands.phase(MarketPhase.SETTLING, 520_000));
        assertThat(rig.engine().inspector().isClosingMarkets()).isTrue();
        final List<String> order = closeAndListen();
        assertThat(order).containsExactly("funding", "closed 1", "closed 2");
        // 2,000 of profit against 1,530 of funding.
        assertThat(rig.balance(1)).isEqualTo(20_470 * USDC);
        assertThat(rig.balance(2)).isEqualTo(19_530 * USDC);
        assertThat(house(HouseAccount.FUNDING)).isZero();
        assertThat(house(HouseAccount.CLEARING)).isZero();
    }

    @Test
    void shouldSettleAccountsAtTheFrozenMarkFirstWhenAMarketSettlesAmidACycle() {
        market();
        accept(commands.startCycle());
        accept(commands.phase(MarketPhase.SETTLING, 520_000));
        assertThat(rig.engine().inspector().isCycleRunning()).isTrue();
        final List<String> order = closeAndListen();
        assertThat(order).containsSubsequence("settled 1: 1000", "closed 1");
        assertThat(order).containsSubsequence("settled 2: -1000", "closed 2");
        assertThat(order).endsWith("batch 1000 1000 of 2");
        assertThat(rig.balance(1)).isEqualTo(22_000 * USDC);
        assertThat(rig.balance(2)).isEqualTo(18_000 * USDC);
        assertThat(house(HouseAccount.CLEARING)).isZero();
    }

    @Test
    void shouldLeaveASettlingMarketOutWhenACycleBeginsAmidItsClosing() {
        marketWithFundingPutOff();
        accept(commands.phase(MarketPhase.SETTLING, 520_000));
        accept(commands.startCycle());
        assertThat(rig.only(new CycleMarkDecoder()).mark()).isZero();
        final List<String> order = closeAndListen();
        assertThat(order).contains("funding", "closed 1", "closed 2", "batch 0 0 of 0");
        assertThat(rig.balance(1)).isEqualTo(20_470 * USDC);
        assertThat(rig.balance(2)).isEqualTo(19_530 * USDC);
        assertThat(house(HouseAccount.CLEARING)).isZero();
    }

    /** The cycle pays 1,000 at 51,000; funding moves; the market closes at 52,000. All of it is under way at once. */
    @Test
    void shouldDoAllInTurnWhenAMarketSettlesAmidACycleWithFundingPutOff() {
        marketWithFundingPutOff();
        accept(commands.startCycle());
        accept(commands.phase(MarketPhase.SETTLING, 520_000));
        final List<String> order = closeAndListen();
        assertThat(order).containsSubsequence("settled 1: 1000", "funding", "closed 1", "closed 2");
        assertThat(order).contains("settled 2: -1000", "batch 1000 1000 of 2");
        assertThat(rig.balance(1)).isEqualTo(20_470 * USDC);
        assertThat(rig.balance(2)).isEqualTo(19_530 * USDC);
        assertThat(house(HouseAccount.FUNDING)).isZero();
        assertThat(house(HouseAccount.CLEARING)).isZero();
    }

    /** Lets timers come until nothing is under way. {@return all that happened, in order} */
    private List<String> closeAndListen() {
        for (int i = 0; i < MOST_TIMERS && isAnythingUnderWay(); i++) {
            timer(50);
        }
        assertThat(isAnythingUnderWay()).isFalse();
        return heard;
    }

    private boolean isAnythingUnderWay() {
        return rig.engine().inspector().isClosingMarkets() || rig.engine().inspector().isCycleRunning();
    }

    private void hear() {
        for (final OrderRig.Told told : rig.told()) {
            final String said = switch (told.templateId()) {
                case FundingIndexedDecoder.TEMPLATE_ID -> "funding";
                case PositionSettledDecoder.TEMPLATE_ID ->
                        "closed " + OrderRig.decode(told, new PositionSettledDecoder()).account();
                case CycleSettledDecoder.TEMPLATE_ID -> say(OrderRig.decode(told, new CycleSettledDecoder()));
                case CycleClosedDecoder.TEMPLATE_ID -> say(OrderRig.decode(told, new CycleClosedDecoder()));
                default -> "";
            };
            if (!said.isEmpty()) {
                heard.add(said);
            }
        }
    }

    private static String say(final CycleSettledDecoder settled) {
        return "settled " + settled.account() + ": " + settled.amount() / USDC;
    }

    private static String say(final CycleClosedDecoder batch) {
        return "batch " + batch.debits() / USDC + " " + batch.credits() / USDC + " of " + batch.positions();
    }
}
