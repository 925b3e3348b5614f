package io.evenkeel.core.risk;

import io.evenkeel.core.funding.Accrual;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.margin.AccountView;
import io.evenkeel.core.margin.MarginState;
import io.evenkeel.core.settlement.InstructionStore;
import io.evenkeel.core.settlement.SettlementCycle;
import io.evenkeel.core.trigger.TriggerTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checks the invariants of SPEC 2 by a walk over the whole state. Counting what is broken does not allocate; saying it
 * does. One thread, the one that owns the stores, or any while no stage is at work.
 */
final class Invariants {
    private static final HouseAccount[] HOUSE_ACCOUNTS = HouseAccount.values();

    private final RiskStores stores;
    private final TriggerTask task;
    private final AccountView view;
    private final MarginState margin = new MarginState();
    private final long[] balances;
    private final long[] quantities;
    private final long[] longs;
    private final long[] entryValues;
    private final long[] fundingDue;
    private final long[] carries;
    private final WholeWalk walk;
    private final WholeWalk.Visitor balanceAdder = this::addBalances;
    private final WholeWalk.Visitor unsettledAdder = this::addUnsettled;
    private final WholeWalk.Visitor positionAdder = this::addPositions;
    private final WholeWalk.Visitor accountChecker = this::checkAccount;
    private List<String> sentences;
    private int broken;

    Invariants(final RiskStores stores, final TriggerTask task, final WholeWalk walk) {
        this.walk = walk;
        this.stores = stores;
        this.task = task;
        view = new AccountView(stores.listings(), stores.accounts(), stores.positions());
        balances = new long[stores.listings().maxAssets()];
        quantities = new long[stores.listings().maxInstruments()];
        longs = new long[stores.listings().maxInstruments()];
        entryValues = new long[stores.listings().maxInstruments()];
        fundingDue = new long[stores.listings().maxInstruments()];
        carries = new long[stores.listings().maxInstruments()];
    }

    /** {@return how many are broken: one for each asset, instrument or account that breaks one} */
    int count() {
        broken = 0;
        checkBalances();
        checkTransit();
        checkInstruments();
        checkCycle();
        walk.forEach(accountChecker);
        return broken;
    }

    /** {@return the same as sentences with numbers} */
    List<String> violated() {
        final List<String> said = new ArrayList<>();
        sentences = said;
        count();
        sentences = null;
        return said;
    }

    private void report(
            final String subject,
            final long id,
            final String first,
            final long firstValue,
            final String second,
            final long secondValue) {
        broken++;
        if (sentences != null) {
            sentences.add(subject + id + first + firstValue + second + secondValue);
        }
    }

    private void checkBalances() {
        Arrays.fill(balances, 0);
        walk.forEach(balanceAdder);
        for (int asset = 0; asset < stores.listings().assetCount(); asset++) {
            for (final HouseAccount kind : HOUSE_ACCOUNTS) {
                for (int id = 0; id < stores.house().ids(kind); id++) {
                    balances[asset] += stores.house().balance(kind, id, asset);
                }
            }
            if (balances[asset] != 0) {
                report("1: balances of asset ", asset, " sum to ", balances[asset], ", not ", 0);
            }
        }
    }

    private void addBalances(final int account) {
        final AccountStore accounts = stores.accounts();
        int exposure = accounts.firstExposure(account);
        while (exposure != ExposureStore.NONE) {
            balances[accounts.exposures().asset(exposure)] += accounts.exposures().balance(exposure);
            exposure = accounts.nextExposure(account, exposure);
        }
    }

    /** What open instructions pay out is what is in transit. */
    private void checkTransit() {
        final InstructionStore instructions = stores.instructions();
        Arrays.fill(balances, 0);
        int record = instructions.first();
        while (record != InstructionStore.NONE) {
            balances[instructions.asset(record)] += instructions.isHeld(record) ? instructions.amount(record) : 0;
            record = instructions.next(record);
        }
        for (int asset = 0; asset < stores.listings().assetCount(); asset++) {
            final long inTransit = stores.house().balance(HouseAccount.IN_TRANSIT, 0, asset);
            if (inTransit != balances[asset]) {
                report("IN_TRANSIT of asset ", asset, " is ", inTransit, ", instructions sum to ", balances[asset]);
            }
        }
    }

    /** What accounts were and will be paid in the running cycle is what CLEARING held when its marks were frozen. */
    private void checkCycle() {
        final SettlementCycle cycle = stores.cycle();
        if (!cycle.isRunning()) {
            if (cycle.debits() != cycle.credits()) {
                report("settlement cycle ", cycle.number(), " has debits ", cycle.debits(), " and credits ",
                        cycle.credits());
            }
            return;
        }
        Arrays.fill(entryValues, 0);
        walk.forEach(unsettledAdder);
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            final long due = entryValues[id] + cycle.paid(id) + cycle.left(id);
            if (cycle.mark(id) > 0 && due != cycle.opening(id)) {
                report("settlement of instrument ", id, " held ", cycle.opening(id), ", pays ", due);
            }
        }
    }

    private void addUnsettled(final int account) {
        final AccountStore accounts = stores.accounts();
        final PositionStore positions = stores.positions();
        final SettlementCycle cycle = stores.cycle();
        final boolean isDue = !cycle.isSettled(accounts, account);
        for (int n = 0; isDue && n < accounts.positionCount(account); n++) {
            final int position = accounts.position(account, n);
            final int id = positions.instrument(position);
            entryValues[id] += stores.listings().instrument(id)
                    .notional(positions.quantity(position), cycle.mark(id)) - positions.entryValue(position);
        }
    }

    private void checkInstruments() {
        sumPositions();
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            final Instrument instrument = stores.listings().instrument(id);
            final long clearing = stores.house().balance(HouseAccount.CLEARING, id, instrument.settlementAsset());
            final long settled = instrument.life().settledQuantity();
            final long values = entryValues[id] + (settled == 0 ? 0 : instrument.notional(settled, instrument.mark()));
            if (quantities[id] + settled != 0) {
                report("2: quantities of instrument ", id, " sum to ", quantities[id] + settled, ", not ", 0);
            }
            if (clearing + values != 0) {
                report("3: CLEARING of instrument ", id, " is ", clearing, ", entry values sum to ", values);
            }
            checkFunding(instrument);
            if (longs[id] != instrument.openInterest()) {
                report("open interest of instrument ", id, " is ", instrument.openInterest(), ", longs sum to ",
                        longs[id]);
            }
        }
    }

    /** All that was ever owed sums to zero, so FUNDING holds what was charged too much less what is not yet charged. */
    private void checkFunding(final Instrument instrument) {
        final long held = stores.house().balance(
                HouseAccount.FUNDING, instrument.id(), instrument.settlementAsset());
        final long excess = (held + fundingDue[instrument.id()]) * Accrual.SCALE;
        final long carried = carries[instrument.id()] + instrument.funding().dust();
        if (excess != carried) {
            report("4: FUNDING and what is owed of instrument ", instrument.id(), " sum to ", excess,
                    " times 10^-9, carries and dust to ", carried);
        }
    }

    private void sumFunding(final int position, final Instrument instrument) {
        final long quantity = stores.positions().quantity(position);
        final long mark = stores.positions().fundingMark(position);
        final long carry = stores.positions().fundingCarry(position);
        final long due = instrument.fundingDue(quantity, mark, carry);
        fundingDue[instrument.id()] += due;
        carries[instrument.id()] += instrument.carryAfter(quantity, mark, carry, due);
    }

    private void sumPositions() {
        Arrays.fill(quantities, 0);
        Arrays.fill(longs, 0);
        Arrays.fill(entryValues, 0);
        Arrays.fill(fundingDue, 0);
        Arrays.fill(carries, 0);
        walk.forEach(positionAdder);
    }

    private void addPositions(final int account) {
        final AccountStore accounts = stores.accounts();
        final PositionStore positions = stores.positions();
        for (int n = 0; n < accounts.positionCount(account); n++) {
            final int position = accounts.position(account, n);
            final int instrument = positions.instrument(position);
            quantities[instrument] += positions.quantity(position);
            longs[instrument] += Math.max(0, positions.quantity(position));
            entryValues[instrument] += positions.entryValue(position);
            if (stores.listings().instrument(instrument).funding().isUsed()) {
                sumFunding(position, stores.listings().instrument(instrument));
            }
        }
    }

    private void checkAccount(final int account) {
        final AccountStore accounts = stores.accounts();
        if (accounts.isExempt(account)) {
            return;
        }
        margin.compute(view.load(account));
        final boolean isJudged = !task.isRunning() && margin.allowsWithdrawal();
        final boolean isBelow = margin.equity().comparedTo(margin.maintenance()) < 0;
        if (isJudged && isBelow && accounts.isCertified(account)) {
            report("5: account ", accounts.id(account), " is in no liquidation, has equity ", margin.equityUnits(),
                    " and maintenance margin ", margin.maintenanceUnits());
        }
        final boolean isLeft = accounts.phase(account) == AccountPhase.NORMAL && view.positionCount() == 0;
        if (isJudged && isLeft && margin.isUnderwater()) {
            report("6: account ", accounts.id(account), " has no positions and equity ", margin.equityUnits(),
                    ", less than ", 0);
        }
    }
}
