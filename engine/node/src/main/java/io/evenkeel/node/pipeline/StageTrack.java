package io.evenkeel.node.pipeline;

import com.lmax.disruptor.Sequence;

/** How far a stage has come. Written by the stage's thread, read by the watchdog. */
final class StageTrack {
    private final StageName stage;
    private final Sequence done = new Sequence(0);
    private final Sequence beats = new Sequence(0);
    private final Sequence position = new Sequence(0);

    StageTrack(final StageName stage) {
        this.stage = stage;
    }

    StageName stage() {
        return stage;
    }

    /** The stage begins work on the entry at this log position. */
    void begin(final long logPosition) {
        position.set(logPosition);
    }

    /** The stage is done with it. */
    void end() {
        done.set(done.get() + 1);
    }

    /** The stage works on, on an entry that takes long. */
    void beat() {
        beats.set(beats.get() + 1);
    }

    /** {@return how often it said so} */
    long beats() {
        return beats.get();
    }

    /** {@return how many entries or outputs the stage is done with} */
    long done() {
        return done.get();
    }

    /** {@return log position of the entry that the stage began last} */
    long position() {
        return position.get();
    }
}
