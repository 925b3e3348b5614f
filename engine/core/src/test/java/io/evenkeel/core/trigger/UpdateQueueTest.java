package io.evenkeel.core.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.command.PriceUpdate;
import io.evenkeel.core.command.UpdateType;
import org.junit.jupiter.api.Test;

class UpdateQueueTest {
    private static final long INTERVAL_END_MS = 28_800_000;

    private final UpdateQueue queue = new UpdateQueue(3);

    @Test
    void shouldReturnEveryKindOfUpdateWithAllItsFieldsWhenItWaited() {
        queue.add(price(), 1, 10);
        queue.add(price().makeFunding(-7, INTERVAL_END_MS), 2, 20);
        queue.add(price().makeFinal(), 3, 30);

        assertThat(read(0)).isEqualTo("PRICE INSTRUMENT 5 100 99 VALID 4 rate 0 end 0");
        assertThat(read(1)).isEqualTo("FUNDING INSTRUMENT 5 100 99 VALID 4 rate -7 end 28800000");
        assertThat(read(2)).isEqualTo("FINAL INSTRUMENT 5 100 99 VALID 4 rate 0 end 0");
        assertThat(queue.commandPosition(1)).isEqualTo(2);
        assertThat(queue.timeMs(2)).isEqualTo(30);
    }

    @Test
    void shouldHashDifferentlyWhenOnlyTheKindOfUpdateDiffers() {
        queue.add(price(), 1, 10);
        final long ofPrice = queue.stateHash();
        queue.removeFirst();
        queue.add(price().makeFinal(), 1, 10);
        final long ofFinal = queue.stateHash();
        queue.removeFirst();
        queue.add(price().makeFunding(0, INTERVAL_END_MS), 1, 10);

        assertThat(ofFinal).isNotEqualTo(ofPrice);
        assertThat(queue.stateHash()).isNotEqualTo(ofPrice).isNotEqualTo(ofFinal);
    }

    private static PriceUpdate price() {
        final PriceUpdate update = new PriceUpdate();
        update.set(PricedKind.INSTRUMENT, 5, 100, 99, PriceState.VALID, 4, 50_000);
        assertThat(update.type()).isEqualTo(UpdateType.PRICE);
        return update;
    }

    private String read(final int n) {
        final PriceUpdate update = queue.read(n, new PriceUpdate());
        return update.type() + " " + update.kind() + " " + update.priced() + " " + update.index() + " "
                + update.mark() + " " + update.state() + " " + update.freshSources() + " rate " + update.ratePpb()
                + " end " + update.intervalEndMs();
    }
}
