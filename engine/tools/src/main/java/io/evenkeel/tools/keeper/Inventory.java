package io.evenkeel.tools.keeper;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.client.keeper.ListedMarket;
import io.evenkeel.client.keeper.MarketBoard;
import io.evenkeel.client.keeper.OpenOrder;
import io.evenkeel.codecs.BalanceChangedDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PositionSettledDecoder;
import io.evenkeel.codecs.TradeBookedDecoder;
import io.evenkeel.codecs.TradeBustedDecoder;
import io.evenkeel.codecs.TransferredDecoder;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/**
 * What a keeper's account holds, as the audit feed tells from its first number on: what it took in liquidations, what
 * it traded elsewhere, what was settled. Bids that are not over count as if they had traded, until the feed has come to
 * where they did. One thread.
 */
public final class Inventory implements FeedListener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeBookedDecoder trade = new TradeBookedDecoder();
    private final TradeBustedDecoder bust = new TradeBustedDecoder();
    private final PositionSettledDecoder settled = new PositionSettledDecoder();
    private final BalanceChangedDecoder changed = new BalanceChangedDecoder();
    private final TransferredDecoder transferred = new TransferredDecoder();
    private final Map<Integer, Long> positions = new TreeMap<>();
    private final Map<Long, Reserved> reserved = new TreeMap<>();
    private final long account;
    private final Purse purse;
    private long heardPosition;
    private long reliefs;

    /** A bid's quantity, signed; {@code tradedPosition} is 0 as long as it is not over. */
    private record Reserved(int instrument, long quantity, long tradedPosition) {
    }

    /** Begins with nothing, and counts positions alone: it has no money for collateral. */
    public Inventory(final long account) {
        this(account, Purse.empty(account));
    }

    private Inventory(final long account, final Purse purse) {
        this.account = account;
        this.purse = purse;
    }

    /** {@return one that begins with nothing, and counts money too} */
    public static Inventory withMoney(final long account) {
        return new Inventory(account, Purse.of(account));
    }

    @Override
    public void onEvent(
            final long number, final long logPosition, final DirectBuffer buffer, final int offset, final int length) {
        purse.onEvent(number, logPosition, buffer, offset, length);
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case TradeBookedDecoder.TEMPLATE_ID ->
                    onTrade(logPosition, trade.wrapAndApplyHeader(buffer, offset, header));
            case TradeBustedDecoder.TEMPLATE_ID -> onBust(bust.wrapAndApplyHeader(buffer, offset, header));
            case PositionSettledDecoder.TEMPLATE_ID -> {
                settled.wrapAndApplyHeader(buffer, offset, header);
                if (settled.account() == account) {
                    hold(settled.instrument(), 0);
                }
            }
            case BalanceChangedDecoder.TEMPLATE_ID -> {
                changed.wrapAndApplyHeader(buffer, offset, header);
                reliefs += changed.account() == account && changed.amount() > 0 ? 1 : 0;
            }
            case TransferredDecoder.TEMPLATE_ID -> {
                transferred.wrapAndApplyHeader(buffer, offset, header);
                reliefs += transferred.to() == account ? 1 : 0;
            }
            default -> { }
        }
    }

    private void onTrade(final long logPosition, final TradeBookedDecoder it) {
        if (it.buyer() == account) {
            hold(it.instrument(), it.buyerBefore() + it.quantity());
        } else if (it.seller() == account) {
            hold(it.instrument(), it.sellerBefore() - it.quantity());
        } else {
            return;
        }
        heardPosition = logPosition;
        reserved.values().removeIf(bid -> bid.tradedPosition() > 0 && bid.tradedPosition() <= logPosition);
    }

    private void onBust(final TradeBustedDecoder it) {
        if (it.buyer() == account) {
            hold(it.instrument(), position(it.instrument()) - it.quantity());
        }
        if (it.seller() == account) {
            hold(it.instrument(), position(it.instrument()) + it.quantity());
        }
    }

    private void hold(final int instrument, final long quantity) {
        reliefs += Math.abs(quantity) < Math.abs(position(instrument)) ? 1 : 0;
        positions.put(instrument, quantity);
    }

    /** Counts a bid. */
    void reserve(final long sequence, final OpenOrder order, final long quantity) {
        reserved.put(sequence, new Reserved(
                order.instrument(), order.isKeeperBuying() ? quantity : -quantity, 0));
    }

    /** A bid is over: it traded so much at a log position, or nothing. */
    void release(final long sequence, final long traded, final long logPosition) {
        final Reserved bid = reserved.remove(sequence);
        if (bid != null && traded > 0 && logPosition > heardPosition) {
            reserved.put(sequence, new Reserved(
                    bid.instrument(), bid.quantity() > 0 ? traded : -traded, logPosition));
        }
    }

    /** {@return its money} */
    Purse purse() {
        return purse;
    }

    /** {@return what it holds, mantissa, signed} */
    long position(final int instrument) {
        return positions.getOrDefault(instrument, 0L);
    }

    /** {@return what it would hold if all bids of one side that are not over traded in full} */
    long positionWithBids(final int instrument, final boolean isBuying) {
        long sum = position(instrument);
        for (final Reserved bid : reserved.values()) {
            sum += bid.instrument() == instrument && bid.quantity() > 0 == isBuying ? bid.quantity() : 0;
        }
        return sum;
    }

    /** {@return what positions in all other instruments are worth, bids included, numeraire units} */
    long notionalBeside(final int instrument, final MarketBoard markets) {
        long sum = 0;
        for (final ListedMarket market : markets.markets()) {
            final int other = market.instrument();
            final long most = Math.max(
                    Math.abs(positionWithBids(other, true)), Math.abs(positionWithBids(other, false)));
            if (other != instrument && most > 0) {
                final long notional = markets.notional(other, most);
                sum = notional > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + notional;
            }
        }
        return sum;
    }

    /** {@return how often something happened that gives margin: money came, or a position became smaller} */
    long reliefs() {
        return reliefs;
    }
}
