package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
            "Lists open positions, by account and instrument, from a node's audit feed.",
            "",
            "The entry price is that of the fills. Unrealised profit is what is not in the balance yet: since the",
            "entry, or since the last settlement cycle.",
            ""
        },
        footer = {"", "Examples:", "  evenkeel positions", "  evenkeel positions --instrument BTC-PERP --json"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "1:no node could be reached", "2:wrong call"},
        mixinStandardHelpOptions = true)
public final class PositionsCommand implements Callable<Integer> {
    @Option(names = "--instrument", paramLabel = "SYMBOL", description = "Only this one.")
    private String symbol;

    @Mixin
    private AuditSource source;

    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    PositionsCommand() {
    }

    @Override
    public Integer call() throws IOException {
        final AuditBooks books = source.read(spec, 0).books();
        ReportPage.print(spec.commandLine().getOut(), report(books, symbol), source.isJson());
        return 0;
    }

    static ObjectNode report(final AuditBooks books, final String symbol) {
        final ObjectNode report = new ObjectMapper().createObjectNode();
        final ArrayNode positions = report.putArray("positions");
        for (final AccountFile account : books.accounts()) {
            account.holdings().forEach((instrument, holding) -> {
                final Market market = books.units().market(instrument);
                if (symbol == null || symbol.equals(market.symbol())) {
                    put(positions.addObject().put("account", account.id()), books, market, holding);
                }
            });
        }
        return report.put("count", positions.size());
    }

    static void put(final ObjectNode row, final AuditBooks books, final Market market, final Holding holding) {
        final int asset = market.settlementAsset();
        final long worth = market.value(holding.quantity(), market.mark());
        row.put("instrument", market.symbol())
                .put("quantity", market.quantity(holding.quantity()).toPlainString())
                .put("entryPrice", market.priceOf(holding.quantity(), holding.entryCost()).toPlainString())
                .put("mark", market.price(market.mark()).toPlainString())
                .put("price", market.state().name())
                .put("notional", books.units().amount(asset, Math.abs(worth)).toPlainString())
                .put("unrealised", books.units().amount(asset, worth - holding.entryValue()).toPlainString())
                .put("asset", books.units().symbol(asset));
    }
}
