package io.evenkeel.tools.crash;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.client.keeper.OpenOrder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.DebtInsuredDecoder;
import io.evenkeel.codecs.DeficitChargedDecoder;
import io.evenkeel.codecs.DeficitCoveredDecoder;
import io.evenkeel.codecs.DeficitTakenDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.MarketPriceDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.Side;
import io.evenkeel.codecs.TradeBookedDecoder;
import java.util.Collection;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/**
 * Who lost what, and by what, as the events tell from the beginning of the path on. Every flow goes from one to
 * another, so each sums to zero over all; and what an account is left with must be what the ledger says.
 */
final class LossBook implements FeedListener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MarketPriceDecoder price = new MarketPriceDecoder();
    private final LiquidationStartedDecoder started = new LiquidationStartedDecoder();
    private final TradeBookedDecoder booked = new TradeBookedDecoder();
    private final LiquidationTradeDecoder trade = new LiquidationTradeDecoder();
    private final DebtInsuredDecoder insured = new DebtInsuredDecoder();
    private final DeficitTakenDecoder taken = new DeficitTakenDecoder();
    private final DeficitChargedDecoder charged = new DeficitChargedDecoder();
    private final DeficitCoveredDecoder covered = new DeficitCoveredDecoder();
    private final TreeMap<Long, AccountTally> accounts = new TreeMap<>();
    private final long[] marks;
    private final long[] indexesOfLongs;
    private final long[] indexesOfShorts;
    private final Flows insurance = new Flows();
    private final Flows unpaid = new Flows();
    private final WaterfallSteps steps = new WaterfallSteps();

    /** Begins at the start prices. */
    LossBook(final Book book) {
        marks = book.markets().stream().mapToLong(BookMarket::startPrice).toArray();
        indexesOfLongs = new long[marks.length];
        indexesOfShorts = new long[marks.length];
    }

    /** Begins with an account, as the ledger has it. */
    AccountTally begin(final BookAccount account, final long equity) {
        final AccountTally tally = new AccountTally(account.id(), account.party(), equity, marks.length);
        account.legs().forEach(leg -> tally.take(leg.market(), leg.quantity(), marks[leg.market()]));
        accounts.put(account.id(), tally);
        return tally;
    }

    @Override
    public void onEvent(
            final long number, final long logPosition, final DirectBuffer buffer, final int offset, final int length) {
        switch (header.wrap(buffer, offset).templateId()) {
            case MarketPriceDecoder.TEMPLATE_ID -> onPrice(price.wrapAndApplyHeader(buffer, offset, header));
            case LiquidationStartedDecoder.TEMPLATE_ID ->
                    onStarted(started.wrapAndApplyHeader(buffer, offset, header));
            case TradeBookedDecoder.TEMPLATE_ID -> onBooked(booked.wrapAndApplyHeader(buffer, offset, header));
            case LiquidationTradeDecoder.TEMPLATE_ID -> onTrade(trade.wrapAndApplyHeader(buffer, offset, header));
            case DebtInsuredDecoder.TEMPLATE_ID -> {
                insured.wrapAndApplyHeader(buffer, offset, header);
                account(insured.account()).add(Flow.INSURANCE, insured.amount());
                insurance.add(Flow.INSURANCE, -insured.amount());
            }
            case DeficitTakenDecoder.TEMPLATE_ID -> onTaken(taken.wrapAndApplyHeader(buffer, offset, header));
            case DeficitChargedDecoder.TEMPLATE_ID ->
                    onCharged(charged.wrapAndApplyHeader(buffer, offset, header));
            case DeficitCoveredDecoder.TEMPLATE_ID -> {
                covered.wrapAndApplyHeader(buffer, offset, header);
                unpaid.add(Flow.SOCIALISED, covered.amount());
                insurance.add(Flow.SOCIALISED, -covered.amount());
            }
            default -> { }
        }
    }

    private void onPrice(final MarketPriceDecoder it) {
        if (it.kind() == PricedKind.INSTRUMENT) {
            marks[it.priced()] = it.mark();
        }
    }

    private void onStarted(final LiquidationStartedDecoder it) {
        account(it.account()).liquidated();
    }

    private void onBooked(final TradeBookedDecoder it) {
        move(it.buyer(), it.instrument(), it.quantity());
        move(it.seller(), it.instrument(), -it.quantity());
    }

    /** An account that changes sides owes nothing of what the other side was charged before. */
    private void move(final long account, final int market, final long quantity) {
        final AccountTally tally = account(account);
        tally.charge(market, index(market, tally.quantity(market)));
        tally.take(market, quantity, marks[market]);
        tally.join(market, index(market, tally.quantity(market)));
    }

    private long index(final int market, final long quantity) {
        return quantity >= 0 ? indexesOfLongs[market] : indexesOfShorts[market];
    }

    /** Comes after the booking of the same trade. */
    private void onTrade(final LiquidationTradeDecoder it) {
        final long mark = marks[it.instrument()];
        final long lossPerUnit = it.side() == Side.SELL ? mark - it.price() : it.price() - mark;
        final long discount = BookMarket.notional(it.quantity(), lossPerUnit);
        final LiquidationStep step = OpenOrder.step(it.stepRaw());
        final Flow flow = flow(step);
        account(it.account()).add(flow, -discount);
        account(it.keeper()).add(flow, discount);
        account(it.account()).add(Flow.PENALTY, -it.penalty());
        insurance.add(Flow.PENALTY, it.penalty());
        account(it.account()).add(Flow.INSURANCE, it.insured());
        insurance.add(Flow.INSURANCE, -it.insured());
        final boolean isBid = it.byBid() == BooleanType.YES;
        if (step == LiquidationStep.DELEVERAGED && !isBid) {
            account(it.keeper()).deleverage(it.instrument(), it.quantity(), mark);
        }
        steps.count(step, isBid, it.liquidation(), BookMarket.notional(it.quantity(), mark));
    }

    private static Flow flow(final LiquidationStep step) {
        return switch (step) {
            case AUCTION -> Flow.AUCTION;
            case BACKSTOP -> Flow.BACKSTOP;
            case INSURED -> Flow.INSURED;
            case DELEVERAGED -> Flow.DELEVERAGED;
            case POOL -> Flow.SOCIALISED;
            default -> throw new IllegalStateException("the lab does not know the step " + step);
        };
    }

    /** An amount of 0 says only that a side cannot be charged any more. */
    private void onTaken(final DeficitTakenDecoder it) {
        if (it.amount() != 0) {
            account(it.account()).add(Flow.SOCIALISED, it.amount());
            unpaid.add(Flow.SOCIALISED, -it.amount());
            steps.missed(it.amount());
        }
    }

    private void onCharged(final DeficitChargedDecoder it) {
        final long[] indexes = it.side() == Side.BUY ? indexesOfLongs : indexesOfShorts;
        indexes[it.instrument()] = Math.addExact(indexes[it.instrument()], it.step());
        unpaid.add(Flow.SOCIALISED, it.amount());
        insurance.add(Flow.SOCIALISED, it.excess());
    }

    /** {@return an account's tally; the one account that the lab did not open is the pool's} */
    private AccountTally account(final long id) {
        return accounts.computeIfAbsent(id, key -> new AccountTally(key, Party.POOL, 0, marks.length));
    }

    /** Counts what prices and charges made of positions until now. */
    void close() {
        for (final AccountTally tally : accounts.values()) {
            for (int market = 0; market < marks.length; market++) {
                tally.charge(market, index(market, tally.quantity(market)));
                tally.mark(market, marks[market]);
            }
        }
    }

    /** {@return the tallies, ids rising} */
    Collection<AccountTally> accounts() {
        return accounts.values();
    }

    /** {@return what insurance itself got, without the pool's account} */
    Flows insurance() {
        return insurance;
    }

    /** {@return what is unpaid, negative} */
    Flows unpaid() {
        return unpaid;
    }

    /** {@return what each step of the waterfall closed} */
    WaterfallSteps steps() {
        return steps;
    }

    /** {@return the mark of a market} */
    long mark(final int market) {
        return marks[market];
    }
}
