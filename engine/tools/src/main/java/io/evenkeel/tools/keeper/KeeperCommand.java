package io.evenkeel.tools.keeper;

import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.tools.cluster.ClientDriver;
import io.evenkeel.tools.cluster.ClusterPlace;
import io.evenkeel.tools.cluster.OrderlyEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The reference keeper. */
@Command(
        name = "keeper",
        description = {
            "Runs a keeper: follows the liquidation feed and bids for an account of its own, by a strategy, within"
                    + " limits: for positions, and for collateral that is sold for what an account owes. That is paid"
                    + " in the asset owed, out of the account's own balance, and never beyond it.",
            "",
            "After a refusal it leaves that liquidation alone for 50 ms, then twice as long each time, up to 5 s."
                    + " Where its own margin did not suffice for a position it bids for nothing until money comes"
                    + " or a position becomes smaller. It may be killed at any time and keeps nothing: started again,"
                    + " it reads what is open and what it holds from the feeds.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  evenkeel keeper --account 2 --strategy patient --wait-for 5000",
            "  evenkeel keeper --account 2 --strategy eager --min-discount 1000 --max-position 0=20000 --json",
            "  evenkeel keeper --account 2 --strategy patient --max-bid 50000000000 --max-notional 500000000000",
            "  evenkeel keeper --account 2 --max-asset 1=100000000 --max-asset 2=0 --keep 0=5000000000",
            "  evenkeel keeper --account 2 --strategy passive"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:the cluster has no use for this process, or nodes disagree",
            "2:wrong call",
            "143:told to end, and ended in order"
        },
        mixinStandardHelpOptions = true)
public final class KeeperCommand implements Callable<Integer> {
    private static final int DEFAULT_PARTICIPANT = 5;
    private static final long PPM = 1_000_000;

    @Option(names = "--account", required = true, description = "The account that takes; the participant's own.")
    private long account;

    @Option(
            names = "--participant",
            defaultValue = "" + DEFAULT_PARTICIPANT,
            description = "Who it is to the cluster; needs the role KEEPER. Default: ${DEFAULT-VALUE}.")
    private int participant;

    @Option(names = "--keys", description = "File with the participant's key. Default: that of the cluster.")
    private Path keys;

    @Option(
            names = "--strategy",
            defaultValue = "patient",
            converter = Wanting.Converter.class,
            description = "eager: bids at once, whatever the discount. patient: waits for the discount of --wait-for,"
                    + " or for the largest that there will be (of collateral: until insurance buys). passive: as"
                    + " patient, but only says what it would bid. Default: ${DEFAULT-VALUE}.")
    private Wanting strategy;

    @Option(
            names = "--wait-for",
            paramLabel = "PPM",
            defaultValue = "2500",
            description = "Discount from the mark, or from the index of collateral, that patient waits for. Default:"
                    + " ${DEFAULT-VALUE}.")
    private long waitForPpm;

    @Option(
            names = "--min-discount",
            paramLabel = "PPM",
            defaultValue = "0",
            description = "Never bid for less discount than this. Default: ${DEFAULT-VALUE}.")
    private long minDiscountPpm;

    @Option(
            names = "--max-bid",
            paramLabel = "UNITS",
            description = "Most that one bid may be worth, units of the numeraire. Default: no limit.")
    private long maxBid = Long.MAX_VALUE;

    @Option(
            names = "--max-notional",
            paramLabel = "UNITS",
            description = "Most that all its positions may be worth, units of the numeraire. Default: no limit.")
    private long maxNotional = Long.MAX_VALUE;

    @Option(
            names = "--max-position",
            paramLabel = "INSTRUMENT=QUANTITY",
            description = "Most of an instrument, long or short, mantissa. May be given several times. Default: no"
                    + " limit.")
    private Map<Integer, Long> maxPositions = Map.of();

    @Option(
            names = "--max-asset",
            paramLabel = "ASSET=AMOUNT",
            description = "Most of an asset that it may have by buying collateral, what it has already included, in"
                    + " units of the asset; 0 buys none of it. May be given several times. Default: no limit.")
    private Map<Integer, Long> maxAssets = Map.of();

    @Option(
            names = "--keep",
            paramLabel = "ASSET=AMOUNT",
            description = "What it keeps of an asset when it pays for collateral, in units of the asset: for margin,"
                    + " and for funding that it owes and has yet to settle. May be given several times."
                    + " Default: nothing.")
    private Map<Integer, Long> keptAssets = Map.of();

    @Option(names = "--json", description = "Print JSON, an object a line.")
    private boolean isJson;

    @Mixin
    private ClusterPlace place;

    @Spec
    private CommandSpec spec;

    /** Strategies by their names on the command line. */
    private enum Wanting {
        EAGER,
        PATIENT,
        PASSIVE;

        /** Reads a name from the command line. */
        static final class Converter implements ITypeConverter<Wanting> {
            @Override
            public Wanting convert(final String text) {
                for (final Wanting wanting : values()) {
                    if (wanting.name().equalsIgnoreCase(text)) {
                        return wanting;
                    }
                }
                throw new TypeConversionException("eager, patient or passive, not \"" + text + "\"");
            }
        }
    }

    /** Made by picocli. */
    KeeperCommand() {
    }

    @Override
    public Integer call() throws IOException {
        check();
        final List<NodeAddress> addresses = place.addresses(spec.commandLine());
        final byte[] key = place.keys(keys).key(participant);
        final KeeperJournal journal = new KeeperJournal(spec.commandLine().getOut(), isJson);
        final Inventory inventory = Inventory.withMoney(account);
        final KeeperDesk desk = new KeeperDesk(
                account,
                strategy(),
                new KeeperLimits(minDiscountPpm, maxBid, maxNotional, maxPositions, maxAssets, keptAssets),
                inventory,
                journal);
        try (OrderlyEnd end = new OrderlyEnd(() -> { });
                ClientDriver driver = ClientDriver.launchQuiet();
                KeeperRun run = new KeeperRun(
                        desk,
                        account,
                        inventory,
                        journal,
                        place.client(driver, addresses, participant, key),
                        () -> place.feed(driver, addresses))) {
            run.work(end::isAsked);
            journal.end(desk);
            return 0;
        }
    }

    private void check() {
        if (minDiscountPpm < 0 || minDiscountPpm > PPM || waitForPpm < 0 || waitForPpm > PPM) {
            throw new ParameterException(
                    spec.commandLine(), "--min-discount and --wait-for are from 0 to 1,000,000 ppm");
        }
        if (maxBid < 1 || maxNotional < 1) {
            throw new ParameterException(spec.commandLine(), "--max-bid and --max-notional are above 0");
        }
        if (isAnyNegative(maxPositions) || isAnyNegative(maxAssets) || isAnyNegative(keptAssets)) {
            throw new ParameterException(
                    spec.commandLine(), "--max-position, --max-asset and --keep are not negative");
        }
    }

    private static boolean isAnyNegative(final Map<Integer, Long> limits) {
        return limits.values().stream().anyMatch(most -> most < 0);
    }

    private Strategy strategy() {
        return switch (strategy) {
            case EAGER -> Strategy.eager();
            case PATIENT -> Strategy.patient(waitForPpm);
            case PASSIVE -> Strategy.passive(Strategy.patient(waitForPpm));
        };
    }
}
