package io.evenkeel.tools.demo;

import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.tools.Progress;
import io.evenkeel.tools.cluster.Clusters;
import io.evenkeel.tools.cluster.RunningCluster;
import io.evenkeel.tools.cluster.StateHashes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the whole of it in half a minute. */
@Command(
        name = "demo",
        description = {
            "Starts a node, opens three markets with three oracles each, and lets traders, a market maker and keepers",
            "at it through real clients. In the middle prices fall by a third: accounts are liquidated and cured.",
            "Everything shown comes from the feeds and the answers; at the end all money and every position is",
            "accounted for from the audit feed alone. Nothing is left behind.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  evenkeel demo",
            "  evenkeel demo --seconds 60 --accounts 500 --seed 7",
            "  evenkeel demo --seconds 10 < /dev/null > demo.txt"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all invariants hold", "1:one does not; it is printed", "2:wrong call"},
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final int MAX_ACCOUNTS = 5_000;
    private static final double NS_PER_US = 1e3;
    private static final double UNITS_PER_WHOLE = 1e6;

    @Option(names = "--seconds", defaultValue = "30", description = "How long the market runs. Default: 30.")
    private long seconds;

    @Option(names = "--accounts", defaultValue = "200", description = "Traders, up to 5,000. Default: 200.")
    private int accounts;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the simulated market. Default: 1.")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (seconds < 1 || accounts < 1 || accounts > MAX_ACCOUNTS) {
            throw new ParameterException(spec.commandLine(), "--seconds from 1, --accounts from 1 to 5,000");
        }
        final PrintWriter out = spec.commandLine().getOut();
        final Progress progress = new Progress(spec.commandLine().getErr());
        progress.say("starting a node");
        final DemoView view = new DemoView(out, isTerminal());
        try (RunningCluster cluster = Clusters.launch(1, Map.of(NodeProperty.LIMITS, "small"));
                DemoRun run = new DemoRun(cluster, seed, accounts, view)) {
            progress.say("opening " + accounts + " accounts");
            run.open();
            run.trade(seconds);
            final List<String> violations = run.settle();
            summarise(out, run, violations);
            return violations.isEmpty() && run.stateReport().brokenInvariants() == 0 ? 0 : 1;
        }
    }

    /** {@return whether the standard output is a terminal, as the kernel says; none where it does not say} */
    private static boolean isTerminal() {
        try {
            final String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (final IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private void summarise(final PrintWriter out, final DemoRun run, final List<String> violations) {
        final FeedLedger ledger = run.ledger();
        final Histogram latency = run.latency();
        out.printf("%nSummary of %d s, seed %d%n", seconds, seed);
        out.printf("  fills: %,d sent, %,d refused; prices: %,d; events on the audit feed: %,d%n",
                run.fillsSent(), run.fillsRefused(), run.pricesAccepted(), ledger.lastNumber());
        out.printf("  fill to answer: p50 %,.0f us, p90 %,.0f us, p99 %,.0f us, max %,.0f us%n",
                latency.getValueAtPercentile(50) / NS_PER_US,
                latency.getValueAtPercentile(90) / NS_PER_US,
                latency.getValueAtPercentile(99) / NS_PER_US,
                latency.getMaxValue() / NS_PER_US);
        out.printf("  liquidations: %,d started, %,d ended (%,d cured), %,d open; bids %,d, of which %,d too late%n",
                ledger.liquidationsStarted(), ledger.liquidationsEnded(), ledger.cured(), ledger.openLiquidations(),
                run.bids(), run.bidsRefused());
        out.printf("  insurance: %,.2f USDC; net deposits: %,.2f USDC%n",
                ledger.insurance() / UNITS_PER_WHOLE, ledger.netDeposits() / UNITS_PER_WHOLE);
        out.println();
        out.println("Invariants, as the node finds them by a walk over its whole state");
        final StateHashes.Report state = run.stateReport();
        out.printf("  %,d accounts, %,d positions, state hash %s: %s%n",
                state.accounts(), state.positions(), state.hex(),
                state.brokenInvariants() == 0 ? "all hold" : state.brokenInvariants() + " VIOLATED");
        out.println("Invariants, as an independent ledger finds them from the audit feed alone");
        out.printf("  every fill was answered; %,d trades and %,d stated balances agree with this ledger;%n",
                ledger.trades(), ledger.balancesCompared());
        out.println("  quantities sum to zero; balances and clearing are the net deposits; nobody was liquidated");
        out.println("  with equity at or above maintenance margin, nor sold beyond the largest discount: "
                + (violations.isEmpty() ? "all hold" : "VIOLATED"));
        violations.forEach(violation -> out.println("  violated: " + violation));
        out.flush();
    }
}
