package io.evenkeel.tools.replay;

import io.evenkeel.tools.replay.Fill.PositionKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The trade commands that a recording becomes, in order: each pair of legs is one; a position that was there before is
 * imported just before its first fill, against the venue's omnibus account of that perpetual; where the recording
 * itself jumps, the difference is booked the same way and counted.
 */
final class TradePlan {
    /** Above every account number of a venue. */
    static final long FIRST_OMNIBUS = 1_000_000_000L;

    private final Map<String, CoinUnits> units;
    private final OpeningCosts costs;
    private final Map<PositionKey, BigDecimal> positions = new HashMap<>();
    private final List<PlannedTrade> trades = new ArrayList<>();
    private long nextImportId = 1;
    private int imports;
    private int jumps;
    private int feesWaived;
    private long fees;

    TradePlan(final FillRecording recording, final Map<String, CoinUnits> units, final OpeningCosts costs) {
        this.units = units;
        this.costs = costs;
        for (final FillRecording.Pair pair : recording.pairs()) {
            plan(pair);
        }
    }

    /**
     * One trade command. Fees are in units of the settlement asset.
     *
     * @param pair the recorded legs, or null for an import.
     */
    record PlannedTrade(
            long tradeId,
            int instrument,
            long buyer,
            long seller,
            long quantity,
            long price,
            long buyerFee,
            long sellerFee,
            FillRecording.Pair pair) {
    }

    /** {@return the commands} */
    List<PlannedTrade> trades() {
        return trades;
    }

    /** {@return how many positions were imported} */
    int imports() {
        return imports;
    }

    /** {@return how many times the recording itself jumps} */
    int jumps() {
        return jumps;
    }

    /** {@return how many trades go without fees, because their rebate is more than all fees before} */
    int feesWaived() {
        return feesWaived;
    }

    /** {@return the omnibus account against which positions of a perpetual are imported} */
    static long omnibus(final CoinUnits coin) {
        return FIRST_OMNIBUS + coin.instrument();
    }

    private void plan(final FillRecording.Pair pair) {
        final CoinUnits coin = units.get(pair.buy().coin());
        for (final Fill fill : pair.legs()) {
            bringIn(fill, coin);
        }
        final boolean isPayable = takeFees(pair);
        trades.add(new PlannedTrade(
                pair.buy().tradeId(),
                coin.instrument(),
                pair.buy().account(),
                pair.sell().account(),
                coin.quantity(pair.buy().size()),
                coin.price(pair.buy().price()),
                isPayable ? CoinUnits.money(pair.buy().fee()) : 0,
                isPayable ? CoinUnits.money(pair.sell().fee()) : 0,
                pair));
        for (final Fill fill : pair.legs()) {
            positions.put(fill.position(), fill.startPosition().add(fill.signedSize()));
        }
    }

    /** Rebates are paid out of fees earned; a rebate beyond them is refused, so such a trade goes without fees. */
    private boolean takeFees(final FillRecording.Pair pair) {
        final long net = CoinUnits.money(pair.buy().fee()) + CoinUnits.money(pair.sell().fee());
        if (fees + net < 0) {
            feesWaived++;
            return false;
        }
        fees += net;
        return true;
    }

    private void bringIn(final Fill fill, final CoinUnits coin) {
        final BigDecimal known = positions.get(fill.position());
        if (known == null) {
            if (fill.startPosition().signum() != 0) {
                imports++;
                book(fill.account(), coin, fill.startPosition(), costs.cost(fill.position()));
            }
        } else if (known.compareTo(fill.startPosition()) != 0) {
            jumps++;
            final BigDecimal difference = fill.startPosition().subtract(known);
            book(fill.account(), coin, difference, difference.multiply(fill.price()));
        }
    }

    /** Books a signed quantity at a signed cost: so many lots at one price, the rest a tick above. */
    private void book(final long account, final CoinUnits coin, final BigDecimal change, final BigDecimal cost) {
        final long quantity = Math.abs(coin.quantity(change));
        final long money = Math.abs(CoinUnits.money(cost));
        final long lowPrice = Math.max(1, money / quantity);
        final long atHigh = Math.max(0, Math.min(quantity, money - lowPrice * quantity));
        importTrade(account, coin, change.signum(), quantity - atHigh, lowPrice);
        importTrade(account, coin, change.signum(), atHigh, lowPrice + 1);
    }

    private void importTrade(
            final long account, final CoinUnits coin, final int sign, final long quantity, final long price) {
        if (quantity == 0) {
            return;
        }
        final long omnibus = omnibus(coin);
        final long buyer = sign > 0 ? account : omnibus;
        final long seller = sign > 0 ? omnibus : account;
        trades.add(new PlannedTrade(
                nextImportId++, coin.instrument(), buyer, seller, quantity, price, 0, 0, null));
    }
}
