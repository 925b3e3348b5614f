package io.evenkeel.perf.rig;

import io.evenkeel.codecs.DepositEncoder;
import io.evenkeel.codecs.PriceSubmissionEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.TradeEncoder;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.Stage;
import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.store.Mixing;
import io.evenkeel.perf.market.Fill;
import io.evenkeel.perf.market.Market;
import io.evenkeel.perf.market.Population;
import io.evenkeel.perf.market.PricePath;
import java.util.function.Function;

/**
 * A populated chain of stages on the calling thread. Every state change goes through SBE commands in slots: gate,
 * price, risk, outputs. Accounts are known by 64-bit ids without a pattern, as finding one would otherwise be too easy.
 */
public final class Rig {
    private static final int PARTICIPANTS = 16;
    private static final int TRADE_IDS = 1 << 20;
    private static final int LADDER_BUCKETS = 1 << 16;
    private static final int SLICE_EVALUATIONS = 64;
    private static final long FEE = 100;

    private final Population population;
    private final OutputDrain drain = new OutputDrain();
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
     * @param population whom to open accounts and positions for.
     * @param chain      makes the stages over a sink.
     */
    public Rig(final Population population, final Function<OutputSink, Stage> chain) {
        this.population = population;
        feed = new CommandFeed(chain.apply(drain));
        populate();
        requireNoRefusals();
    }

    /** {@return limits of an engine that a population of this size fits} */
    public static EngineLimits limits(final int accounts) {
        return new EngineLimits(
                accounts,
                (int) (accounts * 8.4),
                1_024,
                PARTICIPANTS,
                PARTICIPANTS,
                4,
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

    private void payIn(final int account) {
        deposit.wrapAndApplyHeader(feed.buffer(), 0, feed.header())
                .sequence(feed.nextSequence(Participants.GATEWAY))
                .account(id(account))
                .amount(population.deposit(account))
                .reference(account + 1L)
                .asset(0);
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

    private void submitPrice(final int instrument, final long price) {
        prices[instrument] = price;
        submission.wrapAndApplyHeader(feed.buffer(), 0, feed.header())
                .sequence(feed.nextSequence(Participants.ORACLE))
                .sourceSequence(++sourceSequences[instrument])
                .price(price)
                .confidence(0)
                .sourceTimeMs(feed.timeMs())
                .source(Listing.sourceOf(instrument))
                .priced(instrument)
                .kind(PricedKind.INSTRUMENT);
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
}
