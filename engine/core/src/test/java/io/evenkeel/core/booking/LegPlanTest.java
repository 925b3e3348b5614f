package io.evenkeel.core.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.Listed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LegPlanTest {
    private final Instrument instrument = Listed.instrument(0, 0, Long.MAX_VALUE, 20_000, 10_000);
    private final LegPlan plan = new LegPlan();

    @BeforeEach
    void quote() {
        instrument.reprice(5_000_000, 5_000_000, PriceState.VALID);
    }

    @Test
    void shouldAddValueWhenAPositionGrows() {
        // 3 held for 100; 2 more at 60: V = 100 + 120.
        plan(3, 100, 90, 2, 60);

        assertThat(plan.newQuantity()).isEqualTo(5);
        assertThat(plan.newEntryValue()).isEqualTo(220);
        assertThat(plan.newEntryCost()).isEqualTo(210);
        assertThat(plan.realised()).isZero();
        assertThat(plan.isReducing()).isFalse();
    }

    @Test
    void shouldReleaseTowardZeroWhenALongShrinks() {
        // 3 held for V = 100, C = 90; 1 sold at 50: release ⌊100/3⌋ = 33, profit 50 − 33 = 17; on cost 50 − 30 = 20.
        plan(3, 100, 90, -1, 50);

        assertThat(plan.newQuantity()).isEqualTo(2);
        assertThat(plan.newEntryValue()).isEqualTo(67);
        assertThat(plan.newEntryCost()).isEqualTo(60);
        assertThat(plan.realised()).isEqualTo(17);
        assertThat(plan.profitOnCost()).isEqualTo(20);
        assertThat(plan.isReducing()).isTrue();
    }

    @Test
    void shouldReleaseTowardZeroWhenAShortShrinks() {
        // −3 held for V = −100; 1 bought at 50: release −33, profit −50 + 33 = −17.
        plan(-3, -100, -100, 1, 50);

        assertThat(plan.newEntryValue()).isEqualTo(-67);
        assertThat(plan.realised()).isEqualTo(-17);
    }

    @Test
    void shouldCloseAndOpenWhenAPositionCrossesZero() {
        // 3 held for 100; 5 sold at 40: the 3 bring 120 − 100 = 20, and −2 are opened for −80.
        plan(3, 100, 100, -5, 40);

        assertThat(plan.newQuantity()).isEqualTo(-2);
        assertThat(plan.newEntryValue()).isEqualTo(-80);
        assertThat(plan.newEntryCost()).isEqualTo(-80);
        assertThat(plan.realised()).isEqualTo(20);
        assertThat(plan.isReducing()).isFalse();
    }

    @Test
    void shouldLeaveNothingWhenAPositionIsClosed() {
        plan(3, 101, 99, -3, 40);

        assertThat(plan.newQuantity()).isZero();
        assertThat(plan.newEntryValue()).isZero();
        assertThat(plan.newEntryCost()).isZero();
        assertThat(plan.realised()).isEqualTo(19);
        assertThat(plan.isReducing()).isTrue();
    }

    @Test
    void shouldSayWhenAmountsLeaveTheirBounds() {
        assertThat(plan(0, 0, 0, 1L << 28, 5_000_000).isWithinBounds()).isFalse();
        assertThat(plan(0, 0, 0, 1L << 27, 5_000_000).isWithinBounds()).isTrue();
        assertThat(plan(1L << 62, 0, 0, 1, 5_000_000).isWithinBounds()).isFalse();
    }

    /** A rise of the price may have made a position larger than what can be traded. */
    @Test
    void shouldLetAPositionBecomeSmallerWhenItIsLargerThanWhatCanBeTraded() {
        assertThat(plan(1L << 28, 1_000, 1_000, -1, 5_000_000).isWithinBounds()).isTrue();
        assertThat(plan(-(1L << 28), -1_000, -1_000, 1, 5_000_000).isWithinBounds()).isTrue();
        assertThat(plan(1L << 28, 1_000, 1_000, 1, 5_000_000).isWithinBounds()).isFalse();
        assertThat(plan(1L << 28, 1_000, 1_000, -(1L << 28), 5_000_000).isWithinBounds()).as("at one go").isFalse();
    }

    private LegPlan plan(
            final long quantity, final long entryValue, final long entryCost, final long change, final long price) {
        plan.hold(quantity, entryValue, entryCost);
        return plan.plan(instrument, change, price);
    }
}
