package io.evenkeel.core.law.breach;

import java.lang.management.MemoryUsage;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.ServiceLoader;

/** Lets results depend on the machine, the process or the collector. */
public final class AmbienceReader {
    WeakReference<String> reference;
    Method method;
    MemoryUsage memory;
    ClassLoader loader;
    ServiceLoader<String> services;

    int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    String property() {
        return System.getProperty("user.name");
    }

    String environment() {
        return System.getenv("USER");
    }

    Object properties() {
        return System.getProperties();
    }

    String separator() {
        return System.lineSeparator();
    }

    void collect() {
        System.gc();
    }

    Long largeNumber() {
        return Long.getLong("evenkeel.number");
    }

    String formatted(final long amount) {
        return "%,d".formatted(amount);
    }

    Integer number() {
        return Integer.getInteger("evenkeel.number");
    }

    boolean flag() {
        return Boolean.getBoolean("evenkeel.flag");
    }

    Locale locale() {
        return Locale.getDefault();
    }

    String text(final long amount) {
        return String.format("%,d", amount);
    }

    void stop() {
        System.exit(1);
    }
}
