package io.evenkeel.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.inspect.PriceReport;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.event.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The life of a market from reduce-only to delisting, with numbers worked by hand. One unit of I0's price is 1/100. */
class MarketLifeTest {
    private static final long DEBTOR = Rig.DEBTOR;
    private static final long OTHER = Rig.OTHER;
    private static final long FINAL_PRICE = 5_100_000;

    private static LogEntry phase(final MarketPhase phase, final long price) {
        return new LogEntry.Setup((writer, sequence) -> writer.marketPhase(sequence, 0, phase, price), "phase");
    }

    private static long balance(final Rig rig, final long account) {
        return rig.engine().inspector().account(account).balances().get(0).balance();
    }

    private static void assertSound(final Rig rig) {
        assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
    }

    private static void assertRefused(final Rig rig, final LogEntry entry, final RejectCode code) {
        final String before = rig.everything();
        assertThat(rig.feed(entry).rejectCode()).as("%s", entry).isEqualTo(code);
        assertThat(rig.everything()).isEqualTo(before);
    }

    @Test
    void shouldPayProfitAtTheFinalPriceAndDelistWhenAMarketSettles() {
        final Rig rig = new Rig().funded();
        rig.accept(phase(MarketPhase.SETTLING, FINAL_PRICE));
        // 1.0000 bought at 50,000.00 and closed at 51,000.00
        assertThat(balance(rig, DEBTOR)).isEqualTo(11_000_000_000L);
        assertThat(balance(rig, OTHER)).isEqualTo(999_000_000_000L);
        assertThat(rig.engine().inspector().account(DEBTOR).positions()).isEmpty();
        assertThat(rig.engine().inspector().price(PricedKind.INSTRUMENT, 0))
                .isEqualTo(new PriceReport(FINAL_PRICE, FINAL_PRICE, PriceState.VALID));
        assertSound(rig);
        rig.accept(phase(MarketPhase.DELISTED, 0));
        assertRefused(rig, phase(MarketPhase.DELISTED, 0), RejectCode.NOT_OPEN);
        assertSound(rig);
    }

    @Test
    void shouldRefuseWhatWouldMoveAMarketWhenItsPriceIsFinal() {
        final Rig rig = new Rig(EngineLimits.small().withSliceEvaluations(1)).funded();
        rig.accept(phase(MarketPhase.REDUCE_ONLY, 0));
        rig.accept(rig.trade(Rig.KEEPER, OTHER, 10, 5_000_000));
        rig.accept(phase(MarketPhase.OPEN, 0));
        rig.accept(phase(MarketPhase.SETTLING, FINAL_PRICE));
        assertThat(rig.engine().inspector().isClosingMarkets()).isTrue();
        assertSound(rig);
        assertThat(rig.feed(rig.trade(Rig.KEEPER, OTHER, 10, 5_000_000)).rejectCode()).isEqualTo(RejectCode.NOT_OPEN);
        close(rig);
        assertRefused(rig, new LogEntry.Price(PricedKind.INSTRUMENT, 0,
                rig.world().sources(PricedKind.INSTRUMENT, 0).get(0), 5_000_000, 0), RejectCode.NOT_OPEN);
        assertRefused(rig, rig.trade(Rig.KEEPER, OTHER, 10, 5_000_000), RejectCode.NOT_OPEN);
        assertRefused(rig, new LogEntry.Halt(PricedKind.INSTRUMENT, 0, true), RejectCode.NOT_OPEN);
        assertRefused(rig, phase(MarketPhase.OPEN, 0), RejectCode.NOT_OPEN);
        assertRefused(rig, phase(MarketPhase.SETTLING, FINAL_PRICE), RejectCode.NOT_OPEN);
        // 0.0010 at 50,000.00, closed at 51,000.00
        assertThat(balance(rig, Rig.KEEPER)).isEqualTo(1_000_001_000_000L);
    }

    @Test
    void shouldDelistOnlyWhenNobodyHoldsTheMarket() {
        final Rig rig = new Rig(EngineLimits.small().withSliceEvaluations(1)).funded();
        assertRefused(rig, phase(MarketPhase.DELISTED, 0), RejectCode.BAD_PARAMETER);
        rig.accept(phase(MarketPhase.SETTLING, FINAL_PRICE));
        assertThat(rig.feed(phase(MarketPhase.DELISTED, 0)).rejectCode()).isEqualTo(RejectCode.ACCOUNT_NOT_EMPTY);
        close(rig);
        rig.accept(phase(MarketPhase.DELISTED, 0));
    }

    @Test
    void shouldLiquidateByTheRulesAndEndEmptiedWhenTheFinalPriceBreaches() {
        final Rig rig = new Rig().funded();
        rig.accept(phase(MarketPhase.SETTLING, 4_100_000));
        assertThat(rig.events()).hasAtLeastOneElementOfType(Event.Started.class);
        final Event.Ended ended = only(rig, Event.Ended.class);
        assertThat(ended.outcome()).isEqualTo(LiquidationOutcome.EMPTIED);
        assertThat(rig.events().stream().filter(Event.Order.class::isInstance)).isEmpty();
        assertThat(balance(rig, DEBTOR)).isEqualTo(1_000_000_000L);
        assertSound(rig);
    }

    @Test
    void shouldKeepWhatIsMissingOpenWhenTheFinalPriceTakesMoreThanAnAccountHas() {
        final Rig rig = new Rig().funded();
        rig.accept(phase(MarketPhase.SETTLING, 3_900_000));
        assertThat(only(rig, Event.Ended.class).outcome()).isEqualTo(LiquidationOutcome.BANKRUPT);
        assertThat(rig.engine().inspector().account(DEBTOR).status()).isEqualTo(AccountStatus.HEALTHY);
        assertThat(balance(rig, DEBTOR)).isZero();
        // Nobody can be charged any more in a market that settles.
        assertThat(rig.engine().inspector().houseBalance(HouseAccount.SOCIALISED, 0, 0)).isEqualTo(-1_000_000_000L);
        assertSound(rig);
    }

    @Test
    void shouldWithdrawTheOrderWhenAMarketSettlesUnderALiquidation() {
        final Rig rig = new Rig(EngineLimits.small().withSliceEvaluations(1)).breached();
        close(rig);
        assertThat(rig.engine().inspector().account(DEBTOR).liquidation()).isEqualTo(1);
        rig.accept(phase(MarketPhase.SETTLING, 4_200_000));
        assertThat(rig.feed(new LogEntry.Bid(OTHER, 1, 0, 10, 5_000_000)).rejectCode())
                .isIn(RejectCode.NOT_OPEN, RejectCode.LIQUIDATION_NOT_OPEN);
        close(rig);
        assertThat(balance(rig, DEBTOR)).isEqualTo(2_000_000_000L);
        assertThat(rig.engine().inspector().account(DEBTOR).liquidation()).isZero();
        assertSound(rig);
    }

    private static void close(final Rig rig) {
        while (rig.engine().inspector().isTaskRunning() || rig.engine().inspector().isClosingMarkets()) {
            rig.feeder().feed(new LogEntry.Timer(50));
            assertSound(rig);
        }
    }

    private static <E extends Event> E only(final Rig rig, final Class<E> type) {
        final List<E> found = rig.events().stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
