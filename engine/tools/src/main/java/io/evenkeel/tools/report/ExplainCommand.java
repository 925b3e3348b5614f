package io.evenkeel.tools.report;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One liquidation, step by step. */
@Command(
        name = "explain",
        description = {
            "Tells the whole story of one liquidation, step by step, from a node's audit feed: which tick caused the"
                    + " breach, why each step came, the numbers that led to it, and who lost what.",
            "",
            "Times are those of commands; steps that a timer brought have none, but their place in the log. Losses are"
                    + " reckoned at the mark of each trade, and at the indexes of collateral that is sold, in the asset"
                    + " that it is paid in: what the account loses by a worse price, who takes gets.",
            ""
        },
        footer = {"", "Examples:", "  evenkeel explain 7", "  evenkeel explain 7 --json"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "1:there was no such liquidation, or no node could be reached", "2:wrong call"},
        mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "LIQUIDATION", description = "Liquidation id: 1, 2, 3 ...")
    private long id;

    @Mixin
    private AuditSource source;

    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    ExplainCommand() {
    }

    @Override
    public Integer call() throws IOException {
        final AuditBooks books = new AuditBooks();
        final LiquidationChronicle chronicle = new LiquidationChronicle(books, (story, step) -> {
            if (story.liquidation() == id) {
                story.tell(step);
            }
        });
        source.read(spec, books, chronicle);
        chronicle.flush();
        final LiquidationStory story = chronicle.find(id);
        if (story == null) {
            spec.commandLine().getErr().println("explain: there was no liquidation " + id + "; there were "
                    + chronicle.stories().size());
            return 1;
        }
        ReportPage.print(spec.commandLine().getOut(), story.report(books), source.isJson());
        return 0;
    }
}
