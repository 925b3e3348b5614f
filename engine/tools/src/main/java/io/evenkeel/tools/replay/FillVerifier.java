package io.evenkeel.tools.replay;

import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.TradeBookedDecoder;
import io.evenkeel.tools.replay.Fill.PositionKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;

/** Compares what the cluster says it booked, from its audit feed, with what the venue says it booked. */
final class FillVerifier {
    /** How far a profit may be from the venue's, as a share of the notional closed: it rounds its entry price. */
    static final BigDecimal PROFIT_TOLERANCE = new BigDecimal("0.00002");

    private final Map<Long, FillRecording.Pair> expected = new HashMap<>();
    private final Map<String, CoinUnits> units;
    private final OpeningCosts costs;
    private final Set<PositionKey> seen = new HashSet<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeBookedDecoder booked = new TradeBookedDecoder();
    private final List<String> positionMismatches = new ArrayList<>();
    private final List<String> profitsOutside = new ArrayList<>();
    private int tradesSeen;
    private int chainedPositions;
    private int firstPositions;
    private int profits;
    private int profitsWithin;
    private int impliedProfits;

    FillVerifier(final FillRecording recording, final Map<String, CoinUnits> units, final OpeningCosts costs) {
        this.units = units;
        this.costs = costs;
        recording.pairs().forEach(pair -> expected.put(pair.buy().tradeId(), pair));
    }

    /** Takes one event of the audit feed. */
    void onEvent(final DirectBuffer buffer, final int offset) {
        header.wrap(buffer, offset);
        if (header.templateId() != TradeBookedDecoder.TEMPLATE_ID) {
            return;
        }
        booked.wrapAndApplyHeader(buffer, offset, header);
        final FillRecording.Pair pair = expected.remove(booked.tradeId());
        if (pair == null) {
            return;
        }
        tradesSeen++;
        compare(pair.buy(), booked.buyer(), booked.buyerBefore(), booked.buyerProfit());
        compare(pair.sell(), booked.seller(), booked.sellerBefore(), booked.sellerProfit());
    }

    private void compare(final Fill fill, final long account, final long before, final long profit) {
        final CoinUnits coin = units.get(fill.coin());
        if (seen.add(fill.position())) {
            firstPositions++;
        } else {
            chainedPositions++;
        }
        if (account != fill.account() || before != coin.quantity(fill.startPosition())) {
            positionMismatches.add("line " + fill.line() + ": account " + fill.account() + " " + fill.coin()
                    + ": position before is " + BigDecimal.valueOf(before, -coin.quantityExponent())
                    + ", the venue's " + fill.startPosition().toPlainString());
        }
        compareProfit(fill, CoinUnits.money(profit));
    }

    private void compareProfit(final Fill fill, final BigDecimal profit) {
        final BigDecimal closed = fill.closedSize();
        if (closed.signum() == 0 && profit.signum() == 0 && fill.closedProfit().signum() == 0) {
            return;
        }
        profits++;
        if (costs.isImplying(fill)) {
            impliedProfits++;
        }
        final BigDecimal allowed = PROFIT_TOLERANCE.multiply(fill.price()).multiply(closed);
        if (profit.subtract(fill.closedProfit()).abs().compareTo(allowed) <= 0) {
            profitsWithin++;
        } else {
            profitsOutside.add("line " + fill.line() + ": account " + fill.account() + " " + fill.coin()
                    + ": profit is " + profit.stripTrailingZeros().toPlainString() + ", the venue's "
                    + fill.closedProfit().stripTrailingZeros().toPlainString() + ", on a notional of "
                    + fill.price().multiply(closed).stripTrailingZeros().toPlainString());
        }
    }

    /** {@return whether every trade was seen} */
    boolean isComplete() {
        return expected.isEmpty();
    }

    int tradesSeen() {
        return tradesSeen;
    }

    int chainedPositions() {
        return chainedPositions;
    }

    int firstPositions() {
        return firstPositions;
    }

    int profits() {
        return profits;
    }

    int profitsWithin() {
        return profitsWithin;
    }

    /** {@return how many of the profits were used to derive an opening cost, and so agree by construction} */
    int impliedProfits() {
        return impliedProfits;
    }

    List<String> positionMismatches() {
        return positionMismatches;
    }

    List<String> profitsOutside() {
        return profitsOutside;
    }
}
