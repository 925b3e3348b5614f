package io.evenkeel.perf.benchmark;

import io.evenkeel.perf.market.Market;
import io.evenkeel.perf.market.Population;
import io.evenkeel.perf.rig.PopulatedEngine;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A populated engine for one trial: one instance, whatever asks for it. */
@State(Scope.Benchmark)
public class Clearing {
    /** Accounts of eight positions each. */
    @Param({"10000", "1000000"})
    public int accounts;

    /** Assets that each account has as collateral. */
    @Param("1")
    public int collaterals;

    /** From which population and commands are drawn. */
    @Param("1")
    public long seed;

    private Population population;
    private PopulatedEngine engine;

    /** Made by JMH. */
    public Clearing() {
    }

    /** Populates the engine. */
    @Setup(Level.Trial)
    public void populate() {
        population = new Population(new Market(seed), accounts, seed);
        engine = new PopulatedEngine(population, collaterals);
    }

    /** Fails if the engine was not sound all along. */
    @TearDown(Level.Trial)
    public void check() {
        engine.requireSound();
    }

    Population population() {
        return population;
    }

    PopulatedEngine engine() {
        return engine;
    }
}
