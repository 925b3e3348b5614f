package io.evenkeel.tools.crash;

import java.math.BigDecimal;
import picocli.CommandLine.Option;

/** Terms of the markets, and what stands behind them. */
final class MarketTerms {
    private static final int PPM_OF_PERCENT = 10_000;
    private static final int PPM = 1_000_000;
    private static final BigDecimal INSURANCE_PART = new BigDecimal("0.005");
    private static final int BUFFER_PPM = 100_000;

    @Option(
            names = "--initial-margin",
            paramLabel = "PERCENT",
            defaultValue = "4",
            description = "Of notional. Default: ${DEFAULT-VALUE}.")
    private double initialPercent;

    @Option(
            names = "--maintenance-margin",
            paramLabel = "PERCENT",
            defaultValue = "2",
            description = "Of notional. Default: ${DEFAULT-VALUE}.")
    private double maintenancePercent;

    @Option(
            names = "--auction",
            paramLabel = "MS",
            defaultValue = "2000",
            description = "How long an auction lasts. Default: ${DEFAULT-VALUE}.")
    private int auctionMs;

    @Option(
            names = "--max-discount",
            paramLabel = "PERCENT",
            defaultValue = "1",
            description = "Largest discount of an auction; half the maintenance margin at most. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double maxDiscountPercent;

    @Option(
            names = "--penalty",
            paramLabel = "PERCENT",
            defaultValue = "0.5",
            description = "Of what is closed, to insurance; a quarter of the maintenance margin at most. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double penaltyPercent;

    @Option(
            names = "--insurance",
            paramLabel = "AMOUNT",
            description = "What the insurance fund has. Default: 0.5 %% of the book's open interest.")
    private BigDecimal insurance;

    @Option(
            names = "--insurance-per-liquidation",
            paramLabel = "AMOUNT",
            description = "Most that it pays for one. Default: all that it has.")
    private BigDecimal insurancePerLiquidation;

    /** @throws IllegalArgumentException if the options make no market; the message says why. */
    void check() {
        if (!(maintenancePercent > 0 && maintenancePercent <= initialPercent && initialPercent <= 100)) {
            throw new IllegalArgumentException(
                    "--maintenance-margin is above 0, --initial-margin not below it, and not above 100");
        }
        if (auctionMs < 1 || !(maxDiscountPercent >= 0 && maxDiscountPercent < 100)
                || !(penaltyPercent >= 0 && penaltyPercent < 100)) {
            throw new IllegalArgumentException("--auction is above 0, --max-discount and --penalty are percentages");
        }
        if (isNegative(insurance) || isNegative(insurancePerLiquidation)) {
            throw new IllegalArgumentException("--insurance is not negative");
        }
    }

    private static boolean isNegative(final BigDecimal amount) {
        return amount != null && amount.signum() < 0;
    }

    /** Sets what was not said, in proportion to a book. */
    void fit(final Book book) {
        insurance = insurance == null ? Money.part(book.openInterest(), INSURANCE_PART) : insurance;
    }

    /** {@return the largest leverage that initial margin allows} */
    double mostLeverage() {
        return (double) PPM / initialPpm();
    }

    int initialPpm() {
        return (int) Math.round(initialPercent * PPM_OF_PERCENT);
    }

    int maintenancePpm() {
        return (int) Math.round(maintenancePercent * PPM_OF_PERCENT);
    }

    int maxDiscountPpm() {
        return (int) Math.round(maxDiscountPercent * PPM_OF_PERCENT);
    }

    int penaltyPpm() {
        return (int) Math.round(penaltyPercent * PPM_OF_PERCENT);
    }

    int bufferPpm() {
        return BUFFER_PPM;
    }

    int auctionMs() {
        return auctionMs;
    }

    /** {@return what the fund has, units of money} */
    long insurance() {
        return Money.units(insurance);
    }

    /** {@return most that it pays for one liquidation, units of money} */
    long insurancePerLiquidation() {
        return insurancePerLiquidation == null ? insurance() : Money.units(insurancePerLiquidation);
    }

    /**
     * Looks at each account at the start prices.
     *
     * @throws IllegalArgumentException if one would be in liquidation from the start; the message says which.
     */
    void check(final Book book) {
        for (final BookAccount account : book.accounts()) {
            final BigDecimal needed = BigDecimal.valueOf(account.notional(book.markets()))
                    .multiply(BigDecimal.valueOf(maintenancePpm()))
                    .movePointLeft(6);
            if (needed.compareTo(BigDecimal.valueOf(account.equity())) > 0) {
                throw new IllegalArgumentException("account " + account.id()
                        + " would be in liquidation from the start: its equity of " + Money.shown(account.equity())
                        + " is below its maintenance margin of " + Money.shown(needed.longValue()));
            }
        }
    }
}
