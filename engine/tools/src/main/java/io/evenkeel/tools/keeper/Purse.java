package io.evenkeel.tools.keeper;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.client.keeper.CollateralOrder;
import io.evenkeel.codecs.CollateralTradeDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.tools.report.AuditBooks;
import io.evenkeel.tools.report.AuditReader;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/**
 * Money of a keeper's account, as the audit feed tells from its first number on. Bids for collateral that are not over
 * count as if they had bought, until the feed has come to where they did. One thread.
 */
final class Purse implements FeedListener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CollateralTradeDecoder trade = new CollateralTradeDecoder();
    private final Map<Long, Purchase> reserved = new TreeMap<>();
    private final long account;
    private final AuditBooks books;
    private final FeedListener reader;
    private long heardPosition;

    /** What a bid brings and costs at most; {@code tradedPosition} is 0 as long as it is not over. */
    private record Purchase(int asset, long amount, int debtAsset, long payment, long tradedPosition) {
    }

    private Purse(final long account, final AuditBooks books, final FeedListener reader) {
        this.account = account;
        this.books = books;
        this.reader = reader;
    }

    /** {@return one that holds what its account has} */
    static Purse of(final long account) {
        final AuditBooks books = AuditBooks.of(account);
        return new Purse(account, books, new AuditReader(books));
    }

    /** {@return one that stays empty, so that nothing is bought out of it} */
    static Purse empty(final long account) {
        return new Purse(account, AuditBooks.of(account), (number, position, buffer, offset, length) -> { });
    }

    @Override
    public void onEvent(
            final long number, final long logPosition, final DirectBuffer buffer, final int offset, final int length) {
        reader.onEvent(number, logPosition, buffer, offset, length);
        if (header.wrap(buffer, offset).templateId() == CollateralTradeDecoder.TEMPLATE_ID
                && trade.wrapAndApplyHeader(buffer, offset, header).keeper() == account) {
            heardPosition = logPosition;
            reserved.values().removeIf(it -> it.tradedPosition() > 0 && it.tradedPosition() <= logPosition);
        }
    }

    /** Counts a bid. */
    void reserve(final long sequence, final CollateralOrder order, final long amount, final long payment) {
        reserved.put(sequence, new Purchase(order.asset(), amount, order.debtAsset(), payment, 0));
    }

    /** A bid is over: it bought so much at a log position, or nothing. */
    void release(final long sequence, final long bought, final long paid, final long logPosition) {
        final Purchase bid = reserved.remove(sequence);
        if (bid != null && bought > 0 && logPosition > heardPosition) {
            reserved.put(sequence, new Purchase(bid.asset(), bought, bid.debtAsset(), paid, logPosition));
        }
    }

    /** {@return what it has of an asset, units} */
    long balance(final int asset) {
        return books.balance(account, asset);
    }

    /** {@return what it would have of an asset if all bids that are not over bought in full} */
    long balanceWithBids(final int asset) {
        return balance(asset) + reserved.values().stream()
                .filter(it -> it.asset() == asset)
                .mapToLong(Purchase::amount)
                .sum();
    }

    /** {@return what it has of an asset and no bid may cost; may be negative} */
    long free(final int asset) {
        return balance(asset) - reserved.values().stream()
                .filter(it -> it.debtAsset() == asset)
                .mapToLong(Purchase::payment)
                .sum();
    }
}
