package io.evenkeel.tools.report;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.codecs.AccountAddedDecoder;
import io.evenkeel.codecs.AccountChangedDecoder;
import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.AssetAddedDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.DayBeganDecoder;
import io.evenkeel.codecs.InstrumentAddedDecoder;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.MarketPhaseChangedDecoder;
import io.evenkeel.codecs.MarketPriceDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.StatusChangedDecoder;
import org.agrona.DirectBuffer;

/** Reads the audit feed into books: what concerns money goes to {@link MoneyReader}, the rest is here. */
public final class AuditReader implements FeedListener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AssetAddedDecoder asset = new AssetAddedDecoder();
    private final InstrumentAddedDecoder instrument = new InstrumentAddedDecoder();
    private final AccountAddedDecoder account = new AccountAddedDecoder();
    private final AccountChangedDecoder changed = new AccountChangedDecoder();
    private final StatusChangedDecoder status = new StatusChangedDecoder();
    private final MarketPriceDecoder price = new MarketPriceDecoder();
    private final MarketPhaseChangedDecoder phase = new MarketPhaseChangedDecoder();
    private final LiquidationStartedDecoder started = new LiquidationStartedDecoder();
    private final LiquidationOrderDecoder order = new LiquidationOrderDecoder();
    private final LiquidationEndedDecoder ended = new LiquidationEndedDecoder();
    private final DayBeganDecoder dayBegan = new DayBeganDecoder();
    private final AuditBooks books;
    private final MoneyReader moneyReader;
    private long lastNumber;
    private long lastPosition;

    /** Reads into these books. */
    public AuditReader(final AuditBooks books) {
        this.books = books;
        moneyReader = new MoneyReader(books);
    }

    @Override
    public void onEvent(
            final long number, final long logPosition, final DirectBuffer buffer, final int offset, final int length) {
        if (number <= lastNumber) {
            books.complain("event " + number + " after " + lastNumber);
        }
        lastNumber = number;
        lastPosition = logPosition;
        header.wrap(buffer, offset);
        if (moneyReader.read(header.templateId(), buffer, offset)) {
            return;
        }
        switch (header.templateId()) {
            case DayBeganDecoder.TEMPLATE_ID -> books.day(dayBegan.wrapAndApplyHeader(buffer, offset, header).day());
            case AssetAddedDecoder.TEMPLATE_ID -> onAsset(asset.wrapAndApplyHeader(buffer, offset, header));
            case InstrumentAddedDecoder.TEMPLATE_ID ->
                    onInstrument(instrument.wrapAndApplyHeader(buffer, offset, header));
            case AccountAddedDecoder.TEMPLATE_ID -> onAccount(account.wrapAndApplyHeader(buffer, offset, header));
            case AccountChangedDecoder.TEMPLATE_ID -> onChange(changed.wrapAndApplyHeader(buffer, offset, header));
            case StatusChangedDecoder.TEMPLATE_ID -> {
                status.wrapAndApplyHeader(buffer, offset, header);
                books.file(status.account()).said(status.status(), MarginFigures.said(status));
            }
            case MarketPriceDecoder.TEMPLATE_ID -> onPrice(price.wrapAndApplyHeader(buffer, offset, header));
            case MarketPhaseChangedDecoder.TEMPLATE_ID -> {
                phase.wrapAndApplyHeader(buffer, offset, header);
                books.units().market(phase.instrument()).phase(phase.phase(), phase.price());
            }
            case LiquidationStartedDecoder.TEMPLATE_ID ->
                    books.liquidations().onStarted(started.wrapAndApplyHeader(buffer, offset, header));
            case LiquidationOrderDecoder.TEMPLATE_ID ->
                    books.liquidations().onOrder(order.wrapAndApplyHeader(buffer, offset, header));
            case LiquidationEndedDecoder.TEMPLATE_ID ->
                    books.liquidations().onEnded(ended.wrapAndApplyHeader(buffer, offset, header));
            default -> { }
        }
    }

    private void onAsset(final AssetAddedDecoder it) {
        books.units().addAsset(
                it.asset(), it.symbol(), it.exponent(), it.priceExponent(), it.numeraire() == BooleanType.YES);
    }

    private void onInstrument(final InstrumentAddedDecoder it) {
        books.units().addMarket(
                it.instrument(), it.symbol(), it.settlementAsset(), it.priceExponent(), it.quantityExponent(),
                it.multiplier(), it.tick(), it.pool());
    }

    private void onAccount(final AccountAddedDecoder it) {
        books.open(new AccountFile(it.account(), it.owner(), it.kind()));
    }

    private void onChange(final AccountChangedDecoder it) {
        if (it.closed() == BooleanType.YES) {
            books.file(it.account()).status(AccountStatus.CLOSED);
        }
    }

    private void onPrice(final MarketPriceDecoder it) {
        if (it.kind() == PricedKind.INSTRUMENT) {
            books.units().market(it.priced()).price(it.mark(), it.state());
        }
    }

    /** {@return number of the last event read} */
    public long lastNumber() {
        return lastNumber;
    }

    /** {@return log position of the last event read} */
    long lastPosition() {
        return lastPosition;
    }
}
