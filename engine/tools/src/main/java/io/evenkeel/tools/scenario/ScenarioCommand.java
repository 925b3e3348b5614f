package io.evenkeel.tools.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.client.message.Schema;
import io.evenkeel.tools.scenario.ScenarioReport.Failure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs scenario files through the real core. */
@Command(
        name = "scenario",
        description = {
            "Runs files of commands and expectations through the real core, without a cluster.",
            "A file is a golden test, a bug report, or a risk officer's \"what if\". Its format is in SCENARIOS.md.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  evenkeel scenario examples/first.jsonl",
            "  evenkeel scenario --json examples/*.jsonl"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every expectation of every file holds",
            "1:an expectation fails, or a command is refused and no expectReject follows",
            "2:a line is malformed: file, line and field are named, and nothing is run"
        },
        mixinStandardHelpOptions = true)
public final class ScenarioCommand implements Callable<Integer> {
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_MALFORMED = 2;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenario files, JSON Lines.")
    private List<Path> files;

    @Option(names = "--json", description = "Print one JSON report instead of lines.")
    private boolean isJson;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        final Schema schema = Schema.load();
        final List<ScenarioFile> read = new ArrayList<>();
        final List<MalformedLineException> malformed = new ArrayList<>();
        for (final Path file : files) {
            try {
                read.add(ScenarioFile.read(file, schema));
            } catch (final MalformedLineException e) {
                malformed.add(e);
            }
        }
        if (!malformed.isEmpty()) {
            report(malformed);
            return EXIT_MALFORMED;
        }
        final List<ScenarioReport> reports = new ArrayList<>();
        for (final ScenarioFile file : read) {
            reports.add(ScenarioRun.run(file, schema));
        }
        return print(reports);
    }

    private void report(final List<MalformedLineException> malformed) throws JsonProcessingException {
        for (final MalformedLineException e : malformed) {
            spec.commandLine().getErr().println(e.getMessage());
        }
        if (isJson) {
            final ObjectMapper json = new ObjectMapper();
            final ObjectNode root = json.createObjectNode().put("passed", false);
            final ArrayNode list = root.putArray("malformed");
            for (final MalformedLineException e : malformed) {
                list.addObject()
                        .put("file", e.file())
                        .put("line", e.line())
                        .put("field", e.field())
                        .put("reason", e.reason());
            }
            out().println(json.writerWithDefaultPrettyPrinter().writeValueAsString(root));
        }
    }

    private int print(final List<ScenarioReport> reports) throws JsonProcessingException {
        final boolean isPassed = reports.stream().allMatch(ScenarioReport::isPassed);
        if (isJson) {
            printJson(reports, isPassed);
        } else {
            reports.forEach(this::printLines);
        }
        return isPassed ? 0 : EXIT_FAILED;
    }

    private void printLines(final ScenarioReport report) {
        for (final Failure failure : report.failures()) {
            out().println(report.file() + ":" + failure.line() + ": expected " + failure.expected() + " was "
                    + failure.was());
        }
        out().println(report.file() + ": " + report.commands() + " commands, " + report.expectations()
                + " expectations, " + (report.isPassed() ? "all hold" : report.failures().size() + " failed"));
    }

    private void printJson(final List<ScenarioReport> reports, final boolean isPassed)
            throws JsonProcessingException {
        final ObjectMapper json = new ObjectMapper();
        final ObjectNode root = json.createObjectNode().put("passed", isPassed);
        final ArrayNode list = root.putArray("files");
        for (final ScenarioReport report : reports) {
            final ObjectNode node = list.addObject()
                    .put("file", report.file())
                    .put("passed", report.isPassed())
                    .put("commands", report.commands())
                    .put("expectations", report.expectations())
                    .put("stateHash", String.format("%016x", report.stateHash()));
            final ArrayNode failures = node.putArray("failures");
            for (final Failure failure : report.failures()) {
                failures.addObject()
                        .put("line", failure.line())
                        .put("expected", failure.expected())
                        .put("was", failure.was());
            }
        }
        out().println(json.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
