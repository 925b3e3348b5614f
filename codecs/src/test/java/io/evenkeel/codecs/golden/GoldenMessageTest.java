package io.evenkeel.codecs.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Token;

/**
 * Every template has a golden file: the bytes of one message in hexadecimal, under a line that says what they mean.
 * Whoever changes the wire must change a file that is reviewed. {@code -Dgolden.write=true} writes the files anew.
 */
class GoldenMessageTest {
    private static final Path GOLDEN = Path.of(
            System.getProperty("evenkeel.root", ".."), "codecs", "src", "test", "resources", "golden");
    private static final int BYTES_PER_LINE = 32;
    private static final int AT = 3;
    private static final Ir SCHEMA = SchemaTokens.load();

    static Stream<String> templates() {
        return SCHEMA.messages().stream().map(GoldenMessageTest::fileName).sorted();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void shouldEncodeTheGoldenBytesWhenTheValuesAreKnown(final String file) throws IOException {
        final List<Token> message = message(file);
        final byte[] encoded = encode(message);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(GOLDEN.resolve(file), text(message, encoded));
        }

        assertThat(GOLDEN.resolve(file)).as("golden file of template %s", file).exists();
        assertThat(HexFormat.of().formatHex(encoded)).isEqualTo(HexFormat.of().formatHex(goldenBytes(file)));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void shouldDecodeToWhatTheFileSaysWhenBytesAreGolden(final String file) throws IOException {
        final String expected = Files.readAllLines(GOLDEN.resolve(file)).get(0);

        assertThat("# " + decode(message(file), goldenBytes(file))).isEqualTo(expected);
    }

    @Test
    void shouldHaveNoGoldenFileWhenThereIsNoTemplate() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(path -> path.getFileName().toString()).sorted())
                    .containsExactlyElementsOf(templates().toList());
        }
    }

    private static String fileName(final List<Token> message) {
        return String.format(Locale.ROOT, "%03d-%s.txt", message.get(0).id(), message.get(0).name());
    }

    private static List<Token> message(final String file) {
        return SCHEMA.getMessage(Integer.parseInt(file.substring(0, 3)));
    }

    private static byte[] encode(final List<Token> message) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final Object encoder = codec(message, "Encoder");
        KnownValues.call(encoder, "wrapAndApplyHeader", buffer, AT, new MessageHeaderEncoder());
        KnownValues.fill(encoder, message);
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + (Integer) KnownValues.call(encoder, "encodedLength");
        final byte[] bytes = new byte[length];
        buffer.getBytes(AT, bytes);
        return bytes;
    }

    private static String decode(final List<Token> message, final byte[] bytes) {
        final Object decoder = codec(message, "Decoder");
        KnownValues.call(decoder, "wrapAndApplyHeader", new UnsafeBuffer(bytes), 0, new MessageHeaderDecoder());
        return decoder.toString();
    }

    private static Object codec(final List<Token> message, final String kind) {
        try {
            return Class.forName("io.evenkeel.codecs." + message.get(0).name() + kind)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (final ClassNotFoundException | NoSuchMethodException | InstantiationException
                | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(final List<Token> message, final byte[] bytes) {
        final StringBuilder text = new StringBuilder("# ").append(decode(message, bytes)).append('\n');
        for (int i = 0; i < bytes.length; i += BYTES_PER_LINE) {
            final int end = Math.min(bytes.length, i + BYTES_PER_LINE);
            text.append(HexFormat.ofDelimiter(" ").formatHex(bytes, i, end)).append('\n');
        }
        return text.toString();
    }

    private static byte[] goldenBytes(final String file) throws IOException {
        final List<String> lines = new ArrayList<>(Files.readAllLines(GOLDEN.resolve(file)));
        lines.remove(0);
        return HexFormat.of().parseHex(String.join("", lines).replace(" ", ""));
    }
}
