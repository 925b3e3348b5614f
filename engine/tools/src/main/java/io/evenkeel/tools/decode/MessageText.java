package io.evenkeel.tools.decode;

import io.evenkeel.client.message.MessageField;

/** Writes messages as text. */
public final class MessageText {
    private MessageText() {
    }

    /** {@return a message as a line for its name and one for each field} */
    public static String lines(final WireMessage message) {
        final StringBuilder text = new StringBuilder();
        text.append(message.name()).append(" (template ").append(message.templateId()).append(")\n");
        for (final MessageField field : message.fields()) {
            text.append("  ").append(field.name()).append(": ").append(field.value());
            if (!field.semanticType().isEmpty()) {
                text.append("  [").append(field.semanticType()).append(']');
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** {@return a message as one line: its name, then {@code field=value} for each field} */
    public static String line(final WireMessage message) {
        final StringBuilder text = new StringBuilder(message.name());
        for (final MessageField field : message.fields()) {
            text.append(' ').append(field.name()).append('=').append(field.value());
        }
        return text.toString();
    }
}
