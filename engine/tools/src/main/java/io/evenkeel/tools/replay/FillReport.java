package io.evenkeel.tools.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.tools.cluster.StateHashes;
import java.io.PrintWriter;
import java.util.List;

/**
 * What came of a replay of fills.
 *
 * @param recording    what was replayed.
 * @param plan         what it became.
 * @param verifier     what was compared.
 * @param instruments  perpetuals listed.
 * @param accounts     accounts opened, without those of the venue itself.
 * @param acknowledged trades that the cluster took, imports among them.
 * @param refusals     prices and trades that the cluster refused, each as a sentence.
 * @param elapsedNs    from the first trade sent to the last answer.
 * @param hashes       what each node says of its state at the end.
 */
record FillReport(
        FillRecording recording,
        TradePlan plan,
        FillVerifier verifier,
        int instruments,
        int accounts,
        long acknowledged,
        List<String> refusals,
        long elapsedNs,
        List<StateHashes.Report> hashes)
        implements ReplayReport {
    private static final double ENOUGH = 0.99;

    @Override
    public boolean isAsRecorded() {
        return refusals.isEmpty()
                && acknowledged == plan.trades().size()
                && verifier.isComplete()
                && verifier.positionMismatches().isEmpty()
                && profitShare() >= ENOUGH;
    }

    private double profitShare() {
        return verifier.profits() == 0 ? 1 : (double) verifier.profitsWithin() / verifier.profits();
    }

    /** {@return the share among the profits that no opening cost was derived from} */
    private double independentShare() {
        final int independent = verifier.profits() - verifier.impliedProfits();
        return independent == 0
                ? 1
                : (double) (verifier.profitsWithin() - verifier.impliedProfits()) / independent;
    }

    @Override
    public void print(final PrintWriter out) {
        out.printf(
                "%,d trades of %,d accounts in %,d perpetuals (%,d rows of spot passed over)%n",
                recording.pairs().size(), accounts, instruments, recording.spotRows());
        out.printf(
                "%,d commands acknowledged in %.2f s; %,d positions imported, %,d jumps of the recording re-based%n",
                acknowledged, elapsedNs / 1e9, plan.imports(), plan.jumps());
        out.printf("%,d trades went without fees: their rebate exceeds all fees before%n", plan.feesWaived());
        out.printf(
                "positions before each fill: %,d compared (%,d chained), %,d differ from the venue's%n",
                verifier.chainedPositions() + verifier.firstPositions(),
                verifier.chainedPositions(),
                verifier.positionMismatches().size());
        out.printf(
                "realised profits: %,d compared, %,d within %s of notional (%.3f %%)%n",
                verifier.profits(),
                verifier.profitsWithin(),
                FillVerifier.PROFIT_TOLERANCE.toPlainString(),
                100 * profitShare());
        out.printf(
                "  of them %,d that no entry price was derived from: %.3f %% within%n",
                verifier.profits() - verifier.impliedProfits(), 100 * independentShare());
        refusals.forEach(refusal -> out.println("refused: " + refusal));
        verifier.positionMismatches().forEach(mismatch -> out.println("differs: " + mismatch));
        verifier.profitsOutside().forEach(profit -> out.println("outside: " + profit));
    }

    @Override
    public void write(final ObjectNode json) {
        json.put("trades", recording.pairs().size())
                .put("accounts", accounts)
                .put("instruments", instruments)
                .put("spotRowsPassedOver", recording.spotRows())
                .put("commands", plan.trades().size())
                .put("acknowledged", acknowledged)
                .put("positionsImported", plan.imports())
                .put("jumpsRebased", plan.jumps())
                .put("tradesWithoutFees", plan.feesWaived())
                .put("elapsedMs", elapsedNs / 1_000_000);
        list(json.putArray("refusals"), refusals);
        final ObjectNode positions = json.putObject("positions")
                .put("compared", verifier.chainedPositions() + verifier.firstPositions())
                .put("chained", verifier.chainedPositions());
        list(positions.putArray("differ"), verifier.positionMismatches());
        final ObjectNode profits = json.putObject("profits")
                .put("compared", verifier.profits())
                .put("within", verifier.profitsWithin())
                .put("share", profitShare())
                .put("independent", verifier.profits() - verifier.impliedProfits())
                .put("independentShare", independentShare())
                .put("toleranceOfNotional", FillVerifier.PROFIT_TOLERANCE.toPlainString());
        list(profits.putArray("outside"), verifier.profitsOutside());
    }

    private static void list(final ArrayNode array, final List<String> sentences) {
        sentences.forEach(array::add);
    }
}
