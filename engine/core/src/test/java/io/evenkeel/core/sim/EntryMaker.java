package io.evenkeel.core.sim;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.gate.CommandTemplate;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.ModelInstruction;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Makes the entries of a simulated market, one after another, by chance and by what the market looks like. */
public final class EntryMaker {
    /** One entry of so many that come so far is about how prices are formed; of fewer while one is to be mended. */
    private static final int PRICES_SELDOM = 70;
    private static final int MENDED_SOON = 15;
    /** While a deficit is open nothing goes out: one of so many covers it then, of so many something goes out else. */
    private static final int COVERED_SOON = 40;
    private static final int AFFORDED = 40;
    /** One entry of so many that come so far changes how positions or collateral are sold. */
    private static final int RULES_CHANGED = 80;
    /** One entry of so many makes withdrawals wait; while one does, one of so many takes one back. */
    private static final int DELAYED = 75;
    private static final int CANCELLED_SOON = 20;

    private final Simulation simulation;
    private final ModelBook book;
    private final Random random;
    private final Adversary adversary;
    private final Trader trader;
    private final TermsMaker terms;
    private final SettlementMaker settlement;
    private final MarketMaker markets;
    private final PriceMaker prices;
    private final PartyMaker parties;
    private final WaterfallMaker waterfall;
    private final WrongMaker wrong;
    private final List<LogEntry> setup;
    private final Deque<LogEntry> plan = new ArrayDeque<>();
    private final boolean hasBooks;
    private final int calm;

    /** Makes a maker for one simulation. */
    public EntryMaker(final Simulation simulation, final Random random) {
        hasBooks = CommandTemplate.BOOK_TOP.isBuilt();
        this.simulation = simulation;
        this.random = random;
        book = simulation.book();
        adversary = new Adversary(simulation, random);
        trader = new Trader(simulation, random);
        terms = new TermsMaker(book.terms(), random);
        settlement = new SettlementMaker(random);
        markets = new MarketMaker(simulation.world(), book, random);
        prices = new PriceMaker(simulation.world(), book, random);
        parties = new PartyMaker(book, random);
        waterfall = new WaterfallMaker(book, random);
        wrong = new WrongMaker(simulation.world(), random);
        setup = simulation.world().setup();
        calm = 1 + random.nextInt(30);
    }

    /** {@return the next entry} */
    public LogEntry next() {
        if (!plan.isEmpty()) {
            return plan.poll();
        }
        final Optional<AccountReport> crossed =
                simulation.reports().stream().filter(AccountReport::isCrossed).findFirst();
        if (crossed.isPresent() && random.nextInt(3) == 0) {
            return trader.touch(crossed.get().account());
        }
        if (adversary.isAtWork() && random.nextInt(12) > 0) {
            return adversary.next();
        }
        if (random.nextInt(40) == 0) {
            return foreign();
        }
        if (random.nextInt(14) == 0) {
            return wrong.next();
        }
        if (random.nextInt(24) == 0) {
            return parties.next();
        }
        final boolean isLacking = book.deficits().isAny();
        if (random.nextInt(isLacking ? COVERED_SOON : AFFORDED) == 0) {
            return isLacking ? trader.coverage() : trader.affordable();
        }
        if (random.nextInt(40) == 0) {
            return trader.order();
        }
        if (random.nextInt(60) == 0) {
            return terms.next();
        }
        if (random.nextInt(50) == 0) {
            return markets.next();
        }
        if (random.nextInt(prices.isMending() ? MENDED_SOON : PRICES_SELDOM) == 0) {
            plan.addAll(prices.next());
            return plan.poll();
        }
        if (random.nextInt(50) == 0) {
            return waterfall.next();
        }
        if (random.nextInt(RULES_CHANGED) == 0) {
            return waterfall.rules();
        }
        if (hasBooks && random.nextInt(40) == 0) {
            return settlement.next();
        }
        if (random.nextInt(DELAYED) == 0) {
            plan.addAll(trader.delayedWithdrawal());
            return plan.poll();
        }
        final List<ModelInstruction> waiting = simulation.waitingWithdrawals();
        if (!waiting.isEmpty() && random.nextInt(CANCELLED_SOON) == 0) {
            return trader.cancellation(waiting);
        }
        if (book.instructions().size() > 20 && random.nextInt(10) == 0) {
            return trader.confirmation();
        }
        return usual(random.nextInt(1_000));
    }

    /** What there is most of. */
    private LogEntry usual(final int dice) {
        if (dice < 535) {
            return price(dice);
        }
        if (dice < 560) {
            return hasBooks ? book() : walk();
        }
        if (dice < 620) {
            return new LogEntry.Timer(random.nextInt(30) == 0 ? 10_000 : 1 + random.nextInt(1_200));
        }
        if (dice < 640) {
            return outage(dice);
        }
        return trader.next(dice - 640);
    }

    /** A book about the mark, on one side of it more often than not, so that premiums add up. */
    private LogEntry book() {
        final InstrumentTerms terms = book.terms().instruments().get(
                random.nextInt(book.terms().instruments().size()));
        final long mark = book.market().mark(terms.id());
        final long off = mark * (random.nextInt(41) - 25) / 1_000;
        final long half = 1L + random.nextInt(5);
        final long middle = Math.max(20, (mark + off) / terms.tick());
        return new LogEntry.BookTop(
                terms.id(), (middle - half) * terms.tick(), (middle + half) * terms.tick(), middle * terms.tick(),
                random.nextInt(9) == 0 ? 0 : (middle - 2 * half) * terms.tick(),
                random.nextInt(9) == 0 ? 0 : (middle + 2 * half) * terms.tick(), depth(terms));
    }

    /** Of the size of what is held, so that some liquidations are large for it; now and then none is known. */
    private long depth(final InstrumentTerms terms) {
        final long largest = book.accounts().stream()
                .filter(account -> !account.isOmnibus())
                .mapToLong(account -> Math.abs(account.position(terms.id()).quantity()))
                .max().orElse(0);
        return terms.notional(largest, book.market().mark(terms.id()))
                .multiply(BigInteger.valueOf(random.nextInt(40))).divide(BigInteger.TEN).longValueExact();
    }

    /** A command that its sender lacks the role for; setting a world up is among them. */
    private LogEntry foreign() {
        final LogEntry command = switch (random.nextInt(4)) {
            case 0 -> setup.get(random.nextInt(setup.size()));
            case 1 -> new LogEntry.Halt(PricedKind.INSTRUMENT, 0, random.nextBoolean());
            case 2 -> hasBooks && random.nextBoolean() ? book() : trader.next(0);
            default -> trader.next(random.nextInt(360));
        };
        return new LogEntry.Foreign(command, command.participant() == Parties.VENUE ? Parties.ORACLE : Parties.VENUE);
    }

    private LogEntry price(final int dice) {
        if (dice < 180) {
            adversary.attack();
            return adversary.isAtWork() ? adversary.next() : walk();
        }
        return dice < 190 ? gap() : walk();
    }

    private LogEntry walk() {
        final boolean isAsset = random.nextInt(4) == 0;
        final int priced = isAsset ? 1 + random.nextInt(2) : random.nextInt(book.terms().instruments().size());
        final PricedKind kind = isAsset ? PricedKind.ASSET : PricedKind.INSTRUMENT;
        final long price = isAsset ? book.market().price(priced) : book.market().mark(priced);
        final long step = Math.max(1, price * (1 + random.nextInt(calm)) / 10_000);
        return move(kind, priced, price + (isUpward(kind, priced, price) ? step : -step));
    }

    /** Prices come back to where they began, or long runs would leave the range in which the accounts trade. */
    private boolean isUpward(final PricedKind kind, final int priced, final long price) {
        final long first = firstPrice(kind, priced);
        final int bias = price < first / 2 ? 3 : price > first * 2 ? -3 : price < first ? 1 : -1;
        return random.nextInt(20) + bias >= 10;
    }

    private long firstPrice(final PricedKind kind, final int priced) {
        final World world = simulation.world();
        return kind == PricedKind.ASSET ? world.assetPrices().get(priced) : world.instrumentPrices().get(priced);
    }

    private LogEntry gap() {
        final int instrument = random.nextInt(book.terms().instruments().size());
        final long mark = book.market().mark(instrument);
        final long step = Math.max(1, mark * (1 + random.nextInt(12)) / 100);
        return move(PricedKind.INSTRUMENT, instrument,
                mark + (isUpward(PricedKind.INSTRUMENT, instrument, mark) ? step : -step));
    }

    private LogEntry move(final PricedKind kind, final int priced, final long price) {
        plan.addAll(simulation.world().price(kind, priced, Math.max(1, price)));
        if (plan.size() > 1 && random.nextInt(5) == 0) {
            plan.pollLast();
        }
        return plan.poll();
    }

    private LogEntry outage(final int dice) {
        final boolean isAsset = random.nextInt(4) == 0;
        final PricedKind kind = isAsset ? PricedKind.ASSET : PricedKind.INSTRUMENT;
        final int priced = isAsset ? 1 + random.nextInt(2) : random.nextInt(book.terms().instruments().size());
        if (dice < 621) {
            return new LogEntry.Timer(31_000);
        }
        if (dice < 626) {
            return new LogEntry.Halt(kind, priced, true);
        }
        return new LogEntry.Halt(halted(kind), haltedId(kind, priced), false);
    }

    private PricedKind halted(final PricedKind otherwise) {
        for (final InstrumentTerms terms : book.terms().instruments()) {
            if (!book.market().allowsLiquidation(PricedKind.INSTRUMENT, terms.id())) {
                return PricedKind.INSTRUMENT;
            }
        }
        for (int asset = 1; asset < book.terms().assets().size(); asset++) {
            if (!book.market().allowsLiquidation(PricedKind.ASSET, asset)) {
                return PricedKind.ASSET;
            }
        }
        return otherwise;
    }

    private int haltedId(final PricedKind wanted, final int otherwise) {
        final PricedKind kind = halted(wanted);
        final int from = kind == PricedKind.ASSET ? 1 : 0;
        final int to = kind == PricedKind.ASSET ? book.terms().assets().size() : book.terms().instruments().size();
        for (int id = from; id < to; id++) {
            if (!book.market().allowsLiquidation(kind, id)) {
                return id;
            }
        }
        return otherwise;
    }

    /** {@return standard accounts, for callers that look around} */
    static List<ModelAccount> standardAccounts(final ModelBook book) {
        return book.accounts().stream().filter(account -> !account.isOmnibus()).toList();
    }
}
