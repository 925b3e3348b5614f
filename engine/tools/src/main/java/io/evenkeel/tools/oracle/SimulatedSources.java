package io.evenkeel.tools.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Sources around a path that walks at random, in rounds: the honest ones see it a little higher or lower, the others
 * have faults from the second round on. The same options give the same prices.
 */
final class SimulatedSources implements QuoteFeed {
    private static final int VIEW_PPM = 200;
    private static final int LAG_ROUNDS = 5;
    private static final int SPIKE_ONE_IN = 5;
    private static final int NOT_FOUND = -1;

    private final Simulation options;
    private final int firstSource;
    private final Names names;
    private final Random random;
    private final SourceFault[] faults;
    private final long[][] seen;
    private int priced = NOT_FOUND;
    private int round;
    private int place;

    /** Draws path and faults; sources have ids from the first one on. */
    SimulatedSources(final Simulation options, final int firstSource, final Names names) {
        this.options = options;
        this.firstSource = firstSource;
        this.names = names;
        random = new Random(options.seed());
        faults = draw();
        seen = new long[options.rounds()][options.sources()];
        long price = options.price();
        for (final long[] views : seen) {
            for (int source = 0; source < views.length; source++) {
                views[source] = moved(price, within(VIEW_PPM));
            }
            price = moved(price, within(options.stepPpm()));
        }
    }

    private SourceFault[] draw() {
        final List<SourceFault> drawn = new ArrayList<>();
        for (final SourceFault.Share share : options.faults()) {
            drawn.addAll(Collections.nCopies(share.count(), share.fault()));
        }
        drawn.addAll(Collections.nCopies(options.sources() - drawn.size(), SourceFault.NONE));
        Collections.shuffle(drawn, random);
        return drawn.toArray(new SourceFault[0]);
    }

    private int within(final int ppm) {
        return random.nextInt(2 * ppm + 1) - ppm;
    }

    private static long moved(final long price, final long ppm) {
        return Math.max(1, price + price * ppm / Simulation.MILLION);
    }

    /** {@return what ails a source, by its id} */
    SourceFault fault(final int source) {
        return faults[source - firstSource];
    }

    @Override
    public int work() {
        return names.poll();
    }

    /** @throws IllegalStateException if what is priced is listed nowhere. */
    @Override
    public Quote poll() {
        if (isEnded() || !isFound()) {
            return null;
        }
        final Quote quote = new Quote(
                1L + (long) round * faults.length + place,
                (long) round * options.periodMs() + (long) place * options.periodMs() / faults.length,
                options.kind(),
                priced,
                firstSource + place,
                said(round == 0 ? SourceFault.NONE : faults[place]),
                0);
        place++;
        if (place == faults.length) {
            place = 0;
            round++;
        }
        return quote;
    }

    private boolean isFound() {
        if (priced == NOT_FOUND) {
            final Symbol symbol = Symbol.ofId(options.priced());
            final Symbol found = symbol == null ? names.find(options.kind(), options.priced()) : symbol;
            if (found != null) {
                priced = found.id();
            } else if (names.areKnown()) {
                throw new IllegalStateException("no " + options.kind() + " is listed as " + options.priced());
            }
        }
        return priced != NOT_FOUND;
    }

    private long said(final SourceFault fault) {
        final long honest = seen[round][place];
        return switch (fault) {
            case STUCK -> seen[0][place];
            case LAGGING -> seen[Math.max(0, round - LAG_ROUNDS)][place];
            case SPIKING -> random.nextInt(SPIKE_ONE_IN) == 0
                    ? moved(honest, random.nextBoolean() ? options.pushPpm() : -options.pushPpm())
                    : honest;
            case COLLUDING -> moved(seen[round][0], options.pushPpm());
            default -> honest;
        };
    }

    @Override
    public boolean isEnded() {
        return round == options.rounds();
    }

    @Override
    public void close() {
        round = options.rounds();
        names.close();
    }
}
