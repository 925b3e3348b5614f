package io.evenkeel.tools.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.tools.cluster.StateHashes;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of a replay of quotes.
 *
 * @param recording    what was replayed.
 * @param sent         prices sent, three for each quote.
 * @param acknowledged prices that the cluster took.
 * @param refusals     prices that it refused, each as a sentence.
 * @param verifier     what was compared.
 * @param elapsedNs    from the first price sent to the last answer.
 * @param hashes       what each node says of its state at the end.
 */
record QuoteReport(
        QuoteRecording recording,
        long sent,
        long acknowledged,
        List<String> refusals,
        QuoteVerifier verifier,
        long elapsedNs,
        List<StateHashes.Report> hashes)
        implements ReplayReport {
    @Override
    public boolean isAsRecorded() {
        return acknowledged == sent
                && verifier.equal() == verifier.expected()
                && verifier.different() == 0
                && verifier.isComplete();
    }

    private long perSecond() {
        return Math.round(sent / (elapsedNs / 1e9));
    }

    @Override
    public void print(final PrintWriter out) {
        out.printf(
                "%,d quotes of %s, a price for the bid, the ask and the middle of each%n",
                recording.quotes().size(),
                recording.markets().stream()
                        .map(QuoteRecording.Market::symbol)
                        .collect(Collectors.joining(", ")));
        out.printf(
                "%,d prices sent, %,d acknowledged, %,d refused, in %.2f s (%,d a second)%n",
                sent, acknowledged, refusals.size(), elapsedNs / 1e9, perSecond());
        out.printf(
                "announced prices: %,d expected from the recording, %,d equal, %,d differ, %,d did not come%n",
                verifier.expected(), verifier.equal(), verifier.different(), verifier.unseen());
        out.println("  index, mark, state, number of sources and position of the command were compared; states: "
                + verifier.states());
        refusals.forEach(refusal -> out.println("refused: " + refusal));
        verifier.differences().forEach(difference -> out.println("differs: " + difference));
    }

    @Override
    public void write(final ObjectNode json) {
        json.put("quotes", recording.quotes().size())
                .put("sent", sent)
                .put("acknowledged", acknowledged)
                .put("elapsedMs", elapsedNs / 1_000_000)
                .put("pricesPerSecond", perSecond());
        final ArrayNode instruments = json.putArray("instruments");
        recording.markets().forEach(market -> instruments.add(market.symbol()));
        final ArrayNode refused = json.putArray("refusals");
        refusals.forEach(refused::add);
        final ObjectNode announced = json.putObject("announced")
                .put("expected", verifier.expected())
                .put("equal", verifier.equal())
                .put("differ", verifier.different())
                .put("unseen", verifier.unseen());
        final ObjectNode states = announced.putObject("states");
        verifier.states().forEach((state, count) -> states.put(state.name(), count));
        final ArrayNode differences = announced.putArray("differences");
        verifier.differences().forEach(differences::add);
    }
}
