package io.evenkeel.tools.cluster;

import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.launch.NodeProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;

/** A cluster of local processes in a temporary directory, gone without a trace when closed. */
public final class ProcessCluster implements RunningCluster {
    private static final long END_TIMEOUT_MS = 10_000;

    private final ClusterHome home;
    private final List<NodeProcess> processes;
    private final ClientDriver driver;
    private final ProcessWatch watch;
    private final OrderlyEnd end = new OrderlyEnd(this::endProcesses);

    private ProcessCluster(final ClusterHome home, final List<NodeProcess> processes, final ClientDriver driver) {
        this.home = home;
        this.processes = processes;
        this.driver = driver;
        watch = new ProcessWatch(processes);
    }

    /**
     * Starts nodes on free ports; the first client that connects waits until they have a leader. They are slower than
     * others to believe a leader dead, for here they share a few processors with whatever else runs.
     *
     * @param nodes      how many.
     * @param properties what differs from the defaults.
     */
    public static ProcessCluster launch(final int nodes, final Map<NodeProperty, String> properties) {
        try {
            final ClusterHome home = new ClusterHome(Files.createTempDirectory("evenkeel-cluster-"));
            final Map<NodeProperty, String> patient = new EnumMap<>(NodeProperty.class);
            patient.put(NodeProperty.HEARTBEAT_TIMEOUT, "2s");
            patient.put(NodeProperty.HEARTBEAT_INTERVAL, "100ms");
            patient.putAll(properties);
            return new ProcessCluster(
                    home, home.start(freeAddresses(nodes), List.of(), patient), ClientDriver.launch());
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot start a cluster of processes", e);
        }
    }

    private static List<NodeAddress> freeAddresses(final int nodes) {
        final List<NodeAddress> addresses = new ArrayList<>();
        while (addresses.size() < nodes) {
            final NodeAddress next = EmbeddedNode.freeAddress();
            final boolean isApart = addresses.stream()
                    .allMatch(other -> Math.abs(other.basePort() - next.basePort()) > NodeAddress.PORTS_PER_NODE);
            if (isApart) {
                addresses.add(next);
            }
        }
        return addresses;
    }

    /** {@return the processes, in order of node ids} */
    public List<NodeProcess> processes() {
        return processes;
    }

    @Override
    public List<NodeAddress> nodes() {
        return processes.stream().map(NodeProcess::address).toList();
    }

    @Override
    public byte[] key(final int participant) {
        try {
            return home.keys().key(participant);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String aeronDir() {
        return driver.aeronDir();
    }

    @Override
    public String said() {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < processes.size(); i++) {
            final boolean isAlive = processes.get(i).isAlive();
            text.append("node ").append(i).append(isAlive ? " runs and said:\n" : " has ended and said:\n");
            try {
                text.append(Files.readString(home.log(i)));
            } catch (final IOException e) {
                text.append(e).append('\n');
            }
        }
        return text.toString();
    }

    @Override
    public void check() {
        if (end.isAsked()) {
            throw new EndedException();
        }
        final int ended = watch.ended();
        if (ended >= 0) {
            throw new IllegalStateException("node " + ended + " has ended\n" + said());
        }
    }

    @Override
    public void close() {
        CloseHelper.close(driver);
        endProcesses();
        IoUtil.delete(home.directory().toFile(), true);
        end.close();
    }

    private void endProcesses() {
        ClusterHome.end(processes, END_TIMEOUT_MS);
    }
}
