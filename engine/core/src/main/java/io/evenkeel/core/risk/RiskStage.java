package io.evenkeel.core.risk;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.AddAccountDecoder;
import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.AddParticipantDecoder;
import io.evenkeel.codecs.AddPriceSourceDecoder;
import io.evenkeel.codecs.BidCollateralDecoder;
import io.evenkeel.codecs.BidDecoder;
import io.evenkeel.codecs.BookTopDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CancelWithdrawalDecoder;
import io.evenkeel.codecs.ClassifiedTradeDecoder;
import io.evenkeel.codecs.CloseAccountDecoder;
import io.evenkeel.codecs.ConfirmInstructionDecoder;
import io.evenkeel.codecs.CreditCheckDecoder;
import io.evenkeel.codecs.DepositDecoder;
import io.evenkeel.codecs.InsuranceDepositDecoder;
import io.evenkeel.codecs.InsuranceWithdrawalDecoder;
import io.evenkeel.codecs.PriceSubmissionDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.ProgressStateDecoder;
import io.evenkeel.codecs.ProgressStateEncoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.RemovePriceSourceDecoder;
import io.evenkeel.codecs.ReserveMarginDecoder;
import io.evenkeel.codecs.SessionRequestDecoder;
import io.evenkeel.codecs.SetAccountTermsDecoder;
import io.evenkeel.codecs.SetBackstopDecoder;
import io.evenkeel.codecs.SetCollateralAuctionDecoder;
import io.evenkeel.codecs.SetCollateralLimitsDecoder;
import io.evenkeel.codecs.SetCollateralTermsDecoder;
import io.evenkeel.codecs.SetFeesDecoder;
import io.evenkeel.codecs.SetFundingTermsDecoder;
import io.evenkeel.codecs.SetHaltedDecoder;
import io.evenkeel.codecs.SetInsuranceLimitsDecoder;
import io.evenkeel.codecs.SetLeverageDecoder;
import io.evenkeel.codecs.SetLiquidationTermsDecoder;
import io.evenkeel.codecs.SetMarginTermsDecoder;
import io.evenkeel.codecs.SetMarketPhaseDecoder;
import io.evenkeel.codecs.SetMarketTermsDecoder;
import io.evenkeel.codecs.SetMessageKeyDecoder;
import io.evenkeel.codecs.SetParticipantDecoder;
import io.evenkeel.codecs.SetPriceTermsDecoder;
import io.evenkeel.codecs.SetSettlementDecoder;
import io.evenkeel.codecs.StartCycleDecoder;
import io.evenkeel.codecs.StateHashRequestDecoder;
import io.evenkeel.codecs.TradeBustDecoder;
import io.evenkeel.codecs.TradeCorrectionDecoder;
import io.evenkeel.codecs.TradeDecoder;
import io.evenkeel.codecs.TransferDecoder;
import io.evenkeel.codecs.WithdrawalDecoder;
import io.evenkeel.core.answer.AnswerStore;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.PriceUpdate;
import io.evenkeel.core.command.Pulse;
import io.evenkeel.core.command.Stage;
import io.evenkeel.core.gate.GateStage;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.StaleFavour;
import io.evenkeel.core.output.EventEncoder;
import io.evenkeel.core.output.MarketEvents;
import io.evenkeel.core.output.OutputKind;
import io.evenkeel.core.snapshot.RecordWriter;
import io.evenkeel.core.store.Mixing;
import io.evenkeel.core.trigger.TriggerTask;
import org.agrona.DirectBuffer;

/**
 * The third stage: what does it mean for accounts? Owns money: ledger, positions, margin, triggers, liquidations. The
 * only writer of the output ring. After every log entry it does one slice of the task that prices set in motion.
 */
public final class RiskStage implements Stage {
    private static final long DAY_MS = 86_400_000;

    private final RiskStores stores;
    private final TriggerTask task;
    private final EventEncoder events;
    private final MarketEvents marketEvents;
    private final AnswerStore answers;
    private final ListingDesk listingDesk;
    private final FillDesk fillDesk;
    private final BidDesk bidDesk;
    private final CollateralDesk collateralDesk;
    private final BackstopDesk backstopDesk;
    private final DeficitDesk deficitDesk;
    private final PoolDesk poolDesk;
    private final PoolSweep poolSweep;
    private final DeleveragingDesk deleveragingDesk;
    private final WaterfallSnapshot waterfallSnapshot;
    private final DeleveragingSnapshot deleveragingSnapshot;
    private final FundsDesk fundsDesk;
    private final BustDesk bustDesk;
    private final CreditDesk creditDesk;
    private final AccountDesk accountDesk;
    private final MarketDesk marketDesk;
    private final TransferDesk transferDesk;
    private final InstructionDesk instructionDesk;
    private final SettlementTermsDesk settlementTermsDesk;
    private final SaleTermsDesk saleTermsDesk;
    private final SaleTermsSnapshot saleTermsSnapshot;
    private final SettlementSnapshot settlementSnapshot;
    private final ParameterDesk parameterDesk;
    private final CycleDesk cycleDesk;
    private final CycleSnapshot cycleSnapshot;
    private final MarketCloser closer;
    private final WholeWalk walk;
    private final RiskHash hash;
    private final Invariants invariants;
    private final RiskSnapshotLoader loader;
    private final int sliceEvaluations;
    private boolean isQueued;
    private Pulse pulse = Pulse.NONE;

    /**
     * Makes a stage over its stores.
     *
     * @param stores           all that Risk owns.
     * @param queuedUpdates    most price updates that wait for a task.
     * @param sliceEvaluations most steps of a task in one slice.
     */
    public RiskStage(final RiskStores stores, final int queuedUpdates, final int sliceEvaluations) {
        this.stores = stores;
        this.sliceEvaluations = sliceEvaluations;
        events = stores.events();
        marketEvents = new MarketEvents(events);
        answers = stores.answers();
        task = new TriggerTask(
                stores.listings(),
                stores.accounts(),
                stores.positions(),
                stores.ladders(),
                stores.certifier(),
                stores.renewal(),
                stores.thinAccounts(),
                queuedUpdates,
                new TaskListener());
        walk = new WholeWalk(stores.accounts(), stores.positions(), () -> pulse.beat());
        invariants = new Invariants(stores, task, walk);
        deficitDesk = new DeficitDesk(stores, task);
        final AccountKeeper keeper = new AccountKeeper(stores, task);
        settlementSnapshot = new SettlementSnapshot(stores);
        closer = new MarketCloser(stores, keeper, marketEvents, sliceEvaluations);
        hash = new RiskHash(stores, task, closer, walk);
        listingDesk = new ListingDesk(stores, marketEvents);
        loader = new RiskSnapshotLoader(stores, task, closer, listingDesk);
        final FillBooking booking = new FillBooking(stores, keeper);
        fillDesk = new FillDesk(stores, keeper, booking);
        bustDesk = new BustDesk(stores, keeper, booking);
        creditDesk = new CreditDesk(stores, keeper, booking);
        accountDesk = new AccountDesk(stores, keeper);
        marketDesk = new MarketDesk(stores, marketEvents);
        final LiquidationBooking takings = new LiquidationBooking(stores, keeper, deficitDesk);
        bidDesk = new BidDesk(stores, keeper, takings);
        collateralDesk = new CollateralDesk(stores, keeper, deficitDesk);
        backstopDesk = new BackstopDesk(stores, keeper, takings);
        poolDesk = new PoolDesk(stores, keeper, takings);
        final WithdrawalRule rule = new WithdrawalRule(stores, keeper, deficitDesk, poolDesk);
        instructionDesk = new InstructionDesk(stores, keeper, rule);
        poolSweep = new PoolSweep(stores, deficitDesk, instructionDesk);
        deleveragingDesk = new DeleveragingDesk(stores, keeper, takings, poolDesk, task, sliceEvaluations);
        waterfallSnapshot = new WaterfallSnapshot(stores);
        deleveragingSnapshot = new DeleveragingSnapshot(stores, deficitDesk);
        fundsDesk = new FundsDesk(stores, keeper, instructionDesk, rule, deficitDesk, poolDesk);
        transferDesk = new TransferDesk(stores, keeper, rule);
        cycleDesk = new CycleDesk(stores, keeper, instructionDesk, rule, sliceEvaluations);
        keeper.settleBy(cycleDesk);
        cycleSnapshot = new CycleSnapshot(stores);
        settlementTermsDesk = new SettlementTermsDesk(stores, cycleDesk, marketEvents);
        saleTermsDesk = new SaleTermsDesk(stores, marketEvents);
        saleTermsSnapshot = new SaleTermsSnapshot(stores);
        parameterDesk = new ParameterDesk(stores, task, keeper, saleTermsDesk, marketEvents, sliceEvaluations);
        deficitDesk.raiseCeilingsBy(parameterDesk);
        stores.liquidationDesk().bearDebtsBy(new DebtDesk(stores, deficitDesk));
    }

    private final class TaskListener implements TriggerTask.Listener {
        @Override
        public void onPriceApplied(final PriceUpdate update, final long commandPosition, final long timeMs) {
            events.marketPrice(update, favourOf(update).inUsePpm(), commandPosition, timeMs);
            if (update.kind() == PricedKind.INSTRUMENT) {
                parameterDesk.onMoved(update.priced());
            }
        }

        @Override
        public void onLongWork() {
            pulse.beat();
        }

        private StaleFavour favourOf(final PriceUpdate update) {
            return update.kind() == PricedKind.ASSET
                    ? stores.listings().asset(update.priced()).staleFavour()
                    : stores.listings().instrument(update.priced()).staleFavour();
        }

        @Override
        public void onFundingMoved(final Instrument instrument, final long commandPosition, final long timeMs) {
            marketEvents.fundingIndexed(instrument, commandPosition, timeMs);
            parameterDesk.onMoved(instrument.id());
        }

        @Override
        public void onFundingPutOff(final PriceUpdate update, final long commandPosition, final long timeMs) {
            marketEvents.fundingPutOff(update, commandPosition, timeMs);
            parameterDesk.onMoved(update.priced());
        }

        @Override
        public void onFinalApplied(final PriceUpdate update) {
            closer.begin(stores.listings().instrument(update.priced()));
        }

        @Override
        public void onTermsReached() {
            parameterDesk.onTermsReached();
        }

        @Override
        public void beforeBreach(final int account) {
            stores.deleveraging().gather(account);
        }

        @Override
        public int onBreach(final int account) {
            final int takenBack = instructionDesk.takeBack(account);
            stores.liquidationDesk().start(account);
            return 1 + takenBack;
        }
    }

    @Override
    public void pulse(final Pulse toBeTold) {
        pulse = toBeTold;
    }

    @Override
    public void onCommand(final CommandSlot slot) {
        events.begin(slot.logPosition(), slot.timeMs());
        moveTime(slot.timeMs(), slot.aliveMs());
        isQueued = false;
        final boolean isTaskUnderWay = task.isRunning();
        for (int i = 0; i < slot.priceUpdateCount(); i++) {
            isQueued |= task.submit(slot.priceUpdate(i), slot.logPosition(), slot.timeMs());
        }
        if (slot.isAfterGap()) {
            finishTask();
        }
        switch (slot.kind()) {
            case MESSAGE -> onMessage(slot);
            case SESSION_OPEN -> onSessionOpen(slot);
            case SESSION_CLOSE -> events.session(OutputKind.SESSION_CLOSED, slot);
            case TIMER -> onTimer(slot, isTaskUnderWay);
            default -> throw new IllegalStateException("no such kind of command: " + slot.kind());
        }
        task.runSlice(sliceEvaluations);
        cycleDesk.runSlice(slot.kind() == CommandKind.TIMER, task.isRunning());
        closer.runSlice();
        deleveragingDesk.runSlice(slot.kind() == CommandKind.TIMER, task.isRunning());
        poolSweep.sweep();
        deficitDesk.runSlice();
    }

    /** Prices that went stale while the cluster was away do not wait behind older ones: nothing is sold meanwhile. */
    private void finishTask() {
        task.runToEnd();
        isQueued = false;
    }

    private void moveTime(final long timeMs, final long aliveMs) {
        final long day = Math.floorDiv(timeMs, DAY_MS);
        if (day > Math.floorDiv(stores.listings().timeMs(), DAY_MS)) {
            marketEvents.dayBegan((int) day);
        }
        stores.listings().timeMs(timeMs, aliveMs);
    }

    private void onTimer(final CommandSlot slot, final boolean isTaskUnderWay) {
        if (slot.sourceCounts().isPresent()) {
            marketEvents.sourceStatistics(slot.sourceCounts());
        }
        // Before another deleveraging begins: what holds for all at once waits while one gathers holders.
        parameterDesk.onTimer(isTaskUnderWay);
        stores.liquidationDesk().onTimer(sliceEvaluations, backstopDesk, deleveragingDesk, collateralDesk);
        poolDesk.onTimer();
        stores.statusNotices().onTimer(slot.timeMs());
        instructionDesk.onTimer(sliceEvaluations);
        cycleDesk.onTimer();
    }

    private void onSessionOpen(final CommandSlot slot) {
        events.session(OutputKind.SESSION_OPENED, slot);
        if (slot.rejectCode() == RejectCode.NONE) {
            events.sessionAck(slot);
        }
    }

    private void onMessage(final CommandSlot slot) {
        if (slot.isRepeat()) {
            repeat(slot);
        } else if (!slot.isApplicable()) {
            refuse(slot);
        } else if (slot.templateId() == SessionRequestDecoder.TEMPLATE_ID) {
            events.sessionAck(slot);
        } else {
            final RejectCode refusal = apply(slot);
            final AckStatus accepted = isQueued ? AckStatus.QUEUED : AckStatus.ACCEPTED;
            answer(slot, refusal, refusal == RejectCode.NONE ? accepted : AckStatus.REJECTED);
        }
    }

    /** What leaves a pool by its account has left it before anything else of the entry asks what it has. */
    private RejectCode withdrawInsurance(final CommandSlot slot) {
        final RejectCode refusal = fundsDesk.onInsuranceWithdrawal(slot);
        poolSweep.sweep();
        return refusal;
    }

    private RejectCode apply(final CommandSlot slot) {
        return switch (slot.templateId()) {
            case TradeDecoder.TEMPLATE_ID -> fillDesk.onTrade(slot);
            case ClassifiedTradeDecoder.TEMPLATE_ID -> fillDesk.onClassifiedTrade(slot);
            case TradeBustDecoder.TEMPLATE_ID -> bustDesk.onBust(slot);
            case TradeCorrectionDecoder.TEMPLATE_ID -> bustDesk.onCorrection(slot);
            case CreditCheckDecoder.TEMPLATE_ID -> creditDesk.onCreditCheck(slot);
            case ReserveMarginDecoder.TEMPLATE_ID -> accountDesk.onReserveMargin(slot);
            case SetLeverageDecoder.TEMPLATE_ID -> accountDesk.onSetLeverage(slot);
            case SetAccountTermsDecoder.TEMPLATE_ID -> accountDesk.onSetAccountTerms(slot);
            case CloseAccountDecoder.TEMPLATE_ID -> accountDesk.onCloseAccount(slot);
            case SetMarketTermsDecoder.TEMPLATE_ID -> marketDesk.onSetMarketTerms(slot);
            case SetFeesDecoder.TEMPLATE_ID -> marketDesk.onSetFees(slot);
            case BidDecoder.TEMPLATE_ID -> bidDesk.onBid(slot);
            case BidCollateralDecoder.TEMPLATE_ID -> collateralDesk.onBid(slot);
            case SetBackstopDecoder.TEMPLATE_ID -> backstopDesk.onSetBackstop(slot);
            case SetInsuranceLimitsDecoder.TEMPLATE_ID -> settlementTermsDesk.onSetInsuranceLimits(slot);
            case SetLiquidationTermsDecoder.TEMPLATE_ID ->
                submitTerms(slot, saleTermsDesk.checkLiquidationTerms(slot));
            case SetCollateralAuctionDecoder.TEMPLATE_ID ->
                submitTerms(slot, saleTermsDesk.checkCollateralAuction(slot));
            case DepositDecoder.TEMPLATE_ID -> fundsDesk.onDeposit(slot);
            case WithdrawalDecoder.TEMPLATE_ID -> fundsDesk.onWithdrawal(slot);
            case CancelWithdrawalDecoder.TEMPLATE_ID -> instructionDesk.onCancelWithdrawal(slot);
            case InsuranceDepositDecoder.TEMPLATE_ID -> fundsDesk.onInsuranceDeposit(slot);
            case InsuranceWithdrawalDecoder.TEMPLATE_ID -> withdrawInsurance(slot);
            case TransferDecoder.TEMPLATE_ID -> transferDesk.onTransfer(slot);
            case ConfirmInstructionDecoder.TEMPLATE_ID -> instructionDesk.onConfirmation(slot);
            case SetCollateralLimitsDecoder.TEMPLATE_ID -> settlementTermsDesk.onSetCollateralLimits(slot);
            case SetSettlementDecoder.TEMPLATE_ID -> settlementTermsDesk.onSetSettlement(slot);
            case StartCycleDecoder.TEMPLATE_ID -> cycleDesk.onStartCycle();
            case AddParticipantDecoder.TEMPLATE_ID -> listingDesk.onAddParticipant(slot);
            case SetParticipantDecoder.TEMPLATE_ID -> listingDesk.onSetParticipant(slot);
            case SetMessageKeyDecoder.TEMPLATE_ID -> listingDesk.onSetMessageKey(slot);
            case AddAssetDecoder.TEMPLATE_ID -> listingDesk.onAddAsset(slot);
            case AddInstrumentDecoder.TEMPLATE_ID -> listingDesk.onAddInstrument(slot);
            case AddAccountDecoder.TEMPLATE_ID -> listingDesk.onAddAccount(slot);
            case AddPriceSourceDecoder.TEMPLATE_ID -> listingDesk.onAddPriceSource(slot);
            case RemovePriceSourceDecoder.TEMPLATE_ID -> listingDesk.onRemovePriceSource(slot);
            case SetPriceTermsDecoder.TEMPLATE_ID -> listingDesk.onSetPriceTerms(slot);
            // Price has done what there is to do; the update, if any, was submitted above.
            case PriceSubmissionDecoder.TEMPLATE_ID, SetHaltedDecoder.TEMPLATE_ID -> RejectCode.NONE;
            case BookTopDecoder.TEMPLATE_ID -> marketDesk.onBookTop(slot);
            case SetFundingTermsDecoder.TEMPLATE_ID -> marketDesk.onSetFundingTerms(slot);
            case SetMarginTermsDecoder.TEMPLATE_ID, SetCollateralTermsDecoder.TEMPLATE_ID ->
                submitTerms(slot, RejectCode.NONE);
            case SetMarketPhaseDecoder.TEMPLATE_ID -> marketDesk.onSetMarketPhase(slot);
            case StateHashRequestDecoder.TEMPLATE_ID -> onStateHashRequest(slot);
            default -> throw new IllegalStateException("Gate let template " + slot.templateId() + " pass");
        };
    }

    /** A change of terms that nothing speaks against, as Price found for those that accounts adopt, is taken up. */
    private RejectCode submitTerms(final CommandSlot slot, final RejectCode refusal) {
        isQueued |= refusal == RejectCode.NONE && parameterDesk.submit(slot);
        return refusal;
    }

    private RejectCode onStateHashRequest(final CommandSlot slot) {
        final long ofAllStages = Mixing.chain(slot.stageHash(), stateHash());
        events.stateHash(
                ofAllStages,
                stores.accounts().size(),
                stores.positions().size(),
                invariants.count());
        return RejectCode.NONE;
    }

    // ---------------------------------------------------------------- answers

    /** Answers a command that was sent again, but not another one under its sequence. */
    private void repeat(final CommandSlot slot) {
        final int answer = answers.find(slot.participant(), slot.sequence());
        if (answers.digest(answer) == slot.digest()) {
            sendAnswer(slot, answer, BooleanType.YES);
        } else {
            refuseUnremembered(slot, RejectCode.SEQUENCE_REUSED);
        }
    }

    /** Answers what Gate or Price refused. What did not consume a sequence is not remembered. */
    private void refuse(final CommandSlot slot) {
        final boolean isNumbered = slot.rejectCode() != RejectCode.SEQUENCE_GAP
                && slot.rejectCode() != RejectCode.NOT_AUTHENTICATED
                && slot.rejectCode() != RejectCode.BAD_MAC
                && slot.rejectCode() != RejectCode.RATE_LIMITED
                && slot.sequence() > 0;
        if (isNumbered) {
            answer(slot, slot.rejectCode(), AckStatus.REJECTED);
        } else {
            refuseUnremembered(slot, slot.rejectCode());
        }
    }

    private void refuseUnremembered(final CommandSlot slot, final RejectCode code) {
        events.commandAck(slot, slot.logPosition(), slot.timeMs(), 0, AckStatus.REJECTED, code, BooleanType.NO);
    }

    private void answer(final CommandSlot slot, final RejectCode code, final AckStatus status) {
        final int answer = answers.keep(
                slot.participant(),
                slot.sequence(),
                slot.digest(),
                slot.logPosition(),
                slot.timeMs(),
                code == RejectCode.NONE ? result(slot) : 0,
                status,
                code);
        sendAnswer(slot, answer, BooleanType.NO);
    }

    /** What an accepted command made. */
    private long result(final CommandSlot slot) {
        return switch (slot.templateId()) {
            case BidDecoder.TEMPLATE_ID -> bidDesk.traded();
            case BidCollateralDecoder.TEMPLATE_ID -> collateralDesk.traded();
            case WithdrawalDecoder.TEMPLATE_ID, InsuranceWithdrawalDecoder.TEMPLATE_ID ->
                    stores.instructions().lastId();
            case StartCycleDecoder.TEMPLATE_ID -> stores.cycle().number();
            default -> 0;
        };
    }

    private void sendAnswer(final CommandSlot slot, final int answer, final BooleanType repeated) {
        events.commandAck(
                slot,
                answers.commandPosition(answer),
                answers.timeMs(answer),
                answers.result(answer),
                answers.status(answer),
                answers.rejectCode(answer),
                repeated);
    }

    /** Writes Risk's part of a snapshot but for the progress of its tasks. */
    public void writeSnapshot(final RecordWriter writer, final long[] accountIds) {
        new RiskSnapshotWriter(stores, task, closer, writer).write(accountIds);
        settlementSnapshot.write(writer);
        cycleSnapshot.write(writer);
        waterfallSnapshot.write(writer);
        deleveragingSnapshot.write(writer);
        saleTermsSnapshot.write(writer);
    }

    /** Writes how far tasks, cursors and counters have come. */
    public void writeProgress(final ProgressStateEncoder progress) {
        task.writeProgress(progress);
        progress.lastLiquidation(stores.liquidations().lastId())
                .liquidationCursor(stores.liquidations().rounds().cursorId())
                .liquidationRound(stores.liquidations().rounds().lastId())
                .tradeIds(stores.tradeIds().added() - stores.tradeIds().size())
                .references(stores.references().added() - stores.references().size());
    }

    /** Goes on where a snapshot says; comes before the records that it counts. */
    public void restoreProgress(final ProgressStateDecoder progress) {
        task.restoreProgress(progress);
        stores.liquidations().restoreLastId(progress.lastLiquidation());
        stores.liquidations().rounds().restore(progress.liquidationCursor(), progress.liquidationRound());
        stores.tradeIds().restoreAdded(progress.tradeIds());
        stores.references().restoreAdded(progress.references());
    }

    /** Takes up a participant that Gate took up from a snapshot. */
    public void loadParticipant(final int participant) {
        if (participant != GateStage.GENESIS_PARTICIPANT) {
            answers.addParticipant(participant);
        }
    }

    /** Takes up a listing from a snapshot. */
    public void loadListing(final DirectBuffer command, final int offset) {
        loader.loadListing(command, offset);
    }

    /** Takes up another record from a snapshot. {@return whether it is one of Risk's} */
    public boolean load(final int templateId, final DirectBuffer buffer, final int offset) {
        return loader.load(templateId, buffer, offset) || settlementSnapshot.load(templateId, buffer, offset)
                || cycleSnapshot.load(templateId, buffer, offset)
                || waterfallSnapshot.load(templateId, buffer, offset)
                || deleveragingSnapshot.load(templateId, buffer, offset)
                || saleTermsSnapshot.load(templateId, buffer, offset);
    }

    /** {@return canonical hash of all that Risk owns; walks the whole state} */
    public long stateHash() {
        return hash.compute();
    }

    /** {@return the check of all invariants} */
    Invariants invariants() {
        return invariants;
    }

    /** {@return whether positions in markets that settle are still to be closed} */
    boolean isClosing() {
        return closer.isRunning();
    }

    /** {@return what prices set in motion} */
    public TriggerTask task() {
        return task;
    }
}
