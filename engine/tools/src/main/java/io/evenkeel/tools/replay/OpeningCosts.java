package io.evenkeel.tools.replay;

import io.evenkeel.tools.replay.Fill.PositionKey;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the positions cost that accounts held before the recording begins. Nobody says it, but the first close does:
 * profit = size · (price − entry) gives the entry price at that time, from which the cost of fills in between is taken
 * away. A position that is never closed in the recording could have cost anything; it is taken at its first price.
 */
final class OpeningCosts {
    private final Map<PositionKey, BigDecimal> costs = new HashMap<>();
    private final Map<PositionKey, Fill> implying = new HashMap<>();

    OpeningCosts(final FillRecording recording) {
        final Map<PositionKey, List<Fill>> histories = new HashMap<>();
        for (final FillRecording.Pair pair : recording.pairs()) {
            for (final Fill fill : pair.legs()) {
                histories.computeIfAbsent(fill.position(), key -> new ArrayList<>()).add(fill);
            }
        }
        histories.forEach(this::derive);
    }

    private void derive(final PositionKey key, final List<Fill> history) {
        final BigDecimal start = history.get(0).startPosition();
        BigDecimal position = start;
        BigDecimal added = BigDecimal.ZERO;
        costs.put(key, start.multiply(history.get(0).price()));
        for (final Fill fill : history) {
            if (start.signum() == 0 || fill.startPosition().compareTo(position) != 0) {
                return;
            }
            if (fill.closedSize().signum() > 0) {
                final BigDecimal profit = fill.closedProfit().divide(fill.closedSize(), MathContext.DECIMAL128);
                final BigDecimal entry =
                        position.signum() > 0 ? fill.price().subtract(profit) : fill.price().add(profit);
                costs.put(key, entry.multiply(position).subtract(added));
                implying.put(key, fill);
                return;
            }
            position = position.add(fill.signedSize());
            added = added.add(fill.signedSize().multiply(fill.price()));
        }
    }

    /** {@return signed cost of the position that an account held before its first fill} */
    BigDecimal cost(final PositionKey key) {
        return costs.get(key);
    }

    /** {@return whether this fill's profit is what the opening cost was derived from, so that it proves nothing} */
    boolean isImplying(final Fill fill) {
        return fill.equals(implying.get(fill.position()));
    }
}
