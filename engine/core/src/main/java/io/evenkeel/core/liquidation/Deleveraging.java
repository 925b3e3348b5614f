package io.evenkeel.core.liquidation;

import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.listing.FrozenPrices;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.Listings;
import io.evenkeel.core.margin.AccountView;
import io.evenkeel.core.margin.MarginState;
import io.evenkeel.core.store.Mixing;

/**
 * The deleveraging under way, one at a time (SPEC 6, step 4). Holders of the opposite side are gathered by a cursor
 * over accounts; one that is about to change before the cursor comes is looked at first. So the plan is what a scan of
 * all accounts would have found when it began, at the prices of that moment, however it is cut into slices. Owned by
 * Risk; no allocation after construction.
 */
public final class Deleveraging {
    private final Listings listings;
    private final AccountStore accounts;
    private final PositionStore positions;
    private final AccountView view;
    private final DeleveragingPlan plan;
    private final FrozenPrices prices;
    private final MarginState margin = new MarginState();
    private final Int128 zero = new Int128();
    private DeleveragingPhase phase = DeleveragingPhase.NONE;
    private long number;
    private long liquidation;
    private int instrument;
    private boolean isLong;
    private int owner;
    private long price;
    private long cursorId;

    /** Makes one over Risk's stores, with a view of its own. */
    public Deleveraging(
            final Listings listings,
            final AccountStore accounts,
            final PositionStore positions,
            final int mostAccounts) {
        this.listings = listings;
        this.accounts = accounts;
        this.positions = positions;
        view = new AccountView(listings, accounts, positions);
        plan = new DeleveragingPlan(mostAccounts);
        prices = new FrozenPrices(listings.maxAssets(), listings.maxInstruments());
    }

    /** {@return how far it has come} */
    public DeleveragingPhase phase() {
        return phase;
    }

    /** {@return who closes how much} */
    public DeleveragingPlan plan() {
        return plan;
    }

    /** {@return the prices it goes by} */
    public FrozenPrices prices() {
        return prices;
    }

    /** {@return how many there were, this one included} */
    public long number() {
        return number;
    }

    /** {@return liquidation id} */
    public long liquidation() {
        return liquidation;
    }

    /** {@return what is closed} */
    public int instrument() {
        return instrument;
    }

    /** {@return whether the account in liquidation is long} */
    public boolean isLong() {
        return isLong;
    }

    /** {@return price at which the opposite side closes} */
    public long price() {
        return price;
    }

    /** {@return account id up to which holders were gathered} */
    public long cursorId() {
        return cursorId;
    }

    /** Begins one: plan and marks are frozen as they are now. */
    public void begin(
            final long ofLiquidation,
            final int ofOwner,
            final Instrument traded,
            final boolean ofLong,
            final long atPrice) {
        number++;
        phase = DeleveragingPhase.GATHERING;
        liquidation = ofLiquidation;
        owner = ofOwner;
        instrument = traded.id();
        isLong = ofLong;
        price = atPrice;
        cursorId = 0;
        prices.freeze(listings);
        plan.begin(traded.liquidationTerms().adl());
    }

    /** Moves the cursor to an account, which is gathered. */
    public void gatherNext(final int account) {
        if (isDue(account)) {
            addIfAsked(account);
        }
        cursorId = accounts.id(account);
    }

    /** Looks at an account that is about to change, if the cursor has yet to come to it. */
    public void gather(final int account) {
        if (isDue(account) && !addIfAsked(account)) {
            passOver(account);
        }
    }

    private boolean addIfAsked(final int account) {
        final int position = accounts.findPosition(account, instrument);
        final boolean isAsked = isAsked(account, position);
        if (isAsked) {
            addHolder(account, position);
        }
        return isAsked;
    }

    /** An account leaves its liquidation, in which it was when the deleveraging began: it is not asked. */
    public void passOver(final int account) {
        if (isDue(account)) {
            final long id = accounts.id(account);
            accounts.marks().deleveraging(account, (int) number);
            plan.add(id, 0, 0, 0, zero, zero);
        }
    }

    /** {@return whether an account that may be asked has yet to be looked at} */
    public boolean isDue(final int account) {
        return phase == DeleveragingPhase.GATHERING
                && !accounts.isExempt(account)
                && accounts.id(account) > cursorId
                && accounts.marks().deleveraging(account) != (int) number;
    }

    private boolean isAsked(final int account, final int position) {
        return position != PositionStore.NONE
                && positions.quantity(position) > 0 != isLong
                && accounts.owner(account) != owner
                && !AccountPhase.isFrozen(accounts.phase(account));
    }

    private void addHolder(final int account, final int position) {
        final Instrument traded = listings.instrument(instrument);
        final long quantity = positions.quantity(position);
        final long cost = positions.entryCost(position);
        final boolean isRanked = plan.policy() == AdlPolicy.QUEUE;
        if (isRanked) {
            margin.compute(view.load(account).freeze(prices));
        }
        accounts.marks().deleveraging(account, (int) number);
        plan.add(
                accounts.id(account),
                Math.abs(quantity) / traded.lot(),
                traded.notional(quantity, prices.mark(instrument)) - cost,
                cost,
                isRanked ? margin.notional() : zero,
                isRanked ? margin.equity() : zero);
    }

    /** {@return whether it is under way, and of this liquidation} */
    public boolean isOf(final long liquidationId) {
        return phase != DeleveragingPhase.NONE && liquidation == liquidationId;
    }

    /** Shares out what is needed over those who are left. {@return false if nobody is} */
    public boolean beginRound(final long lots) {
        phase = DeleveragingPhase.ORDERING;
        return plan.beginRound(lots);
    }

    /** Puts an entry of the round in order. */
    public void orderNext() {
        if (!plan.orderNext()) {
            phase = DeleveragingPhase.TAKING;
        }
    }

    /** It is over, or there is no need for it any more. */
    public void end() {
        phase = DeleveragingPhase.NONE;
        prices.clear();
        plan.begin(plan.policy());
    }

    /** Goes on where a snapshot says. */
    public void restore(
            final DeleveragingPhase restored,
            final long count,
            final long ofLiquidation,
            final int ofOwner,
            final int ofInstrument,
            final boolean ofLong,
            final long atPrice,
            final long cursor) {
        phase = restored;
        number = count;
        liquidation = ofLiquidation;
        owner = ofOwner;
        instrument = ofInstrument;
        isLong = ofLong;
        price = atPrice;
        cursorId = cursor;
    }

    /** Takes note of an account in the plan that a snapshot brought. */
    public void restoreHolder(final int account) {
        accounts.marks().deleveraging(account, (int) number);
    }

    /** {@return canonical hash} */
    public long stateHash() {
        if (phase == DeleveragingPhase.NONE) {
            return number;
        }
        long hash = Mixing.chain(number, phase.code());
        hash = Mixing.chain(hash, liquidation);
        hash = Mixing.chain(hash, instrument);
        hash = Mixing.chain(hash, isLong ? 1 : 0);
        hash = Mixing.chain(hash, price);
        hash = Mixing.chain(hash, cursorId);
        hash = Mixing.chain(hash, prices.stateHash());
        return Mixing.chain(hash, plan.stateHash());
    }
}
