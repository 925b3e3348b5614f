package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.CycleClosedDecoder;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.core.EngineLimits;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Deposits, withdrawals, answers of gateways, transfers, fills, prices and settlement cycles in random order, one
 * account a slice: every invariant after every command, every batch in balance, and an engine restored from a snapshot,
 * in a cycle or out of one, goes on equally.
 */
class FundsCampaignTest {
    private static final int SEEDS = Boolean.getBoolean("evenkeel.full") ? 200 : 4;
    private static final int COMMANDS = 2_500;
    private static final EngineLimits LIMITS = EngineLimits.small().withSliceEvaluations(1);

    private int batches;
    private int inCycle;
    private int instructions;
    private int accepted;

    /** Sends random commands; two with the same seed send the same to engines in the same state. */
    private static final class Traffic {
        private final OrderRig rig;
        private final OrderCommands commands;
        private final Random random;

        Traffic(final OrderRig rig, final OrderCommands commands, final Random random) {
            this.rig = rig;
            this.commands = commands;
            this.random = random;
        }

        private long account() {
            return random.nextInt(6) == 0 ? 9L : 1L + random.nextInt(3);
        }

        private long money(final int most) {
            return (1 + random.nextInt(most)) * OrderRig.USDC + random.nextInt(3);
        }

        RejectCode next() {
            rig.waitMs(random.nextInt(300));
            return switch (random.nextInt(16)) {
                case 0 -> commands.deposit(account(), money(8_000));
                case 1 -> commands.withdraw(2 + random.nextInt(4), account(), money(3_000));
                case 2, 3 -> commands.confirm(1 + random.nextInt(60), outcome());
                case 4 -> commands.transfer(5, 2 + random.nextInt(2), 2 + random.nextInt(2), money(2_000));
                case 5, 6 -> commands.price(490_000L + random.nextInt(20_000));
                case 7, 8, 9 -> commands.trade(
                        account(), account(), 1 + 1_000L * random.nextInt(3), 490_000L + random.nextInt(20_000));
                case 10 -> commands.terms(account(), 0, SettlementMode.get((short) random.nextInt(2)));
                case 11 -> commands.startCycle();
                case 12 -> random.nextInt(6) == 0 ? commands.halt(random.nextInt(3) == 0) : timer();
                case 13 -> random.nextInt(4) == 0
                        ? commands.settlement(random.nextInt(2) * 5_000L, 1_000, 0, 0)
                        : timer();
                default -> timer();
            };
        }

        private InstructionOutcome outcome() {
            return InstructionOutcome.get((short) random.nextInt(2));
        }

        private RejectCode timer() {
            rig.timer(random.nextInt(3_000));
            return RejectCode.NONE;
        }
    }

    @Test
    void shouldKeepEveryInvariantWhenMoneyMovesInRandomOrder() {
        final long first = Long.getLong("seed", 1);
        System.out.println("funds: seeds from " + first);
        for (long seed = first; seed < first + SEEDS; seed++) {
            run(seed);
        }
        System.out.println("funds: " + SEEDS * COMMANDS + " commands, " + accepted + " accepted, " + batches
                + " batches, " + instructions + " instructions of cycles, " + inCycle + " snapshots in a cycle");
        assertThat(batches).isPositive();
        assertThat(instructions).isPositive();
        assertThat(inCycle).isPositive();
    }

    private void run(final long seed) {
        final OrderRig rig = OrderRig.market(LIMITS);
        final OrderCommands commands = new OrderCommands(rig);
        final Random random = new Random(seed);
        final Traffic traffic = new Traffic(rig, commands, random);
        long lastHash = 0;
        for (int i = 0; i < COMMANDS; i++) {
            accepted += traffic.next() == RejectCode.NONE ? 1 : 0;
            assertThat(rig.engine().inspector().violatedInvariants()).as("seed %d, command %d", seed, i).isEmpty();
            lastHash = checkBatch(rig, lastHash);
            final boolean isInCycle = rig.engine().inspector().isCycleRunning();
            if (random.nextInt(isInCycle ? 60 : 400) == 0) {
                inCycle += isInCycle ? 1 : 0;
                assertTwinGoesOn(rig, commands.lastId(), seed + i);
            }
        }
    }

    private long checkBatch(final OrderRig rig, final long lastHash) {
        if (rig.all(CycleClosedDecoder.TEMPLATE_ID).isEmpty()) {
            return lastHash;
        }
        final CycleClosedDecoder batch = rig.only(new CycleClosedDecoder());
        assertThat(batch.debits()).isEqualTo(batch.credits());
        assertThat(batch.previousHash()).isEqualTo(lastHash);
        assertThat(batch.positionsLeft()).isZero();
        batches++;
        instructions += (int) batch.instructions();
        return batch.hash();
    }

    private static void assertTwinGoesOn(final OrderRig rig, final long lastId, final long seed) {
        final OrderRig twin = OrderRig.twin(rig, LIMITS);
        assertThat(twin.engine().stateHash()).isEqualTo(rig.engine().stateHash());
        assertThat(twin.everything()).isEqualTo(rig.everything());
        assertThat(goOn(twin, lastId, seed)).isEqualTo(goOn(OrderRig.twin(rig, LIMITS), lastId, seed));
    }

    private static String goOn(final OrderRig rig, final long lastId, final long seed) {
        final Traffic traffic = new Traffic(rig, new OrderCommands(rig).startingAt(lastId), new Random(seed));
        final StringBuilder told = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            told.append(traffic.next()).append(rig.told().size()).append(' ');
        }
        return told.append(rig.engine().stateHash()).toString();
    }
}
