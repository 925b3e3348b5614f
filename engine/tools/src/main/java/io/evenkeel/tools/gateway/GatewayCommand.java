package io.evenkeel.tools.gateway;

import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.tools.cluster.ClientDriver;
import io.evenkeel.tools.cluster.OrderlyEnd;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The reference settlement gateway. */
@Command(
        name = "gateway",
        description = {
            "Runs a settlement gateway: follows the settlement feed, keeps every instruction once in a database, pays"
                    + " it there, and confirms from there until the ledger has answered.",
            "",
            "It may be killed at any time. Started again it goes on from its books: nothing is paid twice and nothing"
                    + " is lost. It pays once the feed says something since it joined: within the time after which"
                    + " instructions are repeated. Payments are rows of a table; to move real money, put your bank in"
                    + " their place.",
            ""
        },
        subcommands = {DepositCommand.class, GatewayStatusCommand.class},
        footer = {
            "",
            "Examples:",
            "  evenkeel gateway --participant 4",
            "  evenkeel gateway --participant 4 --db jdbc:postgresql://127.0.0.1/gateway?user=gateway --json",
            "  evenkeel gateway --message-keys message-keys.properties",
            "  evenkeel gateway --fail above=1000000 --fail kind=COLLECT",
            "  evenkeel gateway deposit --account 7 --asset 0 --amount 1000000 --reference 42",
            "  evenkeel gateway status --json"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:the database failed, or the cluster has no use for this process",
            "2:wrong call",
            "143:told to end, and ended in order"
        },
        mixinStandardHelpOptions = true)
public final class GatewayCommand implements Callable<Integer> {
    private static final int DEFAULT_PARTICIPANT = 4;

    @Mixin
    private GatewayPlace place;

    @Option(
            names = "--participant",
            defaultValue = "" + DEFAULT_PARTICIPANT,
            description = "Who it is to the cluster; needs the role GATEWAY. Default: ${DEFAULT-VALUE}.")
    private int participant;

    @Option(names = "--keys", description = "File with the participant's key. Default: that of the cluster.")
    private Path keys;

    @Option(
            names = "--fail",
            paramLabel = "RULE",
            converter = FailureRule.Converter.class,
            description = "Fail instructions instead of paying them: account=ID, asset=ID, kind=WITHDRAWAL|PAY|COLLECT,"
                    + " above=AMOUNT, every=N. May be given several times.")
    private List<FailureRule> rules;

    @Option(names = "--json", description = "Print JSON, an object a line.")
    private boolean isJson;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        final List<NodeAddress> addresses = place.cluster().addresses(spec.commandLine());
        final PrintWriter out = spec.commandLine().getOut();
        final GatewayJournal journal = new GatewayJournal(out, spec.commandLine().getErr(), isJson);
        try (OrderlyEnd end = new OrderlyEnd(() -> { });
                SettlementBook book = new SettlementBook(GatewayDatabase.open(place.url()), participant);
                ClientDriver driver = ClientDriver.launchQuiet();
                GatewayRun run = join(book, journal, driver, addresses)) {
            run.work(end::isAsked);
            journal.end();
            return 0;
        }
    }

    private GatewayRun join(
            final SettlementBook book,
            final GatewayJournal journal,
            final ClientDriver driver,
            final List<NodeAddress> addresses)
            throws SQLException, IOException {
        final byte[] key = place.cluster().keys(keys).key(participant);
        return new GatewayRun(
                new SettlementDesk(book, rules == null ? List.of() : rules, journal),
                place.cluster().client(driver, addresses, participant, key),
                place.cluster().feed(driver, addresses).fromNumber(book.nextNumber()));
    }
}
