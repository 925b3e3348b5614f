package io.evenkeel.node.launch;

import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.node.pipeline.StageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;

/**
 * One node of a one-node cluster inside this process, for tests, demos and benchmarks. It finds free ports on the
 * loopback, has a directory and a key file of its own, and removes both when closed. A failure of the node closes it
 * instead of halting the process. Several can run at once.
 */
public final class EmbeddedNode implements AutoCloseable {
    private static final int KEY_LENGTH = 32;

    /** There is nobody to elect instead; a stalled process would only be said to have lost its quorum: itself. */
    private static final String HEARTBEAT_TIMEOUT = "2s";
    private static final int PORT_FROM = 20_000;
    private static final int PORT_TO = 32_000;
    private static final int PORT_TRIES = 200;
    private static final long POLL_MS = 5;
    private static final int KEYS = 16;

    private final Path home;
    private final boolean isHomeMine;
    private final byte[][] keys = new byte[KEYS + 1][];
    private final CountDownLatch terminated = new CountDownLatch(1);
    private final Thread closer = new Thread(this::closeWhenTerminated, "evenkeel-embedded-end");
    private Node node;

    private EmbeddedNode(final Path home, final boolean isHomeMine) {
        this.home = home;
        this.isHomeMine = isHomeMine;
    }

    /**
     * Starts a node in a new temporary directory and waits until it leads.
     *
     * @param context what differs from the defaults; member, places and keys are set here.
     * @return the node.
     */
    public static EmbeddedNode launch(final NodeContext context) {
        try {
            return launch(context, Files.createTempDirectory("evenkeel-"), true);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot make a temporary directory", e);
        }
    }

    /**
     * Starts a node in a directory that stays when the node is closed, to be started there again.
     *
     * @param context as for {@link #launch(NodeContext)}.
     * @param home    the directory.
     */
    public static EmbeddedNode launch(final NodeContext context, final Path home) {
        return launch(context, home, false);
    }

    private static EmbeddedNode launch(final NodeContext context, final Path home, final boolean isHomeMine) {
        final EmbeddedNode embedded = new EmbeddedNode(home, isHomeMine);
        embedded.start(context);
        return embedded;
    }

    private void start(final NodeContext context) {
        final Path keysFile = home.resolve("keys.properties");
        provideKeys(keysFile);
        final NodeAddress address = freeAddress();
        context.set(NodeProperty.NODE_ID, "0")
                .set(NodeProperty.MEMBERS, address.toString())
                .set(NodeProperty.DIR, home.resolve("node").toString())
                .set(NodeProperty.AERON_DIR, aeronDir(address).toString())
                .set(NodeProperty.KEYS_FILE, keysFile.toString())
                .set(NodeProperty.HEARTBEAT_TIMEOUT, HEARTBEAT_TIMEOUT)
                .terminationHook(terminated::countDown);
        try {
            node = NodeLauncher.launch(context);
            awaitLeader();
        } catch (final RuntimeException e) {
            close();
            throw e;
        }
        closer.setDaemon(true);
        closer.start();
    }

    private void closeWhenTerminated() {
        try {
            terminated.await();
            closeNode();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path aeronDir(final NodeAddress address) {
        return NodeContext.aeronParent().resolve(
                NodeContext.aeronPrefix() + "embedded-" + ProcessHandle.current().pid() + "-" + address.basePort());
    }

    /** Sixteen participants have keys from the start; a directory that is used again keeps its keys. */
    private void provideKeys(final Path file) {
        try {
            if (!Files.exists(file)) {
                final SecureRandom random = new SecureRandom();
                final StringBuilder lines = new StringBuilder();
                for (int participant = 1; participant <= KEYS; participant++) {
                    final byte[] key = new byte[KEY_LENGTH];
                    random.nextBytes(key);
                    lines.append(participant).append('=').append(HexFormat.of().formatHex(key)).append('\n');
                }
                Files.writeString(file, lines);
            }
            for (final String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                final int separator = line.indexOf('=');
                keys[Integer.parseInt(line.substring(0, separator))] =
                        HexFormat.of().parseHex(line.substring(separator + 1));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot provide keys in " + file, e);
        }
    }

    /** {@return the address of a node whose ports are free now} */
    public static NodeAddress freeAddress() {
        for (int i = 0; i < PORT_TRIES; i++) {
            final int basePort = ThreadLocalRandom.current().nextInt(PORT_FROM, PORT_TO);
            if (areFree(basePort)) {
                return new NodeAddress("127.0.0.1", basePort);
            }
        }
        throw new IllegalStateException("no free ports from " + PORT_FROM + " to " + PORT_TO);
    }

    private static boolean areFree(final int basePort) {
        for (int port = basePort; port < basePort + NodeAddress.PORTS_USED; port++) {
            try (DatagramSocket socket = new DatagramSocket(null)) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (final SocketException e) {
                return false;
            }
        }
        return true;
    }

    private void awaitLeader() {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!node.isLeader()) {
            if (node.failure() != null) {
                throw new IllegalStateException(node.failure().lastWord(), node.failure().cause());
            }
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IllegalStateException("the node did not become leader in 30 s");
            }
            try {
                Thread.sleep(POLL_MS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    /** {@return the node itself} */
    public Node node() {
        return node;
    }

    /** {@return where it is reached} */
    public NodeAddress address() {
        return node.context().address();
    }

    /**
     * {@return the key of a participant}
     *
     * @param participant 1 to 16.
     */
    public byte[] key(final int participant) {
        return keys[participant].clone();
    }

    /** {@return directory of the node's media driver, which clients in this process may use too} */
    public String aeronDir() {
        return node.aeronDir();
    }

    /** {@return why the node stopped, or null} */
    public StageFailure failure() {
        return node.failure();
    }

    /**
     * Waits until the node has ended by itself.
     *
     * @return whether it has, within the time.
     */
    public boolean awaitTermination(final long timeout, final TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }

    /** Closes the node; the thread that waited for its end ends too, or it would hold the node's memory. */
    @Override
    public void close() {
        closer.interrupt();
        closeNode();
        if (isHomeMine) {
            IoUtil.delete(home.toFile(), true);
        }
    }

    private synchronized void closeNode() {
        if (node != null) {
            node.close();
            IoUtil.delete(node.context().aeronDir().toFile(), true);
        }
    }
}
