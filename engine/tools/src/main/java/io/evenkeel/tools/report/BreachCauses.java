package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.codecs.FundingIndexedDecoder;
import io.evenkeel.codecs.MarketPriceDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.ParametersChangedDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.TradeBookedDecoder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/**
 * What the last commands did that can bring an account below its maintenance margin, by log position, so that a breach
 * can be traced to its tick. Remembers the last {@value #MEMORY}.
 */
final class BreachCauses implements FeedListener {
    static final int MEMORY = 1 << 16;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MarketPriceDecoder price = new MarketPriceDecoder();
    private final TradeBookedDecoder trade = new TradeBookedDecoder();
    private final FundingIndexedDecoder funding = new FundingIndexedDecoder();
    private final ParametersChangedDecoder parameters = new ParametersChangedDecoder();
    private final Map<Integer, Long> assetPrices = new HashMap<>();
    private final Map<Integer, Long> marks = new HashMap<>();
    private final Map<Long, Consumer<ObjectNode>> causes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<Long, Consumer<ObjectNode>> eldest) {
            return size() > MEMORY;
        }
    };
    private final Units units;

    BreachCauses(final Units units) {
        this.units = units;
    }

    @Override
    public void onEvent(
            final long number, final long logPosition, final DirectBuffer buffer, final int offset, final int length) {
        switch (header.wrap(buffer, offset).templateId()) {
            case MarketPriceDecoder.TEMPLATE_ID -> onPrice(price.wrapAndApplyHeader(buffer, offset, header));
            case TradeBookedDecoder.TEMPLATE_ID -> {
                trade.wrapAndApplyHeader(buffer, offset, header);
                onTrade(logPosition, trade.tradeId(), trade.instrument(), trade.quantity(), trade.price());
            }
            case FundingIndexedDecoder.TEMPLATE_ID -> {
                funding.wrapAndApplyHeader(buffer, offset, header);
                final String symbol = units.market(funding.instrument()).symbol();
                final long ratePpb = funding.ratePpb();
                note(funding.commandPosition(), cause -> cause
                        .put("event", "FundingIndexed").put("symbol", symbol).put("ratePpb", ratePpb));
            }
            case ParametersChangedDecoder.TEMPLATE_ID -> {
                parameters.wrapAndApplyHeader(buffer, offset, header);
                final int template = parameters.change();
                note(parameters.commandPosition(), cause -> cause
                        .put("event", "ParametersChanged").put("template", template));
            }
            default -> { }
        }
    }

    private void onPrice(final MarketPriceDecoder it) {
        final boolean isInstrument = it.kind() == PricedKind.INSTRUMENT;
        final int priced = it.priced();
        final long mark = it.mark();
        final String state = it.state().name();
        final Long before = (isInstrument ? marks : assetPrices).put(priced, mark);
        note(it.commandPosition(), cause -> cause
                .put("event", "MarketPrice")
                .put("symbol", isInstrument ? units.market(priced).symbol() : units.symbol(priced))
                .put("before", before == null ? null : said(isInstrument, priced, before))
                .put("mark", said(isInstrument, priced, mark))
                .put("state", state));
    }

    private String said(final boolean isInstrument, final int priced, final long mantissa) {
        return (isInstrument ? units.market(priced).price(mantissa) : units.assetPrice(priced, mantissa))
                .toPlainString();
    }

    private void onTrade(
            final long position, final long id, final int instrument, final long quantity, final long priceMantissa) {
        note(position, cause -> cause
                .put("event", "TradeBooked")
                .put("symbol", units.market(instrument).symbol())
                .put("trade", id)
                .put("quantity", units.market(instrument).quantity(quantity).toPlainString())
                .put("price", units.market(instrument).price(priceMantissa).toPlainString()));
    }

    /** A command that did several things is known by the first. */
    private void note(final long position, final Consumer<ObjectNode> how) {
        causes.putIfAbsent(position, how);
    }

    /** Puts what the command at a position did into a node; nothing where that is not remembered. */
    void put(final ObjectNode node, final long position) {
        final Consumer<ObjectNode> how = causes.get(position);
        if (how != null) {
            how.accept(node);
        }
    }
}
