package io.evenkeel.tools.wall;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WallTest {
    private static final String ROOT = "io.evenkeel";
    private static final String PLANTED_ROOT = WallTest.class.getPackageName() + ".planted";

    private static final JavaClasses REACTOR = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(ROOT);
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(PLANTED_ROOT);

    private final Walls walls = new Walls(ROOT);
    private final Walls plantedWalls = new Walls(PLANTED_ROOT);

    @Test
    void shouldSeeEveryModuleWhenClassPathIsRead() {
        assertThat(List.of("codecs", "model", "core", "node", "client", "tools")).allSatisfy(module ->
                assertThat(REACTOR.stream().map(JavaClass::getPackageName))
                        .anyMatch(name -> name.startsWith(ROOT + "." + module)));
    }

    @Test
    void shouldStandWhenReactorIsRead() {
        assertThat(walls.aroundCodecs(REACTOR)).isEmpty();
        assertThat(walls.aroundCore(REACTOR)).isEmpty();
        assertThat(walls.aroundModel(REACTOR)).isEmpty();
        assertThat(walls.aroundClient(REACTOR)).isEmpty();
        assertThat(walls.aroundNode(REACTOR)).isEmpty();
    }

    @Test
    void shouldBeFoundBrokenWhenBreachesArePlanted() {
        assertThat(plantedWalls.aroundCodecs(PLANTED)).hasSize(1).first().asString().contains("CodecOfCore.limits");
        assertThat(plantedWalls.aroundCore(PLANTED)).hasSize(1).first().asString().contains("CoreOnAeron.context");
        assertThat(plantedWalls.aroundModel(PLANTED)).hasSize(2)
                .anyMatch(line -> line.contains("ModelOfCore.limits"))
                .anyMatch(line -> line.contains("NodeOfClient.model"));
        assertThat(plantedWalls.aroundClient(PLANTED)).hasSize(2)
                .anyMatch(line -> line.contains("ClientOfCore.core"))
                .anyMatch(line -> line.contains("ClientOfCore.node"));
        assertThat(plantedWalls.aroundNode(PLANTED)).hasSize(1).first().asString().contains("NodeOfClient.client");
    }
}
