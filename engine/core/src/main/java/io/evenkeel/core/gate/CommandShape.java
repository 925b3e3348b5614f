package io.evenkeel.core.gate;

import io.evenkeel.codecs.AddAccountDecoder;
import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.AddParticipantDecoder;
import io.evenkeel.codecs.AddPriceSourceDecoder;
import io.evenkeel.codecs.BidDecoder;
import io.evenkeel.codecs.DepositDecoder;
import io.evenkeel.codecs.GroupSizeEncodingDecoder;
import io.evenkeel.codecs.InsuranceDepositDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PriceSubmissionDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SessionRequestDecoder;
import io.evenkeel.codecs.SetHaltedDecoder;
import io.evenkeel.codecs.StateHashRequestDecoder;
import io.evenkeel.codecs.TradeDecoder;
import io.evenkeel.codecs.WithdrawalDecoder;
import io.evenkeel.core.command.CommandSlot;

/**
 * Checks that the bytes of a message have the shape of its template before anybody decodes them: schema, version,
 * block length, repeating group and total length. One thread; no allocation.
 */
final class CommandShape {
    static final int SEQUENCE_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH;
    static final int SHORTEST = SEQUENCE_OFFSET + Long.BYTES;
    private static final int LARGEST_GROUP = 32;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final GroupSizeEncodingDecoder group = new GroupSizeEncodingDecoder();

    /** {@return template of a message that is long enough to carry a sequence} */
    int templateId(final CommandSlot slot) {
        return header.wrap(slot.bytes(), 0).templateId();
    }

    /** {@return NONE, or why the message cannot be decoded} */
    RejectCode check(final CommandSlot slot) {
        header.wrap(slot.bytes(), 0);
        if (header.schemaId() != TradeDecoder.SCHEMA_ID || header.version() > TradeDecoder.SCHEMA_VERSION) {
            return RejectCode.BAD_SCHEMA;
        }
        final int blockLength = blockLength(header.templateId());
        if (blockLength == 0) {
            return RejectCode.UNKNOWN_TEMPLATE;
        }
        return header.blockLength() == blockLength && hasExactLength(slot, blockLength)
                ? RejectCode.NONE
                : RejectCode.BAD_LENGTH;
    }

    private boolean hasExactLength(final CommandSlot slot, final int blockLength) {
        final int afterBlock = MessageHeaderDecoder.ENCODED_LENGTH + blockLength;
        final int entryLength = groupEntryLength(header.templateId());
        if (entryLength == 0 || slot.length() > CommandSlot.MAX_LENGTH) {
            return slot.length() == afterBlock;
        }
        if (slot.length() < afterBlock + GroupSizeEncodingDecoder.ENCODED_LENGTH) {
            return false;
        }
        group.wrap(slot.bytes(), afterBlock);
        return group.blockLength() == entryLength
                && group.numInGroup() <= LARGEST_GROUP
                && slot.length() == afterBlock + GroupSizeEncodingDecoder.ENCODED_LENGTH
                        + group.numInGroup() * entryLength;
    }

    private static int blockLength(final int templateId) {
        return switch (templateId) {
            case TradeDecoder.TEMPLATE_ID -> TradeDecoder.BLOCK_LENGTH;
            case PriceSubmissionDecoder.TEMPLATE_ID -> PriceSubmissionDecoder.BLOCK_LENGTH;
            case BidDecoder.TEMPLATE_ID -> BidDecoder.BLOCK_LENGTH;
            case DepositDecoder.TEMPLATE_ID -> DepositDecoder.BLOCK_LENGTH;
            case WithdrawalDecoder.TEMPLATE_ID -> WithdrawalDecoder.BLOCK_LENGTH;
            case InsuranceDepositDecoder.TEMPLATE_ID -> InsuranceDepositDecoder.BLOCK_LENGTH;
            case AddParticipantDecoder.TEMPLATE_ID -> AddParticipantDecoder.BLOCK_LENGTH;
            case AddAssetDecoder.TEMPLATE_ID -> AddAssetDecoder.BLOCK_LENGTH;
            case AddInstrumentDecoder.TEMPLATE_ID -> AddInstrumentDecoder.BLOCK_LENGTH;
            case AddAccountDecoder.TEMPLATE_ID -> AddAccountDecoder.BLOCK_LENGTH;
            case AddPriceSourceDecoder.TEMPLATE_ID -> AddPriceSourceDecoder.BLOCK_LENGTH;
            case SetHaltedDecoder.TEMPLATE_ID -> SetHaltedDecoder.BLOCK_LENGTH;
            case StateHashRequestDecoder.TEMPLATE_ID -> StateHashRequestDecoder.BLOCK_LENGTH;
            case SessionRequestDecoder.TEMPLATE_ID -> SessionRequestDecoder.BLOCK_LENGTH;
            default -> 0;
        };
    }

    private static int groupEntryLength(final int templateId) {
        return switch (templateId) {
            case AddAssetDecoder.TEMPLATE_ID -> AddAssetDecoder.HaircutsDecoder.sbeBlockLength();
            case AddInstrumentDecoder.TEMPLATE_ID -> AddInstrumentDecoder.TiersDecoder.sbeBlockLength();
            default -> 0;
        };
    }
}
