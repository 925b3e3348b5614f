package io.evenkeel.tools.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.tools.crash.WaterfallSteps.Closing;
import java.util.List;
import java.util.Locale;

/** Writes what came of the runs as one JSON object. Amounts are exact decimals in strings. */
final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {
    }

    static String text(final CrashSetting setting, final List<CrashResult> results) throws JsonProcessingException {
        final ObjectNode root = JSON.createObjectNode()
                .put("book", setting.book())
                .put("path", setting.pathName())
                .put("seed", setting.seed())
                .put("accounts", setting.accounts().count(Party.TRADER))
                .put("openInterest", amount(setting.accounts().openInterest()));
        final ArrayNode runs = root.putArray("runs");
        results.forEach(result -> put(runs.addObject(), result));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void put(final ObjectNode run, final CrashResult result) {
        final SolvencyWatch solvency = result.solvency();
        run.put("policy", result.policyName())
                .put("breaches", solvency.breaches())
                .put("cured", solvency.ended(LiquidationOutcome.CURED))
                .put("emptied", solvency.ended(LiquidationOutcome.EMPTIED))
                .put("bankrupt", solvency.ended(LiquidationOutcome.BANKRUPT))
                .put("open", solvency.open())
                .put("mostOpen", result.timeline().mostOpen())
                .put("firstBreachToLastEndMs", solvency.untilLastEndMs())
                .put("firstBreachToSolventMs", solvency.untilSolventMs())
                .put("leastInsurance", amount(result.timeline().leastInsurance()))
                .put("missing", amount(result.losses().steps().missing()))
                .put("debts", amount(result.reckoning().debts()))
                .put("halted", solvency.wasHalted())
                .put("lost", amount(result.reckoning().lost()))
                .put("stateHash", result.hash());
        putSteps(run.putArray("closed"), result);
        putHolders(run.putArray("deleveraged"), result);
        putTable(run.putArray("losses"), result);
        putTimeline(run.putArray("timeline"), result);
    }

    private static void putSteps(final ArrayNode rows, final CrashResult result) {
        for (final Closing closing : Closing.values()) {
            final WaterfallSteps.Count count = result.losses().steps().of(closing);
            rows.addObject()
                    .put("by", closing.name())
                    .put("trades", count.trades())
                    .put("liquidations", count.liquidations())
                    .put("notional", amount(count.notional()));
        }
    }

    private static void putHolders(final ArrayNode rows, final CrashResult result) {
        for (final AccountTally tally : result.deleveraged()) {
            rows.addObject()
                    .put("account", tally.account())
                    .put("notional", amount(tally.deleveraged()))
                    .put("part", tally.deleveragedPart());
        }
    }

    private static void putTable(final ArrayNode rows, final CrashResult result) {
        for (final Flow flow : Flow.values()) {
            final ObjectNode row = rows.addObject().put("by", flow.name());
            for (final Camp camp : Camp.values()) {
                row.put(name(camp), amount(result.reckoning().of(flow, camp)));
            }
        }
        final ObjectNode sum = rows.addObject().put("by", "ALL");
        for (final Camp camp : Camp.values()) {
            sum.put(name(camp), amount(result.reckoning().total(camp)));
        }
    }

    private static void putTimeline(final ArrayNode rows, final CrashResult result) {
        final BookMarket market = result.book().markets().get(0);
        for (final Timeline.Sample sample : result.timeline().samples()) {
            rows.addObject()
                    .put("timeMs", sample.timeMs())
                    .put("mark", market.price(sample.mark()).toPlainString())
                    .put("open", sample.open())
                    .put("insurance", amount(sample.insurance()))
                    .put("unpaid", amount(sample.unpaid()));
        }
    }

    private static String name(final Camp camp) {
        return camp.name().toLowerCase(Locale.ROOT);
    }

    private static String amount(final long units) {
        return Money.exact(units).toPlainString();
    }
}
