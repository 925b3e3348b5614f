package io.evenkeel.core.risk;

import static io.evenkeel.core.snapshot.Soundness.isRate;
import static io.evenkeel.core.snapshot.Soundness.require;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AccountStateDecoder;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.AdoptionStateDecoder;
import io.evenkeel.codecs.AnswerStateDecoder;
import io.evenkeel.codecs.BalanceStateDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.FundingStateDecoder;
import io.evenkeel.codecs.HouseBalanceStateDecoder;
import io.evenkeel.codecs.LiquidationStateDecoder;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.MarketBookStateDecoder;
import io.evenkeel.codecs.MarketClosingStateDecoder;
import io.evenkeel.codecs.MarketLifeStateDecoder;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.MarketStateDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PositionStateDecoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.QueuedUpdateStateDecoder;
import io.evenkeel.codecs.RecentIdStateDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetPriceTermsDecoder;
import io.evenkeel.codecs.Side;
import io.evenkeel.codecs.TermsStateDecoder;
import io.evenkeel.codecs.ThinStateDecoder;
import io.evenkeel.codecs.WallStateDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.command.PriceUpdate;
import io.evenkeel.core.command.UpdateType;
import io.evenkeel.core.funding.Accrual;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.ledger.WallFields;
import io.evenkeel.core.ledger.WallMemory;
import io.evenkeel.core.liquidation.LiquidationStore;
import io.evenkeel.core.listing.CollateralAuctionTerms;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.MarketLife;
import io.evenkeel.core.listing.SalePause;
import io.evenkeel.core.listing.StaleFavour;
import io.evenkeel.core.store.RecentIds;
import io.evenkeel.core.trigger.PriceLadder;
import io.evenkeel.core.trigger.TriggerTask;
import org.agrona.DirectBuffer;

/**
 * Takes up Risk's part of a snapshot, record by record, in the order in which it was written. What does not fit this
 * node's capacities, or cannot be, is an {@link IllegalStateException} that says why. Allocates.
 */
final class RiskSnapshotLoader {
    private final RiskStores stores;
    private final TriggerTask task;
    private final MarketCloser closer;
    private final ListingDesk listingDesk;
    private final TermsSnapshotLoader termsLoader;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MarketStateDecoder market = new MarketStateDecoder();
    private final MarketBookStateDecoder book = new MarketBookStateDecoder();
    private final HouseBalanceStateDecoder houseBalance = new HouseBalanceStateDecoder();
    private final AccountStateDecoder accountState = new AccountStateDecoder();
    private final BalanceStateDecoder balance = new BalanceStateDecoder();
    private final PositionStateDecoder position = new PositionStateDecoder();
    private final WallStateDecoder wall = new WallStateDecoder();
    private final MarketLifeStateDecoder life = new MarketLifeStateDecoder();
    private final MarketClosingStateDecoder closing = new MarketClosingStateDecoder();
    private final LiquidationStateDecoder liquidation = new LiquidationStateDecoder();
    private final AnswerStateDecoder answer = new AnswerStateDecoder();
    private final RecentIdStateDecoder recentId = new RecentIdStateDecoder();
    private final QueuedUpdateStateDecoder queued = new QueuedUpdateStateDecoder();
    private final OrderSnapshot orders;
    private int account = AccountStore.NONE;
    private int sharedHealthBits;

    RiskSnapshotLoader(
            final RiskStores stores,
            final TriggerTask task,
            final MarketCloser closer,
            final ListingDesk listingDesk) {
        this.stores = stores;
        this.closer = closer;
        this.task = task;
        this.listingDesk = listingDesk;
        orders = new OrderSnapshot(stores);
        termsLoader = new TermsSnapshotLoader(stores);
    }

    void loadListing(final DirectBuffer command, final int offset) {
        header.wrap(command, offset);
        if (header.templateId() == AddAssetDecoder.TEMPLATE_ID) {
            listingDesk.listAsset(command, offset);
        } else {
            listingDesk.listInstrument(command, offset);
        }
    }

    /** Takes up a record. {@return whether it is one of Risk's} */
    boolean load(final int templateId, final DirectBuffer buffer, final int offset) {
        switch (templateId) {
            case SetPriceTermsDecoder.TEMPLATE_ID -> listingDesk.takePriceTerms(buffer, offset);
            case MarketStateDecoder.TEMPLATE_ID -> loadMarket(buffer, offset);
            case MarketBookStateDecoder.TEMPLATE_ID -> loadDepth(buffer, offset);
            case FundingStateDecoder.TEMPLATE_ID -> termsLoader.loadFunding(buffer, offset);
            case AdoptionStateDecoder.TEMPLATE_ID -> termsLoader.loadAdoption(buffer, offset);
            case TermsStateDecoder.TEMPLATE_ID -> termsLoader.loadTerms(buffer, offset);
            case ThinStateDecoder.TEMPLATE_ID -> termsLoader.loadThin(buffer, offset);
            case HouseBalanceStateDecoder.TEMPLATE_ID -> loadHouseBalance(buffer, offset);
            case AccountStateDecoder.TEMPLATE_ID -> loadAccount(buffer, offset);
            case BalanceStateDecoder.TEMPLATE_ID -> loadBalance(buffer, offset);
            case PositionStateDecoder.TEMPLATE_ID -> loadPosition(buffer, offset);
            case WallStateDecoder.TEMPLATE_ID -> loadWall(buffer, offset);
            case LiquidationStateDecoder.TEMPLATE_ID -> loadLiquidation(buffer, offset);
            case AnswerStateDecoder.TEMPLATE_ID -> loadAnswer(buffer, offset);
            case RecentIdStateDecoder.TEMPLATE_ID -> loadRecentId(buffer, offset);
            case QueuedUpdateStateDecoder.TEMPLATE_ID -> loadQueued(buffer, offset);
            case MarketLifeStateDecoder.TEMPLATE_ID -> loadLife(buffer, offset);
            case MarketClosingStateDecoder.TEMPLATE_ID ->
                    closer.restore(closing.wrapAndApplyHeader(buffer, offset, header));
            default -> {
                return orders.load(templateId, buffer, offset, account);
            }
        }
        return true;
    }

    /** Of a venue's book, which is Price's to keep, Risk takes the depth. */
    private void loadDepth(final DirectBuffer buffer, final int offset) {
        book.wrapAndApplyHeader(buffer, offset, header);
        require(book.depth() >= 0 && book.depth() <= Bounds.MAX_OPEN_INTEREST,
                "no market can be so deep: instrument " + book.instrument());
        stores.listings().instrument(book.instrument()).depth().take(book.depth(), book.bookTimeMs());
    }

    private void loadMarket(final DirectBuffer buffer, final int offset) {
        market.wrapAndApplyHeader(buffer, offset, header);
        final int priced = market.priced();
        requirePriced(market.kind(), priced, market.state());
        require(StaleFavour.isSound(market.staleFavourPpm()) && StaleFavour.isSound(market.nextStaleFavourPpm()),
                "no price can be moved so far in favour of accounts: " + market.kind() + " " + priced);
        require(market.widthShift() >= -1 && market.widthShift() < Long.SIZE, "no ladder has such buckets");
        require(market.salePauseMs() >= 0 && market.salePausedSinceMs() >= -1,
                "no sale can have stood still so: " + market.kind() + " " + priced);
        if (market.kind() == PricedKind.ASSET) {
            stores.listings().asset(priced).reprice(market.index(), market.mark(), market.state());
            restoreFavour(stores.listings().asset(priced).staleFavour());
            restorePause(stores.listings().asset(priced).salePause());
            stores.ladders().ofAsset(priced).restoreWidthShift(market.widthShift());
        } else {
            stores.listings().instrument(priced).reprice(market.index(), market.mark(), market.state());
            restoreFavour(stores.listings().instrument(priced).staleFavour());
            stores.ladders().ofInstrument(priced).restoreWidthShift(market.widthShift());
            stores.listings().instrument(priced).restoreLargestQuantity(market.largestQuantity());
            restorePause(stores.listings().instrument(priced).salePause());
            require(market.poolMissing() >= 0, "no pool can lack less than nothing: instrument " + priced);
            stores.listings().instrument(priced).poolResult().restore(
                    market.poolMissing(), market.poolWasLong() == BooleanType.YES);
        }
    }

    private void restorePause(final SalePause pause) {
        pause.restore(market.salePauseMs(), market.salePausedSinceMs());
    }

    private void restoreFavour(final StaleFavour favour) {
        favour.restore(market.staleFavourPpm(), market.nextStaleFavourPpm());
    }

    private void loadLife(final DirectBuffer buffer, final int offset) {
        life.wrapAndApplyHeader(buffer, offset, header);
        require(stores.listings().hasInstrument(life.instrument()) && life.phase() != MarketPhase.NULL_VAL,
                "no market can be so: instrument " + life.instrument());
        require(life.phase() == MarketPhase.SETTLING || life.settledQuantity() == 0,
                "the house has positions of a market that does not settle");
        final MarketLife loaded = stores.listings().instrument(life.instrument()).life();
        loaded.moveTo(life.phase());
        loaded.takeOver(life.settledQuantity() - loaded.settledQuantity());
    }

    private void requirePriced(final PricedKind kind, final int priced, final PriceState state) {
        require(kind == PricedKind.ASSET
                        ? stores.listings().hasAsset(priced)
                        : kind == PricedKind.INSTRUMENT && stores.listings().hasInstrument(priced),
                "the snapshot has a price of what it does not list: " + kind + " " + priced);
        require(state != PriceState.NULL_VAL, "a price has no state");
    }

    private void loadHouseBalance(final DirectBuffer buffer, final int offset) {
        houseBalance.wrapAndApplyHeader(buffer, offset, header);
        final HouseAccount kind = HouseAccount.ofCode(houseBalance.house());
        require(houseBalance.holder() < stores.house().ids(kind) && stores.listings().hasAsset(houseBalance.asset()),
                "the house has no such account");
        stores.house().add(kind, houseBalance.holder(), houseBalance.asset(), houseBalance.amount());
    }

    private void loadAccount(final DirectBuffer buffer, final int offset) {
        accountState.wrapAndApplyHeader(buffer, offset, header);
        final AccountStore accounts = stores.accounts();
        require(AccountStore.isPoolId(accountState.account()) || !accounts.isFull(),
                "the snapshot has more accounts than this node has room for");
        require(accountState.account() != 0 && accounts.findAny(accountState.account()) == AccountStore.NONE,
                "there is an account " + accountState.account() + " already");
        require(accountState.kind() != AccountKind.NULL_VAL, "an account has no kind");
        require(accountState.kind() == AccountKind.OMNIBUS || !AccountStore.isPoolId(accountState.account()),
                "a pool's account is not exempt: " + accountState.account());
        require(AccountPhase.isOne(accountState.phase()), "no account can be in phase " + accountState.phase());
        account = accounts.add(
                accountState.account(), accountState.owner(), accountState.kind(), accountState.leverage());
        accounts.phase(account, (byte) accountState.phase());
        accounts.marks().adoptionEpoch(account, accountState.adoptionEpoch());
        sharedHealthBits = accountState.sharedHealthBits();
        accounts.breach(account, accountState.breachPosition(), accountState.breachTimeMs());
        if (accountState.phase() == AccountPhase.BREACHED) {
            task.restoreBreach(account);
        }
    }

    private void loadBalance(final DirectBuffer buffer, final int offset) {
        balance.wrapAndApplyHeader(buffer, offset, header);
        final ExposureStore exposures = stores.accounts().exposures();
        require(account != AccountStore.NONE, "the snapshot has a balance of no account");
        require(stores.listings().hasAsset(balance.asset())
                        && stores.accounts().findExposure(account, balance.asset()) == ExposureStore.NONE,
                "no account can have such a balance in asset " + balance.asset());
        require(stores.accounts().fitsExposure(account),
                "the snapshot has more balances than this node has room for");
        final int exposure = stores.accounts().exposureTo(account, balance.asset());
        exposures.addBalance(exposure, balance.balance());
        if (balance.lastClosed() >= 0) {
            require(stores.listings().hasInstrument(balance.lastClosed()),
                    "the snapshot closed what it does not list: instrument " + balance.lastClosed());
            exposures.lastClosed(exposure, balance.lastClosed(), balance.wasLong() == BooleanType.YES);
        }
        exposures.cornerEffective(exposure, balance.cornerEffective());
        exposures.setCornerRequirement(
                exposure, new Int128().set(balance.cornerRequirementHigh(), balance.cornerRequirementLow()));
        WallFields.trigger(exposures.address(exposure), balance.bound());
        exposures.sharedHealthBits(stores.accounts().firstExposure(account), sharedHealthBits);
    }

    private void loadPosition(final DirectBuffer buffer, final int offset) {
        position.wrapAndApplyHeader(buffer, offset, header);
        require(account != AccountStore.NONE, "the snapshot has a position of no account");
        require(stores.listings().hasInstrument(position.instrument())
                        && position.quantity() != 0
                        && stores.accounts().findPosition(account, position.instrument()) == PositionStore.NONE,
                "no account can have such a position in instrument " + position.instrument());
        require(stores.positions().available() > 0 && stores.accounts().fitsPosition(account),
                "the snapshot has more positions than this node has room for");
        final Instrument instrument = stores.listings().instrument(position.instrument());
        require(stores.accounts().findExposure(account, instrument.settlementAsset()) != ExposureStore.NONE,
                "a position in instrument " + instrument.id() + " has no balance to settle in");
        final int record = stores.positions().open(account, instrument.id());
        stores.accounts().addPosition(account, instrument.id(), record);
        stores.positions().hold(record, position.quantity(), position.entryValue(), position.entryCost());
        require(position.fundingCarry() >= 0 && position.fundingCarry() < Accrual.SCALE,
                "no position can carry so much");
        stores.positions().fund(record, position.fundingMark(), position.fundingCarry());
        WallFields.trigger(stores.positions().address(record), position.trigger());
        instrument.changePosition(0, position.quantity());
    }

    private void loadWall(final DirectBuffer buffer, final int offset) {
        wall.wrapAndApplyHeader(buffer, offset, header);
        final int of = stores.accounts().findAny(wall.account());
        require(of != AccountStore.NONE, "the snapshot has a wall of no account");
        requirePriced(wall.kind(), wall.priced(), PriceState.VALID);
        final boolean isAsset = wall.kind() == PricedKind.ASSET;
        final int entry = isAsset
                ? stores.accounts().findExposure(of, wall.priced())
                : stores.accounts().findPosition(of, wall.priced());
        final PriceLadder ladder = isAsset
                ? stores.ladders().ofAsset(wall.priced())
                : stores.ladders().ofInstrument(wall.priced());
        requireUnlinked(entry, isAsset ? stores.accounts().exposures() : stores.positions());
        require(ladder.isAnchored(), "a wall hangs on a price that there never was");
        switch (wall.list()) {
            case WallFields.DOWN -> ladder.linkDown(entry);
            case WallFields.UP -> ladder.linkUp(entry);
            case WallFields.RETURN -> ladder.linkReturn(entry);
            default -> throw new IllegalStateException("a wall hangs in no such list: " + wall.list());
        }
    }

    private static void requireUnlinked(final int entry, final WallMemory memory) {
        require(entry != PriceLadder.NONE && WallFields.linkState(memory.address(entry)) == WallFields.UNLINKED,
                "the snapshot has a wall of what is not there, or the same wall twice");
    }

    private void loadLiquidation(final DirectBuffer buffer, final int offset) {
        liquidation.wrapAndApplyHeader(buffer, offset, header);
        final int of = stores.accounts().findAny(liquidation.account());
        require(of != AccountStore.NONE
                        && stores.accounts().phase(of) == AccountPhase.LIQUIDATING
                        && stores.accounts().liquidation(of) == LiquidationStore.NONE,
                "the snapshot liquidates what is in no liquidation: account " + liquidation.account());
        require(stores.liquidations().find(liquidation.liquidation()) == LiquidationStore.NONE,
                "there is a liquidation " + liquidation.liquidation() + " already");
        require(!stores.liquidations().isFull(), "the snapshot has more liquidations than this node has room for");
        require(liquidation.instrument() < 0 || stores.listings().hasInstrument(liquidation.instrument()),
                "the snapshot sells what it does not list: instrument " + liquidation.instrument());
        require(liquidation.asset() < 0
                        || (liquidation.instrument() < 0
                                && stores.listings().hasAsset(liquidation.asset())
                                && stores.listings().hasAsset(liquidation.debtAsset())),
                "the snapshot sells what it does not list: asset " + liquidation.asset());
        final int record = stores.liquidations().open(liquidation.liquidation(), of);
        stores.accounts().liquidation(of, record);
        loadOrder(record);
        require(liquidation.pausedAtMs() == 0
                        || ((liquidation.instrument() >= 0 || liquidation.asset() >= 0)
                                && liquidation.pausedAtMs() >= liquidation.startTimeMs()
                                && liquidation.quantity() == 0),
                "no order can stand still so: liquidation " + liquidation.liquidation());
        require(liquidation.auctionLeftMs() >= 0
                        && liquidation.auctionLeftMs() <= liquidation.auctionMs()
                        && (liquidation.auctionLeftMs() == 0
                                || liquidation.step().value() > LiquidationStep.BACKSTOP.value()),
                "no auction can have so much left: liquidation " + liquidation.liquidation());
        stores.liquidations().auctionLeftMs(record, liquidation.auctionLeftMs());
        stores.liquidations().restorePause(record, liquidation.pauseMs(), liquidation.pausedAtMs());
        require(liquidation.step() != LiquidationStep.NULL_VAL && liquidation.cost() >= 0,
                "no liquidation can have come so far: " + liquidation.liquidation());
        stores.liquidations().step(record, liquidation.step());
        stores.liquidations().addCost(record, liquidation.cost());
        stores.liquidations().restore(
                record,
                liquidation.quantity(),
                liquidation.startTimeMs(),
                liquidation.mark(),
                liquidation.bankruptcyPrice(),
                liquidation.furthestPrice());
    }

    private void loadOrder(final int record) {
        final boolean isOrder = liquidation.instrument() >= 0 || liquidation.asset() >= 0;
        require(isRate(liquidation.maxDiscountPpm())
                        && isRate(liquidation.penaltyPpm())
                        && (isOrder ? liquidation.auctionMs() > 0 : liquidation.auctionMs() == 0),
                "no order can have such a time, discount or penalty: liquidation " + liquidation.liquidation());
        if (liquidation.instrument() >= 0) {
            stores.liquidations().beginOrder(
                    record,
                    liquidation.instrument(),
                    liquidation.side() == Side.SELL,
                    liquidation.startTimeMs(),
                    liquidation.pauseMs(),
                    liquidation.auctionMs(),
                    liquidation.maxDiscountPpm(),
                    liquidation.penaltyPpm());
        } else if (liquidation.asset() >= 0) {
            require(new CollateralAuctionTerms(liquidation.auctionMs(), liquidation.maxDiscountPpm()).areSound(),
                    "no collateral can be sold so: liquidation " + liquidation.liquidation());
            stores.liquidations().beginCollateralOrder(
                    record,
                    liquidation.asset(),
                    liquidation.debtAsset(),
                    liquidation.startTimeMs(),
                    liquidation.pauseMs(),
                    liquidation.auctionMs(),
                    liquidation.maxDiscountPpm());
        }
    }

    private void loadAnswer(final DirectBuffer buffer, final int offset) {
        answer.wrapAndApplyHeader(buffer, offset, header);
        require(answer.sequence() > 0 && stores.answers().knows(answer.participant()),
                "the snapshot has an answer to nobody");
        require(answer.status() != AckStatus.NULL_VAL && answer.rejectCode() != RejectCode.NULL_VAL,
                "the snapshot has an answer that says nothing");
        stores.answers().keep(
                answer.participant(),
                answer.sequence(),
                answer.digest(),
                answer.commandPosition(),
                answer.timeMs(),
                answer.result(),
                answer.status(),
                answer.rejectCode());
    }

    private void loadRecentId(final DirectBuffer buffer, final int offset) {
        recentId.wrapAndApplyHeader(buffer, offset, header);
        final RecentIds ids = recentId.reference() == BooleanType.YES ? stores.references() : stores.tradeIds();
        require(!ids.contains(recentId.sender(), recentId.value()), "the snapshot has an id twice");
        require(recentId.reference() == BooleanType.NO || recentId.digest() == 0, "a reference stands for a fill");
        ids.add(recentId.sender(), recentId.value(), recentId.digest());
    }

    private void loadQueued(final DirectBuffer buffer, final int offset) {
        queued.wrapAndApplyHeader(buffer, offset, header);
        require(!task.queue().isFull(), "the snapshot has more waiting price updates than this node has room for");
        requirePriced(queued.kind(), queued.priced(), queued.state());
        require(UpdateType.isCode(queued.updateType())
                        && (queued.updateType() == UpdateType.PRICE.code()
                                || queued.updateType() == UpdateType.TERMS.code()
                                || queued.kind() == PricedKind.INSTRUMENT),
                "no such update can wait: type " + queued.updateType() + " of " + queued.kind());
        require(StaleFavour.isSound(queued.staleFavourPpm()), "no price can be moved so far in favour of accounts");
        final PriceUpdate update = new PriceUpdate();
        update.set(
                queued.kind(),
                queued.priced(),
                queued.index(),
                queued.mark(),
                queued.state(),
                queued.freshSources(),
                queued.staleFavourPpm());
        final UpdateType type = UpdateType.ofCode(queued.updateType());
        if (type == UpdateType.FUNDING) {
            update.makeFunding(queued.ratePpb(), queued.intervalEndMs());
        } else {
            require(queued.ratePpb() == 0 && queued.intervalEndMs() == 0, "a price has a funding rate");
        }
        if (type == UpdateType.FINAL) {
            update.makeFinal();
        } else if (type == UpdateType.TERMS) {
            update.makeTerms();
        }
        task.queue().add(update, queued.commandPosition(), queued.timeMs());
    }
}
