package io.evenkeel.core.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.codecs.Aggressor;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.order.OrderCommands.Fill;
import io.evenkeel.core.sim.event.ListeningSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Orders and their limits in random order: invariants hold, and an engine restored from a snapshot goes on equally. */
class OrderSnapshotTest {
    private static final int COMMANDS = 3_000;
    private static final EngineLimits TINY = new EngineLimits(8, 8, 8, 8, 8, 2, 2, 2, 8, 8, 8, 8, 64, 8, 8);

    /** Sends random commands; two with the same seed send the same. */
    private static final class Trader {
        private final OrderRig rig;
        private final OrderCommands commands;
        private final Random random;
        private final List<Fill> fills = new ArrayList<>();

        Trader(final OrderRig rig, final OrderCommands commands, final Random random) {
            this.rig = rig;
            this.commands = commands;
            this.random = random;
        }

        private long account() {
            return random.nextInt(8) == 0 ? 9L : 1L + random.nextInt(3);
        }

        private long price() {
            return 480_000L + random.nextInt(40_000);
        }

        private long quantity() {
            return 1 + 1_000L * random.nextInt(3);
        }

        RejectCode next() {
            rig.waitMs(random.nextInt(500));
            return switch (random.nextInt(16)) {
                case 0, 1 -> commands.deposit(account(), random.nextInt(10_000) * OrderRig.USDC);
                case 2 -> commands.withdraw(4 + random.nextInt(2), account(), random.nextInt(2_000) * OrderRig.USDC);
                case 3, 4 -> commands.price(price());
                case 5, 6 -> trade();
                case 7 -> classified();
                case 8 -> bust();
                case 9 -> correct();
                case 10 -> commands.reserve(2 + random.nextInt(2), account(), random.nextInt(3) * OrderRig.USDC);
                case 11 -> commands.credit(OrderRig.VENUE, account(), Side.get((short) random.nextInt(2)), quantity(),
                        price());
                case 12 -> commands.leverage(4 + random.nextInt(2), account(), random.nextInt(20));
                case 13 -> setTerms();
                case 14 -> commands.close(OrderRig.GENESIS, account());
                default -> timer();
            };
        }

        private RejectCode timer() {
            rig.timer(random.nextInt(20_000));
            return RejectCode.NONE;
        }

        private RejectCode trade() {
            final Fill fill = new Fill(commands.lastId() + 1, account(), account(), quantity(), price(),
                    random.nextInt(3), random.nextInt(3), Aggressor.NONE);
            return note(fill, commands.trade(
                    fill.buyer(), fill.seller(), fill.quantity(), fill.price(), fill.buyerFee(), fill.sellerFee()));
        }

        private RejectCode classified() {
            final Fill fill = new Fill(commands.lastId() + 1, account(), account(), quantity(), price(), 0, 0,
                    Aggressor.SELLER);
            return note(fill, commands.classified(
                    fill.buyer(), fill.seller(), fill.quantity(), fill.price(), Aggressor.SELLER));
        }

        private RejectCode note(final Fill fill, final RejectCode code) {
            if (code == RejectCode.NONE) {
                fills.add(fill);
            }
            return code;
        }

        private Fill any() {
            return fills.isEmpty()
                    ? new Fill(1, 1, 2, 1, 1, 0, 0, Aggressor.NONE)
                    : fills.get(random.nextInt(fills.size()));
        }

        private RejectCode bust() {
            return commands.bust(OrderRig.VENUE, any());
        }

        private RejectCode correct() {
            final Fill fill = any();
            final boolean isClassified = fill.aggressor() != Aggressor.NONE;
            final Fill right = new Fill(fill.id(), fill.buyer(), fill.seller(), quantity(), price(),
                    isClassified ? 0 : 1, 0, fill.aggressor());
            return note(right, commands.correct(
                    fill, right.quantity(), right.price(), right.buyerFee(), right.sellerFee()));
        }

        private RejectCode setTerms() {
            return switch (random.nextInt(3)) {
                case 0 -> commands.market(random.nextInt(500), random.nextInt(30_000), random.nextInt(9_000),
                        random.nextInt(20_000));
                case 1 -> commands.fees(-random.nextInt(50), 50, 0, 60);
                default -> commands.terms(account(), random.nextInt(3), SettlementMode.get((short) random.nextInt(2)));
            };
        }
    }

    @Test
    void shouldGoOnEquallyWhenRestoredFromASnapshot() {
        final long seed = Long.getLong("seed", 1);
        System.out.println("orders: seed " + seed);
        final OrderRig rig = OrderRig.market();
        final OrderCommands commands = new OrderCommands(rig);
        final Random random = new Random(seed);
        final Trader trader = new Trader(rig, commands, random);
        int accepted = 0;
        for (int i = 0; i < COMMANDS; i++) {
            accepted += trader.next() == RejectCode.NONE ? 1 : 0;
            assertThat(rig.engine().inspector().violatedInvariants()).as("seed %d, command %d", seed, i).isEmpty();
            if (i % 500 == 250) {
                assertTwinGoesOn(rig, trader, seed + i);
            }
        }
        assertThat(accepted).isGreaterThan(COMMANDS / 4);
    }

    private static void assertTwinGoesOn(final OrderRig rig, final Trader trader, final long seed) {
        final OrderRig twin = OrderRig.twin(rig);
        assertThat(twin.engine().stateHash()).isEqualTo(rig.engine().stateHash());
        assertThat(twin.everything()).isEqualTo(rig.everything());
        final OrderRig other = OrderRig.twin(twin);
        final List<OrderRig> twins = List.of(twin, other);
        final List<String> ends = new ArrayList<>();
        for (final OrderRig each : twins) {
            final OrderCommands commands = new OrderCommands(each).startingAt(trader.commands.lastId());
            final Trader doubled = new Trader(each, commands, new Random(seed));
            doubled.fills.addAll(trader.fills);
            final StringBuilder codes = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                codes.append(doubled.next()).append(each.told().size());
            }
            ends.add(codes + " " + each.engine().stateHash());
        }
        assertThat(ends.get(0)).isEqualTo(ends.get(1));
    }

    @Test
    void shouldRefuseASnapshotWhenWhatItSaysOfOrdersCannotBe() {
        final OrderRig rig = OrderRig.market(TINY);
        final OrderCommands commands = new OrderCommands(rig);
        commands.price(500_000);
        commands.market(100, 100, 100, 100);
        commands.fees(-50, 500);
        commands.reserve(OrderRig.VENUE, 1, 5);
        commands.terms(1, 3, SettlementMode.EXTERNAL);
        final List<byte[]> records = new ArrayList<>();
        rig.engine().writeSnapshot((buffer, offset, length) -> {
            final byte[] record = new byte[length];
            buffer.getBytes(offset, record);
            records.add(record);
        });
        for (int at = 0; at < records.size(); at++) {
            final int template = (records.get(at)[2] & 0xFF) | (records.get(at)[3] & 0xFF) << 8;
            for (int bit = 64; template >= 230 && template < 240 && bit < records.get(at).length * 8; bit += 3) {
                final List<byte[]> damaged = new ArrayList<>(records);
                final byte[] record = records.get(at).clone();
                record[bit / 8] ^= (byte) (1 << bit % 8);
                damaged.set(at, record);
                assertThatThrownBy(() -> load(damaged)).isInstanceOf(IllegalStateException.class);
            }
        }
        load(records);
    }

    private static void load(final List<byte[]> records) {
        final Engine engine = new Engine(TINY, new ListeningSink(slot -> {
        }));
        for (final byte[] record : records) {
            engine.loadSnapshotRecord(new UnsafeBuffer(record), 0, record.length);
        }
        engine.completeSnapshotLoad();
    }
}
