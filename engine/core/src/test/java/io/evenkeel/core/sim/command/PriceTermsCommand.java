package io.evenkeel.core.sim.command;

import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.SetPriceTermsEncoder;
import org.agrona.MutableDirectBuffer;

/** Writes terms of a price; what is not said is off, or as a listing has it. */
public final class PriceTermsCommand {
    private final PricedKind kind;
    private final int priced;
    private int minSources = 1;
    private int freshRounds;
    private long maxAgeMs;
    private int bandPpm = 5_000;
    private int maxJumpPpm;
    private long jumpWindowMs = 60_000;
    private int markBandPpm;
    private long emaMs = 150_000;
    private int uncertaintyPpm;
    private int staleFavourPpm = 50_000;

    /** Begins terms of a price. */
    public PriceTermsCommand(final PricedKind kind, final int priced) {
        this.kind = kind;
        this.priced = priced;
    }

    /** Says the quorum. {@return this} */
    public PriceTermsCommand quorum(final int sources) {
        minSources = sources;
        return this;
    }

    /** Says how many rounds follow an outage. {@return this} */
    public PriceTermsCommand freshRounds(final int rounds) {
        freshRounds = rounds;
        return this;
    }

    /** Says how long sources and books are fresh. {@return this} */
    public PriceTermsCommand maxAgeMs(final long ageMs) {
        maxAgeMs = ageMs;
        return this;
    }

    /** Says how far sources may be apart. {@return this} */
    public PriceTermsCommand bandPpm(final int ppm) {
        bandPpm = ppm;
        return this;
    }

    /** Says which moves need confirmation. {@return this} */
    public PriceTermsCommand jump(final int ppm, final long windowMs) {
        maxJumpPpm = ppm;
        jumpWindowMs = windowMs;
        return this;
    }

    /** Says how the mark is formed. {@return this} */
    public PriceTermsCommand mark(final int ppm, final long meanMs) {
        markBandPpm = ppm;
        emaMs = meanMs;
        return this;
    }

    /** Says what uncertainty adds to initial margin. {@return this} */
    public PriceTermsCommand uncertaintyPpm(final int ppm) {
        uncertaintyPpm = ppm;
        return this;
    }

    /** Says how far a price that is not trusted is moved in favour of accounts. {@return this} */
    public PriceTermsCommand staleFavourPpm(final int ppm) {
        staleFavourPpm = ppm;
        return this;
    }

    /** Writes the command. {@return bytes written} */
    public int write(final MutableDirectBuffer buffer, final long sequence) {
        final SetPriceTermsEncoder encoder = new SetPriceTermsEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .sequence(sequence)
                .kind(kind)
                .priced(priced)
                .minSources((short) minSources)
                .freshRounds((short) freshRounds)
                .maxAgeMs(maxAgeMs)
                .bandPpm(bandPpm)
                .maxJumpPpm(maxJumpPpm)
                .jumpWindowMs(jumpWindowMs)
                .markBandPpm(markBandPpm)
                .emaMs(emaMs)
                .uncertaintyPpm(uncertaintyPpm)
                .staleFavourPpm(staleFavourPpm);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
