package io.evenkeel.core.gate;

import io.evenkeel.codecs.AddAccountDecoder;
import io.evenkeel.codecs.AddParticipantDecoder;
import io.evenkeel.codecs.AddPriceSourceDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.ReserveMarginDecoder;
import io.evenkeel.codecs.SessionPrincipalDecoder;
import io.evenkeel.codecs.SessionRequestDecoder;
import io.evenkeel.codecs.SetMessageKeyDecoder;
import io.evenkeel.codecs.SetParticipantDecoder;
import io.evenkeel.codecs.StateHashRequestDecoder;
import io.evenkeel.core.answer.AnswerStore;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.Stage;
import io.evenkeel.core.store.LongMap;
import java.nio.ByteOrder;

/**
 * The first stage: who says it, and may they? Owns sessions, participants and their command sequences (SPEC 7).
 * What it refuses travels on, flagged, so that it is answered in order.
 *
 * <p>A sequence that is one above the participant's last is consumed, whatever becomes of the command. A repeat of
 * one of the last {@link AnswerStore#KEPT} is flagged and answered from memory; anything else is a gap and
 * consumes nothing. Before that, all of these count toward the participant's rate, and what comes beyond it consumes
 * nothing either: it may be sent again. Before any of that, a participant with a message key must have signed: what it
 * did not sign says nothing of it, so that it consumes no sequence, counts toward no rate and is not answered from
 * memory. Only the session opened last speaks for a participant, so that a new process cannot mistake an old one's
 * answer for its own.
 */
public final class GateStage implements Stage {
    /** The participant that exists from the start: it admits all others. */
    public static final int GENESIS_PARTICIPANT = 1;

    private final ParticipantStore participants;
    private final LongMap participantsBySession;
    private final CommandShape shape = new CommandShape();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SessionPrincipalDecoder principal = new SessionPrincipalDecoder();
    private final AddParticipantDecoder addParticipant = new AddParticipantDecoder();
    private final SetParticipantDecoder setParticipant = new SetParticipantDecoder();
    private final SetMessageKeyDecoder setMessageKey = new SetMessageKeyDecoder();
    private final AddAccountDecoder addAccount = new AddAccountDecoder();
    private final AddPriceSourceDecoder addPriceSource = new AddPriceSourceDecoder();
    private final ReserveMarginDecoder reserveMargin = new ReserveMarginDecoder();

    /** Makes a gate that knows the genesis participant alone. */
    public GateStage(final int maxParticipants) {
        participants = new ParticipantStore(maxParticipants);
        participantsBySession = new LongMap(maxParticipants);
        participants.add(
                GENESIS_PARTICIPANT, Permissions.OPERATOR | Permissions.GOVERNOR | Permissions.AUDITOR, 0);
    }

    @Override
    public void onCommand(final CommandSlot slot) {
        switch (slot.kind()) {
            case MESSAGE -> onMessage(slot);
            case SESSION_OPEN -> onSessionOpen(slot);
            case SESSION_CLOSE -> onSessionClose(slot);
            case TIMER -> { }
            default -> throw new IllegalStateException("no such kind of command: " + slot.kind());
        }
    }

    private void onSessionOpen(final CommandSlot slot) {
        final int participant = principalOf(slot);
        if (participant == ParticipantStore.NONE || participantsBySession.containsKey(slot.sessionId())) {
            slot.refuse(RejectCode.NOT_AUTHENTICATED);
            return;
        }
        participantsBySession.remove(participants.session(participant));
        participantsBySession.put(slot.sessionId(), participant);
        participants.session(participant, slot.sessionId());
        slot.identify(
                participants.id(participant),
                SessionRequestDecoder.TEMPLATE_ID,
                participants.lastSequence(participant));
    }

    private int principalOf(final CommandSlot slot) {
        final int shortest = MessageHeaderDecoder.ENCODED_LENGTH + SessionPrincipalDecoder.BLOCK_LENGTH;
        if (slot.length() < shortest || slot.length() > CommandSlot.MAX_LENGTH) {
            return ParticipantStore.NONE;
        }
        header.wrap(slot.bytes(), 0);
        if (header.templateId() != SessionPrincipalDecoder.TEMPLATE_ID) {
            return ParticipantStore.NONE;
        }
        principal.wrapAndApplyHeader(slot.bytes(), 0, header);
        return participants.find(principal.participant());
    }

    private void onSessionClose(final CommandSlot slot) {
        final int participant = participantsBySession.get(slot.sessionId());
        if (participant == LongMap.MISSING) {
            return;
        }
        participantsBySession.remove(slot.sessionId());
        participants.session(participant, 0);
    }

    private void onMessage(final CommandSlot slot) {
        final int participant = participantsBySession.get(slot.sessionId());
        final boolean isSpeaking = participant != LongMap.MISSING;
        final int sender = isSpeaking ? participants.id(participant) : 0;
        if (slot.length() < CommandShape.SHORTEST) {
            slot.identify(sender, 0, 0);
            slot.refuse(isSpeaking ? RejectCode.BAD_LENGTH : RejectCode.NOT_AUTHENTICATED);
            return;
        }
        final int templateId = shape.templateId(slot);
        final long sequence = slot.bytes().getLong(CommandShape.SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
        slot.identify(sender, templateId, sequence);
        if (!isSpeaking) {
            slot.refuse(RejectCode.NOT_AUTHENTICATED);
        } else if (templateId == SessionRequestDecoder.TEMPLATE_ID && shape.check(slot) == RejectCode.NONE) {
            onSessionRequest(slot, participant);
        } else {
            onSigned(slot, participant, sequence);
        }
    }

    /** It comes without a code: where one is needed anybody may have written it, and it counts toward no rate. */
    private void onSessionRequest(final CommandSlot slot, final int participant) {
        if (participants.keys().isCodeNeeded(participant, slot.timeMs())
                || participants.isWithinRate(participant, slot.timeMs())) {
            slot.identify(
                    participants.id(participant),
                    SessionRequestDecoder.TEMPLATE_ID,
                    participants.lastSequence(participant));
        } else {
            slot.refuse(RejectCode.RATE_LIMITED);
        }
    }

    private void onSigned(final CommandSlot slot, final int participant, final long sequence) {
        if (!participants.keys().authenticate(slot, participant, sequence)) {
            slot.refuse(RejectCode.BAD_MAC);
        } else if (participants.isWithinRate(participant, slot.timeMs())) {
            onNumbered(slot, participant, sequence);
        } else {
            slot.refuse(RejectCode.RATE_LIMITED);
        }
    }

    private void onNumbered(final CommandSlot slot, final int participant, final long sequence) {
        final long last = participants.lastSequence(participant);
        if (sequence <= last && sequence > 0 && sequence > last - AnswerStore.KEPT) {
            slot.markRepeat();
        } else if (sequence != last + 1) {
            slot.refuse(RejectCode.SEQUENCE_GAP);
        } else {
            participants.lastSequence(participant, sequence);
            slot.refuse(judge(slot, participant));
        }
    }

    private RejectCode judge(final CommandSlot slot, final int participant) {
        final RejectCode badShape = shape.check(slot);
        if (badShape != RejectCode.NONE) {
            return badShape;
        }
        if ((participants.roles(participant) & CommandTemplate.find(slot.templateId()).roles()) == 0) {
            return RejectCode.NOT_PERMITTED;
        }
        slot.roles(participants.roles(participant));
        return switch (slot.templateId()) {
            case AddParticipantDecoder.TEMPLATE_ID -> onAddParticipant(slot);
            case SetParticipantDecoder.TEMPLATE_ID -> onSetParticipant(slot);
            case SetMessageKeyDecoder.TEMPLATE_ID -> onSetMessageKey(slot);
            case AddAccountDecoder.TEMPLATE_ID -> onAddAccount(slot);
            case AddPriceSourceDecoder.TEMPLATE_ID -> onAddPriceSource(slot);
            case ReserveMarginDecoder.TEMPLATE_ID -> onReserveMargin(slot);
            case StateHashRequestDecoder.TEMPLATE_ID -> onStateHashRequest(slot);
            default -> RejectCode.NONE;
        };
    }

    private RejectCode onStateHashRequest(final CommandSlot slot) {
        slot.stageHash(stateHash());
        return RejectCode.NONE;
    }

    private RejectCode onAddParticipant(final CommandSlot slot) {
        addParticipant.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int roles = addParticipant.roles().getRaw();
        if (addParticipant.participant() <= 0 || !isStanding(roles, addParticipant.commandsPerSecond())) {
            return RejectCode.BAD_PARAMETER;
        }
        if (participants.find(addParticipant.participant()) != ParticipantStore.NONE) {
            return RejectCode.ALREADY_EXISTS;
        }
        if (participants.isFull()) {
            return RejectCode.CAPACITY;
        }
        participants.add(addParticipant.participant(), roles, addParticipant.commandsPerSecond());
        return RejectCode.NONE;
    }

    private static boolean isStanding(final int roles, final int commandsPerSecond) {
        return commandsPerSecond >= 0 && (roles & ~Permissions.ALL) == 0;
    }

    /** Changes roles and rate. The last operator stays one: nobody else could ever make another. */
    private RejectCode onSetParticipant(final CommandSlot slot) {
        setParticipant.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int participant = participants.find(setParticipant.participant());
        if (participant == ParticipantStore.NONE) {
            return RejectCode.UNKNOWN_PARTICIPANT;
        }
        final int roles = setParticipant.roles().getRaw();
        final boolean hasOperator = (roles & Permissions.OPERATOR) != 0
                || participants.isHeldBesides(participant, Permissions.OPERATOR);
        if (!hasOperator || !isStanding(roles, setParticipant.commandsPerSecond())) {
            return RejectCode.BAD_PARAMETER;
        }
        participants.change(participant, roles, setParticipant.commandsPerSecond());
        slot.standing(roles, setParticipant.commandsPerSecond(), 0);
        return RejectCode.NONE;
    }

    private RejectCode onSetMessageKey(final CommandSlot slot) {
        setMessageKey.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int participant = participants.find(setMessageKey.participant());
        if (participant == ParticipantStore.NONE) {
            return RejectCode.UNKNOWN_PARTICIPANT;
        }
        if (setMessageKey.graceMs() < 0) {
            return RejectCode.BAD_PARAMETER;
        }
        final long graceEndMs = slot.timeMs() + setMessageKey.graceMs();
        final int keyOffset = setMessageKey.offset() + SetMessageKeyDecoder.keyEncodingOffset();
        participants.keys().rotate(participant, slot.bytes(), keyOffset, graceEndMs);
        slot.standing(participants.roles(participant), participants.commandsPerSecond(participant), graceEndMs);
        return RejectCode.NONE;
    }

    private RejectCode onAddAccount(final CommandSlot slot) {
        addAccount.wrapAndApplyHeader(slot.bytes(), 0, header);
        return participants.find(addAccount.owner()) == ParticipantStore.NONE
                ? RejectCode.UNKNOWN_PARTICIPANT
                : RejectCode.NONE;
    }

    private RejectCode onAddPriceSource(final CommandSlot slot) {
        addPriceSource.wrapAndApplyHeader(slot.bytes(), 0, header);
        final int oracle = participants.find(addPriceSource.participant());
        if (oracle == ParticipantStore.NONE) {
            return RejectCode.UNKNOWN_PARTICIPANT;
        }
        return (participants.roles(oracle) & Permissions.ORACLE) == 0
                ? RejectCode.BAD_PARAMETER
                : RejectCode.NONE;
    }

    private RejectCode onReserveMargin(final CommandSlot slot) {
        reserveMargin.wrapAndApplyHeader(slot.bytes(), 0, header);
        return reserveMargin.venue() != 0 && participants.find(reserveMargin.venue()) == ParticipantStore.NONE
                ? RejectCode.UNKNOWN_PARTICIPANT
                : RejectCode.NONE;
    }

    ParticipantStore participants() {
        return participants;
    }

    LongMap participantsBySession() {
        return participantsBySession;
    }

    /** {@return canonical hash of participants and sessions} */
    public long stateHash() {
        return participants.stateHash();
    }
}
