package io.evenkeel.tools.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What rounds have shown: for each form of the clearing and each percentile, the median of the rounds, beside the
 * echo's.
 *
 * @param rounds  what was measured; the echo among it.
 * @param forms   the forms of the clearing that were.
 * @param setting nodes, rate, seconds and the like, for whoever reads the figures.
 */
record BenchReport(Rounds rounds, List<Subject> forms, ObjectNode setting) {
    private static final double NS_PER_US = 1e3;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};

    /** {@return the report as lines to read} */
    String table() {
        final StringBuilder text = new StringBuilder(setting.toString()).append(System.lineSeparator());
        text.append(String.format(Locale.ROOT, "%-8s %-10s %12s %12s %8s   %s%n",
                "form", "percentile", "echo us", "fill us", "ratio", "of each round"));
        for (final Subject form : forms) {
            for (final double percentile : PERCENTILES) {
                final double echo = medianUs(Subject.ECHO, percentile);
                final double fill = medianUs(form, percentile);
                text.append(String.format(Locale.ROOT, "%-8s p%-9s %,12.1f %,12.1f %8.2f  ",
                        form.label(), percentile, echo, fill, fill / echo));
                for (int round = 0; round < rounds.of(form).size(); round++) {
                    text.append(String.format(Locale.ROOT, " %.2f", ratio(form, percentile, round)));
                }
                text.append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    /** {@return the report for programs} */
    ObjectNode json() {
        final ObjectNode root = new ObjectMapper().createObjectNode().setAll(setting);
        root.put("repeated", rounds.repeated());
        for (final Subject form : forms) {
            final ArrayNode percentiles = root.putArray(form.label());
            for (final double percentile : PERCENTILES) {
                final double echo = medianUs(Subject.ECHO, percentile);
                final double fill = medianUs(form, percentile);
                final ObjectNode node = percentiles.addObject()
                        .put("percentile", percentile)
                        .put("echoUs", echo)
                        .put("fillUs", fill)
                        .put("ratio", fill / echo);
                final ArrayNode echoes = node.putArray("echoUsOfRounds");
                rounds.of(Subject.ECHO).forEach(echoOfRound -> echoes.add(us(echoOfRound, percentile)));
                final ArrayNode fills = node.putArray("fillUsOfRounds");
                rounds.of(form).forEach(fillOfRound -> fills.add(us(fillOfRound, percentile)));
            }
        }
        return root;
    }

    private double ratio(final Subject form, final double percentile, final int round) {
        return us(rounds.of(form).get(round), percentile) / us(rounds.of(Subject.ECHO).get(round), percentile);
    }

    private double medianUs(final Subject subject, final double percentile) {
        final double[] sorted = rounds.of(subject).stream()
                .mapToDouble(histogram -> us(histogram, percentile))
                .sorted()
                .toArray();
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double us(final Histogram histogram, final double percentile) {
        return histogram.getValueAtPercentile(percentile) / NS_PER_US;
    }
}
