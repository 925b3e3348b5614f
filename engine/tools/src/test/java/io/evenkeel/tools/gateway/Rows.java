package io.evenkeel.tools.gateway;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** What an auditor reads with a few words of SQL. */
final class Rows {
    private final Connection connection;

    Rows(final Connection connection) {
        this.connection = connection;
    }

    /** {@return the rows, each as its values with spaces between} */
    List<String> of(final String query) throws SQLException {
        final List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                final StringJoiner values = new StringJoiner(" ");
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(row.getString(i)));
                }
                rows.add(values.toString());
            }
        }
        connection.rollback();
        return rows;
    }
}
