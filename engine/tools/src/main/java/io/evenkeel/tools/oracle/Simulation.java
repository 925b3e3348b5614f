package io.evenkeel.tools.oracle;

import io.evenkeel.codecs.PricedKind;
import picocli.CommandLine.Option;

/** Options of a simulation of sources. */
final class Simulation {
    /** Parts of a whole. */
    static final int MILLION = 1_000_000;

    @Option(names = "--simulate", required = true, paramLabel = "N", description = "Simulate so many sources.")
    private int sources;

    @Option(
            names = "--fault",
            paramLabel = "KIND[:COUNT]",
            converter = SourceFault.Converter.class,
            description = "So many of them are stuck, lagging, spiking or colluding. May be given several times.")
    private SourceFault.Share[] faults = {};

    @Option(
            names = "--kind",
            defaultValue = "INSTRUMENT",
            description = "ASSET or INSTRUMENT. Default: ${DEFAULT-VALUE}.")
    private PricedKind kind;

    @Option(
            names = "--priced",
            paramLabel = "ID|SYMBOL",
            defaultValue = "0",
            description = "Its id, or its symbol in the listings. Default: ${DEFAULT-VALUE}.")
    private String priced;

    @Option(names = "--price", required = true, description = "First price, mantissa.")
    private long price;

    @Option(
            names = "--rounds",
            defaultValue = "60",
            description = "Prices of each source. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--period",
            defaultValue = "1000",
            description = "Milliseconds of a round. Default: ${DEFAULT-VALUE}.")
    private int periodMs;

    @Option(
            names = "--step",
            defaultValue = "1000",
            description = "Largest move of a round, ppm. Default: ${DEFAULT-VALUE}.")
    private int stepPpm;

    @Option(
            names = "--push",
            defaultValue = "-200000",
            description = "How far off colluders are, ppm; spikes go as far. Default: ${DEFAULT-VALUE}.")
    private int pushPpm;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of path and faults. Default: ${DEFAULT-VALUE}.")
    private long seed;

    /** {@return what is wrong with the options; null for nothing} */
    String complaint() {
        int wrong = 0;
        for (final SourceFault.Share share : faults) {
            wrong += share.count();
        }
        if (sources < 1 || wrong > sources) {
            return wrong + " of " + sources + " sources cannot have faults";
        }
        final boolean isSound = price > 0 && rounds > 0 && periodMs > 0 && !priced.isBlank()
                && stepPpm >= 0 && stepPpm < MILLION && Math.abs(pushPpm) < MILLION;
        return isSound ? null : "prices, rounds and periods are above 0, moves below a million ppm";
    }

    int sources() {
        return sources;
    }

    SourceFault.Share[] faults() {
        return faults;
    }

    PricedKind kind() {
        return kind;
    }

    /** {@return id or symbol} */
    String priced() {
        return priced;
    }

    long price() {
        return price;
    }

    int rounds() {
        return rounds;
    }

    int periodMs() {
        return periodMs;
    }

    int stepPpm() {
        return stepPpm;
    }

    int pushPpm() {
        return pushPpm;
    }

    long seed() {
        return seed;
    }
}
