package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.core.inspect.HouseAccount;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The ledger as a whole, and whether it reconciles. */
@Command(
        name = "ledger",
        description = {
            "Tells the ledger as a whole, from a node's audit feed: what accounts and house accounts hold of each"
                    + " asset, which sums to zero, and what stands open in each market.",
            "",
            "It is kept in double entry from the events alone, and compared with every number that the cluster states.",
            ""
        },
        footer = {"", "Examples:", "  evenkeel ledger", "  evenkeel ledger --json"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it reconciles", "1:it does not, or no node could be reached", "2:wrong call"},
        mixinStandardHelpOptions = true)
public final class LedgerCommand implements Callable<Integer> {
    @Mixin
    private AuditSource source;

    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    LedgerCommand() {
    }

    @Override
    public Integer call() throws IOException {
        final AuditSource.Reading reading = source.read(spec, 0);
        final ObjectNode report = report(reading);
        ReportPage.print(spec.commandLine().getOut(), report, source.isJson());
        return report.get("reconciles").asBoolean() ? 0 : 1;
    }

    static ObjectNode report(final AuditSource.Reading reading) {
        final AuditBooks books = reading.books();
        final List<String> complaints = books.complaints();
        final ObjectNode report = new ObjectMapper()
                .createObjectNode()
                .put("events", reading.lastNumber())
                .put("logPosition", reading.lastPosition())
                .put("accounts", books.accounts().size())
                .put("trades", books.trades())
                .put("balancesCompared", books.balancesCompared())
                .put("openInstructions", books.instructions().open().size())
                .put("openLiquidations", books.liquidations().open())
                .put("reconciles", complaints.isEmpty());
        final ArrayNode assets = report.putArray("assets");
        for (final int asset : books.units().assets()) {
            put(assets.addObject(), books, asset);
        }
        final ArrayNode house = report.putArray("house");
        for (final Holder holder : books.money().holders()) {
            if (holder.isHouse()) {
                books.money().balances(holder).forEach((asset, balance) -> house.addObject()
                        .put("holder", holder.toString())
                        .put("asset", books.units().symbol(asset))
                        .put("balance", books.units().amount(asset, balance).toPlainString()));
            }
        }
        final ArrayNode markets = report.putArray("markets");
        for (final Market market : books.units().markets()) {
            put(markets.addObject(), books, market);
        }
        complaints.forEach(report.putArray("complaints")::add);
        return report;
    }

    private static void put(final ObjectNode row, final AuditBooks books, final int asset) {
        long sum = books.money().ofAccounts(asset);
        row.put("asset", books.units().symbol(asset))
                .put("ACCOUNTS", books.units().amount(asset, sum).toPlainString());
        for (final HouseAccount house : HouseAccount.values()) {
            final long balance = books.money().ofHouse(house, asset);
            row.put(house.name(), books.units().amount(asset, balance).toPlainString());
            sum = Math.addExact(sum, balance);
        }
        row.put("sum", books.units().amount(asset, sum).toPlainString());
    }

    private static void put(final ObjectNode row, final AuditBooks books, final Market market) {
        final int asset = market.settlementAsset();
        row.put("instrument", market.symbol())
                .put("pool", Holder.poolName(market.pool()))
                .put("phase", market.phase().name())
                .put("mark", market.price(market.mark()).toPlainString())
                .put("price", market.state().name())
                .put("openInterest", market.quantity(books.openInterest(market.id())).toPlainString())
                .put("netQuantity", market.quantity(books.netQuantity(market.id())).toPlainString())
                .put("entryValues", books.units().amount(asset, books.entryValues(market.id())).toPlainString());
    }
}
