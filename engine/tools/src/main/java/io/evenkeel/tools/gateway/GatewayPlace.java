package io.evenkeel.tools.gateway;

import io.evenkeel.tools.cluster.ClusterPlace;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a gateway's books are, and its cluster; options that its commands share. */
final class GatewayPlace {
    @Mixin
    private ClusterPlace cluster;

    @Option(
            names = "--db",
            paramLabel = "FILE|URL",
            description = "The books: a file, made if it is not there, or a JDBC URL such as"
                    + " jdbc:postgresql://host/name?user=gateway. Default: gateway.db in the directory of the cluster.")
    private String database;

    ClusterPlace cluster() {
        return cluster;
    }

    String url() {
        return GatewayDatabase.url(
                database == null ? cluster.home().directory().resolve("gateway.db").toString() : database);
    }
}
