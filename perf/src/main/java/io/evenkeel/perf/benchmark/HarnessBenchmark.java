package io.evenkeel.perf.benchmark;

import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.perf.market.FillPath;
import io.evenkeel.perf.market.Market;
import io.evenkeel.perf.market.Population;
import io.evenkeel.perf.market.PricePath;
import io.evenkeel.perf.rig.Rig;
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
 * What is in the other benchmarks beside the engine: the next fill or tick, its SBE encoding and the copy into a slot.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HarnessBenchmark {
    /** Accounts of eight positions each. */
    @Param({"10000", "1000000"})
    public int accounts;

    /** From which population and paths are drawn. */
    @Param("1")
    public long seed;

    private Rig rig;
    private FillPath fills;
    private PricePath ticks;
    private long positions;

    /** Made by JMH. */
    public HarnessBenchmark() {
    }

    /** Draws the same commands as the other benchmarks, for stages that do nothing. */
    @Setup(Level.Trial)
    public void draw() {
        final Population population = new Population(new Market(seed), accounts, seed);
        rig = new Rig(population, 1, sink -> this::read);
        fills = new FillPath(population, seed);
        ticks = new PricePath(population, seed);
    }

    private void read(final CommandSlot slot) {
        positions += slot.logPosition();
    }

    /** {@return something that depends on every slot} */
    @Benchmark
    public long fill() {
        rig.submitFill(fills.next());
        return positions;
    }

    /** {@return something that depends on every slot} */
    @Benchmark
    public long tick() {
        rig.submitTick(ticks.next());
        return positions;
    }
}
