package io.evenkeel.core.sim;

import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.OrderEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.model.CollateralOrder;
import io.evenkeel.model.Health;
import io.evenkeel.model.InitialRates;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Market;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.ModelInstruction;
import io.evenkeel.model.OpenOrder;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes fills, deposits, withdrawals and bids: some reckless, some that leave an account a hair above its margin. */
final class Trader {
    private static final double[] UNITS_PER_COIN = {1e6, 1e8 / 50_000, 1e8 / 3_000};

    private final Simulation simulation;
    private final ModelBook book;
    private final OrderMaker orders;
    private final Random random;
    private final List<ModelAccount> accounts;
    private long lastId;

    Trader(final Simulation simulation, final Random random) {
        this.simulation = simulation;
        this.random = random;
        book = simulation.book();
        orders = new OrderMaker(book, random);
        accounts = EntryMaker.standardAccounts(book);
    }

    /** {@return an entry for a throw of 0 to 359} */
    LogEntry next(final int dice) {
        if (dice < 50) {
            return fill();
        }
        if (dice < 72) {
            return order();
        }
        if (dice < 120) {
            return tighten();
        }
        if (dice < 165) {
            return deposit();
        }
        if (dice < 185) {
            return withdrawal();
        }
        if (dice < 190) {
            return transfer();
        }
        if (dice < 195) {
            return confirmation();
        }
        if (dice < 199) {
            return insurance();
        }
        if (dice < 201) {
            return new LogEntry.HashRequest();
        }
        return bid();
    }

    /** {@return an entry about orders, fees or a fill that turns out to be another} */
    LogEntry order() {
        return OrderMaker.isBuilt() ? orders.next(fill()) : fill();
    }

    /** {@return an entry that touches an account: money, or one lot against the venue} */
    LogEntry touch(final long account) {
        final int asset = random.nextInt(3);
        if (random.nextBoolean()) {
            return new LogEntry.Deposit(account, asset, units(asset, 1, 3_000), ++lastId);
        }
        final InstrumentTerms terms = anInstrument();
        final boolean isBuy = random.nextBoolean();
        final long price = Math.max(1, book.market().mark(terms.id()) / terms.tick()) * terms.tick();
        return new LogEntry.Trade(
                terms.id(), ++lastId, isBuy ? account : World.OMNIBUS, isBuy ? World.OMNIBUS : account, terms.lot(),
                price, 0, 0);
    }

    private ModelAccount anyone() {
        return accounts.get(random.nextInt(accounts.size()));
    }

    private long units(final int asset, final int from, final int to) {
        return Math.max(1, (long) ((from + random.nextInt(to - from)) * UNITS_PER_COIN[asset]));
    }

    private LogEntry deposit() {
        final ModelAccount account = random.nextBoolean() ? anyone() : poorest();
        final int asset = random.nextInt(3);
        final boolean isLarge = account.id() % 5 == 0 || random.nextInt(4) == 0;
        final long amount = random.nextInt(5) == 0
                ? 1 + random.nextInt(20)
                : units(asset, isLarge ? 20_000 : 100, isLarge ? 200_000 : 4_000);
        return new LogEntry.Deposit(account.id(), asset, amount, ++lastId);
    }

    private ModelAccount poorest() {
        ModelAccount poorest = anyone();
        BigInteger least = null;
        for (int i = 0; i < 6; i++) {
            final ModelAccount candidate = anyone();
            final BigInteger equity = book.judge().maintenance(candidate, book.market()).equity();
            if (least == null || equity.compareTo(least) < 0) {
                least = equity;
                poorest = candidate;
            }
        }
        return poorest;
    }

    private LogEntry withdrawal() {
        if (random.nextInt(3) > 0) {
            final LogEntry beyond = withdrawalBeyondCorner();
            if (beyond != null) {
                return beyond;
            }
        }
        final ModelAccount account = anyone();
        final int asset = random.nextInt(3);
        final long balance = Math.max(1, account.balance(asset));
        final long amount = random.nextInt(6) == 0 ? balance : 1 + (long) (random.nextDouble() * balance);
        return new LogEntry.Withdrawal(account.id(), asset, amount);
    }

    private LogEntry transfer() {
        return transfer((LogEntry.Withdrawal) withdrawal());
    }

    /** The same, but to another account of its owner, if there is one. */
    private LogEntry transfer(final LogEntry.Withdrawal wanted) {
        final List<ModelAccount> others = accounts.stream()
                .filter(account -> account.id() % 2 == wanted.account() % 2 && account.id() != wanted.account())
                .toList();
        return others.isEmpty()
                ? wanted
                : new LogEntry.Transfer(wanted.account(), others.get(random.nextInt(others.size())).id(),
                        wanted.asset(), wanted.amount());
    }

    private LogEntry insurance() {
        return new LogEntry.Insurance(
                random.nextInt(World.POOLS), random.nextInt(3), 1 + random.nextInt(1_000_000), ++lastId);
    }

    /** {@return insurance for what is missing in a market and can be charged to nobody: half of it, or all} */
    LogEntry coverage() {
        final List<InstrumentTerms> lacking = book.terms().instruments().stream()
                .filter(terms -> book.deficits().open(terms.id()) > 0).toList();
        if (lacking.isEmpty()) {
            return insurance();
        }
        final InstrumentTerms terms = lacking.get(random.nextInt(lacking.size()));
        final long open = book.deficits().open(terms.id());
        return new LogEntry.Insurance(
                terms.pool(), terms.settlementAsset(), random.nextInt(4) == 0 ? open - open / 2 : open, ++lastId);
    }

    /** {@return a little of what one has who can afford it: taken out, moved to another account, or ventured} */
    LogEntry affordable() {
        final ModelAccount account = richest();
        if (random.nextInt(3) == 0) {
            final InstrumentTerms terms = anInstrument();
            return new OrderEntry.Credit(account.id(), terms.id(), random.nextBoolean() ? Side.BUY : Side.SELL,
                    (1L + random.nextInt(3)) * terms.lot(), book.market().mark(terms.id()));
        }
        final LogEntry.Withdrawal little = littleOf(account);
        return random.nextInt(3) == 0 ? little : transfer(little);
    }

    private LogEntry.Withdrawal littleOf(final ModelAccount account) {
        final int first = random.nextInt(3);
        final int asset = account.balance(first) > 0 ? first : (first + 1) % 3;
        final long amount = 2 + (long) (random.nextDouble() * Math.max(0, account.balance(asset)) / 20);
        return new LogEntry.Withdrawal(account.id(), asset, amount);
    }

    /** {@return what makes withdrawals of an asset wait for a while, and one of them} */
    List<LogEntry> delayedWithdrawal() {
        final LogEntry.Withdrawal little = littleOf(richest());
        return List.of(
                new SettlementEntry.CollateralLimits(little.asset(), 0, 0, 0, 0, 1, 1 + random.nextInt(20_000)),
                little);
    }

    LogEntry confirmation() {
        final List<ModelInstruction> open = List.copyOf(book.instructions());
        final boolean isKnown = !open.isEmpty() && random.nextInt(10) > 0;
        return new LogEntry.Confirmation(
                isKnown ? open.get(random.nextInt(open.size())).id() : random.nextInt(50),
                random.nextBoolean() ? InstructionOutcome.CONFIRMED : InstructionOutcome.FAILED);
    }

    /** {@return somebody takes back a withdrawal: one that waits, or any; its owner, another one, or the operator} */
    LogEntry cancellation(final List<ModelInstruction> waiting) {
        final List<ModelInstruction> open = List.copyOf(book.instructions());
        final ModelInstruction one = random.nextBoolean()
                ? waiting.get(random.nextInt(waiting.size()))
                : open.get(random.nextInt(open.size()));
        final int participant = switch (random.nextInt(6)) {
            case 0 -> Parties.EVEN_OWNER;
            case 1 -> Parties.GENESIS;
            default -> Parties.ownerOf(one.account());
        };
        return new LogEntry.Cancellation(random.nextInt(6) == 0 ? one.id() + 1_000 : one.id(), participant);
    }

    /** Takes out one unit more than the slack of an account's corner, or just the slack; null if nobody can. */
    private LogEntry withdrawalBeyondCorner() {
        for (int i = 0; i < accounts.size(); i++) {
            final ModelAccount account = anyone();
            if (!account.isFrozen() && !account.isFlat() && account.balance(0) > 0) {
                final AccountReport report = simulation.engine().inspector().account(account.id());
                if (!report.isCrossed() && report.liquidation() == 0) {
                    final BigInteger slack = book.terms().floor(simulation.cornerMargin(report));
                    final BigInteger amount = slack.add(BigInteger.valueOf(random.nextInt(4) == 0 ? 0 : 1));
                    if (amount.signum() > 0 && amount.compareTo(BigInteger.valueOf(account.balance(0))) <= 0) {
                        return new LogEntry.Withdrawal(account.id(), 0, amount.longValueExact());
                    }
                }
            }
        }
        return null;
    }

    private LogEntry.Trade fill() {
        final InstrumentTerms terms = anInstrument();
        final ModelAccount account = anyone();
        final long mark = book.market().mark(terms.id());
        final long quantity = quantityFor(account, terms, mark);
        final long off = random.nextInt(5) == 0 ? mark * (random.nextInt(9) - 4) / 200 : 0;
        final long price = Math.max(terms.tick(), (mark + off) / terms.tick() * terms.tick());
        final long other = random.nextInt(3) == 0 ? World.OMNIBUS : anyone().id();
        if (other == account.id()) {
            return fill();
        }
        final boolean isBuy = random.nextBoolean();
        final long fee = random.nextInt(3) == 0 ? random.nextInt(1_000) : 0;
        return new LogEntry.Trade(
                terms.id(), ++lastId, isBuy ? account.id() : other, isBuy ? other : account.id(),
                random.nextInt(60) == 0 ? quantity + 1 : quantity, price, fee, random.nextInt(4) == 0 ? fee : 0);
    }

    private InstrumentTerms anInstrument() {
        return book.terms().instruments().get(random.nextInt(book.terms().instruments().size()));
    }

    /** A quantity whose notional is up to some multiple of the account's equity. */
    private long quantityFor(final ModelAccount account, final InstrumentTerms terms, final long mark) {
        final BigInteger equity = book.judge().maintenance(account, book.market()).equity().max(BigInteger.ONE);
        final BigInteger lot = terms.notional(terms.lot(), mark).multiply(BigInteger.valueOf(1_000_000))
                .multiply(book.judge().weightedPrice(terms.settlementAsset(), book.market(), 1));
        final long most = equity.multiply(BigInteger.valueOf(1 + random.nextInt(12))).divide(lot)
                .min(BigInteger.valueOf(100_000)).longValue();
        return (1 + (long) (random.nextDouble() * most)) * terms.lot();
    }

    /** One lot against the venue with a fee that leaves H a hair above zero, or now and then a unit below. */
    private LogEntry tighten() {
        final ModelAccount account = anyone();
        final InstrumentTerms terms = anInstrument();
        final Market market = book.market();
        final Health health = book.judge().maintenance(account, market.judged());
        if (account.isFlat() || account.isFrozen() || health.isShort()) {
            return fill();
        }
        final boolean isBuy = account.position(terms.id()).quantity() >= 0;
        final long price = Math.max(1, market.mark(terms.id()) / terms.tick()) * terms.tick();
        final ModelAccount after = account.copy();
        after.book(terms, market, isBuy ? terms.lot() : -terms.lot(), price);
        final long fee = largestFee(after, terms.settlementAsset())
                + (random.nextInt(12) == 0 ? 1 : 0) - (random.nextInt(3) == 0 ? random.nextInt(50) : 0);
        return new LogEntry.Trade(
                terms.id(), ++lastId, isBuy ? account.id() : World.OMNIBUS, isBuy ? World.OMNIBUS : account.id(),
                terms.lot(), price, isBuy ? Math.max(0, fee) : 0, isBuy ? 0 : Math.max(0, fee));
    }

    private long largestFee(final ModelAccount account, final int asset) {
        long low = 0;
        long high = units(asset, 1_000_000, 1_000_001);
        while (low < high) {
            final long middle = low + (high - low + 1) / 2;
            final ModelAccount charged = account.copy();
            charged.credit(asset, -middle);
            if (book.judge().maintenance(charged, book.market().judged()).isShort()) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private LogEntry bid() {
        if (random.nextInt(4) == 0) {
            return collateralBid();
        }
        final List<OpenOrder> orders = new ArrayList<>();
        for (final ModelAccount account : accounts) {
            if (account.liquidation() != null && account.liquidation().order() != null) {
                orders.add(account.liquidation().order());
            }
        }
        if (orders.isEmpty()) {
            return fill();
        }
        final OpenOrder order = orders.get(random.nextInt(orders.size()));
        final InstrumentTerms terms = book.terms().instruments().get(order.instrument());
        final ModelAccount keeper = random.nextInt(3) > 0 ? richest() : anyone();
        final boolean isSale = order.side() == Side.SELL;
        final long lots = order.quantity() / terms.lot();
        final long quantity = random.nextInt(3) > 0
                ? order.quantity() * (1 + random.nextInt(2))
                : (1 + (long) (random.nextDouble() * lots)) * terms.lot();
        final boolean isAny = random.nextInt(5) > 0;
        final long limit = isAny ? (isSale ? order.mark() * 2 : terms.tick()) : order.mark();
        return new LogEntry.Bid(
                keeper.id(), order.liquidation(), terms.id(), quantity,
                Math.max(1, limit / terms.tick()) * terms.tick());
    }

    private LogEntry collateralBid() {
        final List<CollateralOrder> orders = new ArrayList<>();
        for (final ModelAccount account : accounts) {
            if (account.liquidation() != null && account.liquidation().collateral() != null) {
                orders.add(account.liquidation().collateral());
            }
        }
        if (orders.isEmpty()) {
            return new LogEntry.CollateralBid(anyone().id(), 1 + random.nextInt(50), random.nextInt(3), 1, 1);
        }
        final CollateralOrder order = orders.get(random.nextInt(orders.size()));
        final long quantity = switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1, 2 -> 1 + (long) (random.nextDouble() * order.quantity());
            default -> order.quantity() * 2;
        };
        final long limit = random.nextInt(5) == 0 ? 1 : book.market().assetPrice(order.asset(), 0);
        return new LogEntry.CollateralBid(
                (random.nextInt(3) > 0 ? richest() : anyone()).id(), order.liquidation(), order.asset(), quantity,
                limit);
    }

    private ModelAccount richest() {
        final InitialRates rates = book.initialRates();
        ModelAccount richest = anyone();
        BigInteger most = null;
        for (int i = 0; i < 8; i++) {
            final ModelAccount candidate = anyone();
            final BigInteger margin = book.judge()
                    .initial(candidate, book.market(), rates).margin();
            if (!candidate.isFrozen() && (most == null || margin.compareTo(most) > 0)) {
                most = margin;
                richest = candidate;
            }
        }
        return richest;
    }
}
