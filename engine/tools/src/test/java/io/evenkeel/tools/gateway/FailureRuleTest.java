package io.evenkeel.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.codecs.InstructionKind;
import org.junit.jupiter.api.Test;

class FailureRuleTest {
    private static final Instruction PAY = new Instruction(20, InstructionKind.PAY, 3, 7, 1, 1_000);

    private static boolean fails(final String rule) {
        return FailureRule.parse(rule).fails().test(PAY);
    }

    @Test
    void shouldFailWhatItNamesWhenAnInstructionComes() {
        assertThat(fails("account=7")).isTrue();
        assertThat(fails("account=8")).isFalse();
        assertThat(fails("asset=1")).isTrue();
        assertThat(fails("asset=0")).isFalse();
        assertThat(fails("kind=PAY")).isTrue();
        assertThat(fails("kind=collect")).isFalse();
        assertThat(fails("above=999")).isTrue();
        assertThat(fails("above=1000")).isFalse();
        assertThat(fails("every=10")).isTrue();
        assertThat(fails("every=3")).isFalse();
    }

    @Test
    void shouldSayWhyWhenATextIsNoRule() {
        for (final String text : new String[] {"", "every", "every=0", "kind=GIFT", "account=x", "colour=red"}) {
            assertThatThrownBy(() -> FailureRule.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
