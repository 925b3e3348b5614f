package io.evenkeel.system.process;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.tools.cluster.RunningCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;

/** Three nodes as processes, which are killed and started again, and a driver for the clients of this process. */
public final class MortalCluster implements RunningCluster {
    /** How many nodes there are. */
    public static final int NODES = 3;

    private static final int PARTICIPANTS = 8;
    private static final int KEY_LENGTH = 32;

    private final byte[][] keys = new byte[PARTICIPANTS + 1][KEY_LENGTH];
    private final List<NodeAddress> members = new ArrayList<>();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final MediaDriver driver;

    /** Starts the nodes in a directory; the first client that connects waits until they have a leader. */
    public MortalCluster(final Path home) throws IOException {
        final StringBuilder keyLines = new StringBuilder();
        for (int participant = 1; participant < keys.length; participant++) {
            new SecureRandom().nextBytes(keys[participant]);
            keyLines.append(participant).append('=').append(HexFormat.of().formatHex(keys[participant])).append('\n');
        }
        final Path keysFile = Files.writeString(home.resolve("keys.properties"), keyLines);
        while (members.size() < NODES) {
            final NodeAddress address = EmbeddedNode.freeAddress();
            if (members.stream().noneMatch(other -> Math.abs(other.basePort() - address.basePort()) < 100)) {
                members.add(address);
            }
        }
        for (int i = 0; i < NODES; i++) {
            nodes.add(new NodeProcess(i, home, members, keysFile));
            nodes.get(i).start();
        }
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(home.resolve("client-driver").toString())
                .threadingMode(ThreadingMode.SHARED)
                .imageLivenessTimeoutNs(TimeUnit.SECONDS.toNanos(1))
                .dirDeleteOnShutdown(true));
    }

    /** Kills a node as {@code kill -9} does. */
    public void kill(final int node) {
        nodes.get(node).kill();
    }

    /** Starts a node again. */
    public void start(final int node) {
        nodes.get(node).start();
    }

    /** {@return whether a node's process runs} */
    public boolean isAlive(final int node) {
        return nodes.get(node).isAlive();
    }

    @Override
    public List<NodeAddress> nodes() {
        return List.copyOf(members);
    }

    @Override
    public byte[] key(final int participant) {
        return keys[participant].clone();
    }

    @Override
    public String aeronDir() {
        return driver.aeronDirectoryName();
    }

    @Override
    public String said() {
        final StringBuilder text = new StringBuilder();
        nodes.forEach(node -> text.append(node.describe()).append('\n'));
        return text.toString();
    }

    /** Nodes that end are the point of it. */
    @Override
    public void check() {
    }

    @Override
    public void close() {
        CloseHelper.closeAll(nodes);
        CloseHelper.close(driver);
    }
}
