package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.MarketEntry;
import io.evenkeel.core.sim.command.PriceEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.ExpiryMean;
import io.evenkeel.model.Market;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.ModelPosition;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Follows markets through their lives (SPEC 5): reduce-only, a price that becomes final by command or as the mean
 * before expiry, positions closed at it account by account, delisting.
 */
final class MarketReferee {
    private static final long LARGEST_PRICE = 1_000_000_000_000_000L;
    private static final long LARGEST_FUNDED_PRICE = 1L << 31;

    private final ModelBook book;
    private final Market market;
    private final Tally tally;
    private final Map<Integer, ExpiryMean> expiries = new HashMap<>();
    /** Final prices that were said, by instrument, until they take effect. */
    private final Map<Integer, Said> said = new HashMap<>();
    private final Map<Integer, Integer> closing = new HashMap<>();
    private LogEntry entry;
    private long position;
    private long timeMs;

    MarketReferee(final ModelBook book, final World world, final Tally tally) {
        this.book = book;
        this.tally = tally;
        market = book.market();
        world.expiries().forEach((instrument, expiryMs) -> expiries.put(instrument, new ExpiryMean(expiryMs)));
    }

    /** A final price, and the position of the command that said it. */
    private record Said(long position, long price) {
    }

    void begin(final LogEntry next, final long atPosition, final long atTimeMs) {
        entry = next;
        position = atPosition;
        timeMs = atTimeMs;
    }

    /** Adds the reasons that speak against an entry; apart, those that may: an expiry may wait behind other prices. */
    void add(final Set<RejectCode> reasons, final Set<RejectCode> open, final LogEntry wanted) {
        if (wanted instanceof MarketEntry.Phase phase) {
            addPhase(reasons, open, phase);
        } else if (wanted instanceof LogEntry.Price price && price.kind() == PricedKind.INSTRUMENT) {
            addFinal(reasons, open, price.priced());
        } else if (wanted instanceof LogEntry.Halt halt && halt.kind() == PricedKind.INSTRUMENT) {
            addFinal(reasons, open, halt.priced());
        } else if (wanted instanceof PriceEntry change && change.kind() == PricedKind.INSTRUMENT) {
            if (change.priced() < book.terms().instruments().size()) {
                addFinal(reasons, open, change.priced());
            }
        } else if (wanted instanceof MarketEntry.Funding terms) {
            // Markets without funding have had prices, and then it comes too late for them; futures never have any.
            addFinal(reasons, open, terms.instrument());
            if (!market.isFunded(terms.instrument())) {
                reasons.add(RejectCode.BAD_PARAMETER);
            }
        } else if (wanted instanceof LogEntry.BookTop seen) {
            addFinal(reasons, open, seen.instrument());
        }
    }

    /** Adds that a market does not trade. */
    void addClosed(final Set<RejectCode> reasons, final int instrument) {
        if (!market.isOpen(instrument)) {
            reasons.add(RejectCode.NOT_OPEN);
        }
    }

    private void addFinal(final Set<RejectCode> reasons, final Set<RejectCode> open, final int instrument) {
        if (isFinal(instrument)) {
            reasons.add(RejectCode.NOT_OPEN);
        } else if (mayHaveExpired(instrument)) {
            open.add(RejectCode.NOT_OPEN);
            open.add(RejectCode.NONE);
        }
    }

    private boolean isFinal(final int instrument) {
        return said.containsKey(instrument) || !market.isOpen(instrument);
    }

    private boolean mayHaveExpired(final int instrument) {
        return expiries.containsKey(instrument) && expiries.get(instrument).hasExpired(timeMs);
    }

    private void addPhase(final Set<RejectCode> reasons, final Set<RejectCode> open, final MarketEntry.Phase wanted) {
        final int instrument = wanted.instrument();
        if (instrument >= book.terms().instruments().size()) {
            reasons.add(RejectCode.UNKNOWN_INSTRUMENT);
            return;
        }
        if (mayHaveExpired(instrument) && !isFinal(instrument)) {
            open.add(RejectCode.NOT_OPEN);
            open.add(RejectCode.ACCOUNT_NOT_EMPTY);
            open.add(RejectCode.NONE);
        }
        final boolean isDelisting = wanted.phase() == MarketPhase.DELISTED;
        if (wanted.phase() == MarketPhase.SETTLING) {
            addSettling(reasons, wanted);
        } else if (wanted.price() != 0 || (isDelisting && !isFinal(instrument))) {
            reasons.add(RejectCode.BAD_PARAMETER);
        } else if (isFinal(instrument) && (!isDelisting || market.phase(instrument) == MarketPhase.DELISTED)) {
            reasons.add(RejectCode.NOT_OPEN);
        } else if (isDelisting && (market.phase(instrument) != MarketPhase.SETTLING || isHeld(instrument))) {
            reasons.add(RejectCode.ACCOUNT_NOT_EMPTY);
        }
    }

    private void addSettling(final Set<RejectCode> reasons, final MarketEntry.Phase wanted) {
        if (isFinal(wanted.instrument())) {
            reasons.add(RejectCode.NOT_OPEN);
        } else if (wanted.price() <= 0 || wanted.price() > largestPrice(wanted.instrument())) {
            reasons.add(RejectCode.BAD_PRICE);
        } else if (wanted.price() % book.terms().instruments().get(wanted.instrument()).tick() != 0) {
            reasons.add(RejectCode.OFF_GRID);
        }
    }

    private long largestPrice(final int instrument) {
        return market.isFunded(instrument) ? LARGEST_FUNDED_PRICE : LARGEST_PRICE;
    }

    private boolean isHeld(final int instrument) {
        return book.accounts().stream().anyMatch(account -> account.position(instrument).quantity() != 0);
    }

    void onAck(final Event.Ack ack) {
        if (ack.status() != AckStatus.REJECTED
                && entry instanceof MarketEntry.Phase wanted
                && wanted.phase() == MarketPhase.SETTLING
                && market.isOpen(wanted.instrument())) {
            said.put(wanted.instrument(), new Said(position, wanted.price()));
        }
    }

    /** Takes note of an index. */
    void onPriced(final Event.Priced priced) {
        if (priced.kind() == PricedKind.INSTRUMENT && expiries.containsKey(priced.priced())) {
            expiries.get(priced.priced()).index(priced.timeMs(), priced.index(), priced.state());
        }
        if (priced.kind() == PricedKind.INSTRUMENT) {
            check(market.isOpen(priced.priced()), () -> "a final price moves: " + priced);
        }
    }

    void onPhase(final Event.PhaseChanged changed) {
        final int instrument = changed.instrument();
        if (changed.phase() == MarketPhase.SETTLING) {
            checkFinalPrice(changed);
            closing.put(instrument, 0);
            tally.count(Tally.Kind.MARKETS_SETTLED);
        } else {
            check("phase", entry, new MarketEntry.Phase(instrument, changed.phase(), changed.price()));
        }
        said.remove(instrument);
        market.phase(instrument, changed.phase());
    }

    private void checkFinalPrice(final Event.PhaseChanged changed) {
        final int instrument = changed.instrument();
        final long expected;
        // It may have expired behind other prices before somebody says another one, which is refused then.
        if (mayHaveExpired(instrument) && expiries.get(instrument).mayBe(changed.price())) {
            expected = changed.price();
            tally.count(Tally.Kind.EXPIRIES);
        } else if (said.containsKey(instrument)) {
            expected = said.get(instrument).price;
        } else {
            check(entry instanceof MarketEntry.Phase wanted && wanted.instrument() == instrument,
                    () -> "nobody said it, but " + changed);
            expected = ((MarketEntry.Phase) entry).price();
        }
        check(() -> "final price of " + changed, expected, changed.price());
        check(() -> "mark at " + changed, expected, market.mark(instrument));
    }

    void onSettled(final Event.PositionSettled settled) {
        final int instrument = settled.instrument();
        final ModelAccount account = book.account(settled.account());
        check(market.phase(instrument) == MarketPhase.SETTLING, () -> "the price is not final: " + settled);
        final long quantity = account.position(instrument).quantity();
        check(() -> "quantity of " + settled, quantity, settled.quantity());
        final ModelPosition.Profit profit =
                book.book(account.id(), instrument, -quantity, market.mark(instrument));
        check("position settled", new Event.PositionSettled(
                account.id(), quantity, profit.onCost(),
                account.balance(book.terms().instruments().get(instrument).settlementAsset()), instrument), settled);
        tally.count(Tally.Kind.POSITIONS_SETTLED);
    }

    /** Each entry closes a position, or looks at some accounts, so that it takes two rounds at most. */
    void end() {
        closing.entrySet().removeIf(each -> !isHeld(each.getKey()));
        closing.replaceAll((instrument, entries) -> entries + 1);
        closing.forEach((instrument, entries) -> check(
                market.isFunded(instrument) || entries <= 2 * book.accounts().size() + 2,
                () -> "positions of I" + instrument + " are not closed after " + entries + " entries"));
    }
}
