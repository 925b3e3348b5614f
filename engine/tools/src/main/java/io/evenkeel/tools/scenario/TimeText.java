package io.evenkeel.tools.scenario;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Times and durations of scenario files: ISO 8601, whole milliseconds. */
final class TimeText {
    private TimeText() {
    }

    /** Reads a field such as {@code 2026-01-01T00:00:00Z} as milliseconds since 1970 UTC. */
    static long instantMs(final Fields fields, final String name) {
        final String text = fields.text(name);
        try {
            final Instant instant = Instant.parse(text);
            final long ms = instant.toEpochMilli();
            return wholeMs(fields, name, Instant.ofEpochMilli(ms).equals(instant), ms);
        } catch (final DateTimeException | ArithmeticException e) {
            throw fields.wrong(name, "\"" + text + "\" is not a time such as 2026-01-01T00:00:00Z");
        }
    }

    /** Reads a field such as {@code PT8H} as milliseconds. */
    static long durationMs(final Fields fields, final String name) {
        final String text = fields.text(name);
        try {
            final Duration duration = Duration.parse(text);
            final long ms = duration.toMillis();
            return wholeMs(fields, name, Duration.ofMillis(ms).equals(duration), ms);
        } catch (final DateTimeException | ArithmeticException e) {
            throw fields.wrong(name, "\"" + text + "\" is not a duration such as PT8H");
        }
    }

    private static long wholeMs(final Fields fields, final String name, final boolean isWhole, final long ms) {
        if (!isWhole) {
            throw fields.wrong(name, "is finer than a millisecond");
        }
        return ms;
    }
}
