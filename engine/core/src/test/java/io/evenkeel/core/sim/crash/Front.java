package io.evenkeel.core.sim.crash;

import io.evenkeel.model.InstrumentTerms;
import java.util.List;
import java.util.Random;

/**
 * Markets that settle in one asset, and crash together.
 *
 * @param money   the asset, which those have who hold positions there.
 * @param markets instruments, of one pool or several.
 */
record Front(int money, List<InstrumentTerms> markets) {
    /** {@return one of its markets} */
    InstrumentTerms any(final Random random) {
        return markets.get(random.nextInt(markets.size()));
    }

    /** {@return pools of its markets} */
    List<Integer> pools() {
        return markets.stream().map(InstrumentTerms::pool).distinct().sorted().toList();
    }
}
