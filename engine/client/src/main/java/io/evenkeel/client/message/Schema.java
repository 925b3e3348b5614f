package io.evenkeel.client.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import uk.co.real_logic.sbe.ir.Ir;
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
}
