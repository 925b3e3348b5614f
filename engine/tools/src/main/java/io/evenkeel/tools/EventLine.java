package io.evenkeel.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** What happened, as a line of text or a JSON object: what, then its fields in their order. */
public final class EventLine {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventLine() {
    }

    /** {@return the line} */
    public static String of(final String what, final Map<String, Object> fields, final boolean isJson) {
        if (isJson) {
            final Map<String, Object> line = new LinkedHashMap<>();
            line.put("event", what);
            line.putAll(fields);
            try {
                return JSON.writeValueAsString(line);
            } catch (final JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
        final StringBuilder line = new StringBuilder(what);
        fields.forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
        return line.toString();
    }
}
