package io.evenkeel.tools;

import io.evenkeel.tools.bench.BenchCommand;
import io.evenkeel.tools.cluster.ClusterCommand;
import io.evenkeel.tools.cluster.NodeCommand;
import io.evenkeel.tools.crash.CrashCommand;
import io.evenkeel.tools.decode.DecodeCommand;
import io.evenkeel.tools.decode.FeedCommand;
import io.evenkeel.tools.demo.DemoCommand;
import io.evenkeel.tools.gateway.GatewayCommand;
import io.evenkeel.tools.keeper.KeeperCommand;
import io.evenkeel.tools.oracle.OracleCommand;
import io.evenkeel.tools.replay.ReplayCommand;
import io.evenkeel.tools.report.AccountCommand;
import io.evenkeel.tools.report.CycleCommand;
import io.evenkeel.tools.report.ExplainCommand;
import io.evenkeel.tools.report.LedgerCommand;
import io.evenkeel.tools.report.LiquidationsCommand;
import io.evenkeel.tools.report.PositionsCommand;
import io.evenkeel.tools.report.SourcesCommand;
import io.evenkeel.tools.report.StatementCommand;
import io.evenkeel.tools.scenario.ScenarioCommand;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code evenkeel} command line: one subcommand for each thing that a user of the cluster does. */
@Command(
        name = "evenkeel",
        description = "Runs, feeds, watches and measures an Evenkeel cluster.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            ScenarioCommand.class,
            CrashCommand.class,
            ReplayCommand.class,
            BenchCommand.class,
            NodeCommand.class,
            ClusterCommand.class,
            FeedCommand.class,
            AccountCommand.class,
            PositionsCommand.class,
            LedgerCommand.class,
            CycleCommand.class,
            StatementCommand.class,
            LiquidationsCommand.class,
            ExplainCommand.class,
            SourcesCommand.class,
            GatewayCommand.class,
            OracleCommand.class,
            KeeperCommand.class,
            DecodeCommand.class
        },
        versionProvider = ManifestVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done, and what was checked holds", "1:ran, but a check failed", "2:the input is wrong"},
        footer = {"", "evenkeel COMMAND --help tells more about one, with examples."})
public final class Evenkeel implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    Evenkeel() {
    }

    /**
     * Runs one command and exits with its code.
     *
     * @param arguments subcommand and its options.
     */
    public static void main(final String[] arguments) {
        // Numbers read alike wherever it runs.
        Locale.setDefault(Locale.ROOT);
        System.exit(commandLine().execute(arguments));
    }

    /** {@return the command line with all its subcommands} */
    public static CommandLine commandLine() {
        final CommandErrors errors = new CommandErrors();
        return new CommandLine(new Evenkeel())
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    /** Without a subcommand there is nothing to do, which is an error of the caller. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? Try --help.");
    }
}
