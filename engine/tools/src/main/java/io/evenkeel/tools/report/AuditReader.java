package io.evenkeel.tools.report;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.codecs.AccountAddedDecoder;
import io.evenkeel.codecs.AccountChangedDecoder;
import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.AssetAddedDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.DayBeganDecoder;
import io.evenkeel.codecs.FillNoticedDecoder;
import io.evenkeel.codecs.InstrumentAddedDecoder;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.MarginReservedDecoder;
import io.evenkeel.codecs.MarketPhaseChangedDecoder;
import io.evenkeel.codecs.MarketPriceDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.StatusChangedDecoder;
import org.agrona.DirectBuffer;

/** Reads the audit feed into books: what concerns money goes to {@link MoneyReader}, the rest is here. */
public final class AuditReader implements FeedListener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AssetAddedDecoder asset = new AssetAddedDecoder();
    private final InstrumentAddedDecoder instrument = new InstrumentAddedDecoder();
    private final AccountAddedDecoder account = new AccountAddedDecoder();
    private final AccountChangedDecoder changed = new AccountChangedDecoder();
    private final MarginReservedDecoder reserved = new MarginReservedDecoder();
    private final FillNoticedDecoder noticed = new FillNoticedDecoder();
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
            case MarginReservedDecoder.TEMPLATE_ID -> onReserved(reserved.wrapAndApplyHeader(buffer, offset, header));
            case FillNoticedDecoder.TEMPLATE_ID -> onNoticed(noticed.wrapAndApplyHeader(buffer, offset, header));
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
        final AccountFile file = new AccountFile(it.account(), it.owner(), it.kind());
        file.terms(AccountTerms.opened(it.leverage()));
        books.open(file);
    }

    private void onChange(final AccountChangedDecoder it) {
        final AccountFile file = books.file(it.account());
        file.terms(file.terms().changed(it.leverage(), it.feeTier(), it.settlement()));
        if (it.closed() == BooleanType.YES) {
            file.status(AccountStatus.CLOSED);
        }
    }

    private void onReserved(final MarginReservedDecoder it) {
        final AccountFile file = books.file(it.account());
        file.terms(file.terms().reserved(it.total()));
    }

    private void onNoticed(final FillNoticedDecoder it) {
        if (it.reason() == RejectCode.BAD_PRICE) {
            books.file(it.account()).noticed(new AccountFile.Noticed(it.tradeId(), lastPosition));
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
