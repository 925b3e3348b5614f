package io.evenkeel.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.core.arithmetic.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountStoreTest {
    private static final int INSTRUMENTS = 200;
    private static final int STEPS = 20_000;

    private final Random random = new Random(Long.getLong("seed", 1));
    private final AccountStore accounts = new AccountStore(4, 4);
    private int account;

    @BeforeEach
    void open() {
        account = accounts.add(77, 1, AccountKind.STANDARD, 0);
    }

    @Test
    void shouldFindEveryPositionWhenPositionsComeAndGo() {
        final List<Integer> held = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            final boolean isOpening = held.isEmpty()
                    || (held.size() < Bounds.MAX_POSITIONS && random.nextInt(100) < wanted(step, held.size()));
            if (isOpening) {
                open(held, random.nextInt(INSTRUMENTS));
            } else {
                close(held, random.nextInt(held.size()));
            }
            final int asked = random.nextInt(INSTRUMENTS);

            assertThat(accounts.findPosition(account, asked))
                    .isEqualTo(held.contains(asked) ? positionIn(asked) : PositionStore.NONE);
            assertThat(accounts.positionCount(account)).isEqualTo(held.size());
        }
    }

    @Test
    void shouldNotFindAClosedPositionWhenItsPlaceStillNamesTheInstrument() {
        accounts.addPosition(account, 0, positionIn(0));
        accounts.addPosition(account, 5, positionIn(5));
        accounts.removePosition(account, positionIn(5));

        assertThat(accounts.findPosition(account, 5)).isEqualTo(PositionStore.NONE);
        assertThat(accounts.findPosition(account, 0)).isEqualTo(positionIn(0));
    }

    /** Drives the count up and down through all three kinds of places: near, far and in a block. */
    private static int wanted(final int step, final int held) {
        final int aim = step / 1_000 % 2 == 0 ? Bounds.MAX_POSITIONS : 4;
        return held < aim ? 70 : 30;
    }

    private void open(final List<Integer> held, final int instrument) {
        if (!held.contains(instrument)) {
            accounts.addPosition(account, instrument, positionIn(instrument));
            held.add(instrument);
        }
    }

    private void close(final List<Integer> held, final int n) {
        accounts.removePosition(account, positionIn(held.remove(n)));
    }

    private static int positionIn(final int instrument) {
        return 1_000 + instrument;
    }
}
