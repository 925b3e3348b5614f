package io.evenkeel.core.sim;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.inspect.BalanceReport;
import io.evenkeel.core.inspect.PositionReport;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.Market;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts ticks after which several walls of one account are hit: one that this tick crossed and others at which a price
 * stands, or that another tick of the same log entry crossed.
 */
final class WallWatch {
    private final Market market;
    private final Tally tally;
    private final Map<Long, Long> prices = new HashMap<>();
    private List<AccountReport> reports = List.of();
    private boolean isMoved;

    WallWatch(final Market market, final Tally tally) {
        this.market = market;
        this.tally = tally;
    }

    /** Remembers the walls before an entry. */
    void begin(final List<AccountReport> before) {
        reports = before;
        isMoved = false;
    }

    void onPriced(final Event.Priced priced) {
        prices.put(keyOf(priced.kind(), priced.priced()), priced.mark());
        isMoved = true;
    }

    /** Counts, once an entry is done. */
    void end() {
        if (!isMoved) {
            return;
        }
        for (final AccountReport report : reports) {
            int hit = 0;
            int crossed = 0;
            for (final PositionReport position : report.positions()) {
                final long price = priceOf(PricedKind.INSTRUMENT, position.instrument());
                final long wall = position.isLinked() ? Walls.lastMarkInside(position, market) : 0;
                final long beyond = position.quantity() > 0 ? wall - price : price - wall;
                hit += position.isLinked() && beyond >= 0 ? 1 : 0;
                crossed += position.isLinked() && beyond > 0 ? 1 : 0;
            }
            for (final BalanceReport balance : report.balances()) {
                hit += balance.isLinked() && balance.bound() == priceOf(PricedKind.ASSET, balance.asset()) ? 1 : 0;
            }
            if (!report.isCrossed() && report.liquidation() == 0 && crossed > 0 && hit > 1) {
                tally.count(Tally.Kind.SEVERAL_WALLS_HIT);
            }
        }
    }

    private long priceOf(final PricedKind kind, final int priced) {
        return prices.getOrDefault(keyOf(kind, priced), 0L);
    }

    private static long keyOf(final PricedKind kind, final int priced) {
        return kind.value() * 1_000L + priced;
    }
}
