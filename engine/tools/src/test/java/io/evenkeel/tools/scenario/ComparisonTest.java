package io.evenkeel.tools.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** How an expected number is compared with the actual one. */
class ComparisonTest {
    @Test
    void shouldRoundActualHalfEvenToDecimalsWrittenWhenThereIsNoTolerance() {
        assertThat(differs(null, "2", "2.5")).isFalse();
        assertThat(differs(null, "3", "2.5")).isTrue();
        assertThat(differs(null, "4", "3.5")).isFalse();
        assertThat(differs(null, "2.50", "2.5")).isFalse();
        assertThat(differs(null, "2.50", "2.504")).isFalse();
        assertThat(differs(null, "2.50", "2.506")).isTrue();
    }

    @Test
    void shouldCompareExactlyWhenThereIsTolerance() {
        assertThat(differs("0", "2", "2.0000001")).isTrue();
        assertThat(differs("0.0000001", "2", "2.0000001")).isFalse();
        assertThat(differs("0.1", "2", "1.9")).isFalse();
        assertThat(differs("0.1", "2", "1.89")).isTrue();
    }

    @Test
    void shouldCompareQuotientsWithoutLossWhenTheyDoNotEnd() {
        final Comparison third = new Comparison(null);
        third.ratio("x", new BigDecimal("0.333333333333333333333333"), BigInteger.ONE, 0, BigInteger.valueOf(3));
        assertThat(third.isDifferent()).isFalse();
        final Comparison exact = new Comparison(BigDecimal.ZERO);
        exact.ratio("x", new BigDecimal("0.333333333333333333333333"), BigInteger.ONE, 0, BigInteger.valueOf(3));
        assertThat(exact.isDifferent()).isTrue();
    }

    @Test
    void shouldTellAbsenceFromZeroWhenNullIsExpected() {
        final Comparison comparison = new Comparison(null);
        comparison.number("x", null, null);
        assertThat(comparison.isDifferent()).isFalse();
        comparison.number("x", null, BigDecimal.ZERO);
        comparison.number("y", BigDecimal.ZERO, null);
        assertThat(comparison.expected()).isEqualTo("x null, y 0");
        assertThat(comparison.actual()).isEqualTo("x 0, y null");
    }

    private static boolean differs(final String tolerance, final String wanted, final String was) {
        final Comparison comparison = new Comparison(tolerance == null ? null : new BigDecimal(tolerance));
        comparison.number("x", new BigDecimal(wanted), new BigDecimal(was));
        return comparison.isDifferent();
    }
}
