package io.evenkeel.tools.replay;

import io.evenkeel.codecs.MarketPriceDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.tools.replay.ExpectedPrice.Announcement;
import io.evenkeel.tools.replay.QuoteRecording.Quote;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/**
 * Compares what the market feed announces with what it must, one by one and in order: price, state, sources, and that
 * the very command which the recording says brought it. One thread.
 */
final class QuoteVerifier {
    private static final int MOST_LISTED = 100;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MarketPriceDecoder marketPrice = new MarketPriceDecoder();
    private final Map<QuoteRecording.Market, ExpectedPrice> prices = new HashMap<>();
    private final Deque<Expected> awaited = new ArrayDeque<>();
    private final Map<Long, Long> positions = new HashMap<>();
    private final Map<Long, Long> announcedAt = new TreeMap<>();
    private final Map<PriceState, Long> states = new EnumMap<>(PriceState.class);
    private final List<String> differences = new ArrayList<>();
    private long expected;
    private long equal;
    private long different;

    private record Expected(Quote quote, QuoteSource source, long sequence, Announcement announcement) {
    }

    /** Notes that a source's view of a quote was sent as the command of that sequence. */
    void onSent(final Quote quote, final QuoteSource source, final long price, final long sequence) {
        final Announcement announcement =
                prices.computeIfAbsent(quote.market(), market -> new ExpectedPrice()).submit(source, price);
        if (announcement != null) {
            expected++;
            awaited.add(new Expected(quote, source, sequence, announcement));
        }
    }

    /** Notes at which position of the log a command was booked. */
    void onAcknowledged(final long sequence, final long position) {
        positions.put(sequence, position);
    }

    /** Takes one event of the market feed. */
    void onEvent(final DirectBuffer buffer, final int offset) {
        header.wrap(buffer, offset);
        if (header.templateId() != MarketPriceDecoder.TEMPLATE_ID) {
            return;
        }
        marketPrice.wrapAndApplyHeader(buffer, offset, header);
        if (marketPrice.kind() != PricedKind.INSTRUMENT) {
            return;
        }
        final Announcement announced = new Announcement(
                marketPrice.index(), marketPrice.mark(), marketPrice.state(), marketPrice.freshSources());
        states.merge(announced.state(), 1L, Long::sum);
        final Expected next = awaited.poll();
        if (next == null) {
            differ("position " + marketPrice.commandPosition() + ": " + announced + " is more than was expected");
        } else if (next.quote().market().instrument() != marketPrice.priced()
                || !next.announcement().equals(announced)) {
            differ(place(next) + ": the cluster says " + announced + " of instrument " + marketPrice.priced()
                    + ", the recording makes it " + next.announcement());
        } else {
            equal++;
            announcedAt.put(next.sequence(), marketPrice.commandPosition());
        }
    }

    private static String place(final Expected expected) {
        return "line " + expected.quote().line() + ": " + expected.quote().market().symbol() + " after the "
                + expected.source();
    }

    private void differ(final String what) {
        different++;
        if (differences.size() < MOST_LISTED) {
            differences.add(what);
        }
    }

    /** Compares positions, when everything was answered and announced or never will be. */
    void conclude() {
        announcedAt.forEach((sequence, position) -> {
            if (!position.equals(positions.get(sequence))) {
                equal--;
                differ("command " + sequence + " was booked at " + positions.get(sequence) + ", its price at "
                        + position);
            }
        });
        announcedAt.clear();
    }

    /** {@return whether every announcement came} */
    boolean isComplete() {
        return awaited.isEmpty();
    }

    /** {@return how many announcements the recording makes necessary} */
    long expected() {
        return expected;
    }

    /** {@return how many announcements are as expected} */
    long equal() {
        return equal;
    }

    /** {@return how many announcements are not as expected} */
    long different() {
        return different;
    }

    /** {@return how many announcements did not come} */
    long unseen() {
        return awaited.size();
    }

    /** {@return the first differences, each as a sentence} */
    List<String> differences() {
        return differences;
    }

    /** {@return how many announcements there were in each state} */
    Map<PriceState, Long> states() {
        return states;
    }
}
