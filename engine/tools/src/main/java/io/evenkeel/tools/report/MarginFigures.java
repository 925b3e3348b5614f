package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.codecs.StatusChangedDecoder;
import io.evenkeel.core.inspect.AccountReport;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What decides about an account.
 *
 * @param equity            numeraire units, rounded down.
 * @param initialMargin     numeraire units, rounded up.
 * @param maintenanceMargin numeraire units, rounded up.
 * @param ratioPpm          equity over maintenance margin, rounded down; null where it must hold none.
 */
record MarginFigures(long equity, long initialMargin, long maintenanceMargin, BigInteger ratioPpm) {
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
    private static final int PPM_DECIMALS = 6;

    /** {@return the figures that were said with a status} */
    static MarginFigures said(final StatusChangedDecoder it) {
        final boolean hasRatio = it.marginRatioPpm() != Long.MAX_VALUE;
        return new MarginFigures(
                it.equity(),
                it.initialMargin(),
                it.maintenanceMargin(),
                hasRatio ? BigInteger.valueOf(it.marginRatioPpm()) : null);
    }

    /** {@return the figures of a report} */
    static MarginFigures of(final AccountReport report) {
        return new MarginFigures(
                report.equity(),
                report.initialMargin(),
                report.maintenanceMargin(),
                report.maintenanceMargin() == 0 ? null : ratio(report.equity(), report.maintenanceMargin()));
    }

    private static BigInteger ratio(final long equity, final long maintenanceMargin) {
        final BigInteger[] parts =
                BigInteger.valueOf(equity).multiply(MILLION).divideAndRemainder(BigInteger.valueOf(maintenanceMargin));
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** Puts figures into a row; null, where nothing was said, makes them empty. */
    static void put(final ObjectNode row, final Units units, final MarginFigures figures) {
        row.put("equity", figures == null ? null : units.numeraire(figures.equity))
                .put("initialMargin", figures == null ? null : units.numeraire(figures.initialMargin))
                .put("maintenanceMargin", figures == null ? null : units.numeraire(figures.maintenanceMargin))
                .put("marginRatio", figures == null || figures.ratioPpm == null
                        ? null
                        : new BigDecimal(figures.ratioPpm, PPM_DECIMALS).toPlainString());
    }
}
