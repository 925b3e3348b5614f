package io.evenkeel.core.sim;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.command.PriceEntry;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelBook;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Makes commands about how prices are formed, now and then unsound ones. A source that is removed, and terms so strict
 * that a price may not be usable, come with what mends them, or markets would go silent for good.
 */
final class PriceMaker {
    private static final int NOT_LISTED = 60;
    private static final int NOT_CONFIGURED = 900;
    private static final int LARGEST_WEIGHT = 1_000_000;
    private static final long DAY_MS = 86_400_000;
    /** VALID indexes that a price may have to wait for after an outage. */
    private static final int ROUNDS = 3;
    private static final int MIN_SOURCES = 0;
    private static final int MAX_AGE_MS = 2;
    private static final int BAND_PPM = 3;
    private static final int FAVOUR_PPM = 9;
    /** What each figure of terms must not be, in the order of the command; of fresh rounds anything may be said. */
    private static final long[][] UNSOUND = {
        {0}, {}, {-1, -30_000}, {0, -1, 500_001}, {-1, 1_000_001}, {0, -1, DAY_MS + 1}, {-1, 1_000_000},
        {0, -5, DAY_MS + 1}, {-1, 1_000_001}, {-1, 500_001},
    };

    private final World world;
    private final ModelBook book;
    private final Random random;
    private final Deque<List<LogEntry>> mending = new ArrayDeque<>();

    PriceMaker(final World world, final ModelBook book, final Random random) {
        this.world = world;
        this.book = book;
        this.random = random;
    }

    /** What is priced. */
    private record Priced(PricedKind kind, int id) {
        boolean isAsset() {
            return kind == PricedKind.ASSET;
        }
    }

    /** {@return whether something waits to be mended} */
    boolean isMending() {
        return !mending.isEmpty();
    }

    /** {@return the next entries, at least one} */
    List<LogEntry> next() {
        if (isMending() && random.nextInt(4) > 0) {
            return mending.poll().stream().map(this::asFavoured).toList();
        }
        final Priced priced = anything();
        return switch (random.nextInt(12)) {
            case 0 -> List.of(terms(priced, refavoured(figures(priced))));
            case 1, 2 -> List.of(terms(priced, figures(priced)));
            case 3 -> strict(priced);
            case 4, 5 -> removal(priced);
            case 6, 7 -> unsure(priced);
            case 8, 9 -> List.of(unsound(priced));
            default -> List.of(foreign(priced));
        };
    }

    /** What mends a price that is not trusted must leave alone by how much that is moved in favour of accounts. */
    private LogEntry asFavoured(final LogEntry entry) {
        return entry instanceof PriceEntry.Terms terms
                ? terms.withFavour(book.market().favourPpm(terms.kind(), terms.priced()))
                : entry;
    }

    private Priced anything() {
        return random.nextInt(4) == 0
                ? new Priced(PricedKind.ASSET, 1 + random.nextInt(book.terms().assets().size() - 1))
                : new Priced(PricedKind.INSTRUMENT, random.nextInt(book.terms().instruments().size()));
    }

    private long[] refavoured(final long[] figures) {
        figures[FAVOUR_PPM] = pick(0, 10_000, 50_000, 50_000, 100_000, 500_000);
        return figures;
    }

    /** Sound ones, with the quorum and the age of the listing. */
    private long[] figures(final Priced priced) {
        final InstrumentTerms instrument = priced.isAsset() ? null : book.terms().instruments().get(priced.id);
        final AssetTerms asset = priced.isAsset() ? book.terms().assets().get(priced.id) : null;
        return new long[] {
            priced.isAsset() ? asset.minSources() : instrument.minSources(),
            pick(0, 1, ROUNDS),
            priced.isAsset() ? asset.maxAgeMs() : instrument.maxAgeMs(),
            pick(100, 5_000, 5_000, 50_000),
            pick(0, 0, 10_000, 80_000),
            pick(1_000, 60_000),
            pick(0, 1_000, 10_000, 10_000, 50_000),
            pick(1, 3_000, 150_000),
            pick(0, 10_000, 50_000, 400_000),
            book.market().favourPpm(priced.kind, priced.id),
        };
    }

    private static LogEntry terms(final Priced priced, final long... figures) {
        return new PriceEntry.Terms(
                priced.kind, priced.id, (int) figures[MIN_SOURCES], (int) figures[1], figures[MAX_AGE_MS],
                (int) figures[BAND_PPM], (int) figures[4], figures[5], (int) figures[6], figures[7], (int) figures[8],
                (int) figures[FAVOUR_PPM]);
    }

    private List<LogEntry> strict(final Priced priced) {
        final long[] figures = figures(priced);
        switch (random.nextInt(3)) {
            case 0 -> figures[MIN_SOURCES] += 1 + random.nextInt(3);
            case 1 -> figures[MAX_AGE_MS] = pick(500, 3_000);
            default -> figures[BAND_PPM] = 1;
        }
        final List<LogEntry> milder = new ArrayList<>(List.of(terms(priced, figures(priced))));
        milder.addAll(rounds(priced));
        mending.add(milder);
        return List.of(terms(priced, figures));
    }

    private List<LogEntry> removal(final Priced priced) {
        final List<Integer> sources = world.sources(priced.kind, priced.id);
        final int source = sources.get(random.nextInt(sources.size()));
        final List<LogEntry> back = new ArrayList<>(List.of(
                new PriceEntry.AddedSource(priced.kind, priced.id, source, 1 + random.nextInt(3))));
        back.addAll(rounds(priced));
        mending.add(back);
        return List.of(new PriceEntry.RemovedSource(priced.kind, priced.id, source));
    }

    /** The price that there is, said as often as it takes after an outage. */
    private List<LogEntry> rounds(final Priced priced) {
        final List<LogEntry> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            rounds.addAll(world.price(priced.kind, priced.id, price(priced)));
        }
        return rounds;
    }

    /** Sources that are not confident of the price that there is. */
    private List<LogEntry> unsure(final Priced priced) {
        final long price = price(priced);
        return world.sources(priced.kind, priced.id).stream()
                .map(source -> (LogEntry) new LogEntry.Price(priced.kind, priced.id, source, price, price))
                .toList();
    }

    private long price(final Priced priced) {
        return priced.isAsset() ? book.market().price(priced.id) : book.market().mark(priced.id);
    }

    private LogEntry unsound(final Priced priced) {
        final List<Integer> sources = world.sources(priced.kind, priced.id);
        final int source = sources.get(random.nextInt(sources.size()));
        return switch (random.nextInt(12)) {
            case 0 -> terms(new Priced(priced.kind, NOT_LISTED), figures(priced));
            case 1 -> terms(new Priced(PricedKind.ASSET, 0), figures(priced));
            case 2 -> new PriceEntry.RemovedSource(priced.kind, NOT_LISTED, source);
            case 3 -> new PriceEntry.RemovedSource(PricedKind.ASSET, 0, source);
            case 4, 5 -> new PriceEntry.RemovedSource(priced.kind, priced.id, NOT_CONFIGURED);
            case 6 -> new PriceEntry.AddedSource(priced.kind, priced.id, source, random.nextBoolean() ? 1 : 0);
            case 7 -> new PriceEntry.AddedSource(priced.kind, priced.id, -1, LARGEST_WEIGHT);
            case 8 -> new PriceEntry.AddedSource(
                    priced.kind, random.nextBoolean() ? NOT_LISTED : priced.id, source, LARGEST_WEIGHT + 1);
            default -> terms(priced, spoiled(figures(priced)));
        };
    }

    private long[] spoiled(final long[] figures) {
        final int which = random.nextInt(figures.length);
        if (UNSOUND[which].length > 0) {
            figures[which] = pick(UNSOUND[which]);
        }
        return figures;
    }

    private LogEntry foreign(final Priced priced) {
        final LogEntry command = random.nextBoolean()
                ? terms(priced, figures(priced))
                : new PriceEntry.RemovedSource(priced.kind, priced.id, world.sources(priced.kind, priced.id).get(0));
        return new LogEntry.Foreign(command, random.nextBoolean() ? Parties.ORACLE : Parties.VENUE);
    }

    private long pick(final long... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
