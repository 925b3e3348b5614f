package io.evenkeel.tools.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.client.message.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A scenario file that was read and is well formed: JSON Lines, one object with one key a line, blank lines and lines
 * that start with {@code #} skipped.
 *
 * @param name   as the user gave it.
 * @param lines  its statements.
 * @param slices how the engine cuts its work, or null for the runner's own way.
 * @param pools  the insurance pools that it mentions.
 */
record ScenarioFile(String name, List<ScenarioLine> lines, Slices slices, Pools pools) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads a file whole.
     *
     * @throws MalformedLineException if it cannot be read or any line is not well formed.
     */
    static ScenarioFile read(final Path path, final Schema schema) throws MalformedLineException {
        final String name = path.toString();
        try {
            final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
            final String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return parse(name, text.split("\r?\n", -1), schema);
        } catch (final CharacterCodingException e) {
            throw new MalformedLineException(name, 0, "file", "is not UTF-8");
        } catch (final IOException e) {
            throw new MalformedLineException(name, 0, "file", "cannot be read: " + e);
        }
    }

    private static ScenarioFile parse(final String name, final String[] lines, final Schema schema)
            throws MalformedLineException {
        final Symbols symbols = new Symbols();
        final Pools pools = new Pools();
        final CommandParser commands = new CommandParser(symbols, pools);
        final ExpectationParser expectations = new ExpectationParser(symbols, pools, schema);
        final List<ScenarioLine> statements = new ArrayList<>();
        Slices slices = null;
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].isBlank() || lines[i].startsWith("#")) {
                continue;
            }
            try {
                if (statements.isEmpty() && slices == null && object(lines[i]).has("slices")) {
                    slices = Slices.read(new Fields("", object(lines[i])).object("slices"));
                    continue;
                }
                statements.add(parseLine(i + 1, lines[i], symbols, commands, expectations));
            } catch (final InvalidFieldException e) {
                throw new MalformedLineException(name, i + 1, e.field(), e.getMessage());
            }
        }
        return new ScenarioFile(name, List.copyOf(statements), slices, pools);
    }

    private static ScenarioLine parseLine(
            final int number,
            final String text,
            final Symbols symbols,
            final CommandParser commands,
            final ExpectationParser expectations) {
        final ObjectNode object = object(text);
        if (object.size() != 1) {
            throw new InvalidFieldException("line", "must have one key, the command, not " + object.size());
        }
        final String key = object.fieldNames().next();
        final Fields line = new Fields("", object);
        if ("expectReject".equals(key)) {
            symbols.expectRefusal();
        }
        symbols.declareNothing();
        Statement statement = commands.parse(key, line);
        if (statement == null) {
            statement = expectations.parse(key, line);
        }
        if (statement == null) {
            throw new InvalidFieldException(key, "unknown key");
        }
        return new ScenarioLine(number, key, statement);
    }

    private static ObjectNode object(final String text) {
        final JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (final JsonProcessingException e) {
            throw new InvalidFieldException("line", "is not JSON: " + e.getOriginalMessage());
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidFieldException("line", "must be a JSON object");
    }
}
