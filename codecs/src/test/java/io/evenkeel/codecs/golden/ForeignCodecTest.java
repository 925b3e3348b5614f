package io.evenkeel.codecs.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.co.real_logic.sbe.SbeTool;

/** The schema serves other languages too. Where a compiler is at hand it has the last word; else generating must do. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ForeignCodecTest {
    @TempDir
    private Path directory;

    @Test
    void shouldCompileAsCppWhenTheCompilerIsThere() throws Exception {
        SbeTool.generate(SchemaTokens.load(), directory.toString(), "Cpp");

        final List<Path> headers = generated(".h");
        assertThat(headers).anyMatch(path -> path.endsWith("Trade.h"));
        final StringBuilder program = new StringBuilder();
        for (final Path header : headers) {
            program.append("#include \"").append(directory.relativize(header)).append("\"\n");
        }
        program.append("int main() { return io::evenkeel::codecs::Trade::sbeTemplateId() == 10 ? 0 : 1; }\n");
        Files.writeString(directory.resolve("all.cpp"), program);
        run("g++", "-std=c++17", "-fsyntax-only", "-I.", "all.cpp");
    }

    @Test
    void shouldCompileAsRustWhenTheCompilerIsThere() throws Exception {
        SbeTool.generate(SchemaTokens.load(), directory.toString(), "Rust");

        assertThat(generated(".rs")).anyMatch(path -> path.endsWith("trade_codec.rs"));
        run("cargo", "check", "--offline", "--quiet");
    }

    private List<Path> generated(final String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(path -> path.toString().endsWith(suffix)).sorted().toList();
        }
    }

    private void run(final String... command) throws Exception {
        final Process process;
        try {
            process = new ProcessBuilder(command).directory(projectDirectory(command[0]).toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (final IOException e) {
            System.out.println(command[0] + " is not here: generated, not compiled (" + e.getMessage() + ")");
            return;
        }
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private Path projectDirectory(final String command) throws IOException {
        if (!command.equals("cargo")) {
            return directory;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(path -> path.endsWith("Cargo.toml")).findFirst().orElseThrow().getParent();
        }
    }
}
