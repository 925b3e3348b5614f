package io.evenkeel.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PositionSettledDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.Engine;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.core.inspect.PositionReport;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.core.sim.command.EngineFeeder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.event.ListeningSink;
import io.evenkeel.model.InstrumentTerms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Random markets that close one after another while fills, prices, bids and liquidations go on. Invariants hold after
 * every entry; each position is closed once, for exactly what it was; an engine restored from a snapshot in the middle
 * of the cursor goes on equally.
 */
class MarketClosingTest {
    private static final int SEEDS = Boolean.getBoolean("evenkeel.full") ? 200 : 12;
    private static final int ENTRIES = 700;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PositionSettledDecoder settled = new PositionSettledDecoder();
    private int settledPositions;
    private int snapshotsInCursor;
    private int liquidationsSeen;

    /** One engine with what it puts out. */
    private static final class Node {
        private final OutputTape tape = new OutputTape();
        private final List<OutputListener> listeners = new ArrayList<>();
        private final Engine engine;
        private EngineFeeder feeder;

        Node(final World world) {
            engine = new Engine(world.limits(), new ListeningSink(slot -> {
                tape.add(slot);
                listeners.forEach(listener -> listener.onOutput(slot));
            }));
            feeder = new EngineFeeder(engine);
        }
    }

    /** Hears outputs. */
    @FunctionalInterface
    private interface OutputListener {
        void onOutput(OutputSlot slot);
    }

    @Test
    void shouldKeepEveryInvariantWhenMarketsCloseInTheMiddleOfTrading() {
        final long first = Long.getLong("seed", 1);
        for (long seed = first; seed < first + SEEDS; seed++) {
            run(seed);
        }
        System.out.println("market closing: seeds from " + first + ", " + settledPositions + " positions settled, "
                + snapshotsInCursor + " snapshots in the cursor, " + liquidationsSeen + " bids in liquidations");
        assertThat(settledPositions).isGreaterThan(SEEDS * 10);
        assertThat(snapshotsInCursor).isPositive();
        assertThat(liquidationsSeen).isPositive();
    }

    private void run(final long seed) {
        final Random random = new Random(seed);
        final World world = new WorldMaker(random, 16).make();
        final Node node = begin(world);
        final Map<String, Long> positions = new HashMap<>();
        node.listeners.add(slot -> hear(slot, positions));
        final List<Node> twins = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            remember(node.engine.inspector(), positions);
            final LogEntry entry = next(world, node, random, i);
            node.tape.take();
            node.feeder.feed(entry);
            final List<String> expected = node.tape.take();
            final String when = "seed " + seed + ", entry " + i + ": " + entry;
            for (final Node twin : twins) {
                twin.feeder.feed(entry);
                assertThat(twin.tape.take()).as(when).isEqualTo(expected);
            }
            assertThat(node.engine.inspector().violatedInvariants()).as(when).isEmpty();
            final boolean isClosing = node.engine.inspector().isClosingMarkets();
            if (isClosing && twins.size() < 4 && random.nextInt(3) == 0) {
                snapshotsInCursor++;
                twins.add(restore(world, node));
            }
        }
        finish(node, "seed " + seed);
        for (final Node twin : twins) {
            finish(twin, "seed " + seed + ", restored");
            assertThat(twin.engine.stateHash()).as("seed %d", seed).isEqualTo(node.engine.stateHash());
        }
    }

    private static Node begin(final World world) {
        final Node node = new Node(world);
        node.feeder.open(Parties.GENESIS);
        world.setup().stream().filter(entry -> entry.participant() == Parties.GENESIS).forEach(node.feeder::feed);
        for (int participant = Parties.GENESIS + 1; participant < Parties.COUNT; participant++) {
            node.feeder.open(participant);
        }
        world.setup().stream().filter(entry -> entry.participant() != Parties.GENESIS).forEach(node.feeder::feed);
        long reference = 1_000_000;
        for (final World.Holder holder : world.holders()) {
            node.feeder.feed(new LogEntry.Deposit(holder.account(), 0, 20_000_000_000L, reference++));
            node.feeder.feed(new LogEntry.Deposit(holder.account(), 1, 40_000_000L, reference++));
            node.feeder.feed(new LogEntry.Deposit(holder.account(), 2, 400_000_000L, reference++));
        }
        return node;
    }

    private LogEntry next(final World world, final Node node, final Random random, final int i) {
        final int dice = random.nextInt(100);
        final int instrument = random.nextInt(world.terms().instruments().size());
        if (dice < 40) {
            return trade(world, node, random, instrument, i);
        }
        if (dice < 70) {
            final boolean isAsset = random.nextInt(5) == 0;
            final int priced = isAsset ? 1 + random.nextInt(2) : instrument;
            final PricedKind kind = isAsset ? PricedKind.ASSET : PricedKind.INSTRUMENT;
            final List<Integer> sources = world.sources(kind, priced);
            final long mark = node.engine.inspector().price(kind, priced).mark();
            final long price = Math.max(2, mark + mark * (random.nextInt(121) - 60) / 1_000);
            return new LogEntry.Price(kind, priced, sources.get(random.nextInt(sources.size())), price, 0);
        }
        if (dice < 85) {
            return new LogEntry.Timer(random.nextInt(400));
        }
        if (dice < 88) {
            return phase(world, node, random, instrument);
        }
        if (dice < 94) {
            return bid(world, node, random, instrument);
        }
        final long account = account(world, random);
        return dice < 97
                ? new LogEntry.Deposit(account, random.nextInt(3), 1 + random.nextInt(10_000_000), 9_000_000L + i)
                : new LogEntry.Withdrawal(account, random.nextInt(3), 1 + random.nextInt(10_000_000));
    }

    private static long account(final World world, final Random random) {
        return world.holders().get(random.nextInt(world.holders().size())).account();
    }

    private static LogEntry trade(
            final World world, final Node node, final Random random, final int instrument, final int i) {
        final InstrumentTerms terms = world.terms().instruments().get(instrument);
        final long mark = node.engine.inspector().price(PricedKind.INSTRUMENT, instrument).mark();
        final long price = Math.max(terms.tick(), (mark + mark * (random.nextInt(21) - 10) / 1_000)
                / terms.tick() * terms.tick());
        final long quantity = terms.lot() * (1 + random.nextInt(600));
        return new LogEntry.Trade(
                instrument, i + 1, account(world, random), account(world, random), quantity, price, 0, 0);
    }

    private static LogEntry phase(
            final World world, final Node node, final Random random, final int instrument) {
        final MarketPhase[] phases = {MarketPhase.OPEN, MarketPhase.REDUCE_ONLY, MarketPhase.SETTLING,
                MarketPhase.SETTLING, MarketPhase.DELISTED};
        final MarketPhase phase = phases[random.nextInt(phases.length)];
        final long tick = world.terms().instruments().get(instrument).tick();
        final long mark = node.engine.inspector().price(PricedKind.INSTRUMENT, instrument).mark();
        final long price = Math.max(tick, (mark + mark * (random.nextInt(161) - 80) / 1_000) / tick * tick);
        return new LogEntry.Setup((writer, sequence) -> writer.marketPhase(
                sequence, instrument, phase, phase == MarketPhase.SETTLING ? price : 0), phase + " of " + instrument);
    }

    private LogEntry bid(final World world, final Node node, final Random random, final int instrument) {
        final Inspector inspector = node.engine.inspector();
        for (final long id : inspector.accountIds()) {
            final AccountReport report = inspector.account(id);
            if (report.liquidation() > 0 && !report.positions().isEmpty()) {
                liquidationsSeen++;
                final PositionReport position =
                        report.positions().get(random.nextInt(report.positions().size()));
                final long tick = world.terms().instruments().get(position.instrument()).tick();
                final long limit = position.quantity() > 0 ? 10_000_000 / tick * tick : tick;
                return new LogEntry.Bid(
                        account(world, random), report.liquidation(), position.instrument(),
                        Math.abs(position.quantity()), limit);
            }
        }
        return new LogEntry.Bid(account(world, random), 1, instrument, 10, 50);
    }

    private static void remember(final Inspector inspector, final Map<String, Long> positions) {
        positions.clear();
        for (final long id : inspector.accountIds()) {
            for (final PositionReport position : inspector.account(id).positions()) {
                positions.put(id + " " + position.instrument(), position.quantity());
            }
        }
    }

    /** Each position is settled once, whole: nothing can change it once its market's price is final. */
    private void hear(final OutputSlot slot, final Map<String, Long> positions) {
        if (header.wrap(slot.buffer(), 0).templateId() == PositionSettledDecoder.TEMPLATE_ID) {
            settled.wrapAndApplyHeader(slot.buffer(), 0, header);
            assertThat(positions.remove(settled.account() + " " + settled.instrument()))
                    .isEqualTo(settled.quantity());
            settledPositions++;
        }
    }

    private static void finish(final Node node, final String when) {
        for (int i = 0; i < 500 && (node.engine.inspector().isClosingMarkets()
                || node.engine.inspector().isTaskRunning()); i++) {
            node.feeder.feed(new LogEntry.Timer(0));
        }
        assertThat(node.engine.inspector().isClosingMarkets()).as(when).isFalse();
        assertThat(node.engine.inspector().violatedInvariants()).as(when).isEmpty();
    }

    private static Node restore(final World world, final Node node) {
        final Node twin = new Node(world);
        final long hash = node.engine.stateHash();
        node.engine.writeSnapshot((buffer, offset, length) -> {
            final byte[] record = new byte[length];
            buffer.getBytes(offset, record);
            twin.engine.loadSnapshotRecord(new UnsafeBuffer(record), 0, length);
        });
        twin.engine.completeSnapshotLoad();
        assertThat(twin.engine.stateHash()).isEqualTo(hash);
        twin.feeder = new EngineFeeder(twin.engine, node.feeder);
        return twin;
    }
}
