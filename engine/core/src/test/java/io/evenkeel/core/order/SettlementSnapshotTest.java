package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.CollateralLimitsStateEncoder;
import io.evenkeel.codecs.CycleMarkStateEncoder;
import io.evenkeel.codecs.CycleStateEncoder;
import io.evenkeel.codecs.EarlySettledStateEncoder;
import io.evenkeel.codecs.InstructionStateEncoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementStateEncoder;
import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.sim.event.ListeningSink;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Snapshot records of settlement, 240 to 245: taken amid a cycle, and refused where they are damaged or cannot be. */
class SettlementSnapshotTest {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int FIRST = SettlementStateEncoder.TEMPLATE_ID;
    private static final int LAST = EarlySettledStateEncoder.TEMPLATE_ID;
    private static final int BITS_APART = 5;
    private static final EngineLimits TINY =
            new EngineLimits(64, 8, 64, 8, 8, 2, 2, 2, 8, 8, 8, 8, 64, 1, 8);
    private static final long UNKNOWN_ACCOUNT = 77;

    private final OrderRig rig = OrderRig.market(TINY);
    private final OrderCommands commands = new OrderCommands(rig);
    private final List<byte[]> records = new ArrayList<>();

    /** A cycle has come to account 1, and has settled 9 early, to which a deposit came; a withdrawal is open. */
    @BeforeEach
    void takeASnapshotAmidACycle() {
        accept(commands.settlement(3_600_000, 60_000, 1_000_000 * OrderRig.USDC, 3_600_000));
        accept(commands.limits(1_000_000 * OrderRig.USDC, 100_000 * OrderRig.USDC, 3_600_000));
        for (long account = 20; account < 40; account++) {
            rig.open(account, OrderRig.ALICE, AccountKind.STANDARD);
        }
        accept(commands.deposit(1, 20_000 * OrderRig.USDC));
        accept(commands.price(500_000));
        accept(commands.trade(1, 9, OrderRig.ONE, 500_000));
        accept(commands.withdraw(OrderRig.ALICE, 1, 10 * OrderRig.USDC));
        accept(commands.startCycle());
        accept(commands.deposit(9, 1));
        rig.engine().writeSnapshot((buffer, offset, length) -> {
            final byte[] record = new byte[length];
            buffer.getBytes(offset, record);
            records.add(record);
        });
    }

    private static void accept(final RejectCode code) {
        assertThat(code).isEqualTo(RejectCode.NONE);
    }

    private static int template(final byte[] record) {
        return new MessageHeaderDecoder().wrap(new UnsafeBuffer(record), 0).templateId();
    }

    private static boolean isOfSettlement(final byte[] record) {
        return template(record) >= FIRST && template(record) <= LAST;
    }

    @Test
    void shouldRefuseASnapshotWhenABitOfSettlementIsAnother() {
        final TreeSet<Integer> found = new TreeSet<>();
        for (int at = 0; at < records.size(); at++) {
            if (isOfSettlement(records.get(at))) {
                found.add(template(records.get(at)));
                for (int bit = HEADER * Byte.SIZE; bit < records.get(at).length * Byte.SIZE; bit += BITS_APART) {
                    final byte[] damaged = records.get(at).clone();
                    damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                    assertThatThrownBy(() -> load(with(damaged))).isInstanceOf(IllegalStateException.class);
                }
            }
        }
        assertThat(found).containsExactly(240, 241, 242, 243, 244, 245);
        load(records);
    }

    @Test
    void shouldSayWhyWhenTermsOrLimitsCannotBe() {
        assertRefused(new SettlementStateEncoder(), state -> state.cycleMs(-1), "no command can set");
        assertRefused(new SettlementStateEncoder(), state -> state.withdrawalLimit(-1), "no command can set");
        assertRefused(new SettlementStateEncoder(), state -> state.withdrawn(-1), "below zero");
        assertRefused(new SettlementStateEncoder(), state -> state.lastInstruction(-1), "below zero");
        assertRefused(new CollateralLimitsStateEncoder(), state -> state.asset(1), "does not list");
        assertRefused(new CollateralLimitsStateEncoder(), state -> state.depositCap(-1), "no command can set");
        assertRefused(new CollateralLimitsStateEncoder(), state -> state.windowMs(-1), "no command can set");
        assertRefusedTwice(CollateralLimitsStateEncoder.TEMPLATE_ID, "the same twice");
    }

    @Test
    void shouldSayWhyWhenAnInstructionCannotBe() {
        assertRefused(new InstructionStateEncoder(), state -> state.instruction(0), "out of turn");
        assertRefused(new InstructionStateEncoder(), state -> state.instruction(99), "out of turn");
        assertRefused(new InstructionStateEncoder(), state -> state.account(UNKNOWN_ACCOUNT), "no balance");
        assertRefused(new InstructionStateEncoder(), state -> state.account(2), "no balance");
        assertRefused(new InstructionStateEncoder(), state -> state.asset(1), "no balance");
        assertRefused(new InstructionStateEncoder(), state -> state.amount(0), "nothing that can be done");
        assertRefused(
                new InstructionStateEncoder(), state -> state.amount(Bounds.MAX_AMOUNT + 1), "nothing that can be");
        assertRefused(new InstructionStateEncoder(), state -> state.cycle(-1), "nothing that can be done");
        assertRefused(new InstructionStateEncoder(), state -> state.timeMs(-1), "nothing that can be done");
        assertRefused(new InstructionStateEncoder(), state -> state.timesSent(-1), "nothing that can be done");
        assertRefusedTwice(InstructionStateEncoder.TEMPLATE_ID, "out of turn");
    }

    @Test
    void shouldSayWhyWhenACycleCannotBe() {
        assertRefused(new CycleStateEncoder(), state -> state.accounts(-1), "below zero");
        assertRefused(new CycleStateEncoder(), state -> state.positionsLeft(-1), "below zero");
        assertRefused(new CycleStateEncoder(), state -> state.debits(-1), "below zero");
        assertRefused(new CycleStateEncoder(), state -> state.cycle(0), "no such settlement cycle");
        assertRefused(new CycleMarkStateEncoder(), state -> state.mark(0), "such a mark");
        assertRefused(new CycleMarkStateEncoder(), state -> state.mark(Bounds.MAX_PRICE + 1), "such a mark");
        assertRefused(new CycleMarkStateEncoder(), state -> state.instrument(2), "such a mark");
        assertRefusedTwice(CycleMarkStateEncoder.TEMPLATE_ID, "such a mark");
        assertRefused(new EarlySettledStateEncoder(), state -> state.account(UNKNOWN_ACCOUNT), "settled early");
        assertRefused(new EarlySettledStateEncoder(), state -> state.account(1), "settled early");
        assertRefusedTwice(EarlySettledStateEncoder.TEMPLATE_ID, "settled early");
    }

    /** The first record of a type says something else: it is refused at once, for what it says. */
    private <E extends MessageEncoderFlyweight> void assertRefused(
            final E encoder, final Consumer<E> damage, final String why) {
        final byte[] damaged = records.get(first(encoder.sbeTemplateId())).clone();
        encoder.wrap(new UnsafeBuffer(damaged), HEADER);
        damage.accept(encoder);
        assertThatThrownBy(() -> load(with(damaged)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(why);
    }

    private void assertRefusedTwice(final int templateId, final String why) {
        final List<byte[]> doubled = new ArrayList<>(records);
        final int at = first(templateId);
        doubled.add(at, records.get(at));
        assertThatThrownBy(() -> load(doubled)).isInstanceOf(IllegalStateException.class).hasMessageContaining(why);
    }

    private int first(final int templateId) {
        for (int at = 0; at < records.size(); at++) {
            if (template(records.get(at)) == templateId) {
                return at;
            }
        }
        throw new AssertionError("no record of template " + templateId);
    }

    private List<byte[]> with(final byte[] damaged) {
        final List<byte[]> all = new ArrayList<>(records);
        all.set(first(template(damaged)), damaged);
        return all;
    }

    private static void load(final List<byte[]> snapshot) {
        final Engine engine = new Engine(TINY, new ListeningSink(slot -> { }));
        for (final byte[] record : snapshot) {
            engine.loadSnapshotRecord(new UnsafeBuffer(record), 0, record.length);
        }
        engine.completeSnapshotLoad();
    }
}
