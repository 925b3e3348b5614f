package io.evenkeel.core.risk;

import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.margin.AccountView;
import io.evenkeel.core.margin.MarginState;
import io.evenkeel.core.trigger.TriggerTask;
import java.util.ArrayList;
import java.util.List;

/** Checks the invariants of SPEC 2 by a walk over the whole state. For tests, simulation and reports: allocates. */
final class Invariants {
    private final RiskStores stores;
    private final TriggerTask task;
    private final AccountView view;
    private final MarginState margin = new MarginState();

    Invariants(final RiskStores stores, final TriggerTask task) {
        this.stores = stores;
        this.task = task;
        view = new AccountView(stores.listings(), stores.accounts(), stores.positions());
    }

    List<String> violated() {
        final List<String> violations = new ArrayList<>();
        checkBalances(violations);
        checkInstruments(violations);
        checkAccounts(violations);
        return violations;
    }

    private void checkBalances(final List<String> violations) {
        final AccountStore accounts = stores.accounts();
        final long[] sums = new long[stores.listings().assetCount()];
        for (int account = 0; account < accounts.slots(); account++) {
            int exposure = accounts.isOccupied(account) ? accounts.firstExposure(account) : ExposureStore.NONE;
            while (exposure != ExposureStore.NONE) {
                sums[accounts.exposures().asset(exposure)] += accounts.exposures().balance(exposure);
                exposure = accounts.nextExposure(account, exposure);
            }
        }
        for (int asset = 0; asset < sums.length; asset++) {
            for (final HouseAccount kind : HouseAccount.values()) {
                for (int id = 0; id < stores.house().ids(kind); id++) {
                    sums[asset] += stores.house().balance(kind, id, asset);
                }
            }
            if (sums[asset] != 0) {
                violations.add("1: balances of asset " + asset + " sum to " + sums[asset]);
            }
        }
    }

    private void checkInstruments(final List<String> violations) {
        final AccountStore accounts = stores.accounts();
        final PositionStore positions = stores.positions();
        final int count = stores.listings().instrumentCount();
        final long[] quantities = new long[count];
        final long[] longs = new long[count];
        final long[] entryValues = new long[count];
        for (int account = 0; account < accounts.slots(); account++) {
            for (int n = 0; accounts.isOccupied(account) && n < accounts.positionCount(account); n++) {
                final int position = accounts.position(account, n);
                final int instrument = positions.instrument(position);
                quantities[instrument] += positions.quantity(position);
                longs[instrument] += Math.max(0, positions.quantity(position));
                entryValues[instrument] += positions.entryValue(position);
            }
        }
        for (int id = 0; id < count; id++) {
            final Instrument instrument = stores.listings().instrument(id);
            final long clearing = stores.house().balance(HouseAccount.CLEARING, id, instrument.settlementAsset());
            if (quantities[id] != 0) {
                violations.add("2: quantities of instrument " + id + " sum to " + quantities[id]);
            }
            if (clearing + entryValues[id] != 0) {
                violations.add("3: CLEARING of instrument " + id + " is " + clearing + ", ΣV " + entryValues[id]);
            }
            if (longs[id] != instrument.openInterest()) {
                violations.add("open interest of instrument " + id + " is " + instrument.openInterest()
                        + ", longs sum to " + longs[id]);
            }
        }
    }

    private void checkAccounts(final List<String> violations) {
        final AccountStore accounts = stores.accounts();
        for (int account = 0; account < accounts.slots(); account++) {
            if (accounts.isOccupied(account) && !accounts.isExempt(account)) {
                checkAccount(account, violations);
            }
        }
    }

    private void checkAccount(final int account, final List<String> violations) {
        final AccountStore accounts = stores.accounts();
        margin.compute(view.load(account));
        final boolean isBelow = margin.equity().comparedTo(margin.maintenance()) < 0;
        if (isBelow && accounts.isCertified(account) && !task.isRunning() && margin.allowsWithdrawal()) {
            violations.add("5: account " + accounts.id(account) + " has equity " + margin.equityUnits() + " below MM "
                    + margin.maintenanceUnits() + " and is in no liquidation");
        }
        final boolean isLeft = accounts.phase(account) == AccountPhase.NORMAL && view.positionCount() == 0;
        if (isLeft && margin.isUnderwater() && !task.isRunning() && margin.allowsWithdrawal()) {
            violations.add("6: account " + accounts.id(account) + " has negative equity and no positions");
        }
    }
}
