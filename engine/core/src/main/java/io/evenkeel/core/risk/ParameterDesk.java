package io.evenkeel.core.risk;

import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.adoption.Adoption;
import io.evenkeel.core.adoption.MovedInstruments;
import io.evenkeel.core.adoption.TermsBook;
import io.evenkeel.core.adoption.TermsChange;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.PriceUpdate;
import io.evenkeel.core.listing.Adopted;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.CollateralTerms;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.MarginTiers;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.liquidation.DeleveragingPhase;
import io.evenkeel.core.output.MarketEvents;
import io.evenkeel.core.trigger.TriggerTask;

/**
 * Brings changed terms, and new ceilings of funding, to accounts (SPEC 9). What asks nobody for more is judged by at
 * once. Anything else is adopted account by account, in order of account id, by a cursor that timers move, and each
 * account is evaluated as it adopts; so no command ever looks at all holders. One change is under way at a time; the
 * others wait, first in, first out, however many there are: none of them makes a log entry do more than its part.
 *
 * <p>How positions and collateral are sold takes its place among prices too, and holds from there on (see {@link
 * SaleTermsDesk}). Allocates where terms change; the cursor does not.
 */
final class ParameterDesk {
    /** Accounts that adopt at one timer, for each evaluation of a slice. */
    private static final int ACCOUNTS_PER_EVALUATION = 4;
    /** Changes that begin with one log entry: those that ask nobody for more are over as they begin. */
    private static final int MOST_BEGUN = 64;

    private final RiskStores stores;
    private final TriggerTask task;
    private final AccountKeeper keeper;
    private final SaleTermsDesk saleTermsDesk;
    private final MarketEvents events;
    private final Adoption adoption;
    private final TermsBook terms;
    private final MovedInstruments moved;
    private final int accountsPerTimer;
    private final PriceUpdate update = new PriceUpdate();

    ParameterDesk(
            final RiskStores stores,
            final TriggerTask task,
            final AccountKeeper keeper,
            final SaleTermsDesk saleTermsDesk,
            final MarketEvents events,
            final int sliceEvaluations) {
        this.stores = stores;
        this.task = task;
        this.keeper = keeper;
        this.saleTermsDesk = saleTermsDesk;
        this.events = events;
        adoption = stores.adoption();
        terms = stores.termsBook();
        moved = new MovedInstruments(stores.listings().maxInstruments());
        accountsPerTimer = (int) Math.min(Integer.MAX_VALUE, (long) ACCOUNTS_PER_EVALUATION * sliceEvaluations);
    }

    /** Takes up a sound change, which takes its place behind price updates that wait. {@return whether it waits} */
    boolean submit(final CommandSlot slot) {
        terms.submitted().add(new TermsChange(slot.bytes(), 0, slot.length(), slot.logPosition()));
        update.makeTerms();
        return task.submit(update, slot.logPosition(), slot.timeMs());
    }

    /** The change submitted first has come to its place among price updates. */
    void onTermsReached() {
        final TermsChange change = terms.submitted().remove(0);
        if (change.isAdopted()) {
            terms.waiting().add(change);
            beginNext(1);
        } else {
            saleTermsDesk.apply(change);
        }
    }

    /** Takes note that an instrument's price moved, or its funding, or that the latter was put off. */
    void onMoved(final int instrument) {
        moved.add(instrument);
    }

    /**
     * Moves the cursor, and begins what wants to begin. Where adopting may breach, prices come first: an account that
     * adopted before a price of an earlier command took effect would be judged for that command by the new terms.
     *
     * @param isTaskUnderWay whether prices had work left to do when the timer came.
     */
    void onTimer(final boolean isTaskUnderWay) {
        if (!isTaskUnderWay || !adoption.isJudged()) {
            moveCursor();
        }
        if (!task.isRunning()) {
            beginNext(MOST_BEGUN);
            beginCeilings();
        }
        if (!adoption.isActive() && !task.isRunning()) {
            applyDeferredFunding();
        }
    }

    // ---------------------------------------------------------------- beginning

    private void beginNext(final int most) {
        for (int begun = 0; begun < most && !adoption.isActive() && isNextToBegin(); begun++) {
            final TermsChange change = terms.waiting().remove(0);
            terms.begin(change);
            if (change.kind() == PricedKind.INSTRUMENT) {
                begin(change, stores.listings().instrument(change.priced()));
            } else {
                begin(change, stores.listings().asset(change.priced()));
            }
        }
    }

    /**
     * What holds for all at once would change the equity by which a deleveraging ranks holders that it has yet to
     * gather; other terms of assets are adopted account by account, each gathered first.
     */
    private boolean isNextToBegin() {
        if (terms.waiting().isEmpty()) {
            return false;
        }
        final TermsChange change = terms.waiting().get(0);
        return change.kind() == PricedKind.INSTRUMENT
                || stores.deleveraging().phase() != DeleveragingPhase.GATHERING
                || isJudged(change.collateralTerms(), stores.listings().asset(change.priced()));
    }

    /** Whether terms may leave somebody less, so that accounts adopt them one by one. */
    private static boolean isJudged(final CollateralTerms wanted, final Asset asset) {
        return !wanted.isNowhereBelow(asset.terms().latest());
    }

    private void begin(final TermsChange change, final Instrument instrument) {
        final MarginTiers tiers = change.marginTiers();
        final boolean isJudged = !tiers.isNowhereAbove(instrument.tiers().latest());
        instrument.tiers().begin(tiers, !isJudged);
        instrument.followLowestMaintenance();
        adoption.begin(PricedKind.INSTRUMENT, instrument.id(), isJudged);
        events.parametersChanged(change, isJudged ? BooleanType.NO : BooleanType.YES);
    }

    /** Corners hold no terms of assets, so what leaves nobody less needs no adoption. */
    private void begin(final TermsChange change, final Asset asset) {
        final CollateralTerms collateral = change.collateralTerms();
        final boolean isJudged = isJudged(collateral, asset);
        asset.terms().begin(collateral, !isJudged);
        if (isJudged) {
            adoption.begin(PricedKind.ASSET, asset.id(), true);
            events.parametersChanged(change, BooleanType.NO);
        } else {
            asset.terms().complete();
            terms.complete(PricedKind.ASSET, asset.id());
            events.parametersChanged(change, BooleanType.YES);
        }
    }

    private void beginCeilings() {
        for (int id = nextMoved(0); id != MovedInstruments.NONE && !adoption.isActive(); id = nextMoved(id + 1)) {
            final Instrument instrument = stores.listings().instrument(id);
            if (instrument.funding().wantsNewCeilings(instrument.mark())) {
                instrument.funding().setCeilings(instrument.mark());
                adoption.beginCeilings(id);
            } else if (!instrument.funding().pending().isThere()) {
                moved.remove(id);
            }
        }
    }

    /** What was put off while the price allowed funding waits until it does again. */
    private void applyDeferredFunding() {
        for (int id = nextMoved(0); id != MovedInstruments.NONE && !task.isRunning(); id = nextMoved(id + 1)) {
            final Instrument instrument = stores.listings().instrument(id);
            if (instrument.funding().pending().isThere()
                    && instrument.funding().isWithinCeilings()
                    && PricedState.allowsFunding(instrument.state())) {
                task.applyDeferredFunding(id, stores.events().logPosition(), stores.events().timeMs());
            }
        }
    }

    private int nextMoved(final int from) {
        return moved.next(from, stores.listings().instrumentCount());
    }

    // ---------------------------------------------------------------- the cursor

    private void moveCursor() {
        if (!adoption.isActive()) {
            return;
        }
        final int size = stores.accounts().order().size();
        final int from = stores.walk().start(adoption.cursor());
        final int to = (int) Math.min(size, (long) from + accountsPerTimer);
        for (int rank = from; rank < to; rank++) {
            adopt(stores.walk().account(rank));
        }
        if (to == size) {
            complete();
        }
    }

    private void adopt(final int account) {
        keeper.touch(account);
        final long id = stores.accounts().id(account);
        final boolean isDone = !adoption.isJudged()
                && stores.accounts().marks().adoptionEpoch(account) == adoption.epoch();
        adoption.advance(id);
        if (adoption.isJudged()) {
            adopted().advance(id);
        }
        if (!isDone && stores.accounts().isCertified(account)) {
            keeper.settle(account, false);
        }
    }

    private Adopted<?> adopted() {
        return adoption.kind() == PricedKind.INSTRUMENT
                ? stores.listings().instrument(adoption.priced()).tiers()
                : stores.listings().asset(adoption.priced()).terms();
    }

    private void complete() {
        if (adoption.isOfCeilings()) {
            stores.listings().instrument(adoption.priced()).funding().settleCeilings();
        } else {
            completeTerms();
        }
        adoption.complete();
    }

    private void completeTerms() {
        adopted().complete();
        if (adoption.kind() == PricedKind.INSTRUMENT) {
            stores.listings().instrument(adoption.priced()).followLowestMaintenance();
        }
        final TermsChange change = terms.complete(adoption.kind(), adoption.priced());
        if (adoption.isJudged()) {
            events.parametersChanged(change, BooleanType.YES);
        }
    }
}
