package io.evenkeel.client.keeper;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.codecs.AssetAddedDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.InstrumentAddedDecoder;
import io.evenkeel.codecs.MarketPhaseChangedDecoder;
import io.evenkeel.codecs.MarketPriceDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.agrona.DirectBuffer;

/**
 * Instruments, their marks and what positions in them are worth, as the market feed, or the audit feed, tells from
 * number 1 on. One thread.
 */
public final class MarketBoard implements FeedListener {
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AssetAddedDecoder asset = new AssetAddedDecoder();
    private final InstrumentAddedDecoder added = new InstrumentAddedDecoder();
    private final MarketPriceDecoder price = new MarketPriceDecoder();
    private final MarketPhaseChangedDecoder phase = new MarketPhaseChangedDecoder();
    private final TreeMap<Integer, ListedMarket> markets = new TreeMap<>();
    private final Collection<ListedMarket> view = Collections.unmodifiableCollection(markets.values());

    private final Map<Integer, Asset> assets = new HashMap<>();
    private int numeraireExponent;

    /** What an asset is worth: whole units of the numeraire for one whole unit; null before its first price. */
    private record Asset(int priceExponent, BigDecimal worth) {
    }

    /** Makes an empty board. */
    public MarketBoard() {
    }

    @Override
    public void onEvent(
            final long number, final long logPosition, final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case AssetAddedDecoder.TEMPLATE_ID -> onAsset(asset.wrapAndApplyHeader(buffer, offset, header));
            case InstrumentAddedDecoder.TEMPLATE_ID -> {
                added.wrapAndApplyHeader(buffer, offset, header);
                markets.put(added.instrument(), ListedMarket.of(added));
            }
            case MarketPriceDecoder.TEMPLATE_ID -> onPrice(price.wrapAndApplyHeader(buffer, offset, header));
            case MarketPhaseChangedDecoder.TEMPLATE_ID -> {
                phase.wrapAndApplyHeader(buffer, offset, header);
                change(phase.instrument(), market -> market.inPhase(phase.phase()));
            }
            default -> { }
        }
    }

    private void onAsset(final AssetAddedDecoder it) {
        final boolean isNumeraire = it.numeraire() == BooleanType.YES;
        assets.put(it.asset(), new Asset(it.priceExponent(), isNumeraire ? BigDecimal.ONE : null));
        numeraireExponent = isNumeraire ? it.exponent() : numeraireExponent;
    }

    private void onPrice(final MarketPriceDecoder it) {
        if (it.kind() == PricedKind.INSTRUMENT) {
            change(it.priced(), market -> market.priced(it.mark(), it.state(), it.freshSources()));
        } else {
            assets.computeIfPresent(it.priced(), (id, known) -> new Asset(
                    known.priceExponent(), BigDecimal.valueOf(it.mark(), -known.priceExponent())));
        }
    }

    /** Events of an instrument whose listing was not heard tell nothing of use. */
    private void change(final int instrument, final UnaryOperator<ListedMarket> how) {
        markets.computeIfPresent(instrument, (id, market) -> how.apply(market));
    }

    /** {@return an instrument; null where its listing was not heard} */
    public ListedMarket market(final int instrument) {
        return markets.get(instrument);
    }

    /** {@return all instruments by id; a view that must not be walked while the feed is polled} */
    public Collection<ListedMarket> markets() {
        return view;
    }

    /**
     * {@return what a quantity is worth at the last mark, numeraire units, rounded up; {@link Long#MAX_VALUE} where
     * that is more, or not known} Allocates.
     */
    public long notional(final int instrument, final long quantity) {
        final BigDecimal one = worthOfOne(instrument);
        return one == null
                ? Long.MAX_VALUE
                : one.multiply(BigDecimal.valueOf(Math.abs(quantity)))
                        .setScale(0, RoundingMode.CEILING)
                        .min(MOST)
                        .longValueExact();
    }

    /** {@return the most, mantissa, that is worth no more than so many numeraire units; 0 if not known} Allocates. */
    public long quantityWorth(final int instrument, final long units) {
        final BigDecimal one = worthOfOne(instrument);
        return one == null || units <= 0
                ? 0
                : BigDecimal.valueOf(units).divide(one, 0, RoundingMode.FLOOR).min(MOST).longValueExact();
    }

    /** What a quantity of one mantissa unit is worth, numeraire units; null where a price is missing. */
    private BigDecimal worthOfOne(final int instrument) {
        final ListedMarket market = markets.get(instrument);
        final Asset settlement = market == null ? null : assets.get(market.settlementAsset());
        if (settlement == null || settlement.worth() == null || market.mark() == 0) {
            return null;
        }
        return BigDecimal.valueOf(market.mark())
                .multiply(BigDecimal.valueOf(market.multiplier()))
                .multiply(settlement.worth())
                .scaleByPowerOfTen(market.priceExponent() + market.quantityExponent() - numeraireExponent);
    }
}
