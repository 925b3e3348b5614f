package io.evenkeel.tools.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SimulatedSourcesTest {
    private static final int FIRST = 11;
    private static final long PRICE = 1_000_000;
    private static final Names UNASKED = new Listings(listener -> {
        throw new AssertionError("an id needs no listing");
    });

    private static SimulatedSources sources(final String... more) {
        return new SimulatedSources(options(more), FIRST, UNASKED);
    }

    private static Simulation options(final String... more) {
        final Simulation options = new Simulation();
        final List<String> all = new ArrayList<>(List.of("--simulate", "5", "--price", "" + PRICE, "--rounds", "40"));
        all.addAll(List.of(more));
        new CommandLine(options).parseArgs(all.toArray(new String[0]));
        return options;
    }

    private static List<Quote> all(final SimulatedSources sources) {
        final List<Quote> quotes = new ArrayList<>();
        while (!sources.isEnded()) {
            quotes.add(sources.poll());
        }
        return quotes;
    }

    @Test
    void shouldSayTheSameWhenTheSeedIsTheSame() {
        final String[] faults = {"--fault", "spiking:2", "--seed", "9"};
        assertThat(all(sources(faults)))
                .hasSize(200)
                .isEqualTo(all(sources(faults)))
                .isNotEqualTo(all(sources("--fault", "spiking:2", "--seed", "10")));
    }

    @Test
    void shouldDoWhatItsFaultSaysWhenASourceHasOne() {
        final SimulatedSources sources = sources(
                "--fault", "stuck", "--fault", "lagging", "--fault", "spiking", "--fault", "colluding");
        final Map<SourceFault, List<Long>> said = all(sources).stream().collect(Collectors.groupingBy(
                quote -> sources.fault(quote.source()), Collectors.mapping(Quote::price, Collectors.toList())));
        assertThat(said.keySet()).containsExactlyInAnyOrder(SourceFault.values());
        final List<Long> honest = said.get(SourceFault.NONE);
        // Each sees the path within 0.02 %, so two of them are within 0.04 % and a unit or two of rounding.
        assertThat(said.get(SourceFault.STUCK)).containsOnly(said.get(SourceFault.STUCK).get(0));
        int spikes = 0;
        for (int round = 1; round < honest.size(); round++) {
            final long seen = honest.get(round);
            assertThat(Math.abs(said.get(SourceFault.LAGGING).get(round) - honest.get(Math.max(0, round - 5))))
                    .isLessThan(500);
            assertThat(said.get(SourceFault.COLLUDING).get(round)).isBetween(seen * 79 / 100, seen * 81 / 100);
            spikes += Math.abs(said.get(SourceFault.SPIKING).get(round) - seen) > seen / 10 ? 1 : 0;
        }
        assertThat(spikes).isBetween(1, 20);
    }

    @Test
    void shouldComplainWhenMoreHaveFaultsThanThereAre() {
        assertThat(options("--fault", "stuck:6").complaint()).isEqualTo("6 of 5 sources cannot have faults");
        assertThat(options("--period", "0").complaint()).isNotNull();
        assertThat(options().complaint()).isNull();
    }
}
