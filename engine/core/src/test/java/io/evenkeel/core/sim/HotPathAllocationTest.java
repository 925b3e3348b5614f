package io.evenkeel.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.evenkeel.codecs.CommandAckDecoder;
import io.evenkeel.codecs.InstructionEndedDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementInstructionDecoder;
import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.Stage;
import io.evenkeel.core.output.OutputKind;
import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.output.OutputSlot;
import io.evenkeel.core.sim.command.EngineFeeder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.OrderEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.command.PartyEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.core.sim.command.TermsEntry;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The hot path allocates nothing: measured by the thread's allocated bytes around all entries (STYLE 8). Warm-up is
 * the same log played to another engine.
 *
 * <p>The virtual machine itself charges a thread, once for each class, for the string constants that it resolves when
 * it decides to compile a method there; rare methods are compiled late. So the same log is played up to ten times,
 * each time to a new engine: what the code allocates it allocates every time, and one run of a million commands must
 * show exactly nothing.
 */
class HotPathAllocationTest {
    private static final int TAPE = 20_000;
    private static final int ROUNDS = 50;
    private static final int ATTEMPTS = 10;
    private static final long KEEPER = 70;
    private static final long IDS_PER_ROUND = 1_000_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final LiveBid liveBid = new LiveBid(KEEPER);
    private final LiveConfirmation liveConfirmation = new LiveConfirmation();

    /** Counts outputs of some templates and keeps nothing. */
    private static final class CountingSink implements OutputSink {
        private final OutputSlot slot = new OutputSlot();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final CommandAckDecoder ack = new CommandAckDecoder();
        private final LiveBid bidder;
        private final LiveConfirmation gateway;
        private long started;
        private long paid;
        private long sold;
        private long refused;
        private long outputs;

        CountingSink(final LiveBid bidder, final LiveConfirmation gateway) {
            this.bidder = bidder;
            this.gateway = gateway;
        }

        @Override
        public OutputSlot claim() {
            return slot;
        }

        @Override
        public void publish() {
            outputs++;
            if (slot.kind() == OutputKind.SESSION_OPENED || slot.kind() == OutputKind.SESSION_CLOSED) {
                return;
            }
            header.wrap(slot.buffer(), 0);
            final int template = header.templateId();
            if (template == LiquidationStartedDecoder.TEMPLATE_ID) {
                started++;
            } else if (template == LiquidationTradeDecoder.TEMPLATE_ID) {
                sold++;
            } else if (template == LiquidationOrderDecoder.TEMPLATE_ID) {
                bidder.onOrder(slot, header);
            } else if (template == SettlementInstructionDecoder.TEMPLATE_ID) {
                gateway.onInstruction(slot, header);
            } else if (template == InstructionEndedDecoder.TEMPLATE_ID) {
                paid++;
            } else if (template == CommandAckDecoder.TEMPLATE_ID) {
                ack.wrapAndApplyHeader(slot.buffer(), 0, header);
                refused += ack.rejectCode() == RejectCode.NONE ? 0 : 1;
            }
        }
    }

    /** An engine, and what the thread allocated while it ran: what writes the commands for the test is not measured. */
    private static final class Meter implements Stage {
        private final Engine engine;
        private long allocated;

        Meter(final Engine engine) {
            this.engine = engine;
        }

        @Override
        public void onCommand(final CommandSlot slot) {
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            engine.onCommand(slot);
            allocated += THREADS.getCurrentThreadAllocatedBytes() - before;
        }
    }

    @Test
    void shouldAllocateNothingWhenAMillionMixedCommandsRun() {
        final Random random = new Random(7);
        final World world = roomy(new WorldMaker(random, 64).make());
        final LogEntry[] tape = record(world, random).toArray(new LogEntry[0]);
        play(startIn(world, new Meter(new Engine(world.limits(), new CountingSink(liveBid, liveConfirmation)))), tape);
        long allocated = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && allocated > 0; attempt++) {
            allocated = measure(world, tape);
        }
        assertThat(allocated).isZero();
    }

    private long measure(final World world, final LogEntry[] tape) {
        final CountingSink sink = new CountingSink(liveBid, liveConfirmation);
        final Meter meter = new Meter(new Engine(world.limits(), sink));
        final EngineFeeder feeder = startIn(world, meter);
        liveBid.forget();
        liveConfirmation.forget();
        final long before = meter.allocated;
        play(feeder, tape);
        final long allocated = meter.allocated - before;
        final long commands = (long) ROUNDS * tape.length;
        System.out.println("hot path: " + commands + " commands, " + sink.outputs + " outputs, " + sink.started
                + " liquidations, " + sink.sold + " sales, " + sink.paid + " instructions ended, " + sink.refused
                + " refused, " + allocated + " bytes allocated");
        assertThat(commands).isGreaterThanOrEqualTo(1_000_000);
        assertThat(sink.started).isPositive();
        assertThat(sink.sold).isPositive();
        assertThat(sink.paid).isPositive();
        assertThat(sink.refused).isPositive();
        return allocated;
    }

    private long allocatedBytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    private static World roomy(final World world) {
        return new World(
                world.terms(), EngineLimits.small().withSliceEvaluations(8), world.holders(),
                world.instrumentPrices(), world.assetPrices(), world.sourcesPerPrice(), world.chance());
    }

    private static EngineFeeder startIn(final World world, final Stage engine) {
        final EngineFeeder feeder = new EngineFeeder(engine);
        feeder.open(Parties.GENESIS);
        world.setup().stream().filter(entry -> entry.participant() == Parties.GENESIS).forEach(feeder::feed);
        for (int participant = Parties.GENESIS + 1; participant < Parties.COUNT; participant++) {
            feeder.open(participant);
        }
        world.setup().stream().filter(entry -> entry.participant() != Parties.GENESIS).forEach(feeder::feed);
        return feeder;
    }

    /** Lets a simulation make a tape; its bids become bids for whatever is for sale when the tape is played. */
    private List<LogEntry> record(final World world, final Random random) {
        final Simulation simulation = new Simulation(world);
        final EntryMaker maker = new EntryMaker(simulation, random);
        final List<LogEntry> tape = new ArrayList<>();
        for (int asset = 0; asset < world.terms().assets().size(); asset++) {
            tape.add(new LogEntry.Deposit(KEEPER, asset, 20_000_000_000L, IDS_PER_ROUND - 1 - asset));
        }
        for (int i = 0; i < TAPE; i++) {
            final LogEntry entry = maker.next();
            tape.add(live(entry));
            simulation.stepUncompared(entry);
            if (i % 50 == 0) {
                simulation.refreshReports();
            }
        }
        return tape;
    }

    private LogEntry live(final LogEntry entry) {
        if (entry instanceof LogEntry.Bid) {
            return liveBid;
        }
        if (isListing(entry)) {
            return new LogEntry.Timer(0);
        }
        return entry instanceof LogEntry.Confirmation ? liveConfirmation : entry;
    }

    /** What comes seldom, as listings and changes of terms do, takes memory. */
    private static boolean isListing(final LogEntry entry) {
        return entry instanceof OrderEntry.Fees
                || entry instanceof TermsEntry
                || entry instanceof PartyEntry
                || entry instanceof SettlementEntry.LiquidationTerms
                || entry instanceof SettlementEntry.CollateralAuction
                || entry instanceof LogEntry.Setup
                || (entry instanceof LogEntry.Foreign foreign && isListing(foreign.command()));
    }

    private static void play(final EngineFeeder feeder, final LogEntry[] tape) {
        for (int round = 0; round < ROUNDS; round++) {
            feeder.writer().shiftIds(round * IDS_PER_ROUND);
            for (final LogEntry entry : tape) {
                feeder.feed(entry);
            }
        }
    }

    @Test
    void shouldSeeAnAllocationWhenThereIsOne() {
        allocatedBytes();
        final long before = allocatedBytes();
        final long[] made = new long[1 + (int) (before % 3)];
        assertThat(allocatedBytes() - before).isGreaterThanOrEqualTo(made.length * 8L);
    }
}
