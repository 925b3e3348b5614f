package io.evenkeel.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SessionPrincipalEncoder;
import io.evenkeel.codecs.SetMessageKeyEncoder;
import io.evenkeel.codecs.StateHashRequestEncoder;
import io.evenkeel.codecs.authentication.MessageAuthenticator;
import io.evenkeel.codecs.authentication.MessageKey;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Believing a command, and disbelieving one, makes no objects; nor does another key. */
class SignedCommandAllocationTest {
    private static final long SESSION = 77;
    private static final int COMMANDS = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final StateHashRequestEncoder request = new StateHashRequestEncoder();
    private final SetMessageKeyEncoder rotation = new SetMessageKeyEncoder();
    private final MessageAuthenticator authenticator = new MessageAuthenticator();
    private final MessageKey key = new MessageKey();
    private final UnsafeBuffer secret = new UnsafeBuffer(new byte[MessageKey.LENGTH]);
    private final CommandSlot slot = new CommandSlot();
    private final GateStage gate = new GateStage(1);
    private long sequence;
    private long position;

    private RejectCode enter(final CommandKind kind, final int length) {
        slot.assign(kind, ++position, 1_000 + position, SESSION, buffer, 0, length);
        gate.onCommand(slot);
        return slot.rejectCode();
    }

    private int rotate() {
        rotation.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence + 1)
                .participant(GateStage.GENESIS_PARTICIPANT)
                .graceMs(5);
        buffer.putBytes(rotation.offset() + SetMessageKeyEncoder.keyEncodingOffset(), secret, 0, MessageKey.LENGTH);
        return rotation.limit();
    }

    private int sign(final int length) {
        return authenticator.sign(key, SESSION, sequence + 1, buffer, 0, length);
    }

    /** Sends signed requests, every other one forged first, and now and then the key anew. {@return how many erred} */
    private int run() {
        int wrong = 0;
        for (int i = 0; i < COMMANDS; i++) {
            request.wrapAndApplyHeader(buffer, 0, header).sequence(sequence + 1);
            final int length = sign(i % 100 == 0 ? rotate() : request.limit());
            if (i % 2 == 1) {
                buffer.putByte(length - 1, (byte) (buffer.getByte(length - 1) ^ 1));
                wrong += enter(CommandKind.MESSAGE, length) == RejectCode.BAD_MAC ? 0 : 1;
                buffer.putByte(length - 1, (byte) (buffer.getByte(length - 1) ^ 1));
            }
            wrong += enter(CommandKind.MESSAGE, length) == RejectCode.NONE ? 0 : 1;
            sequence++;
        }
        return wrong;
    }

    @Test
    void shouldMakeNoObjectsWhenCommandsAreSigned() {
        Arrays.fill(secret.byteArray(), (byte) 9);
        authenticator.prepare(key, secret, 0);
        final SessionPrincipalEncoder principal = new SessionPrincipalEncoder();
        principal.wrapAndApplyHeader(buffer, 0, header)
                .participant(GateStage.GENESIS_PARTICIPANT)
                .responseEndpoint("");
        assertThat(enter(CommandKind.SESSION_OPEN, principal.limit())).isEqualTo(RejectCode.NONE);
        assertThat(enter(CommandKind.MESSAGE, rotate())).isEqualTo(RejectCode.NONE);
        sequence++;
        long allocated = Long.MAX_VALUE;
        int wrong = 0;
        for (int round = 0; round < 10 && allocated > 0; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            wrong += run();
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(wrong).isZero();
        assertThat(allocated).isZero();
    }
}
