package io.evenkeel.tools.cluster;

import io.aeron.CncFileDescriptor;
import io.aeron.CommonContext;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/** A media driver for the clients of this process, on one thread, with a directory of its own. */
public final class ClientDriver implements AutoCloseable {
    private static final long DRIVER_TIMEOUT_MS = 10_000;

    private final MediaDriver driver;

    private ClientDriver(final MediaDriver driver) {
        this.driver = driver;
    }

    /** Starts a driver that yields, for measuring and for work. */
    public static ClientDriver launch() {
        return new ClientDriver(MediaDriver.launch(context().sharedIdleStrategy(YieldingIdleStrategy.INSTANCE)));
    }

    /** Starts a driver that sleeps between looks, for watching. */
    public static ClientDriver launchQuiet() {
        return new ClientDriver(MediaDriver.launch(context().sharedIdleStrategy(new SleepingMillisIdleStrategy(1))));
    }

    private static MediaDriver.Context context() {
        return new MediaDriver.Context()
                .aeronDirectoryName(directoryName())
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true);
    }

    private static String directoryName() {
        final Path memory = Path.of("/dev/shm");
        final Path parent = Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
        try {
            return ProcessDirectory.name(parent, "evenkeel-client", ClientDriver::isAbandoned).toString();
        } catch (final IOException e) {
            throw new UncheckedIOException(parent.toString(), e);
        }
    }

    /** A driver that was killed while it began has a file without a version, which Aeron would wait for. */
    private static boolean isAbandoned(final File directory) {
        final File cnc = new File(directory, CncFileDescriptor.CNC_FILE);
        final long changedMs = cnc.exists() ? cnc.lastModified() : directory.lastModified();
        if (System.currentTimeMillis() - changedMs < DRIVER_TIMEOUT_MS) {
            return false;
        }
        return !isInitialised(cnc) || !CommonContext.isDriverActive(directory, DRIVER_TIMEOUT_MS, said -> { });
    }

    private static boolean isInitialised(final File cnc) {
        try (InputStream stream = new FileInputStream(cnc)) {
            return !Arrays.equals(stream.readNBytes(Integer.BYTES), new byte[Integer.BYTES]);
        } catch (final IOException e) {
            return false;
        }
    }

    /** {@return its directory} */
    public String aeronDir() {
        return driver.aeronDirectoryName();
    }

    @Override
    public void close() {
        driver.close();
    }
}
