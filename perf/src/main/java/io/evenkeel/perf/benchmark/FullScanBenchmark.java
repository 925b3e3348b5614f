package io.evenkeel.perf.benchmark;

import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.command.Stage;
import io.evenkeel.core.gate.GateStage;
import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.price.PriceStage;
import io.evenkeel.core.risk.RiskStage;
import io.evenkeel.core.risk.RiskStores;
import io.evenkeel.perf.market.Market;
import io.evenkeel.perf.market.Population;
import io.evenkeel.perf.rig.Rig;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a tick would cost without triggers: judging every holder of its instrument with the function that judges in the
 * engine, over the same stores. Instruments are drawn as in {@link TickBenchmark}, so that averages compare.
 *
 * <p>The engine keeps its stores to itself, so the stages are wired here as it wires them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FullScanBenchmark {
    /** Accounts of eight positions each. */
    @Param({"10000", "1000000"})
    public int accounts;

    /** From which the population and the order of instruments are drawn. */
    @Param("1")
    public long seed;

    private SplittableRandom random;
    private RiskStores stores;
    private HolderScan scan;

    /** Made by JMH. */
    public FullScanBenchmark() {
    }

    /** Populates stages and gathers the holders of every instrument. */
    @Setup(Level.Trial)
    public void populate() {
        random = new SplittableRandom(seed);
        final Rig rig = new Rig(new Population(new Market(seed), accounts, seed), 1, this::wire);
        rig.requireNoRefusals();
        scan = new HolderScan(stores);
    }

    private Stage wire(final OutputSink sink) {
        final EngineLimits limits = Rig.limits(accounts, 1);
        stores = new RiskStores(limits, sink);
        final Stage gate = new GateStage(limits.participants());
        final Stage price = new PriceStage(limits.assets(), limits.instruments(), limits.sourcesPerPrice());
        final Stage risk = new RiskStage(stores, limits.queuedUpdates(), limits.sliceEvaluations());
        stores.answers().addParticipant(GateStage.GENESIS_PARTICIPANT);
        return slot -> {
            gate.onCommand(slot);
            price.onCommand(slot);
            risk.onCommand(slot);
        };
    }

    /** {@return accounts in breach: none, but it takes judging all of them to know} */
    @Benchmark
    public int scan(final ScanWork work) {
        final int instrument = random.nextInt(Market.INSTRUMENTS);
        work.commands++;
        work.evaluations += scan.holders(instrument);
        return scan.countBreached(instrument);
    }
}
