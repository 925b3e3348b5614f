package io.evenkeel.model;

import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import java.math.BigInteger;
import java.util.Arrays;

/** Prices in force and their states. */
public final class Market implements PriceView {
    /** SPEC 4: how far a price that does not allow liquidation is moved in the account's favour, if nobody says. */
    private static final int FIVE_PERCENT = 50_000;
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
    private static final long RUNNING = -1;
    /** Where nobody has looked at prices for longer, the cluster was away. */
    private static final long UNLOOKED_MS = 1_000;

    private final long[] marks;
    private final long[] assetPrices;
    private final PriceState[] instrumentStates;
    private final PriceState[] assetStates;
    private final BigInteger[] fundingOfLongs;
    private final BigInteger[] fundingOfShorts;
    private final boolean[] isFunded;
    private final MarketPhase[] phases;
    private final SlowPrice[] slowPrices;
    private final long[] depths;
    private final long[] depthsSaidMs;
    private final long[] maxAgesMs;
    private final int[] instrumentUncertaintyPpm;
    private final int[] assetUncertaintyPpm;
    private final int[] instrumentFavourPpm;
    private final int[] assetFavourPpm;
    private final PriceView favoured = new Favoured();
    private final PriceView cautious = new Cautious();
    private final int[] settlementAssets;
    private final long[] pausesMs;
    private final long[] pausedSinceMs;
    private final long[] assetPausesMs;
    private final long[] assetPausedSinceMs;
    private long timeMs;
    private long lookedMs;
    private long aliveMs;
    private boolean isTrustedThroughout;

    /** Makes a market without prices but the numeraire's. */
    public Market(final Terms terms) {
        marks = new long[terms.instruments().size()];
        assetPrices = new long[terms.assets().size()];
        instrumentStates = new PriceState[marks.length];
        assetStates = new PriceState[assetPrices.length];
        fundingOfLongs = new BigInteger[marks.length];
        fundingOfShorts = new BigInteger[marks.length];
        isFunded = new boolean[marks.length];
        phases = new MarketPhase[marks.length];
        Arrays.fill(phases, MarketPhase.OPEN);
        slowPrices = new SlowPrice[marks.length];
        Arrays.setAll(slowPrices, instrument -> new SlowPrice());
        depths = new long[marks.length];
        depthsSaidMs = new long[marks.length];
        maxAgesMs = terms.instruments().stream().mapToLong(InstrumentTerms::maxAgeMs).toArray();
        settlementAssets = terms.instruments().stream().mapToInt(InstrumentTerms::settlementAsset).toArray();
        pausesMs = new long[marks.length];
        pausedSinceMs = new long[marks.length];
        Arrays.fill(pausedSinceMs, RUNNING);
        assetPausesMs = new long[assetPrices.length];
        assetPausedSinceMs = new long[assetPrices.length];
        Arrays.fill(assetPausedSinceMs, RUNNING);
        instrumentUncertaintyPpm = new int[marks.length];
        assetUncertaintyPpm = new int[assetPrices.length];
        instrumentFavourPpm = new int[marks.length];
        assetFavourPpm = new int[assetPrices.length];
        Arrays.fill(instrumentFavourPpm, FIVE_PERCENT);
        Arrays.fill(assetFavourPpm, FIVE_PERCENT);
        Arrays.fill(fundingOfLongs, BigInteger.ZERO);
        Arrays.fill(fundingOfShorts, BigInteger.ZERO);
        Arrays.fill(instrumentStates, PriceState.NONE);
        Arrays.fill(assetStates, PriceState.NONE);
        assetPrices[0] = 1;
        assetStates[0] = PriceState.VALID;
    }

    /** Time goes on; timers look at prices, and so does the first entry after the cluster was away. */
    public void moveTo(final long nowMs, final boolean isTimer) {
        timeMs = nowMs;
        final boolean wasAway = nowMs - lookedMs > UNLOOKED_MS;
        aliveMs = wasAway ? lookedMs : nowMs;
        lookedMs = wasAway || isTimer ? nowMs : lookedMs;
    }

    /** {@return the time it is} */
    public long timeMs() {
        return timeMs;
    }

    /**
     * {@return for how long in all nothing could be sold in a market, since its price, or that of the asset it settles
     * in, did not allow it} If one stops allowing it after the cluster was away, that counts since nobody looked.
     */
    public long pauseMs(final int instrument) {
        return pausesMs[instrument]
                + (pausedSinceMs[instrument] == RUNNING ? 0 : timeMs - pausedSinceMs[instrument]);
    }

    /** {@return for how long in all nothing of an asset could be sold, since its own price did not allow it} */
    public long assetPauseMs(final int asset) {
        return assetPausesMs[asset]
                + (assetPausedSinceMs[asset] == RUNNING ? 0 : timeMs - assetPausedSinceMs[asset]);
    }

    private void turnSales() {
        for (int asset = 0; asset < assetPrices.length; asset++) {
            if (isTrusted(assetStates[asset])) {
                assetPausesMs[asset] = assetPauseMs(asset);
                assetPausedSinceMs[asset] = RUNNING;
            } else if (assetPausedSinceMs[asset] == RUNNING) {
                assetPausedSinceMs[asset] = aliveMs;
            }
        }
        for (int i = 0; i < marks.length; i++) {
            final boolean isSellable = isTrusted(instrumentStates[i]) && isTrusted(assetStates[settlementAssets[i]]);
            if (isSellable) {
                pausesMs[i] = pauseMs(i);
                pausedSinceMs[i] = RUNNING;
            } else if (pausedSinceMs[i] == RUNNING) {
                pausedSinceMs[i] = aliveMs;
            }
        }
    }

    /** Sets how fast an instrument's slow price follows its index from now on; 0 switches it off. */
    public void slowPrice(final int instrument, final long ratePpmPerSecond) {
        slowPrices[instrument].follow(ratePpmPerSecond, marks[instrument], timeMs);
    }

    /** The index of an instrument becomes another at a time. */
    public void turn(final int instrument, final long index, final long atTimeMs) {
        slowPrices[instrument].turn(index, atTimeMs);
    }

    /** {@return where an instrument's slow price is now; the mark where it has none} */
    public long slowPrice(final int instrument) {
        return slowPrices[instrument].at(timeMs, marks[instrument]);
    }

    /** A venue says how much is on offer in an instrument, in its settlement asset. */
    public void depth(final int instrument, final long depth) {
        depths[instrument] = depth;
        depthsSaidMs[instrument] = timeMs;
    }

    /** {@return what was said last of an instrument's depth, if that is fresh; else 0} */
    public long depth(final InstrumentTerms instrument) {
        final long maxAgeMs = maxAgesMs[instrument.id()];
        final boolean isOld = maxAgeMs > 0 && timeMs > depthsSaidMs[instrument.id()] + maxAgeMs;
        return isOld ? 0 : depths[instrument.id()];
    }

    /** Terms of a price become others: how old a book may be, and what an uncertain price adds to IM. */
    public void priceTerms(final PricedKind kind, final int priced, final long maxAgeMs, final int uncertaintyPpm) {
        if (kind == PricedKind.ASSET) {
            assetUncertaintyPpm[priced] = uncertaintyPpm;
        } else {
            instrumentUncertaintyPpm[priced] = uncertaintyPpm;
            maxAgesMs[priced] = maxAgeMs;
        }
    }

    /** {@return what a price adds to IM, in millionths of what it is the price of: nothing unless it is uncertain} */
    public long uncertaintyPpm(final PricedKind kind, final int priced) {
        if (state(kind, priced) != PriceState.UNCERTAIN) {
            return 0;
        }
        return kind == PricedKind.ASSET ? assetUncertaintyPpm[priced] : instrumentUncertaintyPpm[priced];
    }

    /** {@return the prices that IM goes by: longs at the lower, shorts at the higher of mark and slow price} */
    public PriceView cautious() {
        return cautious;
    }

    /** {@return how far a price is moved in favour of accounts, or would be if it could not be trusted} */
    public int favourPpm(final PricedKind kind, final int priced) {
        return kind == PricedKind.ASSET ? assetFavourPpm[priced] : instrumentFavourPpm[priced];
    }

    /**
     * {@return how far a price is moved that says something of it and comes in a state} One that was not trusted, and
     * is not, goes on as it was: accounts are certified by that.
     */
    public int favourPpm(final PricedKind kind, final int priced, final int saidPpm, final PriceState next) {
        final long price = kind == PricedKind.ASSET ? assetPrices[priced] : marks[priced];
        final boolean isHeld = price != 0 && !isTrusted(state(kind, priced)) && !isTrusted(next);
        return isHeld ? favourPpm(kind, priced) : saidPpm;
    }

    /** Moves a price so far from now on; before it is put in force. */
    public void favour(final PricedKind kind, final int priced, final int favourPpm) {
        if (kind == PricedKind.ASSET) {
            assetFavourPpm[priced] = favourPpm;
        } else {
            instrumentFavourPpm[priced] = favourPpm;
        }
    }

    /** Puts a price in force. */
    public void set(final PricedKind kind, final int priced, final long price, final PriceState state) {
        if (kind == PricedKind.ASSET) {
            assetPrices[priced] = price;
            assetStates[priced] = state;
        } else {
            marks[priced] = price;
            instrumentStates[priced] = state;
        }
        isTrustedThroughout = areTrusted(instrumentStates) && areTrusted(assetStates);
        turnSales();
    }

    @Override
    public long instrumentPrice(final int instrument, final boolean isLong) {
        return marks[instrument];
    }

    @Override
    public long assetPrice(final int asset, final int sign) {
        return assetPrices[asset];
    }

    @Override
    public BigInteger netPrice(final int instrument, final boolean isLong) {
        return net(instrumentPrice(instrument, isLong), instrument, isLong);
    }

    private BigInteger net(final long price, final int instrument, final boolean isLong) {
        return BigInteger.valueOf(price).multiply(Funding.SCALE).subtract(funding(instrument, isLong));
    }

    /** {@return cumulative funding of a side, in 10^-9 mantissas of price for each unit held} */
    public BigInteger funding(final int instrument, final boolean isLong) {
        return isLong ? fundingOfLongs[instrument] : fundingOfShorts[instrument];
    }

    /** Says that an instrument has funding. */
    public void turnFundingOn(final int instrument) {
        isFunded[instrument] = true;
    }

    /** {@return whether an instrument has funding} */
    public boolean isFunded(final int instrument) {
        return isFunded[instrument];
    }

    /** An interval's funding takes effect: cumulative funding of both sides grows by rate times index (SPEC 5). */
    public void fund(final int instrument, final BigInteger step) {
        fundingOfLongs[instrument] = fundingOfLongs[instrument].add(step);
        fundingOfShorts[instrument] = fundingOfShorts[instrument].add(step);
    }

    /** Each unit of one side is charged for a deficit. */
    public void charge(final int instrument, final boolean isLong, final BigInteger step) {
        if (isLong) {
            fundingOfLongs[instrument] = fundingOfLongs[instrument].add(step);
        } else {
            fundingOfShorts[instrument] = fundingOfShorts[instrument].subtract(step);
        }
    }

    /** {@return where a market is in its life} */
    public MarketPhase phase(final int instrument) {
        return phases[instrument];
    }

    /** A market moves on in its life. */
    public void phase(final int instrument, final MarketPhase next) {
        phases[instrument] = next;
    }

    /** {@return whether a market trades: its price is not final} */
    public boolean isOpen(final int instrument) {
        return phases[instrument] == MarketPhase.OPEN || phases[instrument] == MarketPhase.REDUCE_ONLY;
    }

    /** {@return mark of an instrument} */
    public long mark(final int instrument) {
        return marks[instrument];
    }

    /** {@return price of an asset} */
    public long price(final int asset) {
        return assetPrices[asset];
    }

    /** {@return state of an instrument's or an asset's price} */
    public PriceState state(final PricedKind kind, final int priced) {
        return kind == PricedKind.ASSET ? assetStates[priced] : instrumentStates[priced];
    }

    /** {@return whether positions may be traded in a liquidation at this price} */
    public boolean allowsLiquidation(final PricedKind kind, final int priced) {
        return isTrusted(state(kind, priced));
    }

    /** {@return the prices by which breaches are judged: those in force, or last ones moved in the account's favour} */
    public PriceView judged() {
        return favoured;
    }

    /** {@return whether every price of a world allows liquidation} */
    public boolean isTrustedThroughout() {
        return isTrustedThroughout;
    }

    private static boolean areTrusted(final PriceState... states) {
        for (final PriceState state : states) {
            if (!isTrusted(state)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTrusted(final PriceState state) {
        return state == PriceState.VALID || state == PriceState.UNCERTAIN;
    }

    private static long moved(final long price, final int favourPpm, final boolean isUpward) {
        final long shift = BigInteger.valueOf(price).multiply(BigInteger.valueOf(favourPpm)).divide(MILLION)
                .longValueExact();
        return isUpward ? price + shift : price - shift;
    }

    /** Longs at the lower, shorts at the higher of mark and slow price (SPEC 3). */
    private final class Cautious implements PriceView {
        @Override
        public long instrumentPrice(final int instrument, final boolean isLong) {
            final long slow = slowPrice(instrument);
            return isLong ? Math.min(marks[instrument], slow) : Math.max(marks[instrument], slow);
        }

        @Override
        public BigInteger netPrice(final int instrument, final boolean isLong) {
            return net(instrumentPrice(instrument, isLong), instrument, isLong);
        }

        @Override
        public long assetPrice(final int asset, final int sign) {
            return assetPrices[asset];
        }
    }

    /** Last prices that do not allow liquidation, each moved in the account's favour (SPEC 4). */
    private final class Favoured implements PriceView {
        @Override
        public long instrumentPrice(final int instrument, final boolean isLong) {
            return isTrusted(instrumentStates[instrument])
                    ? marks[instrument]
                    : moved(marks[instrument], instrumentFavourPpm[instrument], isLong);
        }

        @Override
        public BigInteger netPrice(final int instrument, final boolean isLong) {
            return net(instrumentPrice(instrument, isLong), instrument, isLong);
        }

        @Override
        public long assetPrice(final int asset, final int sign) {
            // Where nothing is at stake on balance, value and requirement are both taken at the higher price.
            return isTrusted(assetStates[asset])
                    ? assetPrices[asset]
                    : moved(assetPrices[asset], assetFavourPpm[asset], sign >= 0);
        }
    }
}
