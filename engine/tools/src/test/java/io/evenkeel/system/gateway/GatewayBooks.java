package io.evenkeel.system.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The gateway's books, read by somebody else while it runs or when it is dead. */
final class GatewayBooks {
    private final Path file;

    GatewayBooks(final Path file) {
        this.file = file;
    }

    /** {@return whether there are tables yet} */
    boolean exist() throws SQLException, IOException {
        return Files.exists(file)
                && rows("SELECT count(*) FROM sqlite_master WHERE name = 'deposit'").get(0).equals("1");
    }

    long count(final String table) throws SQLException {
        return Long.parseLong(rows("SELECT count(*) FROM " + table).get(0));
    }

    /** {@return the rows, each as its values with spaces between} */
    List<String> rows(final String query) throws SQLException {
        final List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 15000");
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    final StringJoiner values = new StringJoiner(" ");
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        values.add(String.valueOf(row.getString(i)));
                    }
                    rows.add(values.toString());
                }
            }
        }
        return rows;
    }
}
