package io.evenkeel.core.sim;

import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes commands about what follows auctions: backstops large and small, limits of insurance, and what is refused. */
final class WaterfallMaker {
    private static final long THOUSAND = 1_000_000_000;
    private static final long UNKNOWN_ACCOUNT = 987_654_321;

    private final ModelBook book;
    private final Random random;

    WaterfallMaker(final ModelBook book, final Random random) {
        this.book = book;
        this.random = random;
    }

    /** {@return the next entry} */
    LogEntry next() {
        return random.nextBoolean() ? backstop() : limits();
    }

    private LogEntry backstop() {
        final List<ModelAccount> accounts = new ArrayList<>(book.accounts());
        accounts.removeIf(account -> account.id() == AccountStore.POOL_ID);
        final long account = accounts.get(random.nextInt(accounts.size())).id();
        return switch (random.nextInt(10)) {
            case 0 -> new SettlementEntry.Backstop(UNKNOWN_ACCOUNT, THOUSAND);
            case 1 -> new SettlementEntry.Backstop(account, -1);
            case 2 -> new SettlementEntry.Backstop(World.OMNIBUS, THOUSAND);
            case 3, 4 -> new SettlementEntry.Backstop(account, 0);
            default -> new SettlementEntry.Backstop(account, pick(1, 20, 1_000, 1_000_000) * THOUSAND);
        };
    }

    private LogEntry limits() {
        final long perLiquidation = pick(0, 1, 5, 100) * THOUSAND + random.nextInt(1_000);
        return switch (random.nextInt(10)) {
            case 0 -> new SettlementEntry.InsuranceLimits(-1, 0, 0);
            case 1 -> new SettlementEntry.InsuranceLimits(perLiquidation, THOUSAND, 0);
            case 2 -> new SettlementEntry.InsuranceLimits(perLiquidation, -THOUSAND, 1_000);
            case 3, 4, 5 -> new SettlementEntry.InsuranceLimits(
                    perLiquidation, pick(1, 3, 50) * THOUSAND, pick(1_000, 60_000));
            default -> new SettlementEntry.InsuranceLimits(perLiquidation, 0, 0);
        };
    }

    private long pick(final long... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
