package io.evenkeel.tools.cluster;

import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.node.launch.NodeProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.StringJoiner;

/**
 * Directory of a cluster whose nodes are processes of this host: keys, a directory and a log for each node, and which
 * processes run. Survives the process that made it.
 */
public final class ClusterHome {
    private static final String STATE_FILE = "cluster.properties";
    private static final String PRESET = "/presets/local.properties";

    private final Path directory;

    /** Names the directory. */
    public ClusterHome(final Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /** {@return the directory that is used unless told otherwise, the same from wherever it is asked} */
    public static Path defaultDirectory() {
        return Path.of(System.getProperty("user.home"), ".evenkeel", "cluster");
    }

    /** {@return the directory} */
    public Path directory() {
        return directory;
    }

    /** {@return the keys of the participants} */
    public KeyFile keys() {
        return new KeyFile(directory.resolve("keys.properties"));
    }

    /** {@return the log of a node} */
    public Path log(final int node) {
        return directory.resolve("node-" + node + ".log");
    }

    /**
     * Starts a process for each node that does not run, with the preset for several nodes on one host as the lowest
     * layer.
     *
     * @param addresses  where they will be reached.
     * @param files      property files, in layers, on top of the preset.
     * @param properties on top of the files.
     * @return all processes, which may not be up yet.
     */
    public List<NodeProcess> start(
            final List<NodeAddress> addresses, final List<Path> files, final Map<NodeProperty, String> properties)
            throws IOException {
        Files.createDirectories(directory);
        keys().provide();
        final List<Path> layers = new ArrayList<>(files);
        layers.add(0, providePreset());
        final StringJoiner members = new StringJoiner(",");
        addresses.forEach(address -> members.add(address.toString()));
        final List<NodeProcess> known = processes();
        final List<NodeProcess> processes = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            if (i < known.size() && known.get(i).isAlive()) {
                processes.add(known.get(i));
                continue;
            }
            final Map<NodeProperty, String> own = new EnumMap<>(NodeProperty.class);
            own.putAll(properties);
            own.put(NodeProperty.NODE_ID, Integer.toString(i));
            own.put(NodeProperty.MEMBERS, members.toString());
            own.put(NodeProperty.DIR, directory.resolve("node-" + i).toString());
            own.put(NodeProperty.KEYS_FILE, directory.resolve("keys.properties").toString());
            processes.add(NodeProcess.start(addresses.get(i), layers, own, log(i)));
        }
        save(processes);
        return processes;
    }

    private Path providePreset() throws IOException {
        final Path file = directory.resolve("local.properties");
        try (InputStream preset = ClusterHome.class.getResourceAsStream(PRESET)) {
            Files.copy(Objects.requireNonNull(preset, PRESET), file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** {@return the processes that were started last and not ended since; empty if there are none} */
    public List<NodeProcess> processes() throws IOException {
        final Path file = directory.resolve(STATE_FILE);
        final List<NodeProcess> processes = new ArrayList<>();
        if (!Files.exists(file)) {
            return processes;
        }
        final Properties state = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            state.load(reader);
        }
        for (int i = 0; state.containsKey(i + ".address"); i++) {
            processes.add(new NodeProcess(
                    NodeAddress.parse(state.getProperty(i + ".address")),
                    Long.parseLong(state.getProperty(i + ".pid")),
                    state.getProperty(i + ".started")));
        }
        return processes;
    }

    private void save(final List<NodeProcess> processes) throws IOException {
        final Properties state = new Properties();
        for (int i = 0; i < processes.size(); i++) {
            state.setProperty(i + ".address", processes.get(i).address().toString());
            state.setProperty(i + ".pid", Long.toString(processes.get(i).pid()));
            state.setProperty(i + ".started", processes.get(i).startedAt());
        }
        try (Writer writer = Files.newBufferedWriter(directory.resolve(STATE_FILE), StandardCharsets.UTF_8)) {
            state.store(writer, "Processes of this cluster; written by evenkeel cluster");
        }
    }

    /** Forgets the processes. */
    public void forgetProcesses() throws IOException {
        Files.deleteIfExists(directory.resolve(STATE_FILE));
    }

    /**
     * Ends processes in order, by force where one does not end in time.
     *
     * @return how many had to be ended by force.
     */
    public static int end(final List<NodeProcess> processes, final long timeoutMs) {
        processes.forEach(NodeProcess::askToEnd);
        int forced = 0;
        for (final NodeProcess process : processes) {
            forced += process.awaitEnd(timeoutMs) ? 0 : 1;
        }
        return forced;
    }
}
