package dev.touchline.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of {@code docker}: a script in its place writes down how it is called. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class DockerPostgresTest {
    @TempDir
    private Path folder;

    @Test
    void noProgram_isNoEngine() {
        Docker none = new Docker(folder.resolve("none").toString());

        assertThat(none.canRun("image")).isFalse();
        assertThat(new DockerPostgres(none, folder, folder.resolve("key")).isRunning())
                .isFalse();
    }

    @Test
    void engine_withoutTheImage_pullsIt() throws IOException {
        Docker docker = script("[ \"$1\" != image ]");

        assertThat(docker.canRun("some:1")).isTrue();

        assertThat(calls()).last().isEqualTo("pull --quiet some:1");
    }

    @Test
    void programWithoutAnEngine_isNotAskedForMore() throws IOException {
        Docker docker = script("exit 1");

        assertThat(docker.canRun("some:1")).isFalse();

        assertThat(calls()).containsExactly("version --format {{.Server.Version}}");
    }

    @Test
    void containerThatCannotStart_saysWhyAndIsRemembered() throws IOException {
        Docker docker = script("[ \"$1\" = rm ] || { echo \"port taken\" >&2; exit 125; }");
        Path data = folder.resolve("data");

        assertThatThrownBy(() -> new DockerPostgres(docker, data, folder.resolve("key")).start(5000))
                .hasMessageContaining("port taken");

        String name = Files.readString(DockerPostgres.marker(data));
        assertThat(LocalServer.kept(data)).containsExactly(DatabaseSource.DOCKER);
        assertThat(calls()).contains("rm --force " + name);
        assertThat(calls())
                .last()
                .asString()
                .startsWith(
                        "run --detach --rm --name=" + name + " --publish=127.0.0.1:5000:5432 --volume=" + name + ":")
                .contains(DockerPostgres.IMAGE)
                .doesNotContain(Files.readString(folder.resolve("key")));
    }

    private Docker script(String body) throws IOException {
        Path script = folder.resolve("docker");
        Files.writeString(script, "#!/bin/sh\necho \"$*\" >>" + folder.resolve("calls") + "\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return new Docker(script.toString());
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }
}
