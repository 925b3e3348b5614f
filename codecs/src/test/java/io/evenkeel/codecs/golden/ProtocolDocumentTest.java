package io.evenkeel.codecs.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.TradeEncoder;
import io.evenkeel.codecs.authentication.MessageAuthenticator;
import io.evenkeel.codecs.authentication.MessageKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/** PROTOCOL.md says what the schema says. {@code -Dprotocol.write=true} writes its tables anew. */
class ProtocolDocumentTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("evenkeel.root", ".."), "PROTOCOL.md");
    private static final int FIRST_SNAPSHOT_ID = 200;
    private static final int FIRST_SESSION_ID = 300;
    private static final Ir SCHEMA = SchemaTokens.load();

    @Test
    void shouldListEveryRefusalWhenSchemaIsRead() throws IOException {
        final StringBuilder table = new StringBuilder("| Code | Name | Meaning |\n|---|---|---|\n");
        for (final Token value : SCHEMA.getType("RejectCode")) {
            if (value.signal() == Signal.VALID_VALUE) {
                table.append("| ").append(value.encoding().constValue()).append(" | `").append(value.name())
                        .append("` | ").append(value.description()).append(" |\n");
            }
        }

        assertSection("refusals", table.toString());
    }

    @Test
    void shouldListEveryMessageWhenSchemaIsRead() throws IOException {
        final StringBuilder table = new StringBuilder("| Id | Message | Meaning | Fields |\n|---|---|---|---|\n");
        final List<List<Token>> messages = new ArrayList<>(SCHEMA.messages());
        messages.sort((a, b) -> Integer.compare(a.get(0).id(), b.get(0).id()));
        for (final List<Token> message : messages) {
            final Token head = message.get(0);
            if (head.id() >= FIRST_SNAPSHOT_ID && head.id() < FIRST_SESSION_ID) {
                continue;
            }
            table.append("| ").append(head.id()).append(" | `").append(head.name()).append("` | ")
                    .append(head.description()).append(" | ").append(fields(message)).append(" |\n");
        }

        assertSection("messages", table.toString());
    }

    @Test
    void shouldShowWhatTheCodecsWriteWhenItGivesAnExample() throws IOException {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
        final TradeEncoder trade = exampleTrade(buffer);
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + trade.encodedLength();
        final StringBuilder shown = new StringBuilder();
        final var lines = Pattern.compile("(?m)^((?:[0-9a-f]{2} )+)").matcher(Files.readString(DOCUMENT));
        while (lines.find()) {
            shown.append(lines.group(1).replace(" ", ""));
        }

        assertThat(shown.toString()).isEqualTo(HexFormat.of().formatHex(buffer.byteArray(), 0, length));
    }

    @Test
    void shouldShowTheCodeThatSignersWriteWhenItSignsItsExample() throws IOException {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
        final TradeEncoder trade = exampleTrade(buffer);
        final byte[] secret = new byte[MessageKey.LENGTH];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) i;
        }
        final MessageAuthenticator authenticator = new MessageAuthenticator();
        final MessageKey key = new MessageKey();
        authenticator.prepare(key, new UnsafeBuffer(secret), 0);
        final int signed = authenticator.sign(key, 7, 1, buffer, 0, trade.limit());

        final String code = HexFormat.of().formatHex(
                buffer.byteArray(), signed - MessageAuthenticator.CODE_LENGTH, signed);
        assertThat(Files.readString(DOCUMENT)).contains("it ends in `" + code + "`");
    }

    private static TradeEncoder exampleTrade(final UnsafeBuffer buffer) {
        return new TradeEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .sequence(1).tradeId(7).buyer(1).seller(2).quantity(1_000).price(5_000_000)
                .buyerFee(0).sellerFee(0).instrument(0);
    }

    private static String fields(final List<Token> message) {
        final StringJoiner names = new StringJoiner(", ");
        int i = 1;
        while (i < message.size() - 1) {
            final Token token = message.get(i);
            names.add(token.signal() == Signal.BEGIN_GROUP
                    ? token.name() + " × (" + groupFields(message.subList(i, i + token.componentTokenCount())) + ")"
                    : token.name());
            i += token.componentTokenCount();
        }
        return names.toString();
    }

    private static String groupFields(final List<Token> group) {
        final StringJoiner names = new StringJoiner(", ");
        for (final Token token : group) {
            if (token.signal() == Signal.BEGIN_FIELD) {
                names.add(token.name());
            }
        }
        return names.toString();
    }

    private static void assertSection(final String name, final String expected) throws IOException {
        final String begin = "<!-- begin " + name + " -->\n";
        final String end = "<!-- end " + name + " -->";
        final String text = Files.readString(DOCUMENT);
        final int from = text.indexOf(begin) + begin.length();
        final int to = text.indexOf(end);
        if (Boolean.getBoolean("protocol.write")) {
            Files.writeString(DOCUMENT, text.substring(0, from) + expected + text.substring(to));
        }

        assertThat(text.substring(from, to)).as("table of %s in PROTOCOL.md", name).isEqualTo(expected);
    }
}
