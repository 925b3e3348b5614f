package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.sim.command.EngineFeeder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.Funding;
import io.evenkeel.model.FundingHistory;
import io.evenkeel.model.FundingTerms;
import io.evenkeel.model.ModelBook;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks the rate and the index of every interval, cumulative funding and every charge against the model's own, worked
 * out from the beginning. Prices and intervals take effect in the order in which they came about, so what an interval
 * goes by is the price that was told last before it.
 */
final class FundingReferee {
    /** Bits of what somebody owes, from which the bound of 54 is near: an interval beyond it goes without funding. */
    private static final int NEAR_BITS = 46;

    private final ModelBook book;
    private final Tally tally;
    private final Map<Integer, Perpetual> perpetuals = new HashMap<>();
    private long position;
    private long timeMs;
    private long updatesPosition;
    private int updates;

    FundingReferee(final ModelBook book, final World world, final Tally tally) {
        this.book = book;
        this.tally = tally;
        world.funding().forEach((instrument, terms) -> {
            perpetuals.put(instrument, new Perpetual(terms));
            book.market().turnFundingOn(instrument);
        });
    }

    /** What was told of one perpetual so far. */
    private static final class Perpetual {
        private final FundingHistory history;
        private long lastEndMs = EngineFeeder.START_TIME_MS;
        /** Whether intervals since the last one that was told may have had no funding. */
        private boolean mayPassOver = true;
        private long largestHeld;
        private BigInteger highest = BigInteger.ZERO;
        private BigInteger lowest = BigInteger.ZERO;
        private boolean isWaiting;
        private long waitingIndex;
        private BigInteger waitingPpb = BigInteger.ZERO;
        private BigInteger waitingStep = BigInteger.ZERO;

        Perpetual(final FundingTerms terms) {
            history = new FundingHistory(terms, EngineFeeder.START_TIME_MS);
        }

        void add(final Interval interval) {
            isWaiting = true;
            waitingIndex = interval.index;
            waitingPpb = waitingPpb.add(BigInteger.valueOf(interval.ratePpb));
            waitingStep = waitingStep.add(
                    BigInteger.valueOf(interval.ratePpb).multiply(BigInteger.valueOf(interval.index)));
        }

        void settle() {
            isWaiting = false;
            waitingPpb = BigInteger.ZERO;
            waitingStep = BigInteger.ZERO;
        }
    }

    /** An interval, by the command that ended it. */
    private record Interval(
            int instrument, long commandPosition, long timeMs, long endMs, long ratePpb, long index) {
    }

    void begin(final long atPosition, final long atTimeMs) {
        position = atPosition;
        timeMs = atTimeMs;
        perpetuals.forEach(this::measure);
    }

    /** Takes note of the largest position ever held, of how far indexes ever were, and whether that is too much. */
    private void measure(final int instrument, final Perpetual perpetual) {
        final long largest = book.accounts().stream()
                .mapToLong(account -> Math.abs(account.position(instrument).quantity()))
                .max().orElse(0);
        perpetual.largestHeld = Math.max(perpetual.largestHeld, largest);
        for (final boolean isLong : new boolean[] {true, false}) {
            final BigInteger index = book.market().funding(instrument, isLong);
            perpetual.highest = perpetual.highest.max(index).max(index.add(perpetual.waitingStep));
            perpetual.lowest = perpetual.lowest.min(index).min(index.add(perpetual.waitingStep));
        }
        final BigInteger mostOwed = book.terms().instruments().get(instrument).notional(perpetual.largestHeld, 1)
                .multiply(perpetual.highest.subtract(perpetual.lowest)).divide(Funding.SCALE);
        perpetual.mayPassOver |= mostOwed.bitLength() > NEAR_BITS;
    }

    void onPriced(final Event.Priced priced) {
        countUpdate(priced.commandPosition());
        final Perpetual perpetual = priced.kind() == PricedKind.INSTRUMENT ? perpetuals.get(priced.priced()) : null;
        if (perpetual != null) {
            perpetual.history.index(priced.commandPosition(), priced.index(), priced.state());
            perpetual.mayPassOver |= !PricedState.allowsFunding(priced.state());
        }
    }

    /** A book for whose intervals its entry has no room passes over some. */
    private void countUpdate(final long commandPosition) {
        updates = commandPosition == updatesPosition ? updates + 1 : 1;
        updatesPosition = commandPosition;
        if (updates == CommandSlot.MAX_PRICE_UPDATES) {
            perpetuals.values().forEach(perpetual -> perpetual.mayPassOver = true);
        }
    }

    void onBook(final LogEntry.BookTop seen) {
        if (perpetuals.containsKey(seen.instrument())) {
            perpetuals.get(seen.instrument()).history.book(position, timeMs, seen.impactBid(), seen.impactAsk());
        }
    }

    /** The funding of an interval waits. */
    void onPutOff(final Event.FundingPutOff putOff) {
        onInterval(new Interval(
                putOff.instrument(), putOff.commandPosition(), putOff.timeMs(), putOff.intervalEndMs(),
                putOff.ratePpb(), putOff.index()));
        tally.count(Tally.Kind.FUNDINGS_PUT_OFF);
    }

    /** What waits takes effect: alone, or with that of an interval that has just ended. */
    void onIndexed(final Event.FundingIndexed indexed) {
        final Perpetual perpetual = perpetual(indexed.instrument(), indexed);
        if (!perpetual.isWaiting || indexed.intervalEndMs() != perpetual.lastEndMs) {
            final BigInteger ratePpb = BigInteger.valueOf(indexed.ratePpb()).subtract(perpetual.waitingPpb);
            onInterval(new Interval(
                    indexed.instrument(), indexed.commandPosition(), indexed.timeMs(), indexed.intervalEndMs(),
                    ratePpb.longValueExact(), indexed.index()));
        }
        check("sum of rates: " + indexed, perpetual.waitingPpb.longValueExact(), indexed.ratePpb());
        check("index of the last interval: " + indexed, perpetual.waitingIndex, indexed.index());
        book.market().fund(indexed.instrument(), perpetual.waitingStep);
        perpetual.settle();
        check("cumulative funding of longs: " + indexed,
                book.market().funding(indexed.instrument(), true).longValueExact(), indexed.cumulativeLong());
        check("cumulative funding of shorts: " + indexed,
                book.market().funding(indexed.instrument(), false).longValueExact(), indexed.cumulativeShort());
        tally.add(Tally.Kind.FUNDINGS, indexed.ratePpb() == 0 ? 0 : 1);
    }

    private Perpetual perpetual(final int instrument, final Object told) {
        check(perpetuals.containsKey(instrument), () -> "no funding, but " + told);
        return perpetuals.get(instrument);
    }

    /** Every interval is told once, in order; one that is left out has an excuse. */
    private void onInterval(final Interval interval) {
        countUpdate(interval.commandPosition);
        final Perpetual perpetual = perpetual(interval.instrument, interval);
        final FundingHistory history = perpetual.history;
        check(interval.commandPosition <= position, () -> "an interval from the future: " + interval);
        check(interval.timeMs >= interval.endMs, () -> "an interval ended early: " + interval);
        check("end of an interval: " + interval, 0L, interval.endMs % history.intervalMs());
        check(interval.endMs > perpetual.lastEndMs, () -> "an interval was told before: " + interval);
        check(perpetual.mayPassOver || interval.endMs == perpetual.lastEndMs + history.intervalMs(),
                () -> "intervals between " + perpetual.lastEndMs + " and this were passed over: " + interval);
        check(history.allowsFunding(), () -> "the price allows no funding: " + interval);
        check("index: " + interval, history.index(), interval.index);
        final long lowest = history.ratePpb(interval.endMs, false);
        final long highest = history.ratePpb(interval.endMs, true);
        check(interval.ratePpb >= lowest && interval.ratePpb <= highest,
                () -> "rate, which is from " + lowest + " to " + highest + ": " + interval);
        perpetual.lastEndMs = interval.endMs;
        perpetual.mayPassOver = updates >= CommandSlot.MAX_PRICE_UPDATES;
        perpetual.add(interval);
    }

    void onPaid(final Event.FundingPaid paid) {
        check(() -> "charge of " + paid, book.settleFunding(paid.account(), paid.instrument()), paid.amount());
        final int asset = book.terms().instruments().get(paid.instrument()).settlementAsset();
        check(() -> "balance after " + paid, book.account(paid.account()).balance(asset), paid.balance());
        tally.count(Tally.Kind.FUNDING_PAID);
    }

    /** A leg is booked on a position that has settled what it owes, or owes nothing that makes a unit. */
    void checkSettled(final long account, final int instrument) {
        check(() -> "funding that account " + account + " was not charged", 0L,
                book.settleFunding(account, instrument));
    }
}
