package io.evenkeel.tools.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class PaceTest {
    private static Pace pace(final String text) {
        return new Pace.Converter().convert(text);
    }

    @ParameterizedTest
    @CsvSource({
        "recorded, 3000000000",
        "recorded*60, 50000000",
        "10/s, 700000000",
        "acknowledged, 0",
    })
    void shouldBeDueByItsTimeOrPlaceWhenPaced(final String text, final long dueNs) {
        // The eighth price, three seconds after the first.
        assertThat(pace(text).dueNs(13_000, 10_000, 7)).isEqualTo(dueNs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "recorded*0", "recorded*", "recordedly", "0/s", "-1/s", "x/s", "/s"})
    void shouldRefuseAPaceWhenItIsNone(final String text) {
        assertThatThrownBy(() -> pace(text)).isInstanceOf(TypeConversionException.class);
    }
}
