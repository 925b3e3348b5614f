package io.evenkeel.perf.benchmark;

import io.evenkeel.perf.market.FillPath;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One fill, two legs, between two random accounts in an instrument that both hold. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FillBenchmark {
    private FillPath fills;

    /** Made by JMH. */
    public FillBenchmark() {
    }

    /** Draws what to send. */
    @Setup(Level.Trial)
    public void draw(final Clearing clearing) {
        fills = new FillPath(clearing.population(), clearing.seed);
    }

    /** {@return bytes put out so far, so that nothing is thought useless} */
    @Benchmark
    public long fill(final Clearing clearing, final EngineWork work) {
        clearing.engine().rig().submitFill(fills.next());
        return clearing.engine().rig().outputBytes();
    }
}
