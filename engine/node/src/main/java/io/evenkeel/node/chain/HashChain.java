package io.evenkeel.node.chain;

import io.evenkeel.codecs.ChainDigestEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.Pulse;
import io.evenkeel.core.command.Stage;
import io.evenkeel.core.output.OutputKind;
import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.output.OutputSlot;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Hashes every command that Risk takes and every output it appends, each onto the hash so far, and appends a
 * {@code ChainDigest} every N commands. It sits around Risk on Risk's thread, where commands and outputs meet in log
 * order, so the chain is the same on every replica, in every form of the pipeline and after every replay. It detects
 * divergence, not forgery: the mixing is fast, not cryptographic. Does not allocate.
 */
public final class HashChain implements OutputSink {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final int FOLD = 29;

    private final OutputSink next;
    private final long interval;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ChainDigestEncoder digest = new ChainDigestEncoder();
    private OutputSlot claimed;
    private long chain;
    private long commands;
    private long outputs;

    /**
     * Makes an empty chain.
     *
     * @param next     where outputs go on.
     * @param interval commands between digests, at least 1; the same on every node.
     */
    public HashChain(final OutputSink next, final int interval) {
        if (interval < 1) {
            throw new IllegalArgumentException("interval: " + interval);
        }
        this.next = next;
        this.interval = interval;
    }

    /** {@return the stage to run in Risk's place: it hashes the command, runs Risk, and appends a digest when due} */
    public Stage around(final Stage risk) {
        return new Stage() {
            @Override
            public void onCommand(final CommandSlot slot) {
                absorb(slot);
                risk.onCommand(slot);
                if (commands % interval == 0) {
                    appendDigest(slot);
                }
            }

            @Override
            public void pulse(final Pulse pulse) {
                risk.pulse(pulse);
            }
        };
    }

    @Override
    public OutputSlot claim() {
        claimed = next.claim();
        return claimed;
    }

    @Override
    public void publish() {
        outputs++;
        mix(claimed.logPosition());
        mix(claimed.sessionId());
        mix(claimed.buffer(), claimed.length());
        next.publish();
    }

    private void absorb(final CommandSlot slot) {
        commands++;
        mix(slot.logPosition());
        mix(slot.timeMs());
        mix(slot.sessionId());
        mix(slot.bytes(), Math.min(slot.entryLength(), CommandSlot.MAX_LENGTH));
    }

    private void appendDigest(final CommandSlot slot) {
        final OutputSlot out = claim();
        out.address(OutputKind.AUDIT, slot.logPosition(), slot.timeMs(), 0);
        digest.wrapAndApplyHeader(out.buffer(), 0, header)
                .digest(chain)
                .commandPosition(slot.logPosition())
                .commands(commands)
                .outputs(outputs);
        out.length(MessageHeaderEncoder.ENCODED_LENGTH + digest.encodedLength());
        publish();
    }

    private void mix(final DirectBuffer bytes, final int length) {
        mix(length);
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            mix(bytes.getLong(i, ByteOrder.LITTLE_ENDIAN));
        }
        long tail = 0;
        for (; i < length; i++) {
            tail = (tail << Byte.SIZE) | (bytes.getByte(i) & 0xFF);
        }
        mix(tail);
    }

    private void mix(final long word) {
        final long mixed = (chain ^ word) * MULTIPLIER;
        chain = mixed ^ (mixed >>> FOLD);
    }

    /** {@return the hash over all so far; while Risk is not at work} */
    public long value() {
        return chain;
    }

    /** {@return commands in the chain; while Risk is not at work} */
    public long commands() {
        return commands;
    }

    /** {@return outputs in the chain; while Risk is not at work} */
    public long outputs() {
        return outputs;
    }

    /** Goes on from where a snapshot was taken. */
    public void restore(final long value, final long commandCount, final long outputCount) {
        chain = value;
        commands = commandCount;
        outputs = outputCount;
    }
}
