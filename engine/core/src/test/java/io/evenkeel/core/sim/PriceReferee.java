package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetPriceTermsDecoder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.PriceEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.ModelBook;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Knows who submits which price, and what of its terms margin and liquidations go by (SPEC 4). */
final class PriceReferee {
    private static final int LARGEST_BAND_PPM = 500_000;
    private static final int MILLION = 1_000_000;
    private static final long DAY_MS = 86_400_000;
    private static final int LARGEST_FAVOUR_PPM = 500_000;
    private static final int FAVOUR_AT_LISTING_PPM = 50_000;

    private final ModelBook book;
    private final int mostSources;
    private final Set<Source> sources = new HashSet<>();
    private final Map<Priced, TreeMap<Long, Integer>> favours = new HashMap<>();
    private final Set<Priced> halted = new HashSet<>();
    private final Set<RejectCode> demanded = EnumSet.noneOf(RejectCode.class);
    private final Set<RejectCode> allowed = EnumSet.noneOf(RejectCode.class);
    private LogEntry entry;
    private long position;
    private boolean isTaskRunning;
    private boolean isTold;
    private boolean isAccepted;

    PriceReferee(final ModelBook book, final World world) {
        this.book = book;
        mostSources = world.limits().sourcesPerPrice();
        for (int instrument = 0; instrument < book.terms().instruments().size(); instrument++) {
            configure(world, PricedKind.INSTRUMENT, instrument);
        }
        for (int asset = 1; asset < book.terms().assets().size(); asset++) {
            configure(world, PricedKind.ASSET, asset);
        }
    }

    private void configure(final World world, final PricedKind kind, final int priced) {
        world.sources(kind, priced).forEach(id -> sources.add(new Source(kind, priced, id)));
    }

    /** A source of a price. */
    private record Source(PricedKind kind, int priced, int id) {
    }

    /** What is priced. */
    private record Priced(PricedKind kind, int id) {
    }

    void begin(final LogEntry next, final long atPosition, final boolean isTaskUnderWay) {
        entry = next;
        position = atPosition;
        isTaskRunning = isTaskUnderWay;
        demanded.clear();
        allowed.clear();
        if (next instanceof PriceEntry.Terms terms) {
            judgeFavour(terms);
        }
        isTold = false;
        isAccepted = false;
    }

    /** Adds the reasons that speak against an entry. */
    void add(final Set<RejectCode> reasons, final Set<RejectCode> open, final LogEntry wanted) {
        if (wanted instanceof LogEntry.Price said) {
            addUnknown(reasons, new Source(said.kind(), said.priced(), said.source()));
        } else if (wanted instanceof PriceEntry change) {
            addListed(reasons, change);
        }
        if (reasons.isEmpty() && wanted.equals(entry)) {
            reasons.addAll(demanded);
            open.addAll(allowed);
        }
    }

    /**
     * By how much a price is moved is not to be changed while it is, as this entry finds it. A task may hold back what
     * Price knows already, the entry itself may find that a price went stale, and Price does not know what Risk alone
     * halts.
     */
    private void judgeFavour(final PriceEntry.Terms terms) {
        final Priced priced = new Priced(terms.kind(), terms.priced());
        if (!isListed(terms) || terms.staleFavourPpm() == saidOf(priced, position)) {
            return;
        }
        final PriceState state = book.market().state(terms.kind(), terms.priced());
        if (!isTaskRunning && (state == PriceState.THIN || state == PriceState.STALE)) {
            demanded.add(RejectCode.STALE_PRICE);
        } else if (!isTaskRunning && state == PriceState.HALTED && halted.contains(priced)) {
            demanded.add(RejectCode.HALTED);
        } else {
            allowed.add(RejectCode.STALE_PRICE);
            allowed.add(RejectCode.HALTED);
        }
    }

    private boolean isListed(final PriceEntry change) {
        return change.priced() < (change.kind() == PricedKind.ASSET
                ? book.terms().assets().size()
                : book.terms().instruments().size());
    }

    /** What was said last, at a position or before it. */
    private int saidOf(final Priced priced, final long at) {
        final Map.Entry<Long, Integer> last = favours.getOrDefault(priced, new TreeMap<>()).floorEntry(at);
        return last == null ? FAVOUR_AT_LISTING_PPM : last.getValue();
    }

    /** A price is about to take effect: what its command said, or what was said before, is told as in use. */
    void onPriced(final Event.Priced told) {
        final Priced priced = new Priced(told.kind(), told.priced());
        final int said = saidOf(priced, told.commandPosition());
        final boolean isSaidNow = told.commandPosition() == position
                && entry instanceof PriceEntry.Terms terms
                && terms.kind() == told.kind() && terms.priced() == told.priced()
                && told.staleFavourPpm() == inUse(told, terms.staleFavourPpm());
        check(isSaidNow || told.staleFavourPpm() == inUse(told, said),
                () -> "moved in favour by what nobody said, or while it was in use: " + told);
        book.market().favour(told.kind(), told.priced(), told.staleFavourPpm());
    }

    private int inUse(final Event.Priced told, final int saidPpm) {
        return book.market().favourPpm(told.kind(), told.priced(), saidPpm, told.state());
    }

    private void addUnknown(final Set<RejectCode> reasons, final Source source) {
        if (!sources.contains(source)) {
            reasons.add(RejectCode.UNKNOWN_SOURCE);
        }
    }

    private void addListed(final Set<RejectCode> reasons, final PriceEntry change) {
        final boolean isAsset = change.kind() == PricedKind.ASSET;
        if (!isListed(change)) {
            reasons.add(isAsset ? RejectCode.UNKNOWN_ASSET : RejectCode.UNKNOWN_INSTRUMENT);
        } else if (change instanceof PriceEntry.RemovedSource removed) {
            addUnknown(reasons, new Source(removed.kind(), removed.priced(), removed.source()));
        } else {
            final boolean isNumeraire = isAsset && change.priced() == 0;
            final boolean isSound = change instanceof PriceEntry.Terms terms
                    ? areSound(terms)
                    : isSound((PriceEntry.AddedSource) change);
            if (isNumeraire || !isSound) {
                reasons.add(RejectCode.BAD_PARAMETER);
            }
            if (change instanceof PriceEntry.AddedSource added) {
                addTaken(reasons, added);
            }
        }
    }

    private void addTaken(final Set<RejectCode> reasons, final PriceEntry.AddedSource added) {
        if (sources.contains(new Source(added.kind(), added.priced(), added.source()))) {
            reasons.add(RejectCode.ALREADY_EXISTS);
        }
        final long configured = sources.stream()
                .filter(source -> source.kind == added.kind() && source.priced == added.priced()).count();
        if (configured >= mostSources) {
            reasons.add(RejectCode.CAPACITY);
        }
    }

    private static boolean isSound(final PriceEntry.AddedSource added) {
        return added.source() > 0 && isWithin(added.weight(), 1, MILLION);
    }

    private static boolean areSound(final PriceEntry.Terms terms) {
        return terms.minSources() >= 1
                && terms.maxAgeMs() >= 0
                && isWithin(terms.bandPpm(), 1, LARGEST_BAND_PPM)
                && isWithin(terms.maxJumpPpm(), 0, MILLION)
                && isWithin(terms.jumpWindowMs(), 1, DAY_MS)
                && isWithin(terms.markBandPpm(), 0, MILLION - 1)
                && isWithin(terms.emaMs(), 1, DAY_MS)
                && isWithin(terms.uncertaintyPpm(), 0, MILLION)
                && isWithin(terms.staleFavourPpm(), 0, LARGEST_FAVOUR_PPM);
    }

    private static boolean isWithin(final long figure, final long least, final long most) {
        return figure >= least && figure <= most;
    }

    /** Terms of a price hold from when they are told, and only the command at hand tells them. */
    void onChanged(final Event.ParametersChanged changed) {
        if (changed.change() != SetPriceTermsDecoder.TEMPLATE_ID) {
            return;
        }
        check(!isTold && entry instanceof PriceEntry.Terms, () -> "nobody changed " + changed + ", but " + entry);
        final PriceEntry.Terms terms = (PriceEntry.Terms) entry;
        check("terms of a price", new Event.ParametersChanged(
                position, SetPriceTermsDecoder.TEMPLATE_ID, terms.priced(), terms.kind(), true), changed);
        isTold = true;
        book.market().priceTerms(terms.kind(), terms.priced(), terms.maxAgeMs(), terms.uncertaintyPpm());
    }

    void onAck(final Event.Ack ack) {
        isAccepted = ack.status() != AckStatus.REJECTED;
        if (isAccepted && entry instanceof PriceEntry.AddedSource added) {
            sources.add(new Source(added.kind(), added.priced(), added.source()));
        } else if (isAccepted && entry instanceof PriceEntry.RemovedSource removed) {
            sources.remove(new Source(removed.kind(), removed.priced(), removed.source()));
        } else if (isAccepted && entry instanceof PriceEntry.Terms terms) {
            favours.computeIfAbsent(new Priced(terms.kind(), terms.priced()), priced -> new TreeMap<>())
                    .put(position, terms.staleFavourPpm());
        } else if (isAccepted && entry instanceof LogEntry.Halt halt) {
            halt(new Priced(halt.kind(), halt.priced()), halt.isHalted());
        }
    }

    private void halt(final Priced priced, final boolean isHalted) {
        if (isHalted) {
            halted.add(priced);
        } else {
            halted.remove(priced);
        }
    }

    /** Checks what can only be said once the entry is done. */
    void end() {
        check(isTold == (isAccepted && entry instanceof PriceEntry.Terms), () -> "not told, or wrongly: " + entry);
    }
}
