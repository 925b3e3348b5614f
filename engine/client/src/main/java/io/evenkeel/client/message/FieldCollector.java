package io.evenkeel.client.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.ir.Encoding;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.AbstractTokenListener;
import uk.co.real_logic.sbe.otf.Types;

/** Collects the fields of a message while it is decoded on the fly. */
final class FieldCollector extends AbstractTokenListener {
    private static final String SECRET_TYPE = "SecretKey";

    private final List<MessageField> fields = new ArrayList<>();
    private String prefix = "";

    List<MessageField> fields() {
        return fields;
    }

    @Override
    public void onEncoding(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int bufferIndex,
            final Token typeToken,
            final int actingVersion) {
        final Encoding encoding = typeToken.encoding();
        if (typeToken.name().equals(SECRET_TYPE)) {
            add(fieldToken, "(secret)");
        } else if (typeToken.arrayLength() > 1) {
            add(fieldToken, array(buffer, bufferIndex, typeToken));
        } else {
            add(fieldToken, Types.getLong(buffer, bufferIndex, encoding));
        }
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
        final long value = Types.getLong(buffer, bufferIndex, tokens.get(fromIndex + 1).encoding());
        String name = Long.toString(value);
        for (int i = fromIndex + 1; i < toIndex; i++) {
            if (tokens.get(i).encoding().constValue().longValue() == value) {
                name = tokens.get(i).name();
            }
        }
        add(fieldToken, name);
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
        final long value = Types.getLong(buffer, bufferIndex, tokens.get(fromIndex + 1).encoding());
        final StringJoiner names = new StringJoiner("|");
        for (int i = fromIndex + 1; i < toIndex; i++) {
            final long bit = tokens.get(i).encoding().constValue().longValue();
            if ((value & (1L << bit)) != 0) {
                names.add(tokens.get(i).name());
            }
        }
        add(fieldToken, names.toString());
    }

    @Override
    public void onBeginGroup(final Token token, final int groupIndex, final int numInGroup) {
        prefix = token.name() + "[" + groupIndex + "].";
    }

    @Override
    public void onEndGroup(final Token token, final int groupIndex, final int numInGroup) {
        prefix = "";
    }

    @Override
    public void onVarData(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int bufferIndex,
            final int length,
            final Token typeToken) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(bufferIndex, bytes);
        final boolean isText = typeToken.encoding().characterEncoding() != null;
        add(fieldToken, isText ? new String(bytes, StandardCharsets.US_ASCII) : HexFormat.of().formatHex(bytes));
    }

    private static String array(final DirectBuffer buffer, final int at, final Token typeToken) {
        final byte[] bytes = new byte[typeToken.encodedLength()];
        buffer.getBytes(at, bytes);
        if (typeToken.encoding().primitiveType() != PrimitiveType.CHAR) {
            return HexFormat.of().formatHex(bytes);
        }
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }

    private void add(final Token fieldToken, final Object value) {
        final String semanticType = fieldToken.encoding().semanticType();
        fields.add(new MessageField(prefix + fieldToken.name(), value, semanticType == null ? "" : semanticType));
    }
}
