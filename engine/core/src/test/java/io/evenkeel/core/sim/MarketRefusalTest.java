package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Rig.DEBTOR;
import static io.evenkeel.core.sim.Rig.EMPTY;
import static io.evenkeel.core.sim.Rig.KEEPER;
import static io.evenkeel.core.sim.Rig.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.event.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bad fills, money movements, prices and bids: refused with the documented reason, and nothing changes (SPEC 8). */
class MarketRefusalTest {
    private static final long MAX = Long.MAX_VALUE;

    private static void assertRefused(final Rig rig, final LogEntry entry, final RejectCode... codes) {
        final String before = rig.everything();
        final Event.Ack ack = rig.feed(entry);
        assertThat(ack.rejectCode()).as("answer to %s", entry).isIn(List.of(codes));
        assertThat(ack.status()).isEqualTo(AckStatus.REJECTED);
        assertThat(rig.everything()).as("state after %s", entry).isEqualTo(before);
        assertThat(rig.events()).as("outputs of %s", entry).hasSize(1);
        rig.accept(rig.deposit(OTHER, 0, 1));
    }

    private static LogEntry.Trade fill(
            final int instrument, final long buyer, final long seller, final long quantity, final long price) {
        return new LogEntry.Trade(instrument, 500_000 + buyer + quantity, buyer, seller, quantity, price, 0, 0);
    }

    @Test
    void shouldRefuseFillWhenItNamesWhatDoesNotExist() {
        final Rig rig = new Rig().funded();
        assertRefused(rig, fill(50, DEBTOR, OTHER, 10, 5_000_000), RejectCode.UNKNOWN_INSTRUMENT);
        assertRefused(rig, fill(0, 999, OTHER, 10, 5_000_000), RejectCode.UNKNOWN_ACCOUNT);
        assertRefused(rig, fill(0, OTHER, 999, 10, 5_000_000), RejectCode.UNKNOWN_ACCOUNT);
        assertRefused(rig, fill(0, 0, OTHER, 10, 5_000_000), RejectCode.UNKNOWN_ACCOUNT);
        assertRefused(rig, fill(0, -1, OTHER, 10, 5_000_000), RejectCode.UNKNOWN_ACCOUNT);
    }

    @Test
    void shouldRefuseFillWhenItIsOffTheGridOrOutOfBounds() {
        final Rig rig = new Rig().funded();
        assertRefused(rig, fill(0, KEEPER, OTHER, 11, 5_000_000), RejectCode.OFF_GRID);
        assertRefused(rig, fill(0, KEEPER, OTHER, 10, 5_000_001), RejectCode.OFF_GRID);
        assertRefused(rig, fill(0, KEEPER, OTHER, 0, 5_000_000), RejectCode.BAD_QUANTITY);
        assertRefused(rig, fill(0, KEEPER, OTHER, -10, 5_000_000), RejectCode.BAD_QUANTITY);
        assertRefused(rig, fill(0, KEEPER, OTHER, Long.MIN_VALUE, 5_000_000), RejectCode.BAD_QUANTITY);
        assertRefused(rig, fill(0, KEEPER, OTHER, 10, 0), RejectCode.BAD_PRICE);
        assertRefused(rig, fill(0, KEEPER, OTHER, 10, -50), RejectCode.BAD_PRICE);
        assertRefused(rig, fill(0, KEEPER, OTHER, MAX / 10 * 10, 5_000_000),
                RejectCode.BAD_QUANTITY, RejectCode.ARITHMETIC_OVERFLOW);
        assertRefused(rig, fill(0, KEEPER, OTHER, 10, MAX / 50 * 50),
                RejectCode.BAD_PRICE, RejectCode.ARITHMETIC_OVERFLOW);
    }

    @Test
    void shouldRefuseFillWhenItsProductsLeaveTheirBounds() {
        final Rig rig = new Rig().funded();
        for (long quantity = 1_000_000; quantity > 0 && quantity < MAX / 100; quantity *= 10) {
            final LogEntry.Trade huge = fill(0, KEEPER, World.OMNIBUS, quantity, 5_000_000);
            final String before = rig.everything();
            final Event.Ack ack = rig.feed(huge);
            if (ack.rejectCode() != RejectCode.NONE) {
                assertThat(ack.rejectCode()).isIn(
                        RejectCode.ARITHMETIC_OVERFLOW, RejectCode.BAD_QUANTITY, RejectCode.ACCOUNT_FROZEN);
                assertThat(rig.everything()).isEqualTo(before);
            }
            assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
        }
        assertRefused(rig, fill(0, KEEPER, World.OMNIBUS, MAX / 100 * 10, 5_000_000),
                RejectCode.ARITHMETIC_OVERFLOW, RejectCode.BAD_QUANTITY, RejectCode.ACCOUNT_FROZEN);
    }

    @Test
    void shouldRefuseFillWhenBothLegsAreOneAccount() {
        assertRefused(new Rig().funded(), fill(0, OTHER, OTHER, 10, 5_000_000), RejectCode.BAD_PARAMETER);
    }

    @Test
    void shouldRefuseFillWhenTheTradeIdWasSeen() {
        final Rig rig = new Rig().funded();
        final LogEntry.Trade fill = fill(0, KEEPER, OTHER, 10, 5_000_000);
        rig.accept(fill);
        assertRefused(rig, fill, RejectCode.DUPLICATE_TRADE);
    }

    @Test
    void shouldRefuseDepositWhenItIsUnknownRepeatedOrNotPositive() {
        final Rig rig = new Rig().funded();
        final LogEntry.Deposit first = rig.deposit(OTHER, 1, 5);
        rig.accept(first);
        assertRefused(rig, first, RejectCode.DUPLICATE_REFERENCE);
        assertRefused(rig, rig.deposit(999, 0, 5), RejectCode.UNKNOWN_ACCOUNT);
        assertRefused(rig, rig.deposit(OTHER, 9, 5), RejectCode.UNKNOWN_ASSET);
        assertRefused(rig, rig.deposit(OTHER, 0, 0), RejectCode.BAD_QUANTITY);
        assertRefused(rig, rig.deposit(OTHER, 0, -5), RejectCode.BAD_QUANTITY);
        assertRefused(rig, rig.deposit(OTHER, 0, MAX), RejectCode.BAD_QUANTITY, RejectCode.ARITHMETIC_OVERFLOW);
        assertRefused(rig, new LogEntry.Insurance(0, 0, 777_000), RejectCode.BAD_QUANTITY);
        assertRefused(rig, new LogEntry.Insurance(9, 5, 777_001), RejectCode.UNKNOWN_ASSET);
        assertRefused(rig, new LogEntry.Insurance(0, 5, first.reference()), RejectCode.DUPLICATE_REFERENCE);
    }

    @Test
    void shouldRefuseWithdrawalWhenMoneyOrMarginIsMissing() {
        final Rig rig = new Rig().funded();
        assertRefused(rig, new LogEntry.Withdrawal(KEEPER, 0, 1_000_000_000_001L), RejectCode.INSUFFICIENT_BALANCE);
        assertRefused(rig, new LogEntry.Withdrawal(KEEPER, 1, 1), RejectCode.INSUFFICIENT_BALANCE);
        assertRefused(rig, new LogEntry.Withdrawal(KEEPER, 0, 0), RejectCode.BAD_QUANTITY);
        assertRefused(rig, new LogEntry.Withdrawal(KEEPER, 0, -1), RejectCode.BAD_QUANTITY);
        assertRefused(rig, new LogEntry.Withdrawal(KEEPER, 9, 1), RejectCode.UNKNOWN_ASSET);
        assertRefused(rig, new LogEntry.Withdrawal(999, 0, 1), RejectCode.UNKNOWN_ACCOUNT);
        assertRefused(rig, new LogEntry.Withdrawal(DEBTOR, 0, 9_999_999_999L), RejectCode.INSUFFICIENT_MARGIN);
        rig.accept(new LogEntry.Withdrawal(KEEPER, 0, 1_000_000_000_000L));
    }

    @Test
    void shouldRefuseWithdrawalWhenAPriceDoesNotAllowIt() {
        final Rig rig = new Rig().funded();
        rig.accept(new LogEntry.Halt(PricedKind.INSTRUMENT, 0, true));
        assertRefused(rig, new LogEntry.Withdrawal(DEBTOR, 0, 1), RejectCode.HALTED);
        rig.accept(new LogEntry.Halt(PricedKind.INSTRUMENT, 0, false));
        rig.accept(new LogEntry.Withdrawal(DEBTOR, 0, 1));
    }

    @Test
    void shouldRefusePriceWhenSourceTimeOrSequenceIsWrong() {
        final Rig rig = new Rig().funded();
        final PricedKind kind = PricedKind.INSTRUMENT;
        final int source = rig.world().sources(kind, 1).get(0);
        assertRefused(rig, new LogEntry.Price(kind, 1, 7_777, 30_000, 0), RejectCode.UNKNOWN_SOURCE);
        assertRefused(rig, new LogEntry.Price(kind, 0, source, 30_000, 0),
                RejectCode.UNKNOWN_SOURCE, RejectCode.NOT_PERMITTED);
        assertRefused(rig, new LogEntry.Price(kind, 50, source, 30_000, 0), RejectCode.UNKNOWN_INSTRUMENT);
        assertRefused(rig, new LogEntry.Price(PricedKind.ASSET, 9, source, 30_000, 0), RejectCode.UNKNOWN_ASSET);
        assertRefused(rig, new LogEntry.Price(kind, 1, source, 0, 0), RejectCode.BAD_PRICE);
        assertRefused(rig, new LogEntry.Price(kind, 1, source, -1, 0), RejectCode.BAD_PRICE);
        assertRefused(rig, new LogEntry.Price(kind, 1, source, MAX, 0), RejectCode.BAD_PRICE);
        assertRefused(rig, new LogEntry.Price(kind, 1, source, 30_000, -1),
                RejectCode.BAD_PRICE, RejectCode.BAD_PARAMETER);
        rig.accept(new LogEntry.Price(kind, 1, source, 30_001, 0));
        assertRefused(rig, new SkewedPrice(1, source, 1, 0), RejectCode.STALE_PRICE);
        assertRefused(rig, new SkewedPrice(1, source, MAX, 86_400_000), RejectCode.BAD_TIME);
        final int aging = rig.world().terms().instruments().stream()
                .filter(terms -> terms.maxAgeMs() > 0).findFirst().orElseThrow().id();
        assertRefused(rig, new SkewedPrice(aging, rig.world().sources(kind, aging).get(0), MAX, -86_400_000),
                RejectCode.STALE_PRICE);
    }

    /** A price whose source sequence or time is wrong. */
    private record SkewedPrice(int instrument, int source, long sourceSequence, long skewMs) implements LogEntry {
        @Override
        public int participant() {
            return io.evenkeel.core.sim.command.Parties.ORACLE;
        }

        @Override
        public int write(
                final io.evenkeel.core.sim.command.CommandWriter writer,
                final long sequence,
                final long rising,
                final long timeMs) {
            final LogEntry.Price price = new LogEntry.Price(PricedKind.INSTRUMENT, instrument, source, 30_100, 0);
            return writer.price(sequence, sourceSequence, price, timeMs + skewMs);
        }
    }

    @Test
    void shouldRefuseGrowingFillsWithdrawalsAndBidsWhenTheAccountIsFrozen() {
        final Rig rig = new Rig().breached();
        assertThat(rig.engine().inspector().account(DEBTOR).liquidation()).isEqualTo(1);
        assertRefused(rig, fill(0, DEBTOR, OTHER, 10, 4_100_000), RejectCode.ACCOUNT_FROZEN);
        assertRefused(rig, fill(0, OTHER, DEBTOR, 10_010, 4_100_000), RejectCode.ACCOUNT_FROZEN);
        assertRefused(rig, fill(1, DEBTOR, OTHER, 1, 30_000), RejectCode.ACCOUNT_FROZEN);
        assertRefused(rig, new LogEntry.Withdrawal(DEBTOR, 0, 1), RejectCode.ACCOUNT_FROZEN);
        assertRefused(rig, new LogEntry.Bid(DEBTOR, 1, 0, 10, 5_000_000),
                RejectCode.ACCOUNT_FROZEN, RejectCode.NOT_PERMITTED);
        rig.accept(fill(0, OTHER, DEBTOR, 10, 4_100_000));
        rig.accept(rig.deposit(DEBTOR, 0, 1));
    }

    @Test
    void shouldRefuseBidWhenNothingIsForSaleThereOrAtThatLimit() {
        final Rig rig = new Rig().breached();
        assertRefused(rig, new LogEntry.Bid(KEEPER, 2, 0, 10, 5_000_000), RejectCode.LIQUIDATION_NOT_OPEN);
        assertRefused(rig, new LogEntry.Bid(KEEPER, 0, 0, 10, 5_000_000), RejectCode.LIQUIDATION_NOT_OPEN);
        assertRefused(rig, new LogEntry.Bid(KEEPER, 1, 1, 1, 30_000), RejectCode.LIQUIDATION_NOT_OPEN);
        assertRefused(rig, new LogEntry.Bid(KEEPER, 1, 50, 1, 30_000),
                RejectCode.UNKNOWN_INSTRUMENT, RejectCode.LIQUIDATION_NOT_OPEN);
        assertRefused(rig, new LogEntry.Bid(999, 1, 0, 10, 5_000_000), RejectCode.UNKNOWN_ACCOUNT);
        assertRefused(rig, new LogEntry.Bid(OTHER, 1, 0, 15, 5_000_000), RejectCode.OFF_GRID);
        assertRefused(rig, new LogEntry.Bid(OTHER, 1, 0, 0, 5_000_000), RejectCode.BAD_QUANTITY);
        assertRefused(rig, new LogEntry.Bid(OTHER, 1, 0, -10, 5_000_000), RejectCode.BAD_QUANTITY);
        assertRefused(rig, new LogEntry.Bid(OTHER, 1, 0, 10, 50), RejectCode.PRICE_MOVED);
        assertRefused(rig, new LogEntry.Bid(EMPTY, 1, 0, 10, 5_000_000), RejectCode.INSUFFICIENT_MARGIN);
    }

    @Test
    void shouldRefuseWithCapacityWhenAStoreIsFull() {
        final EngineLimits limits = new EngineLimits(7, 2, 2, 6, 7, 3, 6, 3, 64, 64, 4, 4, 64, 4, 4);
        final Rig rig = new Rig(limits);
        assertRefused(rig, new LogEntry.Setup((writer, sequence) -> writer.addAccount(
                sequence, 5_000, 5, io.evenkeel.codecs.AccountKind.STANDARD, 0), "an account too many"),
                RejectCode.CAPACITY);
        assertRefused(rig, new LogEntry.Setup((writer, sequence) -> writer.addParticipant(
                sequence, 60, roles -> roles.venue(true), 0), "a participant too many"), RejectCode.CAPACITY);
        rig.accept(rig.deposit(KEEPER, 0, 1_000_000_000_000L));
        rig.accept(rig.deposit(OTHER, 0, 1_000_000_000_000L));
        rig.accept(fill(0, KEEPER, OTHER, 10, 5_000_000));
        assertRefused(rig, fill(1, KEEPER, OTHER, 1, 30_000), RejectCode.CAPACITY);
        rig.accept(fill(0, OTHER, KEEPER, 10, 5_000_000));
        rig.accept(fill(1, KEEPER, OTHER, 2, 30_000));
    }
}
