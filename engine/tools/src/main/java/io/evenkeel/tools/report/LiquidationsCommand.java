package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.tools.EventLine;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Liquidations, past and live. */
@Command(
        name = "liquidations",
        description = {
            "Lists liquidations, from a node's audit feed: why each began, who took what, what the account lost by"
                    + " prices worse than the mark, or than the index of collateral, the penalty, what insurance paid,"
                    + " and how it ended.",
            "",
            "With --follow it prints each step as it comes, a line or an object each, and nothing of the past.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  evenkeel liquidations --last 20",
            "  evenkeel liquidations --account 7 --json",
            "  evenkeel liquidations --open",
            "  evenkeel liquidations --follow"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "1:no node could be reached", "2:wrong call", "143:told to end while following"},
        mixinStandardHelpOptions = true)
public final class LiquidationsCommand implements Callable<Integer> {
    @Option(names = "--account", defaultValue = "0", description = "Those of one account.")
    private long account;

    @Option(names = "--open", description = "Those that are open.")
    private boolean isOpenOnly;

    @Option(names = "--last", paramLabel = "N", defaultValue = "0", description = "The last N. Default: all.")
    private int last;

    @Option(names = "--follow", description = "Print each step as it comes.")
    private boolean isFollowing;

    @Mixin
    private AuditSource source;

    @Spec
    private CommandSpec spec;

    private boolean isLive;

    /** Made by picocli. */
    LiquidationsCommand() {
    }

    @Override
    public Integer call() throws IOException {
        final AuditBooks books = new AuditBooks();
        final LiquidationChronicle chronicle = new LiquidationChronicle(books, this::onStep);
        if (isFollowing) {
            source.follow(
                    spec,
                    books,
                    chronicle,
                    () -> {
                        chronicle.flush();
                        isLive = true;
                        spec.commandLine().getErr().println("liquidations: following");
                    },
                    chronicle::flush);
            return 0;
        }
        source.read(spec, books, chronicle);
        chronicle.flush();
        ReportPage.print(spec.commandLine().getOut(), report(books, chronicle), source.isJson());
        return 0;
    }

    private boolean isWanted(final LiquidationStory story) {
        return (account == 0 || story.account() == account) && (!isOpenOnly || story.isOpen());
    }

    private ObjectNode report(final AuditBooks books, final LiquidationChronicle chronicle) {
        final List<LiquidationStory> wanted = chronicle.stories().stream().filter(this::isWanted).toList();
        final ObjectNode report = new ObjectMapper().createObjectNode()
                .put("count", wanted.size())
                .put("open", wanted.stream().filter(LiquidationStory::isOpen).count());
        final ArrayNode rows = report.putArray("liquidations");
        wanted.stream()
                .skip(last == 0 ? 0 : Math.max(0, wanted.size() - last))
                .forEach(story -> rows.add(story.summary(books.units())));
        return report;
    }

    private void onStep(final LiquidationStory story, final ObjectNode step) {
        if (isLive && (account == 0 || story.account() == account)) {
            final Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("liquidation", story.liquidation());
            fields.put("account", story.account());
            fields.put("position", step.get("position").asLong());
            put(fields, "", step.get("numbers"));
            fields.put("why", source.isJson() ? step.get("why").asText() : '"' + step.get("why").asText() + '"');
            spec.commandLine().getOut().println(
                    EventLine.of(step.get("event").asText(), fields, source.isJson()));
            spec.commandLine().getOut().flush();
        }
    }

    /** A line has no depth: what is inside something is called by both names. */
    private static void put(final Map<String, Object> fields, final String prefix, final JsonNode node) {
        node.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                put(fields, prefix + field.getKey() + '.', field.getValue());
            } else if (!field.getValue().isNull()) {
                fields.put(prefix + field.getKey(), field.getValue().asText());
            }
        });
    }
}
