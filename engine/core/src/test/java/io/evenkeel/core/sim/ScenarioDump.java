package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.ScenarioText.object;
import static io.evenkeel.core.sim.ScenarioText.text;

import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.Health;
import io.evenkeel.model.InitialRates;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.ModelPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a world, its entries, and what the model expects after the last of them as a scenario file: {@code evenkeel
 * scenario} runs it, and where the engine differs from the model an expectation fails.
 */
public final class ScenarioDump {
    private final Simulation simulation;
    private final ModelBook book;
    private final ScenarioText words;
    private final List<String> lines = new ArrayList<>();
    private Throwable failure;

    private ScenarioDump(final World world) {
        simulation = new Simulation(world);
        book = simulation.book();
        words = new ScenarioText(world.terms());
        lines.addAll(words.setup(world));
    }

    /** {@return the lines of the file, no matter whether the engine agrees with the model} */
    public static List<String> of(final World world, final List<LogEntry> entries) {
        final ScenarioDump dump = new ScenarioDump(world);
        entries.forEach(dump::play);
        dump.expect();
        return dump.lines;
    }

    /** {@return whether a scenario has words for an entry: for commands of nobody's, or of no effect, it has none} */
    public static boolean hasWords(final World world, final LogEntry entry) {
        return new ScenarioText(world.terms()).line(entry).startsWith("{");
    }

    /** Writes the file. {@return where it is} */
    public static Path write(final Path file, final World world, final List<LogEntry> entries) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.write(file, of(world, entries));
        } catch (final IOException e) {
            throw new IllegalStateException("cannot write " + file, e);
        }
    }

    private void play(final LogEntry entry) {
        if (failure != null) {
            return;
        }
        lines.add(words.line(entry));
        try {
            simulation.step(entry);
        } catch (final RuntimeException | AssertionError e) {
            failure = e;
            lines.add("# the simulation fails here: " + String.valueOf(e).replace('\n', ' '));
        }
        if (lines.get(lines.size() - 1).startsWith("{") && !isOfUnknownTrade()) {
            simulation.events().stream()
                    .filter(Event.Ack.class::isInstance).map(event -> ((Event.Ack) event).rejectCode())
                    .filter(code -> code != RejectCode.NONE)
                    .forEach(code -> lines.add("{\"expectReject\":\"" + code + "\"}"));
        }
    }

    /** A fill whose terms were said wrongly: a scenario names fills by their ids, and could only say it rightly. */
    private boolean isOfUnknownTrade() {
        final boolean isUnknown = simulation.events().stream()
                .anyMatch(event -> event instanceof Event.Ack ack && ack.rejectCode() == RejectCode.UNKNOWN_TRADE);
        if (isUnknown) {
            lines.set(lines.size() - 1, "# of wrong terms: " + lines.get(lines.size() - 1));
        }
        return isUnknown;
    }

    private void expect() {
        lines.add("# what the model expects");
        final InitialRates rates = book.initialRates();
        for (final ModelAccount account : book.accounts()) {
            expectHoldings(account);
            if (!account.isOmnibus() && book.market().isTrustedThroughout()) {
                expectMargin(account, rates);
            }
        }
        for (final AssetTerms asset : book.terms().assets()) {
            expectHouse("EXTERNAL", asset.id(), book.external(asset.id()));
            expectHouse("IN_TRANSIT", asset.id(), book.inTransit(asset.id()));
            expectHouse("FEES", asset.id(), book.fees(asset.id()));
            for (int pool = 0; pool < World.POOLS; pool++) {
                expectPool(pool, asset.id(), book.insurance().balance(pool, asset.id()));
            }
            expectHouse("SOCIALISED", asset.id(), book.socialised(asset.id()));
        }
        for (final InstrumentTerms instrument : book.terms().instruments()) {
            expectHouse("FUNDING/I" + instrument.id(), instrument.settlementAsset(), book.funding(instrument.id()));
            expectHouse("CLEARING/I" + instrument.id(), instrument.settlementAsset(), book.clearing(instrument.id()));
        }
        lines.add("{\"expectInvariants\":true}");
    }

    /** One that has something was named before. */
    private void expectPool(final int pool, final int asset, final long balance) {
        if (balance != 0) {
            expectHouse("INSURANCE/" + LogEntry.pool(pool), asset, balance);
        }
    }

    private void expectHouse(final String house, final int asset, final long amount) {
        lines.add(object("expectBalance", text("house", house), text("asset", "A" + asset),
                text("amount", words.amount(asset, amount))));
    }

    private void expectHoldings(final ModelAccount account) {
        for (final AssetTerms asset : book.terms().assets()) {
            // Balances read as if what is owed through an index were charged.
            final long amount = account.balance(asset.id()) - StateAudit.accrued(book, account, asset);
            if (amount != 0) {
                lines.add(object("expectBalance", "\"account\":" + account.id(), text("asset", "A" + asset.id()),
                        text("amount", words.amount(asset.id(), amount))));
            }
        }
        for (final InstrumentTerms instrument : book.terms().instruments()) {
            final ModelPosition position = account.position(instrument.id());
            if (position.quantity() != 0) {
                final int asset = instrument.settlementAsset();
                lines.add(object("expectPosition", "\"account\":" + account.id(),
                        text("instrument", "I" + instrument.id()),
                        text("quantity", words.quantity(instrument.id(), position.quantity())),
                        text("entryValue", words.amount(asset, position.entryValue())),
                        text("unrealised", words.amount(
                                asset, book.judge().unrealised(account, instrument, book.market())))));
            }
        }
    }

    private void expectMargin(final ModelAccount account, final InitialRates rates) {
        final Health maintenance = book.judge().maintenance(account, book.market());
        final Health initial = book.judge().initial(account, book.market(), rates);
        final List<String> fields = new ArrayList<>(List.of(
                "\"id\":" + account.id(),
                text("equity", words.amount(0, book.terms().floor(maintenance.equity()))),
                text("initialMargin", words.amount(0, book.terms().ceil(initial.requirement()))),
                text("maintenanceMargin", words.amount(0, book.terms().ceil(maintenance.requirement())))));
        if (account.isClosed()) {
            fields.add(text("status", AccountStatus.CLOSED));
        } else if (!account.isFrozen()) {
            fields.add(text("status", initial.isShort() ? AccountStatus.MARGIN_CALL : AccountStatus.HEALTHY));
        } else if (account.liquidation() != null) {
            fields.add(text("status", account.isBankrupt() ? AccountStatus.BANKRUPT : AccountStatus.LIQUIDATING));
        }
        lines.add(object("expectAccount", fields.toArray(new String[0])));
    }
}
