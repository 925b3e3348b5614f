package io.evenkeel.tools.crash;

import io.evenkeel.tools.keeper.KeeperLimits;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Who takes what is liquidated, and with how much money: makers beforehand, keepers and backstops in the crash. */
final class Takers {
    private static final Pattern RANGE = Pattern.compile("(\\d+(?:\\.\\d+)?)(?:-(\\d+(?:\\.\\d+)?))?");
    private static final int PPM_OF_PERCENT = 10_000;
    private static final int MOST_OF_A_KIND = 64;
    private static final BigDecimal KEEPER_PART = new BigDecimal("0.005");
    private static final BigDecimal BACKSTOP_PART = new BigDecimal("0.01");
    private static final BigDecimal USUAL_LEVERAGE = BigDecimal.valueOf(5);

    @Option(
            names = "--makers",
            paramLabel = "N",
            defaultValue = "3",
            description = "Accounts that take, in equal parts, what quantities lack to sum to zero. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int makers;

    @Option(
            names = "--maker-leverage",
            paramLabel = "X",
            defaultValue = "3",
            description = "Their notional over their equity. Default: ${DEFAULT-VALUE}.")
    private double makerLeverage;

    @Option(names = "--keepers", paramLabel = "N", defaultValue = "8", description = "Default: ${DEFAULT-VALUE}.")
    private int keepers;

    @Option(
            names = "--keeper-capital",
            paramLabel = "AMOUNT",
            description = "Money of each. Default: 0.5 %% of the book's open interest.")
    private BigDecimal keeperCapital;

    @Option(
            names = "--keeper-discount",
            paramLabel = "PERCENT[-PERCENT]",
            defaultValue = "0.2-0.6",
            description = "Least discount from the mark at which they bid: that of the first to that of the last."
                    + " Default: ${DEFAULT-VALUE}.")
    private String keeperDiscount;

    @Option(
            names = "--keeper-capacity",
            paramLabel = "AMOUNT",
            description = "Most that the positions of each may be worth. Default: 5 times its money.")
    private BigDecimal keeperCapacity;

    @Option(names = "--backstops", paramLabel = "N", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
    private int backstops;

    @Option(
            names = "--backstop-capital",
            paramLabel = "AMOUNT",
            description = "Money of each. Default: 1 %% of the book's open interest.")
    private BigDecimal backstopCapital;

    @Option(
            names = "--backstop-capacity",
            paramLabel = "AMOUNT",
            description = "Most notional that each takes over. Default: 5 times its money.")
    private BigDecimal backstopCapacity;

    /** @throws IllegalArgumentException if the options make no sense; the message says why. */
    void check() {
        if (makers < 1 || makers > MOST_OF_A_KIND || !(makerLeverage > 0)) {
            throw new IllegalArgumentException(
                    "--makers is from 1 to " + MOST_OF_A_KIND + ", --maker-leverage above 0");
        }
        if (keepers < 0 || keepers > MOST_OF_A_KIND || backstops < 0 || backstops > MOST_OF_A_KIND) {
            throw new IllegalArgumentException("--keepers and --backstops are from 0 to " + MOST_OF_A_KIND);
        }
        if (Stream.of(keeperCapital, backstopCapital, keeperCapacity, backstopCapacity)
                .anyMatch(amount -> amount != null && amount.signum() <= 0)) {
            throw new IllegalArgumentException("capital and capacity are above 0");
        }
        if (discountPpm(0) > discountPpm(Math.max(0, keepers - 1)) || discountPpm(keepers) >= 100 * PPM_OF_PERCENT) {
            throw new IllegalArgumentException("--keeper-discount is a percentage, or two, the least first");
        }
    }

    /** Sets what was not said, in proportion to a book. */
    void fit(final Book book) {
        keeperCapital = keeperCapital == null ? Money.part(book.openInterest(), KEEPER_PART) : keeperCapital;
        backstopCapital = backstopCapital == null ? Money.part(book.openInterest(), BACKSTOP_PART) : backstopCapital;
    }

    int makers() {
        return makers;
    }

    double makerLeverage() {
        return makerLeverage;
    }

    int keepers() {
        return keepers;
    }

    /** {@return money of a keeper, units} */
    long keeperCapital() {
        return Money.units(keeperCapital);
    }

    int backstops() {
        return backstops;
    }

    /** {@return money of a backstop, units} */
    long backstopCapital() {
        return Money.units(backstopCapital);
    }

    /** {@return most notional of a backstop, units of money} */
    long backstopCapacity() {
        return Money.units(backstopCapacity == null ? backstopCapital.multiply(USUAL_LEVERAGE) : backstopCapacity);
    }

    /** {@return what the n-th keeper may do} */
    KeeperLimits limits(final int keeper) {
        final BigDecimal most = keeperCapacity == null ? keeperCapital.multiply(USUAL_LEVERAGE) : keeperCapacity;
        return new KeeperLimits(discountPpm(keeper), Long.MAX_VALUE, Money.units(most), Map.of());
    }

    private long discountPpm(final int keeper) {
        final Matcher range = RANGE.matcher(keeperDiscount);
        if (!range.matches()) {
            throw new IllegalArgumentException("--keeper-discount \"" + keeperDiscount + "\" is no percentage");
        }
        final double first = Double.parseDouble(range.group(1));
        final double last = range.group(2) == null ? first : Double.parseDouble(range.group(2));
        final double part = keepers < 2 ? 0 : Math.min(1, (double) keeper / (keepers - 1));
        return Math.round((first + (last - first) * part) * PPM_OF_PERCENT);
    }
}
