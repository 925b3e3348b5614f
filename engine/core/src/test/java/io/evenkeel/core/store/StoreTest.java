package io.evenkeel.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {
    private static final int STEPS = 200_000;

    private final Random random = new Random(Long.getLong("seed", 1));

    @Test
    void shouldHoldWhatAHashMapHoldsWhenKeysComeAndGo() {
        final LongMap map = new LongMap(512);
        final Map<Long, Integer> model = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            final long key = random.nextInt(900) * 4_096L;
            if (model.containsKey(key)) {
                map.remove(key);
                model.remove(key);
            } else if (!map.isFull()) {
                map.put(key, step);
                model.put(key, step);
            }
            final long asked = random.nextInt(900) * 4_096L;

            assertThat(map.get(asked)).isEqualTo(model.getOrDefault(asked, LongMap.MISSING));
            assertThat(map.size()).isEqualTo(model.size());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 63, 64, -5, 12_345_678_901L})
    void shouldForgetTheOldestWhenTheWindowOfIdsIsFull(final long stride) {
        final int length = 64;
        final RecentIds ids = new RecentIds(length);
        final Deque<Long> model = new ArrayDeque<>();
        for (int step = 0; step < STEPS; step++) {
            final int sender = 1 + random.nextInt(3);
            final long id = random.nextInt(120) * stride;
            final long both = id * 4 + sender;

            assertThat(ids.contains(sender, id)).isEqualTo(model.contains(both));
            if (!model.contains(both)) {
                ids.add(sender, id);
                model.addLast(both);
                if (model.size() > length) {
                    model.removeFirst();
                }
            }
        }
        assertThat(ids.size()).isEqualTo(length);
    }

    @Test
    void shouldHashTheSameWindowTheSameWhenItIsRestored() {
        final RecentIds lived = new RecentIds(16);
        for (int id = 0; id < 50; id++) {
            lived.add(7, id * 3L);
        }
        final RecentIds restored = new RecentIds(16);
        restored.restoreAdded(lived.added() - lived.size());
        for (long n = lived.added() - lived.size(); n < lived.added(); n++) {
            restored.add(lived.sender(n), lived.id(n));
        }
        lived.add(8, 1_000);
        restored.add(8, 1_000);

        assertThat(restored.stateHash()).isEqualTo(lived.stateHash());
    }

    @Test
    void shouldHandOutZeroedRecordsWhenTheyWereUsedBefore() {
        final RecordStore store = new RecordStore(3, 64);
        final RecordPool pool = new RecordPool(store);
        final int first = pool.take();
        UnsafeApi.putLong(store.address(first) + 8, 42);
        pool.giveBack(first);
        final int again = pool.take();

        assertThat(UnsafeApi.getLong(store.address(again))).isZero();
        assertThat(UnsafeApi.getLong(store.address(again) + 8)).isZero();
        assertThat(pool.take()).isNotEqualTo(RecordPool.NONE);
        assertThat(pool.take()).isNotEqualTo(RecordPool.NONE);
        assertThat(pool.take()).isEqualTo(RecordPool.NONE);
        assertThat(pool.available()).isZero();
    }
}
