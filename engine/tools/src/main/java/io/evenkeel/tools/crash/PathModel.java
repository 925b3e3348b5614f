package io.evenkeel.tools.crash;

import io.evenkeel.tools.crash.PricePath.Move;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paths that are made up.
 *
 * <p>{@code gap:size=-20,at=1s,drift=-5,over=1m,every=1s}: at a time the price jumps by size %, then drifts by drift %
 * of the first price in so long.
 *
 * <p>{@code jumps:volatility=80,rate=6,mean=-3,deviation=2,for=30m,every=1s}: Merton's jump diffusion (Journal of
 * Financial Economics 3, 1976) without drift: normal returns of so much volatility, percent a year, and so many jumps
 * an hour on average, each normal in percent of the price.
 */
final class PathModel {
    private static final double PERCENT = 100;
    private static final double SECONDS_OF_YEAR = 365.0 * 24 * 3600;
    private static final double MS_OF_HOUR = 3_600_000;
    private static final double LEAST_RATIO = 1e-3;
    private static final int MOST_MOVES = 1_000_000;
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");

    private final String kind;
    private final Map<String, String> terms = new HashMap<>();
    private final Set<String> unread = new TreeSet<>();

    private PathModel(final String text) {
        final String[] parts = text.split(":", 2);
        kind = parts[0];
        for (final String term : parts[1].isEmpty() ? new String[0] : parts[1].split(",", -1)) {
            final String[] pair = term.split("=", 2);
            if (pair.length < 2 || terms.put(pair[0], pair[1]) != null) {
                throw new IllegalArgumentException("\"" + term + "\" is not NAME=VALUE, or is there twice");
            }
            unread.add(pair[0]);
        }
    }

    /** {@return whether a path is a model and not a file} */
    static boolean isModel(final String text) {
        return text.startsWith("gap:") || text.startsWith("jumps:");
    }

    /**
     * {@return the model that a text describes}
     *
     * @throws IllegalArgumentException if it describes none; the message says why.
     */
    static PricePath.Source read(final String text) {
        final PathModel model = new PathModel(text);
        final PricePath.Source source = model.kind.equals("gap") ? model.gap() : model.jumps();
        if (!model.unread.isEmpty()) {
            throw new IllegalArgumentException(model.kind + " has no " + String.join(", ", model.unread));
        }
        return source;
    }

    private PricePath.Source gap() {
        final double size = percent("size", -20);
        final double drift = percent("drift", 0);
        final long atMs = duration("at", "1s");
        final long overMs = duration("over", "1m");
        final long everyMs = everyMs(atMs + overMs);
        require(1 + size > LEAST_RATIO && 1 + size + drift > LEAST_RATIO, "a price would fall to nothing");
        final List<Move> moves = new ArrayList<>();
        for (long timeMs = 0; timeMs < atMs; timeMs += everyMs) {
            moves.add(new Move(timeMs, null, 1));
        }
        for (long sinceMs = 0; sinceMs <= overMs; sinceMs += everyMs) {
            final double part = overMs == 0 ? 1 : (double) sinceMs / overMs;
            moves.add(new Move(atMs + sinceMs, null, 1 + size + drift * part));
        }
        return seed -> new PricePath(Map.of(), moves);
    }

    private PricePath.Source jumps() {
        final double volatility = percent("volatility", 80);
        final double perHour = number("rate", 6);
        final double mean = percent("mean", -3);
        final double deviation = percent("deviation", 2);
        final long lengthMs = duration("for", "30m");
        final long everyMs = everyMs(lengthMs);
        require(volatility >= 0 && perHour >= 0 && deviation >= 0, "volatility, rate and deviation are not negative");
        final double stepDeviation = volatility * StrictMath.sqrt(everyMs / 1_000.0 / SECONDS_OF_YEAR);
        final double jumpChance = 1 - StrictMath.exp(-perHour * everyMs / MS_OF_HOUR);
        return seed -> {
            final Random random = new Random(seed);
            final List<Move> moves = new ArrayList<>();
            double ratio = 1;
            for (long timeMs = 0; timeMs <= lengthMs; timeMs += everyMs) {
                moves.add(new Move(timeMs, null, ratio));
                ratio *= StrictMath.exp(
                        stepDeviation * random.nextGaussian() - stepDeviation * stepDeviation / 2);
                if (random.nextDouble() < jumpChance) {
                    ratio *= Math.max(LEAST_RATIO, 1 + mean + deviation * random.nextGaussian());
                }
                ratio = Math.max(LEAST_RATIO, ratio);
            }
            return new PricePath(Map.of(), moves);
        };
    }

    private long everyMs(final long lengthMs) {
        final long everyMs = duration("every", "1s");
        require(everyMs > 0, "every is above 0");
        require(lengthMs / everyMs < MOST_MOVES, "that is more than " + MOST_MOVES + " prices");
        return everyMs;
    }

    private double percent(final String name, final double usual) {
        return number(name, usual) / PERCENT;
    }

    private double number(final String name, final double usual) {
        final String text = take(name, String.valueOf(usual));
        try {
            final double value = Double.parseDouble(text);
            require(Double.isFinite(value), name + " is not a number");
            return value;
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(name + "=" + text + " is not a number", e);
        }
    }

    private long duration(final String name, final String usual) {
        final String text = take(name, usual);
        final Matcher matcher = DURATION.matcher(text);
        require(matcher.matches() && matcher.group(1).length() <= 9, name + "=" + text
                + " is not a time such as 500ms, 10s, 5m or 1h");
        final long unitMs = switch (matcher.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
        return Long.parseLong(matcher.group(1)) * unitMs;
    }

    private String take(final String name, final String usual) {
        unread.remove(name);
        return terms.getOrDefault(name, usual);
    }

    private static void require(final boolean holds, final String why) {
        if (!holds) {
            throw new IllegalArgumentException(why);
        }
    }
}
