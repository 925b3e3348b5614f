package io.evenkeel.core.law.breach;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/** Starts threads, or does what makes sense only where there are several. */
public final class ThreadStarter {
    AtomicLong counter;
    ThreadLocal<String> local;
    IdleStrategy idle;
    InheritableThreadLocal<String> inherited;
    ThreadGroup group;
    TimerTask task;
    VarHandle handle;

    Thread thread(final Runnable work) {
        return new Thread(work);
    }

    Object queue() {
        return new ManyToOneConcurrentArrayQueue<String>(8);
    }

    void waiting(final Object other) throws InterruptedException {
        while (counter == null) {
            other.wait();
        }
    }

    void notifyingOne(final Object other) {
        other.notify();
    }

    void notifying(final Object other) {
        other.notifyAll();
    }

    long parallel(final LongStream amounts) {
        return amounts.parallel().sum();
    }

    long parallelList(final List<String> names) {
        return names.parallelStream().count();
    }
}
