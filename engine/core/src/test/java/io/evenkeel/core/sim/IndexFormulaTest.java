package io.evenkeel.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.inspect.PriceReport;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.PriceTermsCommand;
import io.evenkeel.model.InstrumentTerms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Index and state of a price against the words of SPEC 4, worked out here in another way. Where the rules leave the
 * last units of clamping and rounding or the very edge of the band open, both are accepted.
 */
class IndexFormulaTest {
    private static final int INSTRUMENT = 6;
    private static final int MAX_AGE_MS = 5_000;
    private static final int FIRST_SOURCE = 700;
    private static final double BAND = 0.005;

    private final Random random = new Random(Long.parseLong("0" + System.getProperty("seed", "")) + 17);

    /** The mark where the index could last be trusted; in other states it stays. */
    private long lastMark;

    /** What one source said last. */
    private record Said(long price, long timeMs) {
    }

    @Test
    void shouldFormIndexAndStateAsTheRulesSayWhenSourcesComeAndGo() {
        for (int sources = 1; sources <= 4; sources++) {
            for (int minSources = 1; minSources <= sources; minSources++) {
                run(sources, minSources);
            }
        }
    }

    private void run(final int sources, final int minSources) {
        lastMark = 0;
        final Rig rig = new Rig(EngineLimits.small());
        addInstrument(rig, minSources);
        final List<Said> said = new ArrayList<>();
        for (int i = 0; i < sources; i++) {
            final int source = FIRST_SOURCE + i;
            rig.accept(new LogEntry.Setup((writer, sequence) ->
                    writer.addPriceSource(sequence, PricedKind.INSTRUMENT, INSTRUMENT, source, 1), "source"));
            said.add(null);
        }
        long last = 0;
        for (int i = 0; i < 2_000; i++) {
            final int source = random.nextInt(sources);
            final long price = 1_000_000L + random.nextInt(random.nextInt(4) == 0 ? 60_000 : 4_000);
            if (random.nextInt(8) == 0) {
                rig.feeder().feed(new LogEntry.Timer(random.nextInt(4_000)));
            } else {
                rig.accept(new LogEntry.Price(PricedKind.INSTRUMENT, INSTRUMENT, FIRST_SOURCE + source, price, 0));
                said.set(source, new Said(price, rig.feeder().timeMs()));
            }
            last = check(rig, said, minSources, last);
        }
    }

    private long check(final Rig rig, final List<Said> said, final int minSources, final long last) {
        final long now = rig.feeder().timeMs();
        final List<Long> fresh = new ArrayList<>();
        for (final Said each : said) {
            if (each != null && now - each.timeMs <= MAX_AGE_MS) {
                fresh.add(each.price);
            }
        }
        Collections.sort(fresh);
        final PriceReport report = rig.engine().inspector().price(PricedKind.INSTRUMENT, INSTRUMENT);
        final String name = "of " + fresh + ", last " + last + ", " + said.size() + " sources, quorum " + minSources;
        if (last == 0 && fresh.isEmpty()) {
            assertThat(report.state()).isEqualTo(PriceState.NONE);
            return 0;
        }
        final double index = indexOf(fresh, last);
        if (!isOnEdge(fresh)) {
            assertThat((double) report.index()).as("index " + name).isBetween(index - 2, index + 2);
            assertThat(report.state()).as("state " + name).isEqualTo(stateOf(fresh, said.size(), minSources));
        }
        if (lastMark == 0 || report.state() == PriceState.VALID || report.state() == PriceState.UNCERTAIN) {
            lastMark = report.index();
        }
        assertThat(report.mark()).as("mark " + name).isEqualTo(lastMark);
        return report.index();
    }

    private static double indexOf(final List<Long> fresh, final long last) {
        return switch (fresh.size()) {
            case 0 -> last;
            case 1 -> fresh.get(0);
            case 2 -> ofTwo(fresh.get(0), fresh.get(1), last);
            default -> clampedMean(fresh);
        };
    }

    private static double ofTwo(final long low, final long high, final long last) {
        if (high - low <= BAND * low) {
            return (low + high) / 2.0;
        }
        return last == 0 ? (low + high) / 2.0 : Math.max(low, Math.min(high, last));
    }

    private static double medianOf(final List<Long> fresh) {
        final int half = fresh.size() / 2;
        return fresh.size() % 2 == 1 ? fresh.get(half) : (fresh.get(half - 1) + fresh.get(half)) / 2.0;
    }

    private static double clampedMean(final List<Long> fresh) {
        final double median = medianOf(fresh);
        return fresh.stream()
                .mapToDouble(price -> Math.max(median * (1 - BAND), Math.min(median * (1 + BAND), price)))
                .average()
                .orElseThrow();
    }

    private static PriceState stateOf(final List<Long> fresh, final int configured, final int minSources) {
        if (fresh.isEmpty()) {
            return PriceState.STALE;
        }
        if (fresh.size() < minSources || fresh.size() * 2 < configured) {
            return PriceState.THIN;
        }
        return isSpread(fresh, BAND) ? PriceState.UNCERTAIN : PriceState.VALID;
    }

    private static boolean isSpread(final List<Long> fresh, final double band) {
        final long low = fresh.get(0);
        final long high = fresh.get(fresh.size() - 1);
        if (fresh.size() == 2) {
            return high - low > band * low;
        }
        final double median = medianOf(fresh);
        return high > median * (1 + band) || low < median * (1 - band);
    }

    /** Whether the sources agree or not by so little that it matters what the band is measured from. */
    private static boolean isOnEdge(final List<Long> fresh) {
        if (fresh.size() < 2) {
            return false;
        }
        final boolean isWide = fresh.get(fresh.size() - 1) - fresh.get(0) > BAND * fresh.get(0);
        return isWide != isSpread(fresh, BAND) || isSpread(fresh, BAND * 0.98) != isSpread(fresh, BAND * 1.02);
    }

    private static void addInstrument(final Rig rig, final int minSources) {
        final InstrumentTerms t = rig.world().terms().instruments().get(0);
        rig.accept(new LogEntry.Setup((writer, sequence) -> writer.addInstrument(sequence, new InstrumentTerms(
                INSTRUMENT, t.settlementAsset(), t.multiplier(), t.priceExponent(), t.quantityExponent(), t.unit(),
                1, t.lot(), minSources, MAX_AGE_MS, 0, 0, t.auctionMs(), t.maxDiscountPpm(), t.penaltyPpm(),
                t.bufferPpm(), t.minNotional(), t.initial(), t.maintenance())), "instrument"));
        rig.accept(new LogEntry.Setup((writer, sequence) -> new PriceTermsCommand(PricedKind.INSTRUMENT, INSTRUMENT)
                .quorum(minSources).maxAgeMs(MAX_AGE_MS).write(writer.buffer(), sequence), "no rounds"));
    }
}
