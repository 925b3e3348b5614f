package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.Engine;
import io.evenkeel.core.gate.CommandTemplate;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.inspect.EngineCounters;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.core.sim.command.EngineFeeder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.MarketEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.core.sim.event.EventDecoder;
import io.evenkeel.core.sim.event.ListeningSink;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.ModelInstruction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** One engine beside one model, fed with the same entries and compared after each. */
public final class Simulation {
    /** After one in so many commands, by chance, nothing remembered is used. */
    private static final int FROM_NOTHING = 16;

    private final World world;
    private final ModelBook book;
    private final Tally tally = new Tally();
    private final Referee referee;
    private final StateAudit stateAudit;
    private final CornerAudit cornerAudit;
    private final WallWatch wallWatch;
    private final EventDecoder decoder = new EventDecoder();
    private final Engine engine;
    private final EngineFeeder feeder;
    private final Inspector inspector;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Random chance;
    private final Consumer<OutputSlot> tap;
    private final List<Event> events = new ArrayList<>();
    private List<AccountReport> reports = List.of();
    private int waitingUpdates;
    private boolean isFromNothing;

    /** Makes an engine with a world set up in it. */
    public Simulation(final World world) {
        this(world, slot -> {
        });
    }

    /** Makes an engine with a world set up in it, and shows a tap every output. */
    public Simulation(final World world, final Consumer<OutputSlot> tap) {
        this.world = world;
        this.tap = tap;
        chance = new Random(world.chance());
        book = new ModelBook(world.terms());
        world.holders().forEach(holder -> book.add(
                new ModelAccount(holder.account(), holder.isOmnibus(), holder.leverage(), world.terms())));
        stateAudit = new StateAudit(book);
        cornerAudit = new CornerAudit(book, tally);
        wallWatch = new WallWatch(book.market(), tally);
        engine = new Engine(world.limits(), new ListeningSink(this::onOutput));
        feeder = new EngineFeeder(engine);
        inspector = engine.inspector();
        referee = new Referee(book, world, tally, inspector);
        setUp();
    }

    private void setUp() {
        feeder.open(Parties.GENESIS);
        boolean isOpen = false;
        for (final LogEntry entry : world.setup()) {
            if (!isOpen && entry.participant() != Parties.GENESIS) {
                for (int participant = Parties.GENESIS + 1; participant < Parties.COUNT; participant++) {
                    feeder.open(participant);
                }
                isOpen = true;
            }
            step(entry);
            check("setup answered", AckStatus.ACCEPTED, referee.ack().status());
        }
    }

    /** {@return the world it runs in} */
    public World world() {
        return world;
    }

    /** {@return the model} */
    public ModelBook book() {
        return book;
    }

    /** {@return counts of what was met} */
    public Tally tally() {
        return tally;
    }

    /** {@return the engine} */
    public Engine engine() {
        return engine;
    }

    /** {@return the feeder} */
    public EngineFeeder feeder() {
        return feeder;
    }

    /** {@return events of the last entry} */
    public List<Event> events() {
        return events;
    }

    /** {@return reports of all accounts after the last entry that was compared} */
    public List<AccountReport> reports() {
        return reports;
    }

    /** {@return withdrawals that no gateway was told of yet} */
    List<ModelInstruction> waitingWithdrawals() {
        return referee.waitingWithdrawals();
    }

    /** {@return health at the corner of an account's box, as a numerator} */
    BigInteger cornerMargin(final AccountReport report) {
        return cornerAudit.cornerMargin(report);
    }

    /** Reads all accounts, so that {@link #reports()} is up to date without a comparison. */
    public void refreshReports() {
        reports = book.accounts().stream().map(account -> inspector.account(account.id())).toList();
    }

    /** {@return report of one account after the last entry} */
    public AccountReport report(final long account) {
        return reports.stream().filter(report -> report.account() == account).findFirst().orElseThrow();
    }

    /** Feeds one entry and compares everything. */
    public void step(final LogEntry entry) {
        stepUncompared(entry);
        compare();
    }

    /** Whether a refused command has left its sequence to the next. */
    private static boolean isUnspent(final RejectCode code) {
        return code == RejectCode.BAD_MAC || code == RejectCode.RATE_LIMITED;
    }

    /** Feeds one entry and compares only what its events say. */
    public void stepUncompared(final LogEntry entry) {
        final boolean isTaskRunning = inspector.isTaskRunning();
        final boolean isQueueFull = isTaskRunning && waitingUpdates >= world.limits().queuedUpdates();
        events.clear();
        decideWhatToTrust();
        referee.begin(entry, feeder.nextPosition(), feeder.timeMs() + entry.advanceMs());
        wallWatch.begin(reports);
        feeder.feed(entry);
        if (referee.ack() != null && isUnspent(referee.ack().rejectCode())) {
            feeder.spendSequence(entry.participant(), -1);
        }
        referee.end();
        if (isQueueFull && (entry instanceof LogEntry.Price || entry instanceof LogEntry.Halt)) {
            tally.count(Tally.Kind.QUEUE_OVERFLOWS);
        }
        if (referee.ack() != null && referee.ack().status() == AckStatus.QUEUED) {
            check(isTaskRunning || endsIntervals(entry), () -> "queued without a task: " + entry);
            waitingUpdates++;
        }
        wallWatch.end();
        if (referee.ack() != null) {
            tally.count(CommandTemplate.find(header.wrap(feeder.writer().buffer(), 0).templateId()),
                    referee.ack().status() != AckStatus.REJECTED);
        }
        tally.count(Tally.Kind.COMMANDS);
    }

    /** Whether an entry may set a task in motion by the first of several intervals that it ends. */
    private static boolean endsIntervals(final LogEntry entry) {
        return entry instanceof LogEntry.BookTop || entry instanceof MarketEntry.Funding;
    }

    private void decideWhatToTrust() {
        isFromNothing = chance.nextInt(FROM_NOTHING) == 0;
        book.judgeFromNothing(isFromNothing);
        cornerAudit.recomputeFromNothing(isFromNothing);
        stateAudit.compareFromNothing(isFromNothing);
        tally.add(Tally.Kind.FROM_NOTHING, isFromNothing ? 1 : 0);
    }

    private void compare() {
        final boolean isTaskRunning = inspector.isTaskRunning();
        check(isTaskRunning || book.breaches().count() == 0,
                () -> "no task runs, but these breached: " + book.breaches());
        final List<String> violated = inspector.violatedInvariants();
        check(violated.isEmpty(), () -> "invariants: " + violated);
        stateAudit.begin();
        final List<AccountReport> current = new ArrayList<>();
        for (final ModelAccount account : book.accounts()) {
            final AccountReport report = inspector.account(account.id());
            if (report == null) {
                continue;
            }
            current.add(report);
            stateAudit.compare(report);
            check(isTaskRunning || !report.isCrossed(), () -> "crossed without a task: " + report);
            if (!account.isOmnibus() && !account.isFrozen() && !report.isCrossed()) {
                cornerAudit.audit(report);
            }
        }
        reports = current;
        stateAudit.compareHouse(inspector);
        countFavoured();
    }

    /** A sample is enough: nothing else asks what accounts stand at by last prices as they were. */
    private void countFavoured() {
        if (!isFromNothing || book.market().isTrustedThroughout()) {
            return;
        }
        for (final ModelAccount account : book.accounts()) {
            if (!account.isOmnibus() && !account.isFrozen()
                    && book.marked(account).isShort()) {
                tally.count(Tally.Kind.FAVOURED);
            }
        }
    }

    private void onOutput(final OutputSlot slot) {
        tap.accept(slot);
        final Event event = decoder.decode(slot);
        events.add(event);
        if (event instanceof Event.Priced priced) {
            wallWatch.onPriced(priced);
            if (priced.commandPosition() < slot.logPosition()) {
                waitingUpdates = Math.max(0, waitingUpdates - 1);
            }
        }
        referee.onEvent(event);
    }

    /** Takes the engine's own counters into the tally, at the end of a run. */
    public Tally finish() {
        final EngineCounters counters = inspector.counters();
        tally.add(Tally.Kind.SLACK_MOVES, counters.slackMoves());
        tally.add(Tally.Kind.SLICED_TASKS, counters.multiSliceTasks());
        tally.add(Tally.Kind.TOUCHED_IN_TASK, counters.touchedInTask());
        return tally;
    }
}
