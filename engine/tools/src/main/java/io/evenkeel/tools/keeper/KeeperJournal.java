package io.evenkeel.tools.keeper;

import io.evenkeel.client.keeper.Bid;
import io.evenkeel.client.keeper.CollateralBid;
import io.evenkeel.client.keeper.CollateralOrder;
import io.evenkeel.client.keeper.OpenOrder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.tools.EventLine;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says what the keeper does, a line for each thing. */
public final class KeeperJournal {
    private final PrintWriter out;
    private final boolean isJson;

    /** Makes a journal that prints. */
    public KeeperJournal(final PrintWriter out, final boolean isJson) {
        this.out = out;
        this.isJson = isJson;
    }

    /** {@return a journal that nobody reads} */
    public static KeeperJournal silent() {
        return new KeeperJournal(null, false);
    }

    private static Map<String, Object> of(final long account, final long liquidation, final int instrument) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("liquidation", liquidation);
        fields.put("instrument", instrument);
        fields.put("account", account);
        return fields;
    }

    private static Map<String, Object> of(
            final long account, final OpenOrder order, final long quantity, final long price, final long discountPpm) {
        final Map<String, Object> fields = of(account, order.liquidation(), order.instrument());
        fields.put("step", order.step().name());
        fields.put("side", order.isKeeperBuying() ? "BUY" : "SELL");
        fields.put("quantity", quantity);
        fields.put("limit", price);
        fields.put("discountPpm", discountPpm);
        return fields;
    }

    void bid(
            final long account, final OpenOrder order, final long quantity, final long limit, final long discountPpm) {
        say("bid", of(account, order, quantity, limit, discountPpm));
    }

    void wouldBid(
            final long account, final OpenOrder order, final long quantity, final long price, final long discountPpm) {
        say("would-bid", of(account, order, quantity, price, discountPpm));
    }

    void outcome(final Bid bid) {
        final Map<String, Object> fields = of(bid.account(), bid.liquidation(), bid.instrument());
        if (bid.traded() > 0) {
            fields.put("quantity", bid.traded());
            fields.put("price", bid.price());
        }
        sayOutcome(fields, bid.answer(), bid.traded(), bid.logPosition());
    }

    private void sayOutcome(
            final Map<String, Object> fields, final RejectCode answer, final long traded, final long position) {
        final boolean isRefused = answer != RejectCode.NONE;
        if (isRefused) {
            fields.put("answer", answer.name());
        }
        fields.put("position", position);
        say(isRefused ? "refused" : traded > 0 ? "traded" : "nothing", fields);
    }

    private static Map<String, Object> of(
            final long account, final long liquidation, final int asset, final int debtAsset) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("liquidation", liquidation);
        fields.put("asset", asset);
        fields.put("debtAsset", debtAsset);
        fields.put("account", account);
        return fields;
    }

    /** Says of collateral what it bids, or would if it sent bids. */
    void collateral(
            final boolean isSent,
            final long account,
            final CollateralOrder order,
            final long amount,
            final long limit,
            final long discountPpm) {
        final Map<String, Object> fields = of(account, order.liquidation(), order.asset(), order.debtAsset());
        fields.put("quantity", amount);
        fields.put("limit", limit);
        fields.put("discountPpm", discountPpm);
        say(isSent ? "bid" : "would-bid", fields);
    }

    void outcome(final CollateralBid bid) {
        final Map<String, Object> fields = of(bid.account(), bid.liquidation(), bid.asset(), bid.debtAsset());
        if (bid.traded() > 0) {
            fields.put("quantity", bid.traded());
            fields.put("price", bid.price());
            fields.put("paid", bid.paid());
        }
        sayOutcome(fields, bid.answer(), bid.traded(), bid.logPosition());
    }

    void stopped(final long account) {
        sayOf("stopped", account, "no margin for more");
    }

    void resumed(final long account) {
        sayOf("resumed", account, "there is more margin");
    }

    private void sayOf(final String what, final long account, final String reason) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("account", account);
        fields.put("reason", reason);
        say(what, fields);
    }

    /** Says that it has read all history and follows. */
    void ready(final long account, final int openLiquidations) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("account", account);
        fields.put("openLiquidations", openLiquidations);
        say("ready", fields);
    }

    /** Prints the sum of this run. */
    void end(final KeeperDesk desk) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("bids", desk.bids());
        fields.put("traded", desk.trades());
        fields.put("refused", desk.refusals());
        say("ended", fields);
    }

    private void say(final String what, final Map<String, Object> fields) {
        if (out != null) {
            out.println(EventLine.of(what, fields, isJson));
            out.flush();
        }
    }
}
