package io.evenkeel.tools.demo;

import io.evenkeel.tools.cluster.StateHashes;
import io.evenkeel.tools.report.AuditBooks;
import io.evenkeel.tools.report.LiquidationFile;
import java.io.PrintWriter;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What a demonstration that is over amounts to.
 *
 * @param run        the run, settled.
 * @param violations what the ledger kept from the audit feed found wrong, each as a sentence.
 */
record DemoSummary(DemoRun run, List<String> violations) {
    private static final double NS_PER_MS = 1e6;
    private static final double UNITS_PER_WHOLE = 1e6;

    /** {@return whether the node and the independent ledger both find all invariants held} */
    boolean areAllInvariantsHeld() {
        return violations.isEmpty() && run.stateReport().brokenInvariants() == 0;
    }

    /** Prints it, in lines of at most eighty characters. */
    void print(final PrintWriter out) {
        printFigures(out);
        printNodesOwnCheck(out);
        printIndependentCheck(out);
        out.flush();
    }

    private void printFigures(final PrintWriter out) {
        final LiquidationFile liquidations = run.books().liquidations();
        final Histogram latency = run.latency();
        final String refusals = run.fillRefusals().isEmpty() ? "none refused" : "refused: " + run.fillRefusals();
        out.printf("  fills          %,d sent, %s%n", run.fillsSent(), refusals);
        out.printf("  prices         %,d accepted%n", run.pricesAccepted());
        out.printf("  fill to answer p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, max %.2f ms%n",
                latency.getValueAtPercentile(50) / NS_PER_MS,
                latency.getValueAtPercentile(90) / NS_PER_MS,
                latency.getValueAtPercentile(99) / NS_PER_MS,
                latency.getMaxValue() / NS_PER_MS);
        out.printf("  liquidations   %,d started, %,d ended (%,d cured), %,d open%n",
                liquidations.started(), liquidations.ended(), liquidations.cured(), liquidations.open());
        out.printf("  keepers' bids  %,d, of which %,d came too late%n", run.bids(), run.bidsRefused());
        out.printf("  insurance      %,.2f USDC, of net deposits of %,.2f USDC%n",
                run.insurance() / UNITS_PER_WHOLE, run.netDeposits() / UNITS_PER_WHOLE);
        out.printf("  audit feed     %,d events%n", run.auditNumber());
    }

    private void printNodesOwnCheck(final PrintWriter out) {
        final StateHashes.Report state = run.stateReport();
        out.printf("%nInvariants, by the node's own walk over its whole state: %s%n",
                state.brokenInvariants() == 0 ? "all hold" : state.brokenInvariants() + " VIOLATED");
        out.printf("  %,d accounts, %,d positions, state hash %s%n", state.accounts(), state.positions(), state.hex());
    }

    private void printIndependentCheck(final PrintWriter out) {
        final AuditBooks books = run.books();
        out.printf("%nInvariants, by an independent ledger from the audit feed alone: %s%n",
                violations.isEmpty() ? "all hold" : "VIOLATED");
        out.println("  every fill was answered, every event came once and in order");
        out.printf("  %,d trades and %,d stated balances agree with the ledger%n",
                books.trades(), books.balancesCompared());
        out.println("  quantities sum to zero; balances and clearing are the net deposits");
        out.println("  nobody was liquidated with equity at or above maintenance margin,");
        out.println("  nor sold beyond the largest discount");
        violations.forEach(violation -> out.println("  violated: " + violation));
    }
}
