package io.evenkeel.core.price;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;

/**
 * Whether an index that was just formed takes effect, and in which state (SPEC 4). One thread; no allocation.
 *
 * <p>A move of more than {@code maxJump} from the last VALID index, within {@code jumpWindow} of it, needs
 * confirmation: of the fresh sources a quorum, and more than half, must be beyond it themselves. Then the price is
 * UNCERTAIN; else the price that there was stays, until the jump is confirmed or the window has passed; and it is STALE
 * once the last index that took effect is older than a source may be, however fresh those are that do not agree.
 *
 * <p>After an outage, that is once a price was STALE, the price is THIN until {@code freshRounds} VALID indexes were
 * formed. An index counts if since the one before a quorum spoke, and at least half of the configured sources: a single
 * source that speaks often makes no round.
 */
final class Validity {
    private final IndexFormula formula;
    private final SourceStore sources;
    private long index;
    private PriceState state = PriceState.NONE;

    Validity(final IndexFormula formula, final SourceStore sources) {
        this.formula = formula;
        this.sources = sources;
    }

    /** Judges the index that the formula just formed. */
    void judge(final int price, final PriceBook book, final long timeMs) {
        index = formula.index();
        state = formula.state(price, book);
        if (state == PriceState.STALE) {
            book.await(book.terms().freshRounds(), 0);
        } else if (isQuorate(state)) {
            judgeQuorate(price, book, timeMs);
        }
    }

    private static boolean isQuorate(final PriceState formed) {
        return formed == PriceState.VALID || formed == PriceState.UNCERTAIN;
    }

    private void judgeQuorate(final int price, final PriceBook book, final long timeMs) {
        if (isJump(book, timeMs)) {
            if (!isConfirmed(book)) {
                hold(book, timeMs);
                return;
            }
            state = PriceState.UNCERTAIN;
        }
        if (state == PriceState.VALID) {
            countRound(price, book);
        }
        if (book.roundsLeft() > 0) {
            state = PriceState.THIN;
            return;
        }
        book.trusted(timeMs);
        if (state == PriceState.VALID) {
            book.valid(index, timeMs);
        }
    }

    /** The price that there was stays. One that is resumed after a halt had none that could be trusted. */
    private void hold(final PriceBook book, final long timeMs) {
        index = book.index();
        final long maxAgeMs = book.terms().maxAgeMs();
        if (maxAgeMs > 0 && timeMs - book.trustedTimeMs() > maxAgeMs) {
            state = PriceState.STALE;
            book.await(book.terms().freshRounds(), 0);
        } else {
            state = book.state() == PriceState.HALTED ? PriceState.THIN : book.state();
        }
    }

    private boolean isJump(final PriceBook book, final long timeMs) {
        return book.terms().maxJumpPpm() > 0
                && book.validIndex() != 0
                && timeMs - book.validTimeMs() <= book.terms().jumpWindowMs()
                && isBeyond(book, index);
    }

    private static boolean isBeyond(final PriceBook book, final long price) {
        return Math.abs(price - book.validIndex())
                > Int128.mulDivFloor(book.validIndex(), book.terms().maxJumpPpm(), Bounds.PPM);
    }

    private boolean isConfirmed(final PriceBook book) {
        int beyond = 0;
        for (int i = 0; i < formula.freshCount(); i++) {
            final long price = formula.fresh(i);
            final boolean isSameWay = price > book.validIndex() == index > book.validIndex();
            beyond += isSameWay && isBeyond(book, price) ? 1 : 0;
        }
        return beyond >= book.terms().minSources() && 2 * beyond > formula.freshCount();
    }

    private void countRound(final int price, final PriceBook book) {
        final int spoken = Long.bitCount(book.spoken());
        if (book.roundsLeft() > 0
                && spoken >= book.terms().minSources()
                && 2 * spoken >= sources.count(price)) {
            book.await(book.roundsLeft() - 1, 0);
        }
    }

    /** {@return the index in force} */
    long index() {
        return index;
    }

    /** {@return its state, unless it is halted} */
    PriceState state() {
        return state;
    }
}
