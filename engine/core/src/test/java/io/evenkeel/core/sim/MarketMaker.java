package io.evenkeel.core.sim;

import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.MarketEntry;
import io.evenkeel.model.FundingTerms;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelBook;
import java.util.Random;

/** Makes commands about markets as a whole. Few markets settle, and never the first three: the rest goes on in them. */
final class MarketMaker {
    private static final int NOT_LISTED = 60;
    private static final int SETTLED_SELDOM = 10;
    private static final FundingTerms ANY_FUNDING = new FundingTerms(5_000, 100_000, 7_500_000);

    private final World world;
    private final ModelBook book;
    private final Random random;

    MarketMaker(final World world, final ModelBook book, final Random random) {
        this.world = world;
        this.book = book;
        this.random = random;
    }

    /** {@return the next entry} */
    LogEntry next() {
        final InstrumentTerms terms = book.terms().instruments().get(
                random.nextInt(book.terms().instruments().size()));
        final int instrument = terms.id();
        if (random.nextInt(3) == 0) {
            return terms(terms);
        }
        if (random.nextInt(4) == 0) {
            return new MarketEntry.Funding(instrument, world.funding().getOrDefault(instrument, ANY_FUNDING));
        }
        return switch (random.nextInt(8)) {
            case 0 -> settle(terms);
            case 1 -> new MarketEntry.Phase(instrument, MarketPhase.DELISTED, 0);
            case 2 -> new MarketEntry.Phase(instrument, MarketPhase.REDUCE_ONLY, random.nextInt(2));
            case 3 -> new MarketEntry.Phase(NOT_LISTED, MarketPhase.OPEN, 0);
            case 4 -> new MarketEntry.Phase(instrument, MarketPhase.REDUCE_ONLY, 0);
            default -> new MarketEntry.Phase(instrument, MarketPhase.OPEN, 0);
        };
    }

    private LogEntry terms(final InstrumentTerms terms) {
        final long held = book.openInterest()[terms.id()];
        return switch (random.nextInt(8)) {
            case 0 -> new MarketEntry.Terms(NOT_LISTED, 0, 0, 0, 0);
            case 1 -> new MarketEntry.Terms(terms.id(), -1, 0, 0, 0);
            case 2 -> new MarketEntry.Terms(terms.id(), 0, 1_000_001, 0, 0);
            case 3 -> new MarketEntry.Terms(terms.id(), 0, random.nextInt(3) == 0 ? 15_000 : 0, 0, 0);
            case 4, 5 -> new MarketEntry.Terms(
                    terms.id(), pick(1, 20, 500, 20_000), 0, held / pick(2, 5, 20), held * pick(1, 2) / 2);
            default -> new MarketEntry.Terms(terms.id(), pick(0, 1, 100, 2_000), 0, 0, 0);
        };
    }

    private int pick(final int... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private LogEntry settle(final InstrumentTerms terms) {
        final long mark = book.market().mark(terms.id()) / terms.tick() * terms.tick();
        final boolean isMeant = terms.id() > 2 && random.nextInt(SETTLED_SELDOM) == 0;
        final long price = isMeant ? Math.max(terms.tick(), mark + (random.nextInt(21) - 10) * terms.tick()) : -1;
        final long offGrid = terms.tick() > 1 ? mark + 1 : 0;
        return new MarketEntry.Phase(
                terms.id(), MarketPhase.SETTLING, isMeant || random.nextBoolean() ? price : offGrid);
    }
}
