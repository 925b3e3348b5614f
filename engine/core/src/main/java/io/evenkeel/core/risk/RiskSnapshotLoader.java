package io.evenkeel.core.risk;

import io.evenkeel.codecs.AccountStateDecoder;
import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.AnswerStateDecoder;
import io.evenkeel.codecs.BalanceStateDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.HouseBalanceStateDecoder;
import io.evenkeel.codecs.LiquidationStateDecoder;
import io.evenkeel.codecs.MarketStateDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PositionStateDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.QueuedUpdateStateDecoder;
import io.evenkeel.codecs.RecentIdStateDecoder;
import io.evenkeel.codecs.Side;
import io.evenkeel.codecs.WallStateDecoder;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.command.PriceUpdate;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.WallFields;
import io.evenkeel.core.listing.Instrument;
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
    private final ListingDesk listingDesk;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MarketStateDecoder market = new MarketStateDecoder();
    private final HouseBalanceStateDecoder houseBalance = new HouseBalanceStateDecoder();
    private final AccountStateDecoder accountState = new AccountStateDecoder();
    private final BalanceStateDecoder balance = new BalanceStateDecoder();
    private final PositionStateDecoder position = new PositionStateDecoder();
    private final WallStateDecoder wall = new WallStateDecoder();
    private final LiquidationStateDecoder liquidation = new LiquidationStateDecoder();
    private final AnswerStateDecoder answer = new AnswerStateDecoder();
    private final RecentIdStateDecoder recentId = new RecentIdStateDecoder();
    private final QueuedUpdateStateDecoder queued = new QueuedUpdateStateDecoder();
    private int account = AccountStore.NONE;

    RiskSnapshotLoader(final RiskStores stores, final TriggerTask task, final ListingDesk listingDesk) {
        this.stores = stores;
        this.task = task;
        this.listingDesk = listingDesk;
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
            case MarketStateDecoder.TEMPLATE_ID -> loadMarket(buffer, offset);
            case HouseBalanceStateDecoder.TEMPLATE_ID -> loadHouseBalance(buffer, offset);
            case AccountStateDecoder.TEMPLATE_ID -> loadAccount(buffer, offset);
            case BalanceStateDecoder.TEMPLATE_ID -> loadBalance(buffer, offset);
            case PositionStateDecoder.TEMPLATE_ID -> loadPosition(buffer, offset);
            case WallStateDecoder.TEMPLATE_ID -> loadWall(buffer, offset);
            case LiquidationStateDecoder.TEMPLATE_ID -> loadLiquidation(buffer, offset);
            case AnswerStateDecoder.TEMPLATE_ID -> loadAnswer(buffer, offset);
            case RecentIdStateDecoder.TEMPLATE_ID -> loadRecentId(buffer, offset);
            case QueuedUpdateStateDecoder.TEMPLATE_ID -> loadQueued(buffer, offset);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void loadMarket(final DirectBuffer buffer, final int offset) {
        market.wrapAndApplyHeader(buffer, offset, header);
        final int priced = market.priced();
        if (market.kind() == PricedKind.ASSET) {
            stores.listings().asset(priced).reprice(market.index(), market.mark(), market.state());
            stores.ladders().ofAsset(priced).restoreWidthShift(market.widthShift());
        } else {
            stores.listings().instrument(priced).reprice(market.index(), market.mark(), market.state());
            stores.ladders().ofInstrument(priced).restoreWidthShift(market.widthShift());
            stores.listings().instrument(priced).restoreLargestQuantity(market.largestQuantity());
        }
    }

    private void loadHouseBalance(final DirectBuffer buffer, final int offset) {
        houseBalance.wrapAndApplyHeader(buffer, offset, header);
        final HouseAccount kind = HouseAccount.ofCode(houseBalance.house());
        stores.house().add(kind, houseBalance.holder(), houseBalance.asset(), houseBalance.amount());
    }

    private void loadAccount(final DirectBuffer buffer, final int offset) {
        accountState.wrapAndApplyHeader(buffer, offset, header);
        final AccountStore accounts = stores.accounts();
        if (accounts.isFull()) {
            throw new IllegalStateException("the snapshot has more accounts than this node has room for");
        }
        account = accounts.add(
                accountState.account(), accountState.owner(), accountState.kind(), accountState.leverage());
        accounts.phase(account, (byte) accountState.phase());
        accounts.breach(account, accountState.breachPosition(), accountState.breachTimeMs());
        if (accountState.phase() == AccountPhase.BREACHED) {
            task.restoreBreach(account);
        }
    }

    private void loadBalance(final DirectBuffer buffer, final int offset) {
        balance.wrapAndApplyHeader(buffer, offset, header);
        final ExposureStore exposures = stores.accounts().exposures();
        if (!stores.accounts().hasRoomForExposure(account, balance.asset())) {
            throw new IllegalStateException("the snapshot has more balances than this node has room for");
        }
        final int exposure = stores.accounts().exposureTo(account, balance.asset());
        exposures.addBalance(exposure, balance.balance());
        exposures.cornerEffective(exposure, balance.cornerEffective());
        exposures.setCornerRequirement(
                exposure, new Int128().set(balance.cornerRequirementHigh(), balance.cornerRequirementLow()));
        WallFields.trigger(exposures.address(exposure), balance.bound());
        exposures.sharedHealthBits(stores.accounts().firstExposure(account), accountState.sharedHealthBits());
    }

    private void loadPosition(final DirectBuffer buffer, final int offset) {
        position.wrapAndApplyHeader(buffer, offset, header);
        if (stores.positions().available() == 0) {
            throw new IllegalStateException("the snapshot has more positions than this node has room for");
        }
        final Instrument instrument = stores.listings().instrument(position.instrument());
        final int record = stores.positions().open(account, instrument.id());
        stores.accounts().addPosition(account, instrument.id(), record);
        stores.positions().hold(record, position.quantity(), position.entryValue(), position.entryCost());
        WallFields.trigger(stores.positions().address(record), position.trigger());
        instrument.changePosition(0, position.quantity());
    }

    private void loadWall(final DirectBuffer buffer, final int offset) {
        wall.wrapAndApplyHeader(buffer, offset, header);
        final int of = stores.accounts().find(wall.account());
        final boolean isAsset = wall.kind() == PricedKind.ASSET;
        final int entry = isAsset
                ? stores.accounts().findExposure(of, wall.priced())
                : stores.accounts().findPosition(of, wall.priced());
        final PriceLadder ladder = isAsset
                ? stores.ladders().ofAsset(wall.priced())
                : stores.ladders().ofInstrument(wall.priced());
        switch (wall.list()) {
            case WallFields.DOWN -> ladder.linkDown(entry);
            case WallFields.UP -> ladder.linkUp(entry);
            default -> ladder.linkReturn(entry);
        }
    }

    private void loadLiquidation(final DirectBuffer buffer, final int offset) {
        liquidation.wrapAndApplyHeader(buffer, offset, header);
        final int of = stores.accounts().find(liquidation.account());
        final int record = stores.liquidations().open(liquidation.liquidation(), of);
        stores.accounts().liquidation(of, record);
        if (liquidation.instrument() >= 0) {
            stores.liquidations().beginOrder(
                    record, liquidation.instrument(), liquidation.side() == Side.SELL, liquidation.startTimeMs());
        }
        stores.liquidations().restore(
                record,
                liquidation.quantity(),
                liquidation.startTimeMs(),
                liquidation.mark(),
                liquidation.bankruptcyPrice(),
                liquidation.ordersOpened());
    }

    private void loadAnswer(final DirectBuffer buffer, final int offset) {
        answer.wrapAndApplyHeader(buffer, offset, header);
        stores.answers().keep(
                answer.participant(),
                answer.sequence(),
                answer.commandPosition(),
                answer.timeMs(),
                answer.result(),
                answer.status(),
                answer.rejectCode());
    }

    private void loadRecentId(final DirectBuffer buffer, final int offset) {
        recentId.wrapAndApplyHeader(buffer, offset, header);
        if (recentId.reference() == BooleanType.YES) {
            stores.references().add(recentId.sender(), recentId.value());
        } else {
            stores.tradeIds().add(recentId.sender(), recentId.value());
        }
    }

    private void loadQueued(final DirectBuffer buffer, final int offset) {
        queued.wrapAndApplyHeader(buffer, offset, header);
        if (task.queue().isFull()) {
            throw new IllegalStateException("the snapshot has more waiting price updates than this node has room for");
        }
        final PriceUpdate update = new PriceUpdate();
        update.set(
                queued.kind(), queued.priced(), queued.index(), queued.mark(), queued.state(), queued.freshSources());
        task.queue().add(update, queued.commandPosition(), queued.timeMs());
    }
}
