package io.evenkeel.core.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.core.arithmetic.Int128;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Shares and their order (SPEC 6, step 4), against lists that are sorted whole. */
class DeleveragingPlanTest {
    private static final int ROUNDS = 300;
    private static final int MOST_HOLDERS = 40;

    private final DeleveragingPlan plan = new DeleveragingPlan(MOST_HOLDERS);

    /** What a holder is asked for. */
    private record Asked(long account, long lots) {
    }

    /** A holder. */
    private record Holder(long account, long lots, long profit, long cost, long notional, long equity) {
        BigInteger rankTimes(final Holder other) {
            return BigInteger.valueOf(profit).multiply(BigInteger.valueOf(notional))
                    .multiply(BigInteger.valueOf(other.cost)).multiply(BigInteger.valueOf(other.equity));
        }
    }

    private void add(final Holder holder) {
        plan.add(holder.account, holder.lots, holder.profit, -holder.cost,
                new Int128().set(holder.notional), new Int128().set(holder.equity));
    }

    private List<Asked> round(final long needed) {
        assertThat(plan.beginRound(needed)).isTrue();
        while (plan.orderNext()) {
            assertThat(plan.at()).isNotNegative();
        }
        final List<Asked> asked = new ArrayList<>();
        for (int entry = plan.next(); entry != DeleveragingPlan.NONE; entry = plan.next()) {
            if (plan.share(entry) > 0) {
                asked.add(new Asked(plan.account(entry), plan.share(entry)));
                plan.took(entry, plan.share(entry));
            }
        }
        return asked;
    }

    /** 10 lots over 3, 3 and 3 with profit: all of it, nine; then the one that is left over 5 and 5 without: a tie. */
    @Test
    void shouldAskTheOthersWhenThoseWithProfitAreNotEnough() {
        plan.begin(AdlPolicy.PRO_RATA);
        for (int account = 1; account <= 3; account++) {
            add(new Holder(account, 3, 1, 1, 1, 1));
        }
        add(new Holder(5, 5, 0, 1, 1, 1));
        add(new Holder(4, 5, -1, 1, 1, 1));

        assertThat(round(10)).containsExactly(new Asked(1, 3), new Asked(2, 3), new Asked(3, 3));
        assertThat(round(1)).containsExactly(new Asked(4, 1));
        assertThat(plan.round()).isEqualTo(2);
        assertThat(plan.held()).isEqualTo(9);
    }

    /** 5 of 3 × 3: 1.67 each, two lots are left over and go to the lowest ids. */
    @Test
    void shouldGiveWhatRoundingLeavesToTheLowestIdsWhenRemaindersTie() {
        plan.begin(AdlPolicy.PRO_RATA);
        for (int account = 3; account >= 1; account--) {
            add(new Holder(account, 3, 1, 1, 1, 1));
        }

        assertThat(round(5)).containsExactly(new Asked(1, 2), new Asked(2, 2), new Asked(3, 1));
    }

    @Test
    void shouldHaveNobodyLeftWhenAllAreDropped() {
        plan.begin(AdlPolicy.QUEUE);
        add(new Holder(1, 3, 1, 1, 1, 1));
        assertThat(plan.beginRound(2)).isTrue();
        assertThat(plan.orderNext()).isFalse();
        plan.drop(plan.next());

        assertThat(plan.next()).isEqualTo(DeleveragingPlan.NONE);
        assertThat(plan.beginRound(2)).isFalse();
    }

    /** Per round nobody loses more than its exact share rounded up by one lot, and the sum is what is needed. */
    @Test
    void shouldShareAsAWholeSortWouldWhenHoldersAreDrawn() {
        final Random random = new Random(Long.getLong("seed", 1));
        for (int n = 0; n < ROUNDS; n++) {
            final AdlPolicy policy = random.nextBoolean() ? AdlPolicy.PRO_RATA : AdlPolicy.QUEUE;
            final List<Holder> holders = draw(random);
            plan.begin(policy);
            holders.forEach(this::add);
            final long needed = random.nextInt(2_000) + 1L;

            assertThat(round(needed)).isEqualTo(expected(policy, holders, needed));
        }
    }

    private static List<Holder> draw(final Random random) {
        final List<Holder> holders = new ArrayList<>();
        final int count = 1 + random.nextInt(MOST_HOLDERS);
        for (int account = 1; account <= count; account++) {
            // Few different values, so that there are ties.
            holders.add(new Holder(
                    account, random.nextInt(6) * 7L, random.nextInt(7) - 3L, random.nextInt(3) + 1L,
                    (random.nextInt(3) + 1L) << 40, (random.nextInt(3) + 1L) << 38));
        }
        holders.set(0, new Holder(1, 7, 1, 1, 1L << 40, 1L << 38));
        return holders;
    }

    private static List<Asked> expected(final AdlPolicy policy, final List<Holder> holders, final long needed) {
        final List<Holder> asking = new ArrayList<>(holders);
        final boolean asksWinners = holders.stream().anyMatch(holder -> holder.lots > 0 && holder.profit > 0);
        asking.removeIf(holder -> holder.lots == 0
                || (policy == AdlPolicy.PRO_RATA && holder.profit > 0 != asksWinners));
        if (policy == AdlPolicy.QUEUE) {
            final Comparator<Holder> byRank = (one, other) -> other.rankTimes(one).compareTo(one.rankTimes(other));
            asking.sort(byRank.thenComparing(Holder::account));
            return asking.stream().map(holder -> new Asked(holder.account, holder.lots)).toList();
        }
        final long held = asking.stream().mapToLong(Holder::lots).sum();
        final long part = Math.min(needed, held);
        asking.sort(Comparator.comparingLong((Holder holder) -> -(part * holder.lots % held))
                .thenComparing(Holder::account));
        long left = part - asking.stream().mapToLong(holder -> part * holder.lots / held).sum();
        final List<Asked> asked = new ArrayList<>();
        for (final Holder holder : asking) {
            final long lots = part * holder.lots / held + (left-- > 0 ? 1 : 0);
            if (lots > 0) {
                asked.add(new Asked(holder.account, lots));
            }
        }
        return asked;
    }
}
