package io.evenkeel.tools.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.tools.cluster.StateHashes;
import java.io.PrintWriter;
import java.util.List;

/**
 * What came of a replay of quotes.
 *
 * @param recording    what was replayed.
 * @param acknowledged prices that the cluster took.
 * @param refused      prices that it refused.
 * @param compared     changes of an index that were seen and equal the price sent.
 * @param mismatches   indexes that differ.
 * @param unseen       changes that were sent and not seen.
 * @param elapsedNs    from the first price sent to the last answer.
 * @param hashes       what each node says of its state at the end.
 */
record QuoteReport(
        QuoteRecording recording,
        long acknowledged,
        long refused,
        long compared,
        List<String> mismatches,
        long unseen,
        long elapsedNs,
        List<StateHashes.Report> hashes)
        implements ReplayReport {
    @Override
    public boolean isPassed() {
        return refused == 0 && unseen == 0 && mismatches.isEmpty() && StateHashes.agree(hashes);
    }

    @Override
    public void print(final PrintWriter out) {
        out.printf(
                "%,d quotes of %s: %,d acknowledged, %,d refused, in %.2f s%n",
                recording.middles().size(),
                String.join(", ", recording.symbols().keySet()),
                acknowledged,
                refused,
                elapsedNs / 1e9);
        out.printf(
                "%,d changes of an index equal the price sent, %,d differ, %,d were not seen%n",
                compared, mismatches.size(), unseen);
        mismatches.forEach(mismatch -> out.println("differs: " + mismatch));
        for (final StateHashes.Report report : hashes) {
            out.printf("node %s: state hash %s at %d%n", report.node(), report.hex(), report.commandPosition());
        }
        out.println(isPassed() ? "passed" : "FAILED");
    }

    @Override
    public ObjectNode toJson(final ObjectMapper json) {
        final ObjectNode root = json.createObjectNode()
                .put("passed", isPassed())
                .put("quotes", recording.middles().size())
                .put("acknowledged", acknowledged)
                .put("refused", refused)
                .put("indexChangesEqual", compared)
                .put("indexChangesUnseen", unseen)
                .put("elapsedMs", elapsedNs / 1_000_000);
        root.set("differ", json.valueToTree(mismatches));
        for (final StateHashes.Report report : hashes) {
            root.withArray("nodes")
                    .addObject()
                    .put("address", report.node().toString())
                    .put("stateHash", report.hex())
                    .put("position", report.commandPosition());
        }
        return root;
    }
}
