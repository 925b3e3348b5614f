package io.evenkeel.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetMarginTermsEncoder;
import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.sim.command.CommandWriter;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.event.ListeningSink;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Tiers;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Accounts adopt stricter terms one by one, in order of id, four for each evaluation of a slice at each timer, and
 * breach only then; milder terms hold at once. The accounts of the rig: 7 is long I0, 14 sold to it.
 */
class TermsAdoptionTest {
    private final Rig rig = new Rig(EngineLimits.small().withSliceEvaluations(1)).funded();

    @Test
    void shouldBreachWhenTheCursorPassesAndNotBeforeWhenRatesAreRaised() {
        final List<Long> passed = new ArrayList<>();
        assertThat(setRates(1_000_000, 1_000_000)).isEqualTo(RejectCode.NONE);
        assertThat(status(Rig.DEBTOR)).isNotEqualTo(AccountStatus.LIQUIDATING);

        for (int timer = 0; timer < 50 && status(Rig.DEBTOR) != AccountStatus.LIQUIDATING; timer++) {
            passed.add(rig.engine().stateHash());
            rig.feeder().feed(new LogEntry.Timer(50));
            assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
            assertThat(restored().stateHash()).isEqualTo(rig.engine().stateHash());
        }

        // Seven accounts at most have lower ids than 7, so it is among the first eight.
        assertThat(passed).hasSize(1);
        assertThat(status(Rig.DEBTOR)).isEqualTo(AccountStatus.LIQUIDATING);
    }

    @Test
    void shouldAskForLessAtOnceWhenRatesAreLowered() {
        final long before = report(Rig.DEBTOR).maintenanceMargin();

        assertThat(setRates(2, 1)).isEqualTo(RejectCode.NONE);

        assertThat(report(Rig.DEBTOR).maintenanceMargin()).isLessThan(before);
        assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
        assertThat(restored().stateHash()).isEqualTo(rig.engine().stateHash());
        for (int timer = 0; timer < 20; timer++) {
            rig.feeder().feed(new LogEntry.Timer(50));
            rig.price(PricedKind.INSTRUMENT, 0, 5_000_000 - 20_000L * timer);
            rig.accept(rig.trade(Rig.KEEPER, Rig.DEBTOR, 100, 5_000_000));
            assertThat(rig.engine().inspector().violatedInvariants()).isEmpty();
            assertThat(restored().stateHash()).isEqualTo(rig.engine().stateHash());
        }
    }

    @Test
    void shouldRefuseAndChangeNothingWhenTermsAreUnsound() {
        final String before = rig.everything();

        assertThat(setRates(10_000, 20_000)).isEqualTo(RejectCode.BAD_PARAMETER);
        assertThat(setRates(1_000_001, 10_000)).isEqualTo(RejectCode.BAD_PARAMETER);

        assertThat(rig.everything()).isEqualTo(before);
    }

    private RejectCode setRates(final int initialPpm, final int maintenancePpm) {
        return rig.feed(new LogEntry.Setup(
                (writer, sequence) -> write(writer, sequence, initialPpm, maintenancePpm), "# new rates")).rejectCode();
    }

    private int write(
            final CommandWriter writer, final long sequence, final int initialPpm, final int maintenancePpm) {
        final InstrumentTerms listed = rig.world().terms().instruments().get(0);
        final SetMarginTermsEncoder encoder = new SetMarginTermsEncoder();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, new MessageHeaderEncoder())
                .sequence(sequence)
                .instrument(listed.id())
                .oiLower(listed.oiLower())
                .oiUpper(listed.oiUpper());
        encoder.tiersCount(1).next().upTo(Tiers.NO_END).imPpm(initialPpm).mmPpm(maintenancePpm);
        return MessageHeaderDecoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private AccountReport report(final long account) {
        return rig.engine().inspector().account(account);
    }

    private AccountStatus status(final long account) {
        return report(account).status();
    }

    private Engine restored() {
        final Engine engine = new Engine(
                EngineLimits.small().withSliceEvaluations(1), new ListeningSink(slot -> { }));
        rig.engine().writeSnapshot((buffer, offset, length) -> {
            final byte[] record = new byte[length];
            buffer.getBytes(offset, record);
            engine.loadSnapshotRecord(new UnsafeBuffer(record), 0, length);
        });
        engine.completeSnapshotLoad();
        return engine;
    }
}
