package io.evenkeel.tools.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts what the books hold, and compares what was done with what the ledger says. */
@Command(
        name = "status",
        description = {
            "Counts what a gateway's books hold, and compares them with the ledger's word: what it has ended otherwise"
                    + " than they say, told out of other books, or never told them of, is a disagreement. Deposits that"
                    + " are refused are money that arrived and is in no account.",
            "",
            "Reads the database alone, while a gateway runs or not.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:books and ledger agree", "1:they do not, or deposits are refused", "2:wrong call"},
        mixinStandardHelpOptions = true)
final class GatewayStatusCommand implements Callable<Integer> {
    private static final String DISAGREEMENTS = "disagreements";
    private static final String REFUSED = "depositsRefused";

    @Mixin
    private GatewayPlace place;

    @Option(names = "--json", description = "Print JSON instead of lines.")
    private boolean isJson;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        final Map<String, Long> counts = new LinkedHashMap<>();
        try (Connection connection = GatewayDatabase.open(place.url());
                Statement statement = connection.createStatement()) {
            for (final Map.Entry<String, String> question : questions().entrySet()) {
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + question.getValue())) {
                    row.next();
                    counts.put(question.getKey(), row.getLong(1));
                }
            }
            connection.rollback();
        }
        final PrintWriter out = spec.commandLine().getOut();
        if (isJson) {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(counts));
        } else {
            counts.forEach((name, count) -> out.printf("%-16s %12d%n", name, count));
        }
        return counts.get(DISAGREEMENTS) == 0 && counts.get(REFUSED) == 0 ? 0 : 1;
    }

    private static Map<String, String> questions() {
        final Map<String, String> questions = new LinkedHashMap<>();
        questions.put("instructions", "instruction");
        questions.put("paid", "payment");
        questions.put("failed", "confirmation WHERE outcome = 'FAILED'");
        questions.put("unanswered", "confirmation WHERE answer IS NULL");
        questions.put("over", "ended");
        questions.put("deposits", "deposit");
        questions.put("depositsBooked", "deposit WHERE answer IN ('ACCEPTED', 'DUPLICATE_REFERENCE')");
        questions.put("depositsWaiting", "deposit WHERE answer IS NULL");
        questions.put(REFUSED, "deposit WHERE answer NOT IN ('ACCEPTED', 'DUPLICATE_REFERENCE', 'RETURNED')");
        questions.put("depositsReturned", "deposit WHERE answer = 'RETURNED'");
        questions.put(DISAGREEMENTS, "ended e LEFT JOIN instruction i ON i.instruction = e.instruction"
                + " LEFT JOIN confirmation c ON c.instruction = e.instruction"
                + " LEFT JOIN payment p ON p.instruction = e.instruction"
                // What is cancelled was never told.
                + " WHERE CASE WHEN e.outcome = 'CANCELLED' THEN i.instruction IS NOT NULL"
                + " ELSE c.instruction IS NULL OR c.outcome <> e.outcome OR c.reference <> e.reference"
                + " OR i.account <> e.account OR i.asset <> e.asset OR i.amount <> e.amount"
                + " OR (c.outcome = 'CONFIRMED') <> (p.instruction IS NOT NULL) END");
        return questions;
    }
}
