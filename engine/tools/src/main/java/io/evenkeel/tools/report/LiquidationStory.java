package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.client.keeper.OpenOrder;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.core.ledger.AccountStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One liquidation as the feed told it: why, what became of it, and who lost what. */
final class LiquidationStory {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long liquidation;
    private final long account;
    private final long breachPosition;
    private final long breachTimeMs;
    private final long equity;
    private final long maintenanceMargin;
    private final ObjectNode cause = JSON.createObjectNode();
    private final LiquidationLosses losses = new LiquidationLosses();
    private final Set<String> takers = new LinkedHashSet<>();
    private final List<ObjectNode> steps = new ArrayList<>();
    private OpenOrder order;
    private int trades;
    private int bids;
    private String outcome = "OPEN";
    private long endEquity;
    private long endMargin;
    private boolean hasEnded;

    LiquidationStory(final LiquidationStartedDecoder started) {
        liquidation = started.liquidation();
        account = started.account();
        breachPosition = started.breachPosition();
        breachTimeMs = started.breachTimeMs();
        equity = started.equity();
        maintenanceMargin = started.maintenanceMargin();
    }

    long liquidation() {
        return liquidation;
    }

    long account() {
        return account;
    }

    /** {@return whether it is of an insurance pool's own account, which sells what the pool took} */
    boolean isPool() {
        return AccountStore.isPoolId(account);
    }

    boolean isOpen() {
        return !hasEnded;
    }

    /** {@return what the command did that caused the breach; empty where that is not known} */
    ObjectNode cause() {
        return cause;
    }

    LiquidationLosses losses() {
        return losses;
    }

    /** {@return the order that stands; null for none} */
    OpenOrder order() {
        return order;
    }

    void order(final OpenOrder newOrder) {
        order = newOrder;
    }

    /** Counts a trade; {@code taker} is an account id, or how a pool is called that bought collateral. */
    void traded(final String taker, final boolean isByBid) {
        trades++;
        bids += isByBid ? 1 : 0;
        takers.add(taker);
    }

    void ended(final LiquidationEndedDecoder it) {
        hasEnded = true;
        outcome = it.outcome().name();
        endEquity = it.equity();
        endMargin = it.maintenanceMargin();
    }

    void tell(final ObjectNode step) {
        steps.add(step);
    }

    /** {@return one line about it} */
    ObjectNode summary(final Units units) {
        final ObjectNode row = begin(units)
                .put("cause", cause.isEmpty() ? null : cause.path("event").asText() + causeOf())
                .put("trades", trades)
                .put("bids", bids)
                .put("takers", String.join(", ", takers));
        final String party = LiquidationLosses.account(account);
        for (final LiquidationLosses.Kind kind : LiquidationLosses.Kind.values()) {
            row.put(LiquidationLosses.label(kind), losses.of(party, kind, units));
        }
        return end(row, units);
    }

    private String causeOf() {
        return cause.has("symbol") ? " " + cause.get("symbol").asText() : "";
    }

    /** {@return all of it} */
    ObjectNode report(final AuditBooks books) {
        final ObjectNode report = begin(books.units());
        final AccountFile file = books.find(account);
        report.put("owner", file == null ? 0 : file.owner());
        report.set("cause", cause);
        end(report, books.units()).put("trades", trades).put("bids", bids);
        report.putArray("steps").addAll(steps);
        losses.put(report.putArray("losses"), books.units());
        return report;
    }

    private ObjectNode begin(final Units units) {
        return JSON.createObjectNode()
                .put("liquidation", liquidation)
                .put("account", account)
                .put("breachPosition", breachPosition)
                .put("breachTime", Instant.ofEpochMilli(breachTimeMs).toString())
                .put("equity", units.numeraire(equity))
                .put("maintenanceMargin", units.numeraire(maintenanceMargin));
    }

    private ObjectNode end(final ObjectNode node, final Units units) {
        return node.put("outcome", outcome)
                .put("endEquity", hasEnded ? units.numeraire(endEquity) : null)
                .put("endMaintenanceMargin", hasEnded ? units.numeraire(endMargin) : null);
    }
}
