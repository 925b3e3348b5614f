package io.evenkeel.tools.decode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

/**
 * The schema as data: which templates there are and what their fields are called. Read once from the schema that the
 * codecs were generated from, so that a new template needs no change here. Immutable; any thread.
 */
public final class WireSchema {
    private static final String RESOURCE = "/evenkeel-schema.xml";

    private final Ir ir;
    private final Map<String, List<Token>> tokensByName = new HashMap<>();

    private WireSchema(final Ir ir) {
        this.ir = ir;
        for (final List<Token> tokens : ir.messages()) {
            tokensByName.put(tokens.get(0).name(), tokens);
        }
    }

    /**
     * {@return the schema of this build}
     *
     * @throws IllegalStateException if the schema is missing from the class path or is not well formed.
     */
    public static WireSchema load() {
        final ByteArrayOutputStream problems = new ByteArrayOutputStream();
        try (InputStream in = WireSchema.class.getResourceAsStream(RESOURCE);
                PrintStream problemStream = new PrintStream(problems, true, StandardCharsets.UTF_8)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            final ParserOptions options =
                    ParserOptions.builder().stopOnError(true).errorPrintStream(problemStream).build();
            return new WireSchema(new IrGenerator().generate(XmlSchemaParser.parse(in, options)));
        } catch (final IOException e) {
            throw new IllegalStateException("cannot read " + RESOURCE, e);
        } catch (final IllegalStateException e) {
            throw e;
        } catch (final Exception e) {
            throw new IllegalStateException(RESOURCE + ": " + problems.toString(StandardCharsets.UTF_8), e);
        }
    }

    /** {@return id of the schema, which every message header carries} */
    public int id() {
        return ir.id();
    }

    /** {@return whether there is a template of that name} */
    public boolean hasMessage(final String name) {
        return tokensByName.containsKey(name);
    }

    /** {@return names of all templates} */
    public Iterable<String> messageNames() {
        return tokensByName.keySet();
    }

    /** {@return names of the root fields of a template, each with its semantic type; empty where it has none} */
    public Map<String, String> fieldsOf(final String name) {
        final Map<String, String> fields = new LinkedHashMap<>();
        int depth = 0;
        for (final Token token : tokensByName.getOrDefault(name, List.of())) {
            if (token.signal() == Signal.BEGIN_GROUP) {
                depth++;
            } else if (token.signal() == Signal.END_GROUP) {
                depth--;
            } else if (token.signal() == Signal.BEGIN_FIELD && depth == 0) {
                final String semanticType = token.encoding().semanticType();
                fields.put(token.name(), semanticType == null ? "" : semanticType);
            }
        }
        return fields;
    }

    /** {@return the description of a template, or null if there is no such template} */
    List<Token> tokens(final int templateId) {
        return ir.getMessage(templateId);
    }
}
