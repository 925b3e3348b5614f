package io.evenkeel.tools.bench;

import io.evenkeel.tools.Progress;
import io.evenkeel.tools.cluster.Clusters;
import io.evenkeel.tools.cluster.RunningCluster;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Measures subjects in turns. Each measurement has a cluster of its own, which is gone before the next one starts: even
 * an idle node would take processor time from the others. Each round begins with another subject, so that none is
 * always the first. One thread.
 */
final class Rounds {
    private static final int TRIES = 3;

    private final List<Subject> subjects;
    private final int nodes;
    private final int warmup;
    private final int rate;
    private final int seconds;
    private final Progress progress;
    private final Map<Subject, List<Histogram>> histograms = new EnumMap<>(Subject.class);
    private int repeated;

    /**
     * Makes rounds that are still to be run.
     *
     * @param subjects what is measured.
     * @param nodes    nodes of each cluster.
     * @param warmup   requests before a measurement.
     * @param rate     requests a second.
     * @param seconds  length of a measurement.
     */
    Rounds(
            final List<Subject> subjects,
            final int nodes,
            final int warmup,
            final int rate,
            final int seconds,
            final Progress progress) {
        this.subjects = List.copyOf(subjects);
        this.nodes = nodes;
        this.warmup = warmup;
        this.rate = rate;
        this.seconds = seconds;
        this.progress = progress;
        subjects.forEach(subject -> histograms.put(subject, new ArrayList<>()));
    }

    /** Runs so many rounds. */
    void run(final int count) {
        for (int round = 0; round < count; round++) {
            for (int i = 0; i < subjects.size(); i++) {
                final Subject subject = subjects.get((round + i) % subjects.size());
                progress.say("round " + (round + 1) + " of " + count + ": " + subject.label());
                histograms.get(subject).add(measure(subject));
            }
        }
    }

    /** A measurement during which the cluster lost its leader is worth nothing and is made again, twice at most. */
    private Histogram measure(final Subject subject) {
        for (int i = 1; i < TRIES; i++) {
            try {
                return measureOnce(subject);
            } catch (final UnmeasuredException e) {
                repeated++;
                progress.say(e.getMessage());
            }
        }
        return measureOnce(subject);
    }

    private Histogram measureOnce(final Subject subject) {
        try (RunningCluster cluster = Clusters.launch(nodes, subject.properties())) {
            try (Probe probe = subject.connect(cluster)) {
                final Histogram histogram = new OpenLoop(probe, warmup, rate, seconds).run();
                if (probe.refused() > 0) {
                    throw new IllegalStateException(probe.refused() + " requests were refused");
                }
                return histogram;
            } catch (final RuntimeException e) {
                throw new UnmeasuredException(subject, cluster.said(), e);
            }
        }
    }

    /** {@return what was measured of a subject, a histogram in nanoseconds for each round} */
    List<Histogram> of(final Subject subject) {
        return List.copyOf(histograms.get(subject));
    }

    /** {@return how many measurements had to be made again} */
    int repeated() {
        return repeated;
    }

    /** A measurement failed; says what the nodes said. */
    static final class UnmeasuredException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        UnmeasuredException(final Subject subject, final String said, final RuntimeException cause) {
            super(subject.label() + " could not be measured: " + cause + '\n' + said, cause);
        }
    }
}
