package io.evenkeel.tools.decode;

import io.evenkeel.client.message.MessageReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Turns the bytes of one message into text. */
@Command(
        name = "decode",
        description = {
            "Turns the bytes of a message into text.",
            "",
            "Any command, event or session message of the schema. The bytes begin with the SBE header, as"
                    + " on the wire and in a feed event.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  evenkeel decode --hex 08001000bc1b00000500000000000000",
            "  evenkeel decode --file message.bin"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:decoded", "1:the bytes are no message of the schema; the reason is printed", "2:wrong call"},
        mixinStandardHelpOptions = true)
public final class DecodeCommand implements Callable<Integer> {
    @ArgGroup(exclusive = true, multiplicity = "1")
    private Input input;

    @Spec
    private CommandSpec spec;

    /** Where the bytes come from. */
    private static final class Input {
        @Option(names = "--hex", paramLabel = "DIGITS", description = "The bytes as hexadecimal digits.")
        private String hex;

        @Option(names = "--base64", paramLabel = "TEXT", description = "The bytes in Base64.")
        private String base64;

        @Option(names = "--file", paramLabel = "PATH", description = "A file that holds the bytes.")
        private Path file;

        byte[] bytes() throws IOException {
            if (hex != null) {
                return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
            }
            return base64 != null ? Base64.getDecoder().decode(base64) : Files.readAllBytes(file);
        }
    }

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        try {
            final byte[] bytes = input.bytes();
            final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            out.print(MessageText.lines(WireMessage.read(new MessageReader(), buffer, 0, bytes.length)));
            return 0;
        } catch (final IllegalArgumentException | IOException e) {
            spec.commandLine().getErr().println("decode: " + e.getMessage());
            return 1;
        }
    }
}
