package io.evenkeel.tools.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.tools.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts, ends and watches a cluster of local processes. */
@Command(
        name = "cluster",
        description = {"Starts, ends and watches a cluster of processes on this host.", ""},
        subcommands = {ClusterCommand.Up.class, ClusterCommand.Down.class, ClusterCommand.Status.class},
        synopsisSubcommandLabel = "(up | down | status)",
        footer = {
            "",
            "Examples:",
            "  evenkeel cluster up              three nodes at 127.0.0.1:9000, :9100 and :9200",
            "  evenkeel cluster status --json",
            "  evenkeel cluster down"
        },
        mixinStandardHelpOptions = true)
public final class ClusterCommand implements Runnable {
    private static final int OPERATOR = 1;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Up, down or status? Try --help.");
    }

    /** Where the cluster lives. */
    static final class Place {
        @Option(
                names = "--dir",
                description = "Directory of the cluster: keys, logs, state. Default: ~/.evenkeel/cluster.")
        private Path directory;

        ClusterHome home() {
            return new ClusterHome(directory == null ? ClusterHome.defaultDirectory() : directory);
        }
    }

    /** Starts the nodes. */
    @Command(
            name = "up",
            description = {
                "Starts the nodes and waits until they have a leader. What they did before is kept. Where some run,",
                "starts only those that do not: call it with the options of the first time."},
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:they run and have a leader", "1:they do not; their logs say why", "2:wrong call"},
            mixinStandardHelpOptions = true)
    static final class Up implements Callable<Integer> {
        @Mixin
        private Place place;

        @Option(names = "--nodes", defaultValue = "3", description = "How many: an odd number. Default: 3.")
        private int nodes;

        @Option(names = "--base-port", defaultValue = "9000", description = "Port of node 0; the next is 100 above.")
        private int basePort;

        @Option(names = "--config", description = "Property files for every node, in layers.")
        private List<Path> files;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            if (nodes < 1 || nodes % 2 == 0) {
                throw new ParameterException(spec.commandLine(), "--nodes must be odd, not " + nodes);
            }
            final ClusterHome home = place.home();
            final PrintWriter err = spec.commandLine().getErr();
            final List<NodeAddress> addresses = addresses();
            final List<NodeProcess> known = home.processes();
            final List<NodeProcess> alive = known.stream().filter(NodeProcess::isAlive).toList();
            if (alive.size() == nodes) {
                err.println("cluster: runs already in " + home.directory() + "; see evenkeel cluster status");
                return 1;
            }
            if (!alive.isEmpty() && !known.stream().map(NodeProcess::address).toList().equals(addresses)) {
                err.println("cluster: " + alive.size() + " nodes run in " + home.directory()
                        + ", but not as these options say; end them with evenkeel cluster down");
                return 1;
            }
            new Progress(err).say("starting " + (nodes - alive.size()) + " nodes in " + home.directory());
            return awaitLeader(
                    home, home.start(addresses, files == null ? List.of() : files, Map.of()), alive);
        }

        private List<NodeAddress> addresses() {
            return IntStream.range(0, nodes)
                    .mapToObj(i -> new NodeAddress("127.0.0.1", basePort + i * NodeAddress.PORTS_PER_NODE))
                    .toList();
        }

        private int awaitLeader(
                final ClusterHome home, final List<NodeProcess> processes, final List<NodeProcess> runBefore)
                throws IOException {
            final PrintWriter out = spec.commandLine().getOut();
            try (LocalCluster cluster = LocalCluster.attach(processes, home.keys());
                    ParticipantLine line = ParticipantLine.connect(cluster, OPERATOR)) {
                for (int i = 0; i < processes.size(); i++) {
                    out.printf(
                            "node %d at %s, process %d%s%n",
                            i,
                            processes.get(i).address(),
                            processes.get(i).pid(),
                            line.leader() == i ? ", leads" : "");
                }
                out.println("keys of participants 1 to " + KeyFile.PARTICIPANTS + ": "
                        + home.directory().resolve("keys.properties"));
                return 0;
            } catch (final RuntimeException e) {
                spec.commandLine().getErr().println("cluster: no leader: " + e.getMessage() + "; see "
                        + home.log(0) + " and its neighbours");
                ClusterHome.end(
                        processes.stream().filter(process -> !runBefore.contains(process)).toList(), 1_000);
                if (runBefore.isEmpty()) {
                    home.forgetProcesses();
                }
                return 1;
            }
        }
    }

    /** Ends the nodes. */
    @Command(
            name = "down",
            description = "Ends the nodes in order. What they know is kept for the next up.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:none runs any more", "1:some had to be ended by force", "2:wrong call"},
            mixinStandardHelpOptions = true)
    static final class Down implements Callable<Integer> {
        private static final long TIMEOUT_MS = 15_000;

        @Mixin
        private Place place;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            final ClusterHome home = place.home();
            final List<NodeProcess> alive =
                    home.processes().stream().filter(NodeProcess::isAlive).toList();
            final int forced = ClusterHome.end(alive, TIMEOUT_MS);
            home.forgetProcesses();
            spec.commandLine().getOut().println(alive.size() + " nodes ended"
                    + (forced == 0 ? "" : ", " + forced + " of them by force"));
            return forced == 0 ? 0 : 1;
        }
    }

    /** Tells how the nodes are. */
    @Command(
            name = "status",
            description = "Tells which nodes run, who leads, and whether all have the same state.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:all run and agree", "1:some do not run, or they do not agree", "2:wrong call"},
            mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {
        @Mixin
        private Place place;

        @Option(
                names = "--message-keys",
                paramLabel = "FILE",
                description = "Message keys of participants, lines as in keys.properties. Needed once the operator has"
                        + " one: the question for the state is a command.")
        private Path messageKeys;

        @Option(names = "--json", description = "Print JSON instead of lines.")
        private boolean isJson;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            final ClusterHome home = place.home();
            final List<NodeProcess> processes = home.processes();
            final long alive = processes.stream().filter(NodeProcess::isAlive).count();
            if (alive < processes.size() || alive == 0) {
                print(processes, -1, List.of());
                return 1;
            }
            final KeyFile signing = messageKeys == null ? null : new KeyFile(messageKeys);
            try (LocalCluster cluster = LocalCluster.attach(processes, home.keys(), signing);
                    ParticipantLine line = ParticipantLine.connect(cluster, OPERATOR)) {
                final List<StateHashes.Report> hashes = StateHashes.ask(cluster, line);
                print(processes, line.leader(), hashes);
                return StateHashes.areSound(hashes) ? 0 : 1;
            }
        }

        private void print(
                final List<NodeProcess> processes, final int leader, final List<StateHashes.Report> hashes)
                throws IOException {
            final PrintWriter out = spec.commandLine().getOut();
            final ObjectMapper json = new ObjectMapper();
            final ObjectNode root = json.createObjectNode();
            final ArrayNode list = root.putArray("nodes");
            for (int i = 0; i < processes.size(); i++) {
                final NodeProcess process = processes.get(i);
                final String hash = hashes.isEmpty() ? "" : hashes.get(i).hex();
                final int broken = hashes.isEmpty() ? 0 : hashes.get(i).brokenInvariants();
                list.addObject()
                        .put("node", i)
                        .put("address", process.address().toString())
                        .put("pid", process.pid())
                        .put("runs", process.isAlive())
                        .put("leads", i == leader)
                        .put("stateHash", hash)
                        .put("brokenInvariants", broken);
                if (!isJson) {
                    out.printf(
                            "node %d at %s, process %d: %s%s%s%n",
                            i,
                            process.address(),
                            process.pid(),
                            process.isAlive() ? "runs" : "does not run",
                            i == leader ? ", leads" : "",
                            hash.isEmpty() ? "" : ", state hash " + hash + ", " + broken + " invariants broken");
                }
            }
            if (isJson) {
                out.println(json.writerWithDefaultPrettyPrinter().writeValueAsString(root));
            } else if (processes.isEmpty()) {
                out.println("no nodes were started in " + place.home().directory());
            }
        }
    }
}
