package io.evenkeel.perf.benchmark;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.margin.AccountView;
import io.evenkeel.core.margin.Health;
import io.evenkeel.core.risk.RiskStores;
import java.util.Arrays;

/**
 * Judges all holders of an instrument at the prices in force. Holders are visited in the order in which their
 * accounts lie in memory, the kindest to a scan.
 */
final class HolderScan {
    private final int[][] holders;
    private final AccountView view;
    private final Health health = new Health();
    private final Int128 total = new Int128();
    private final long[] assetPrices = new long[Bounds.MAX_EXPOSURES + 1];

    HolderScan(final RiskStores stores) {
        view = new AccountView(stores.listings(), stores.accounts(), stores.positions());
        holders = new int[stores.listings().instrumentCount()][];
        for (int instrument = 0; instrument < holders.length; instrument++) {
            holders[instrument] = gather(stores.accounts(), instrument);
        }
    }

    private static int[] gather(final AccountStore accounts, final int instrument) {
        int[] gathered = new int[16];
        int count = 0;
        for (int account = 0; account < accounts.slots(); account++) {
            if (accounts.isOccupied(account) && accounts.findPosition(account, instrument) >= 0) {
                gathered = count == gathered.length ? Arrays.copyOf(gathered, 2 * count) : gathered;
                gathered[count++] = account;
            }
        }
        return Arrays.copyOf(gathered, count);
    }

    int holders(final int instrument) {
        return holders[instrument].length;
    }

    int countBreached(final int instrument) {
        int breached = 0;
        for (final int account : holders[instrument]) {
            breached += isBreached(account) ? 1 : 0;
        }
        return breached;
    }

    private boolean isBreached(final int account) {
        view.load(account);
        health.sum(view, view.netPrices(), view.fundingMarks());
        for (int ordinal = 0; ordinal < view.exposureCount(); ordinal++) {
            assetPrices[ordinal] = view.asset(ordinal).price();
        }
        return health.total(view, assetPrices, total).isNegative();
    }
}
