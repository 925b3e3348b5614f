package io.evenkeel.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NumberedRecordsTest {
    private static final int CAPACITY = 50;

    private final NumberedRecords records = new NumberedRecords(CAPACITY, 16, 8);

    @Test
    void shouldBeWalkedInOrderOfNumberWhenAnyAreClosed() {
        final Random random = new Random(Long.getLong("seed", 1));
        final TreeMap<Long, Integer> open = new TreeMap<>();
        long given = 0;
        for (int i = 0; i < 10_000; i++) {
            if (records.available() > 0 && (open.isEmpty() || random.nextInt(10) < 6)) {
                open.put(++given, records.open(given));
            } else {
                final long id = new ArrayList<>(open.keySet()).get(random.nextInt(open.size()));
                records.close(open.remove(id));
                assertThat(records.find(id)).isEqualTo(NumberedRecords.NONE);
            }
            assertThat(walk()).isEqualTo(new ArrayList<>(open.keySet()));
            assertThat(records.size()).isEqualTo(open.size());
            assertThat(records.lastId()).isEqualTo(given);
        }
    }

    @Test
    void shouldKeepTheNumberGivenLastWhenASnapshotNamesItBeforeTheOpenOnes() {
        records.restoreLastId(9);
        final int record = records.open(4);
        assertThat(records.lastId()).isEqualTo(9);
        assertThat(records.find(4)).isEqualTo(record);
    }

    private List<Long> walk() {
        final List<Long> ids = new ArrayList<>();
        for (int record = records.first(); record != NumberedRecords.NONE; record = records.next(record)) {
            ids.add(records.id(record));
            assertThat(records.find(records.id(record))).isEqualTo(record);
        }
        return ids;
    }
}
