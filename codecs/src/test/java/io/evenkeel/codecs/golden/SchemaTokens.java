package io.evenkeel.codecs.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

/** The schema as SBE sees it. */
final class SchemaTokens {
    private SchemaTokens() {
    }

    static Ir load() {
        try (InputStream xml = SchemaTokens.class.getResourceAsStream("/evenkeel-schema.xml")) {
            final ParserOptions options = ParserOptions.builder().stopOnError(true).warningsFatal(true).build();
            return new IrGenerator().generate(XmlSchemaParser.parse(xml, options));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final RuntimeException e) {
            throw e;
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
