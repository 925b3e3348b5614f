package io.evenkeel.core.sim;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.OrderEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.model.Fill;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes commands of every kind that must be refused: senders without the role, accounts and markets that are not. */
final class WrongMaker {
    private static final long NOBODY = 9_999_998;
    private static final int WORDS = 12;
    /** A trade id and a reference that nobody has used. */
    private static final long NEVER = Integer.MAX_VALUE;

    private final Random random;
    private final List<List<LogEntry>> setups;

    WrongMaker(final World world, final Random random) {
        this.random = random;
        final Map<String, List<LogEntry>> byKind = new LinkedHashMap<>();
        for (final LogEntry entry : world.setup()) {
            final String line = entry.toString();
            byKind.computeIfAbsent(line.substring(0, Math.min(WORDS, line.length())), key -> new ArrayList<>())
                    .add(entry);
        }
        setups = List.copyOf(byKind.values());
    }

    /** {@return the next entry} */
    LogEntry next() {
        final int kind = random.nextInt(24);
        if (kind < 8) {
            final List<LogEntry> some = setups.get(random.nextInt(setups.size()));
            return foreign(some.get(random.nextInt(some.size())));
        }
        return kind < 14 ? foreign(plain(kind)) : wrong(kind);
    }

    private static LogEntry foreign(final LogEntry command) {
        return new LogEntry.Foreign(command, command.participant() == Parties.VENUE ? Parties.ORACLE : Parties.VENUE);
    }

    private LogEntry plain(final int kind) {
        return switch (kind) {
            case 8 -> new LogEntry.HashRequest();
            case 9 -> new LogEntry.Insurance(0, 5, 1);
            case 10 -> new SettlementEntry.StartCycle();
            case 11 -> new LogEntry.BookTop(0, 1, 2, 1, 1, 2, 1);
            case 12 -> new LogEntry.Price(PricedKind.INSTRUMENT, 0, 1, 5_000_000, 0);
            default -> new LogEntry.Transfer(7, 21, 0, 1);
        };
    }

    private LogEntry wrong(final int kind) {
        final Fill fill = new Fill(NEVER, 0, NOBODY, World.OMNIBUS, 1_000, 5_000_000, 0, 0, true, true);
        return switch (kind) {
            case 14 -> new OrderEntry.Classified(fill);
            case 15 -> new OrderEntry.Bust(fill);
            case 16 -> new OrderEntry.Correction(fill, fill);
            case 17 -> new OrderEntry.Reserve(NOBODY, 1);
            case 18 -> new OrderEntry.Leverage(NOBODY, 1);
            case 19 -> new OrderEntry.AccountTerms(NOBODY, 1, random.nextBoolean());
            case 20 -> new OrderEntry.Fees(0, List.of());
            case 21 -> new LogEntry.Deposit(NOBODY, 0, 5, NEVER);
            case 22 -> new LogEntry.Withdrawal(NOBODY, 0, 5);
            default -> new OrderEntry.Credit(NOBODY, 0, Side.BUY, 1_000, 5_000_000);
        };
    }
}
