package io.evenkeel.tools.cluster;

import io.evenkeel.node.launch.NodeMain;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs one node in the foreground. */
@Command(
        name = "node",
        description = {
            "Runs one node of a cluster in the foreground.",
            "",
            "It ends in order at SIGTERM or ctrl-C. Properties come from files, the last on top, then from"
                    + " -Devenkeel.* in EVENKEEL_JAVA_OPTS.",
            "Every property is described in cluster-config.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  evenkeel node cluster-config/src/main/resources/presets/one.properties",
            "  EVENKEEL_JAVA_OPTS=-Devenkeel.dir=/var/lib/evenkeel evenkeel node"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "2:a property is unknown or wrong; the nearest known name is suggested",
            "70:the node could not go on; its last word is on stderr",
            "143:told to end, and ended in order; 130 after ctrl-C"
        },
        mixinStandardHelpOptions = true)
public final class NodeCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Property files, in layers.")
    private List<Path> files;

    @Override
    public Integer call() throws InterruptedException {
        NodeMain.main((files == null ? List.<Path>of() : files).stream().map(Path::toString).toArray(String[]::new));
        return 0;
    }
}
