package io.evenkeel.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.codecs.AssetAddedEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.InstrumentAddedEncoder;
import io.evenkeel.codecs.InstrumentKind;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PriceSourceAddedEncoder;
import io.evenkeel.codecs.PriceSourceRemovedEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.SourceStatisticsEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An asset and an instrument of the same id, with sources of the same ids. */
class PriceSourcesTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AuditBooks books = new AuditBooks();
    private final AuditReader reader = new AuditReader(books);
    private final PriceSources sources = new PriceSources();
    private long number;

    private void hear() {
        number++;
        reader.onEvent(number, number, buffer, 0, buffer.capacity());
        sources.onEvent(number, number, buffer, 0, buffer.capacity());
    }

    @BeforeEach
    void list() {
        asset(0, "USDC", BooleanType.YES);
        asset(1, "BTC", BooleanType.NO);
        new InstrumentAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .tick(1).lot(1).multiplier(1).symbol("BTC-PERP").instrument(1).settlementAsset(0).pool(0)
                .kind(InstrumentKind.PERPETUAL).priceExponent((byte) -2).quantityExponent((byte) -4);
        hear();
        add(PricedKind.INSTRUMENT, 12, 3);
        add(PricedKind.INSTRUMENT, 11, 3);
        add(PricedKind.ASSET, 11, 4);
    }

    private void asset(final int id, final String symbol, final BooleanType numeraire) {
        new AssetAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .asset(id).symbol(symbol).exponent((byte) -6).priceExponent((byte) 0).numeraire(numeraire);
        hear();
    }

    private void add(final PricedKind kind, final int source, final int participant) {
        new PriceSourceAddedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .source(source).participant(participant).weight(100).priced(1).kind(kind);
        hear();
    }

    private void remove(final PricedKind kind, final int source) {
        new PriceSourceRemovedEncoder().wrapAndApplyHeader(buffer, 0, header).source(source).priced(1).kind(kind);
        hear();
    }

    private void count(
            final PricedKind kind, final int source, final long outliers, final long late, final long refused) {
        new SourceStatisticsEncoder().wrapAndApplyHeader(buffer, 0, header)
                .outliers(outliers).late(late).refused(refused).source(source).participant(3).priced(1).kind(kind);
        hear();
    }

    private ObjectNode report(final String symbol) {
        return SourcesCommand.put(new ObjectMapper().createObjectNode(), sources, books.units(), symbol);
    }

    @Test
    void shouldTellWhatWasSaidLastWhenCountsGrow() {
        count(PricedKind.INSTRUMENT, 11, 1, 0, 2);
        count(PricedKind.INSTRUMENT, 11, 5, 3, 2);
        final ObjectNode report = report(null);
        assertThat(report.get("count").asInt()).isEqualTo(3);
        assertThat(report.get("sources").toString()).isEqualTo("["
                + "{\"symbol\":\"BTC\",\"kind\":\"ASSET\",\"source\":11,\"participant\":4,\"weight\":100,"
                + "\"outliers\":0,\"late\":0,\"refused\":0},"
                + "{\"symbol\":\"BTC-PERP\",\"kind\":\"INSTRUMENT\",\"source\":11,\"participant\":3,\"weight\":100,"
                + "\"outliers\":5,\"late\":3,\"refused\":2},"
                + "{\"symbol\":\"BTC-PERP\",\"kind\":\"INSTRUMENT\",\"source\":12,\"participant\":3,\"weight\":100,"
                + "\"outliers\":0,\"late\":0,\"refused\":0}]");
        assertThat(report("BTC").get("sources").findValuesAsText("kind")).containsExactly("ASSET");
        assertThat(report("ETH").get("sources")).isEmpty();
    }

    @Test
    void shouldBeginAnewWhenASourceIsRemovedAndAddedAgain() {
        count(PricedKind.INSTRUMENT, 12, 1, 1, 1);
        remove(PricedKind.INSTRUMENT, 12);
        count(PricedKind.INSTRUMENT, 12, 2, 1, 1);
        assertThat(report("BTC-PERP").get("sources").findValuesAsText("source")).containsExactly("11");
        add(PricedKind.INSTRUMENT, 12, 5);
        assertThat(report("BTC-PERP").get("sources").get(1).toString()).isEqualTo("{\"symbol\":\"BTC-PERP\","
                + "\"kind\":\"INSTRUMENT\",\"source\":12,\"participant\":5,\"weight\":100,\"outliers\":0,\"late\":0,"
                + "\"refused\":0}");
    }
}
