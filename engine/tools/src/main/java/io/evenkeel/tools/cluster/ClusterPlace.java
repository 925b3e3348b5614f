package io.evenkeel.tools.cluster;

import io.evenkeel.client.ClientContext;
import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.codecs.feed.NodeAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which cluster a command talks to: options that several commands share. */
public final class ClusterPlace {
    @Option(names = "--dir", description = "Directory of the cluster. Default: ~/.evenkeel/cluster.")
    private Path directory;

    @Option(names = "--nodes", split = ",", description = "host:basePort of each node; default: those of cluster up.")
    private List<String> nodes;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "This host's address as the nodes see it. Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--message-keys",
            paramLabel = "FILE",
            description = "For commands that send: message keys of participants, lines as in the file of their keys."
                    + " Who has one there signs; the file is read again where a code is refused. Default: no signing.")
    private Path messageKeys;

    /** Of whoever asked where the nodes are, as nobody can talk to them before. */
    private PrintWriter err;

    /** Made by picocli. */
    public ClusterPlace() {
    }

    /** {@return the directory of a cluster on this host} */
    public ClusterHome home() {
        return new ClusterHome(directory == null ? ClusterHome.defaultDirectory() : directory);
    }

    /** {@return the key file that is named, or that of the cluster where {@code named} is null} */
    public KeyFile keys(final Path named) {
        return named == null ? home().keys() : new KeyFile(named);
    }

    /** {@return a configuration of a participant's line to nodes, which says on standard error how it fares} */
    public ClientContext client(
            final ClientDriver driver, final List<NodeAddress> addresses, final int participant, final byte[] key) {
        final ClientContext context = new ClientContext()
                .aeronDirectoryName(driver.aeronDir())
                .nodes(addresses)
                .participant(participant)
                .responseEndpoint(host + ":0")
                .keySupplier(key::clone)
                .sessionListener(new SessionJournal(participant, err));
        return messageKeys == null
                ? context
                : context.messageKeySupplier(new MessageKeySource(new KeyFile(messageKeys), participant, err));
    }

    /** {@return a configuration of a feed of nodes} */
    public FeedContext feed(final ClientDriver driver, final List<NodeAddress> addresses) {
        return new FeedContext().aeronDirectoryName(driver.aeronDir()).nodes(addresses).localHost(host);
    }

    /**
     * {@return where the nodes are}
     *
     * @param caller on whose standard error the lines to them say how they fare.
     * @throws ParameterException if none are named and none run.
     */
    public List<NodeAddress> addresses(final CommandLine caller) throws IOException {
        err = caller.getErr();
        final List<NodeAddress> addresses = nodes == null
                ? home().processes().stream().map(NodeProcess::address).toList()
                : nodes.stream().map(NodeAddress::parse).toList();
        if (addresses.isEmpty()) {
            throw new ParameterException(caller, "no cluster is up; give --nodes");
        }
        return addresses;
    }
}
