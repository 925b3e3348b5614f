package io.evenkeel.perf.benchmark;

import io.evenkeel.perf.market.PricePath;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One price submission for a random instrument, about a basis point from the last.
 *
 * <p>Boxes made at one price are all fresh, and nearly none is hit; so prices first wander for a while, until hits come
 * as they do in a market that has run for long.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TickBenchmark {
    private static final int SETTLING_TICKS = 1 << 23;

    private PricePath ticks;

    /** Made by JMH. */
    public TickBenchmark() {
    }

    /** Draws what to send, and sends enough for a start. */
    @Setup(Level.Trial)
    public void draw(final Clearing clearing) {
        ticks = new PricePath(clearing.population(), clearing.seed);
        for (int n = 0; n < SETTLING_TICKS; n++) {
            clearing.engine().rig().submitTick(ticks.next());
        }
    }

    /** {@return bytes put out so far, so that nothing is thought useless} */
    @Benchmark
    public long tick(final Clearing clearing, final EngineWork work) {
        clearing.engine().rig().submitTick(ticks.next());
        return clearing.engine().rig().outputBytes();
    }
}
