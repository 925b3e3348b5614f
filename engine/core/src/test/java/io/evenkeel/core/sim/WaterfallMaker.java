package io.evenkeel.core.sim;

import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.model.Insurance;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes commands about what follows auctions: backstops, what insurance may pay and parts with, what is refused. */
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
        return switch (random.nextInt(5)) {
            case 0 -> backstop();
            case 1, 2 -> withdrawal();
            default -> limits();
        };
    }

    /** A little of what a pool has, one that may part with it if there is one; now and then too much, or of no pool. */
    private LogEntry withdrawal() {
        int pool = random.nextInt(World.POOLS);
        int asset = random.nextInt(3);
        for (int i = 0; i < 3 * World.POOLS && !isReady(pool, asset); i++) {
            asset = (asset + 1) % 3;
            pool = i % 3 == 2 ? (pool + 1) % World.POOLS : pool;
        }
        final long has = Math.max(0, book.insurance().balance(pool, asset));
        return switch (random.nextInt(8)) {
            case 0 -> new LogEntry.InsuranceWithdrawal(Insurance.POOLS, asset, 1);
            case 1 -> new LogEntry.InsuranceWithdrawal(pool, asset, 0);
            case 2 -> new LogEntry.InsuranceWithdrawal(pool, asset, has + 1);
            default -> new LogEntry.InsuranceWithdrawal(pool, asset, 1 + has / 100);
        };
    }

    private boolean isReady(final int pool, final int asset) {
        final ModelAccount account = book.account(AccountStore.POOL_ID + pool);
        return book.insurance().balance(pool, asset) > 0
                && (account == null || account.isFlat())
                && !book.isAnythingMissing(pool);
    }

    private LogEntry backstop() {
        final List<ModelAccount> accounts = new ArrayList<>(book.accounts());
        accounts.removeIf(account -> AccountStore.isPoolId(account.id()));
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
        final int pool = random.nextInt(World.POOLS);
        final long perLiquidation = pick(0, 1, 5, 100) * THOUSAND + random.nextInt(1_000);
        return switch (random.nextInt(10)) {
            case 0 -> new SettlementEntry.InsuranceLimits(pool, -1, 0, 0);
            case 1 -> new SettlementEntry.InsuranceLimits(pool, perLiquidation, THOUSAND, 0);
            case 2 -> random.nextBoolean()
                    ? new SettlementEntry.InsuranceLimits(pool, perLiquidation, -THOUSAND, 1_000)
                    : new SettlementEntry.InsuranceLimits(Insurance.POOLS, perLiquidation, 0, 0);
            case 3, 4, 5 -> new SettlementEntry.InsuranceLimits(
                    pool, perLiquidation, pick(1, 3, 50) * THOUSAND, pick(1_000, 60_000));
            default -> new SettlementEntry.InsuranceLimits(pool, perLiquidation, 0, 0);
        };
    }

    private long pick(final long... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
