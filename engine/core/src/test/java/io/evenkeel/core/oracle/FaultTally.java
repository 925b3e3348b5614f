package io.evenkeel.core.oracle;

import io.evenkeel.codecs.PriceState;
import java.util.EnumMap;
import java.util.Map;

/** Counts of what runs with faults have met. */
final class FaultTally {
    /** What is counted, beside faults and states. */
    enum Kind {
        /** Log entries. */
        ENTRIES,
        /** Indexes that took effect while those who were wrong were a minority of the fresh. */
        INDEXES,
        /** Of those, ones formed while somebody fresh was wrong. */
        INDEXES_UNDER_FAULT,
        /** Marks that a book moved off their index. */
        MARKS_BY_BOOKS,
        /** Books that lied. */
        LYING_BOOKS,
        /** Submissions refused for their age. */
        REFUSED_FOR_AGE,
        /** Jumps that were held: a median that took no effect. */
        HELD,
        /** Liquidations of accounts that were insolvent at an honest price ± band. */
        RIGHTLY_LIQUIDATED,
        /** Liquidations of accounts that were solvent at every one. */
        WRONGLY_LIQUIDATED,
        /** Accounts at the very edge that are still there at the end of a run. */
        EDGE_SURVIVED,
        /** Outages in which timers went on. */
        OUTAGES_OF_SOURCES,
        /** Outages in which there was no log entry at all. */
        OUTAGES_OF_THE_CLUSTER,
        /** Liquidations between an outage and the next. */
        LIQUIDATED_AFTER_AN_OUTAGE,
        /** Fills that bring their account to ruin, first thing after an outage. */
        REACHES,
        /** Those of them who are insolvent even in their favour: frozen, but nothing is sold. */
        FROZEN,
        /** Orders on offer that were withdrawn, cured or not. */
        ORDERS_WITHDRAWN,
        /** Times that nobody was liquidated who was insolvent at what honest sources saw, since too few spoke. */
        PAUSED,
        /** Withdrawals that went through. */
        WITHDRAWALS,
        /** Withdrawals refused for the state of the price. */
        WITHDRAWALS_REFUSED,
        /** What was sold. */
        SALES,
        /** Of that, what no bid in an auction took: backstops did, or a bid for which insurance paid. */
        SALES_BELOW_AUCTIONS,
        /** Orders of coins that were pledged. */
        COINS_OFFERED,
        /** Orders of dust, before its market is dead. */
        DUST_OFFERED,
        /** Accounts that had pledged some, liquidated. */
        PLEDGERS_LIQUIDATED,
        /** Bids refused for the state of the price. */
        BIDS_REFUSED,
        /** Submissions that the engine counted as outliers. */
        OUTLIERS,
        /** Accounts with dust in the dead market, liquidated. */
        DUSTY_LIQUIDATED,
        /** Times that favour for dust kept an account that would be insolvent without. */
        DUSTY_FAVOURED
    }

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final Map<PriceState, Long> states = new EnumMap<>(PriceState.class);

    void count(final Kind kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    void count(final Kind kind, final int times) {
        counts.merge(kind, (long) times, Long::sum);
    }

    void count(final Fault fault) {
        faults.merge(fault, 1L, Long::sum);
    }

    void count(final PriceState state) {
        states.merge(state, 1L, Long::sum);
    }

    long of(final Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    long of(final Fault fault) {
        return faults.getOrDefault(fault, 0L);
    }

    long of(final PriceState state) {
        return states.getOrDefault(state, 0L);
    }

    void add(final long outliers) {
        counts.merge(Kind.OUTLIERS, outliers, Long::sum);
    }

    void add(final FaultTally other) {
        other.counts.forEach((kind, count) -> counts.merge(kind, count, Long::sum));
        other.faults.forEach((fault, count) -> faults.merge(fault, count, Long::sum));
        other.states.forEach((state, count) -> states.merge(state, count, Long::sum));
    }

    @Override
    public String toString() {
        return counts + ", " + faults + ", " + states;
    }
}
