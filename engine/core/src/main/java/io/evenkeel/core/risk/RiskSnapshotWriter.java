package io.evenkeel.core.risk;

import io.evenkeel.codecs.AccountStateEncoder;
import io.evenkeel.codecs.AdoptionStateEncoder;
import io.evenkeel.codecs.AnswerStateEncoder;
import io.evenkeel.codecs.BalanceStateEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.FundingStateEncoder;
import io.evenkeel.codecs.HouseBalanceStateEncoder;
import io.evenkeel.codecs.LiquidationStateEncoder;
import io.evenkeel.codecs.MarketLifeStateEncoder;
import io.evenkeel.codecs.MarketStateEncoder;
import io.evenkeel.codecs.PositionStateEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.QueuedUpdateStateEncoder;
import io.evenkeel.codecs.RecentIdStateEncoder;
import io.evenkeel.codecs.Side;
import io.evenkeel.codecs.TermsStateEncoder;
import io.evenkeel.codecs.ThinStateEncoder;
import io.evenkeel.codecs.WallStateEncoder;
import io.evenkeel.core.adoption.Adoption;
import io.evenkeel.core.answer.AnswerStore;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.command.PriceUpdate;
import io.evenkeel.core.funding.Funding;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.ledger.WallFields;
import io.evenkeel.core.ledger.WallMemory;
import io.evenkeel.core.liquidation.LiquidationStore;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.snapshot.RecordWriter;
import io.evenkeel.core.store.RecentIds;
import io.evenkeel.core.trigger.PriceLadder;
import io.evenkeel.core.trigger.ThinAccounts;
import io.evenkeel.core.trigger.TriggerTask;
import io.evenkeel.core.trigger.UpdateQueue;

/**
 * Risk's part of a snapshot, in canonical order: by id, save for walls, which come in the order of their buckets.
 * Taken while no stage is at work; allocates.
 */
final class RiskSnapshotWriter {
    private final RiskStores stores;
    private final TriggerTask task;
    private final MarketCloser closer;
    private final RecordWriter writer;
    private final OrderSnapshot orders;

    RiskSnapshotWriter(
            final RiskStores stores, final TriggerTask task, final MarketCloser closer, final RecordWriter writer) {
        this.stores = stores;
        this.closer = closer;
        this.task = task;
        this.writer = writer;
        orders = new OrderSnapshot(stores);
    }

    void write(final long[] accountIds) {
        writeMarkets();
        writeFunding();
        writeTerms();
        writeHouse();
        for (final long id : accountIds) {
            writeAccount(stores.accounts().findAny(id));
        }
        orders.write(writer);
        writeWalls();
        writeThinAccounts(true);
        writeThinAccounts(false);
        writeLiquidations();
        writeAnswers();
        writeRecentIds(stores.tradeIds(), BooleanType.NO);
        writeRecentIds(stores.references(), BooleanType.YES);
        writeQueue();
        closer.write(writer);
    }

    private void writeMarkets() {
        for (int id = 0; id < stores.listings().assetCount(); id++) {
            final Asset asset = stores.listings().asset(id);
            final MarketStateEncoder encoder = new MarketStateEncoder();
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .index(asset.index())
                    .mark(asset.price())
                    .largestQuantity(0)
                    .priced(id)
                    .kind(PricedKind.ASSET)
                    .state(asset.state())
                    .staleFavourPpm(asset.staleFavour().inUsePpm())
                    .nextStaleFavourPpm(asset.staleFavour().nextPpm())
                    .salePauseMs(asset.salePause().endedMs())
                    .salePausedSinceMs(asset.salePause().sinceMs())
                    .poolMissing(0)
                    .poolWasLong(BooleanType.NO)
                    .widthShift((byte) stores.ladders().ofAsset(id).widthShift());
            writer.write(encoder.limit());
        }
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            final Instrument instrument = stores.listings().instrument(id);
            final MarketStateEncoder encoder = new MarketStateEncoder();
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .index(instrument.index())
                    .mark(instrument.mark())
                    .largestQuantity(instrument.largestQuantity())
                    .priced(id)
                    .kind(PricedKind.INSTRUMENT)
                    .state(instrument.state())
                    .staleFavourPpm(instrument.staleFavour().inUsePpm())
                    .nextStaleFavourPpm(instrument.staleFavour().nextPpm())
                    .salePauseMs(instrument.salePause().endedMs())
                    .salePausedSinceMs(instrument.salePause().sinceMs())
                    .poolMissing(instrument.poolResult().missing())
                    .poolWasLong(yes(instrument.poolResult().wasLong()))
                    .widthShift((byte) stores.ladders().ofInstrument(id).widthShift());
            writer.write(encoder.limit());
            writeLife(instrument);
        }
    }

    private void writeLife(final Instrument instrument) {
        if (!instrument.life().isNew()) {
            final MarketLifeStateEncoder encoder = new MarketLifeStateEncoder();
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .settledQuantity(instrument.life().settledQuantity())
                    .instrument(instrument.id())
                    .phase(instrument.life().phase());
            writer.write(encoder.limit());
        }
    }

    private void writeFunding() {
        final FundingStateEncoder encoder = new FundingStateEncoder();
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            final Funding funding = stores.listings().instrument(id).funding();
            if (funding.isUsed()) {
                encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                        .longs(funding.index(true))
                        .shorts(funding.index(false))
                        .highest(funding.highest())
                        .lowest(funding.lowest())
                        .dust(funding.dust())
                        .ceilingLongs(funding.ceiling(true, true))
                        .ceilingShorts(funding.ceiling(false, true))
                        .formerCeilingLongs(funding.ceiling(true, false))
                        .formerCeilingShorts(funding.ceiling(false, false))
                        .pendingStep(funding.pending().step())
                        .pendingRatePpb(funding.pending().ratePpb())
                        .pendingIndex(funding.pending().index())
                        .pendingEndMs(funding.pending().intervalEndMs())
                        .instrument(id)
                        .isPending(yes(funding.pending().isThere()))
                        .isOn(yes(funding.isOn()));
                writer.write(encoder.limit());
            }
        }
    }

    private static BooleanType yes(final boolean isSo) {
        return isSo ? BooleanType.YES : BooleanType.NO;
    }

    private void writeTerms() {
        final Adoption adoption = stores.adoption();
        final AdoptionStateEncoder encoder = new AdoptionStateEncoder();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .cursor(adoption.cursor())
                .epoch(adoption.epoch())
                .priced(adoption.priced())
                .kind(adoption.kind())
                .active(yes(adoption.isActive()))
                .judged(yes(adoption.isJudged()))
                .ceilings(yes(adoption.isOfCeilings()));
        writer.write(encoder.limit());
        final TermsStateEncoder terms = new TermsStateEncoder();
        stores.termsBook().forEach((change, role) -> {
            terms.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .commandPosition(change.commandPosition())
                    .role((short) role)
                    .putCommand(change.command(), 0, change.command().capacity());
            writer.write(terms.limit());
        });
    }

    private void writeThinAccounts(final boolean isDue) {
        final ThinStateEncoder encoder = new ThinStateEncoder();
        int account = stores.thinAccounts().first(isDue);
        while (account != ThinAccounts.NONE) {
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .account(stores.accounts().id(account))
                    .due(yes(isDue));
            writer.write(encoder.limit());
            account = stores.thinAccounts().next(account);
        }
    }

    private void writeHouse() {
        final HouseBalanceStateEncoder encoder = new HouseBalanceStateEncoder();
        for (final HouseAccount kind : HouseAccount.values()) {
            for (int id = 0; id < stores.house().ids(kind); id++) {
                for (int asset = 0; asset < stores.listings().assetCount(); asset++) {
                    final long amount = stores.house().balance(kind, id, asset);
                    if (amount != 0) {
                        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                                .amount(amount)
                                .asset(asset)
                                .holder(id)
                                .house((short) kind.code());
                        writer.write(encoder.limit());
                    }
                }
            }
        }
    }

    private void writeAccount(final int account) {
        final AccountStore accounts = stores.accounts();
        final AccountStateEncoder encoder = new AccountStateEncoder();
        final int first = accounts.firstExposure(account);
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .account(accounts.id(account))
                .breachPosition(accounts.breachPosition(account))
                .breachTimeMs(accounts.breachTimeMs(account))
                .owner(accounts.owner(account))
                .leverage(accounts.leverage(account))
                .adoptionEpoch(accounts.marks().adoptionEpoch(account))
                .kind(accounts.kind(account))
                .phase(accounts.phase(account))
                .sharedHealthBits(
                        first == ExposureStore.NONE ? 0 : (short) accounts.exposures().sharedHealthBits(first));
        writer.write(encoder.limit());
        orders.writeAccount(writer, account);
        for (int asset = 0; asset < stores.listings().assetCount(); asset++) {
            final int exposure = accounts.findExposure(account, asset);
            if (exposure != ExposureStore.NONE) {
                writeBalance(exposure);
            }
        }
        for (int instrument = 0; instrument < stores.listings().instrumentCount(); instrument++) {
            final int position = accounts.findPosition(account, instrument);
            if (position != PositionStore.NONE) {
                writePosition(position);
            }
        }
    }

    private void writeBalance(final int exposure) {
        final ExposureStore exposures = stores.accounts().exposures();
        final Int128 requirement = exposures.cornerRequirement(exposure, new Int128());
        final BalanceStateEncoder encoder = new BalanceStateEncoder();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .balance(exposures.balance(exposure))
                .lastClosed(exposures.lastClosed(exposure))
                .wasLong(exposures.wasLong(exposure) ? BooleanType.YES : BooleanType.NO)
                .cornerEffective(exposures.cornerEffective(exposure))
                .cornerRequirementHigh(requirement.high())
                .cornerRequirementLow(requirement.low())
                .bound(exposures.bound(exposure))
                .asset(exposures.asset(exposure));
        writer.write(encoder.limit());
    }

    private void writePosition(final int position) {
        final PositionStore positions = stores.positions();
        final PositionStateEncoder encoder = new PositionStateEncoder();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .quantity(positions.quantity(position))
                .entryValue(positions.entryValue(position))
                .entryCost(positions.entryCost(position))
                .trigger(positions.trigger(position))
                .fundingMark(positions.fundingMark(position))
                .fundingCarry(positions.fundingCarry(position))
                .instrument(positions.instrument(position));
        writer.write(encoder.limit());
    }

    private void writeWalls() {
        for (int id = 0; id < stores.listings().assetCount(); id++) {
            writeWalls(stores.ladders().ofAsset(id), PricedKind.ASSET, id, stores.accounts().exposures());
        }
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            writeWalls(stores.ladders().ofInstrument(id), PricedKind.INSTRUMENT, id, stores.positions());
        }
    }

    private void writeWalls(
            final PriceLadder ladder, final PricedKind kind, final int priced, final WallMemory memory) {
        final WallStateEncoder encoder = new WallStateEncoder();
        ladder.forEach((entry, list) -> {
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .account(stores.accounts().id(WallFields.account(memory.address(entry))))
                    .priced(priced)
                    .kind(kind)
                    .list(list);
            writer.write(encoder.limit());
        });
    }

    private void writeLiquidations() {
        final LiquidationStore liquidations = stores.liquidations();
        final LiquidationStateEncoder encoder = new LiquidationStateEncoder();
        int record = liquidations.first();
        while (record != LiquidationStore.NONE) {
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .liquidation(liquidations.id(record))
                    .account(stores.accounts().id(liquidations.account(record)))
                    .quantity(liquidations.quantity(record))
                    .startTimeMs(liquidations.startTimeMs(record))
                    .pauseMs(liquidations.pauseMs(record))
                    .pausedAtMs(liquidations.pausedAtMs(record))
                    .auctionLeftMs(liquidations.auctionLeftMs(record))
                    .mark(liquidations.mark(record))
                    .bankruptcyPrice(liquidations.bankruptcyPrice(record))
                    .instrument(liquidations.instrument(record))
                    .side(liquidations.isLong(record) ? Side.SELL : Side.BUY)
                    .step(liquidations.step(record))
                    .cost(liquidations.cost(record))
                    .furthestPrice(liquidations.furthestPrice(record))
                    .maxDiscountPpm((int) liquidations.maxDiscountPpm(record))
                    .penaltyPpm((int) liquidations.penaltyPpm(record))
                    .asset(liquidations.asset(record))
                    .debtAsset(liquidations.debtAsset(record))
                    .auctionMs(liquidations.auctionMs(record));
            writer.write(encoder.limit());
            record = liquidations.next(record);
        }
    }

    private void writeAnswers() {
        final AnswerStore answers = stores.answers();
        final AnswerStateEncoder encoder = new AnswerStateEncoder();
        for (int n = 0; n < answers.participantCount(); n++) {
            for (int place = 0; place < AnswerStore.KEPT; place++) {
                final int record = answers.record(n, place);
                if (answers.sequence(record) != 0) {
                    encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                            .sequence(answers.sequence(record))
                            .digest(answers.digest(record))
                            .commandPosition(answers.commandPosition(record))
                            .timeMs(answers.timeMs(record))
                            .result(answers.result(record))
                            .participant(answers.participant(n))
                            .status(answers.status(record))
                            .rejectCode(answers.rejectCode(record));
                    writer.write(encoder.limit());
                }
            }
        }
    }

    private void writeRecentIds(final RecentIds ids, final BooleanType isReference) {
        final RecentIdStateEncoder encoder = new RecentIdStateEncoder();
        for (long n = ids.added() - ids.size(); n < ids.added(); n++) {
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .value(ids.id(n))
                    .sender(ids.sender(n))
                    .reference(isReference)
                    .digest(ids.digestOf(n));
            writer.write(encoder.limit());
        }
    }

    private void writeQueue() {
        final UpdateQueue queue = task.queue();
        final PriceUpdate update = new PriceUpdate();
        final QueuedUpdateStateEncoder encoder = new QueuedUpdateStateEncoder();
        for (int n = 0; n < queue.size(); n++) {
            queue.read(n, update);
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .commandPosition(queue.commandPosition(n))
                    .timeMs(queue.timeMs(n))
                    .index(update.index())
                    .mark(update.mark())
                    .priced(update.priced())
                    .kind(update.kind())
                    .state(update.state())
                    .freshSources((short) update.freshSources())
                    .staleFavourPpm(update.staleFavourPpm())
                    .ratePpb(update.ratePpb())
                    .intervalEndMs(update.intervalEndMs())
                    .updateType((short) update.type().code());
            writer.write(encoder.limit());
        }
    }
}
