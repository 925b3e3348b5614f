package io.evenkeel.tools.gateway;

import io.evenkeel.tools.cluster.ClusterHome;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a gateway and its cluster are; options that its commands share. */
final class GatewayPlace {
    @Option(names = "--dir", description = "Directory of the cluster. Default: ~/.evenkeel/cluster.")
    private Path directory;

    @Option(
            names = "--db",
            paramLabel = "FILE|URL",
            description = "The books: a file, made if it is not there, or a JDBC URL such as"
                    + " jdbc:postgresql://host/name?user=gateway. Default: gateway.db in the directory of the cluster.")
    private String database;

    ClusterHome home() {
        return new ClusterHome(directory == null ? ClusterHome.defaultDirectory() : directory);
    }

    String url() {
        return GatewayDatabase.url(
                database == null ? home().directory().resolve("gateway.db").toString() : database);
    }
}
