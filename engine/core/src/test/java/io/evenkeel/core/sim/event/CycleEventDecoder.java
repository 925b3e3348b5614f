package io.evenkeel.core.sim.event;

import io.evenkeel.codecs.CycleClosedDecoder;
import io.evenkeel.codecs.CycleMarkDecoder;
import io.evenkeel.codecs.CycleSettledDecoder;
import io.evenkeel.codecs.CycleStartedDecoder;
import io.evenkeel.codecs.MarketPhaseChangedDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PositionSettledDecoder;
import org.agrona.DirectBuffer;

/** Decodes events of settlement cycles and final settlement. */
final class CycleEventDecoder {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final WaterfallEventDecoder waterfall = new WaterfallEventDecoder();
    private final CycleStartedDecoder started = new CycleStartedDecoder();
    private final CycleMarkDecoder mark = new CycleMarkDecoder();
    private final CycleSettledDecoder settled = new CycleSettledDecoder();
    private final CycleClosedDecoder closed = new CycleClosedDecoder();
    private final MarketPhaseChangedDecoder phase = new MarketPhaseChangedDecoder();
    private final PositionSettledDecoder positionSettled = new PositionSettledDecoder();

    /** {@return the event, or one of an unknown kind} */
    Event decode(final int templateId, final DirectBuffer buffer) {
        return switch (templateId) {
            case CycleStartedDecoder.TEMPLATE_ID -> started(buffer);
            case CycleMarkDecoder.TEMPLATE_ID -> mark(buffer);
            case CycleSettledDecoder.TEMPLATE_ID -> settled(buffer);
            case CycleClosedDecoder.TEMPLATE_ID -> closed(buffer);
            case MarketPhaseChangedDecoder.TEMPLATE_ID -> phase(buffer);
            case PositionSettledDecoder.TEMPLATE_ID -> positionSettled(buffer);
            default -> waterfall.decode(templateId, buffer);
        };
    }

    private Event started(final DirectBuffer buffer) {
        started.wrapAndApplyHeader(buffer, 0, header);
        return new Event.CycleStarted(started.cycle(), started.instruments());
    }

    private Event mark(final DirectBuffer buffer) {
        mark.wrapAndApplyHeader(buffer, 0, header);
        return new Event.CycleMark(mark.cycle(), mark.mark(), mark.instrument());
    }

    private Event settled(final DirectBuffer buffer) {
        settled.wrapAndApplyHeader(buffer, 0, header);
        return new Event.CycleSettled(
                settled.cycle(), settled.account(), settled.asset(), settled.amount(), settled.balance());
    }

    private Event phase(final DirectBuffer buffer) {
        phase.wrapAndApplyHeader(buffer, 0, header);
        return new Event.PhaseChanged(phase.price(), phase.instrument(), phase.phase());
    }

    private Event positionSettled(final DirectBuffer buffer) {
        positionSettled.wrapAndApplyHeader(buffer, 0, header);
        return new Event.PositionSettled(
                positionSettled.account(),
                positionSettled.quantity(),
                positionSettled.profit(),
                positionSettled.balance(),
                positionSettled.instrument());
    }

    private Event closed(final DirectBuffer buffer) {
        closed.wrapAndApplyHeader(buffer, 0, header);
        return new Event.CycleClosed(
                closed.cycle(),
                closed.accounts(),
                closed.positions(),
                closed.instructions(),
                closed.debits(),
                closed.credits(),
                closed.instructionsHash(),
                closed.previousHash(),
                closed.hash(),
                closed.positionsLeft());
    }
}
