package io.evenkeel.core.adoption;

import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.SetCollateralAuctionDecoder;
import io.evenkeel.codecs.SetCollateralTermsDecoder;
import io.evenkeel.codecs.SetLiquidationTermsDecoder;
import io.evenkeel.codecs.SetMarginTermsDecoder;
import io.evenkeel.core.listing.CollateralAuctionTerms;
import io.evenkeel.core.listing.CollateralTerms;
import io.evenkeel.core.listing.LiquidationFigures;
import io.evenkeel.core.listing.MarginTiers;
import io.evenkeel.core.store.Mixing;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A validated change of terms, as the command that asked for it: of an instrument's margin or an asset's worth, which
 * accounts adopt, or of how one of them is sold in liquidations, which holds as soon as its turn among prices comes.
 */
public final class TermsChange {
    private static final int AFTER_SEQUENCE = MessageHeaderDecoder.ENCODED_LENGTH + Long.BYTES;

    private final UnsafeBuffer command;
    private final int templateId;
    private final PricedKind kind;
    private final int priced;
    private final long commandPosition;

    /**
     * Copies a command; allocates.
     *
     * @param bytes    where the message lies, of a template that {@link #isOne}.
     * @param offset   where it begins.
     * @param length   its length.
     * @param position log position of the command.
     */
    public TermsChange(final DirectBuffer bytes, final int offset, final int length, final long position) {
        command = new UnsafeBuffer(new byte[length]);
        command.putBytes(0, bytes, offset, length);
        commandPosition = position;
        templateId = new MessageHeaderDecoder().wrap(command, 0).templateId();
        kind = templateId == SetMarginTermsDecoder.TEMPLATE_ID || templateId == SetLiquidationTermsDecoder.TEMPLATE_ID
                ? PricedKind.INSTRUMENT
                : PricedKind.ASSET;
        priced = switch (templateId) {
            case SetMarginTermsDecoder.TEMPLATE_ID -> margin().instrument();
            case SetLiquidationTermsDecoder.TEMPLATE_ID -> liquidation().instrument();
            case SetCollateralTermsDecoder.TEMPLATE_ID -> collateral().asset();
            case SetCollateralAuctionDecoder.TEMPLATE_ID -> auction().asset();
            default -> throw new IllegalArgumentException("no change of terms has template " + templateId);
        };
    }

    /** {@return whether a template is that of a change of terms} */
    public static boolean isOne(final int templateId) {
        return isAdopted(templateId)
                || templateId == SetLiquidationTermsDecoder.TEMPLATE_ID
                || templateId == SetCollateralAuctionDecoder.TEMPLATE_ID;
    }

    private static boolean isAdopted(final int templateId) {
        return templateId == SetMarginTermsDecoder.TEMPLATE_ID || templateId == SetCollateralTermsDecoder.TEMPLATE_ID;
    }

    /** {@return whether it is about what accounts are asked for, which they adopt; not how they are sold} */
    public boolean isAdopted() {
        return isAdopted(templateId);
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
        return templateId;
    }

    /** {@return the tiers it brings to an instrument}; allocates. */
    public MarginTiers marginTiers() {
        return MarginTiers.of(margin());
    }

    /** {@return the terms it brings to an asset}; allocates. */
    public CollateralTerms collateralTerms() {
        return CollateralTerms.of(collateral());
    }

    /** {@return whether it is about sales and within their bounds}; allocates. */
    public boolean isSoundSale() {
        return switch (templateId) {
            case SetLiquidationTermsDecoder.TEMPLATE_ID -> liquidationFigures().areSound();
            case SetCollateralAuctionDecoder.TEMPLATE_ID -> collateralAuction().areSound();
            default -> false;
        };
    }

    /** {@return how positions in an instrument are liquidated from now on}; allocates. */
    public LiquidationFigures liquidationFigures() {
        return LiquidationFigures.of(liquidation());
    }

    /** {@return how an asset is sold as collateral from now on}; allocates. */
    public CollateralAuctionTerms collateralAuction() {
        return CollateralAuctionTerms.of(auction());
    }

    private SetMarginTermsDecoder margin() {
        return new SetMarginTermsDecoder().wrapAndApplyHeader(command, 0, new MessageHeaderDecoder());
    }

    private SetCollateralTermsDecoder collateral() {
        return new SetCollateralTermsDecoder().wrapAndApplyHeader(command, 0, new MessageHeaderDecoder());
    }

    private SetLiquidationTermsDecoder liquidation() {
        return new SetLiquidationTermsDecoder().wrapAndApplyHeader(command, 0, new MessageHeaderDecoder());
    }

    private SetCollateralAuctionDecoder auction() {
        return new SetCollateralAuctionDecoder().wrapAndApplyHeader(command, 0, new MessageHeaderDecoder());
    }

    /** {@return hash of what it says, but for the sequence of the command} */
    public long stateHash() {
        final int length = command.capacity() - AFTER_SEQUENCE;
        return Mixing.chain(Mixing.digest(command, AFTER_SEQUENCE, length), commandPosition);
    }
}
