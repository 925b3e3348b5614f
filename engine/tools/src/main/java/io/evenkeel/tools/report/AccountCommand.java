package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.inspect.BalanceReport;
import io.evenkeel.core.inspect.TermsReport;
import java.io.IOException;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One account: what it has, holds and waits for. */
@Command(
        name = "account",
        description = {
            "Tells how an account stands, what it has, holds and waits for, from a node's audit feed or its last",
            "snapshot.",
            "",
            "From the feed, status, equity and margins are those said last, and empty where none were; funding that",
            "is owed and not yet paid is not in the balances. In a snapshot all is exact, as of when it was taken,",
            "balances are net of funding, and each position has its liquidation price: the last mark, all else equal,",
            "at which equity is not below maintenance margin.",
            "",
            "A withdrawal is held back by reservedMargin too, which is part of initialMargin, and, for the length of",
            "a settlement cycle, by a fill far off the mark: the feed tells the last one (offMark), a snapshot until",
            "when (withdrawalsPausedUntil). An instruction that is DELAYED can be cancelled by its id; one that was",
            "TOLD to gateways is theirs to end.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  evenkeel account 7",
            "  evenkeel account 7 --json",
            "  evenkeel account 7 --snapshot ~/.evenkeel/cluster/node-0"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:printed",
            "1:there is no such account, no node could be reached, or no sound snapshot is there",
            "2:wrong call"
        },
        mixinStandardHelpOptions = true)
public final class AccountCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Account id.")
    private long id;

    @Mixin
    private AuditSource source;

    @Mixin
    private SnapshotSource snapshot;

    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    AccountCommand() {
    }

    @Override
    public Integer call() throws IOException {
        final ObjectNode report = snapshot.isGiven() ? ofSnapshot() : ofFeed();
        if (report == null) {
            spec.commandLine().getErr().println("account: there is no account " + id);
            return 1;
        }
        ReportPage.print(spec.commandLine().getOut(), report, source.isJson());
        return 0;
    }

    private ObjectNode ofFeed() throws IOException {
        final AuditBooks books = source.read(spec, 0).books();
        final AccountFile account = books.find(id);
        return account == null ? null : report(books, account);
    }

    private ObjectNode ofSnapshot() {
        final SnapshotBooks books = snapshot.read();
        final AccountReport account = books.inspector().account(id);
        return account == null ? null : report(books, account);
    }

    static ObjectNode report(final SnapshotBooks books, final AccountReport account) {
        final ObjectNode report = books.begin()
                .put("account", account.account())
                .put("owner", account.owner())
                .put("kind", account.kind().name())
                .put("status", account.status().name())
                .put("liquidation", account.liquidation());
        MarginFigures.put(report, books.units(), MarginFigures.of(account));
        final TermsReport terms = books.inspector().terms(account.account());
        AccountTerms.of(terms).put(report, books.units());
        report.put("withdrawalsPausedUntil", books.later(terms.withdrawalsPausedUntilMs()));
        final ArrayNode balances = report.putArray("balances");
        for (final BalanceReport balance : account.balances()) {
            balances.addObject()
                    .put("asset", books.units().symbol(balance.asset()))
                    .put("balance", books.units().amount(balance.asset(), balance.balance()).toPlainString())
                    .put("effective", books.units().amount(balance.asset(), balance.effective()).toPlainString());
        }
        final ArrayNode positions = report.putArray("positions");
        account.positions().forEach(position -> books.put(positions.addObject(), account.account(), position));
        final ArrayNode instructions = report.putArray("instructions");
        books.inspector().instructions(account.account()).forEach(it -> put(
                instructions.addObject(), books.units(), it.instruction(), it.kind(), it.asset(), it.amount(),
                it.isTold()).put("tellsAt", books.later(it.dueMs())));
        return report;
    }

    static ObjectNode report(final AuditBooks books, final AccountFile account) {
        final ObjectNode report = new ObjectMapper()
                .createObjectNode()
                .put("account", account.id())
                .put("owner", account.owner())
                .put("kind", account.kind().name())
                .put("status", account.status().name())
                .put("liquidation", account.liquidation());
        MarginFigures.put(report, books.units(), account.figures());
        account.terms().put(report, books.units());
        final AccountFile.Noticed noticed = account.noticed();
        report.set("offMark", noticed == null ? null : report.objectNode()
                .put("tradeId", noticed.tradeId())
                .put("logPosition", noticed.logPosition()));
        final ArrayNode balances = report.putArray("balances");
        books.money().balances(Holder.account(account.id())).forEach((asset, balance) -> balances.addObject()
                .put("asset", books.units().symbol(asset))
                .put("balance", books.units().amount(asset, balance).toPlainString()));
        final ArrayNode positions = report.putArray("positions");
        account.holdings().forEach((instrument, holding) ->
                PositionsCommand.put(positions.addObject(), books.units(), books.units().market(instrument), holding));
        final ArrayNode instructions = report.putArray("instructions");
        final InstructionFile file = books.instructions();
        Stream.concat(file.open().values().stream(), file.delayed().values().stream())
                .filter(it -> it.account() == account.id())
                .sorted(Comparator.comparingLong(InstructionFile.Open::instruction))
                .forEach(it -> put(instructions.addObject(), books.units(), it.instruction(), it.kind(), it.asset(),
                        it.amount(), file.open().containsKey(it.instruction())));
        return report;
    }

    private static ObjectNode put(
            final ObjectNode row,
            final Units units,
            final long instruction,
            final InstructionKind kind,
            final int asset,
            final long amount,
            final boolean isTold) {
        return row.put("instruction", instruction)
                .put("kind", kind.name())
                .put("asset", units.symbol(asset))
                .put("amount", units.amount(asset, amount).toPlainString())
                .put("state", isTold ? "TOLD" : "DELAYED");
    }
}
