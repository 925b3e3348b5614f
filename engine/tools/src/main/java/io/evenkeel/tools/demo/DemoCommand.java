package io.evenkeel.tools.demo;

import io.evenkeel.node.launch.NodeProperty;
import io.evenkeel.tools.Progress;
import io.evenkeel.tools.cluster.Clusters;
import io.evenkeel.tools.cluster.RunningCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the whole of it in half a minute. */
@Command(
        name = "demo",
        description = {
            "Shows the whole of it in half a minute: a market, a crash, liquidations, cures, the books in order.",
            "",
            "Starts a node, opens three markets with three oracles each, and lets traders, a market maker and keepers"
                    + " at it through real clients. In the middle prices fall by a third: accounts are liquidated and"
                    + " cured. Everything shown comes from the feeds and the answers. At the end the node checks the"
                    + " invariants of its whole state, and a ledger that was kept from the audit feed alone accounts"
                    + " for all money and every position.",
            "",
            "In a terminal it draws a screen, elsewhere it prints a line every two seconds. Ctrl-C ends it in order."
                    + " Nothing is left behind.",
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
        exitCodeList = {
            "0:all invariants hold",
            "1:one does not; it is printed",
            "2:wrong call",
            "130:ended by ctrl-C"
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final int MAX_ACCOUNTS = 5_000;

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
        try (RunningCluster cluster = Clusters.launch(1, Map.of(NodeProperty.LIMITS, "small"));
                DemoView view = new DemoView(out, isTerminal());
                DemoRun run = new DemoRun(cluster, seed, accounts, view)) {
            progress.say("opening " + accounts + " accounts");
            run.open();
            run.trade(seconds);
            view.leave();
            progress.say("settling");
            final List<String> violations = run.settle();
            final DemoSummary summary = new DemoSummary(run, violations);
            out.printf("%nSummary of %d s, seed %d%n", seconds, seed);
            summary.print(out);
            return summary.areAllInvariantsHeld() ? 0 : 1;
        }
    }

    /** {@return whether the standard output is a terminal, as the kernel says; none where it does not say} */
    private static boolean isTerminal() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            final String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (final IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
