package io.evenkeel.core.gate;

import io.evenkeel.codecs.GroupSizeEncodingDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.TradeDecoder;
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
        final CommandTemplate template = CommandTemplate.find(header.templateId());
        if (template == null || !template.isBuilt()) {
            return RejectCode.UNKNOWN_TEMPLATE;
        }
        return header.blockLength() == template.blockLength() && hasExactLength(slot, template)
                ? RejectCode.NONE
                : RejectCode.BAD_LENGTH;
    }

    private boolean hasExactLength(final CommandSlot slot, final CommandTemplate template) {
        final int afterBlock = MessageHeaderDecoder.ENCODED_LENGTH + template.blockLength();
        final int entryLength = template.groupEntryLength();
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
}
