package io.evenkeel.tools.gateway;

import io.evenkeel.tools.cluster.ProcessDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;

/**
 * Where a gateway keeps its books: a file of SQLite, or any database by its JDBC URL. What is committed there is safe:
 * SQLite is told to wait for the disk at every commit.
 */
final class GatewayDatabase {
    private static final String TABLES = "/gateway/tables.sql";
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String SQLITE_LIBRARY_DIR = "org.sqlite.tmpdir";
    private static final String PATIENCE_MS = "15000";

    private GatewayDatabase() {
    }

    /** {@return a JDBC URL: of a file, unless the place is a URL already} */
    static String url(final String place) {
        return place.startsWith("jdbc:") ? place : SQLITE + Path.of(place).toAbsolutePath();
    }

    /** Opens a database, where necessary with new tables. {@return a connection on which all is to be committed} */
    static Connection open(final String url) throws SQLException, IOException {
        final Connection connection = DriverManager.getConnection(url, properties(url));
        try {
            connection.setAutoCommit(false);
            provideTables(connection);
            connection.commit();
            return connection;
        } catch (final SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Properties properties(final String url) throws IOException {
        final Properties properties = new Properties();
        if (url.startsWith(SQLITE)) {
            provideDirectory(url);
            if (System.getProperty(SQLITE_LIBRARY_DIR) == null) {
                // A killed process leaves its copy of the native library behind; the next one clears it away.
                System.setProperty(SQLITE_LIBRARY_DIR, ProcessDirectory.make("evenkeel-sqlite").toString());
            }
            properties.setProperty("journal_mode", "WAL");
            properties.setProperty("synchronous", "FULL");
            properties.setProperty("foreign_keys", "true");
            properties.setProperty("busy_timeout", PATIENCE_MS);
        }
        return properties;
    }

    private static void provideDirectory(final String url) throws IOException {
        final Path parent = Path.of(url.substring(SQLITE.length())).toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }

    private static void provideTables(final Connection connection) throws SQLException, IOException {
        final String script;
        try (InputStream stream = GatewayDatabase.class.getResourceAsStream(TABLES)) {
            script = new String(
                    Objects.requireNonNull(stream, TABLES).readAllBytes(), StandardCharsets.UTF_8);
        }
        try (Statement statement = connection.createStatement()) {
            for (final String words : script.replaceAll("--[^\n]*", "").split(";", -1)) {
                if (!words.isBlank()) {
                    statement.executeUpdate(words);
                }
            }
        }
    }
}
