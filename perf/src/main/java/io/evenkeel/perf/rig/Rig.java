package io.evenkeel.perf.rig;

import io.evenkeel.codecs.DepositEncoder;
import io.evenkeel.codecs.PriceSubmissionEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.TradeEncoder;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.Stage;
import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.core.store.Mixing;
import io.evenkeel.perf.market.Fill;
import io.evenkeel.perf.market.Market;
import io.evenkeel.perf.market.Population;
import io.evenkeel.perf.market.PricePath;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A populated chain of stages on the calling thread. Every state change goes through SBE commands in slots: gate,
 * price, risk, outputs. Accounts are known by 64-bit ids without a pattern, as finding one would otherwise be too easy.
 */
public final class Rig {
    /** What the buyer of a fill pays and its seller gets, numeraire units. */
    public static final long FEE = 100;
    /** Positions from one log entry to the next. */
    public static final long ENTRY_LENGTH = CommandFeed.ENTRY_LENGTH;
    /** Most account evaluations of a task with one log entry. */
    public static final int SLICE_EVALUATIONS = 64;

    private static final int PARTICIPANTS = 16;
    private static final int TRADE_IDS = 1 << 20;
    private static final int LADDER_BUCKETS = 1 << 16;
    private static final int PPM = 1_000_000;
    /** Price of every asset: one of the numeraire. */
    private static final long ASSET_PRICE = 1_000_000;

    private final Population population;
    private final int collaterals;
    private final OutputDrain drain;
    private final CommandFeed feed;
    private final TradeEncoder trade = new TradeEncoder();
    private final PriceSubmissionEncoder submission = new PriceSubmissionEncoder();
    private final DepositEncoder deposit = new DepositEncoder();
    private final long[] prices = new long[Market.INSTRUMENTS];
    private final long[] sourceSequences = new long[Market.INSTRUMENTS];
    private long tradeId;

    /**
     * Makes a chain of stages and populates it.
     *
     * @param population  whom to open accounts and positions for.
     * @param collaterals assets that each account has as collateral, the numeraire one of them.
     * @param chain       makes the stages over a sink.
     */
    public Rig(final Population population, final int collaterals, final Function<OutputSink, Stage> chain) {
        this.population = population;
        this.collaterals = collaterals;
        drain = new OutputDrain(slot -> {
        });
        feed = new CommandFeed(chain.apply(drain));
        populate();
        requireNoRefusals();
    }

    /** Makes a rig for stages that stand where another rig's do. */
    private Rig(final Rig other, final Consumer<OutputSlot> listener, final Function<OutputSink, Stage> chain) {
        population = other.population;
        collaterals = other.collaterals;
        drain = new OutputDrain(listener);
        feed = new CommandFeed(chain.apply(drain), other.feed);
        System.arraycopy(other.prices, 0, prices, 0, prices.length);
        System.arraycopy(other.sourceSequences, 0, sourceSequences, 0, sourceSequences.length);
        tradeId = other.tradeId;
    }

    /**
     * {@return a rig that goes on from here with other stages}
     *
     * @param listener sees every output.
     * @param chain    makes the stages over a sink; they must stand where this rig's do.
     */
    Rig twin(final Consumer<OutputSlot> listener, final Function<OutputSink, Stage> chain) {
        return new Rig(this, listener, chain);
    }

    /** {@return limits of an engine that a population of this size fits} */
    public static EngineLimits limits(final int accounts, final int collaterals) {
        return new EngineLimits(
                accounts,
                (int) (accounts * 8.4),
                Math.max(1_024, accounts * (collaterals - 1) + 2),
                PARTICIPANTS,
                PARTICIPANTS,
                Math.max(4, collaterals),
                Market.INSTRUMENTS,
                4,
                TRADE_IDS,
                1 << 16,
                accounts,
                1_024,
                LADDER_BUCKETS,
                SLICE_EVALUATIONS,
                accounts);
    }

    private void populate() {
        final Listing listing = new Listing(feed);
        listing.admitParticipants();
        listing.listNumeraire();
        for (int asset = 1; asset < collaterals; asset++) {
            listing.listCollateral(asset);
            submitPrice(PricedKind.ASSET, asset, ASSET_PRICE, 1);
        }
        for (int instrument = 0; instrument < Market.INSTRUMENTS; instrument++) {
            listing.listInstrument(instrument);
            submitPrice(instrument, population.market().openingPrice(instrument));
        }
        for (int account = 0; account < population.accounts(); account++) {
            listing.openAccount(id(account));
            payIn(account);
        }
        for (int n = 0; n < population.openings(); n++) {
            submitFill(population.opening(n));
        }
    }

    /** Pays in what an account needs: of several assets half in the numeraire, and what is worth the rest in others. */
    private void payIn(final int account) {
        final long worth = population.deposit(account);
        if (collaterals == 1) {
            payIn(account, 0, worth);
            return;
        }
        payIn(account, 0, worth / 2);
        for (int asset = 1; asset < collaterals; asset++) {
            payIn(account, asset, worth / 2 / (collaterals - 1) * PPM / (PPM - Market.HAIRCUT_PPM) + 1);
        }
    }

    private void payIn(final int account, final int asset, final long amount) {
        deposit.wrapAndApplyHeader(feed.buffer(), 0, feed.header())
                .sequence(feed.nextSequence(Participants.GATEWAY))
                .account(id(account))
                .amount(amount)
                .reference((long) account * collaterals + asset + 1)
                .asset(asset);
        feed.enter(CommandKind.MESSAGE, Participants.GATEWAY, deposit.limit());
    }

    /** {@return id of the n-th account, above 0} */
    public static long id(final int account) {
        return Mixing.mix(account + 1L) & Long.MAX_VALUE;
    }

    /** Sends a {@link Fill} at the price in force. Fees are paid but cancel out, so that no balance wears off. */
    public void submitFill(final long fill) {
        final int instrument = Fill.instrument(fill);
        trade.wrapAndApplyHeader(feed.buffer(), 0, feed.header())
                .sequence(feed.nextSequence(Participants.VENUE))
                .tradeId(++tradeId)
                .buyer(id(Fill.buyer(fill)))
                .seller(id(Fill.seller(fill)))
                .quantity(Fill.quantity(fill))
                .price(prices[instrument])
                .buyerFee(FEE)
                .sellerFee(-FEE)
                .instrument(instrument);
        feed.enter(CommandKind.MESSAGE, Participants.VENUE, trade.limit());
    }

    /** Sends a tick of a {@link PricePath}. */
    public void submitTick(final long tick) {
        submitPrice(PricePath.instrument(tick), PricePath.price(tick));
    }

    /** Lets the timer fire. */
    public void fireTimer() {
        feed.enterTimer();
    }

    /** Sends a price of an instrument. */
    public void submitPrice(final int instrument, final long price) {
        prices[instrument] = price;
        submitPrice(PricedKind.INSTRUMENT, instrument, price, ++sourceSequences[instrument]);
    }

    private void submitPrice(final PricedKind kind, final int priced, final long price, final long sourceSequence) {
        submission.wrapAndApplyHeader(feed.buffer(), 0, feed.header())
                .sequence(feed.nextSequence(Participants.ORACLE))
                .sourceSequence(sourceSequence)
                .price(price)
                .confidence(0)
                .sourceTimeMs(feed.timeMs())
                .source(Listing.sourceOf(priced))
                .priced(priced)
                .kind(kind);
        feed.enter(CommandKind.MESSAGE, Participants.ORACLE, submission.limit());
    }

    /** {@return bytes put out so far} */
    public long outputBytes() {
        return drain.bytes();
    }

    /** {@return commands refused so far} */
    public long refused() {
        return drain.refused();
    }

    /** {@return those of them refused because an account is in liquidation} */
    public long frozen() {
        return drain.frozen();
    }

    /** Fails if a command was refused. */
    public void requireNoRefusals() {
        if (drain.refused() > 0) {
            throw new IllegalStateException(drain.refused() + " commands refused, the last for " + drain.lastRefusal());
        }
    }

    /** {@return commands entered so far} */
    public long entries() {
        return feed.entries();
    }

    /** {@return log position of the last of them} */
    public long position() {
        return feed.position();
    }
}
