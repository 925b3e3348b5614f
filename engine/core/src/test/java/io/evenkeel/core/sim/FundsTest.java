package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Rig.DEBTOR;
import static io.evenkeel.core.sim.Rig.EMPTY;
import static io.evenkeel.core.sim.Rig.KEEPER;
import static io.evenkeel.core.sim.Rig.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.event.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Money out and in: instructions, their answers, repetition and delay, transfers, limits and caps. */
class FundsTest {
    private static final long HOUR_MS = 3_600_000;

    private static long inTransit(final Rig rig) {
        return rig.engine().inspector().houseBalance(HouseAccount.IN_TRANSIT, 0, 0);
    }

    private static long balance(final Rig rig, final long account) {
        return rig.engine().inspector().account(account).balances().get(0).balance();
    }

    private static LogEntry confirm(final long instruction, final InstructionOutcome outcome) {
        return new LogEntry.Confirmation(instruction, outcome);
    }

    private static LogEntry cancel(final long instruction, final int participant) {
        return new LogEntry.Cancellation(instruction, participant);
    }

    private static LogEntry limits(final int asset, final long... figures) {
        return new LogEntry.Setup((writer, sequence) -> writer.collateralLimits(sequence, asset, figures), "limits");
    }

    private static LogEntry settlement(final long... figures) {
        return new LogEntry.Setup((writer, sequence) ->
                writer.settlement(sequence, figures[0], figures[1], figures[2], figures[3]), "settlement");
    }

    private static void assertRefused(final Rig rig, final LogEntry entry, final RejectCode code) {
        final String before = rig.everything();
        assertThat(rig.feed(entry).rejectCode()).as("%s", entry).isEqualTo(code);
        assertThat(rig.everything()).isEqualTo(before);
        assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
    }

    private static List<Event.Instructed> instructed(final Rig rig) {
        return rig.events().stream().filter(Event.Instructed.class::isInstance).map(Event.Instructed.class::cast)
                .toList();
    }

    private static void pass(final Rig rig, final long ms) {
        rig.events().clear();
        rig.feeder().feed(new LogEntry.Timer(ms));
        assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
    }

    @Test
    void shouldHoldMoneyInTransitWhenItIsWithdrawnUntilAGatewayConfirms() {
        final Rig rig = new Rig().funded();
        final long before = balance(rig, KEEPER);
        final long outside = rig.engine().inspector().houseBalance(HouseAccount.EXTERNAL, 0, 0);
        assertThat(rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 400)).result()).isEqualTo(1);
        assertThat(instructed(rig))
                .containsExactly(new Event.Instructed(1, 0, KEEPER, 0, 400, InstructionKind.WITHDRAWAL, 0));
        assertThat(balance(rig, KEEPER)).isEqualTo(before - 400);
        assertThat(inTransit(rig)).isEqualTo(400);
        assertThat(rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 5)).result()).isEqualTo(2);
        rig.accept(confirm(1, InstructionOutcome.CONFIRMED));
        assertThat(rig.events()).contains(new Event.Finished(
                1, KEEPER, 0, 400, before - 405, InstructionKind.WITHDRAWAL, InstructionOutcome.CONFIRMED));
        assertThat(inTransit(rig)).isEqualTo(5);
        assertThat(rig.engine().inspector().houseBalance(HouseAccount.EXTERNAL, 0, 0)).isEqualTo(outside + 400);
        assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
    }

    @Test
    void shouldReturnMoneyWhenAWithdrawalFails() {
        final Rig rig = new Rig().funded();
        final long before = balance(rig, KEEPER);
        rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 400));
        rig.accept(confirm(1, InstructionOutcome.FAILED));
        assertThat(rig.events()).contains(new Event.Finished(
                1, KEEPER, 0, 400, before, InstructionKind.WITHDRAWAL, InstructionOutcome.FAILED));
        assertThat(balance(rig, KEEPER)).isEqualTo(before);
        assertThat(inTransit(rig)).isZero();
        assertRefused(rig, confirm(1, InstructionOutcome.CONFIRMED), RejectCode.UNKNOWN_INSTRUCTION);
    }

    @Test
    void shouldCureALiquidationWhenAFailedWithdrawalComesBack() {
        final Rig rig = new Rig().funded();
        // Equity 10,000 USDC against 1 I0 long at 50,000; 2,000 go out, then the mark falls by 7,100.
        rig.accept(new LogEntry.Withdrawal(DEBTOR, 0, 2_000_000_000L));
        rig.price(PricedKind.INSTRUMENT, 0, 4_290_000);
        assertThat(rig.engine().inspector().account(DEBTOR).liquidation()).isEqualTo(1);
        rig.accept(confirm(1, InstructionOutcome.FAILED));
        assertThat(rig.engine().inspector().account(DEBTOR).liquidation()).isZero();
        assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
    }

    @Test
    void shouldRefuseConfirmationsWhenTheInstructionIsUnknownOrWasNotSent() {
        final Rig rig = new Rig().funded();
        assertRefused(rig, confirm(1, InstructionOutcome.CONFIRMED), RejectCode.UNKNOWN_INSTRUCTION);
        assertRefused(rig, confirm(0, InstructionOutcome.FAILED), RejectCode.UNKNOWN_INSTRUCTION);
        rig.accept(limits(0, 0, 0, 0, 0, 100, HOUR_MS));
        rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 101));
        assertRefused(rig, confirm(1, InstructionOutcome.CONFIRMED), RejectCode.UNKNOWN_INSTRUCTION);
    }

    @Test
    void shouldReturnMoneyWhenAWithdrawalIsCancelledBeforeItsDelayIsOver() {
        final Rig rig = new Rig().funded();
        final long before = balance(rig, KEEPER);
        rig.accept(limits(0, 0, 0, 0, 0, 100, HOUR_MS));
        rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 101));
        rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 102));
        pass(rig, HOUR_MS - 1);

        rig.accept(cancel(1, Parties.ownerOf(KEEPER)));
        assertThat(rig.events()).contains(new Event.Finished(
                1, KEEPER, 0, 101, before - 102, InstructionKind.WITHDRAWAL, InstructionOutcome.CANCELLED));
        rig.accept(cancel(2, Parties.GENESIS));
        assertThat(balance(rig, KEEPER)).isEqualTo(before);
        assertThat(inTransit(rig)).isZero();
        pass(rig, HOUR_MS);
        assertThat(instructed(rig)).isEmpty();
    }

    @Test
    void shouldRefuseToCancelWhenItIsNoWithdrawalOfTheSendersThatWaits() {
        final Rig rig = new Rig().funded();
        rig.accept(limits(0, 0, 0, 0, 0, 100, HOUR_MS));
        rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 100));
        rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 101));
        final int owner = Parties.ownerOf(KEEPER);
        final int other = owner == Parties.EVEN_OWNER ? Parties.ODD_OWNER : Parties.EVEN_OWNER;

        assertRefused(rig, cancel(1, owner), RejectCode.UNKNOWN_INSTRUCTION);
        assertRefused(rig, cancel(3, owner), RejectCode.UNKNOWN_INSTRUCTION);
        assertRefused(rig, cancel(2, other), RejectCode.NOT_PERMITTED);
        assertRefused(rig, cancel(2, Parties.GATEWAY), RejectCode.NOT_PERMITTED);
        pass(rig, HOUR_MS);
        assertRefused(rig, cancel(2, owner), RejectCode.UNKNOWN_INSTRUCTION);
        assertRefused(rig, confirm(2, InstructionOutcome.CANCELLED), RejectCode.BAD_PARAMETER);
    }

    @Test
    void shouldSendALargeWithdrawalLaterWhenThereIsADelay() {
        final Rig rig = new Rig().funded();
        rig.accept(limits(0, 0, 0, 0, 0, 100, HOUR_MS));
        rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 100));
        assertThat(instructed(rig)).hasSize(1);
        rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 101));
        assertThat(instructed(rig)).isEmpty();
        assertThat(inTransit(rig)).isEqualTo(201);
        rig.accept(confirm(1, InstructionOutcome.CONFIRMED));
        pass(rig, HOUR_MS - 1);
        assertThat(instructed(rig)).isEmpty();
        pass(rig, 1);
        assertThat(instructed(rig))
                .containsExactly(new Event.Instructed(2, 0, KEEPER, 0, 101, InstructionKind.WITHDRAWAL, 0));
        rig.accept(confirm(2, InstructionOutcome.CONFIRMED));
        assertThat(inTransit(rig)).isZero();
    }

    @Test
    void shouldRepeatAnInstructionWhenNobodyAnswers() {
        final Rig rig = new Rig().funded();
        rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 7));
        pass(rig, 59_999);
        assertThat(instructed(rig)).isEmpty();
        pass(rig, 1);
        assertThat(instructed(rig)).extracting(Event.Instructed::repeat).containsExactly(1);
        rig.accept(settlement(0, 1_000, 0, 0));
        pass(rig, 60_000);
        assertThat(instructed(rig)).extracting(Event.Instructed::repeat).containsExactly(2);
        pass(rig, 1_000);
        assertThat(instructed(rig)).extracting(Event.Instructed::repeat).containsExactly(3);
        rig.accept(settlement(0, 0, 0, 0));
        pass(rig, 1_000);
        assertThat(instructed(rig)).isEmpty();
        pass(rig, 100 * HOUR_MS);
        assertThat(instructed(rig)).isEmpty();
        rig.accept(confirm(1, InstructionOutcome.CONFIRMED));
    }

    /** What was sent while nothing is repeated is due by terms that say otherwise later, from when it was sent. */
    @Test
    void shouldRepeatWhatWasSentBeforeWhenTermsComeThatRepeat() {
        final Rig rig = new Rig().funded();
        rig.accept(settlement(0, 0, 0, 0));
        rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 7));
        pass(rig, 30_000);
        rig.accept(settlement(0, 60_000, 0, 0));
        pass(rig, 29_999);
        assertThat(instructed(rig)).isEmpty();
        pass(rig, 1);
        assertThat(instructed(rig)).extracting(Event.Instructed::repeat).containsExactly(1);
        rig.accept(settlement(0, 0, 0, 0));
        pass(rig, HOUR_MS);
        assertThat(instructed(rig)).isEmpty();
        rig.accept(settlement(0, 60_000, 0, 0));
        pass(rig, 1);
        assertThat(instructed(rig)).extracting(Event.Instructed::repeat).containsExactly(2);
    }

    @Test
    void shouldRefuseWithdrawalsWhenTheWindowOfTheAssetIsUsedUp() {
        final Rig rig = new Rig().funded();
        rig.accept(limits(0, 0, 0, 1_000, HOUR_MS, 0, 0));
        rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 600));
        assertRefused(rig, new LogEntry.Withdrawal(OTHER, 0, 401), RejectCode.WITHDRAWAL_LIMIT);
        rig.accept(new LogEntry.Withdrawal(OTHER, 0, 400));
        rig.accept(confirm(1, InstructionOutcome.FAILED));
        assertRefused(rig, new LogEntry.Withdrawal(KEEPER, 0, 1), RejectCode.WITHDRAWAL_LIMIT);
        pass(rig, HOUR_MS);
        rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 1_000));
    }

    @Test
    void shouldRefuseWithdrawalsWhenTheValueOfTheSystemsWindowIsUsedUp() {
        final Rig rig = new Rig().funded();
        rig.accept(rig.deposit(KEEPER, 1, 100_000_000));
        rig.price(PricedKind.ASSET, 1, price(rig, 50_000));
        // 0.01 of A1 (10^-8) at 50,000 is 500 of A0 (10^-6).
        rig.accept(settlement(0, 0, 600_000_000, HOUR_MS));
        rig.accept(new LogEntry.Withdrawal(KEEPER, 1, 1_000_000));
        assertRefused(rig, new LogEntry.Withdrawal(KEEPER, 0, 100_000_001), RejectCode.WITHDRAWAL_LIMIT);
        assertRefused(rig, new LogEntry.Withdrawal(KEEPER, 1, 200_001), RejectCode.WITHDRAWAL_LIMIT);
        rig.accept(new LogEntry.Withdrawal(KEEPER, 1, 199_999));
        rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 500));
        assertRefused(rig, new LogEntry.Withdrawal(KEEPER, 0, 1), RejectCode.WITHDRAWAL_LIMIT);
    }

    private static long price(final Rig rig, final long whole) {
        final int exponent = rig.world().terms().assets().get(1).priceExponent();
        long mantissa = whole;
        for (int i = 0; i > exponent; i--) {
            mantissa *= 10;
        }
        return mantissa;
    }

    @Test
    void shouldRefuseDepositsWhenACapOrLimitWouldBeExceeded() {
        final Rig rig = new Rig();
        rig.accept(limits(0, 1_000, 600, 0, 0, 0, 0));
        rig.accept(rig.deposit(KEEPER, 0, 600));
        assertRefused(rig, rig.deposit(KEEPER, 0, 1), RejectCode.DEPOSIT_CAP);
        assertRefused(rig, rig.deposit(OTHER, 0, 401), RejectCode.DEPOSIT_CAP);
        rig.accept(rig.deposit(OTHER, 0, 400));
        rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 100));
        rig.accept(rig.deposit(OTHER, 0, 100));
        assertRefused(rig, rig.deposit(OTHER, 0, 1), RejectCode.DEPOSIT_CAP);
        rig.accept(rig.deposit(OTHER, 1, 1_000_000));
    }

    @Test
    void shouldTakeNewCollateralOnlyWhenItsPriceIsValid() {
        final Rig rig = new Rig().funded();
        rig.price(PricedKind.ASSET, 1, price(rig, 50_000));
        rig.accept(rig.deposit(KEEPER, 1, 5));
        rig.accept(new LogEntry.Halt(PricedKind.ASSET, 1, true));
        assertThat(rig.engine().inspector().price(PricedKind.ASSET, 1).state()).isEqualTo(PriceState.HALTED);
        assertRefused(rig, rig.deposit(KEEPER, 1, 5), RejectCode.STALE_PRICE);
        rig.accept(rig.deposit(KEEPER, 0, 5));
    }

    @Test
    void shouldMoveMoneyWhenBothAccountsHaveOneOwner() {
        final Rig rig = new Rig().funded();
        final long before = balance(rig, KEEPER);
        rig.accept(new LogEntry.Transfer(KEEPER, EMPTY, 0, 300));
        assertThat(rig.events()).contains(new Event.Transferred(KEEPER, EMPTY, 0, 300));
        assertThat(balance(rig, KEEPER)).isEqualTo(before - 300);
        assertThat(balance(rig, EMPTY)).isEqualTo(300);
        assertThat(inTransit(rig)).isZero();
        rig.accept(new LogEntry.Transfer(EMPTY, KEEPER, 0, 300));
        assertThat(balance(rig, KEEPER)).isEqualTo(before);
    }

    @Test
    void shouldRefuseTransfersWhenAWithdrawalOrADepositWouldBe() {
        final Rig rig = new Rig().funded();
        assertRefused(rig, new LogEntry.Transfer(KEEPER, OTHER, 0, 1), RejectCode.NOT_PERMITTED);
        assertRefused(rig, new LogEntry.Transfer(KEEPER, 999, 0, 1), RejectCode.UNKNOWN_ACCOUNT);
        assertRefused(rig, new LogEntry.Transfer(997, KEEPER, 0, 1), RejectCode.UNKNOWN_ACCOUNT);
        assertRefused(rig, new LogEntry.Transfer(KEEPER, EMPTY, 9, 1), RejectCode.UNKNOWN_ASSET);
        assertRefused(rig, new LogEntry.Transfer(KEEPER, EMPTY, 0, 0), RejectCode.BAD_QUANTITY);
        assertRefused(rig, new LogEntry.Transfer(KEEPER, KEEPER, 0, 1), RejectCode.BAD_PARAMETER);
        assertRefused(rig, new LogEntry.Transfer(EMPTY, KEEPER, 0, 1), RejectCode.INSUFFICIENT_BALANCE);
        assertRefused(rig, new LogEntry.Transfer(DEBTOR, KEEPER, 0, 9_999_999_999L), RejectCode.INSUFFICIENT_MARGIN);
        rig.accept(limits(0, 0, 100, 0, 0, 0, 0));
        assertRefused(rig, new LogEntry.Transfer(KEEPER, EMPTY, 0, 101), RejectCode.DEPOSIT_CAP);
        rig.accept(new LogEntry.Transfer(KEEPER, EMPTY, 0, 100));
    }

    @Test
    void shouldCureAFrozenAccountWhenItsOwnerTransfersToIt() {
        final Rig rig = new Rig().breached();
        assertRefused(rig, new LogEntry.Transfer(DEBTOR, KEEPER, 0, 1), RejectCode.ACCOUNT_FROZEN);
        rig.accept(new LogEntry.Transfer(KEEPER, DEBTOR, 0, 20_000_000_000L));
        assertThat(rig.engine().inspector().account(DEBTOR).liquidation()).isZero();
    }

    @Test
    void shouldRefuseTermsWhenTheyMakeNoSense() {
        final Rig rig = new Rig();
        assertRefused(rig, limits(9, 0, 0, 0, 0, 0, 0), RejectCode.UNKNOWN_ASSET);
        assertRefused(rig, limits(0, -1, 0, 0, 0, 0, 0), RejectCode.BAD_PARAMETER);
        assertRefused(rig, limits(0, 0, -1, 0, 0, 0, 0), RejectCode.BAD_PARAMETER);
        assertRefused(rig, limits(0, 0, 0, 5, 0, 0, 0), RejectCode.BAD_PARAMETER);
        assertRefused(rig, limits(0, 0, 0, 5, Long.MAX_VALUE, 0, 0), RejectCode.BAD_PARAMETER);
        assertRefused(rig, limits(0, 0, 0, 0, 0, 5, Long.MAX_VALUE), RejectCode.BAD_PARAMETER);
        assertRefused(rig, limits(0, 0, 0, 0, 0, -5, 1), RejectCode.BAD_PARAMETER);
        assertRefused(rig, settlement(-1, 0, 0, 0), RejectCode.BAD_PARAMETER);
        assertRefused(rig, settlement(0, -1, 0, 0), RejectCode.BAD_PARAMETER);
        assertRefused(rig, settlement(0, 0, 1, 0), RejectCode.BAD_PARAMETER);
        assertRefused(rig, settlement(0, 0, 0, Long.MAX_VALUE), RejectCode.BAD_PARAMETER);
    }

    @Test
    void shouldRefuseWithdrawalsWhenAnAccountHasTooManyOpen() {
        final Rig rig = new Rig().funded();
        for (int i = 0; i < io.evenkeel.core.settlement.InstructionStore.MOST_OF_ACCOUNT; i++) {
            rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 1));
        }
        assertRefused(rig, new LogEntry.Withdrawal(KEEPER, 0, 1), RejectCode.CAPACITY);
        rig.accept(new LogEntry.Withdrawal(OTHER, 0, 1));
        rig.accept(confirm(17, InstructionOutcome.CONFIRMED));
        rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 1));
    }
}
