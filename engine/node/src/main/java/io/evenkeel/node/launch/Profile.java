package io.evenkeel.node.launch;

import io.aeron.driver.ThreadingMode;
import java.util.function.Supplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/** How a node uses its host. */
public enum Profile {
    /** Cores are shared with others: threads yield, and the media driver is one thread. */
    SHARED(ThreadingMode.SHARED, YieldingIdleStrategy::new),
    /** Cores are scarce: threads park for up to half a millisecond. For tests and crowded hosts, not for latency. */
    FRUGAL(ThreadingMode.SHARED, () -> new BackoffIdleStrategy(10, 10, 1_000, 500_000)),
    /** A core for each thread: threads spin, and the driver's conductor, sender and receiver are apart. */
    DEDICATED(ThreadingMode.DEDICATED, () -> BusySpinIdleStrategy.INSTANCE);

    private final ThreadingMode driverThreading;
    private final Supplier<IdleStrategy> idle;

    Profile(final ThreadingMode driverThreading, final Supplier<IdleStrategy> idle) {
        this.driverThreading = driverThreading;
        this.idle = idle;
    }

    /** {@return how the media driver is threaded} */
    public ThreadingMode driverThreading() {
        return driverThreading;
    }

    /** {@return what makes a thread's idle strategy} */
    public Supplier<IdleStrategy> idle() {
        return idle;
    }
}
