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
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.agrona.DirectBuffer;

/**
 * Assets and instruments, their prices, and what is worth how much, as the market feed, or the audit feed, tells from
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

    private final TreeMap<Integer, ListedAsset> assets = new TreeMap<>();
    private final Collection<ListedAsset> assetView = Collections.unmodifiableCollection(assets.values());
    private int numeraireExponent;

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
        numeraireExponent = it.numeraire() == BooleanType.YES ? it.exponent() : numeraireExponent;
        assets.put(it.asset(), ListedAsset.of(it, numeraireExponent));
    }

    private void onPrice(final MarketPriceDecoder it) {
        if (it.kind() == PricedKind.INSTRUMENT) {
            change(it.priced(), market -> market.priced(it.mark(), it.state(), it.freshSources()));
        } else {
            assets.computeIfPresent(it.priced(), (id, known) -> known.priced(it.mark(), it.state()));
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

    /** {@return an asset; null where its listing was not heard} */
    public ListedAsset asset(final int asset) {
        return assets.get(asset);
    }

    /** {@return all assets by id; a view that must not be walked while the feed is polled} */
    public Collection<ListedAsset> assets() {
        return assetView;
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
        return within(units, worthOfOne(instrument));
    }

    /** {@return the most of an asset that is worth no more than so many numeraire units; 0 if not known} Allocates. */
    public long amountWorth(final int asset, final long units) {
        final ListedAsset listed = assets.get(asset);
        return within(units, listed == null || listed.price() == 0
                ? null
                : worth(listed).scaleByPowerOfTen(listed.exponent() - numeraireExponent));
    }

    private static long within(final long units, final BigDecimal one) {
        return one == null || units <= 0
                ? 0
                : BigDecimal.valueOf(units).divide(one, 0, RoundingMode.FLOOR).min(MOST).longValueExact();
    }

    /** Whole units of the numeraire for one whole unit. */
    private static BigDecimal worth(final ListedAsset asset) {
        return BigDecimal.valueOf(asset.price(), -asset.priceExponent());
    }

    /** What a quantity of one mantissa unit is worth, numeraire units; null where a price is missing. */
    private BigDecimal worthOfOne(final int instrument) {
        final ListedMarket market = markets.get(instrument);
        final ListedAsset settlement = market == null ? null : assets.get(market.settlementAsset());
        if (settlement == null || settlement.price() == 0 || market.mark() == 0) {
            return null;
        }
        return BigDecimal.valueOf(market.mark())
                .multiply(BigDecimal.valueOf(market.multiplier()))
                .multiply(worth(settlement))
                .scaleByPowerOfTen(market.priceExponent() + market.quantityExponent() - numeraireExponent);
    }
}
