package io.evenkeel.tools.decode;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.ir.Encoding;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.AbstractTokenListener;

/** Collects the fields that the on-the-fly decoder comes across in one message. */
final class FieldCollector extends AbstractTokenListener {
    private final Deque<List<WireField>> open = new ArrayDeque<>();
    private final Deque<List<List<WireField>>> groups = new ArrayDeque<>();

    FieldCollector() {
        open.push(new ArrayList<>());
    }

    /** {@return what was collected} */
    List<WireField> fields() {
        return List.copyOf(open.getFirst());
    }

    @Override
    public void onEncoding(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int bufferIndex,
            final Token typeToken,
            final int actingVersion) {
        add(fieldToken, valueOf(buffer, bufferIndex, typeToken));
    }

    @Override
    public void onEnum(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int bufferIndex,
            final List<Token> tokens,
            final int fromIndex,
            final int toIndex,
            final int actingVersion) {
        final long value = integer(buffer, bufferIndex, tokens.get(fromIndex).encoding());
        String word = "UNKNOWN(" + value + ")";
        for (int i = fromIndex + 1; i < toIndex; i++) {
            if (tokens.get(i).encoding().constValue().longValue() == value) {
                word = tokens.get(i).name();
            }
        }
        add(fieldToken, word);
    }

    @Override
    public void onBitSet(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int bufferIndex,
            final List<Token> tokens,
            final int fromIndex,
            final int toIndex,
            final int actingVersion) {
        final long bits = integer(buffer, bufferIndex, tokens.get(fromIndex).encoding());
        final List<String> chosen = new ArrayList<>();
        for (int i = fromIndex + 1; i < toIndex; i++) {
            final long bit = tokens.get(i).encoding().constValue().longValue();
            if ((bits >> bit & 1) != 0) {
                chosen.add(tokens.get(i).name());
            }
        }
        add(fieldToken, String.join("|", chosen));
    }

    @Override
    public void onGroupHeader(final Token token, final int numInGroup) {
        groups.push(new ArrayList<>());
        if (numInGroup == 0) {
            open.getFirst().add(new WireField(token.name(), "", groups.pop()));
        }
    }

    @Override
    public void onBeginGroup(final Token token, final int groupIndex, final int numInGroup) {
        open.push(new ArrayList<>());
    }

    @Override
    public void onEndGroup(final Token token, final int groupIndex, final int numInGroup) {
        groups.getFirst().add(open.pop());
        if (groupIndex == numInGroup - 1) {
            open.getFirst().add(new WireField(token.name(), "", groups.pop()));
        }
    }

    @Override
    public void onVarData(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int bufferIndex,
            final int length,
            final Token typeToken) {
        final byte[] bytes = bytes(buffer, bufferIndex, length);
        final boolean isText = typeToken.encoding().characterEncoding() != null;
        add(fieldToken, isText ? new String(bytes, StandardCharsets.US_ASCII) : bytes);
    }

    private void add(final Token fieldToken, final Object value) {
        final String semanticType = fieldToken.encoding().semanticType();
        open.getFirst().add(new WireField(fieldToken.name(), semanticType == null ? "" : semanticType, value));
    }

    private static Object valueOf(final DirectBuffer buffer, final int index, final Token typeToken) {
        final Encoding encoding = typeToken.encoding();
        if (typeToken.arrayLength() <= 1) {
            return integer(buffer, index, encoding);
        }
        final byte[] bytes = bytes(buffer, index, typeToken.arrayLength());
        if (encoding.primitiveType() != PrimitiveType.CHAR) {
            return bytes;
        }
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(final DirectBuffer buffer, final int index, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(index, bytes);
        return bytes;
    }

    private static long integer(final DirectBuffer buffer, final int index, final Encoding encoding) {
        final ByteOrder order = encoding.byteOrder();
        return switch (encoding.primitiveType()) {
            case CHAR, INT8 -> buffer.getByte(index);
            case UINT8 -> buffer.getByte(index) & 0xFF;
            case INT16 -> buffer.getShort(index, order);
            case UINT16 -> buffer.getShort(index, order) & 0xFFFF;
            case INT32 -> buffer.getInt(index, order);
            case UINT32 -> buffer.getInt(index, order) & 0xFFFF_FFFFL;
            case INT64, UINT64 -> buffer.getLong(index, order);
            default -> throw new IllegalArgumentException("the schema has no floating point");
        };
    }
}
