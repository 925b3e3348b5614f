package io.evenkeel.tools.cluster;

import io.aeron.CommonContext;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/** A media driver for the clients of this process, on one thread, with a directory of its own. */
public final class ClientDriver implements AutoCloseable {
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
                .aeronDirectoryName(CommonContext.generateRandomDirName())
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true);
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
