package io.evenkeel.tools.oracle;

import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * When a price is due.
 *
 * @param kind      how that is found.
 * @param perSecond prices a second, or how many times faster than recorded.
 */
record Pace(Kind kind, int perSecond) {
    /** How that is found. */
    enum Kind {
        /** As far apart as their times are. */
        RECORDED,
        /** So many a second. */
        RATE,
        /** Each as soon as the one before is acknowledged. */
        ACKNOWLEDGED
    }

    /** {@return when it is due, nanoseconds since the first one} */
    long dueNs(final long timeMs, final long firstMs, final long ordinal) {
        return switch (kind) {
            case RECORDED -> TimeUnit.MILLISECONDS.toNanos(timeMs - firstMs) / perSecond;
            case RATE -> TimeUnit.SECONDS.toNanos(ordinal) / perSecond;
            default -> 0;
        };
    }

    /** Reads a pace from the command line. */
    static final class Converter implements ITypeConverter<Pace> {
        @Override
        public Pace convert(final String text) {
            try {
                if ("acknowledged".equals(text)) {
                    return new Pace(Kind.ACKNOWLEDGED, 1);
                }
                if (text.startsWith("recorded")) {
                    return new Pace(Kind.RECORDED, positive(text.equals("recorded") ? "1" : text.substring(9)));
                }
                if (text.endsWith("/s")) {
                    return new Pace(Kind.RATE, positive(text.substring(0, text.length() - 2)));
                }
            } catch (final NumberFormatException | IndexOutOfBoundsException e) {
                throw new TypeConversionException(refusal(text));
            }
            throw new TypeConversionException(refusal(text));
        }

        private static int positive(final String text) {
            final int number = Integer.parseInt(text);
            if (number <= 0) {
                throw new NumberFormatException(text);
            }
            return number;
        }

        private static String refusal(final String text) {
            return "recorded, recorded*N, N/s or acknowledged, not \"" + text + "\"";
        }
    }
}
