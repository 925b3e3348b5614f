package io.evenkeel.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AccountOrderTest {
    private static final int ACCOUNTS = 5_000;

    private final AccountStore accounts = new AccountStore(ACCOUNTS, 4);

    @Test
    void shouldWalkAccountsByIdWhenTheyWereOpenedInAnyOrder() {
        final List<Long> ids = new ArrayList<>(LongStream.rangeClosed(1, ACCOUNTS).map(n -> n * 10).boxed().toList());
        Collections.shuffle(ids, new Random(Long.getLong("seed", 1)));
        ids.forEach(id -> accounts.add(id, 1, AccountKind.STANDARD, 0));

        final AccountOrder order = accounts.order();

        assertThat(IntStream.range(0, order.size()).mapToObj(n -> accounts.id(order.account(n))))
                .containsExactlyElementsOf(ids.stream().sorted().toList());
    }

    @Test
    void shouldKnowTheRankOfEveryIdWhenAccountsCameRisingFallingAndBetween() {
        for (int n = 0; n < ACCOUNTS / 4; n++) {
            accounts.add(1_000_000 + n * 4L, 1, AccountKind.STANDARD, 0);
        }
        for (int n = 0; n < ACCOUNTS / 4; n++) {
            accounts.add(500_000 - n * 4L, 1, AccountKind.STANDARD, 0);
        }
        for (int n = 0; n < ACCOUNTS / 4; n++) {
            accounts.add(1_000_001 + n * 4L, 1, AccountKind.STANDARD, 0);
        }

        final AccountOrder order = accounts.order();

        assertThat(order.size()).isEqualTo(ACCOUNTS / 4 * 3);
        for (int rank = order.size() - 1; rank >= 0; rank--) {
            final long id = accounts.id(order.account(rank));
            assertThat(order.rankAfter(id)).isEqualTo(rank + 1);
            assertThat(order.rankAfter(id - 1)).isEqualTo(rank);
        }
    }

    @Test
    void shouldGoOnAfterTheCursorWhenItsAccountIsThereOrNot() {
        for (final long id : new long[] {10, 20, 30}) {
            accounts.add(id, 1, AccountKind.STANDARD, 0);
        }

        final AccountOrder order = accounts.order();

        assertThat(order.rankAfter(Long.MIN_VALUE)).isZero();
        assertThat(order.rankAfter(10)).isEqualTo(1);
        assertThat(order.rankAfter(19)).isEqualTo(1);
        assertThat(order.rankAfter(30)).isEqualTo(3);
    }
}
