package io.evenkeel.tools.cluster;

import io.evenkeel.codecs.feed.NodeAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A cluster that runs already, as this process sees it: closing it ends nothing but the line to it. */
public final class LocalCluster implements RunningCluster {
    private final OrderlyEnd end = new OrderlyEnd(() -> { });
    private final List<NodeProcess> processes;
    private final ProcessWatch watch;
    private final KeyFile keys;
    private final KeyFile messageKeys;
    private final ClientDriver driver;

    private LocalCluster(
            final List<NodeProcess> processes,
            final KeyFile keys,
            final KeyFile messageKeys,
            final ClientDriver driver) {
        this.processes = processes;
        this.keys = keys;
        this.messageKeys = messageKeys;
        this.driver = driver;
        watch = new ProcessWatch(processes);
    }

    /** Makes ready to talk to a cluster, in which nobody signs; starts a media driver for it. */
    public static LocalCluster attach(final List<NodeProcess> processes, final KeyFile keys) {
        return attach(processes, keys, null);
    }

    /** Makes ready to talk to a cluster; {@code messageKeys} are those of participants who sign, null for nobody. */
    public static LocalCluster attach(
            final List<NodeProcess> processes, final KeyFile keys, final KeyFile messageKeys) {
        return new LocalCluster(List.copyOf(processes), keys, messageKeys, ClientDriver.launchQuiet());
    }

    @Override
    public List<NodeAddress> nodes() {
        return processes.stream().map(NodeProcess::address).toList();
    }

    @Override
    public byte[] key(final int participant) {
        try {
            return keys.key(participant);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] messageKey(final int participant) {
        try {
            return messageKeys == null ? new byte[0] : messageKeys.messageKey(participant);
        } catch (final IOException e) {
            throw new UncheckedIOException("no message key", e);
        }
    }

    @Override
    public String aeronDir() {
        return driver.aeronDir();
    }

    /** {@inheritDoc} The nodes of a cluster that others started keep their own logs. */
    @Override
    public String said() {
        return "";
    }

    @Override
    public void check() {
        if (end.isAsked()) {
            throw new EndedException();
        }
        final int ended = watch.ended();
        if (ended >= 0) {
            throw new IllegalStateException("node " + ended + " has ended");
        }
    }

    @Override
    public void close() {
        driver.close();
        end.close();
    }
}
