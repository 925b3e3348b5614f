package io.evenkeel.tools.replay;

import io.evenkeel.tools.replay.QuoteRecording.Quote;
import java.math.BigDecimal;

/**
 * Three price sources made of one quote, so that its index is formed by a quorum: one says the bid, one the offer, and
 * one, twice as heavy, the middle. They speak in this order, so that they disagree in between.
 */
enum QuoteSource {
    /** Says the best bid. */
    BID(1, 1),
    /** Says the best offer. */
    ASK(2, 1),
    /** Says the middle between them. */
    MIDDLE(3, 2);

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final int id;
    private final int weight;

    QuoteSource(final int id, final int weight) {
        this.id = id;
        this.weight = weight;
    }

    /** {@return source id} */
    int id() {
        return id;
    }

    /** {@return weight in the index} */
    int weight() {
        return weight;
    }

    /** {@return what it says, mantissa} */
    long price(final Quote quote) {
        return quote.market().mantissa(switch (this) {
            case BID -> quote.bid();
            case ASK -> quote.ask();
            case MIDDLE -> quote.bid().add(quote.ask()).divide(TWO);
        });
    }
}
