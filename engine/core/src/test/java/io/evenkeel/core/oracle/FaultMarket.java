package io.evenkeel.core.oracle;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.sim.World;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.PriceTermsCommand;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Terms;
import io.evenkeel.model.Tiers;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A dollar and two perpetuals on it without funding: one whose sources have faults, and one that dies. In half of the
 * markets a venue tells a book of the first, which may lie as it likes; without one a mark is its index. In half of
 * all markets some have pledged a coin, of which the same sources say the same price; in a quarter auctions are short,
 * what nobody bids for goes to backstops and insurance, and nobody has dust: who takes it could take nothing more once
 * its market is dead.
 *
 * @param sources     sources of the first, 3 to 9.
 * @param minSources  its quorum.
 * @param freshRounds rounds after an outage.
 * @param bandPpm     its band.
 * @param jumpPpm     moves that need confirmation; 0 for none.
 * @param windowMs    how long they do.
 * @param path        what its honest sources see.
 * @param deadPath    what the sources of the second see.
 * @param traders     who trades.
 * @param isPledged   whether some have coins.
 * @param auctionMs   time of an auction.
 * @param markBandPpm how far a mark may be from its index: not at all where no venue tells a book.
 */
record FaultMarket(
        int sources,
        int minSources,
        int freshRounds,
        int bandPpm,
        int jumpPpm,
        long windowMs,
        HonestPath path,
        HonestPath deadPath,
        List<Trader> traders,
        boolean isPledged,
        int auctionMs,
        int markBandPpm) {
    static final int LIVE = 0;
    static final int DEAD = 1;
    static final int COIN = 1;
    static final int DEAD_SOURCES = 3;
    static final int DEAD_QUORUM = 2;
    static final int DEAD_BAND_PPM = 5_000;
    private static final int MARK_BAND_PPM = 10_000;
    static final long MAX_AGE_MS = 5_000;
    /** Keepers of the two owners: none may bid for all that an account of his own sells. */
    static final long EVEN_KEEPER = 900;
    static final long ODD_KEEPER = 903;
    static final long RICH = 901;
    static final long REACHER = 800;
    static final long LOT = 10;
    /** Of what a thousand lots are worth at first, a quarter of a percent: about what favour leaves open. */
    static final long REACHERS_DEPOSIT = 25_000_000;

    /** Longer than any run: what becomes of who was liquidated is not looked at, and is to touch nobody else. */
    private static final int ENDLESS_MS = Integer.MAX_VALUE;
    /** More than a price lives: no auction runs out where nobody has a turn to bid, so the other side is left alone. */
    private static final int SHORT_MS = 8_000;
    private static final long EMA_MS = 10_000;
    private static final long UNITS_OF_COIN = 100;
    private static final int ROUNDS = 90;
    private static final long FIRST = 1_000_000;
    private static final long DEAD_FIRST = 300_000;
    private static final long RICHES = 100_000_000_000_000L;
    private static final int REACHERS = 20;
    private static final int LARGEST_WEIGHT = 1_000_000;

    static FaultMarket draw(final Random random) {
        final int sources = 3 + random.nextInt(7);
        final int bandPpm = new int[] {1_000, 5_000, 20_000}[random.nextInt(3)];
        final HonestPath path = new HonestPath(random, ROUNDS, sources, FIRST);
        final HonestPath deadPath = new HonestPath(random, ROUNDS, DEAD_SOURCES, DEAD_FIRST);
        final boolean isPledged = random.nextBoolean();
        final boolean isShort = random.nextInt(4) == 0;
        final int markBandPpm = random.nextBoolean() ? MARK_BAND_PPM : 0;
        final long lowest = below(path.lowest(ROUNDS - 1), bandPpm);
        final long highest = above(path.highest(ROUNDS - 1), bandPpm);
        return new FaultMarket(
                sources,
                1 + random.nextInt(sources / 2 + 1),
                1 + random.nextInt(4),
                bandPpm,
                random.nextBoolean() ? 0 : 30_000,
                3_000L + random.nextInt(20_000),
                path,
                deadPath,
                draw(random, below(lowest, markBandPpm), above(highest, markBandPpm), lowest, isPledged, !isShort),
                isPledged,
                isShort ? SHORT_MS : ENDLESS_MS,
                markBandPpm);
    }

    private static List<Trader> draw(
            final Random random,
            final long lowest,
            final long highest,
            final long lowestOfCoin,
            final boolean isPledged,
            final boolean isDusted) {
        final List<Trader> traders = new ArrayList<>();
        for (long account = 1; account <= 4; account++) {
            final boolean isLong = account % 2 == 0;
            final long quantity = quantity(random, 10_000);
            final long coins = isPledged ? quantity / 50 : 0;
            traders.add(Trader.atTheEdge(
                    account, isLong ? quantity : -quantity, FIRST, isLong ? lowest : highest, coins, lowestOfCoin));
        }
        for (long account = 5; account <= 36; account++) {
            final long quantity = (random.nextBoolean() ? 1 : -1) * quantity(random, 10_000);
            final long notional = Math.abs(quantity) * FIRST;
            final boolean isDusty = isDusted && account % 2 == 0;
            final long dust = isDusty ? (random.nextBoolean() ? 1 : -1) * quantity(random, 400) : 0;
            final long margin = notional / (2 + random.nextInt(16)) + Math.abs(dust) * DEAD_FIRST;
            final long coins = isPledged && random.nextBoolean() ? margin / 2 / FIRST : 0;
            traders.add(new Trader(account, margin - coins * FIRST, quantity, FIRST, dust, DEAD_FIRST, coins));
        }
        return traders;
    }

    private static long quantity(final Random random, final int most) {
        return LOT * (1 + random.nextInt(most));
    }

    /** {@return a price less the band} */
    static long below(final long price, final int bandPpm) {
        return price - price * bandPpm / 1_000_000;
    }

    /** {@return a price and the band} */
    static long above(final long price, final int bandPpm) {
        return price + price * bandPpm / 1_000_000;
    }

    /** {@return the lowest mark that may be where honest sources see a price} */
    long lowestMark(final long honest) {
        return below(below(honest, bandPpm), markBandPpm);
    }

    /** {@return the highest mark that may be where honest sources see a price} */
    long highestMark(final long honest) {
        return above(above(honest, bandPpm), markBandPpm);
    }

    boolean isBooked() {
        return markBandPpm > 0;
    }

    boolean hasShortAuctions() {
        return auctionMs == SHORT_MS;
    }

    EngineLimits limits() {
        return new EngineLimits(256, 1_024, 512, 16, 64, 4, 4, 16, 4_096, 4_096, 256, 256, 256, 256, 256);
    }

    /** {@return commands that make the market, with nobody's price said yet} */
    List<LogEntry> setup(final Random random) {
        final List<World.Holder> holders = new ArrayList<>();
        traders.forEach(trader -> holders.add(new World.Holder(trader.account(), false, 0)));
        for (int i = 0; i < REACHERS; i++) {
            holders.add(new World.Holder(REACHER + i, false, 0));
        }
        holders.add(new World.Holder(EVEN_KEEPER, false, 0));
        holders.add(new World.Holder(ODD_KEEPER, false, 0));
        holders.add(new World.Holder(RICH, false, 0));
        holders.add(new World.Holder(World.OMNIBUS, true, 0));
        final Terms terms = Terms.of(
                List.of(
                        new AssetTerms(0, -6, 0, true, 0, 0, 0, new Tiers(List.of()), 1, 0),
                        new AssetTerms(COIN, -6, -2, false, 0, 0, 0, flat(0), minSources, MAX_AGE_MS)),
                List.of(perpetual(LIVE, minSources, auctionMs), perpetual(DEAD, DEAD_QUORUM, ENDLESS_MS)));
        final World world = new World(terms, limits(), holders, List.of(), List.of(), List.of(), 0);
        final List<LogEntry> entries = new ArrayList<>(world.setup());
        for (int source = 0; source < sources; source++) {
            final int weight = 1 + random.nextInt(LARGEST_WEIGHT);
            entries.add(source(PricedKind.INSTRUMENT, LIVE, source, weight));
            entries.add(source(PricedKind.ASSET, COIN, source, weight));
        }
        for (int source = 0; source < DEAD_SOURCES; source++) {
            entries.add(source(PricedKind.INSTRUMENT, DEAD, source, 1));
        }
        entries.add(faulty(PricedKind.INSTRUMENT, LIVE));
        entries.add(faulty(PricedKind.ASSET, COIN));
        entries.add(terms(priceTerms(PricedKind.INSTRUMENT, DEAD, DEAD_QUORUM, DEAD_BAND_PPM).freshRounds(1)));
        entries.add(new SettlementEntry.InsuranceLimits(0, RICHES, 0, 0));
        if (hasShortAuctions()) {
            entries.add(new SettlementEntry.Backstop(EVEN_KEEPER, RICHES));
            entries.add(new SettlementEntry.Backstop(ODD_KEEPER, RICHES));
        }
        return entries;
    }

    private LogEntry faulty(final PricedKind kind, final int priced) {
        return terms(priceTerms(kind, priced, minSources, bandPpm).freshRounds(freshRounds).jump(jumpPpm, windowMs)
                .mark(MARK_BAND_PPM, EMA_MS));
    }

    private static PriceTermsCommand priceTerms(
            final PricedKind kind, final int priced, final int quorum, final int bandPpm) {
        return new PriceTermsCommand(kind, priced)
                .quorum(quorum)
                .maxAgeMs(MAX_AGE_MS)
                .bandPpm(bandPpm)
                .uncertaintyPpm(1_000);
    }

    private static LogEntry terms(final PriceTermsCommand said) {
        return new LogEntry.Setup((writer, sequence) -> said.write(writer.buffer(), sequence), "# price terms");
    }

    private static LogEntry source(final PricedKind kind, final int priced, final int source, final int weight) {
        return new LogEntry.Setup(
                (writer, sequence) -> writer.addPriceSource(sequence, kind, priced, 1 + source, weight), "# source");
    }

    private static InstrumentTerms perpetual(final int id, final int quorum, final int auctionMs) {
        return new InstrumentTerms(id, 0, 1, -2, -4, BigInteger.ONE, 1, LOT, quorum, MAX_AGE_MS, 0, 0, auctionMs,
                10_000, 5_000, 100_000, 0, flat(100_000), flat(Trader.MM_PPM));
    }

    private static Tiers flat(final long ratePpm) {
        return new Tiers(List.of(new Tiers.Step(Tiers.NO_END, ratePpm)));
    }

    /** {@return deposits of coins, which are taken as long as nobody has said a price} */
    List<LogEntry> pledges() {
        final List<LogEntry> entries = new ArrayList<>();
        traders.stream().filter(trader -> trader.coins() > 0).forEach(trader -> entries.add(new LogEntry.Deposit(
                trader.account(), COIN, UNITS_OF_COIN * trader.coins(), 20_000 + trader.account())));
        return entries;
    }

    /** {@return deposits and fills; the omnibus account is on the other side} */
    List<LogEntry> holdings() {
        final List<LogEntry> entries = new ArrayList<>();
        entries.add(new LogEntry.Insurance(0, RICHES, 1));
        entries.add(new LogEntry.Deposit(EVEN_KEEPER, 0, RICHES, 2));
        entries.add(new LogEntry.Deposit(ODD_KEEPER, 0, RICHES, 3));
        entries.add(new LogEntry.Deposit(RICH, 0, RICHES, 4));
        entries.add(fill(LIVE, RICH, LOT, FIRST, 1));
        for (final Trader trader : traders) {
            final long id = 10 * trader.account();
            entries.add(new LogEntry.Deposit(trader.account(), 0, trader.deposit(), id));
            entries.add(fill(LIVE, trader.account(), trader.quantity(), trader.entry(), id));
            if (trader.dust() != 0) {
                entries.add(fill(DEAD, trader.account(), trader.dust(), trader.dustEntry(), id + 1));
            }
        }
        for (int i = 0; i < REACHERS; i++) {
            entries.add(new LogEntry.Deposit(REACHER + i, 0, REACHERS_DEPOSIT, 10_000L + i));
        }
        return entries;
    }

    /** {@return a fill between an account and the omnibus account} */
    static LogEntry.Trade fill(
            final int instrument, final long account, final long quantity, final long price, final long id) {
        final boolean isBuy = quantity > 0;
        return new LogEntry.Trade(
                instrument,
                id,
                isBuy ? account : World.OMNIBUS,
                isBuy ? World.OMNIBUS : account,
                Math.abs(quantity),
                price,
                0,
                0);
    }
}
