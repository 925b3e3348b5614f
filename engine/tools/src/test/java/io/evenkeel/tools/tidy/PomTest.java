package io.evenkeel.tools.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class PomTest {
    private static final Repository REPOSITORY = Repository.here();

    @Test
    void shouldHaveVersionsOnlyInTheRootPomWhenModulesAreRead() throws Exception {
        final List<Path> modules = modulePoms();
        assertThat(modules).hasSizeGreaterThan(7);
        for (final Path pom : modules) {
            assertThat(literalVersions(document(pom))).as("versions written out in %s", pom).isEmpty();
        }
    }

    @Test
    void shouldTakeLibrariesFromNowhereElseWhenPomsAreRead() throws Exception {
        for (final Path pom : REPOSITORY.filesNamed("pom.xml")) {
            assertThat(document(pom).getElementsByTagName("repository").getLength()).as("%s", pom).isZero();
        }
    }

    @Test
    void shouldFindVersionWhenOneIsPlanted() throws Exception {
        final String pom = """
                <project>
                  <parent><version>1</version></parent>
                  <dependency><version>2</version></dependency>
                  <plugin><version>${plugin.version}</version></plugin>
                </project>""";
        assertThat(literalVersions(document(new ByteArrayInputStream(pom.getBytes(StandardCharsets.UTF_8)))))
                .containsExactly("2");
    }

    private static List<Path> modulePoms() {
        final Path rootPom = REPOSITORY.root().resolve("pom.xml");
        return REPOSITORY.filesNamed("pom.xml").stream().filter(pom -> !pom.equals(rootPom)).toList();
    }

    private static List<String> literalVersions(final Document pom) {
        final List<String> versions = new ArrayList<>();
        final NodeList elements = pom.getElementsByTagName("version");
        for (int i = 0; i < elements.getLength(); i++) {
            final Element element = (Element) elements.item(i);
            final boolean isOfParent = element.getParentNode().getNodeName().equals("parent");
            if (!isOfParent && !element.getTextContent().startsWith("${")) {
                versions.add(element.getTextContent());
            }
        }
        return versions;
    }

    private static Document document(final Path pom) throws Exception {
        try (InputStream stream = Files.newInputStream(pom)) {
            return document(stream);
        }
    }

    private static Document document(final InputStream stream) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
    }
}
