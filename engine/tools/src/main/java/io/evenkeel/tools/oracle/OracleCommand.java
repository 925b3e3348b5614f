package io.evenkeel.tools.oracle;

import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.client.oracle.SourceSequence;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.tools.cluster.ClientDriver;
import io.evenkeel.tools.cluster.ClusterPlace;
import io.evenkeel.tools.cluster.OrderlyEnd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The reference oracle. */
@Command(
        name = "oracle",
        description = {
            "Publishes prices of a source, from a file or a pipe, or simulates sources, some of them with faults.",
            "",
            "Lines are timeMs,kind,symbolOrId,price[,confidence]. Symbols are those of the listings, which are read"
                    + " from the cluster when a line has one; their prices are decimals. The source's own sequence"
                    + " goes on after a restart, the lines begin anew. Lines that say no price are reported with their"
                    + " number and reason, and passed over.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  evenkeel oracle prices.csv --source 1",
            "  evenkeel oracle prices.csv --source 1 --symbol XBTUSD=BTC-PERP --symbol 'Ether=1:-2'",
            "  feed-handler | evenkeel oracle - --source 2 --keep-times --json",
            "  evenkeel oracle prices.csv --source 1 --pace recorded*60",
            "  evenkeel oracle --simulate 5 --price 5000000 --fault stuck --fault colluding:1 --source 1 --seed 7"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all published and accepted",
            "1:a line was bad, a price refused, or the cluster has no use for this process",
            "2:wrong call",
            "143:told to end, and ended in order"
        },
        mixinStandardHelpOptions = true)
public final class OracleCommand implements Callable<Integer> {
    private static final int DEFAULT_PARTICIPANT = 3;
    private static final String STANDARD_INPUT = "-";

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "File or named pipe with the prices; - for standard input.")
    private String file;

    @ArgGroup(exclusive = false, heading = "%nInstead of a file:%n")
    private Simulation simulation;

    @Option(
            names = "--source",
            required = true,
            description = "The source's id; of several simulated ones the first, the others follow.")
    private int source;

    @Option(
            names = "--participant",
            defaultValue = "" + DEFAULT_PARTICIPANT,
            description = "Who it is to the cluster; needs the role ORACLE. Default: ${DEFAULT-VALUE}.")
    private int participant;

    @Option(names = "--keys", description = "File with the participant's key. Default: that of the cluster.")
    private Path keys;

    @Option(
            names = "--symbol",
            paramLabel = "NAME=SYMBOL|ID[:EXPONENT]",
            converter = Symbol.Converter.class,
            description = "What a name in a line stands for: a symbol of the listings, or an id, whose prices are in"
                    + " 10^EXPONENT and which needs no listing. A line with an id has mantissas. May be given several"
                    + " times.")
    private List<Symbol> symbols = List.of();

    @Option(
            names = "--pace",
            defaultValue = "recorded",
            converter = Pace.Converter.class,
            description = "recorded: as far apart as their times are; recorded*N: so many times faster; N/s: so many a"
                    + " second; acknowledged: each once the one before is answered. Default: ${DEFAULT-VALUE}.")
    private Pace pace;

    @Option(
            names = "--keep-times",
            description = "Send the times that lines have, for a pipe that is live. Default: the time of sending.")
    private boolean areTimesKept;

    @Option(
            names = "--sequence",
            paramLabel = "FILE",
            description = "Where the source's sequence is kept. Default: oracle-PARTICIPANT-SOURCE.sequence in the"
                    + " directory of the cluster.")
    private Path sequenceFile;

    @Option(names = "--json", description = "Print JSON, an object a line.")
    private boolean isJson;

    @Mixin
    private ClusterPlace place;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        check();
        final List<NodeAddress> addresses = place.addresses(spec.commandLine());
        final byte[] key = place.keys(keys).key(participant);
        final OracleJournal journal = new OracleJournal(spec.commandLine().getOut(), isJson);
        try (OrderlyEnd end = new OrderlyEnd(() -> { });
                SourceSequence sequence = SourceSequence.open(sequenceFile());
                ClientDriver driver = ClientDriver.launchQuiet();
                QuoteFeed feed = feed(journal, listings(driver, addresses));
                OracleRun run = new OracleRun(
                        feed,
                        sequence,
                        pace,
                        areTimesKept,
                        journal,
                        place.client(driver, addresses, participant, key))) {
            run.work(end::isAsked);
            journal.end(feed instanceof SimulatedSources simulated ? simulated::fault : null);
            return journal.hasComplaints() ? 1 : 0;
        }
    }

    private void check() {
        if (file == null == (simulation == null)) {
            throw new ParameterException(spec.commandLine(), "give a file, - or --simulate, and only one of them");
        }
        if (source < 1) {
            throw new ParameterException(spec.commandLine(), "--source must be above 0, not " + source);
        }
        final String complaint = simulation == null ? null : simulation.complaint();
        if (complaint != null) {
            throw new ParameterException(spec.commandLine(), complaint);
        }
        if (simulation == null && !STANDARD_INPUT.equals(file) && !Files.isReadable(Path.of(file))) {
            throw new ParameterException(spec.commandLine(), "cannot read " + file);
        }
        if (simulation != null && areTimesKept) {
            throw new ParameterException(spec.commandLine(), "--keep-times is for lines; simulated times begin at 0");
        }
    }

    private Path sequenceFile() {
        return sequenceFile == null
                ? place.home().directory().resolve("oracle-" + participant + '-' + source + ".sequence")
                : sequenceFile;
    }

    private Listings listings(final ClientDriver driver, final List<NodeAddress> addresses) {
        return new Listings(listener -> FeedSubscriber.create(
                place.feed(driver, addresses).feed(Feed.MARKET).fromNumber(1).listener(listener)));
    }

    private QuoteFeed feed(final OracleJournal journal, final Names names) {
        if (simulation != null) {
            return new SimulatedSources(simulation, source, names);
        }
        return new LineFeed(
                () -> STANDARD_INPUT.equals(file)
                        ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                        : Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8),
                new QuoteParser(symbols, source, names),
                names,
                journal);
    }
}
