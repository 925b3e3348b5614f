package io.evenkeel.core.sim;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.core.sim.command.EngineFeeder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.core.sim.event.EventDecoder;
import io.evenkeel.core.sim.event.ListeningSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One engine with a small fixed world, for tests of single commands. */
final class Rig {
    /** A long in I0 and nothing to spare. */
    static final long DEBTOR = 7;
    /** Rich and flat; of the same owner as the debtor. */
    static final long KEEPER = 21;
    /** Rich, flat, of the other owner. */
    static final long OTHER = 14;
    /** Of the same owner as the debtor; never funded. */
    static final long EMPTY = 35;

    private final EventDecoder decoder = new EventDecoder();
    private final List<Event> events = new ArrayList<>();
    private final World world;
    private final Engine engine;
    private final EngineFeeder feeder;
    private long nextId = 1;

    /** Makes the world of a fixed seed with given limits, and funds its accounts. */
    Rig(final EngineLimits limits) {
        final World made = new WorldMaker(new Random(5), 6).make();
        world = new World(made.terms(), limits, made.holders(), made.instrumentPrices(), made.assetPrices(),
                made.sourcesPerPrice(), made.chance());
        engine = new Engine(limits, new ListeningSink(slot -> events.add(decoder.decode(slot))));
        feeder = new EngineFeeder(engine);
        feeder.open(Parties.GENESIS);
        world.setup().stream().filter(entry -> entry.participant() == Parties.GENESIS).forEach(feeder::feed);
        for (int participant = Parties.GENESIS + 1; participant < Parties.COUNT; participant++) {
            feeder.open(participant);
        }
        world.setup().stream().filter(entry -> entry.participant() != Parties.GENESIS).forEach(feeder::feed);
    }

    /** Makes the world with room for everything. */
    Rig() {
        this(EngineLimits.small());
    }

    /** Funds the accounts and opens a long of the debtor. */
    Rig funded() {
        accept(deposit(KEEPER, 0, 1_000_000_000_000L));
        accept(deposit(OTHER, 0, 1_000_000_000_000L));
        accept(deposit(DEBTOR, 0, 10_000_000_000L));
        accept(trade(DEBTOR, OTHER, 10_000, 5_000_000));
        return this;
    }

    /** Moves I0 so far down that the debtor breaches. */
    Rig breached() {
        funded();
        price(PricedKind.INSTRUMENT, 0, 4_100_000);
        return this;
    }

    World world() {
        return world;
    }

    Engine engine() {
        return engine;
    }

    EngineFeeder feeder() {
        return feeder;
    }

    LogEntry.Deposit deposit(final long account, final int asset, final long amount) {
        return new LogEntry.Deposit(account, asset, amount, nextId++);
    }

    LogEntry.Trade trade(final long buyer, final long seller, final long quantity, final long price) {
        return new LogEntry.Trade(0, nextId++, buyer, seller, quantity, price, 0, 0);
    }

    void price(final PricedKind kind, final int priced, final long price) {
        world.price(kind, priced, price).forEach(this::accept);
    }

    /** Feeds an entry that must be accepted. */
    Event.Ack accept(final LogEntry entry) {
        final Event.Ack ack = feed(entry);
        Discrepancy.check("answer to " + entry, RejectCode.NONE, ack.rejectCode());
        return ack;
    }

    /** Feeds an entry. {@return its answer} */
    Event.Ack feed(final LogEntry entry) {
        events.clear();
        feeder.feed(entry);
        return lastAck();
    }

    /** Feeds any bytes in the writer's buffer. {@return the answer} */
    Event.Ack feedRaw(final long sessionId, final int length) {
        events.clear();
        feeder.raw(CommandKind.MESSAGE, sessionId, feeder.writer().buffer(), length);
        return lastAck();
    }

    Event.Ack lastAck() {
        final List<Event.Ack> acks =
                events.stream().filter(Event.Ack.class::isInstance).map(Event.Ack.class::cast).toList();
        Discrepancy.check("answers", 1, acks.size());
        return acks.get(0);
    }

    List<Event> events() {
        return events;
    }

    /** {@return all that reports tell: what a refused command must leave as it was} */
    String everything() {
        final Inspector inspector = engine.inspector();
        final StringBuilder text = new StringBuilder();
        for (final long id : inspector.accountIds()) {
            text.append(inspector.account(id)).append('\n');
        }
        for (int instrument = 0; instrument < 8; instrument++) {
            text.append(inspector.price(PricedKind.INSTRUMENT, instrument)).append('\n');
        }
        for (int asset = 0; asset < 4; asset++) {
            text.append(inspector.price(PricedKind.ASSET, asset)).append('\n');
            if (inspector.price(PricedKind.ASSET, asset) != null) {
                text.append(inspector.houseBalance(HouseAccount.FEES, 0, asset))
                        .append(' ').append(inspector.houseBalance(HouseAccount.INSURANCE, 0, asset))
                        .append(' ').append(inspector.houseBalance(HouseAccount.IN_TRANSIT, 0, asset))
                        .append(' ').append(inspector.houseBalance(HouseAccount.EXTERNAL, 0, asset)).append('\n');
            }
        }
        return text.append(inspector.isTaskRunning()).toString();
    }
}
