package io.evenkeel.node.launch;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * One node as a process: {@code NodeMain FILE...}, property files in layers, the last on top, then system properties
 * {@code -Devenkeel.*}. Ends in order at SIGTERM or SIGINT; halts with {@link #EXIT_FAILED} when it cannot go on.
 */
public final class NodeMain {
    /** Exit status of a node that could not go on. */
    public static final int EXIT_FAILED = 70;

    /** Exit status of wrong properties. */
    public static final int EXIT_USAGE = 2;

    private NodeMain() {
    }

    /** Runs a node until it is told to end. */
    public static void main(final String... files) throws InterruptedException {
        final NodeContext context = context(files);
        final CountDownLatch end = new CountDownLatch(1);
        final CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(end, ended), "evenkeel-shutdown"));
        try (Node node = launch(context)) {
            System.out.println("evenkeel: node " + node.context().memberId() + " is up at "
                    + node.context().address() + ", " + node.context().pipeline().form().label());
            end.await();
        } finally {
            ended.countDown();
        }
    }

    private static NodeContext context(final String... files) {
        try {
            final PropertySet properties = new PropertySet();
            for (final String file : files) {
                properties.putFile(Path.of(file));
            }
            return new NodeContext(properties.putSystemProperties(System.getProperties()));
        } catch (final RuntimeException e) {
            throw refuse(e);
        }
    }

    private static Node launch(final NodeContext context) {
        try {
            return NodeLauncher.launch(context);
        } catch (final RuntimeException e) {
            throw refuse(e);
        }
    }

    private static RuntimeException refuse(final RuntimeException e) {
        System.err.println("evenkeel: " + e.getMessage());
        Runtime.getRuntime().halt(EXIT_USAGE);
        return e;
    }

    private static void await(final CountDownLatch end, final CountDownLatch ended) {
        end.countDown();
        try {
            ended.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
