package io.evenkeel.core.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MovedInstrumentsTest {
    private static final int MOST = 130;

    @Test
    void shouldHoldEveryInstrumentWhenNothingIsKnownYet() {
        final MovedInstruments moved = new MovedInstruments(MOST);

        for (int id = 0; id < MOST; id++) {
            assertThat(moved.next(id, MOST)).isEqualTo(id);
        }
        assertThat(moved.next(MOST, MOST)).isEqualTo(MovedInstruments.NONE);
        assertThat(moved.next(0, 0)).isEqualTo(MovedInstruments.NONE);
    }

    @Test
    void shouldFindTheNextWhenSomeMovedAndOthersDidNot() {
        final MovedInstruments moved = new MovedInstruments(MOST);
        final BitSet expected = new BitSet();
        expected.set(0, MOST);
        final Random random = new Random(Long.getLong("seed", 1));
        for (int step = 0; step < 20_000; step++) {
            final int id = random.nextInt(MOST);
            if (random.nextInt(10) == 0) {
                moved.add(id);
                expected.set(id);
            } else {
                moved.remove(id);
                expected.clear(id);
            }
            final int from = random.nextInt(MOST + 1);
            final int end = random.nextInt(MOST + 1);
            final int next = expected.nextSetBit(from);
            assertThat(moved.next(from, end)).isEqualTo(next < end ? next : MovedInstruments.NONE);
        }
    }
}
