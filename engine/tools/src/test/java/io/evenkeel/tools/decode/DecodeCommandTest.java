package io.evenkeel.tools.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.DepositEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DecodeCommandTest {
    private static final byte[] DEPOSIT = deposit();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine = new CommandLine(new DecodeCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));

    @TempDir
    private Path directory;

    @Test
    void shouldSayTheSameWhenBytesComeAsHexBase64OrFile() throws IOException {
        final Path file = Files.write(directory.resolve("deposit.bin"), DEPOSIT);
        assertThat(commandLine.execute("--hex", HexFormat.of().formatHex(DEPOSIT))).isZero();
        final String text = out.toString();
        assertThat(text).contains("Deposit (template 12)", "account: 7", "amount: -5  [Amount]");
        out.getBuffer().setLength(0);
        assertThat(commandLine.execute("--base64", Base64.getEncoder().encodeToString(DEPOSIT))).isZero();
        assertThat(out.toString()).isEqualTo(text);
        out.getBuffer().setLength(0);
        assertThat(commandLine.execute("--file", file.toString())).isZero();
        assertThat(out.toString()).isEqualTo(text);
    }

    @Test
    void shouldSayWhyWhenBytesAreNoMessage() {
        assertThat(commandLine.execute("--hex", "0102")).isEqualTo(1);
        assertThat(commandLine.execute("--hex", HexFormat.of().formatHex(DEPOSIT, 0, 20))).isEqualTo(1);
        assertThat(commandLine.execute("--hex", "xyz")).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(3);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldExitWithTwoWhenThereIsNotOneInput() {
        assertThat(commandLine.execute()).isEqualTo(2);
        assertThat(commandLine.execute("--hex", "00", "--base64", "00")).isEqualTo(2);
    }

    private static byte[] deposit() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final DepositEncoder encoder = new DepositEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .sequence(1)
                .account(7)
                .amount(-5)
                .reference(3)
                .asset(0);
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength()];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
