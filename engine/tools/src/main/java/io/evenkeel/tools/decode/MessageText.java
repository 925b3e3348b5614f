package io.evenkeel.tools.decode;

import java.util.List;

/** Writes messages as text. */
public final class MessageText {
    private MessageText() {
    }

    /** {@return a message as a line for its name and one for each field, groups indented} */
    public static String lines(final WireMessage message) {
        final StringBuilder text = new StringBuilder();
        text.append(message.name()).append(" (template ").append(message.templateId()).append(")\n");
        append(text, message.fields(), "  ");
        return text.toString();
    }

    /** {@return a message as one line: its name, then {@code field=value} for each field} */
    public static String line(final WireMessage message) {
        final StringBuilder text = new StringBuilder(message.name());
        for (final WireField field : message.fields()) {
            text.append(' ').append(field.name()).append('=').append(field.text());
        }
        return text.toString();
    }

    @SuppressWarnings("unchecked")
    private static void append(final StringBuilder text, final List<WireField> fields, final String indent) {
        for (final WireField field : fields) {
            text.append(indent).append(field.name());
            if (field.value() instanceof List<?> entries) {
                text.append(": ").append(entries.size()).append('\n');
                for (final List<WireField> entry : (List<List<WireField>>) entries) {
                    text.append(indent).append("-\n");
                    append(text, entry, indent + "  ");
                }
            } else {
                text.append(": ").append(field.text());
                if (!field.semanticType().isEmpty()) {
                    text.append("  [").append(field.semanticType()).append(']');
                }
                text.append('\n');
            }
        }
    }
}
