package io.evenkeel.tools.crash;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.client.keeper.LiquidationAdapter;
import io.evenkeel.client.keeper.LiquidationBoard;
import io.evenkeel.client.keeper.MarketBoard;
import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.tools.Progress;
import io.evenkeel.tools.crash.PricePath.Move;
import io.evenkeel.tools.inline.InlineEngine;
import io.evenkeel.tools.report.AuditBooks;
import io.evenkeel.tools.report.AuditReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;

/**
 * One book on one path under one policy, through the real core. While a liquidation is open, time moves on by 50 ms,
 * and keepers look and bid each time, another one first; else it goes to the next price.
 */
final class CrashRun implements FeedListener {
    private static final long TURN_MS = 50;

    /** After the path, as long as something is left to do. */
    private static final long LONGEST_END_MS = 600_000;

    private final Book book;
    private final PricePath path;
    private final Progress progress;
    private final InlineEngine engine;
    private final Operator operator;
    private final MarketBoard markets = new MarketBoard();
    private final LiquidationBoard board = new LiquidationBoard();
    private final LiquidationAdapter adapter = new LiquidationAdapter(board);
    private final AuditBooks audit = new AuditBooks();
    private final AuditReader auditReader = new AuditReader(audit);
    private final Set<Long> ours = new HashSet<>();
    private final SolvencyWatch solvency = new SolvencyWatch(ours::contains);
    private final Timeline timeline = new Timeline();
    private final LossBook losses;
    private List<LabKeeper> keepers = List.of();
    private boolean hasBegun;
    private long beganMs;
    private int turns;

    private CrashRun(final Book book, final PricePath path, final Progress progress) {
        this.book = book;
        this.path = path;
        this.progress = progress;
        losses = new LossBook(book);
        engine = new InlineEngine(LabLimits.of(book), true);
        engine.listener(this);
        operator = new Operator(engine);
    }

    /**
     * Runs it.
     *
     * @throws IllegalStateException if what was lost is not what was gained, or an invariant does not hold.
     */
    static CrashResult run(
            final Book book,
            final PricePath path,
            final MarketTerms terms,
            final Takers takers,
            final AdlPolicy policy,
            final Progress progress) {
        final CrashRun run = new CrashRun(book, path, progress);
        run.open(terms, takers, policy);
        run.follow();
        run.losses.close();
        final Reckoning reckoning = Reckoning.of(
                run.losses, run.engine.inspector(), run.startInsurance(terms), run.audit);
        return new CrashResult(
                policy, book, reckoning, run.losses, run.solvency, run.timeline, List.copyOf(run.keepers),
                run.engine.timeMs() - run.beganMs, run.engine.inspector().stateHash());
    }

    private long startInsurance(final MarketTerms terms) {
        return terms.insurance();
    }

    @Override
    public void onEvent(
            final long number, final long logPosition, final DirectBuffer buffer, final int offset, final int length) {
        auditReader.onEvent(number, logPosition, buffer, offset, length);
        markets.onEvent(number, logPosition, buffer, offset, length);
        if (hasBegun) {
            adapter.onEvent(number, logPosition, buffer, offset, length);
            solvency.onEvent(number, logPosition, buffer, offset, length);
            losses.onEvent(number, logPosition, buffer, offset, length);
            for (final LabKeeper keeper : keepers) {
                keeper.onEvent(number, logPosition, buffer, offset, length);
            }
        }
    }

    private void open(final MarketTerms terms, final Takers takers, final AdlPolicy policy) {
        final Opening opening = new Opening(engine, operator);
        opening.list(book, terms, policy);
        opening.open(book, progress);
        opening.open(takers);
        keepers = new ArrayList<>(opening.keepers());
        for (final BookAccount account : opening.opened()) {
            ours.add(account.id());
            losses.begin(account, Reckoning.equity(engine.inspector(), account.id()));
        }
        hasBegun = true;
        beganMs = engine.timeMs();
    }

    private void follow() {
        long endMs = 0;
        for (int n = 0; n < path.moves().size(); n++) {
            final Move move = path.moves().get(n);
            waitUntil(beganMs + move.timeMs());
            submit(move);
            sample();
            progress.update("prices", n + 1, path.moves().size());
            endMs = engine.timeMs();
        }
        while (!solvency.isQuiet() && engine.timeMs() < endMs + LONGEST_END_MS) {
            turn(engine.timeMs() + TURN_MS);
            progress.update("liquidations that are still open:", solvency.open(), solvency.breaches());
        }
        turn(engine.timeMs() + TURN_MS);
    }

    private void waitUntil(final long timeMs) {
        while (engine.timeMs() < timeMs) {
            final boolean isBusy = !solvency.isQuiet() || !board.open().isEmpty();
            turn(isBusy ? Math.min(timeMs, engine.timeMs() + TURN_MS) : timeMs);
        }
    }

    private void submit(final Move move) {
        for (int market = 0; market < book.markets().size(); market++) {
            final BookMarket listed = book.markets().get(market);
            if (move.symbol() == null || move.symbol().equals(listed.symbol())) {
                operator.submitPrice(market, listed.moved(move.ratio()));
            }
        }
    }

    private void turn(final long timeMs) {
        solvency.at(timeMs);
        engine.jumpTo(timeMs);
        if (!board.open().isEmpty()) {
            bid();
        }
        sample();
    }

    /** All look first, then they send, another one first each time. */
    private void bid() {
        final List<LabKeeper> bidding = new ArrayList<>();
        turns++;
        for (int n = 0; n < keepers.size(); n++) {
            final LabKeeper keeper = keepers.get((n + turns) % keepers.size());
            if (keeper.decide(board, markets)) {
                bidding.add(keeper);
            }
        }
        bidding.forEach(LabKeeper::send);
    }

    private void sample() {
        solvency.look(engine.inspector());
        timeline.add(new Timeline.Sample(
                engine.timeMs() - beganMs,
                losses.mark(0),
                solvency.open(),
                engine.inspector().houseBalance(HouseAccount.INSURANCE, 0, 0),
                -engine.inspector().houseBalance(HouseAccount.SOCIALISED, 0, 0)));
    }
}
