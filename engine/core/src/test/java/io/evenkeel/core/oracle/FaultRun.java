package io.evenkeel.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.Engine;
import io.evenkeel.core.inspect.SourceReport;
import io.evenkeel.core.oracle.FaultTally.Kind;
import io.evenkeel.core.sim.command.EngineFeeder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.core.sim.event.EventDecoder;
import io.evenkeel.core.sim.event.ListeningSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** One run: sources speak in rounds, and from phase to phase others of them have faults, fall silent, or all do. */
final class FaultRun {
    private static final int ROUND_MS = 1_000;
    private static final int LONGEST_LAG = 8;
    private static final int LONGEST_OUTAGE_BITS = 28;
    /** A bid that takes any price: what a bankrupt account has to get for little is far from its mark. */
    private static final long HIGHEST = 1L << 47;

    private final Random random;
    private final boolean isControl;
    private final FaultMarket market;
    private final Panel panel;
    private final Panel deadPanel;
    private final EventDecoder decoder = new EventDecoder();
    private final List<Event> events = new ArrayList<>();
    private final Engine engine;
    private final EngineFeeder feeder;
    private final FaultReferee referee;
    private final FaultTally tally;
    private final Fault[] faults;
    private final int[] since;
    private final int[] lags;
    private final long[] refusals;
    private final Map<Long, Event.Order> orders = new TreeMap<>();
    private final int deathRound;
    private int round;
    private int reaches;
    private long rising = 1_000_000;
    private int pushPpm;
    private long waitMs;

    FaultRun(final long seed, final boolean isControl) {
        random = new Random(seed);
        this.isControl = isControl;
        market = FaultMarket.draw(random);
        panel = new Panel(market.sources(), market.minSources(), FaultMarket.MAX_AGE_MS);
        deadPanel = new Panel(FaultMarket.DEAD_SOURCES, FaultMarket.DEAD_QUORUM, FaultMarket.MAX_AGE_MS);
        engine = new Engine(market.limits(), new ListeningSink(slot -> events.add(decoder.decode(slot))));
        feeder = new EngineFeeder(engine);
        referee = new FaultReferee(market, engine.inspector(), panel, isControl);
        tally = referee.tally();
        faults = new Fault[market.sources()];
        since = new int[market.sources()];
        lags = new int[market.sources()];
        refusals = new long[market.sources()];
        deathRound = 4 + random.nextInt(market.path().rounds() / 2);
    }

    /** What is counted against sources must be what they did. */
    private void checkCounts() {
        for (final SourceReport report : engine.inspector().sources(PricedKind.INSTRUMENT, FaultMarket.LIVE)) {
            assertThat(report.late()).as("late submissions of %s", report).isEqualTo(refusals[report.source() - 1]);
            assertThat(report.refused()).as("refused submissions of %s", report).isZero();
            tally.add(report.outliers());
        }
    }

    /** {@return what was met} */
    FaultTally play() {
        setUp();
        while (isOn()) {
            switch (random.nextInt(6)) {
                case 0 -> mostAreSilent();
                case 1 -> allAreSilent();
                case 2 -> halt();
                default -> someAreWrong();
            }
            rounds(1 + random.nextInt(3), Fault.NONE);
        }
        referee.finish();
        checkCounts();
        return tally;
    }

    private void setUp() {
        feeder.open(Parties.GENESIS);
        final List<LogEntry> entries = market.setup(random);
        entries.stream().filter(entry -> entry.participant() == Parties.GENESIS).forEach(this::accept);
        for (int participant = Parties.GENESIS + 1; participant < Parties.COUNT; participant++) {
            feeder.open(participant);
        }
        Arrays.fill(faults, Fault.NONE);
        market.pledges().forEach(this::accept);
        playRound(false);
        market.holdings().forEach(this::accept);
        rounds(1, Fault.NONE);
    }

    private boolean isOn() {
        return round < market.path().rounds();
    }

    // ---------------------------------------------------------------- phases

    private void rounds(final int count, final Fault ofAll) {
        for (int i = 0; i < count && isOn(); i++) {
            Arrays.fill(faults, ofAll);
            playRound(true);
        }
    }

    /** A minority of those who speak is wrong; in a control all colluders are together more than half. */
    private void someAreWrong() {
        final int silent = isControl ? 0 : random.nextInt((panel.size() - 1) / 2 + 1);
        final int speaking = panel.size() - silent;
        final int wrong = isControl
                ? speaking / 2 + 1 + random.nextInt((speaking - 1) / 2 + 1)
                : Math.min((speaking - 1) / 2, 1 + random.nextInt(Math.max(1, (speaking - 1) / 2)));
        final List<Integer> sources = shuffled();
        pushPpm = (50_000 + random.nextInt(350_000)) * (random.nextBoolean() ? 1 : -1);
        Arrays.fill(faults, Fault.NONE);
        final boolean isPlot = isControl || random.nextBoolean();
        for (int i = 0; i < wrong; i++) {
            ail(sources.get(i), isPlot ? Fault.COLLUDING : Fault.WRONG.get(random.nextInt(Fault.WRONG.size())));
        }
        for (int i = wrong; i < wrong + silent; i++) {
            ail(sources.get(i), Fault.SILENT);
        }
        final int length = 3 + random.nextInt(10);
        for (int i = 0; i < length && isOn(); i++) {
            playRound(i == 0);
        }
    }

    private void ail(final int source, final Fault fault) {
        faults[source] = fault;
        since[source] = round;
        lags[source] = 1 + random.nextInt(LONGEST_LAG);
        tally.count(fault);
    }

    private void mostAreSilent() {
        final int speaking = 1 + random.nextInt((panel.size() - 1) / 2);
        final List<Integer> sources = shuffled();
        Arrays.fill(faults, Fault.NONE);
        sources.subList(speaking, sources.size()).forEach(source -> ail(source, Fault.SILENT));
        for (int i = 0; i < 9 && isOn(); i++) {
            playRound(true);
        }
    }

    /** Long or short; with timers, or without any log entry: then the first one may be of anybody. */
    private void allAreSilent() {
        final long durationMs = FaultMarket.MAX_AGE_MS + FaultReferee.NOTICE_MS + 1
                + random.nextInt(1 << (8 + random.nextInt(LONGEST_OUTAGE_BITS - 8)));
        round = Math.min(market.path().rounds() - 1, round + random.nextInt(6));
        referee.see(round);
        if (random.nextBoolean()) {
            tally.count(Kind.OUTAGES_OF_SOURCES);
            timer(FaultMarket.MAX_AGE_MS / 2);
            timer(FaultMarket.MAX_AGE_MS / 2 + 1);
            withdraw();
            timer(durationMs);
            return;
        }
        tally.count(Kind.OUTAGES_OF_THE_CLUSTER);
        waitMs = durationMs;
        switch (random.nextInt(4)) {
            case 0 -> timer(0);
            case 1 -> withdraw();
            case 2 -> reach();
            default -> { }
        }
    }

    private void halt() {
        accept(new LogEntry.Halt(PricedKind.INSTRUMENT, FaultMarket.LIVE, true));
        rounds(1 + random.nextInt(4), Fault.NONE);
        accept(new LogEntry.Halt(PricedKind.INSTRUMENT, FaultMarket.LIVE, false));
    }

    private List<Integer> shuffled() {
        final List<Integer> sources = new ArrayList<>();
        for (int source = 0; source < panel.size(); source++) {
            sources.add(source);
        }
        Collections.shuffle(sources, random);
        return sources;
    }

    // ---------------------------------------------------------------- rounds

    /** Each source has its turn; where what was said before may have lapsed, the honest ones first. */
    private void playRound(final boolean isHonestFirst) {
        referee.see(round);
        final List<Integer> sources = shuffled();
        if (isHonestFirst) {
            sources.sort((a, b) -> Boolean.compare(faults[a].isWrong(), faults[b].isWrong()));
        }
        for (final int source : sources) {
            speak(source);
        }
        if (round < deathRound) {
            for (int source = 0; source < FaultMarket.DEAD_SOURCES; source++) {
                sayDead(source, market.deadPath().seen(round, source));
            }
        }
        if (market.isBooked() && round > 0 && random.nextInt(3) != 0) {
            sayBook(market.path().seen(round, 0));
        }
        timer(1 + random.nextInt(400));
        if (round > 0 && random.nextInt(3) == 0) {
            withdraw();
        }
        bid();
        round++;
    }

    private void speak(final int source) {
        final long honest = market.path().seen(round, source);
        switch (faults[source]) {
            case NONE -> say(source, honest, 0, false);
            case STUCK -> say(source, market.path().seen(since[source], source), 0, true);
            case LAGGING -> say(
                    source,
                    market.path().seen(round - lags[source], source),
                    lags[source] % 2 == 0 ? 0 : (long) lags[source] * ROUND_MS,
                    true);
            case SPIKING -> spike(source, honest);
            case COLLUDING -> say(
                    source, HonestPath.shift(market.path().seen(round, 0), pushPpm), 0, true);
            default -> { }
        }
    }

    private void spike(final int source, final long honest) {
        final boolean isSpike = random.nextInt(3) == 0;
        final int ppm = (50_000 + random.nextInt(350_000)) * (random.nextBoolean() ? 1 : -1);
        say(source, isSpike ? HonestPath.shift(honest, ppm) : honest, 0, isSpike);
    }

    private void say(final int source, final long price, final long ageMs, final boolean isWrong) {
        final long advanceMs = waitMs + random.nextInt(ROUND_MS / panel.size());
        final long nowMs = feeder.timeMs() + advanceMs;
        final boolean isAccepted = ageMs <= FaultMarket.MAX_AGE_MS;
        if (isAccepted) {
            referee.onSaid(nowMs);
            panel.say(source, price, nowMs - ageMs, isWrong);
            assertThat(isControl || panel.isMinorityWrong(nowMs)).as("this run promises a minority").isTrue();
        } else {
            tally.count(Kind.REFUSED_FOR_AGE);
            refusals[source]++;
        }
        waitMs = 0;
        final long before = referee.live() == null ? 0 : referee.live().index();
        final LogEntry.Price said =
                new LogEntry.Price(PricedKind.INSTRUMENT, FaultMarket.LIVE, 1 + source, price, 0);
        final RejectCode answer = feed(new Spoken(said, ageMs, advanceMs));
        assertThat(answer).isEqualTo(isAccepted ? RejectCode.NONE : RejectCode.STALE_PRICE);
        final LogEntry.Price ofCoin = new LogEntry.Price(PricedKind.ASSET, FaultMarket.COIN, 1 + source, price, 0);
        assertThat(feed(new Spoken(ofCoin, ageMs, 0))).isEqualTo(answer);
        if (market.jumpPpm() > 0 && referee.live().index() == before && panel.isFarFrom(before, nowMs)) {
            tally.count(Kind.HELD);
        }
    }

    private void sayDead(final int source, final long price) {
        deadPanel.say(source, price, feeder.timeMs(), false);
        accept(new LogEntry.Price(PricedKind.INSTRUMENT, FaultMarket.DEAD, 1 + source, price, 0));
    }

    /** A venue's book stands where the first source sees the price, or far from there. */
    private void sayBook(final long honest) {
        final boolean isLie = random.nextBoolean();
        final int ppm = (5_000 + random.nextInt(295_000)) * (random.nextBoolean() ? 1 : -1);
        final long middle = isLie ? HonestPath.shift(honest, ppm) : honest;
        final long half = 1 + middle / 10_000;
        accept(new LogEntry.BookTop(
                FaultMarket.LIVE, middle - half, middle + half, middle, middle - half, middle + half, 1_000));
        tally.count(Kind.LYING_BOOKS, isLie ? 1 : 0);
    }

    private void timer(final long afterMs) {
        feed(new LogEntry.Timer(waitMs + afterMs));
        waitMs = 0;
    }

    /** Somebody takes out a unit. It must go through where the price can be trusted, and nowhere else. */
    private void withdraw() {
        final RejectCode answer = feed(new Later(new LogEntry.Withdrawal(FaultMarket.RICH, 0, 1), waitMs));
        waitMs = 0;
        final boolean isTrusted = FaultReferee.isTrusted(referee.live().state());
        final boolean isHalted = referee.live().state() == PriceState.HALTED;
        final RejectCode refusal = isHalted ? RejectCode.HALTED : RejectCode.STALE_PRICE;
        assertThat(answer).isEqualTo(isTrusted ? RejectCode.NONE : refusal);
        tally.count(isTrusted ? Kind.WITHDRAWALS : Kind.WITHDRAWALS_REFUSED);
    }

    /** Somebody buys or sells far beyond his means at the last price. */
    private void reach() {
        final long account = FaultMarket.REACHER + reaches++;
        final long mark = referee.live().mark();
        final long quantity = (random.nextBoolean() ? 1_000L : -1_000L) * FaultMarket.LOT;
        referee.join(new Trader(account, FaultMarket.REACHERS_DEPOSIT, quantity, mark, 0, 0, 0));
        feed(new Later(FaultMarket.fill(FaultMarket.LIVE, account, quantity, mark, rising++), waitMs));
        waitMs = 0;
        tally.count(Kind.REACHES);
    }

    /** Where auctions are short, of what insurance does not pay for yet some is left to backstops. */
    private void bid() {
        for (final Event.Order order : List.copyOf(orders.values())) {
            final boolean isInsured = order.step().value() > LiquidationStep.BACKSTOP.value();
            if (market.hasShortAuctions() && !isInsured && random.nextInt(6) != 0) {
                continue;
            }
            final boolean isSale = order.side() == Side.SELL;
            final RejectCode answer = feed(new LogEntry.Bid(
                    order.account() % 2 == 0 ? FaultMarket.ODD_KEEPER : FaultMarket.EVEN_KEEPER,
                    order.liquidation(),
                    order.instrument(),
                    Math.max(FaultMarket.LOT, order.quantity()),
                    isSale ? HIGHEST : 1));
            final PriceState state = engine.inspector().price(PricedKind.INSTRUMENT, order.instrument()).state();
            if (!FaultReferee.isTrusted(state)) {
                assertThat(answer).isIn(RejectCode.STALE_PRICE, RejectCode.HALTED, RejectCode.LIQUIDATION_NOT_OPEN);
                tally.count(Kind.BIDS_REFUSED);
            }
        }
    }

    // ---------------------------------------------------------------- the engine

    private void accept(final LogEntry entry) {
        assertThat(feed(entry)).as("answer to %s", entry).isEqualTo(RejectCode.NONE);
    }

    private RejectCode feed(final LogEntry entry) {
        events.clear();
        feeder.feed(entry);
        RejectCode answer = RejectCode.NONE;
        for (final Event event : List.copyOf(events)) {
            referee.onEvent(event, feeder.timeMs());
            if (event instanceof Event.Ack ack) {
                answer = ack.rejectCode();
            } else if (event instanceof Event.Order order) {
                orders.put(order.liquidation(), order);
            } else if (event instanceof Event.Ended end) {
                orders.remove(end.liquidation());
            }
        }
        referee.onEntryEnd(feeder.timeMs());
        return answer;
    }
}
