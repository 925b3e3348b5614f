package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One account: what it has, holds and waits for. */
@Command(
        name = "account",
        description = {
            "Tells what an account has, holds and waits for, from a node's audit feed.",
            "",
            "The status is the one said last. Funding that is owed and not yet paid is not in the balances.",
            ""
        },
        footer = {"", "Examples:", "  evenkeel account 7", "  evenkeel account 7 --json"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "1:there is no such account, or no node could be reached", "2:wrong call"},
        mixinStandardHelpOptions = true)
public final class AccountCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Account id.")
    private long id;

    @Mixin
    private AuditSource source;

    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    AccountCommand() {
    }

    @Override
    public Integer call() throws IOException {
        final AuditBooks books = source.read(spec, 0).books();
        final AccountFile account = books.find(id);
        if (account == null) {
            spec.commandLine().getErr().println("account: there is no account " + id);
            return 1;
        }
        ReportPage.print(spec.commandLine().getOut(), report(books, account), source.isJson());
        return 0;
    }

    static ObjectNode report(final AuditBooks books, final AccountFile account) {
        final ObjectNode report = new ObjectMapper()
                .createObjectNode()
                .put("account", account.id())
                .put("owner", account.owner())
                .put("kind", account.kind().name())
                .put("status", account.status().name())
                .put("liquidation", account.liquidation());
        final ArrayNode balances = report.putArray("balances");
        books.money().balances(Holder.account(account.id())).forEach((asset, balance) -> balances.addObject()
                .put("asset", books.units().symbol(asset))
                .put("balance", books.units().amount(asset, balance).toPlainString()));
        final ArrayNode positions = report.putArray("positions");
        account.holdings().forEach((instrument, holding) ->
                PositionsCommand.put(positions.addObject(), books, books.units().market(instrument), holding));
        final ArrayNode instructions = report.putArray("instructions");
        books.instructions().open().values().stream()
                .filter(it -> it.account() == account.id())
                .forEach(it -> instructions.addObject()
                        .put("instruction", it.instruction())
                        .put("kind", it.kind().name())
                        .put("asset", books.units().symbol(it.asset()))
                        .put("amount", books.units().amount(it.asset(), it.amount()).toPlainString()));
        return report;
    }
}
