package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.DeficitTakenDecoder;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationTermsStateDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.ParametersChangedDecoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetLiquidationTermsDecoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Liquidation terms that change after the listing, whose auctions take 2 s to 1 %, with a penalty of 0.5 %, a buffer of
 * 10 % and a cap of 5 % on what holders are charged. What keepers reckon a price from stays for an order that stands.
 */
class SaleTermsTest {
    private static final long USDC = OrderRig.USDC;
    private static final long ONE = OrderRig.ONE;
    private static final long VENUES_OWN = 9;
    private static final long SAME_OWNER = 1;
    private static final long KEEPER = 2;
    private static final long DEBTOR = LiquidationRig.DEBTOR;

    private final LiquidationRig market = new LiquidationRig(true, 3_000 * USDC);

    private void accept(final RejectCode code) {
        market.accept(code);
    }

    private RejectCode bid(final long liquidation, final long limit) {
        return market.commands().bid(OrderRig.BOB, KEEPER, liquidation, ONE / 10, limit);
    }

    private void assertOrder(final int auctionMs, final int maxDiscountPpm, final int penaltyPpm) {
        assertThat(market.order().auctionMs()).isEqualTo(auctionMs);
        assertThat(market.order().maxDiscountPpm()).isEqualTo(maxDiscountPpm);
        assertThat(market.order().penaltyPpm()).isEqualTo(penaltyPpm);
    }

    /**
     * After half of 2 s the order is 0.5 % below 49,000, 245, whatever was said meanwhile. A deposit cures; the account
     * then has 8,000 − 124.5 − 24.5 = 7,851 and 0.9 contracts, so at 43,000 it has 1,551 against 1,935. That order goes
     * by the new terms: after an eighth of 8 s it is 0.25 % below, 107.5, and there is no penalty.
     */
    @Test
    void shouldLeaveTheRunningOrderAloneWhenTermsChange() {
        accept(market.commands().deposit(KEEPER, 100_000 * USDC));
        accept(market.commands().price(490_000));
        assertOrder(2_000, 10_000, 5_000);
        accept(market.commands().liquidationTerms(8_000, 20_000, 0, 100_000, 50_000));
        market.rig().waitMs(1_000);

        assertThat(bid(1, 487_549)).isEqualTo(RejectCode.PRICE_MOVED);
        accept(bid(1, 487_550));
        assertThat(market.trades().get(0).penalty()).isEqualTo(24_500_000);
        assertOrder(2_000, 10_000, 5_000);
        accept(market.commands().deposit(DEBTOR, 5_000 * USDC));
        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.CURED);
        accept(market.commands().price(430_000));
        assertOrder(8_000, 20_000, 0);
        market.rig().waitMs(1_000);

        assertThat(bid(2, 428_924)).isEqualTo(RejectCode.PRICE_MOVED);
        accept(bid(2, 428_925));
        assertThat(market.trades().get(0).penalty()).isZero();
    }

    @Test
    void shouldGoOnAsItBeganWhenAnEngineIsRestoredAfterTermsChanged() {
        accept(market.commands().deposit(KEEPER, 100_000 * USDC));
        accept(market.commands().price(490_000));
        accept(market.commands().liquidationTerms(8_000, 20_000, 0, 100_000, 50_000));
        final OrderRig twin = OrderRig.twin(market.rig());
        assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
        final OrderCommands commands = new OrderCommands(twin).startingAt(market.commands().lastId());
        for (int step = 0; step < 3; step++) {
            market.rig().timer(700);
            twin.timer(700);
            assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
        }
        accept(market.commands().deposit(DEBTOR, 5_000 * USDC));
        accept(commands.deposit(DEBTOR, 5_000 * USDC));
        accept(market.commands().price(440_000));
        accept(commands.price(440_000));
        assertOrder(8_000, 20_000, 0);
        assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
    }

    /** At 49,600 the account has 2,600 against 2,480, which is enough without a buffer, and not with one of 10 %. */
    @Test
    void shouldHoldAtOnceWhenTheBufferChanges() {
        accept(market.commands().price(490_000));
        accept(market.commands().price(496_000));
        market.rig().timer(50);
        assertThat(market.rig().account(DEBTOR).liquidation()).isEqualTo(1);

        accept(market.commands().liquidationTerms(2_000, 10_000, 5_000, 0, 50_000));
        market.rig().timer(50);

        assertThat(market.outcome()).isEqualTo(LiquidationOutcome.CURED);
    }

    private void fall(final long held) {
        accept(market.commands().deposit(SAME_OWNER, 100_000 * USDC));
        accept(market.commands().trade(VENUES_OWN, SAME_OWNER, held, LiquidationRig.START));
        accept(market.commands().price(465_000));
        market.rig().timer(50);
        market.rig().timer(2_000);
    }

    private void charge() {
        for (int timers = 0; timers < 12; timers++) {
            market.rig().timer(50);
            assertThat(market.rig().engine().inspector().violatedInvariants()).isEmpty();
        }
    }

    private PriceState state() {
        return market.rig().engine().inspector().price(PricedKind.INSTRUMENT, 0).state();
    }

    /**
     * At 46,500 the pool takes the debtor's contract, and 500 are missing. A fifth of a contract may be charged 5 % of
     * 9,300, 465, and 35 would stay open; 10 % are 930, and nothing does.
     */
    @Test
    void shouldChargeWhatTheListingsCapLeavesOpenWhenItIsTwiceAsHigh() {
        accept(market.commands().liquidationTerms(2_000, 10_000, 5_000, 100_000, 100_000));
        fall(ONE / 5);

        final DeficitTakenDecoder taken = market.rig().only(new DeficitTakenDecoder());
        assertThat(taken.fromShorts()).isEqualTo(500 * USDC);
        assertThat(taken.left()).isZero();
        charge();
        assertThat(market.socialised()).isZero();
        assertThat(state()).isEqualTo(PriceState.VALID);
        assertThat(market.rig().balance(SAME_OWNER)).isEqualTo(99_500 * USDC);
    }

    /** What may be charged for an event was granted when it came. */
    @Test
    void shouldChargeNoMoreForADeficitThatWasTakenWhenTheCapIsRaisedAfterwards() {
        fall(ONE / 5);
        assertThat(market.rig().only(new DeficitTakenDecoder()).left()).isEqualTo(35 * USDC);

        accept(market.commands().liquidationTerms(2_000, 10_000, 5_000, 100_000, 1_000_000));
        charge();

        assertThat(market.socialised()).isEqualTo(-35 * USDC);
        assertThat(state()).isEqualTo(PriceState.HALTED);
        assertThat(market.rig().balance(SAME_OWNER)).isEqualTo(99_535 * USDC);
    }

    /**
     * One ppm of a fifth of 46,500 is 0.0093. A mantissa of price is the least that can be charged: it brings 0.02, and
     * what is too much of it goes to insurance, which covers as much of what is open.
     */
    @Test
    void shouldChargeAMantissaWhenTheCapIsLower() {
        accept(market.commands().liquidationTerms(2_000, 10_000, 5_000, 100_000, 1));
        fall(ONE / 5);

        assertThat(market.rig().only(new DeficitTakenDecoder()).fromShorts()).isEqualTo(9_300);
        charge();
        assertThat(market.socialised()).isEqualTo(20_000 - 500 * USDC);
    }

    private List<Integer> termsInSnapshot() {
        final List<Integer> found = new ArrayList<>();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        market.rig().engine().writeSnapshot((buffer, offset, length) -> {
            if (header.wrap(buffer, offset).templateId() == LiquidationTermsStateDecoder.TEMPLATE_ID) {
                found.add(new LiquidationTermsStateDecoder().wrapAndApplyHeader(buffer, offset, header).auctionMs());
            }
        });
        return found;
    }

    @Test
    void shouldKeepARecordOnlyWhenTermsAreNotThoseOfTheListing() {
        final long listed = market.rig().engine().stateHash();
        assertThat(termsInSnapshot()).isEmpty();
        accept(market.commands().liquidationTerms(8_000, 20_000, 0, 100_000, 50_000));
        final ParametersChangedDecoder changed = market.rig().only(new ParametersChangedDecoder());
        assertThat(changed.change()).isEqualTo(SetLiquidationTermsDecoder.TEMPLATE_ID);
        assertThat(changed.kind()).isEqualTo(PricedKind.INSTRUMENT);
        assertThat(changed.adopted()).isEqualTo(BooleanType.YES);
        assertThat(termsInSnapshot()).containsExactly(8_000);
        assertThat(market.rig().engine().stateHash()).isNotEqualTo(listed);
    }

    /** The tiers hold the discount to half of 5 %; milder ones to half of 3.9 %, whichever came first. */
    @Test
    void shouldHoldDiscountsToTheTiersInForceWhenBothChange() {
        accept(market.commands().marginTerms(100_000, 39_000));
        accept(market.commands().liquidationTerms(2_000, 30_000, 30_000, 100_000, 50_000));
        final OrderRig twin = OrderRig.twin(market.rig());
        assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
        final OrderCommands commands = new OrderCommands(twin).startingAt(market.commands().lastId());

        accept(market.commands().price(487_000));
        accept(commands.price(487_000));

        assertOrder(2_000, 19_500, 9_750);
        assertThat(twin.engine().stateHash()).isEqualTo(market.rig().engine().stateHash());
    }
}
