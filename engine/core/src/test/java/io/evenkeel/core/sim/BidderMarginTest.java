package io.evenkeel.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.event.Event;
import org.junit.jupiter.api.Test;

/** A keeper must hold IM after its bid (SPEC 6): at the open interest that the bid leaves, not at the one it finds. */
class BidderMarginTest {
    private static final long RICH = 10_000_000_000_000L;
    private static final int INSTRUMENT = 1;
    private static final long MARK = 30_000;
    private static final long QUANTITY = 250_000;

    /** A market in which the debtor's long, whose other side the keeper holds, is being sold. */
    private static final class Sale {
        private final Rig rig = new Rig();
        private final Event.Order order;

        Sale(final long keeperHas) {
            rig.accept(rig.deposit(Rig.DEBTOR, 0, 100_000_000_000L));
            rig.accept(rig.deposit(Rig.KEEPER, 0, keeperHas));
            rig.accept(new LogEntry.Trade(INSTRUMENT, 1, Rig.DEBTOR, Rig.KEEPER, QUANTITY, MARK, 0, 0));
            order = offered();
        }

        /** The debtor has too little for its trade, so that what it bought is for sale at once. */
        private Event.Order offered() {
            return rig.events().stream()
                    .filter(Event.Order.class::isInstance)
                    .map(Event.Order.class::cast)
                    .findFirst()
                    .orElseThrow();
        }

        RejectCode bid() {
            final Event.Ack ack = rig.feed(new LogEntry.Bid(
                    Rig.KEEPER, order.liquidation(), INSTRUMENT, order.quantity(), order.mark()));
            return ack.rejectCode();
        }

        AccountReport keeper() {
            return rig.engine().inspector().account(Rig.KEEPER);
        }
    }

    @Test
    void shouldJudgeABidderByTheOpenInterestThatItsBidLeavesWhenTheBidLowersIt() {
        final Sale probe = new Sale(RICH);
        final AccountReport before = probe.keeper();
        assertThat(probe.bid()).isEqualTo(RejectCode.NONE);
        final AccountReport after = probe.keeper();
        final long needed = RICH - (after.equity() - after.initialMargin());
        final double rateBefore = (double) before.initialMargin() / QUANTITY;
        final double rateAfter = (double) after.initialMargin() / (QUANTITY - probe.order.quantity());
        assertThat(probe.order.quantity()).isLessThan(QUANTITY);
        assertThat(rateAfter).as("IM per unit, lower at the lower open interest").isLessThan(rateBefore);

        assertThat(new Sale(needed).bid()).isEqualTo(RejectCode.NONE);
        assertThat(new Sale(needed - 1).bid()).isEqualTo(RejectCode.INSUFFICIENT_MARGIN);
    }
}
