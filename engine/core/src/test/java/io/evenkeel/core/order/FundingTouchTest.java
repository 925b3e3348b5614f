package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.FundingIndexedDecoder;
import io.evenkeel.codecs.FundingPaidDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PositionStateDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.inspect.HouseAccount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How often a position is touched never matters (SPEC 5). Two engines take the same books, prices and timers through
 * 10,000 funding intervals; in one of them, both sides settle what funding they owe after each interval, in the other
 * once, after the last. What they paid is also worked out from the cumulative indexes alone, in BigInteger.
 */
class FundingTouchTest {
    private static final int INTERVALS = 10_000;
    private static final int READ_EVERY = 16;
    private static final long MINUTE_MS = 60_000;
    private static final long DEPOSIT = 10_000_000 * OrderRig.USDC;
    private static final long LONG = 1;
    private static final long SHORT = 2;
    private static final long PURSE_OF_LONG = 11;
    private static final long PURSE_OF_SHORT = 12;
    /** Contracts of 10^-4, so that charges are seldom whole. */
    private static final long QUANTITY = 12_347;
    /** Asset units in one mantissa of price and one of quantity: 10^(−1 − 4 + 6). */
    private static final long UNITS = 10;
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    /** An engine, and what its indexes did. */
    private static final class House {
        private final OrderRig rig = OrderRig.market();
        private final OrderCommands commands = new OrderCommands(rig);
        private int rises;
        private int falls;
        private long cumulative;
        private int charges;

        House() {
            rig.open(PURSE_OF_LONG, OrderRig.ALICE, AccountKind.STANDARD);
            rig.open(PURSE_OF_SHORT, OrderRig.BOB, AccountKind.STANDARD);
            accept(commands.funding(MINUTE_MS, 100_000, 7_500_000));
            accept(commands.price(500_000));
            for (final long account : new long[] {LONG, SHORT, PURSE_OF_LONG, PURSE_OF_SHORT}) {
                accept(commands.deposit(account, DEPOSIT));
            }
            accept(commands.trade(LONG, SHORT, QUANTITY, 500_000));
        }

        private static void accept(final RejectCode answer) {
            assertThat(answer).isEqualTo(RejectCode.NONE);
        }

        /** Lets an interval pass, with a book that is so far off the index, and the index then somewhere else. */
        void pass(final long bookAfterMs, final long index, final long premium, final long nextIndex) {
            rig.waitMs(bookAfterMs);
            accept(premium > 0
                    ? commands.book(index + premium, index + premium + 10)
                    : commands.book(index + premium - 10, index + premium));
            rig.timer(MINUTE_MS - bookAfterMs);
            final FundingIndexedDecoder moved = rig.only(new FundingIndexedDecoder());
            rises += moved.cumulativeLong() > cumulative ? 1 : 0;
            falls += moved.cumulativeLong() < cumulative ? 1 : 0;
            cumulative = moved.cumulativeLong();
            assertThat(moved.cumulativeShort()).isEqualTo(cumulative);
            accept(commands.price(nextIndex));
        }

        /** Both sides pay a unit away, which settles what funding they owe, and get it back, which settles nothing. */
        void touch() {
            payAndTakeBack(OrderRig.ALICE, LONG, PURSE_OF_LONG);
            payAndTakeBack(OrderRig.BOB, SHORT, PURSE_OF_SHORT);
        }

        private void payAndTakeBack(final int owner, final long account, final long purse) {
            accept(commands.transfer(owner, account, purse, 1));
            charges += rig.all(new FundingPaidDecoder().sbeTemplateId()).size();
            accept(commands.transfer(owner, purse, account, 1));
        }

        long funding() {
            return rig.engine().inspector().houseBalance(HouseAccount.FUNDING, 0, 0);
        }

        /** Funding mark and carry of every position, in order of account. */
        List<String> marksAndCarries() {
            final List<String> found = new ArrayList<>();
            final PositionStateDecoder position = new PositionStateDecoder();
            final MessageHeaderDecoder header = new MessageHeaderDecoder();
            rig.engine().writeSnapshot((buffer, offset, length) -> {
                if (header.wrap(buffer, offset).templateId() == PositionStateDecoder.TEMPLATE_ID) {
                    position.wrapAndApplyHeader(buffer, offset, header);
                    found.add(position.quantity() + " from " + position.fundingMark() + " carries "
                            + position.fundingCarry());
                }
            });
            return found;
        }

        String ledger() {
            return rig.balance(LONG) + " " + rig.balance(SHORT) + " " + rig.balance(PURSE_OF_LONG) + " "
                    + rig.balance(PURSE_OF_SHORT) + " " + funding();
        }
    }

    @Test
    void shouldOweTheSameToTheUnitWhenTouchedOnceOrAtEachOfTenThousandIntervals() {
        final long seed = Long.getLong("seed", 7);
        System.out.println("funding touched: seed " + seed);
        final House each = new House();
        final House once = new House();
        play(new Random(seed), each, once);
        assertThat(once.charges).isZero();
        assertThat(each.charges).isGreaterThan(INTERVALS);
        assertThat(Math.min(each.rises, each.falls)).as("intervals of the rarer sign").isGreaterThan(INTERVALS / 4);
        assertThat(once.cumulative).isEqualTo(each.cumulative);

        once.touch();

        System.out.println("funding touched: " + each.rises + " rises, " + each.falls + " falls, " + each.charges
                + " charges against " + once.charges + "; " + each.marksAndCarries() + "; ledger " + each.ledger());
        assertThat(once.ledger()).isEqualTo(each.ledger());
        assertThat(once.marksAndCarries()).isEqualTo(each.marksAndCarries()).hasSize(2);
        assertPaid(each, LONG, QUANTITY);
        assertPaid(each, SHORT, -QUANTITY);
        assertThat(each.rig.engine().inspector().violatedInvariants()).isEmpty();
        assertThat(once.rig.engine().inspector().violatedInvariants()).isEmpty();
    }

    private static void play(final Random random, final House each, final House once) {
        long index = 500_000;
        for (int i = 0; i < INTERVALS; i++) {
            final long bookAfterMs = random.nextInt((int) MINUTE_MS);
            final long premium = (1L + random.nextInt(5_000)) * (random.nextBoolean() ? 1 : -1);
            final long next = Math.max(350_000, Math.min(650_000, index + random.nextInt(8_001) - 4_000));
            each.pass(bookAfterMs, index, premium, next);
            once.pass(bookAfterMs, index, premium, next);
            index = next;
            each.touch();
            if (i % READ_EVERY == 0) {
                assertThat(once.ledger()).as("read after interval %d", i).isEqualTo(
                        read(each.ledger(), once.funding()));
            }
        }
    }

    /** Balances read as if touched; FUNDING does not, for it holds only what was paid. */
    private static String read(final String touched, final long funding) {
        return touched.substring(0, touched.lastIndexOf(' ')) + " " + funding;
    }

    /** A holder was charged what it owed in all, rounded up once. */
    private static void assertPaid(final House house, final long account, final long quantity) {
        final BigInteger owed =
                BigInteger.valueOf(house.cumulative).multiply(BigInteger.valueOf(quantity * UNITS));
        final BigInteger[] whole = owed.negate().divideAndRemainder(BILLION);
        final BigInteger floor = whole[1].signum() < 0 ? whole[0].subtract(BigInteger.ONE) : whole[0];
        assertThat(house.rig.balance(account)).isEqualTo(DEPOSIT + floor.longValueExact());
    }
}
