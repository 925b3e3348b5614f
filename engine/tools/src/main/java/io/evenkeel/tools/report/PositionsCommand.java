package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.inspect.PositionReport;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All open positions. */
@Command(
        name = "positions",
        description = {
            "Lists open positions, by account and instrument, and how their accounts stand, from a node's audit",
            "feed or its last snapshot.",
            "",
            "The entry price is that of the fills. Unrealised profit is what is not in the balance yet: since the",
            "entry, or since the last settlement cycle. Status, equity and margins of accounts are exact in a",
            "snapshot, which has liquidation prices too; from the feed they are those said last, and empty where none",
            "were.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  evenkeel positions",
            "  evenkeel positions --instrument BTC-PERP --json",
            "  evenkeel positions --snapshot ~/.evenkeel/cluster/node-0"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "1:no node could be reached, or no sound snapshot is there", "2:wrong call"},
        mixinStandardHelpOptions = true)
public final class PositionsCommand implements Callable<Integer> {
    @Option(names = "--instrument", paramLabel = "SYMBOL", description = "Only this one.")
    private String symbol;

    @Mixin
    private AuditSource source;

    @Mixin
    private SnapshotSource snapshot;

    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    PositionsCommand() {
    }

    @Override
    public Integer call() throws IOException {
        final ObjectNode report = snapshot.isGiven()
                ? report(snapshot.read(), symbol)
                : report(source.read(spec, 0).books(), symbol);
        ReportPage.print(spec.commandLine().getOut(), report, source.isJson());
        return 0;
    }

    static ObjectNode report(final AuditBooks books, final String symbol) {
        final ObjectNode report = new ObjectMapper().createObjectNode();
        final ArrayNode positions = report.putArray("positions");
        final ArrayNode accounts = report.putArray("accounts");
        for (final AccountFile account : books.accounts()) {
            final int before = positions.size();
            account.holdings().forEach((instrument, holding) -> {
                final Market market = books.units().market(instrument);
                if (isWanted(market, symbol)) {
                    put(positions.addObject().put("account", account.id()), books.units(), market, holding);
                }
            });
            if (positions.size() > before) {
                final ObjectNode row = accounts.addObject().put("account", account.id());
                MarginFigures.put(row.put("status", account.status().name()), books.units(), account.figures());
            }
        }
        return report.put("count", positions.size());
    }

    static ObjectNode report(final SnapshotBooks books, final String symbol) {
        final ObjectNode report = books.begin();
        final ArrayNode positions = report.putArray("positions");
        final ArrayNode accounts = report.putArray("accounts");
        for (final long id : books.inspector().accountIds()) {
            final AccountReport account = books.inspector().account(id);
            final int before = positions.size();
            for (final PositionReport position : account.positions()) {
                if (isWanted(books.units().market(position.instrument()), symbol)) {
                    books.put(positions.addObject().put("account", id), id, position);
                }
            }
            if (positions.size() > before) {
                final ObjectNode row = accounts.addObject().put("account", id);
                MarginFigures.put(row.put("status", account.status().name()), books.units(), MarginFigures.of(account));
            }
        }
        return report.put("count", positions.size());
    }

    private static boolean isWanted(final Market market, final String symbol) {
        return symbol == null || symbol.equals(market.symbol());
    }

    static void put(final ObjectNode row, final Units units, final Market market, final Holding holding) {
        put(row, units, market, holding.quantity(), holding.entryValue(), holding.entryCost());
    }

    static void put(
            final ObjectNode row,
            final Units units,
            final Market market,
            final long quantity,
            final long entryValue,
            final long entryCost) {
        final int asset = market.settlementAsset();
        final long worth = market.value(quantity, market.mark());
        row.put("instrument", market.symbol())
                .put("quantity", market.quantity(quantity).toPlainString())
                .put("entryPrice", market.priceOf(quantity, entryCost).toPlainString())
                .put("mark", market.price(market.mark()).toPlainString())
                .put("price", market.state().name())
                .put("notional", units.amount(asset, Math.abs(worth)).toPlainString())
                .put("unrealised", units.amount(asset, worth - entryValue).toPlainString())
                .put("asset", units.symbol(asset));
    }
}
