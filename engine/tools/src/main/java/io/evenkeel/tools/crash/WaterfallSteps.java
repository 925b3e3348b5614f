package io.evenkeel.tools.crash;

import io.evenkeel.codecs.LiquidationStep;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How much each step of the waterfall closed, and in how many liquidations. */
final class WaterfallSteps {
    /** What closed a part of a liquidated position. */
    enum Closing {
        /** A bid in an auction, or while backstops were asked. */
        AUCTION("1 auction"),
        /** A backstop. */
        BACKSTOP("2 backstop"),
        /** A bid past the bankruptcy price. */
        INSURED("3 insured auction"),
        /** A bid at the bankruptcy price while the opposite side was asked. */
        LATE_BID("4 late bids"),
        /** An account of the opposite side. */
        DELEVERAGED("4 deleveraging"),
        /** The insurance pool's account, at the mark. */
        POOL("5 pool, at mark");

        private final String label;

        Closing(final String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** What one kind of closing comes to. */
    static final class Count {
        private final Set<Long> liquidations = new HashSet<>();
        private long trades;
        private long notional;

        private void add(final long liquidation, final long closed) {
            liquidations.add(liquidation);
            trades++;
            notional = Math.addExact(notional, closed);
        }

        int liquidations() {
            return liquidations.size();
        }

        long trades() {
            return trades;
        }

        /** {@return what was closed, at the marks, units of money} */
        long notional() {
            return notional;
        }
    }

    private final Map<Closing, Count> counts = new EnumMap<>(Closing.class);
    private long missing;

    WaterfallSteps() {
        for (final Closing closing : Closing.values()) {
            counts.put(closing, new Count());
        }
    }

    void count(final LiquidationStep step, final boolean isBid, final long liquidation, final long notional) {
        final Closing closing = switch (step) {
            case AUCTION -> Closing.AUCTION;
            case BACKSTOP -> Closing.BACKSTOP;
            case INSURED -> Closing.INSURED;
            case DELEVERAGED -> isBid ? Closing.LATE_BID : Closing.DELEVERAGED;
            default -> Closing.POOL;
        };
        counts.get(closing).add(liquidation, notional);
    }

    /** Counts what holders are to be charged. */
    void missed(final long amount) {
        missing = Math.addExact(missing, amount);
    }

    Count of(final Closing closing) {
        return counts.get(closing);
    }

    /** {@return what holders are to be charged, units of money} */
    long missing() {
        return missing;
    }
}
