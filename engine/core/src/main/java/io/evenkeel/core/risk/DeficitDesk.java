package io.evenkeel.core.risk;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.command.PriceUpdate;
import io.evenkeel.core.funding.Deficit;
import io.evenkeel.core.funding.Funding;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.HouseAccounts;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.output.DeficitEvents;
import io.evenkeel.core.trigger.TriggerTask;

/**
 * Socialises what is missing in a market (SPEC 6, step 5). SOCIALISED pays it at once and is negative by that much.
 * Then each unit held on the opposite side is charged, and on the own side what is beyond the cap there, through the
 * side's cumulative funding index: FUNDING pays SOCIALISED, and holders repay FUNDING as they are touched. That is O(1)
 * but for a look at each exempt account, whose positions are not charged: their funding marks move along.
 *
 * <p>What is charged at a time leaves accounts within the ceilings that their boxes are certified for; the rest waits
 * until a cursor has raised these. Where holders leave meanwhile those who stay are charged no more than the cap: the
 * other side is, as far as its own goes. What is beyond the cap on both sides, or has no holders, stays in SOCIALISED:
 * when the rest is charged the market is halted, until insurance income has covered it. No allocation.
 */
final class DeficitDesk {
    private final RiskStores stores;
    private final TriggerTask task;
    private final DeficitEvents events;
    private final PriceUpdate held = new PriceUpdate();
    private ParameterDesk parameterDesk;
    /** Markets in which something is missing; counted anew from a snapshot. */
    private int deficits;

    DeficitDesk(final RiskStores stores, final TriggerTask task) {
        this.stores = stores;
        this.task = task;
        events = new DeficitEvents(stores.events());
    }

    /** Says who raises ceilings of funding: it is told whenever they may have to be. */
    void raiseCeilingsBy(final ParameterDesk desk) {
        parameterDesk = desk;
    }

    /**
     * {@return whether an account has to wait with withdrawals: something is missing in its pools} These are MAIN, and
     * those of the markets in which it holds positions. A price that is held back alone is not missing.
     */
    boolean holdsBack(final int account) {
        boolean isHeldBack = false;
        for (int pool = 0; mayBeShort() && !isHeldBack && pool < Bounds.MAX_POOLS; pool++) {
            isHeldBack = isAnyOpen(pool) && isConcerned(account, pool);
        }
        return isHeldBack;
    }

    /** Whether anything may be missing anywhere: deficits are, and pools that took positions may have lost by them. */
    private boolean mayBeShort() {
        return deficits > 0 || stores.accounts().poolCount() > 0;
    }

    private boolean isConcerned(final int account, final int pool) {
        boolean isHolder = pool == HouseAccounts.MAIN_POOL;
        for (int n = 0; !isHolder && n < stores.accounts().positionCount(account); n++) {
            final int position = stores.accounts().position(account, n);
            isHolder = stores.listings().instrument(stores.positions().instrument(position)).pool() == pool;
        }
        return isHolder;
    }

    /** {@return whether something is missing in a market of a pool, or the pool has lost more than it had} */
    boolean isAnyOpen(final int pool) {
        for (int asset = 0; stores.accounts().poolCount() > 0 && asset < stores.listings().assetCount(); asset++) {
            if (stores.insurance().balance(pool, asset) < 0) {
                return true;
            }
        }
        for (int id = 0; deficits > 0 && id < stores.listings().instrumentCount(); id++) {
            final Instrument instrument = stores.listings().instrument(id);
            if (instrument.pool() == pool && instrument.funding().deficit().isMissing()) {
                return true;
            }
        }
        return false;
    }

    /** Takes note of a market whose deficit a snapshot brought. */
    void restored(final Instrument instrument) {
        deficits += instrument.funding().deficit().isNone() ? 0 : 1;
    }

    // ---------------------------------------------------------------- sharing out

    /**
     * Shares out what SOCIALISED has paid for an account in liquidation that owes it, or for a pool.
     *
     * @param liquidation 0 for a pool, which has closed a position that it took.
     * @param isLong      whether the account was long.
     */
    void take(
            final long liquidation,
            final long account,
            final Instrument instrument,
            final boolean isLong,
            final long amount) {
        take(liquidation, account, instrument, isLong, amount, 0, 0, 0);
    }

    /** Shares out what SOCIALISED has paid where the pool took a position at mark, and not at its bankruptcy price. */
    void takeRest(
            final long liquidation,
            final long account,
            final Instrument instrument,
            final boolean isLong,
            final long amount,
            final long bankruptcyPrice,
            final long quantity) {
        take(liquidation, account, instrument, isLong, amount, instrument.mark(), bankruptcyPrice, quantity);
    }

    private void take(
            final long liquidation,
            final long account,
            final Instrument instrument,
            final boolean isLong,
            final long amount,
            final long mark,
            final long bankruptcyPrice,
            final long quantity) {
        final Deficit deficit = instrument.funding().deficit();
        deficits += deficit.isNone() ? 1 : 0;
        grant(instrument, true, amount);
        grant(instrument, false, amount);
        final long fromOpposite = Math.min(amount, mostFrom(instrument, !isLong));
        final long fromOwn = Math.min(amount - fromOpposite, mostFrom(instrument, isLong));
        final long left = amount - fromOpposite - fromOwn;
        final long fromLongs = isLong ? fromOwn : fromOpposite;
        deficit.add(fromLongs, amount - left - fromLongs, left);
        parameterDesk.onMoved(instrument.id());
        events.taken(
                liquidation,
                account,
                instrument.id(),
                amount,
                fromLongs,
                amount - left - fromLongs,
                left,
                mark,
                bankruptcyPrice,
                quantity,
                liquidation == 0 ? 0 : stores.accounts().breachPosition(stores.accounts().find(account)));
    }

    /**
     * While nothing else is charged a unit may pay as much as the cap. What comes on top of that adds no more than it
     * takes to pay it, or many small events would let those who stay pay for all who leave.
     */
    private void grant(final Instrument instrument, final boolean isLong, final long amount) {
        final Funding funding = instrument.funding();
        final long whole = instrument.mark() * funding.scale();
        final long cap = Math.max(1, Int128.mulDivFloor(whole, socialCapPpm(instrument), Bounds.PPM));
        final long units = units(instrument, isLong);
        final boolean isAlone = !funding.deficit().isCharging();
        final long needed = units == 0 ? 0 : stepFor(amount, funding, units);
        funding.deficit().grant(isLong, isAlone ? cap : Math.min(cap, needed), whole);
    }

    /** Most that an event from now on charges each unit of either side, of mark. */
    private static long socialCapPpm(final Instrument instrument) {
        return instrument.liquidationTerms().socialCapPpm();
    }

    /** Nothing once the price is final: positions are closed one after another, and the rest does not sum to zero. */
    private long mostFrom(final Instrument instrument, final boolean isLong) {
        if (!instrument.life().isOpen()) {
            return 0;
        }
        final long held = chargeable(instrument, isLong);
        final long most = Int128.mulDivFloor(
                instrument.notional(held, instrument.mark()), socialCapPpm(instrument), Bounds.PPM);
        return Math.min(most, roomOf(instrument, isLong));
    }

    /** What a side may be charged beyond what it is to be charged already. */
    private long roomOf(final Instrument instrument, final boolean isLong) {
        final Funding funding = instrument.funding();
        final long all = Int128.mulDivFloor(
                funding.deficit().room(isLong), units(instrument, isLong), funding.scale());
        return Math.max(0, all - funding.deficit().of(isLong));
    }

    /** What a side is charged for a mantissa of price, settlement units. */
    private long units(final Instrument instrument, final boolean isLong) {
        return instrument.unitsPerMantissa(chargeable(instrument, isLong));
    }

    /** Rounded up, so that what all holders owe is never less than what FUNDING pays. */
    private static long stepFor(final long amount, final Funding funding, final long units) {
        return Int128.mulDivCeil(amount, funding.scale(), units);
    }

    /** What a side holds, exempt accounts left out: quantities sum to zero, so both sides hold the open interest. */
    private long chargeable(final Instrument instrument, final boolean isLong) {
        long held = instrument.openInterest();
        for (int n = 0; n < stores.accounts().exemptCount(); n++) {
            final int position = exemptPosition(n, instrument, isLong);
            held -= position == PositionStore.NONE ? 0 : Math.abs(stores.positions().quantity(position));
        }
        return held;
    }

    /** The n-th exempt account's position on a side, or {@link PositionStore#NONE}. */
    private int exemptPosition(final int n, final Instrument instrument, final boolean isLong) {
        final AccountStore accounts = stores.accounts();
        final int position = accounts.findPosition(accounts.exempt(n), instrument.id());
        return position != PositionStore.NONE && stores.positions().quantity(position) > 0 == isLong
                ? position
                : PositionStore.NONE;
    }

    /** The price in force comes again, and is held back from now on: the market is halted. */
    private void halt(final Instrument instrument) {
        instrument.funding().deficit().holdBack(instrument.index(), instrument.mark(), instrument.state());
        submit(instrument, instrument.index(), instrument.mark(), instrument.state());
    }

    /** What was held back takes effect. */
    private void resume(final Instrument instrument) {
        final Deficit deficit = instrument.funding().deficit();
        final long index = deficit.heldIndex();
        final long mark = deficit.heldMark();
        final PriceState state = deficit.heldState();
        deficit.holdBack(0, 0, PriceState.NONE);
        deficits -= deficit.isNone() ? 1 : 0;
        if (instrument.life().isOpen()) {
            submit(instrument, index, mark, state);
        }
    }

    private void submit(final Instrument instrument, final long index, final long mark, final PriceState state) {
        held.set(
                PricedKind.INSTRUMENT, instrument.id(), index, mark, state, 0, instrument.staleFavour().nextPpm());
        task.submit(held, stores.events().logPosition(), stores.events().timeMs());
    }

    // ---------------------------------------------------------------- charging

    /**
     * Charges what can be charged now, halts markets and lets them go on. Prices come first: as long as they have work
     * left to do nothing happens here, so that no price is held back or comes again behind a later one.
     */
    void runSlice() {
        for (int id = 0; deficits > 0 && id < stores.listings().instrumentCount(); id++) {
            final Instrument instrument = stores.listings().instrument(id);
            if (!instrument.funding().deficit().isNone()) {
                charge(instrument, true);
                charge(instrument, false);
                haltOrResume(instrument);
            }
        }
    }

    private void haltOrResume(final Instrument instrument) {
        final Deficit deficit = instrument.funding().deficit();
        if (task.isRunning()) {
            return;
        }
        if (deficit.wantsHalt() && instrument.life().isOpen()) {
            halt(instrument);
        } else if (deficit.isHalting() && deficit.open() == 0) {
            resume(instrument);
        }
    }

    private void charge(final Instrument instrument, final boolean isLong) {
        final Funding funding = instrument.funding();
        final long amount = funding.deficit().of(isLong);
        final boolean isOpen = instrument.life().isOpen();
        final boolean waits = isOpen && !PricedState.allowsLiquidation(instrument.state());
        if (amount == 0 || waits || task.isRunning()) {
            return;
        }
        final long units = units(instrument, isLong);
        final long room = funding.deficit().room(isLong);
        if (units == 0 || room == 0 || !isOpen) {
            giveUp(instrument, isLong, isOpen ? Math.min(amount, roomOf(instrument, !isLong)) : 0);
            return;
        }
        // 0 waits for new ceilings.
        final long wanted = Math.min(room, stepFor(amount, funding, units));
        final long step = Math.min(funding.mostCharge(isLong, instrument.mark()), wanted);
        if (step > 0 && funding.canBearCharge(isLong, step, largestUnits(instrument))) {
            charge(instrument, isLong, step, units);
        } else if (step > 0) {
            giveUp(instrument, isLong, 0);
        }
    }

    /** A side that cannot be charged any more: a part of what it was to pay goes to the other, the rest stays open. */
    private void giveUp(final Instrument instrument, final boolean isLong, final long toOther) {
        final long amount = instrument.funding().deficit().of(isLong);
        instrument.funding().deficit().giveUp(isLong, toOther);
        parameterDesk.onMoved(instrument.id());
        events.taken(
                0,
                0,
                instrument.id(),
                0,
                isLong ? -amount : toOther,
                isLong ? toOther : -amount,
                amount - toOther,
                0,
                0,
                0,
                0);
    }

    private static long largestUnits(final Instrument instrument) {
        return Math.abs(instrument.unitsPerMantissa(instrument.largestQuantity()));
    }

    private void charge(final Instrument instrument, final boolean isLong, final long step, final long units) {
        final Funding funding = instrument.funding();
        final long paid = Int128.mulDivFloor(step, units, funding.scale());
        final long amount = Math.min(paid, funding.deficit().of(isLong));
        final int asset = instrument.settlementAsset();
        stores.ledger().payHouse(HouseAccount.FUNDING, instrument.id(), HouseAccount.SOCIALISED, 0, asset, amount);
        stores.ledger().payHouse(
                HouseAccount.FUNDING,
                instrument.id(),
                HouseAccount.INSURANCE,
                instrument.pool(),
                asset,
                paid - amount);
        // Below one unit, so what leaves 64 bits on the way does not matter.
        funding.addDust(step * units - paid * funding.scale());
        funding.deficit().charged(isLong, step, amount);
        leaveOutExempt(instrument, isLong, step);
        parameterDesk.onMoved(instrument.id());
        task.charge(instrument, isLong, step, stores.events().logPosition(), stores.events().timeMs());
        events.charged(
                instrument, isLong, step, units / instrument.unitsPerMantissa(1), amount, paid - amount);
        deficits -= funding.deficit().isNone() ? 1 : 0;
        onIncome(instrument.pool(), asset, paid - amount);
    }

    private void leaveOutExempt(final Instrument instrument, final boolean isLong, final long step) {
        for (int n = 0; n < stores.accounts().exemptCount(); n++) {
            final int position = exemptPosition(n, instrument, isLong);
            if (position != PositionStore.NONE) {
                stores.positions().fund(
                        position,
                        stores.positions().fundingMark(position) + (isLong ? step : -step),
                        stores.positions().fundingCarry(position));
            }
        }
    }

    // ---------------------------------------------------------------- covering

    /**
     * Income of a pool, booked by now, covers first what the pool itself has lost beyond what it had, then what is open
     * in its markets: in order of instrument id.
     */
    void onIncome(final int pool, final int asset, final long amount) {
        long left = Math.min(amount, stores.insurance().balance(pool, asset));
        for (int id = 0; left > 0 && deficits > 0 && id < stores.listings().instrumentCount(); id++) {
            final Instrument instrument = stores.listings().instrument(id);
            final Deficit deficit = instrument.funding().deficit();
            final long covered = Math.min(left, deficit.open());
            if (covered > 0 && instrument.pool() == pool && instrument.settlementAsset() == asset) {
                left -= covered;
                deficit.covered(covered);
                stores.ledger().payHouse(
                        HouseAccount.INSURANCE,
                        pool,
                        HouseAccount.SOCIALISED,
                        0,
                        asset,
                        covered);
                deficits -= deficit.isNone() ? 1 : 0;
                events.covered(instrument, covered);
            }
        }
    }
}
