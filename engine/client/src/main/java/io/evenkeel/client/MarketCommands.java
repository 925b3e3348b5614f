package io.evenkeel.client;

import io.evenkeel.codecs.BookTopEncoder;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.SetFundingTermsEncoder;
import io.evenkeel.codecs.SetMarketPhaseEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The commands that concern a market as a whole: its venue's book, its funding, its life. Sent by an
 * {@link EvenkeelClient} and under its contract: same thread, same results, no allocation.
 */
public final class MarketCommands {
    private static final int LONGEST = 128;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BookTopEncoder bookTop = new BookTopEncoder();
    private final SetFundingTermsEncoder fundingTerms = new SetFundingTermsEncoder();
    private final SetMarketPhaseEncoder marketPhase = new SetMarketPhaseEncoder();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[LONGEST]);
    private final Line line;

    /** What numbers a command and sends it. */
    @FunctionalInterface
    public interface Line {
        /** Sends a command with its SBE header. {@return its sequence, or a negative code} */
        long send(DirectBuffer command, int offset, int length);
    }

    /**
     * Makes the commands of a client.
     *
     * @param line the client's {@link EvenkeelClient#send(DirectBuffer, int, int)}.
     */
    public MarketCommands(final Line line) {
        this.line = line;
    }

    /**
     * Venue: says the top of its book. Prices in the instrument's mantissas, 0 for none.
     *
     * @param instrument instrument id.
     * @param bid        best bid.
     * @param ask        best ask.
     * @param last       last trade.
     * @param impactBid  price at which the impact notional can be sold; the premium of funding is made of it.
     * @param impactAsk  price at which the impact notional can be bought.
     * @param depth      notional on offer within the market's usual range, both sides, settlement units.
     * @return the command's sequence, or a negative code.
     */
    public long bookTop(
            final int instrument,
            final long bid,
            final long ask,
            final long last,
            final long impactBid,
            final long impactAsk,
            final long depth) {
        bookTop.wrapAndApplyHeader(buffer, 0, header)
                .sequence(0)
                .bid(bid)
                .ask(ask)
                .last(last)
                .impactBid(impactBid)
                .impactAsk(impactAsk)
                .depth(depth)
                .instrument(instrument);
        return line.send(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bookTop.encodedLength());
    }

    /**
     * Governor: sets the funding of a perpetual.
     *
     * @param instrument  instrument id.
     * @param intervalMs  1 second to 1 day; 0 for no funding. Intervals end at its multiples since 1970 UTC.
     * @param interestPpb interest of 8 hours, parts per billion.
     * @param capPpb      largest rate of 8 hours, parts per billion.
     * @return the command's sequence, or a negative code.
     */
    public long setFundingTerms(
            final int instrument, final long intervalMs, final long interestPpb, final long capPpb) {
        fundingTerms.wrapAndApplyHeader(buffer, 0, header)
                .sequence(0)
                .instrument(instrument)
                .intervalMs(intervalMs)
                .interestPpb(interestPpb)
                .capPpb(capPpb);
        return line.send(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + fundingTerms.encodedLength());
    }

    /**
     * Operator: moves a market on in its life.
     *
     * @param instrument instrument id.
     * @param phase      OPEN, REDUCE_ONLY, SETTLING, or DELISTED.
     * @param price      final price with SETTLING, on the tick grid; else 0.
     * @return the command's sequence, or a negative code.
     */
    public long setMarketPhase(final int instrument, final MarketPhase phase, final long price) {
        marketPhase.wrapAndApplyHeader(buffer, 0, header)
                .sequence(0)
                .instrument(instrument)
                .phase(phase)
                .price(price);
        return line.send(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + marketPhase.encodedLength());
    }
}
