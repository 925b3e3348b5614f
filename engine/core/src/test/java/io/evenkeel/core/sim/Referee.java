package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.OrderReason;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.Breaches;
import io.evenkeel.model.Fill;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Liquidation;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.ModelInstruction;
import io.evenkeel.model.ModelPosition;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Takes every event as it is put out, checks it against the model, applies it to the model, and scans all accounts:
 * so the model stands where the engine stands, at every event and not only between commands.
 */
final class Referee {
    private final ModelBook book;
    private final Predictions predictions;
    private final SaleReferee sales;
    private final DeleveragingReferee deleveraging;
    private final DeficitReferee deficits;
    private final FundingReferee funding;
    private final OrderReferee orders;
    private final TermsReferee terms;
    private final InstructionReferee instructions;
    private final CycleReferee cycles;
    private final MarketReferee markets;
    private final PriceReferee prices;
    private final LimitReferee limits;
    private final PartyReferee parties;
    private final WaterfallReferee waterfall;
    private final SaleTermsReferee saleTerms;
    private final CollateralReferee collateral;
    private final DebtReferee debts;
    private final StatusReferee statuses;
    private final BooleanSupplier isTaskRunning;
    private final Tally tally;
    private LogEntry entry;
    private long position;
    private long liquidations;
    private long withdrawal;
    private int effects;
    private boolean isScanned;
    private Set<RejectCode> predictedBefore = Set.of();
    private Event.Ack ack;

    Referee(final ModelBook book, final World world, final Tally tally, final Inspector inspector) {
        this.book = book;
        terms = new TermsReferee(book, world, inspector::termsAdoptedTo);
        isTaskRunning = inspector::isTaskRunning;
        funding = new FundingReferee(book, world, tally);
        this.tally = tally;
        orders = new OrderReferee(book);
        instructions = new InstructionReferee(book, world, tally);
        markets = new MarketReferee(book, world, tally);
        prices = new PriceReferee(book, world);
        limits = new LimitReferee(book);
        parties = new PartyReferee(book, world);
        waterfall = new WaterfallReferee(book);
        saleTerms = new SaleTermsReferee(book);
        collateral = new CollateralReferee(book);
        predictions = new Predictions(
                book, world, new OrderPredictions(book, orders), terms, instructions, markets, prices, limits,
                parties, waterfall, saleTerms, collateral);
        collateral.askOfTrust(predictions::isTrusted);
        waterfall.askOfTrust(predictions::isTrusted);
        instructions.askOfPauses(limits::isPaused);
        instructions.askOfTrust(predictions::isTrusted);
        cycles = new CycleReferee(book, predictions, tally);
        predictions.askOfCycles(cycles);
        collateral.askOfCycles(cycles::touched);
        deleveraging = new DeleveragingReferee(book);
        deficits = new DeficitReferee(book);
        debts = new DebtReferee(book, deficits, collateral, tally);
        statuses = new StatusReferee(book, tally);
        sales = new SaleReferee(book, waterfall, deleveraging, deficits, collateral, debts, tally);
    }

    /** Says which entry the events that follow belong to. */
    void begin(final LogEntry next, final long atPosition, final long atTimeMs) {
        entry = next;
        position = atPosition;
        effects = 0;
        ack = null;
        sales.begin(next, atTimeMs);
        debts.begin(atTimeMs);
        funding.begin(atPosition, atTimeMs);
        orders.begin(next);
        terms.begin(next, atPosition, isTaskRunning.getAsBoolean());
        instructions.begin(next, atTimeMs);
        book.market().moveTo(atTimeMs, next instanceof LogEntry.Timer);
        limits.begin(next, atTimeMs);
        parties.begin(next, atTimeMs);
        waterfall.begin(next);
        saleTerms.begin(next, atPosition);
        collateral.begin(next, atTimeMs);
        cycles.begin(next, atTimeMs);
        markets.begin(next, atPosition, atTimeMs);
        prices.begin(next, atPosition, isTaskRunning.getAsBoolean());
        statuses.begin(next);
        predictedBefore = predictions.of(next);
    }

    /** {@return the answer to the entry; null for a timer} */
    Event.Ack ack() {
        return ack;
    }

    /** Checks what can only be said once the entry is done. */
    void end() {
        final boolean isAdopting = terms.follow();
        if (isAdopting || !isScanned) {
            scan(position);
        }
        terms.end();
        saleTerms.end(isTaskRunning.getAsBoolean());
        instructions.end();
        cycles.end();
        markets.end();
        prices.end();
        deficits.end(isTaskRunning.getAsBoolean());
        statuses.end();
        if (entry.participant() == 0) {
            return;
        }
        check(ack != null, () -> "no answer to " + entry);
        final boolean hasEffect = ack.status() != AckStatus.REJECTED
                && (isEffectful(entry) || collateral.amountSold() > 0)
                && !sales.isBidInVain();
        check(() -> "effects of " + entry, hasEffect ? Math.max(1, OrderReferee.effectsOf(entry)) : 0, effects);
        orders.end();
        check(() -> "result of " + entry, expectedResult(hasEffect), ack.result());
        sales.end();
    }

    private long expectedResult(final boolean hasEffect) {
        if (entry instanceof SettlementEntry.StartCycle && ack.status() != AckStatus.REJECTED) {
            return cycles.number();
        }
        return hasEffect && (entry instanceof LogEntry.Withdrawal || entry instanceof LogEntry.InsuranceWithdrawal)
                ? withdrawal
                : sales.quantitySold() + collateral.amountSold();
    }

    private static boolean isEffectful(final LogEntry entry) {
        return entry instanceof LogEntry.Trade
                || entry instanceof LogEntry.Deposit
                || entry instanceof LogEntry.Withdrawal
                || entry instanceof LogEntry.Transfer
                || entry instanceof LogEntry.Confirmation
                || entry instanceof LogEntry.Cancellation
                || entry instanceof LogEntry.Insurance
                || entry instanceof LogEntry.InsuranceWithdrawal
                || OrderReferee.effectsOf(entry) > 0
                || entry instanceof LogEntry.Bid;
    }

    private void beforeEvent(final Event event) {
        if (terms.follow()) {
            scan(position);
        }
        cycles.beforeEvent(event);
        statuses.beforeEvent(event);
        sales.beforeEvent(event);
        isScanned = isScanned && event instanceof Event.Ack;
    }

    void onEvent(final Event event) {
        beforeEvent(event);
        if (event instanceof Event.Ack answered) {
            onAck(answered);
        } else if (isOfOrders(event)) {
            onOrders(event);
        } else if (event instanceof Event.Priced priced) {
            onPriced(priced);
        } else if (event instanceof Event.FundingPutOff putOff) {
            funding.onPutOff(putOff);
        } else if (event instanceof Event.FundingIndexed indexed) {
            funding.onIndexed(indexed);
            terms.onPriced();
            scan(indexed.commandPosition());
        } else if (event instanceof Event.ParametersChanged changed) {
            onChanged(changed);
        } else if (event instanceof Event.FundingPaid paid) {
            funding.onPaid(paid);
        } else if (event instanceof Event.Busted busted) {
            onBusted(busted);
        } else if (event instanceof Event.PhaseChanged changed) {
            markets.onPhase(changed);
        } else if (event instanceof Event.PositionSettled settled) {
            cycles.checkSettled(settled.account());
            funding.checkSettled(settled.account(), settled.instrument());
            markets.onSettled(settled);
            sales.touch(settled.account());
        } else if (isOfCycle(event)) {
            onCycle(event);
        } else if (event instanceof Event.OfWaterfall told) {
            onWaterfall(told);
        } else if (event instanceof Event.Booked booked) {
            onBooked(booked);
        } else if (event instanceof Event.Sold sold) {
            onSold(sold);
        } else if (event instanceof Event.Moved moved) {
            onMoved(moved);
        } else if (event instanceof Event.Finished finished) {
            onFinished(finished);
        } else if (event instanceof Event.Transferred transferred) {
            onTransferred(transferred);
        } else if (event instanceof Event.Started started) {
            onStarted(started);
        } else if (event instanceof Event.Order order) {
            sales.onOrder(order);
        } else if (event instanceof Event.CollateralOrder order) {
            collateral.onOrder(order);
            tally.add(Tally.Kind.COLLATERAL_RESUMED, order.reason() == OrderReason.RESUMED ? 1 : 0);
        } else if (event instanceof Event.CollateralSold sold) {
            onCollateralSold(sold);
        } else if (event instanceof Event.Ended ended) {
            sales.onEnded(ended);
            scan(position);
            tally.add(Tally.Kind.CURES, ended.outcome() == io.evenkeel.codecs.LiquidationOutcome.CURED ? 1 : 0);
        }
    }

    private void onBusted(final Event.Busted busted) {
        effects++;
        funding.checkSettled(busted.buyer(), busted.instrument());
        funding.checkSettled(busted.seller(), busted.instrument());
        orders.onBusted(busted);
        statuses.onTraded(busted.buyer(), busted.seller());
        if (!busted.isCorrected()) {
            scan(position);
        }
    }

    private void onSold(final Event.Sold sold) {
        sales.onSold(sold);
        tally.count(switch (sold.step()) {
            case BACKSTOP -> Tally.Kind.TAKEOVERS;
            case DELEVERAGED -> Tally.Kind.DELEVERAGED;
            case POOL -> Tally.Kind.POOLED;
            default -> Tally.Kind.SALES;
        });
        tally.add(Tally.Kind.INSURED_SALES, sold.insured() > 0 ? 1 : 0);
        if (sold.step() == LiquidationStep.DELEVERAGED) {
            // Who closed at a loss may breach by it, and be asked again by the same entry.
            scan(position);
        }
    }

    private void onCollateralSold(final Event.CollateralSold sold) {
        collateral.onSold(sold);
        effects += sold.keeper() == 0 ? 0 : 1;
        sales.touch(sold.account());
        tally.count(sold.keeper() == 0 ? Tally.Kind.COLLATERAL_POOLED : Tally.Kind.COLLATERAL_SALES);
        scan(position);
    }

    private static boolean isOfOrders(final Event event) {
        return event instanceof Event.FeesCharged
                || event instanceof Event.StatusChanged
                || event instanceof Event.Reserved
                || event instanceof Event.AccountChanged
                || event instanceof Event.CreditReport;
    }

    private void onOrders(final Event event) {
        if (event instanceof Event.FeesCharged fees) {
            orders.onFees(fees);
        } else if (event instanceof Event.StatusChanged told) {
            statuses.onStatus(told);
        } else if (event instanceof Event.Reserved reserved) {
            orders.onReserved(reserved);
        } else if (event instanceof Event.AccountChanged changed) {
            parties.onChanged(changed);
            orders.onChanged(changed);
        } else if (event instanceof Event.CreditReport report) {
            orders.onCredit(report);
            cycles.checkSettled(report.account());
        }
    }

    private static boolean isOfCycle(final Event event) {
        return event instanceof Event.CycleStarted
                || event instanceof Event.CycleMark
                || event instanceof Event.CycleSettled
                || event instanceof Event.CycleClosed
                || event instanceof Event.Instructed;
    }

    private void onWaterfall(final Event.OfWaterfall event) {
        if (event instanceof Event.DeleveragingStarted started) {
            deleveraging.onStarted(started);
        } else if (event instanceof Event.DeleveragingRound round) {
            deleveraging.onRound(round);
        } else if (event instanceof Event.DeleveragingSkipped skipped) {
            deleveraging.onSkipped(skipped);
            tally.count(Tally.Kind.SKIPPED);
        } else if (event instanceof Event.BackstopPassedOver passedOver) {
            waterfall.onPassedOver(passedOver);
            tally.count(Tally.Kind.PASSED_OVER);
        } else if (event instanceof Event.DebtInsured insured) {
            debts.onInsured(insured);
        } else if (event instanceof Event.DeficitTaken taken) {
            debts.onTaken(taken);
            deficits.onTaken(taken);
            if (DeficitReferee.isOfPool(taken)) {
                instructions.checkTakenBack(
                        taken.account(), book.terms().instruments().get(taken.instrument()).settlementAsset());
                tally.count(Tally.Kind.POOLS_SHORT);
            }
        } else if (event instanceof Event.DeficitCharged charged) {
            deficits.onCharged(charged);
            tally.count(Tally.Kind.CHARGED);
            terms.onPriced();
            scan(position);
        } else if (event instanceof Event.DeficitCovered covered) {
            deficits.onCovered(covered);
            tally.count(Tally.Kind.COVERED);
        } else {
            deficits.onSwept((Event.PoolSwept) event);
        }
    }

    private void onCycle(final Event event) {
        if (event instanceof Event.CycleStarted started) {
            cycles.onStarted(started);
        } else if (event instanceof Event.CycleMark mark) {
            cycles.onMark(mark);
        } else if (event instanceof Event.CycleSettled settled) {
            cycles.onSettled(settled);
        } else if (event instanceof Event.CycleClosed closed) {
            cycles.onClosed(closed);
        } else {
            onInstructed((Event.Instructed) event);
        }
    }

    private void onInstructed(final Event.Instructed told) {
        if (!instructions.onInstructed(told)) {
            return;
        }
        if (told.kind() == InstructionKind.WITHDRAWAL) {
            instructions.announce(told);
        } else {
            cycles.onInstructed(told);
        }
    }

    private void onAck(final Event.Ack answered) {
        check(ack == null, () -> "second answer to " + entry);
        check("position answered", position, answered.commandPosition());
        ack = answered;
        sales.onAck();
        orders.onAck(answered);
        terms.onAck(answered);
        cycles.onAck(answered);
        markets.onAck(answered);
        prices.onAck(answered);
        limits.onAck(answered);
        parties.onAck(answered);
        waterfall.onAck(answered);
        saleTerms.onAck(answered);
        collateral.onAck(answered);
        if (entry instanceof SettlementEntry.SettlementTerms wanted && answered.status() != AckStatus.REJECTED) {
            instructions.repeatAfter(wanted.repeatMs());
        }
        if (entry instanceof LogEntry.BookTop seen && answered.status() != AckStatus.REJECTED) {
            funding.onBook(seen);
            book.market().depth(seen.instrument(), seen.depth());
        }
        final boolean isPredicted = predictedBefore.contains(answered.rejectCode())
                || predictions.of(entry).contains(answered.rejectCode());
        check(isPredicted,
                () -> "answer to " + entry + ": expected of " + predictedBefore + " was " + answered.rejectCode());
        check("refusal status", answered.rejectCode() != RejectCode.NONE, answered.status() == AckStatus.REJECTED);
        tally.add(Tally.Kind.REFUSED, answered.status() == AckStatus.REJECTED ? 1 : 0);
        if (answered.status() == AckStatus.QUEUED) {
            tally.count(Tally.Kind.QUEUED);
        }
    }

    private void onChanged(final Event.ParametersChanged changed) {
        terms.onChanged(changed);
        saleTerms.onChanged(changed);
        sales.onMoved();
        prices.onChanged(changed);
    }

    private void onPriced(final Event.Priced priced) {
        check(priced.commandPosition() <= position, "price from the future");
        countTierCrossings(priced);
        sales.onMoved();
        saleTerms.onPriced(priced.commandPosition());
        terms.onPriced();
        funding.onPriced(priced);
        markets.onPriced(priced);
        if (priced.kind() == PricedKind.INSTRUMENT) {
            book.market().turn(priced.priced(), priced.index(), priced.timeMs());
        }
        prices.onPriced(priced);
        book.market().set(priced.kind(), priced.priced(), priced.mark(), priced.state());
        scan(priced.commandPosition());
    }

    private void countTierCrossings(final Event.Priced priced) {
        if (priced.kind() == PricedKind.ASSET) {
            return;
        }
        final InstrumentTerms terms = book.terms().instruments().get(priced.priced());
        final long before = book.market().mark(priced.priced());
        for (final ModelAccount account : book.accounts()) {
            final long quantity = Math.abs(account.position(priced.priced()).quantity());
            if (terms.maintenance().tierOf(terms.notional(quantity, before))
                    != terms.maintenance().tierOf(terms.notional(quantity, priced.mark()))) {
                tally.count(Tally.Kind.TIER_CROSSINGS);
            }
        }
    }

    private void onBooked(final Event.Booked booked) {
        effects += booked.venue() == 0 && ack != null ? 0 : 1;
        if (AccountStore.isPoolId(booked.buyer()) || AccountStore.isPoolId(booked.seller())) {
            openPool(Math.max(booked.buyer(), booked.seller()));
        }
        if (booked.venue() == 0) {
            sales.expect(booked);
        } else {
            checkFill(booked);
        }
        check("buyer's position before", positionOf(booked.buyer(), booked), booked.buyerBefore());
        check("seller's position before", positionOf(booked.seller(), booked), booked.sellerBefore());
        funding.checkSettled(booked.buyer(), booked.instrument());
        funding.checkSettled(booked.seller(), booked.instrument());
        cycles.checkSettled(booked.buyer());
        cycles.checkSettled(booked.seller());
        final ModelPosition.Profit bought =
                book.book(booked.buyer(), booked.instrument(), booked.quantity(), booked.price());
        final ModelPosition.Profit sold =
                book.book(booked.seller(), booked.instrument(), -booked.quantity(), booked.price());
        check("buyer's profit", bought.onCost(), booked.buyerProfit());
        check("seller's profit", sold.onCost(), booked.sellerProfit());
        final Fill fill = booked.venue() == 0 ? null : orders.fill();
        if (fill != null) {
            final int asset = book.terms().instruments().get(fill.instrument()).settlementAsset();
            book.charge(fill.buyer(), asset, fill.buyerFee());
            book.charge(fill.seller(), asset, fill.sellerFee());
            orders.onBooked(fill);
            statuses.onTraded(fill.buyer(), fill.seller());
            limits.onFill(fill);
            scan(position);
        }
    }

    /** A pool's account is made when it is needed first. */
    private void openPool(final long account) {
        if (book.account(account) == null) {
            book.add(new ModelAccount(account, true, 0, book.terms()));
        }
    }

    private long positionOf(final long account, final Event.Booked booked) {
        return book.account(account).position(booked.instrument()).quantity();
    }

    private void checkFill(final Event.Booked booked) {
        final Fill fill = orders.fill();
        check(fill != null, () -> "a fill was booked by " + entry);
        check("fill", fill, new Fill(
                booked.tradeId(), booked.instrument(), booked.buyer(), booked.seller(), booked.quantity(),
                booked.price(), fill.buyerFee(), fill.sellerFee(), fill.isScheduled(), fill.isBuyerTaker()));
    }

    private void onMoved(final Event.Moved moved) {
        effects++;
        if (entry instanceof LogEntry.Deposit deposit) {
            check("deposit", deposit, new LogEntry.Deposit(
                    moved.account(), moved.asset(), moved.amount(), moved.reference()));
            book.deposit(moved.account(), moved.asset(), moved.amount());
            sales.touch(moved.account());
        } else if (entry instanceof LogEntry.Withdrawal wanted) {
            check("withdrawal", wanted, new LogEntry.Withdrawal(moved.account(), moved.asset(), -moved.amount()));
            onWithdrawn(wanted);
        } else if (entry instanceof LogEntry.InsuranceWithdrawal wanted) {
            check("withdrawal", wanted.ofAccount(), new LogEntry.Withdrawal(
                    moved.account(), moved.asset(), -moved.amount()));
            openPool(moved.account());
            onWithdrawn(wanted.ofAccount());
        } else if (entry instanceof LogEntry.Insurance insurance) {
            check("insurance", insurance, new LogEntry.Insurance(
                    moved.pool(), moved.asset(), moved.amount(), moved.reference()));
            book.insure(moved.pool(), moved.asset(), moved.amount());
        } else {
            throw new Discrepancy("money moved by " + entry);
        }
        if (moved.account() != 0) {
            cycles.checkSettled(moved.account());
            check("balance after", book.account(moved.account()).balance(moved.asset()), moved.balance());
        }
        scan(position);
    }

    private void onWithdrawn(final LogEntry.Withdrawal wanted) {
        instructions.onWithdrawn(wanted, limits.onWithdrawn(wanted));
        withdrawal = book.lastInstruction();
    }

    private void onFinished(final Event.Finished finished) {
        final boolean isTakenBack = instructions.isTakenBack(finished, ack != null);
        effects += isTakenBack ? 0 : 1;
        tally.add(Tally.Kind.TAKEN_BACK, isTakenBack ? 1 : 0);
        final ModelInstruction ended = book.instruction(finished.instruction());
        check(ended != null, () -> "no such instruction was open: " + finished);
        check("instruction ended", ended, new ModelInstruction(
                finished.instruction(), ended.cycle(), finished.account(), finished.asset(), finished.amount(),
                finished.kind()));
        if (!isTakenBack) {
            check("end", entry, finished.outcome() == InstructionOutcome.CANCELLED
                    ? new LogEntry.Cancellation(finished.instruction(), entry.participant())
                    : new LogEntry.Confirmation(finished.instruction(), finished.outcome()));
        }
        final boolean isConfirmed = finished.outcome() == InstructionOutcome.CONFIRMED;
        book.finish(finished.instruction(), isConfirmed);
        check("balance after", book.account(finished.account()).balance(finished.asset()), finished.balance());
        if (ended.isHeld() != isConfirmed) {
            cycles.checkSettled(finished.account());
            sales.touch(finished.account());
        }
        scan(position);
    }

    /** {@return withdrawals that no gateway was told of yet} */
    List<ModelInstruction> waitingWithdrawals() {
        return instructions.waiting();
    }

    private void onTransferred(final Event.Transferred moved) {
        effects++;
        check("transfer", entry,
                new LogEntry.Transfer(moved.from(), moved.to(), moved.asset(), moved.amount()));
        book.transfer(moved.from(), moved.to(), moved.asset(), moved.amount());
        sales.touch(moved.to());
        cycles.checkSettled(moved.from());
        cycles.checkSettled(moved.to());
        scan(position);
    }

    private void onStarted(final Event.Started started) {
        if (AccountStore.isPoolId(started.account())) {
            check(!book.account(started.account()).isFlat(), () -> "the pool holds nothing: " + started);
            check("position of the breach", position, started.breachPosition());
            check("liquidation id", ++liquidations, started.liquidation());
            startLiquidation(started);
            return;
        }
        final Breaches.Breach expected = book.breaches().takeFirst();
        check(expected != null, () -> "nobody breached, but " + started);
        check("next liquidation", expected, new Breaches.Breach(started.breachPosition(), started.account()));
        instructions.checkTakenBack(started.account());
        check("liquidation id", ++liquidations, started.liquidation());
        startLiquidation(started);
        sales.touch(started.account());
    }

    private void startLiquidation(final Event.Started started) {
        final ModelAccount account = book.account(started.account());
        account.liquidate(new Liquidation(
                started.liquidation(), started.breachPosition(), started.breachTimeMs()));
        sales.onStarted(account);
    }

    private void scan(final long chargedPosition) {
        tally.add(Tally.Kind.BREACHES, book.scan(chargedPosition).size());
        isScanned = true;
    }
}
