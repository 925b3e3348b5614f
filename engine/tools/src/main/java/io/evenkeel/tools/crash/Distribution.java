package io.evenkeel.tools.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What numbers of a population are drawn from: {@code fixed:10}, {@code uniform:2-20}, {@code lognormal:5,0.8} (median,
 * and standard deviation of the logarithm) or {@code buckets:2=30%,5=40%,10=30%}. Draws are the same for the same seed
 * on every machine.
 */
sealed interface Distribution {
    /** {@return the next number} */
    double draw(Random random);

    /** {@return the largest number that there can be; infinite where there is none} */
    double largest();

    /** {@return the smallest number that there can be} */
    double smallest();

    /** Always the same. */
    record Fixed(double value) implements Distribution {
        @Override
        public String toString() {
            return "fixed:" + value;
        }

        @Override
        public double draw(final Random random) {
            return value;
        }

        @Override
        public double largest() {
            return value;
        }

        @Override
        public double smallest() {
            return value;
        }
    }

    /** Any number between two, each as likely. */
    record Uniform(double smallest, double largest) implements Distribution {
        @Override
        public String toString() {
            return "uniform:" + smallest + "-" + largest;
        }

        @Override
        public double draw(final Random random) {
            return smallest + (largest - smallest) * random.nextDouble();
        }
    }

    /** The logarithm is normal. */
    record LogNormal(double median, double sigma) implements Distribution {
        @Override
        public String toString() {
            return "lognormal:" + median + "," + sigma;
        }

        @Override
        public double draw(final Random random) {
            return median * StrictMath.exp(sigma * random.nextGaussian());
        }

        @Override
        public double largest() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public double smallest() {
            return Double.MIN_VALUE;
        }
    }

    /** Some numbers, each with its share of the draws, percent. */
    record Buckets(List<Bucket> buckets) implements Distribution {
        @Override
        public String toString() {
            return buckets.stream()
                    .map(bucket -> bucket.value() + "=" + bucket.percent() + "%")
                    .collect(Collectors.joining(",", "buckets:", ""));
        }

        @Override
        public double draw(final Random random) {
            double left = 100 * random.nextDouble();
            for (final Bucket bucket : buckets) {
                left -= bucket.percent();
                if (left < 0) {
                    return bucket.value();
                }
            }
            return buckets.get(buckets.size() - 1).value();
        }

        @Override
        public double largest() {
            return buckets.stream().mapToDouble(Bucket::value).max().orElseThrow();
        }

        @Override
        public double smallest() {
            return buckets.stream().mapToDouble(Bucket::value).min().orElseThrow();
        }
    }

    /** One number and its share, percent. */
    record Bucket(double value, double percent) {
    }

    /** Reads one from the command line. */
    final class Converter implements ITypeConverter<Distribution> {
        private static final String NUMBER = "(\\d+(?:\\.\\d+)?)";
        private static final Pattern FIXED = Pattern.compile("fixed:" + NUMBER);
        private static final Pattern UNIFORM = Pattern.compile("uniform:" + NUMBER + "-" + NUMBER);
        private static final Pattern LOG_NORMAL = Pattern.compile("lognormal:" + NUMBER + "," + NUMBER);
        private static final Pattern BUCKET = Pattern.compile(NUMBER + "=" + NUMBER + "%");
        private static final String BUCKETS = "buckets:";
        private static final double PERCENT_SLACK = 1e-9;

        @Override
        public Distribution convert(final String text) {
            final Distribution read = read(text.toLowerCase(Locale.ROOT));
            if (read == null) {
                throw new TypeConversionException("\"" + text + "\" is none of fixed:X, uniform:LEAST-MOST,"
                        + " lognormal:MEDIAN,SIGMA and buckets:X=PERCENT%,...");
            }
            if (read.smallest() <= 0 || read.smallest() > read.largest()) {
                throw new TypeConversionException("\"" + text + "\": numbers are above 0, the least first");
            }
            return read;
        }

        private static Distribution read(final String text) {
            final Matcher fixed = FIXED.matcher(text);
            final Matcher uniform = UNIFORM.matcher(text);
            final Matcher logNormal = LOG_NORMAL.matcher(text);
            if (fixed.matches()) {
                return new Fixed(number(fixed, 1));
            }
            if (uniform.matches()) {
                return new Uniform(number(uniform, 1), number(uniform, 2));
            }
            if (logNormal.matches()) {
                return new LogNormal(number(logNormal, 1), number(logNormal, 2));
            }
            return text.startsWith(BUCKETS) ? buckets(text) : null;
        }

        private static Distribution buckets(final String text) {
            final List<Bucket> buckets = new ArrayList<>();
            for (final String part : text.substring(BUCKETS.length()).split(",", -1)) {
                final Matcher bucket = BUCKET.matcher(part);
                if (!bucket.matches()) {
                    return null;
                }
                buckets.add(new Bucket(number(bucket, 1), number(bucket, 2)));
            }
            final double sum = buckets.stream().mapToDouble(Bucket::percent).sum();
            if (Math.abs(sum - 100) > PERCENT_SLACK) {
                throw new TypeConversionException("\"" + text + "\": shares sum to " + sum + " %, not 100 %");
            }
            return new Buckets(buckets);
        }

        private static double number(final Matcher matcher, final int group) {
            return Double.parseDouble(matcher.group(group));
        }
    }
}
