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
import io.evenkeel.model.CollateralOrder;
import io.evenkeel.model.CollateralRules;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.OpenOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * Plays a crash: the opening, the gap, then chance: keepers bid, prices move on, owners pay in. After that only time
 * passes, until no liquidation can go on; insurance pays what is open, so that halted markets go on; and when nothing
 * is left but what pools hold, and collateral that no pool has the means for, somebody rich buys that. What is not over
 * within bounds never ends.
 */
final class CrashScript {
    private static final int MOST_ENTRIES = 6_000;
    private static final double RICH = 1e8;
    private static final int BILLION = 1_000_000_000;
    /** Fills and deposits of a front have ids of their own. */
    private static final long IDS = 1_000_000;
    /** After which no pool will buy collateral any more: it would have, as soon as its auction was over. */
    private static final long PATIENCE_MS = 5L * CollateralRules.AT_LISTING.auctionMs();

    private final CrashMarket market;
    private final Simulation simulation;
    private final ModelBook book;
    private final Random random;
    private final List<CrashOpening> openings = new ArrayList<>();
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
        openings.add(new CrashOpening(market, market.fronts().get(0), market.traders(), 0, random));
        chances = 30 + random.nextInt(150);
        if (market.isWide()) {
            openings.add(new CrashOpening(market, market.fronts().get(1), holdersOfSecond(), IDS, random));
        }
        lastId = 2 * IDS;
    }

    /** Those whom the first front does not hit, or one time in three anybody. */
    private List<Long> holdersOfSecond() {
        final List<Long> spared = new ArrayList<>(market.traders());
        spared.removeAll(openings.get(0).victims());
        return spared.isEmpty() || random.nextInt(3) == 0 ? market.traders() : spared;
    }

    /** {@return the next entry; null when everything is over} */
    LogEntry next() {
        entries++;
        Discrepancy.check(entries < MOST_ENTRIES, () -> "liquidations do not end: " + open());
        if (!isOpened) {
            isOpened = true;
            openings.forEach(opening -> plan.addAll(opening.entries()));
            openings.forEach(this::crash);
            if (market.isWide()) {
                crashAssets();
            }
            openings.forEach(opening -> plan.addAll(opening.latecomers()));
        }
        if (plan.isEmpty()) {
            planMore();
        }
        return plan.poll();
    }

    private void planMore() {
        if (chance < chances) {
            chance++;
            plan.add(market.isWide() && random.nextInt(3) == 0 ? ofAssets() : byChance());
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
    private void crash(final CrashOpening opening) {
        final int steps = 1 + random.nextInt(3);
        for (int step = 1; step <= steps; step++) {
            move(opening, opening.crashing(), opening.gap() * step / steps);
            if (random.nextInt(3) == 0) {
                plan.add(new LogEntry.Timer(1 + random.nextInt(500)));
            }
        }
        for (final InstrumentTerms terms : opening.front().markets()) {
            if (terms.id() != opening.crashing() && random.nextInt(3) == 0) {
                move(opening, terms.id(), opening.gap() * random.nextDouble());
            }
        }
    }

    private void move(final CrashOpening opening, final int instrument, final double share) {
        final long first = market.world().instrumentPrices().get(instrument);
        final double moved = first * (opening.isFall() ? 1 - share : 1 + share);
        opening.mark(instrument, Math.max(1, (long) moved));
        plan.addAll(market.world().price(PricedKind.INSTRUMENT, instrument, Math.max(1, (long) moved)));
    }

    /** What was pledged falls too, as often as not, and what the second front owes moves either way. */
    private void crashAssets() {
        if (random.nextBoolean()) {
            moveAsset(market.pledged(), 1 - 0.4 * random.nextDouble());
        }
        if (random.nextBoolean()) {
            moveAsset(market.fronts().get(1).money(), 0.7 + 0.6 * random.nextDouble());
        }
    }

    private void moveAsset(final int asset, final double times) {
        plan.addAll(market.world().price(
                PricedKind.ASSET, asset, (long) (market.world().assetPrices().get(asset) * times)));
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
            return insurance();
        }
        if (dice < 94) {
            final int money = anyFront().money();
            return new LogEntry.Withdrawal(anyTrader(), money, market.coins(money, 1 + random.nextInt(100)));
        }
        return limits();
    }

    private LogEntry insurance() {
        final Front front = anyFront();
        final int pool = any(front.pools());
        return new LogEntry.Insurance(
                pool, front.money(), market.coins(front.money(), 1 + random.nextInt(2_000)), ++lastId);
    }

    private Front anyFront() {
        return any(market.fronts());
    }

    /** One of several; where there is but one, chance has no part in it. */
    private <T> T any(final List<T> choices) {
        return choices.get(choices.size() == 1 ? 0 : random.nextInt(choices.size()));
    }

    /** Other limits of insurance: what some liquidation has cost so far, half as much in all, or whatever. */
    private LogEntry limits() {
        final long cost = mostCost();
        final int pool = any(market.pools());
        return switch (random.nextInt(3)) {
            case 0 -> new SettlementEntry.InsuranceLimits(pool, cost, 1_000L * BILLION, CrashOpening.WINDOW_MS);
            case 1 -> new SettlementEntry.InsuranceLimits(pool, BILLION, 1 + cost / 2, CrashOpening.WINDOW_MS);
            default -> new SettlementEntry.InsuranceLimits(
                    pool, 1 + random.nextInt(BILLION), BILLION, CrashOpening.WINDOW_MS);
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
        if (AccountStore.isPoolId(account)) {
            return walk();
        }
        final int money = anyFront().money();
        return new LogEntry.Deposit(account, money, market.coins(money, 1 + random.nextInt(20_000)), ++lastId);
    }

    private LogEntry fill() {
        final InstrumentTerms terms = market.instrument(random.nextInt(market.instruments()));
        final long account = debtorButOneIn(3);
        if (AccountStore.isPoolId(account)) {
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

    /** An account in liquidation, those of pools included, if there is one; once in so many times any trader. */
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
        return bid(anyOrder(open));
    }

    private LogEntry bid(final OpenOrder order) {
        final boolean isKeeper = random.nextInt(market.isWide() ? 3 : 8) > 0;
        final long bidder = isKeeper ? market.keepers().get(random.nextInt(market.keepers().size())) : anyTrader();
        final long lot = market.instrument(order.instrument()).lot();
        final long most = affordable(book.account(bidder), market.instrument(order.instrument()));
        final long part = (long) (order.quantity() * random.nextDouble()) / lot * lot + lot;
        final long quantity = random.nextInt(10) == 0 ? order.quantity() : Math.min(part, most);
        return bid(bidder, order, quantity, random.nextInt(market.isWide() && order.isInsured() ? 2 : 4) == 0);
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
        final double capital = Math.max(0, account.balance(terms.settlementAsset()));
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

    // ---------------------------------------------------------------- assets

    /** In wide markets: keepers bid for what pools pay for, and for collateral; what is pledged falls further. */
    private LogEntry ofAssets() {
        final List<OpenOrder> insured = new ArrayList<>();
        open().forEach(account -> insured.add(account.liquidation().order()));
        insured.removeIf(order -> order == null || !order.isInsured());
        if (!insured.isEmpty() && random.nextInt(3) > 0) {
            return bid(any(insured));
        }
        final List<CollateralOrder> orders = new ArrayList<>();
        open().forEach(account -> orders.add(account.liquidation().collateral()));
        orders.removeIf(Objects::isNull);
        if (orders.isEmpty() || random.nextInt(4) == 0) {
            return random.nextInt(3) == 0 ? walkAsset() : bid();
        }
        return bid(any(orders));
    }

    private LogEntry walkAsset() {
        final boolean isPledged = random.nextInt(3) > 0;
        final int asset = isPledged ? market.pledged() : market.fronts().get(1).money();
        final long price = book.market().price(asset);
        final long step = Math.max(1, price * (1 + random.nextInt(random.nextBoolean() ? 200 : 30)) / 1_000);
        final boolean isFall = random.nextInt(isPledged ? 4 : 2) > 0;
        plan.addAll(market.world().price(PricedKind.ASSET, asset, isFall ? price - step : price + step));
        return plan.poll();
    }

    /** A keeper bids for as much collateral as it can pay for, now and then for less than the index. */
    private LogEntry bid(final CollateralOrder order) {
        final long keeper = random.nextInt(8) > 0 ? any(market.keepers()) : anyTrader();
        final double has = Math.max(0, book.account(keeper).balance(order.debtAsset()));
        final double worth = market.coins(order.asset(), 1_000.0) / (double) market.coins(order.debtAsset(), 1_000.0);
        final long most = 1 + (long) (has * worth * random.nextDouble());
        final long price = book.market().price(order.asset());
        final long limit = random.nextInt(3) == 0 ? price - price * random.nextInt(50) / 1_000 : price;
        return new LogEntry.CollateralBid(
                keeper, order.liquidation(), order.asset(), Math.min(order.quantity(), most), Math.max(1, limit));
    }

    // ---------------------------------------------------------------- the end

    private List<ModelAccount> open() {
        final List<ModelAccount> open = new ArrayList<>(book.accounts());
        open.removeIf(account -> account.liquidation() == null);
        return open;
    }

    /** Whether time alone brings something about: what pools hold waits for a bid, halted markets for money. */
    private boolean canGoOn() {
        if (simulation.engine().inspector().isTaskRunning() || book.breaches().count() > 0 || isAnythingCharged()) {
            return true;
        }
        return open().stream().anyMatch(account -> !AccountStore.isPoolId(account.id()) && isSellable(account))
                || isPoolToBeginAnew();
    }

    private boolean isPoolToBeginAnew() {
        return book.accounts().stream().anyMatch(account ->
                AccountStore.isPoolId(account.id()) && !account.isFlat() && account.liquidation() == null);
    }

    private boolean isSellable(final ModelAccount account) {
        final CollateralOrder order = account.liquidation().collateral();
        if (order != null && !order.isPaused()) {
            return simulation.feeder().timeMs() - order.startTimeMs() < PATIENCE_MS;
        }
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

    /** Pools get what is open in their markets, or a part of it first. */
    private void cover() {
        final Map<Segment, Long> missing = new TreeMap<>();
        market.world().terms().instruments().forEach(terms ->
                missing.merge(Segment.of(terms), book.deficits().open(terms.id()), Long::sum));
        missing.values().removeIf(open -> open == 0);
        missing.forEach((segment, open) -> plan.add(new LogEntry.Insurance(
                segment.pool(), segment.asset(), random.nextInt(3) == 0 ? 1 + open / 2 : open, ++lastId)));
        plan.add(new LogEntry.Timer(100));
    }

    /** Somebody rich buys what pools hold, and what is for sale; the insurance that pools then have is worth that. */
    private void rescue() {
        if (!isRescued) {
            isRescued = true;
            market.rescuers().forEach(rescuer -> market.fronts().forEach(front -> plan.add(new LogEntry.Deposit(
                    rescuer, front.money(), market.coins(front.money(), RICH), ++lastId))));
        }
        final long rescuer = market.rescuers().get(random.nextInt(market.rescuers().size()));
        for (final ModelAccount account : open()) {
            final OpenOrder order = account.liquidation().order();
            if (order != null) {
                plan.add(bid(rescuer, order, order.quantity(), true));
            }
            final CollateralOrder collateral = account.liquidation().collateral();
            if (collateral != null) {
                plan.add(new LogEntry.CollateralBid(
                        rescuer, collateral.liquidation(), collateral.asset(), collateral.quantity(),
                        book.market().price(collateral.asset())));
            }
        }
        plan.add(new LogEntry.Timer(100));
    }
}
