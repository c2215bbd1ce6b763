package dev.touchline.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a linter of Dockerfiles would ask of ours. */
class ManifestsImagesTest {

    @Test
    void dockerfiles_all_areHeldByThisTest() throws IOException {
        try (Stream<Path> files = Files.list(Tools.ROOT.resolve("k8s/images"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("Dockerfile.jvm", "Dockerfile.native", "Dockerfile.kubectl");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native", "kubectl"})
    void dockerfile_each_isSmallPinnedAndWithoutRoot(String kind) {
        List<String> lines = Tools.read("k8s/images/Dockerfile." + kind).lines().toList();

        assertThat(lines.stream().filter(line -> line.startsWith("FROM ")))
                .isNotEmpty()
                .allMatch(line -> line.matches("FROM [a-z/-]+:[^ ]+") && !line.contains(":latest"));
        assertThat(lines.stream().filter(line -> line.startsWith("USER ")))
                .last()
                .asString()
                .matches("USER [1-9]\\d*:[1-9]\\d*");
        assertThat(lines.stream().filter(line -> line.startsWith("ENTRYPOINT ") || line.startsWith("CMD ")))
                .allMatch(line -> line.contains("["));
        assertThat(lines).noneMatch(line -> line.matches("(?i)(ADD|SUDO|HEALTHCHECK|EXPOSE 22) .*"));
        if (String.join("\n", lines).contains("apt-get install")) {
            assertThat(String.join("\n", lines)).contains("--no-install-recommends", "rm -rf /var/lib/apt/lists");
        }
    }

    @Test
    void images_withoutAnEngine_saysWhatIsExpected(@TempDir Path folder) throws IOException {
        for (String engine : List.of("docker", "podman")) {
            Path absent = Files.writeString(folder.resolve(engine), "#!/bin/sh\nexit 1\n");
            Files.setPosixFilePermissions(absent, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        Tools.Ended ended = Tools.run(Map.of("PATH", folder + ":" + System.getenv("PATH")), "bin/images");

        assertThat(ended.code()).isEqualTo(6);
        assertThat(ended.err()).contains("docker or podman");
    }
}
