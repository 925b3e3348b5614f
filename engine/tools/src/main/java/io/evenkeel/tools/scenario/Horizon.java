package io.evenkeel.tools.scenario;

import io.evenkeel.codecs.InstrumentKind;

/**
 * Follows cluster time through the lines of a file while they are read, to refuse what this version does not do yet
 * and the file would come to: funding that falls due, a future that comes within its last 30 minutes.
 */
final class Horizon {
    /** Cluster time of the first line: 2026-01-01T00:00:00Z. */
    static final long START_MS = 1_767_225_600_000L;

    private static final long EXPIRY_WINDOW_MS = 30 * 60_000L;

    private long timeMs = START_MS;
    private long firstFundingMs = Long.MAX_VALUE;
    private long firstExpiryMs = Long.MAX_VALUE;

    /** Reads the funding keys of an instrument and takes note of when they come to matter. */
    void declare(final Fields fields, final InstrumentKind kind, final long expiryMs) {
        final long intervalMs = fields.integer("fundingIntervalMs", 0, Long.MAX_VALUE, 0);
        final boolean isInterestOff = !fields.has("interest") || fields.ppm("interest") == 0;
        final boolean isCapOff = fields.has("fundingCap") && fields.ppm("fundingCap") == 0;
        if (intervalMs > 0 && !isInterestOff && !isCapOff) {
            firstFundingMs = Math.min(firstFundingMs, (timeMs / intervalMs + 1) * intervalMs);
        }
        if (kind == InstrumentKind.FUTURE && expiryMs > 0) {
            firstExpiryMs = Math.min(firstExpiryMs, expiryMs - EXPIRY_WINDOW_MS);
        }
    }

    /** Follows a line that sets the time. */
    void setTime(final String field, final long timeMs) {
        this.timeMs = Math.max(this.timeMs, timeMs);
        check(field);
    }

    /** Follows a line that moves the time on. */
    void advance(final String field, final long durationMs) {
        try {
            timeMs = Math.addExact(timeMs, Math.max(0, durationMs));
        } catch (final ArithmeticException e) {
            throw new InvalidFieldException(field, "goes beyond the end of time");
        }
        check(field);
    }

    private void check(final String field) {
        if (timeMs >= firstFundingMs) {
            throw new InvalidFieldException(field, "funding falls due, and this version pays none");
        }
        if (timeMs >= firstExpiryMs) {
            throw new InvalidFieldException(field, "a future expires, and this version does not settle it");
        }
    }
}
