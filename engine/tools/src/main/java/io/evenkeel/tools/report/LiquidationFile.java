package io.evenkeel.tools.report;

import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.Side;
import java.util.HashMap;
import java.util.Map;

/** Liquidations: which are open, and whether each went by the rules. */
public final class LiquidationFile {
    private static final long PPM = 1_000_000;

    private final AuditBooks books;
    private final Map<Long, Long> open = new HashMap<>();
    private final Map<Long, Integer> maxDiscountsPpm = new HashMap<>();
    private long last;
    private long trades;
    private long cured;
    private long ended;
    private long startedInHealth;
    private long soldTooCheap;

    LiquidationFile(final AuditBooks books) {
        this.books = books;
    }

    private void check(final boolean holds, final String complaint) {
        if (!holds) {
            books.complain(complaint);
        }
    }

    void onStarted(final LiquidationStartedDecoder it) {
        check(it.liquidation() == last + 1, "liquidation " + it.liquidation() + " is out of turn");
        startedInHealth += it.equity() < it.maintenanceMargin() ? 0 : 1;
        last = it.liquidation();
        open.put(it.liquidation(), it.account());
        books.file(it.account()).liquidation(it.liquidation());
        books.file(it.account()).status(AccountStatus.LIQUIDATING);
    }

    void onOrder(final LiquidationOrderDecoder it) {
        check(open.containsKey(it.liquidation()), "an order of liquidation " + it.liquidation()
                + ", which is not open");
        maxDiscountsPpm.put(it.liquidation(), it.maxDiscountPpm());
    }

    void onTrade(final LiquidationTradeDecoder it) {
        trades++;
        final Market market = books.units().market(it.instrument());
        final long mark = it.mark();
        final long allowed = mark * maxDiscountsPpm.getOrDefault(it.liquidation(), 0) / PPM + market.tick();
        final long loss = it.side() == Side.SELL ? mark - it.price() : it.price() - mark;
        // From the bankruptcy price on others pay the difference.
        soldTooCheap += loss <= allowed || it.stepRaw() > LiquidationStep.BACKSTOP.value() ? 0 : 1;
    }

    void onEnded(final LiquidationEndedDecoder it) {
        check(open.remove(it.liquidation()) != null, "an end of liquidation " + it.liquidation()
                + ", which is not open");
        maxDiscountsPpm.remove(it.liquidation());
        ended++;
        cured += it.equity() >= it.maintenanceMargin() && it.outcome() != LiquidationOutcome.BANKRUPT ? 1 : 0;
        books.file(it.account()).liquidation(0);
        books.file(it.account()).status(it.equity() >= it.maintenanceMargin()
                ? AccountStatus.MARGIN_CALL
                : AccountStatus.LIQUIDATING);
    }

    /** {@return how many started} */
    public long started() {
        return last;
    }

    /** {@return how many trades were made in them} */
    public long trades() {
        return trades;
    }

    /** {@return how many ended in health} */
    public long cured() {
        return cured;
    }

    /** {@return how many ended} */
    public long ended() {
        return ended;
    }

    /**
     * {@return how many started with equity at or above maintenance margin} An account that breached waits for its
     * turn, and prices and deposits may help it until then; where nothing waits there are none.
     */
    public long startedInHealth() {
        return startedInHealth;
    }

    /** {@return how many trades were beyond the largest discount from the mark announced last} */
    public long soldTooCheap() {
        return soldTooCheap;
    }

    /** {@return how many are open} */
    public int open() {
        return open.size();
    }
}
