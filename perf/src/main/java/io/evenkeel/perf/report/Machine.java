package io.evenkeel.perf.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where figures were made; a figure without its machine says nothing.
 *
 * @param processor model name.
 * @param cores     processors that the JVM may use.
 * @param hugePages mode of transparent huge pages.
 * @param java      JVM and version.
 * @param load      load average over the last minute when the run began; above 0 the machine was shared.
 */
public record Machine(String processor, int cores, String hugePages, String java, double load) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

    /** {@return this machine, now} */
    public static Machine here() {
        return new Machine(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                read(HUGE_PAGES).replaceAll("(?s).*\\[(\\w+)\\].*", "$1"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String processorName() {
        return read(PROCESSORS).lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private static String read(final Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file) : "unknown";
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
