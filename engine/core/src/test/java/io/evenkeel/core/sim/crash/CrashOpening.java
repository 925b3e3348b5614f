package io.evenkeel.core.sim.crash;

import io.evenkeel.core.sim.World;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.model.InstrumentTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a crash finds on a front: accounts on the side that it hits, with little margin, others on the opposite side
 * with enough, some of them with losses of their own elsewhere; small funds, limits of insurance, backstops, thin
 * keepers. In a wide market some pledge another asset, in part or alone.
 */
final class CrashOpening {
    /** In which insurance may pay so much; longer than a crash. */
    static final int WINDOW_MS = 600_000;

    private static final double PPM = 1e6;

    private final CrashMarket market;
    private final Front front;
    private final Random random;
    private final int crashing;
    private final boolean isFall;
    private final double gap;
    /** How likely the opposite side is the venue's account, and else one of the same owner. */
    private final double omnibusShare;
    private final double sameOwnerShare;
    private final boolean areOthersBusy;
    private final List<Long> victims;
    private final List<Long> others;
    private final TreeMap<Long, Double> deposits = new TreeMap<>();
    private final List<LogEntry> trades = new ArrayList<>();
    private final List<Long> marks;
    private double notional;
    private long lastId;

    /**
     * Makes an opening by chance.
     *
     * @param holders who will hold positions.
     * @param lastId  ids above it are free for fills and deposits.
     */
    CrashOpening(
            final CrashMarket market,
            final Front front,
            final List<Long> holders,
            final long lastId,
            final Random random) {
        this.market = market;
        this.front = front;
        this.random = random;
        this.lastId = lastId;
        crashing = front.any(random).id();
        isFall = random.nextBoolean();
        gap = market.isWide() ? 0.2 + 0.4 * random.nextDouble() : 0.05 + 0.55 * random.nextDouble();
        marks = new ArrayList<>(market.world().instrumentPrices());
        omnibusShare = market.isWide() ? pick(0.3, 1) : pick(0, 0.3, 1);
        sameOwnerShare = pick(0.1, 0.5, 1);
        final int hit = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(Math.max(1, holders.size() / 2));
        areOthersBusy = random.nextBoolean();
        victims = holders.subList(0, hit);
        others = holders.subList(hit, holders.size());
    }

    /** {@return where it is} */
    Front front() {
        return front;
    }

    /** {@return accounts on the side that it hits} */
    List<Long> victims() {
        return victims;
    }

    /** {@return the instrument that crashes} */
    int crashing() {
        return crashing;
    }

    /** {@return whether its price falls} */
    boolean isFall() {
        return isFall;
    }

    /** {@return by which share of its price} */
    double gap() {
        return gap;
    }

    /** Says what an instrument's price is now. */
    void mark(final int instrument, final long mark) {
        marks.set(instrument, mark);
    }

    /** {@return the commands that make it} */
    List<LogEntry> entries() {
        victims.forEach(this::ruin);
        burdenOthers();
        final List<LogEntry> entries = new ArrayList<>();
        front.pools().forEach(pool -> entries.addAll(fund(pool)));
        deposits.forEach((account, coins) -> endow(entries, account, coins));
        for (final long keeper : market.keepers()) {
            entries.add(deposit(
                    keeper, notional * (market.isWide() ? pick(0.01, 0.03, 0.1) : pick(0.003, 0.01, 0.05))));
        }
        for (final long backstop : market.backstops()) {
            entries.add(deposit(backstop, notional * pick(0.02, 0.2)));
            entries.add(new SettlementEntry.Backstop(backstop, numeraire(notional * pick(0.005, 0.02, 0.1))));
        }
        entries.addAll(trades);
        return entries;
    }

    /**
     * A pool has a share of what is at stake, or nothing, and may pay some of it. Where there are several one has
     * little, and the next one much, and as often as not they may pay all of it.
     */
    private List<LogEntry> fund(final int pool) {
        final List<LogEntry> entries = new ArrayList<>();
        final boolean isPoor = (pool + market.world().chance()) % 2 == 0;
        final double fund = notional * (market.isWide()
                ? isPoor ? pick(0.0005, 0.002, 0.005) : pick(0.05, 0.2, 0.5)
                : pick(0, 0.001, 0.01, 0.01, 0.05, 0.05));
        if (fund > 0) {
            entries.add(new LogEntry.Insurance(pool, front.money(), market.coins(front.money(), fund), ++lastId));
        }
        final double perLiquidation = notional * pick(0, 0.0005, 0.003, 0.003, 0.02, 0.02, 1);
        final boolean hasWindow = random.nextBoolean();
        entries.add(new SettlementEntry.InsuranceLimits(
                pool,
                numeraire(market.isWide() && !hasWindow ? notional : perLiquidation),
                hasWindow ? Math.max(1, numeraire(notional * pick(0.0005, 0.002, 0.01))) : 0,
                hasWindow ? WINDOW_MS : 0));
        return entries;
    }

    private long numeraire(final double coins) {
        return (long) (coins * PPM);
    }

    /** A position on the side that the crash hits, or two. */
    private void ruin(final long victim) {
        final double capital = 500 + random.nextInt(20_000);
        final double maintenance = market.instrument(crashing).maintenance().steps().get(0).ratePpm() / PPM;
        final double size = capital / Math.max(1.5 * maintenance, margin(maintenance));
        deposits.merge(victim, capital, Double::sum);
        final int parts = 1 + random.nextInt(3);
        for (int part = 0; part < parts; part++) {
            trade(crashing, victim, opposite(victim), size / parts, isFall);
        }
        if (random.nextInt(3) == 0) {
            trade(front.any(random).id(), victim, opposite(victim), size / 4, isFall);
        }
    }

    /** Equity for each coin held: some lose more than all of it, some a little more, and some are left with a part. */
    private double margin(final double maintenance) {
        return switch (random.nextInt(4)) {
            case 0 -> gap * random.nextDouble();
            case 1 -> gap - 0.03 * random.nextDouble();
            default -> gap + maintenance * (0.5 + 0.6 * random.nextDouble());
        };
    }

    private long opposite(final long victim) {
        if (random.nextDouble() < omnibusShare) {
            return World.OMNIBUS;
        }
        final boolean isSameOwner = random.nextDouble() < sameOwnerShare;
        final List<Long> candidates =
                others.stream().filter(each -> each % 2 == victim % 2 == isSameOwner).toList();
        return candidates.isEmpty() ? World.OMNIBUS : candidates.get(random.nextInt(candidates.size()));
    }

    /** Some of the others hold what falls or rises with it, too, with more or less to spare. */
    private void burdenOthers() {
        for (final long other : others) {
            if (areOthersBusy && random.nextInt(3) == 0) {
                final int instrument = front.any(random).id();
                final double size = 2_000 + random.nextInt(100_000);
                trade(instrument, other, World.OMNIBUS, size, random.nextInt(4) > 0 == isFall);
            }
        }
    }

    /** Some come late, at the price after the gap: to close would cost them more than they have. */
    List<LogEntry> latecomers() {
        final Set<Long> holders = Set.copyOf(deposits.keySet());
        trades.clear();
        deposits.clear();
        for (final long other : others) {
            if (areOthersBusy && !holders.contains(other) && random.nextInt(3) > 0) {
                trade(crashing, other, World.OMNIBUS, 1_000 + random.nextInt(50_000), !isFall);
            }
        }
        final List<LogEntry> entries = new ArrayList<>();
        deposits.forEach((account, coins) -> endow(entries, account, coins));
        entries.addAll(trades);
        return entries;
    }

    private void trade(
            final int instrument, final long one, final long other, final double coins, final boolean isBuy) {
        final InstrumentTerms terms = market.instrument(instrument);
        final long price = Math.max(1, marks.get(instrument) / terms.tick()) * terms.tick();
        final double thousand = market.coins(front.money(), 1_000);
        final double lot = terms.notional(terms.lot(), price).doubleValue() / thousand * 1_000;
        final long lots = Math.max(1, (long) (coins / lot));
        notional += lots * lot;
        trades.add(new LogEntry.Trade(
                instrument, ++lastId, isBuy ? one : other, isBuy ? other : one, lots * terms.lot(), price, 0, 0));
        provide(one, lots * lot, terms);
        provide(other, lots * lot, terms);
    }

    /** Who is no victim has enough for what it holds, and now and then not much more. */
    private void provide(final long account, final double size, final InstrumentTerms terms) {
        final double maintenance = terms.maintenance().steps().get(1).ratePpm() / PPM;
        if (account != World.OMNIBUS && !victims.contains(account)) {
            deposits.merge(account, size * maintenance * (1.5 + random.nextInt(20)) + 10, Double::sum);
        }
    }

    /** Gives an account so much money; in a wide market now and then another asset of the same value in its place. */
    private void endow(final List<LogEntry> entries, final long account, final double coins) {
        final double share = market.isWide() ? pledgedShare(account) : 0;
        if (share < 1) {
            entries.add(deposit(account, (1 - share) * coins));
        }
        if (share > 0) {
            final double worth = 1 - market.world().terms().assets().get(market.pledged()).lowestHaircutPpm() / PPM;
            entries.add(new LogEntry.Deposit(
                    account, market.pledged(), market.coins(market.pledged(), share * coins / worth), ++lastId));
        }
    }

    private double pledgedShare(final long account) {
        return victims.contains(account) ? pick(0, 0, 0.5, 1) : pick(0, 0, 0, 0.5);
    }

    private LogEntry deposit(final long account, final double coins) {
        return new LogEntry.Deposit(account, front.money(), market.coins(front.money(), coins), ++lastId);
    }

    private double pick(final double... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
