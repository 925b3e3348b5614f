package io.evenkeel.core.adoption;

import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.SetCollateralTermsDecoder;
import io.evenkeel.codecs.SetMarginTermsDecoder;
import io.evenkeel.core.listing.CollateralTerms;
import io.evenkeel.core.listing.MarginTiers;
import io.evenkeel.core.store.Mixing;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A validated change of terms, as the command that asked for it: of an instrument's margin or an asset's worth. */
public final class TermsChange {
    private static final int AFTER_SEQUENCE = MessageHeaderDecoder.ENCODED_LENGTH + Long.BYTES;

    private final UnsafeBuffer command;
    private final PricedKind kind;
    private final int priced;
    private final long commandPosition;

    /**
     * Copies a command; allocates.
     *
     * @param bytes    where the message lies.
     * @param offset   where it begins.
     * @param length   its length.
     * @param position log position of the command.
     */
    public TermsChange(final DirectBuffer bytes, final int offset, final int length, final long position) {
        command = new UnsafeBuffer(new byte[length]);
        command.putBytes(0, bytes, offset, length);
        commandPosition = position;
        final int templateId = new MessageHeaderDecoder().wrap(command, 0).templateId();
        kind = templateId == SetMarginTermsDecoder.TEMPLATE_ID ? PricedKind.INSTRUMENT : PricedKind.ASSET;
        priced = kind == PricedKind.INSTRUMENT ? margin().instrument() : collateral().asset();
    }

    /** {@return the command} */
    public DirectBuffer command() {
        return command;
    }

    /** {@return whether it changes an instrument or an asset} */
    public PricedKind kind() {
        return kind;
    }

    /** {@return the instrument or asset that it changes} */
    public int priced() {
        return priced;
    }

    /** {@return log position of the command} */
    public long commandPosition() {
        return commandPosition;
    }

    /** {@return template of the command} */
    public int templateId() {
        return kind == PricedKind.INSTRUMENT
                ? SetMarginTermsDecoder.TEMPLATE_ID
                : SetCollateralTermsDecoder.TEMPLATE_ID;
    }

    /** {@return the tiers it brings to an instrument}; allocates. */
    public MarginTiers marginTiers() {
        return MarginTiers.of(margin());
    }

    /** {@return the terms it brings to an asset}; allocates. */
    public CollateralTerms collateralTerms() {
        return CollateralTerms.of(collateral());
    }

    private SetMarginTermsDecoder margin() {
        return new SetMarginTermsDecoder().wrapAndApplyHeader(command, 0, new MessageHeaderDecoder());
    }

    private SetCollateralTermsDecoder collateral() {
        return new SetCollateralTermsDecoder().wrapAndApplyHeader(command, 0, new MessageHeaderDecoder());
    }

    /** {@return hash of what it says, but for the sequence of the command} */
    public long stateHash() {
        final int length = command.capacity() - AFTER_SEQUENCE;
        return Mixing.chain(Mixing.digest(command, AFTER_SEQUENCE, length), commandPosition);
    }
}
