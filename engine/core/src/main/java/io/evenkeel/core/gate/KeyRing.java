package io.evenkeel.core.gate;

import io.evenkeel.codecs.authentication.MessageAuthenticator;
import io.evenkeel.codecs.authentication.MessageKey;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.store.Mixing;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Message keys of participants, by their index: the one in force and the one before, which stays good until its grace
 * ends in cluster time. Either may be none; where none is good, commands come without a code. So a first key, a new
 * one and the last one's end can all be rolled out while commands flow. Owned by Gate; no allocation after
 * construction.
 */
final class KeyRing {
    private final MessageAuthenticator authenticator = new MessageAuthenticator();
    private final MessageKey[] keys;
    private final MessageKey[] previousKeys;
    private final long[] graceEndsMs;

    KeyRing(final int maxParticipants) {
        keys = new MessageKey[maxParticipants];
        previousKeys = new MessageKey[maxParticipants];
        graceEndsMs = new long[maxParticipants];
        for (int i = 0; i < maxParticipants; i++) {
            keys[i] = new MessageKey();
            previousKeys[i] = new MessageKey();
        }
    }

    /** Puts a key in force; the one before it stays good until a moment of cluster time. */
    void rotate(final int index, final DirectBuffer secret, final int offset, final long graceEndMs) {
        previousKeys[index].copyFrom(keys[index]);
        authenticator.prepare(keys[index], secret, offset);
        graceEndsMs[index] = graceEndMs;
    }

    /** Takes up the keys of a participant from a snapshot. */
    void restore(
            final int index,
            final DirectBuffer buffer,
            final int offset,
            final int previousOffset,
            final long graceEndMs) {
        authenticator.prepare(keys[index], buffer, offset);
        authenticator.prepare(previousKeys[index], buffer, previousOffset);
        graceEndsMs[index] = graceEndMs;
    }

    /**
     * Takes the code off a command that has a genuine one.
     *
     * @return whether the command is the participant's: its code is genuine, or it needs none.
     */
    boolean authenticate(final CommandSlot slot, final int index, final long sequence) {
        final boolean isGrace = slot.timeMs() < graceEndsMs[index];
        final MessageKey key = keys[index];
        if (!key.isPresent() && !isGrace) {
            return true;
        }
        final int length = slot.length() - MessageAuthenticator.CODE_LENGTH;
        if (length >= CommandShape.SHORTEST
                && slot.length() <= CommandSlot.MAX_LENGTH
                && (isGenuine(key, slot, sequence, length)
                        || (isGrace && isGenuine(previousKeys[index], slot, sequence, length)))) {
            slot.takeOff(MessageAuthenticator.CODE_LENGTH);
            return true;
        }
        return !isCodeNeeded(index, slot.timeMs());
    }

    /** {@return whether commands without a code are not the participant's at a moment of cluster time} */
    boolean isCodeNeeded(final int index, final long timeMs) {
        final boolean isGrace = timeMs < graceEndsMs[index];
        return keys[index].isPresent() && (!isGrace || previousKeys[index].isPresent());
    }

    private boolean isGenuine(
            final MessageKey key, final CommandSlot slot, final long sequence, final int length) {
        return authenticator.isGenuine(key, slot.sessionId(), sequence, slot.bytes(), 0, length);
    }

    /** {@return whether a participant never had a key} */
    boolean isUntouched(final int index) {
        return !keys[index].isPresent() && !previousKeys[index].isPresent() && graceEndsMs[index] == 0;
    }

    long graceEndMs(final int index) {
        return graceEndsMs[index];
    }

    /** Writes both keys for a snapshot. */
    void write(final int index, final MutableDirectBuffer target, final int offset, final int previousOffset) {
        keys[index].writeTo(target, offset);
        previousKeys[index].writeTo(target, previousOffset);
    }

    /** {@return hash of a participant's keys, from which they cannot be computed} */
    long hash(final int index) {
        final long hash = Mixing.chain(keys[index].fingerprint(), previousKeys[index].fingerprint());
        return Mixing.chain(hash, graceEndsMs[index]);
    }
}
