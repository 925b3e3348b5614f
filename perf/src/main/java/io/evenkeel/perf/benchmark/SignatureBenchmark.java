package io.evenkeel.perf.benchmark;

import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.SessionPrincipalEncoder;
import io.evenkeel.codecs.SetMessageKeyEncoder;
import io.evenkeel.codecs.TradeEncoder;
import io.evenkeel.codecs.authentication.MessageAuthenticator;
import io.evenkeel.codecs.authentication.MessageKey;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.gate.GateStage;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a message authentication code costs with a fill of 74 bytes: Gate alone takes one that was sent before, without
 * and with a code, and a client signs one. The difference of the first two is the price of believing no session.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SignatureBenchmark {
    private static final long SESSION = 77;
    private static final long TIME_MS = 1_760_000_000_000L;
    private static final long FILL_SEQUENCE = 2;

    /** From which the key is drawn. */
    @Param("1")
    public long seed;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(CommandSlot.MAX_LENGTH));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageAuthenticator authenticator = new MessageAuthenticator();
    private final MessageKey key = new MessageKey();
    private final CommandSlot slot = new CommandSlot();
    private GateStage plainGate;
    private GateStage signedGate;
    private int plainLength;
    private int signedLength;
    private long position;

    /** Made by JMH. */
    public SignatureBenchmark() {
    }

    /** Makes two gates that differ in whether their only participant has a key, and has each take the fill once. */
    @Setup(Level.Trial)
    public void prepare() {
        final byte[] secret = new byte[MessageKey.LENGTH];
        new Random(seed).nextBytes(secret);
        authenticator.prepare(key, new UnsafeBuffer(secret), 0);
        plainGate = gateWithKey(new byte[MessageKey.LENGTH]);
        signedGate = gateWithKey(secret);
        final TradeEncoder fill = new TradeEncoder();
        fill.wrapAndApplyHeader(buffer, 0, header).sequence(FILL_SEQUENCE);
        plainLength = fill.limit();
        signedLength = authenticator.sign(key, SESSION, FILL_SEQUENCE, buffer, 0, plainLength);
        take(plainGate, plainLength);
        take(signedGate, signedLength);
        requireRepeat(take(plainGate, plainLength) && take(signedGate, signedLength));
    }

    private static void requireRepeat(final boolean isRepeat) {
        if (!isRepeat) {
            throw new IllegalStateException("a gate does not know the fill again");
        }
    }

    private GateStage gateWithKey(final byte[] secret) {
        final GateStage gate = new GateStage(1);
        final SessionPrincipalEncoder principal = new SessionPrincipalEncoder();
        principal.wrapAndApplyHeader(buffer, 0, header)
                .participant(GateStage.GENESIS_PARTICIPANT)
                .responseEndpoint("");
        enter(gate, CommandKind.SESSION_OPEN, principal.limit());
        final SetMessageKeyEncoder command = new SetMessageKeyEncoder();
        command.wrapAndApplyHeader(buffer, 0, header)
                .sequence(1)
                .participant(GateStage.GENESIS_PARTICIPANT)
                .graceMs(0);
        buffer.putBytes(command.offset() + SetMessageKeyEncoder.keyEncodingOffset(), secret);
        enter(gate, CommandKind.MESSAGE, command.limit());
        return gate;
    }

    private void enter(final GateStage gate, final CommandKind kind, final int length) {
        slot.assign(kind, ++position, TIME_MS, SESSION, buffer, 0, length);
        gate.onCommand(slot);
    }

    private boolean take(final GateStage gate, final int length) {
        enter(gate, CommandKind.MESSAGE, length);
        return slot.isRepeat();
    }

    /** {@return whether Gate knew it again} */
    @Benchmark
    public boolean gatePlain(final ProcessorTime time) {
        time.commands++;
        return take(plainGate, plainLength);
    }

    /** {@return whether Gate believed it and knew it again} */
    @Benchmark
    public boolean gateSigned(final ProcessorTime time) {
        time.commands++;
        return take(signedGate, signedLength);
    }

    /** {@return length of the signed fill} */
    @Benchmark
    public int sign(final ProcessorTime time) {
        time.commands++;
        return authenticator.sign(key, SESSION, FILL_SEQUENCE, buffer, 0, plainLength);
    }
}
