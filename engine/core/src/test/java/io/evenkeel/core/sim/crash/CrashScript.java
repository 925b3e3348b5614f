package io.evenkeel.core.sim.crash;

import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.sim.Discrepancy;
import io.evenkeel.core.sim.Simulation;
import io.evenkeel.core.sim.World;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.OpenOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Plays a crash: the opening, the gap, then chance: keepers bid, prices move on, owners pay in. After that only time
 * passes, until no liquidation can go on; insurance pays what is open, so that halted markets go on; and when nothing
 * is left but what the pool holds, somebody rich buys that. What is not over within bounds never ends.
 */
final class CrashScript {
    private static final int MOST_ENTRIES = 6_000;
    private static final double RICH = 1e8;
    private static final int BILLION = 1_000_000_000;

    private final CrashMarket market;
    private final Simulation simulation;
    private final ModelBook book;
    private final Random random;
    private final CrashOpening opening;
    private final Deque<LogEntry> plan = new ArrayDeque<>();
    private final int chances;
    private long lastId;
    private int entries;
    private int chance;
    private boolean isOpened;
    private boolean isRescued;

    CrashScript(final CrashMarket market, final Simulation simulation, final Random random) {
        this.market = market;
        this.simulation = simulation;
        this.random = random;
        book = simulation.book();
        opening = new CrashOpening(market, random);
        chances = 30 + random.nextInt(150);
    }

    /** {@return the next entry; null when everything is over} */
    LogEntry next() {
        entries++;
        Discrepancy.check(entries < MOST_ENTRIES, () -> "liquidations do not end: " + open());
        if (!isOpened) {
            isOpened = true;
            plan.addAll(opening.entries());
            crash();
            plan.addAll(opening.latecomers());
            lastId = opening.lastId();
        }
        if (plan.isEmpty()) {
            planMore();
        }
        return plan.poll();
    }

    private void planMore() {
        if (chance < chances) {
            chance++;
            plan.add(byChance());
        } else if (!book.instructions().isEmpty()) {
            answer();
        } else if (canGoOn()) {
            plan.add(new LogEntry.Timer(50L + random.nextInt(300)));
        } else if (isAnythingMissing()) {
            cover();
        } else if (!open().isEmpty()) {
            rescue();
        }
    }

    /** The gateway pays what was withdrawn: debts wait for that. */
    private void answer() {
        book.instructions().forEach(instruction ->
                plan.add(new LogEntry.Confirmation(instruction.id(), InstructionOutcome.CONFIRMED)));
    }

    // ---------------------------------------------------------------- the gap

    /** The gap, in one step or several, alone or with other instruments. */
    private void crash() {
        final int steps = 1 + random.nextInt(3);
        for (int step = 1; step <= steps; step++) {
            move(opening.crashing(), opening.gap() * step / steps);
            if (random.nextInt(3) == 0) {
                plan.add(new LogEntry.Timer(1 + random.nextInt(500)));
            }
        }
        for (int id = 0; id < market.instruments(); id++) {
            if (id != opening.crashing() && random.nextInt(3) == 0) {
                move(id, opening.gap() * random.nextDouble());
            }
        }
    }

    private void move(final int instrument, final double share) {
        final long first = market.world().instrumentPrices().get(instrument);
        final double moved = first * (opening.isFall() ? 1 - share : 1 + share);
        opening.mark(instrument, Math.max(1, (long) moved));
        plan.addAll(market.world().price(PricedKind.INSTRUMENT, instrument, Math.max(1, (long) moved)));
    }

    // ---------------------------------------------------------------- chance

    private LogEntry byChance() {
        if (random.nextInt(8) == 0 && mostCost() > 0) {
            return limits();
        }
        final int dice = random.nextInt(100);
        if (dice < 40) {
            return new LogEntry.Timer(20L + random.nextInt(300));
        }
        if (dice < 73) {
            return bid();
        }
        if (dice < 79) {
            return walk();
        }
        if (dice < 83) {
            return payIn();
        }
        if (dice < 90) {
            return fill();
        }
        if (dice < 92) {
            return new LogEntry.Insurance(market.money(), market.coins(1 + random.nextInt(2_000)), ++lastId);
        }
        if (dice < 94) {
            return new LogEntry.Withdrawal(anyTrader(), market.money(), market.coins(1 + random.nextInt(100)));
        }
        return limits();
    }

    /** Other limits of insurance: what some liquidation has cost so far, half as much in all, or whatever. */
    private LogEntry limits() {
        final long cost = mostCost();
        return switch (random.nextInt(3)) {
            case 0 -> new SettlementEntry.InsuranceLimits(cost, 1_000L * BILLION, CrashOpening.WINDOW_MS);
            case 1 -> new SettlementEntry.InsuranceLimits(BILLION, 1 + cost / 2, CrashOpening.WINDOW_MS);
            default -> new SettlementEntry.InsuranceLimits(
                    1 + random.nextInt(BILLION), BILLION, CrashOpening.WINDOW_MS);
        };
    }

    private long mostCost() {
        return open().stream().mapToLong(account -> account.liquidation().cost()).max().orElse(0);
    }

    private LogEntry walk() {
        final int instrument = random.nextInt(market.instruments());
        final long mark = book.market().mark(instrument);
        final long step = Math.max(1, mark * (1 + random.nextInt(random.nextInt(6) == 0 ? 80 : 10)) / 1_000);
        plan.addAll(market.world().price(
                PricedKind.INSTRUMENT, instrument, Math.max(1, random.nextBoolean() ? mark + step : mark - step)));
        return plan.poll();
    }

    private LogEntry payIn() {
        final long account = debtorButOneIn(4);
        return account == AccountStore.POOL_ID
                ? walk()
                : new LogEntry.Deposit(account, market.money(), market.coins(1 + random.nextInt(20_000)), ++lastId);
    }

    private LogEntry fill() {
        final InstrumentTerms terms = market.instrument(random.nextInt(market.instruments()));
        final long account = debtorButOneIn(3);
        if (account == AccountStore.POOL_ID) {
            return walk();
        }
        if (book.account(account).isFrozen()) {
            return reduce(account, terms);
        }
        return trade(account, terms, random.nextBoolean(), terms.lot() * (1 + random.nextInt(20)), 0);
    }

    /** It may reduce its position, up to 5 % off the mark, and be left with a debt by that. */
    private LogEntry reduce(final long account, final InstrumentTerms terms) {
        final long held = book.account(account).position(terms.id()).quantity();
        if (held == 0) {
            return walk();
        }
        final long lots = Math.abs(held) / terms.lot();
        final long closed = random.nextBoolean() ? lots : 1 + random.nextLong(lots);
        return trade(account, terms, held < 0, closed * terms.lot(), random.nextInt(100_001) - 50_000);
    }

    private LogEntry trade(
            final long account,
            final InstrumentTerms terms,
            final boolean isBuy,
            final long quantity,
            final int offMarkPpm) {
        final long mark = book.market().mark(terms.id());
        return new LogEntry.Trade(
                terms.id(), ++lastId, isBuy ? account : World.OMNIBUS, isBuy ? World.OMNIBUS : account,
                quantity, onGrid(mark + mark * offMarkPpm / 1_000_000, terms), 0, 0);
    }

    /** An account in liquidation, the pool's included, if there is one; once in so many times any trader. */
    private long debtorButOneIn(final int times) {
        final List<ModelAccount> open = open();
        return open.isEmpty() || random.nextInt(times) == 0
                ? anyTrader()
                : open.get(random.nextInt(open.size())).id();
    }

    private long anyTrader() {
        return market.traders().get(random.nextInt(market.traders().size()));
    }

    private static long onGrid(final long price, final InstrumentTerms terms) {
        return Math.max(1, price / terms.tick()) * terms.tick();
    }

    /** A keeper with little capital bids for what it can hold; most do not pay more than the mark. */
    private LogEntry bid() {
        final List<ModelAccount> open = open();
        open.removeIf(account -> account.liquidation().order() == null);
        if (open.isEmpty()) {
            return new LogEntry.Timer(1 + random.nextInt(100));
        }
        final OpenOrder order = anyOrder(open);
        final boolean isKeeper = random.nextInt(8) > 0;
        final long bidder = isKeeper ? market.keepers().get(random.nextInt(market.keepers().size())) : anyTrader();
        final long lot = market.instrument(order.instrument()).lot();
        final long most = affordable(book.account(bidder), market.instrument(order.instrument()));
        final long part = (long) (order.quantity() * random.nextDouble()) / lot * lot + lot;
        final long quantity = random.nextInt(10) == 0 ? order.quantity() : Math.min(part, most);
        return bid(bidder, order, quantity, random.nextInt(4) == 0);
    }

    /** One that insurance pays for rather than another: its time is short. */
    private OpenOrder anyOrder(final List<ModelAccount> open) {
        OpenOrder order = open.get(random.nextInt(open.size())).liquidation().order();
        for (int looks = 0; looks < 2 && !order.isInsured(); looks++) {
            order = open.get(random.nextInt(open.size())).liquidation().order();
        }
        return order;
    }

    private long affordable(final ModelAccount account, final InstrumentTerms terms) {
        final long mark = book.market().mark(terms.id());
        final double capital = Math.max(0, account.balance(market.money()));
        final double most = capital * 1e6 / terms.initial().steps().get(0).ratePpm() * (0.2 + random.nextDouble());
        return (1 + (long) (most / terms.notional(terms.lot(), mark).doubleValue())) * terms.lot();
    }

    private LogEntry bid(final long bidder, final OpenOrder order, final long quantity, final boolean isAtAnyPrice) {
        final InstrumentTerms terms = market.instrument(order.instrument());
        final boolean isSale = order.side() == Side.SELL;
        final long mark = book.market().mark(terms.id());
        final long limit = isAtAnyPrice ? isSale ? 4 * mark : terms.tick() : mark;
        return new LogEntry.Bid(bidder, order.liquidation(), terms.id(), quantity, onGrid(limit, terms));
    }

    // ---------------------------------------------------------------- the end

    private List<ModelAccount> open() {
        final List<ModelAccount> open = new ArrayList<>(book.accounts());
        open.removeIf(account -> account.liquidation() == null);
        return open;
    }

    /** Whether time alone brings something about: what the pool holds waits for a bid, halted markets for money. */
    private boolean canGoOn() {
        if (simulation.engine().inspector().isTaskRunning() || book.breaches().count() > 0 || isAnythingCharged()) {
            return true;
        }
        return open().stream().anyMatch(account -> account.id() != AccountStore.POOL_ID && isSellable(account))
                || isPoolToBeginAnew();
    }

    private boolean isPoolToBeginAnew() {
        final ModelAccount pool = book.account(AccountStore.POOL_ID);
        return pool != null && !pool.isFlat() && pool.liquidation() == null;
    }

    private boolean isSellable(final ModelAccount account) {
        for (int id = 0; id < market.instruments(); id++) {
            if (account.position(id).quantity() != 0
                    && book.market().allowsLiquidation(PricedKind.INSTRUMENT, id)) {
                return true;
            }
        }
        return account.isFlat();
    }

    /** In a halted market nobody is charged before what is open there is covered. */
    private boolean isAnythingCharged() {
        for (int id = 0; id < market.instruments(); id++) {
            if (book.deficits().of(id, true) + book.deficits().of(id, false) > 0
                    && book.market().allowsLiquidation(PricedKind.INSTRUMENT, id)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAnythingMissing() {
        return book.deficits().isAny();
    }

    /** Insurance gets what is open, or a part of it first. */
    private void cover() {
        long missing = 0;
        for (int id = 0; id < market.instruments(); id++) {
            missing += book.deficits().open(id);
        }
        final long part = random.nextInt(3) == 0 ? 1 + missing / 2 : missing;
        plan.add(new LogEntry.Insurance(market.money(), part, ++lastId));
        plan.add(new LogEntry.Timer(100));
    }

    /** Somebody rich buys what the pool holds; the insurance that it then has is worth that. */
    private void rescue() {
        if (!isRescued) {
            isRescued = true;
            market.rescuers().forEach(rescuer -> plan.add(
                    new LogEntry.Deposit(rescuer, market.money(), market.coins(RICH), ++lastId)));
        }
        final long rescuer = market.rescuers().get(random.nextInt(market.rescuers().size()));
        for (final ModelAccount account : open()) {
            final OpenOrder order = account.liquidation().order();
            if (order != null) {
                plan.add(bid(rescuer, order, order.quantity(), true));
            }
        }
        plan.add(new LogEntry.Timer(100));
    }
}
