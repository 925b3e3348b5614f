package io.evenkeel.model;

import io.evenkeel.codecs.LiquidationStep;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What follows an auction (SPEC 6, steps 2 and 3): backstop accounts in turn, and orders that insurance pays for. */
public final class Waterfall {
    private static final long LARGEST_PRICE = 1L << 48;

    private final TermsInForce inForce;
    private final Judge judge;
    private final Sizing sizing;
    private final Market market;
    private final TreeMap<Long, Long> capacities = new TreeMap<>();
    private final Insurance insurance;
    private long lastTaker;

    /**
     * What an order is worth now.
     *
     * @param bankruptcyPrice the account's bankruptcy price.
     * @param furthestPrice   where the price of an insured order goes; else the bankruptcy price.
     * @param price           at which it trades.
     * @param quantity        how much of it.
     */
    public record Quote(long bankruptcyPrice, long furthestPrice, long price, long quantity) {
        /** {@return what insurance pays for so much at this price} */
        public long insured(final InstrumentTerms instrument, final long traded) {
            return furthestPrice == bankruptcyPrice
                    ? 0
                    : instrument.notional(traded, Math.abs(bankruptcyPrice - price)).longValueExact();
        }
    }

    /** Makes one without backstops. */
    Waterfall(
            final TermsInForce inForce,
            final Judge judge,
            final Sizing sizing,
            final Market market,
            final Insurance insurance) {
        this.insurance = insurance;
        this.inForce = inForce;
        this.judge = judge;
        this.sizing = sizing;
        this.market = market;
    }

    // ---------------------------------------------------------------- backstops

    /** Registers an account, or lets it go where the capacity is 0. */
    public void register(final long account, final long capacity) {
        if (capacity == 0) {
            capacities.remove(account);
        } else {
            capacities.put(account, capacity);
        }
    }

    /** {@return whether an account is registered} */
    public boolean isBackstop(final long account) {
        return capacities.containsKey(account);
    }

    /** {@return the most notional that a registered account may hold by taking over} */
    public long capacity(final long account) {
        return capacities.get(account);
    }

    /** {@return who is asked, first to last} */
    public List<Long> turn() {
        final List<Long> asked = new ArrayList<>(capacities.tailMap(lastTaker, false).keySet());
        asked.addAll(capacities.headMap(lastTaker, true).keySet());
        return asked;
    }

    /** An account took over. */
    public void tookOver(final long account) {
        lastTaker = account;
    }

    /** {@return how much of what is needed an account may take within its capacity, at last prices} */
    public long withinCapacity(
            final ModelAccount taker, final InstrumentTerms instrument, final long change, final long needed) {
        final BigInteger most = BigInteger.valueOf(capacities.get(taker.id())).multiply(inForce.latest().scale());
        long least = 0;
        long highest = needed / instrument.lot();
        if (notionalAfter(taker, instrument, 0).compareTo(most) > 0) {
            return 0;
        }
        while (least < highest) {
            final long middle = (least + highest + 1) / 2;
            final long signed = Long.signum(change) * middle * instrument.lot();
            if (notionalAfter(taker, instrument, signed).compareTo(most) > 0) {
                highest = middle - 1;
            } else {
                least = middle;
            }
        }
        return least * instrument.lot();
    }

    private BigInteger notionalAfter(final ModelAccount taker, final InstrumentTerms instrument, final long change) {
        BigInteger sum = BigInteger.ZERO;
        for (final InstrumentTerms each : inForce.latest().instruments()) {
            final long quantity = taker.position(each.id()).quantity() + (each.id() == instrument.id() ? change : 0);
            sum = sum.add(each.notional(Math.abs(quantity), market.mark(each.id()))
                    .multiply(Tiers.MILLION)
                    .multiply(judge.weightedPrice(each.settlementAsset(), market, 0)));
        }
        return sum;
    }

    // ---------------------------------------------------------------- orders

    /** {@return whether an order's auction is over: by the clock, or because equity < ⅔ MM} */
    public boolean isAuctionOver(final ModelAccount account, final long startTimeMs, final long timeMs) {
        if (account.isOmnibus()) {
            return false;
        }
        return timeMs - startTimeMs >= account.liquidation().saleTerms().auctionMs() || isDeep(account);
    }

    private boolean isDeep(final ModelAccount account) {
        final Health health = judge.maintenance(account, market.judged());
        return health.equity().multiply(BigInteger.valueOf(3))
                .compareTo(health.requirement().multiply(BigInteger.TWO)) < 0;
    }

    /** {@return whether an auction that went past the bankruptcy price before its time is to go on} */
    public boolean isGoingBack(final ModelAccount account) {
        return account.liquidation().order() != null
                && account.liquidation().order().isPastBankruptcy()
                && account.liquidation().auctionLeftMs() > 0
                && !isDeep(account);
    }

    /**
     * {@return price and quantity of an order whose clock shows so much} Its clock may stand still; what insurance may
     * pay in a window goes by the time that it is.
     */
    public Quote quote(
            final ModelAccount account,
            final InstrumentTerms instrument,
            final LiquidationStep step,
            final long elapsedMs,
            final long timeMs) {
        final long worst = sizing.bankruptcyPrice(account, instrument, market);
        if (step == LiquidationStep.DELEVERAGED) {
            return new Quote(worst, worst, worst, sizing.leastSufficient(account, instrument, market, worst, step));
        }
        if (step != LiquidationStep.INSURED) {
            final long price = sizing.auctionPrice(account, instrument, market, elapsedMs, worst);
            return new Quote(worst, worst, price, sizing.leastSufficient(account, instrument, market, price, step));
        }
        final long quantity = account.position(instrument.id()).quantity();
        final int auctionMs = account.liquidation().saleTerms().auctionMs();
        final long atEnd = sizing.auctionPrice(account, instrument, market, auctionMs, worst);
        final long means =
                insurance.means(account.liquidation(), instrument.pool(), instrument.settlementAsset(), timeMs);
        final int away = quantity > 0 ? -1 : 1;
        final long room = (quantity > 0 ? worst - instrument.tick() : LARGEST_PRICE - worst) / instrument.tick();
        final BigInteger ticks = BigInteger.valueOf(means)
                .divide(instrument.notional(Math.abs(quantity), instrument.tick()))
                .min(BigInteger.valueOf(room));
        final BigInteger passed = ticks.multiply(BigInteger.valueOf(Math.min(elapsedMs, auctionMs)))
                .divide(BigInteger.valueOf(auctionMs));
        if (ticks.signum() == 0) {
            return new Quote(worst, worst, atEnd, sizing.leastSufficient(account, instrument, market, atEnd, step));
        }
        return new Quote(
                worst,
                worst + away * ticks.longValueExact() * instrument.tick(),
                worst + away * passed.longValueExact() * instrument.tick(),
                sizing.leastSufficient(account, instrument, market, worst, step));
    }
}
