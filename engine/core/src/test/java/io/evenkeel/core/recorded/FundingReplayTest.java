package io.evenkeel.core.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.sim.World;
import io.evenkeel.core.sim.command.EngineFeeder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.core.sim.event.EventDecoder;
import io.evenkeel.core.sim.event.ListeningSink;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.FundingTerms;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Terms;
import io.evenkeel.model.Tiers;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Four years of eight-hourly funding of a perpetual as a venue recorded it, 4,383 intervals: books are sent whose
 * premium makes each rate, and what every holder has paid is worked out from the file alone.
 *
 * <p>Five holders are never touched; what they owe is read as if it were paid. Five more with the same positions trade
 * one unit more at each interval, so that all that they owe is booked: what both sides have paid is then in FUNDING to
 * the unit, and FUNDING is what their charges were rounded up by, their carries, to the last part of a unit.
 */
class FundingReplayTest {
    private static final long INTEREST_PPB = 100_000;
    private static final long DAMPER_PPB = 500_000;
    private static final int MINUTES = 480;
    private static final int MINUTE_MS = 60_000;
    private static final long DEPOSIT = 1_000_000_000_000_000L;
    /** Signed quantities of accounts 1 to 5, and of 6 to 10 at first: two long, three short, all odd. */
    private static final long[] QUANTITIES = {12_347, 3, -777, -11_570, -3};
    private static final int UNTOUCHED = QUANTITIES.length;
    private static final int ACCOUNTS = 2 * UNTOUCHED;
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    private final EventDecoder decoder = new EventDecoder();
    private final List<Event.FundingIndexed> indexed = new ArrayList<>();
    private final Random random = new Random(2020);
    private final World world = world();
    private final Engine engine = new Engine(world.limits(), new ListeningSink(slot -> {
        final Event event = decoder.decode(slot);
        if (event instanceof Event.FundingIndexed funding) {
            indexed.add(funding);
        } else if (event instanceof Event.Ack ack) {
            assertThat(ack.rejectCode()).isEqualTo(RejectCode.NONE);
        }
    }));
    private final EngineFeeder feeder = new EngineFeeder(engine);
    private final long[] quantities = new long[ACCOUNTS];
    /** What each has owed since the beginning, in billionths of a unit. */
    private final BigInteger[] owed = new BigInteger[ACCOUNTS];
    private BigInteger cumulative = BigInteger.ZERO;
    private long zeros;
    private long mostFunding;
    private long index = 1_719_523_457L;

    private static World world() {
        final Tiers tenth = new Tiers(List.of(new Tiers.Step(Tiers.NO_END, 100_000)));
        final Terms terms = Terms.of(
                List.of(new AssetTerms(0, -6, 0, true, 0, 0, 0, new Tiers(List.of()), 1, 0)),
                List.of(new InstrumentTerms(0, 0, 1, -5, -1, BigInteger.ONE, 1, 1, 1, 0, 0, 0, 2_000, 0, 0, 0, 0,
                        tenth, tenth)));
        final List<World.Holder> holders = new ArrayList<>();
        for (int account = 1; account <= ACCOUNTS; account++) {
            holders.add(new World.Holder(account, false, 0));
        }
        return new World(terms, EngineLimits.small(), holders, List.of(1_719_523_457L), List.of(1L), List.of(1, 0), 1,
                Map.of(0, new FundingTerms((long) MINUTES * MINUTE_MS, INTEREST_PPB, 7_500_000)));
    }

    @Test
    @Timeout(600)
    void shouldChargeEveryHolderToTheUnitWhenFourYearsOfRecordedRatesArePlayed() throws IOException {
        final List<String[]> rows = Recording.rows("BTC-USDT_binance_2020-01-01_2024-01-01_funding_history.csv");
        setUp();
        for (final String[] row : rows) {
            play(new BigDecimal(row[2]).movePointRight(9).longValueExact());
        }
        assertThat(indexed).hasSize(4_383);
        assertThat(zeros).isEqualTo(4_383);
        System.out.println("funding: " + indexed.size() + " intervals, cumulative " + cumulative + "; both sides and "
                + "FUNDING together zero to the unit after " + zeros + " of them; FUNDING less the carries zero to the "
                + "billionth of a unit, itself up to " + mostFunding + " units");
        closeAll();
        long balances = 0;
        for (int account = 1; account <= ACCOUNTS; account++) {
            balances += balance(account);
        }
        final long funding = funding();
        assertThat(balances + funding).isEqualTo(ACCOUNTS * DEPOSIT);
        assertThat(funding).isBetween(0L, ACCOUNTS - 1L);
    }

    private void setUp() {
        feeder.open(Parties.GENESIS);
        final List<LogEntry> setup = world.setup();
        setup.stream().filter(entry -> entry.participant() == Parties.GENESIS).forEach(feeder::feed);
        for (int participant = Parties.GENESIS + 1; participant < Parties.COUNT; participant++) {
            feeder.open(participant);
        }
        setup.stream().filter(entry -> entry.participant() != Parties.GENESIS).forEach(feeder::feed);
        for (int account = 1; account <= ACCOUNTS; account++) {
            feeder.feed(new LogEntry.Deposit(account, 0, DEPOSIT, account));
        }
        for (int first = 1; first <= ACCOUNTS; first += UNTOUCHED) {
            trade(first, first + 3, 11_570);
            trade(first, first + 2, 777);
            trade(first + 1, first + 4, 3);
        }
        Arrays.fill(owed, BigInteger.ZERO);
    }

    private void trade(final long buyer, final long seller, final long quantity) {
        feeder.feed(new LogEntry.Trade(0, feeder.nextPosition(), buyer, seller, quantity, index, 0, 0));
        quantities[(int) buyer - 1] += quantity;
        quantities[(int) seller - 1] -= quantity;
    }

    /** Everybody of the second five buys or sells one more. */
    private void touch() {
        trade(6, 9, 1);
        trade(6, 8, 1);
        trade(7, 10, 1);
    }

    private void closeAll() {
        for (int first = 1; first <= ACCOUNTS; first += UNTOUCHED) {
            for (int i = 2; i < UNTOUCHED; i++) {
                final int seller = i == 4 ? first + 1 : first;
                trade(first + i, seller, -quantities[first + i - 1]);
            }
        }
        assertThat(quantities).containsOnly(0);
    }

    private void play(final long ratePpb) {
        final LogEntry book = bookFor(ratePpb);
        for (int minute = 0; minute < MINUTES; minute++) {
            feeder.feed(book);
            feeder.feed(new LogEntry.Timer(MINUTE_MS));
        }
        final Event.FundingIndexed last = indexed.get(indexed.size() - 1);
        assertThat(last.intervalEndMs()).isEqualTo(feeder.timeMs());
        assertThat(last.ratePpb()).isEqualTo(ratePpb);
        final BigInteger step = BigInteger.valueOf(ratePpb).multiply(BigInteger.valueOf(index));
        cumulative = cumulative.add(step);
        for (int i = 0; i < ACCOUNTS; i++) {
            owed[i] = owed[i].add(step.multiply(BigInteger.valueOf(quantities[i])));
        }
        assertThat(last.cumulativeLong()).isEqualTo(cumulative.longValueExact());
        assertThat(last.cumulativeShort()).isEqualTo(last.cumulativeLong());
        touch();
        checkBalances();
        checkThatNothingIsLost();
        assertThat(engine.inspector().violatedInvariants()).isEmpty();
        index = Math.max(1_050_000_000, Math.min(2_100_000_000L, index + random.nextInt(40_000_001) - 20_000_000));
        feeder.feed(new LogEntry.Price(
                PricedKind.INSTRUMENT, 0, world.sources(PricedKind.INSTRUMENT, 0).get(0), index, 0));
    }

    /** A book whose premium, drawn by interest, makes just that rate. */
    private LogEntry bookFor(final long ratePpb) {
        final long premium = ratePpb + DAMPER_PPB * Long.signum(ratePpb - INTEREST_PPB);
        final long off =
                ceil(BigInteger.valueOf(Math.abs(premium)).multiply(BigInteger.valueOf(index))).longValueExact();
        return premium >= 0
                ? new LogEntry.BookTop(0, index + off, index + off + 1, 0, index + off, 0, 1_000_000)
                : new LogEntry.BookTop(0, index - off - 1, index - off, 0, 0, index - off, 1_000_000);
    }

    private static BigInteger ceil(final BigInteger parts) {
        final BigInteger[] quotient = parts.divideAndRemainder(BILLION);
        return quotient[1].signum() > 0 ? quotient[0].add(BigInteger.ONE) : quotient[0];
    }

    /** Each holder has paid what it owes, rounded up once over all the time, touched or not. */
    private void checkBalances() {
        for (int account = 1; account <= ACCOUNTS; account++) {
            assertThat(balance(account)).as("account %d", account)
                    .isEqualTo(DEPOSIT - ceil(owed[account - 1]).longValueExact());
        }
    }

    private void checkThatNothingIsLost() {
        final long longs = balance(6) + balance(7) - 2 * DEPOSIT;
        final long shorts = balance(8) + balance(9) + balance(10) - 3 * DEPOSIT;
        final long funding = funding();
        assertThat(longs + shorts + funding).as("both sides and FUNDING, units").isZero();
        BigInteger carries = BigInteger.ZERO;
        for (int i = UNTOUCHED; i < ACCOUNTS; i++) {
            carries = carries.add(ceil(owed[i]).multiply(BILLION).subtract(owed[i]));
        }
        assertThat(BigInteger.valueOf(funding).multiply(BILLION).subtract(carries))
                .as("FUNDING without the carries, billionths of a unit").isZero();
        zeros++;
        mostFunding = Math.max(mostFunding, funding);
    }

    private long balance(final int account) {
        return engine.inspector().account(account).balances().get(0).balance();
    }

    private long funding() {
        return engine.inspector().houseBalance(HouseAccount.FUNDING, 0, 0);
    }
}
