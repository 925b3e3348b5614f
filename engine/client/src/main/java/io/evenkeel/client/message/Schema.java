package io.evenkeel.client.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

/** The message schema that the codecs were generated from, as it lies beside them on the class path. Immutable. */
public final class Schema {
    private static final String RESOURCE = "/evenkeel-schema.xml";

    private final Ir ir;

    private Schema(final Ir ir) {
        this.ir = ir;
    }

    /**
     * Reads the schema.
     *
     * @throws IllegalStateException if it is missing or cannot be read, which means that the build is broken.
     */
    public static Schema load() {
        try (InputStream xml = Schema.class.getResourceAsStream(RESOURCE)) {
            if (xml == null) {
                throw new IllegalStateException("no " + RESOURCE + " on the class path");
            }
            final ParserOptions options = ParserOptions.builder().stopOnError(true).warningsFatal(true).build();
            return new Schema(new IrGenerator().generate(XmlSchemaParser.parse(xml, options)));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final RuntimeException e) {
            throw e;
        } catch (final Exception e) {
            throw new IllegalStateException("cannot read " + RESOURCE, e);
        }
    }

    /** {@return the tokens of a message; null if there is no such template} */
    List<Token> message(final int templateId) {
        return ir.getMessage(templateId);
    }

    Ir ir() {
        return ir;
    }

    /** {@return template ids of all messages, in rising order} */
    public int[] templateIds() {
        return ir.messages().stream().mapToInt(tokens -> tokens.get(0).id()).sorted().toArray();
    }

    /**
     * The name of a template.
     *
     * @param templateId one of {@link #templateIds()}.
     * @return its name in the schema.
     */
    public String templateName(final int templateId) {
        return message(templateId).get(0).name();
    }

    /** {@return whether there is a template of that name} */
    public boolean hasTemplate(final String templateName) {
        return tokensOf(templateName) != null;
    }

    /**
     * The root fields of a template.
     *
     * @param templateName name in the schema.
     * @return their names in wire order, each with its semantic type, empty where the schema gives none.
     * @throws IllegalArgumentException if there is no such template.
     */
    public Map<String, String> fieldsOf(final String templateName) {
        final List<Token> tokens = tokensOf(templateName);
        if (tokens == null) {
            throw new IllegalArgumentException("no template is called " + templateName);
        }
        final Map<String, String> fields = new LinkedHashMap<>();
        int depth = 0;
        for (final Token token : tokens) {
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

    private List<Token> tokensOf(final String templateName) {
        for (final List<Token> tokens : ir.messages()) {
            if (tokens.get(0).name().equals(templateName)) {
                return tokens;
            }
        }
        return null;
    }
}
