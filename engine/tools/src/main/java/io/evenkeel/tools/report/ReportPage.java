package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints a report: as the JSON that it is, or its values as lines and its lists as tables. */
final class ReportPage {
    private static final String NUMBER = "-?[0-9][0-9.]*";

    private ReportPage() {
    }

    static void print(final PrintWriter out, final ObjectNode report, final boolean isJson) throws IOException {
        if (isJson) {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        } else {
            printLines(out, report);
        }
        out.flush();
    }

    private static void printLines(final PrintWriter out, final ObjectNode report) {
        for (final Map.Entry<String, JsonNode> field : report.properties()) {
            if (!field.getValue().isArray()) {
                out.printf("%-18s %s%n", field.getKey(), text(field.getValue()));
            } else if (!field.getValue().isEmpty()) {
                out.println();
                out.println(field.getKey());
                printTable(out, field.getValue());
            }
        }
    }

    private static void printTable(final PrintWriter out, final JsonNode rows) {
        final List<List<String>> table = new ArrayList<>();
        final Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> row.fieldNames().forEachRemaining(columns::add));
        if (!columns.isEmpty()) {
            table.add(List.copyOf(columns));
        }
        for (final JsonNode row : rows) {
            table.add(row.isObject() ? columns.stream().map(name -> text(row.get(name))).toList() : List.of(text(row)));
        }
        for (final List<String> row : table) {
            final StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < row.size(); i++) {
                line.append(' ').append(padded(row.get(i), width(table, i), isNumeric(table, i)));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static int width(final List<List<String>> table, final int column) {
        return table.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    /** {@return whether a column is for numbers, which stand to the right} */
    private static boolean isNumeric(final List<List<String>> table, final int column) {
        return table.stream().skip(1).allMatch(row -> row.get(column).isEmpty() || row.get(column).matches(NUMBER));
    }

    private static String padded(final String text, final int width, final boolean isRight) {
        return String.format(isRight ? "%" + width + "s" : "%-" + width + "s", text);
    }

    private static String text(final JsonNode value) {
        if (value != null && value.isObject()) {
            return value.properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .map(field -> field.getKey() + '=' + (field.getValue().isObject()
                            ? '(' + text(field.getValue()) + ')'
                            : text(field.getValue())))
                    .collect(Collectors.joining(" "));
        }
        return value == null || value.isNull() ? "" : value.asText();
    }
}
