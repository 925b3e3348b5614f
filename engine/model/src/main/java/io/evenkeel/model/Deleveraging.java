package io.evenkeel.model;

import io.evenkeel.codecs.AdlPolicy;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Who closes how much in a deleveraging (SPEC 6, step 4), by a scan of all accounts when it begins and lists that are
 * sorted whole.
 */
public final class Deleveraging {
    private final AdlPolicy policy;
    private final List<Holder> holders;
    private final Deque<Asked> asked = new ArrayDeque<>();
    private int round;

    /** A holder, with what it can still close. */
    private static final class Holder {
        private final long account;
        private final BigInteger profit;
        private final BigInteger rankNumerator;
        private final BigInteger rankDenominator;
        private long lots;

        Holder(
                final long account,
                final long lots,
                final BigInteger profit,
                final BigInteger rankNumerator,
                final BigInteger rankDenominator) {
            this.account = account;
            this.lots = lots;
            this.profit = profit;
            this.rankNumerator = rankNumerator;
            this.rankDenominator = rankDenominator;
        }

        /** Compares (profit/|C|)·leverage; the higher comes first. */
        int comparedByRank(final Holder other) {
            return other.rankNumerator.multiply(rankDenominator)
                    .compareTo(rankNumerator.multiply(other.rankDenominator));
        }
    }

    /**
     * What a holder is asked for.
     *
     * @param account its id.
     * @param lots    how many lots.
     */
    public record Asked(long account, long lots) {
    }

    private record Share(Holder holder, BigInteger floor, BigInteger remainder) {
    }

    /**
     * Plans with the holders that may be asked.
     *
     * @param book     where accounts stand.
     * @param eligible accounts that may be asked, in order of id.
     * @param terms    what is closed.
     * @param policy   how they are picked.
     */
    public Deleveraging(
            final ModelBook book,
            final List<ModelAccount> eligible,
            final InstrumentTerms terms,
            final AdlPolicy policy) {
        this.policy = policy;
        holders = new ArrayList<>();
        for (final ModelAccount account : eligible) {
            final ModelPosition position = account.position(terms.id());
            final BigInteger cost = BigInteger.valueOf(position.entryCost());
            final BigInteger profit =
                    terms.notional(position.quantity(), book.market().mark(terms.id())).subtract(cost);
            final BigInteger equity = book.judge().maintenance(account, book.market()).equity();
            holders.add(new Holder(
                    account.id(),
                    Math.abs(position.quantity()) / terms.lot(),
                    profit,
                    profit.multiply(book.judge().notional(account, book.market())),
                    cost.abs().max(BigInteger.ONE).multiply(equity.max(BigInteger.ONE))));
        }
    }

    /** {@return lots that those can still close who would be asked next} */
    public long held() {
        return asking().stream().mapToLong(holder -> holder.lots).sum();
    }

    /** {@return whether those with profit would be asked next, or all in a queue} */
    public boolean asksWinners() {
        return policy == AdlPolicy.QUEUE || holders.stream().anyMatch(h -> h.lots > 0 && h.profit.signum() > 0);
    }

    private List<Holder> asking() {
        final boolean asksWinners = asksWinners();
        return holders.stream()
                .filter(h -> h.lots > 0 && (policy == AdlPolicy.QUEUE || h.profit.signum() > 0 == asksWinners))
                .toList();
    }

    /** {@return number of the round that was planned last} */
    public int round() {
        return round;
    }

    /** Shares out what is needed, in lots. */
    public void plan(final long needed) {
        round++;
        asked.clear();
        if (policy == AdlPolicy.QUEUE) {
            final Comparator<Holder> byRank = Holder::comparedByRank;
            asking().stream().sorted(byRank.thenComparing(h -> h.account))
                    .forEach(h -> asked.add(new Asked(h.account, h.lots)));
        } else {
            planProRata(needed);
        }
    }

    private void planProRata(final long needed) {
        final long held = held();
        final BigInteger part = BigInteger.valueOf(Math.min(needed, held));
        final List<Share> shares = new ArrayList<>();
        for (final Holder holder : asking()) {
            final BigInteger[] quotient =
                    part.multiply(BigInteger.valueOf(holder.lots)).divideAndRemainder(BigInteger.valueOf(held));
            shares.add(new Share(holder, quotient[0], quotient[1]));
        }
        shares.sort(Comparator.comparing(Share::remainder).reversed().thenComparing(share -> share.holder().account));
        long left = part.longValueExact() - shares.stream().mapToLong(share -> share.floor().longValueExact()).sum();
        for (final Share share : shares) {
            final long lots = share.floor().longValueExact() + (left-- > 0 ? 1 : 0);
            if (lots > 0) {
                asked.add(new Asked(share.holder().account, lots));
            }
        }
    }

    /** {@return who is asked next, or null where the round is over} */
    public Asked next() {
        return asked.poll();
    }

    /** A holder closed so many lots. */
    public void took(final long account, final long lots) {
        holders.stream().filter(holder -> holder.account == account).forEach(holder -> holder.lots -= lots);
    }

    /** A holder can close nothing more. */
    public void drop(final long account) {
        holders.stream().filter(holder -> holder.account == account).forEach(holder -> holder.lots = 0);
    }

    /** {@return whether nobody is left} */
    public boolean isExhausted() {
        return holders.stream().allMatch(holder -> holder.lots == 0);
    }
}
