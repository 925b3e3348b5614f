package io.evenkeel.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.HouseBalanceStateEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.event.Event;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What an operator hears who asks for the state hash: the hash, and whether the money adds up. */
class StateHashReportTest {
    private static Event.Hashed ask(final Rig rig) {
        rig.feed(new LogEntry.HashRequest());
        final List<Event> events = List.copyOf(rig.events());
        return (Event.Hashed) events.stream()
                .filter(Event.Hashed.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldReportNothingBrokenWhenAllIsWell() {
        final Event.Hashed report = ask(new Rig().funded());
        assertThat(report.brokenInvariants()).isZero();
        assertThat(report.accounts()).isPositive();
        assertThat(report.positions()).isEqualTo(2);
    }

    @Test
    void shouldReportBrokenInvariantWhenOneUnitAppearsFromNowhere() {
        final Rig rig = new Rig().funded();
        final UnsafeBuffer record = new UnsafeBuffer(new byte[64]);
        final HouseBalanceStateEncoder extra = new HouseBalanceStateEncoder();
        extra.wrapAndApplyHeader(record, 0, new MessageHeaderEncoder())
                .amount(1)
                .asset(0)
                .holder(0)
                .house((short) HouseAccount.FEES.code());
        rig.engine().loadSnapshotRecord(record, 0, extra.limit());
        assertThat(ask(rig).brokenInvariants()).isOne();
    }
}
