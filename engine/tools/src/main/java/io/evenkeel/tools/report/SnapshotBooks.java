package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.core.inspect.PositionReport;
import io.evenkeel.core.inspect.PriceReport;
import io.evenkeel.node.service.RecordedSnapshot;
import java.time.Instant;
import java.util.OptionalLong;
import org.agrona.DirectBuffer;

/** The state in a snapshot, with the symbols and decimals that its numbers have. */
final class SnapshotBooks {
    private final RecordedSnapshot snapshot;
    private final Units units = new Units();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    SnapshotBooks(final RecordedSnapshot snapshot) {
        this.snapshot = snapshot;
        snapshot.listings().forEach(this::list);
    }

    private void list(final DirectBuffer command) {
        if (header.wrap(command, 0).templateId() == AddAssetDecoder.TEMPLATE_ID) {
            final AddAssetDecoder it = new AddAssetDecoder().wrapAndApplyHeader(command, 0, header);
            units.addAsset(
                    it.asset(), it.symbol(), it.exponent(), it.priceExponent(), it.numeraire() == BooleanType.YES);
        } else {
            final AddInstrumentDecoder it = new AddInstrumentDecoder().wrapAndApplyHeader(command, 0, header);
            units.addMarket(
                    it.instrument(), it.symbol(), it.settlementAsset(), it.priceExponent(), it.quantityExponent(),
                    it.multiplier(), it.tick(), it.pool());
            final PriceReport price = inspector().price(PricedKind.INSTRUMENT, it.instrument());
            units.market(it.instrument()).price(price.mark(), price.state());
        }
    }

    Inspector inspector() {
        return snapshot.inspector();
    }

    Units units() {
        return units;
    }

    /** {@return a report that says as of when it is} */
    ObjectNode begin() {
        return new ObjectMapper().createObjectNode()
                .put("asOf", Instant.ofEpochMilli(snapshot.timeMs()).toString())
                .put("logPosition", snapshot.logPosition());
    }

    /** {@return a time after the snapshot's, written out; null for one that was before, or that never comes} */
    String later(final long timeMs) {
        return timeMs <= snapshot.timeMs() || timeMs == Long.MAX_VALUE ? null : Instant.ofEpochMilli(timeMs).toString();
    }

    /** Puts a position into a row, with its liquidation price where it has one. */
    void put(final ObjectNode row, final long account, final PositionReport position) {
        final Market market = units.market(position.instrument());
        PositionsCommand.put(
                row, units, market, position.quantity(), position.entryValue(), position.entryCost());
        final OptionalLong liquidation = inspector().liquidationPrice(account, position.instrument());
        row.put("liquidationPrice", liquidation.isEmpty()
                ? null
                : market.price(liquidation.getAsLong()).toPlainString());
    }
}
