package io.evenkeel.core.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.ledger.WallFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PriceLadderTest {
    private static final int BUCKETS = 64;
    private static final long FIRST_PRICE = 100_000;
    private static final int ENTRIES = 200;

    private final Random random = new Random(Long.getLong("seed", 1));
    private final PositionStore positions = new PositionStore(ENTRIES);
    private final PriceLadder ladder = new PriceLadder(positions, BUCKETS);
    private final Map<Integer, Long> downWalls = new HashMap<>();
    private final Map<Integer, Long> upWalls = new HashMap<>();
    private long price = FIRST_PRICE;

    @Test
    void shouldFireExactlyTheCrossedWallsWhenPriceMoves() {
        ladder.anchor(FIRST_PRICE);
        for (int i = 0; i < ENTRIES; i++) {
            hang(positions.open(i, 0));
        }
        int fired = 0;
        for (int tick = 0; tick < 20_000; tick++) {
            final long newPrice = nextPrice();
            final List<Integer> crossed = crossed(newPrice);
            final List<Integer> found = drain(newPrice);
            fired += found.size();
            price = newPrice;

            assertThat(found).containsExactlyInAnyOrderElementsOf(crossed);
            found.forEach(this::hang);
        }
        assertThat(fired).isGreaterThan(10_000);
    }

    @Test
    void shouldPlaceWallsWithinBoundsWhenRoomIsGiven() {
        ladder.anchor(FIRST_PRICE);
        for (int i = 0; i < 10_000; i++) {
            final long room = random.nextInt(60_000);
            final long below = ladder.wallBelow(FIRST_PRICE, room);
            final long above = ladder.wallAbove(FIRST_PRICE, room);

            assertThat(below).isBetween(FIRST_PRICE - room, FIRST_PRICE);
            assertThat(above).isBetween(FIRST_PRICE, FIRST_PRICE + room);
        }
    }

    @Test
    void shouldKeepReturningEntriesInOrderWhenSomeLeave() {
        ladder.anchor(FIRST_PRICE);
        final int first = positions.open(0, 0);
        final int second = positions.open(1, 0);
        final int third = positions.open(2, 0);
        ladder.linkReturn(first);
        ladder.linkReturn(second);
        ladder.linkReturn(third);

        ladder.unlink(first);
        assertThat(ladder.firstReturning()).isEqualTo(second);
        ladder.unlink(third);
        ladder.unlink(second);
        assertThat(ladder.firstReturning()).isEqualTo(PriceLadder.NONE);
    }

    /** Mostly small steps, now and then a gap, and every so often a jump that leaves all walls far behind. */
    private long nextPrice() {
        final int kind = random.nextInt(200);
        if (kind == 0) {
            return FIRST_PRICE * (1 + random.nextInt(30));
        }
        final double most = kind < 20 ? 0.3 : 0.01;
        return Math.max(20, Math.round(price * (1 + most * (2 * random.nextDouble() - 1))));
    }

    private List<Integer> crossed(final long newPrice) {
        final List<Integer> crossed = new ArrayList<>();
        downWalls.forEach((entry, wall) -> {
            if (newPrice < wall) {
                crossed.add(entry);
            }
        });
        upWalls.forEach((entry, wall) -> {
            if (newPrice > wall) {
                crossed.add(entry);
            }
        });
        return crossed;
    }

    private List<Integer> drain(final long newPrice) {
        final byte side = newPrice < price ? WallFields.DOWN : WallFields.UP;
        final int step = side == WallFields.DOWN ? -1 : 1;
        final long last = ladder.bucketOf(newPrice);
        final List<Integer> found = new ArrayList<>();
        long bucket = ladder.nextOccupied(side, ladder.startOfDrain(price, newPrice), last);
        while ((last - bucket) * step >= 0) {
            int entry = ladder.firstCrossed(side, bucket, newPrice);
            while (entry != PriceLadder.NONE) {
                ladder.unlink(entry);
                downWalls.remove(entry);
                upWalls.remove(entry);
                found.add(entry);
                entry = ladder.firstCrossed(side, bucket, newPrice);
            }
            bucket = ladder.nextOccupied(side, bucket + step, last);
        }
        return found;
    }

    private void hang(final int entry) {
        final long room = random.nextInt(4) == 0 ? 0 : (long) (price * random.nextDouble() * 0.3);
        final long address = positions.address(entry);
        if (random.nextBoolean()) {
            WallFields.trigger(address, ladder.wallBelow(price, room));
            ladder.linkDown(entry);
            downWalls.put(entry, WallFields.trigger(address));
        } else {
            WallFields.trigger(address, ladder.wallAbove(price, room));
            ladder.linkUp(entry);
            upWalls.put(entry, WallFields.trigger(address));
        }
    }
}
