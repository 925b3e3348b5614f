package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.sim.command.EngineFeeder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.FundingHistory;
import io.evenkeel.model.ModelBook;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Checks rates, cumulative funding and every charge against the model's own, worked out from the beginning. */
final class FundingReferee {
    private final ModelBook book;
    private final Tally tally;
    private final Map<Integer, FundingHistory> histories = new HashMap<>();
    private final Map<Integer, Long> lastEndMs = new HashMap<>();
    /** Position of the first entry at a cluster time: it ends the intervals that are over by then. */
    private final TreeMap<Long, Long> firstPositions = new TreeMap<>();
    private long position;
    private long timeMs;

    FundingReferee(final ModelBook book, final World world, final Tally tally) {
        this.book = book;
        this.tally = tally;
        world.funding().forEach((instrument, terms) -> {
            histories.put(instrument, new FundingHistory(terms, EngineFeeder.START_TIME_MS));
            book.market().turnFundingOn(instrument);
        });
    }

    void begin(final long atPosition, final long atTimeMs) {
        position = atPosition;
        timeMs = atTimeMs;
        firstPositions.putIfAbsent(atTimeMs, atPosition);
    }

    void onPriced(final Event.Priced priced) {
        if (priced.kind() == PricedKind.INSTRUMENT && histories.containsKey(priced.priced())) {
            histories.get(priced.priced()).index(
                    priced.commandPosition(), priced.index(), PricedState.allowsFunding(priced.state()));
        }
    }

    void onBook(final LogEntry.BookTop seen) {
        if (histories.containsKey(seen.instrument())) {
            histories.get(seen.instrument()).book(position, timeMs, seen.impactBid(), seen.impactAsk());
        }
    }

    /**
     * An interval's rate takes effect, alone or together with those before it that were put off. Among these may be
     * some that had no funding, because the state of the price did not allow it when they ended.
     */
    void onIndexed(final Event.FundingIndexed indexed) {
        final FundingHistory history = histories.get(indexed.instrument());
        check(history != null, () -> "no funding, but " + indexed);
        long rates = 0;
        BigInteger step = BigInteger.ZERO;
        long endMs = indexed.intervalEndMs();
        final long notBeforeMs = lastEndMs.getOrDefault(indexed.instrument(), EngineFeeder.START_TIME_MS);
        final boolean isPutOff = history.indexBefore(Long.MAX_VALUE) != indexed.index();
        do {
            final long endedBefore = endMs == indexed.intervalEndMs() && !isPutOff
                    ? Long.MAX_VALUE
                    : firstPositions.ceilingEntry(endMs).getValue() + 1;
            final long rate = history.isFundedBefore(endedBefore) ? history.ratePpb(endMs) : 0;
            final long index = history.indexBefore(endedBefore);
            rates += rate;
            step = step.add(BigInteger.valueOf(rate).multiply(BigInteger.valueOf(index)));
            endMs -= history.intervalMs();
        } while (rates != indexed.ratePpb() && endMs > notBeforeMs);
        check(firstPositions.ceilingEntry(indexed.intervalEndMs()).getValue() <= indexed.commandPosition(),
                () -> "an interval ended early: " + indexed);
        check("rate of " + indexed, rates, indexed.ratePpb());
        check(() -> "index of " + indexed, indexWhenItEnded(history, indexed, isPutOff), indexed.index());
        lastEndMs.put(indexed.instrument(), indexed.intervalEndMs());
        book.market().fund(indexed.instrument(), step);
        check("cumulative funding of longs: " + indexed,
                book.market().funding(indexed.instrument(), true).longValueExact(), indexed.cumulativeLong());
        check("cumulative funding of shorts: " + indexed,
                book.market().funding(indexed.instrument(), false).longValueExact(), indexed.cumulativeShort());
        tally.add(Tally.Kind.FUNDINGS, indexed.ratePpb() == 0 ? 0 : 1);
    }

    /** The index now; or, where the price moved on before the funding took effect, when the interval ended. */
    private long indexWhenItEnded(
            final FundingHistory history, final Event.FundingIndexed indexed, final boolean isPutOff) {
        return history.indexBefore(isPutOff
                ? firstPositions.ceilingEntry(indexed.intervalEndMs()).getValue() + 1
                : Long.MAX_VALUE);
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
