package io.evenkeel.tools.oracle;

import io.evenkeel.codecs.RejectCode;
import io.evenkeel.tools.EventLine;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Says what became of prices: a line for each that was not taken, and the sum at the end. */
final class OracleJournal {
    private final PrintWriter out;
    private final boolean isJson;
    private final Map<Integer, long[]> answers = new TreeMap<>();
    private long badLines;

    OracleJournal(final PrintWriter out, final boolean isJson) {
        this.out = out;
        this.isJson = isJson;
    }

    /** A line says no price. */
    void badLine(final long number, final String reason) {
        badLines++;
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("line", number);
        fields.put("reason", reason);
        say("bad-line", fields);
    }

    /** A line has a name that nobody explained: it waits until the listings are read, and those after it. */
    void readsListings(final long number) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("line", number);
        say("reads-listings", fields);
    }

    /** The cluster has answered. */
    void answered(final Quote quote, final RejectCode code) {
        final long[] counts = answers.computeIfAbsent(quote.source(), source -> new long[2]);
        if (code == RejectCode.NONE) {
            counts[0]++;
            return;
        }
        counts[1]++;
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("line", quote.number());
        fields.put("source", quote.source());
        fields.put("price", quote.price());
        fields.put("answer", code.name());
        say("refused", fields);
    }

    /** {@return whether a line was bad or a price refused} */
    boolean hasComplaints() {
        return badLines > 0 || sum(1) > 0;
    }

    private long sum(final int answer) {
        return answers.values().stream().mapToLong(counts -> counts[answer]).sum();
    }

    /**
     * Prints the sum of this run, of each source where there are several.
     *
     * @param faults what ails a source, by its id; null where nothing is simulated.
     */
    void end(final IntFunction<SourceFault> faults) {
        if (faults != null) {
            answers.forEach((source, counts) -> {
                final Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("source", source);
                fields.put("fault", faults.apply(source).name());
                fields.put("accepted", counts[0]);
                fields.put("refused", counts[1]);
                say("source", fields);
            });
        }
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("accepted", sum(0));
        fields.put("refused", sum(1));
        fields.put("badLines", badLines);
        say("ended", fields);
    }

    private void say(final String what, final Map<String, Object> fields) {
        out.println(EventLine.of(what, fields, isJson));
        out.flush();
    }
}
