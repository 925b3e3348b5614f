package io.evenkeel.core.risk;

import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.ledger.WallFields;
import io.evenkeel.core.ledger.WallMemory;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.Listings;
import io.evenkeel.core.store.Mixing;
import io.evenkeel.core.trigger.TriggerTask;

/**
 * The canonical hash of Risk's state. Accounts, with their positions, exposures and walls, are summed, so that
 * neither the order in which they came nor the records they lie in matters; the order of walls in a bucket does,
 * since a task follows it.
 */
final class RiskHash {
    private final RiskStores stores;
    private final TriggerTask task;
    private final MarketCloser closer;
    private final AccountStore accounts;
    private final PositionStore positions;
    private final ExposureStore exposures;
    private final WholeWalk walk;
    private final WholeWalk.Visitor accountAdder = this::add;
    private final Int128 requirement = new Int128();
    private long sum;

    RiskHash(
            final RiskStores stores, final TriggerTask task, final MarketCloser closer, final WholeWalk walk) {
        this.closer = closer;
        this.walk = walk;
        this.stores = stores;
        this.task = task;
        accounts = stores.accounts();
        positions = stores.positions();
        exposures = accounts.exposures();
    }

    long compute() {
        sum = 0;
        walk.forEach(accountAdder);
        long hash = Mixing.chain(sum, accounts.size());
        hash = Mixing.chain(hash, ofListings());
        hash = Mixing.chain(hash, stores.house().stateHash());
        hash = Mixing.chain(hash, stores.adoption().stateHash());
        hash = Mixing.chain(hash, stores.termsBook().stateHash());
        hash = Mixing.chain(hash, task.stateHash());
        hash = Mixing.chain(hash, closer.stateHash());
        hash = Mixing.chain(hash, stores.liquidations().stateHash());
        hash = Mixing.chain(hash, stores.liquidations().rounds().cursorId());
        hash = Mixing.chain(hash, stores.liquidations().rounds().lastId());
        hash = Mixing.chain(hash, stores.deleveraging().stateHash());
        hash = Mixing.chain(hash, stores.liquidationDesk().backstops().stateHash());
        hash = Mixing.chain(hash, stores.insurance().stateHash());
        hash = Mixing.chain(hash, stores.instructions().stateHash());
        hash = Mixing.chain(hash, stores.instructions().rounds().cursorId());
        hash = Mixing.chain(hash, stores.instructions().rounds().lastId());
        hash = Mixing.chain(hash, stores.terms().stateHash());
        hash = Mixing.chain(hash, stores.cycle().stateHash());
        hash = Mixing.chain(hash, stores.answers().stateHash());
        hash = Mixing.chain(hash, stores.tradeIds().stateHash());
        hash = Mixing.chain(hash, stores.reservations().stateHash());
        hash = Mixing.chain(hash, stores.statusNotices().stateHash());
        return Mixing.chain(hash, stores.references().stateHash());
    }

    private void add(final int account) {
        sum += ofAccount(account);
    }

    private long ofAccount(final int account) {
        final boolean isCertified = accounts.isCertified(account);
        long parts = 0;
        for (int n = 0; n < accounts.positionCount(account); n++) {
            parts += ofPosition(accounts.position(account, n), isCertified);
        }
        int exposure = accounts.firstExposure(account);
        while (exposure != ExposureStore.NONE) {
            parts += ofExposure(exposure, isCertified);
            exposure = accounts.nextExposure(account, exposure);
        }
        long hash = Mixing.chain(accounts.id(account), parts);
        hash = Mixing.chain(hash, accounts.owner(account));
        hash = Mixing.chain(hash, accounts.kind(account).value());
        hash = Mixing.chain(hash, accounts.leverage(account));
        hash = Mixing.chain(hash, accounts.terms().stateHash(account));
        hash = Mixing.chain(hash, accounts.phase(account));
        hash = Mixing.chain(hash, ofMarks(account));
        if (isCertified && accounts.firstExposure(account) != ExposureStore.NONE) {
            hash = Mixing.chain(hash, exposures.sharedHealthBits(accounts.firstExposure(account)));
        }
        hash = Mixing.chain(hash, accounts.breachPosition(account));
        hash = Mixing.chain(hash, accounts.breachTimeMs(account));
        return isSettledEarly(account) ? Mixing.chain(hash, 1) : hash;
    }

    /** Whether the running settlement cycle has settled an account before its cursor came to it. */
    private boolean isSettledEarly(final int account) {
        return stores.cycle().isRunning()
                && accounts.id(account) > stores.cycle().cursorId()
                && stores.cycle().isSettled(accounts, account);
    }

    /** A thin account: whether it is due, and who comes before it. Adoption counts only for the change under way. */
    private long ofMarks(final int account) {
        final boolean hasAdopted = stores.adoption().isActive()
                && accounts.marks().adoptionEpoch(account) == stores.adoption().epoch();
        if (!accounts.marks().isThin(account)) {
            return hasAdopted ? 1 : 0;
        }
        final int previousPlusOne = accounts.marks().thinPreviousPlusOne(account);
        final long previous = previousPlusOne == 0 ? 0 : accounts.id(previousPlusOne - 1);
        return Mixing.chain(Mixing.chain(previous, stores.thinAccounts().isDue(account) ? 3 : 2), hasAdopted ? 1 : 0);
    }

    private long ofPosition(final int position, final boolean isCertified) {
        long hash = Mixing.chain(positions.instrument(position), positions.quantity(position));
        hash = Mixing.chain(hash, positions.entryValue(position));
        hash = Mixing.chain(hash, positions.entryCost(position));
        hash = Mixing.chain(hash, positions.fundingMark(position));
        hash = Mixing.chain(hash, positions.fundingCarry(position));
        return isCertified ? Mixing.chain(hash, ofWall(positions, position)) : hash;
    }

    private long ofExposure(final int exposure, final boolean isCertified) {
        long hash = Mixing.chain(exposures.asset(exposure), exposures.balance(exposure));
        hash = Mixing.chain(hash, 2L * exposures.lastClosed(exposure) + (exposures.wasLong(exposure) ? 1 : 0));
        if (isCertified) {
            hash = Mixing.chain(hash, exposures.cornerEffective(exposure));
            exposures.cornerRequirement(exposure, requirement);
            hash = Mixing.chain(hash, requirement.high());
            hash = Mixing.chain(hash, requirement.low());
            hash = Mixing.chain(hash, ofWall(exposures, exposure));
        }
        return hash;
    }

    /** A wall: where it stands, and whose wall comes before it in its bucket. */
    private long ofWall(final WallMemory memory, final int entry) {
        final long address = memory.address(entry);
        final long hash = Mixing.chain(WallFields.trigger(address), WallFields.linkState(address));
        if (WallFields.linkState(address) == WallFields.UNLINKED) {
            return hash;
        }
        final int previousPlusOne = WallFields.previousPlusOne(address);
        return Mixing.chain(
                hash,
                previousPlusOne == 0 ? 0 : accounts.id(WallFields.account(memory.address(previousPlusOne - 1))));
    }

    private long ofListings() {
        final Listings listings = stores.listings();
        long hash = 0;
        for (int i = 0; i < listings.assetCount(); i++) {
            final Asset asset = listings.asset(i);
            hash = Mixing.chain(hash, asset.price());
            hash = Mixing.chain(hash, asset.index());
            hash = Mixing.chain(hash, asset.state().value());
            hash = Mixing.chain(hash, asset.termsHash());
            hash = Mixing.chain(hash, stores.ladders().ofAsset(i).widthShift());
        }
        for (int i = 0; i < listings.instrumentCount(); i++) {
            final Instrument instrument = listings.instrument(i);
            hash = Mixing.chain(hash, instrument.mark());
            hash = Mixing.chain(hash, instrument.index());
            hash = Mixing.chain(hash, instrument.state().value());
            hash = Mixing.chain(hash, instrument.openInterest());
            hash = Mixing.chain(hash, instrument.largestQuantity());
            hash = Mixing.chain(hash, instrument.orderTermsHash());
            hash = Mixing.chain(hash, instrument.life().stateHash());
            hash = Mixing.chain(hash, stores.ladders().ofInstrument(i).widthShift());
            hash = Mixing.chain(hash, instrument.funding().stateHash());
        }
        return hash;
    }
}
