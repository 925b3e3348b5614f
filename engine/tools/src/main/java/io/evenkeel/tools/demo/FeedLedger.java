package io.evenkeel.tools.demo;

import io.evenkeel.codecs.BalanceChangedDecoder;
import io.evenkeel.codecs.InstructionEndedDecoder;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.MarketPriceDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.Side;
import io.evenkeel.codecs.TradeBookedDecoder;
import io.evenkeel.codecs.TransferredDecoder;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * An account of everything, kept from the audit feed alone by somebody who does not trust the cluster: positions,
 * entry values, balances, the insurance pool and liquidations, each compared with what the cluster says next.
 */
final class FeedLedger {
    private static final int MAX_COMPLAINTS = 20;
    private static final long PPM = 1_000_000;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeBookedDecoder trade = new TradeBookedDecoder();
    private final BalanceChangedDecoder balanceChange = new BalanceChangedDecoder();
    private final LiquidationStartedDecoder started = new LiquidationStartedDecoder();
    private final LiquidationOrderDecoder order = new LiquidationOrderDecoder();
    private final LiquidationTradeDecoder taken = new LiquidationTradeDecoder();
    private final LiquidationEndedDecoder ended = new LiquidationEndedDecoder();
    private final InstructionEndedDecoder instructionEnded = new InstructionEndedDecoder();
    private final TransferredDecoder transferred = new TransferredDecoder();
    private final Map<String, long[]> positions = new HashMap<>();
    private final Map<Long, Long> balances = new HashMap<>();
    private final Map<Long, Long> openLiquidations = new HashMap<>();
    private final MarketPriceDecoder price = new MarketPriceDecoder();
    private final Map<Integer, Long> marks = new HashMap<>();
    private final Map<Long, Integer> maxDiscounts = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private long insurance;
    private long netDeposits;
    private long inTransit;
    private long lastNumber;
    private long lastLiquidation;
    private long trades;
    private long liquidationTrades;
    private long cured;
    private long liquidationsEnded;
    private long balancesCompared;

    /** Takes one event of the audit feed. */
    void onEvent(final long number, final DirectBuffer buffer, final int offset) {
        check(number > lastNumber, "event " + number + " after " + lastNumber);
        lastNumber = number;
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case TradeBookedDecoder.TEMPLATE_ID -> onTrade(buffer, offset);
            case BalanceChangedDecoder.TEMPLATE_ID -> onBalance(buffer, offset);
            case LiquidationStartedDecoder.TEMPLATE_ID -> onStarted(buffer, offset);
            case LiquidationOrderDecoder.TEMPLATE_ID -> onOrder(buffer, offset);
            case LiquidationTradeDecoder.TEMPLATE_ID -> onTaken(buffer, offset);
            case LiquidationEndedDecoder.TEMPLATE_ID -> onEnded(buffer, offset);
            case MarketPriceDecoder.TEMPLATE_ID -> onPrice(buffer, offset);
            case InstructionEndedDecoder.TEMPLATE_ID -> onInstructionEnded(buffer, offset);
            case TransferredDecoder.TEMPLATE_ID -> onTransferred(buffer, offset);
            default -> { }
        }
    }

    private void onPrice(final DirectBuffer buffer, final int offset) {
        price.wrapAndApplyHeader(buffer, offset, header);
        if (price.kind() == PricedKind.INSTRUMENT) {
            marks.put(price.priced(), price.mark());
        }
    }

    private void onTrade(final DirectBuffer buffer, final int offset) {
        trade.wrapAndApplyHeader(buffer, offset, header);
        trades++;
        final long cash = Math.multiplyExact(trade.quantity(), trade.price());
        leg(trade.buyer(), trade.quantity(), cash, trade.buyerBefore(), trade.buyerProfit());
        leg(trade.seller(), -trade.quantity(), -cash, trade.sellerBefore(), trade.sellerProfit());
    }

    /** Books one leg by the rules of the specification: value grows, or is released in proportion, toward zero. */
    private void leg(final long account, final long change, final long cash, final long before, final long profit) {
        final long[] held = positions.computeIfAbsent(account + "/" + trade.instrument(), key -> new long[2]);
        check(held[0] == before, "account " + account + " held " + held[0] + ", the cluster says " + before);
        long realised = 0;
        if (Long.signum(held[0]) * Long.signum(change) >= 0) {
            held[1] += cash;
        } else {
            final long closed = Math.min(Math.abs(change), Math.abs(held[0]));
            final long released = mulDivTowardZero(held[1], closed, Math.abs(held[0]));
            final long closingCash = cash / Math.abs(change) * closed;
            realised = -closingCash - released;
            held[1] += cash - closingCash - released;
        }
        held[0] += change;
        check(realised == profit, "account " + account + " realised " + realised + ", the cluster says " + profit);
        balances.merge(account, realised, Long::sum);
    }

    private static long mulDivTowardZero(final long value, final long numerator, final long denominator) {
        return BigInteger.valueOf(value)
                .multiply(BigInteger.valueOf(numerator))
                .divide(BigInteger.valueOf(denominator))
                .longValueExact();
    }

    private void onBalance(final DirectBuffer buffer, final int offset) {
        balanceChange.wrapAndApplyHeader(buffer, offset, header);
        balancesCompared++;
        final long account = balanceChange.account();
        if (balanceChange.amount() < 0) {
            inTransit -= balanceChange.amount();
        } else {
            netDeposits += balanceChange.amount();
        }
        if (account == 0) {
            insurance += balanceChange.amount();
            check(insurance == balanceChange.balance(), "insurance holds " + insurance + ", the cluster says "
                    + balanceChange.balance());
            return;
        }
        final long balance = balances.merge(account, balanceChange.amount(), Long::sum);
        check(balance == balanceChange.balance(), "account " + account + " has " + balance + ", the cluster says "
                + balanceChange.balance());
    }

    /** What was withdrawn is on its way until it is confirmed, and then outside, or comes back. */
    private void onInstructionEnded(final DirectBuffer buffer, final int offset) {
        instructionEnded.wrapAndApplyHeader(buffer, offset, header);
        final boolean isConfirmed = instructionEnded.outcome() == InstructionOutcome.CONFIRMED;
        final boolean isHeld = instructionEnded.kind() != InstructionKind.COLLECT;
        final long amount = instructionEnded.amount();
        inTransit -= isHeld ? amount : 0;
        netDeposits += isConfirmed ? isHeld ? -amount : amount : 0;
        final long credited = isHeld == isConfirmed ? 0 : amount;
        final long balance = balances.merge(instructionEnded.account(), credited, Long::sum);
        check(balance == instructionEnded.balance(), "account " + instructionEnded.account() + " has " + balance
                + " after instruction " + instructionEnded.instruction() + ", the cluster says "
                + instructionEnded.balance());
    }

    private void onTransferred(final DirectBuffer buffer, final int offset) {
        transferred.wrapAndApplyHeader(buffer, offset, header);
        balances.merge(transferred.from(), -transferred.amount(), Long::sum);
        balances.merge(transferred.to(), transferred.amount(), Long::sum);
    }

    private void onStarted(final DirectBuffer buffer, final int offset) {
        started.wrapAndApplyHeader(buffer, offset, header);
        check(started.liquidation() == lastLiquidation + 1, "liquidation " + started.liquidation() + " is out of turn");
        check(started.equity() < started.maintenanceMargin(), "liquidation " + started.liquidation()
                + " started with equity " + started.equity() + " of " + started.maintenanceMargin());
        lastLiquidation = started.liquidation();
        openLiquidations.put(started.liquidation(), started.account());
    }

    private void onOrder(final DirectBuffer buffer, final int offset) {
        order.wrapAndApplyHeader(buffer, offset, header);
        check(openLiquidations.containsKey(order.liquidation()), "an order of no open liquidation");
        maxDiscounts.put(order.liquidation(), order.maxDiscountPpm());
    }

    private void onTaken(final DirectBuffer buffer, final int offset) {
        taken.wrapAndApplyHeader(buffer, offset, header);
        liquidationTrades++;
        insurance += taken.penalty();
        balances.merge(taken.account(), -taken.penalty(), Long::sum);
        final long mark = marks.getOrDefault(taken.instrument(), 0L);
        final long allowed = mark * maxDiscounts.getOrDefault(taken.liquidation(), 0) / PPM + 1;
        final long loss = taken.side() == Side.SELL ? mark - taken.price() : taken.price() - mark;
        check(loss <= allowed, "liquidation " + taken.liquidation() + " traded at " + taken.price() + ", mark " + mark);
    }

    private void onEnded(final DirectBuffer buffer, final int offset) {
        ended.wrapAndApplyHeader(buffer, offset, header);
        check(openLiquidations.remove(ended.liquidation()) != null, "an end of no open liquidation");
        liquidationsEnded++;
        if (ended.equity() >= ended.maintenanceMargin()) {
            cured++;
        }
    }

    private void check(final boolean holds, final String complaint) {
        if (!holds && complaints.size() < MAX_COMPLAINTS) {
            complaints.add(complaint);
        }
    }

    /** {@return what does not hold at the end, each as a sentence; empty if all does} */
    List<String> violations() {
        final Map<String, Long> quantities = new HashMap<>();
        long entryValues = 0;
        for (final Map.Entry<String, long[]> position : positions.entrySet()) {
            final String instrument = position.getKey().substring(position.getKey().indexOf('/') + 1);
            quantities.merge(instrument, position.getValue()[0], Long::sum);
            entryValues += position.getValue()[1];
        }
        quantities.forEach((instrument, sum) -> check(sum == 0, "quantities of instrument " + instrument + " sum to "
                + sum));
        final long money = insurance + balances.values().stream().mapToLong(Long::longValue).sum();
        final long clearing = -entryValues;
        check(inTransit >= 0, "in transit is " + inTransit);
        check(money + clearing + inTransit == netDeposits, "balances " + money + ", clearing " + clearing
                + " and in transit " + inTransit + " are not the net deposits " + netDeposits);
        return complaints;
    }

    /** {@return the accounts with a balance} */
    List<Long> accounts() {
        return balances.keySet().stream().sorted().toList();
    }

    long trades() {
        return trades;
    }

    long liquidationTrades() {
        return liquidationTrades;
    }

    long liquidationsStarted() {
        return lastLiquidation;
    }

    long liquidationsEnded() {
        return liquidationsEnded;
    }

    long cured() {
        return cured;
    }

    int openLiquidations() {
        return openLiquidations.size();
    }

    long insurance() {
        return insurance;
    }

    long netDeposits() {
        return netDeposits;
    }

    long balancesCompared() {
        return balancesCompared;
    }

    long lastNumber() {
        return lastNumber;
    }
}
