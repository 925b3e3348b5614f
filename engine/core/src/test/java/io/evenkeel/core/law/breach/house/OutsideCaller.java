package io.evenkeel.core.law.breach.house;

import java.math.BigDecimal;
import org.assertj.core.api.Assertions;

/** Calls libraries that the core does not have. */
public final class OutsideCaller {
    BigDecimal decimal;

    void library() {
        Assertions.fail("called");
    }
}
