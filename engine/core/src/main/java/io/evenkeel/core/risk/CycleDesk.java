package io.evenkeel.core.risk;

import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountOrder;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.AccountWalk;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.output.CycleEvents;
import io.evenkeel.core.settlement.InstructionStore;
import io.evenkeel.core.settlement.SettlementCycle;

/**
 * Conducts settlement cycles (SPEC 5). At a boundary, or when told, the marks of all instruments whose prices allow
 * funding are frozen. Then a cursor over accounts, in order of id, pays each one's unrealised profit at those marks
 * into its balance, against CLEARING, and sets V to what the position is worth there; an account that a command touches
 * is settled first. So every account is settled once, with the positions it had when marks were frozen, and what all of
 * them are paid is what CLEARING held then.
 *
 * <p>Balance + notional − V stays the same at every price, so no equity, margin or corner of a box changes. Only what
 * is paid out to accounts that settle outside does that, and is treated as a withdrawal: they settle what funding they
 * owe first. For others it stays accrued.
 *
 * <p>Where a balance would leave its bounds the account's positions in that asset are left to the next cycle, and the
 * batch record counts them. Where no further instruction fits, profit stays in the balance. No allocation.
 */
final class CycleDesk {
    /**
     * What an account that settles outside costs of a slice's budget, beside its own one; where margin holds back what
     * it is paid, each judgement beyond the first costs one more.
     */
    private static final int COST_OF_PAYING = 3;

    private final RiskStores stores;
    private final AccountKeeper keeper;
    private final InstructionDesk instructionDesk;
    private final WithdrawalRule rule;
    private final SettlementCycle cycle;
    private final CycleEvents events;
    private final AccountStore accounts;
    private final AccountWalk walk;
    private final ExposureStore exposures;
    private final PositionStore positions;
    private final long[] profits;
    private final int sliceEvaluations;
    private int cost;

    CycleDesk(
            final RiskStores stores,
            final AccountKeeper keeper,
            final InstructionDesk instructionDesk,
            final WithdrawalRule rule,
            final int sliceEvaluations) {
        this.stores = stores;
        this.sliceEvaluations = sliceEvaluations;
        this.keeper = keeper;
        this.instructionDesk = instructionDesk;
        this.rule = rule;
        cycle = stores.cycle();
        events = new CycleEvents(stores.events());
        accounts = stores.accounts();
        walk = stores.walk();
        exposures = accounts.exposures();
        positions = stores.positions();
        profits = new long[stores.listings().maxAssets()];
    }

    // ---------------------------------------------------------------- beginning and end

    /** Starts a cycle now. Refused while one runs. */
    RejectCode onStartCycle() {
        if (cycle.isRunning()) {
            return RejectCode.ALREADY_EXISTS;
        }
        start();
        return RejectCode.NONE;
    }

    /** Says from when on boundaries are looked for: the last one before now counts as met. */
    void onTerms() {
        final long cycleMs = stores.terms().cycleMs();
        final long nowMs = stores.events().timeMs();
        cycle.boundaryMs(cycleMs == 0 ? 0 : nowMs - nowMs % cycleMs);
    }

    /** Starts a cycle where a boundary was passed. Several at once, as after an outage, are one. */
    void onTimer() {
        final long cycleMs = stores.terms().cycleMs();
        final long nowMs = stores.events().timeMs();
        if (cycleMs > 0 && !cycle.isRunning() && nowMs - nowMs % cycleMs > cycle.boundaryMs()) {
            cycle.boundaryMs(nowMs - nowMs % cycleMs);
            start();
        }
    }

    private void start() {
        cycle.begin();
        int taking = 0;
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            final Instrument instrument = stores.listings().instrument(id);
            final boolean takesPart = instrument.mark() > 0
                    && instrument.life().isOpen()
                    && PricedState.allowsFunding(instrument.state());
            cycle.freeze(
                    id,
                    takesPart ? instrument.mark() : 0,
                    stores.house().balance(HouseAccount.CLEARING, id, instrument.settlementAsset()));
            taking += takesPart ? 1 : 0;
        }
        events.started(cycle.number(), taking);
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            if (stores.listings().instrument(id).openInterest() > 0) {
                cycle.told(id);
                events.mark(cycle.number(), id, cycle.mark(id));
            }
        }
    }

    /** Settles some accounts, and closes the cycle after the last. */
    void runSlice(final boolean isTimer, final boolean isTaskRunning) {
        final int budget = CursorBudget.accounts(sliceEvaluations, isTimer, isTaskRunning);
        if (cycle.isRunning() && budget > 0) {
            runSlice(budget);
        }
    }

    private void runSlice(final int budget) {
        final AccountOrder order = accounts.order();
        int rank = walk.start(cycle.cursorId());
        for (int spent = 0; spent < budget && rank < order.size(); rank++) {
            final int account = walk.account(rank);
            cost = 1;
            keeper.touch(account);
            cycle.cursorId(accounts.id(account));
            spent += cost;
        }
        if (rank == order.size()) {
            cycle.end(stores.listings().instrumentCount());
            events.closed(cycle);
        }
    }

    // ---------------------------------------------------------------- an account

    /** Settles an account that the running cycle has not settled yet. */
    void settle(final int account) {
        if (!cycle.isRunning() || cycle.isSettled(accounts, account)) {
            return;
        }
        accounts.settledCycle(account, (int) cycle.number());
        final boolean isExternal = accounts.terms().settlement(account) == SettlementMode.EXTERNAL;
        int settled = 0;
        for (int asset = nextAsset(account, -1); asset >= 0; asset = nextAsset(account, asset)) {
            settled += settleAsset(account, asset);
        }
        if (settled > 0 || isExternal) {
            cycle.accountSettled();
        }
        if (isExternal) {
            cost += COST_OF_PAYING;
            instruct(account);
        }
    }

    /** The account's asset with the next higher id: exposures lie in no order that means anything. */
    private int nextAsset(final int account, final int after) {
        int next = -1;
        int exposure = accounts.firstExposure(account);
        while (exposure != ExposureStore.NONE) {
            final int asset = exposures.asset(exposure);
            if (asset > after && (next < 0 || asset < next)) {
                next = asset;
            }
            exposure = accounts.nextExposure(account, exposure);
        }
        return next;
    }

    /** Settles an account's positions in one asset, all or none. {@return how many took part} */
    private int settleAsset(final int account, final int asset) {
        final int exposure = accounts.findExposure(account, asset);
        int count = 0;
        long profit = 0;
        for (int n = 0; n < accounts.positionCount(account); n++) {
            final int position = accounts.position(account, n);
            if (takesPart(position, asset)) {
                count++;
                profit += profit(position);
            }
        }
        profits[asset] = 0;
        if (count == 0) {
            return 0;
        }
        final boolean isBearable = Math.abs(exposures.balance(exposure) + profit) <= Bounds.MAX_AMOUNT;
        for (int n = 0; n < accounts.positionCount(account); n++) {
            final int position = accounts.position(account, n);
            if (takesPart(position, asset)) {
                settlePosition(position, exposure, isBearable);
            }
        }
        if (isBearable) {
            profits[asset] = profit;
            cycle.settled(count, profit);
            events.settled(cycle.number(), accounts.id(account), asset, profit, exposures.balance(exposure));
        } else {
            cycle.leftOut(count);
        }
        return count;
    }

    private boolean takesPart(final int position, final int asset) {
        final int instrument = positions.instrument(position);
        return cycle.mark(instrument) > 0 && stores.listings().instrument(instrument).settlementAsset() == asset;
    }

    private long profit(final int position) {
        final int instrument = positions.instrument(position);
        return stores.listings().instrument(instrument).notional(positions.quantity(position), cycle.mark(instrument))
                - positions.entryValue(position);
    }

    private void settlePosition(final int position, final int exposure, final boolean isBearable) {
        final int instrument = positions.instrument(position);
        final long profit = profit(position);
        if (isBearable) {
            cycle.paid(instrument, profit);
            stores.ledger().settleProfit(position, exposure, stores.listings().instrument(instrument), profit);
        } else {
            cycle.left(instrument, profit);
        }
    }

    // ---------------------------------------------------------------- outside

    private void instruct(final int account) {
        keeper.settleFunding(account);
        for (int asset = nextAsset(account, -1); asset >= 0; asset = nextAsset(account, asset)) {
            final long balance = exposures.balance(accounts.findExposure(account, asset));
            if (!stores.instructions().hasRoom(account)) {
                return;
            }
            if (balance < 0) {
                // What losses have left beyond what one instruction may say is left to the next cycle.
                make(account, asset, InstructionKind.COLLECT,
                        Math.min(-balance - collected(account, asset), Bounds.MAX_AMOUNT));
            } else {
                final long due = Math.min(profits[asset], balance);
                final long most = rule.most(account, asset, due);
                cost += Math.max(0, rule.checks() - 1);
                make(account, asset, InstructionKind.PAY, most);
            }
        }
    }

    /** What open instructions collect already. */
    private long collected(final int account, final int asset) {
        long sum = 0;
        int record = accounts.firstInstruction(account);
        while (record != InstructionStore.NONE) {
            final boolean isCollected = !stores.instructions().isHeld(record)
                    && stores.instructions().asset(record) == asset;
            sum += isCollected ? stores.instructions().amount(record) : 0;
            record = stores.instructions().olderOfAccount(record);
        }
        return sum;
    }

    private void make(final int account, final int asset, final InstructionKind kind, final long amount) {
        if (amount <= 0) {
            return;
        }
        instructionDesk.make(account, asset, kind, amount, cycle.number(), 0);
        cycle.instructed(stores.instructions().lastId(), accounts.id(account), asset, kind, amount);
        if (kind == InstructionKind.PAY) {
            keeper.settle(account, true);
        }
    }
}
