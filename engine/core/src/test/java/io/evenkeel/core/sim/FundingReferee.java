package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.sim.command.EngineFeeder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.MarketEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.Funding;
import io.evenkeel.model.FundingHistory;
import io.evenkeel.model.ModelBook;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Checks rates, cumulative funding and every charge against the model's own, worked out from the beginning. */
final class FundingReferee {
    private static final int MOST_LOOKS = 5;
    /** Bits of what somebody owes, from which the bound of 54 is near: the largest position may be gone. */
    private static final int NEAR_BITS = 46;
    /** Of the eight updates that a slot has room for: with as many it may have had none for more intervals. */
    private static final int MANY_UPDATES = 6;

    private final ModelBook book;
    private final Tally tally;
    private final Map<Integer, FundingHistory> histories = new HashMap<>();
    private final Map<Integer, Long> lastEndMs = new HashMap<>();
    private final Set<Integer> haltedForDeficits = new HashSet<>();
    /** By market, positions of the first entries at a cluster time that end its intervals which are over by then. */
    private final Map<Integer, TreeMap<Long, Long>> looks = new HashMap<>();
    private final Map<Long, Integer> pricesTold = new HashMap<>();
    private final Map<Integer, Long> largestHeld = new HashMap<>();
    private LogEntry entry;
    private long position;
    private long timeMs;

    FundingReferee(final ModelBook book, final World world, final Tally tally) {
        this.book = book;
        this.tally = tally;
        world.funding().forEach((instrument, terms) -> {
            histories.put(instrument, new FundingHistory(terms, EngineFeeder.START_TIME_MS));
            looks.put(instrument, new TreeMap<>());
            book.market().turnFundingOn(instrument);
        });
    }

    void begin(final LogEntry next, final long atPosition, final long atTimeMs) {
        entry = next;
        position = atPosition;
        timeMs = atTimeMs;
        looks.forEach((instrument, positions) -> {
            if (looksAt(instrument)) {
                positions.putIfAbsent(atTimeMs, atPosition);
            }
        });
    }

    private boolean looksAt(final int instrument) {
        return entry instanceof LogEntry.Timer
                || (entry instanceof LogEntry.BookTop top && top.instrument() == instrument)
                || (entry instanceof MarketEntry.Funding funded && funded.instrument() == instrument);
    }

    /** An entry that was refused has looked at nothing. */
    void onRefused() {
        looks.values().forEach(positions -> positions.remove(timeMs, position));
    }

    private long firstLook(final int instrument, final long endMs) {
        return looks.get(instrument).ceilingEntry(endMs).getValue();
    }

    void onPriced(final Event.Priced priced) {
        pricesTold.merge(priced.commandPosition(), 1, Integer::sum);
        if (priced.kind() == PricedKind.INSTRUMENT && book.deficits().open(priced.priced()) > 0) {
            haltedForDeficits.add(priced.priced());
        }
        if (priced.kind() == PricedKind.INSTRUMENT && histories.containsKey(priced.priced())) {
            histories.get(priced.priced()).index(
                    priced.commandPosition(),
                    priced.index(),
                    PricedState.allowsFunding(priced.state()));
        }
    }

    void onBook(final LogEntry.BookTop seen) {
        if (histories.containsKey(seen.instrument())) {
            histories.get(seen.instrument()).book(position, timeMs, seen.impactBid(), seen.impactAsk());
        }
    }

    /**
     * An interval's rate takes effect, alone or together with those before it that were put off. Among these may be
     * some that had no funding, because the state of the price did not allow it when they were looked at: by the first
     * timer or book after their end, or by a later one where the first had too much else to do.
     */
    void onIndexed(final Event.FundingIndexed indexed) {
        final FundingHistory history = histories.get(indexed.instrument());
        check(history != null, () -> "no funding, but " + indexed);
        final BigInteger step = BigInteger.valueOf(indexed.cumulativeLong())
                .subtract(book.market().funding(indexed.instrument(), true));
        check(firstLook(indexed.instrument(), indexed.intervalEndMs()) <= indexed.commandPosition(),
                () -> "an interval ended early: " + indexed);
        check(isBeyondKnowing(indexed.instrument()) || isExplained(indexed, step),
                () -> "no intervals add up to " + step + ": " + indexed);
        lastEndMs.put(indexed.instrument(), indexed.intervalEndMs());
        haltedForDeficits.remove(indexed.instrument());
        book.market().fund(indexed.instrument(), step);
        check("cumulative funding of shorts: " + indexed,
                book.market().funding(indexed.instrument(), false).longValueExact(), indexed.cumulativeShort());
        tally.add(Tally.Kind.FUNDINGS, indexed.ratePpb() == 0 ? 0 : 1);
    }

    /** A sum of rates, and of what they make of the index. */
    private record Sum(long rates, BigInteger steps) {
    }

    /** Whether the interval that ended last, and some before it that were put off, add up to the rates and the step. */
    private boolean isExplained(final Event.FundingIndexed indexed, final BigInteger wanted) {
        final Sum sum = new Sum(indexed.ratePpb(), wanted);
        Set<Sum> sums = Set.of(new Sum(0, BigInteger.ZERO));
        final long notBeforeMs = lastEndMs.getOrDefault(indexed.instrument(), EngineFeeder.START_TIME_MS);
        for (long endMs = indexed.intervalEndMs();
                endMs > notBeforeMs && !sums.contains(sum);
                endMs -= histories.get(indexed.instrument()).intervalMs()) {
            final Set<Sum> added = new HashSet<>();
            for (final Sum before : sums) {
                addEach(added, before, indexed, endMs);
            }
            sums = added;
        }
        return sums.contains(sum);
    }

    /** Adds what an interval may have brought, by what was known when it was looked at. */
    private void addEach(
            final Set<Sum> added, final Sum before, final Event.FundingIndexed indexed, final long endMs) {
        final FundingHistory history = histories.get(indexed.instrument());
        final boolean isLast = endMs == indexed.intervalEndMs();
        final long rate = history.ratePpb(endMs);
        for (final long at : whenLookedAt(indexed.instrument(), endMs, isLast)) {
            final long index = history.indexBefore(at);
            if (!history.isFundedBefore(at)) {
                added.add(before);
            } else if (!isLast || index == indexed.index()) {
                added.add(new Sum(
                        before.rates + rate,
                        before.steps.add(BigInteger.valueOf(rate).multiply(BigInteger.valueOf(index)))));
            }
        }
    }

    /**
     * Where a market was halted for a deficit, or amounts are near their bounds, events do not tell which intervals
     * went without funding, nor by which index others were reckoned meanwhile: what is told is taken as it is.
     */
    private boolean isBeyondKnowing(final int instrument) {
        return haltedForDeficits.contains(instrument) || isNearBounds(instrument);
    }

    /** Whether an interval may go without funding because what somebody owes would leave its bounds. */
    private boolean isNearBounds(final int instrument) {
        final long largest = book.accounts().stream()
                .mapToLong(account -> Math.abs(account.position(instrument).quantity()))
                .max().orElse(0);
        largestHeld.merge(instrument, largest, Math::max);
        final BigInteger range = book.market().funding(instrument, true)
                .subtract(book.market().funding(instrument, false)).abs()
                .max(book.market().funding(instrument, true).abs())
                .max(book.market().funding(instrument, false).abs());
        return book.terms().instruments().get(instrument).notional(largestHeld.get(instrument), 1)
                .multiply(range).shiftRight(NEAR_BITS).compareTo(Funding.SCALE) > 0;
    }

    /**
     * Positions before which indexes count when an interval is looked at. The entry that looks may form an index
     * itself, before or after; one that waits takes effect by the last index; and one that has too many prices and
     * intervals to tell of leaves some to those that follow.
     */
    private List<Long> whenLookedAt(final int instrument, final long endMs, final boolean isLast) {
        final List<Long> positions = new ArrayList<>();
        Map.Entry<Long, Long> look = looks.get(instrument).ceilingEntry(endMs);
        long waiting = 0;
        for (int n = 0; n < MOST_LOOKS && look != null; n++) {
            positions.add(look.getValue());
            positions.add(look.getValue() + 1);
            waiting += updates(look.getKey(), look.getValue());
            if (waiting < MANY_UPDATES) {
                break;
            }
            waiting -= MANY_UPDATES;
            look = looks.get(instrument).higherEntry(look.getKey());
        }
        if (isLast) {
            positions.add(Long.MAX_VALUE);
        }
        return positions;
    }

    /** Prices that an entry told of, and intervals that had ended in all markets when it looked. */
    private long updates(final long atTimeMs, final long atPosition) {
        long count = pricesTold.getOrDefault(atPosition, 0);
        for (final Map.Entry<Integer, TreeMap<Long, Long>> market : looks.entrySet()) {
            final TreeMap<Long, Long> positions = market.getValue();
            if (positions.getOrDefault(atTimeMs, 0L) == atPosition) {
                final Long before = positions.lowerKey(atTimeMs);
                final long intervalMs = histories.get(market.getKey()).intervalMs();
                count += atTimeMs / intervalMs
                        - (before == null ? EngineFeeder.START_TIME_MS : before) / intervalMs;
            }
        }
        return count;
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
