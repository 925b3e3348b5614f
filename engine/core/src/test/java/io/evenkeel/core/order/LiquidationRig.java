package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.inspect.HouseAccount;
import java.util.List;

/**
 * A market at 50,000 in which account 11 of Alice holds one contract with 3,000 USDC, so that it breaches below
 * 47,000 / 0.95, or is short one, and breaches above 53,000 / 1.05. Auctions take 2 s and go up to 1 %; the penalty is
 * 0.5 %, b 10 %; where it is as large as the market is deep, 2 % and 1 %. Nobody has said how deep it is.
 */
final class LiquidationRig {
    static final long DEBTOR = 11;
    static final long LIQUIDATION = 1;
    /** The mark at which the debtor trades, and the start of every test. */
    static final long START = 500_000;

    private static final long VENUES_OWN = 9;

    private final OrderRig rig;
    private final OrderCommands commands;

    /** Makes the market; the debtor has collateral in USDC units. */
    LiquidationRig(final boolean isLong, final long collateral) {
        this(EngineLimits.small(), isLong, collateral);
    }

    LiquidationRig(final EngineLimits limits, final boolean isLong, final long collateral) {
        this(limits, isLong, collateral, false);
    }

    /** Makes the market with funding, whose rate is zero. */
    static LiquidationRig funded(final boolean isLong, final long collateral) {
        return new LiquidationRig(EngineLimits.small(), isLong, collateral, true);
    }

    private LiquidationRig(
            final EngineLimits limits, final boolean isLong, final long collateral, final boolean isFunded) {
        rig = OrderRig.market(limits);
        commands = new OrderCommands(rig);
        if (isFunded) {
            accept(commands.funding(28_800_000, 0, 0));
        }
        accept(commands.price(START));
        open(DEBTOR, OrderRig.ALICE, collateral);
        accept(commands.trade(
                isLong ? DEBTOR : VENUES_OWN, isLong ? VENUES_OWN : DEBTOR, OrderRig.ONE, START));
    }

    OrderRig rig() {
        return rig;
    }

    OrderCommands commands() {
        return commands;
    }

    void accept(final RejectCode code) {
        assertThat(code).isEqualTo(RejectCode.NONE);
        assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
    }

    void open(final long account, final int owner, final long collateral) {
        rig.open(account, owner, AccountKind.STANDARD);
        accept(commands.deposit(account, collateral));
    }

    long socialised() {
        return rig.engine().inspector().houseBalance(HouseAccount.SOCIALISED, 0, 0);
    }

    long insurance() {
        return rig.engine().inspector().houseBalance(HouseAccount.INSURANCE, 0, 0);
    }

    /** {@return trades of liquidations since the last command or timer began} */
    List<LiquidationTradeDecoder> trades() {
        return rig.all(LiquidationTradeDecoder.TEMPLATE_ID).stream()
                .map(event -> OrderRig.decode(event, new LiquidationTradeDecoder()))
                .toList();
    }

    /** {@return the last order since the last command or timer began} */
    LiquidationOrderDecoder order() {
        final List<OrderRig.Told> orders = rig.all(LiquidationOrderDecoder.TEMPLATE_ID);
        return OrderRig.decode(orders.get(orders.size() - 1), new LiquidationOrderDecoder());
    }

    LiquidationOutcome outcome() {
        return rig.only(new LiquidationEndedDecoder()).outcome();
    }
}
