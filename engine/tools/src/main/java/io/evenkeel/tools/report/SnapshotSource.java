package io.evenkeel.tools.report;

import io.evenkeel.node.launch.LimitsKind;
import io.evenkeel.node.service.RecordedSnapshot;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The other place where a report may come from: the last snapshot in a node's directory, read from its files. */
final class SnapshotSource {
    @Option(
            names = "--snapshot",
            paramLabel = "DIR",
            description = "Read the last snapshot in this node's directory, or in a copy of it, instead of the feed.")
    private Path directory;

    @Option(
            names = "--limits",
            defaultValue = "STANDARD",
            description = "Capacities of that node, as its evenkeel.limits: ${COMPLETION-CANDIDATES}. "
                    + "Default: ${DEFAULT-VALUE}.")
    private LimitsKind limits;

    boolean isGiven() {
        return directory != null;
    }

    /**
     * Reads the snapshot.
     *
     * @throws IllegalStateException if there is none, or it is damaged.
     */
    SnapshotBooks read() {
        return new SnapshotBooks(RecordedSnapshot.last(directory, limits.limits()));
    }
}
