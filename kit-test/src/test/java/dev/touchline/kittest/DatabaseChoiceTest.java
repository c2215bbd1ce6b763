package dev.touchline.kittest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseChoiceTest {

    private static final String URL = "postgresql://me@db";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        // asked, url, engine: chosen
        ",         postgresql://me@db, true,  URL",
        "auto,     postgresql://me@db, false, URL",
        "auto,     ,                   true,  DOCKER",
        "Auto,     ,                   false, EMBEDDED",
        ",         ,                   false, EMBEDDED",
        "url,      postgresql://me@db, true,  URL",
        "docker,   postgresql://me@db, true,  DOCKER",
        "embedded, postgresql://me@db, true,  EMBEDDED",
    })
    void switch_takesWhatIsAskedForAndElseWhatThereIs(String asked, String url, boolean engine, DatabaseChoice chosen) {
        assertThat(DatabaseChoice.of(asked, url, () -> engine)).isEqualTo(chosen);
    }

    @Test
    void engine_isAskedOnlyWhereItMatters() {
        AtomicInteger asked = new AtomicInteger();

        DatabaseChoice.of("", URL, () -> asked.incrementAndGet() > 0);
        DatabaseChoice.of("embedded", "", () -> asked.incrementAndGet() > 0);

        assertThat(asked).hasValue(0);
    }

    @Test
    void whatCannotBeHad_isRefused() {
        assertThatThrownBy(() -> DatabaseChoice.of("docker", URL, () -> false))
                .hasMessageStartingWith("TOUCHLINE_DB=docker: no Docker engine answers");
        assertThatThrownBy(() -> DatabaseChoice.of("url", "", () -> true))
                .hasMessageStartingWith("TOUCHLINE_DB=url: TOUCHLINE_DB_URL: missing");
        assertThatThrownBy(() -> DatabaseChoice.of("podman", URL, () -> true))
                .hasMessage("TOUCHLINE_DB: podman (expected: auto, url, docker or embedded)");
    }

    @Test
    void socket_thatSomebodyListensAt_isAnEngine() throws IOException {
        Path socket = folder.resolve("docker.sock");
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));

            assertThat(new DockerEngine(Map.of(), List.of(socket)).answers()).isTrue();
            assertThat(new DockerEngine(Map.of("DOCKER_HOST", "unix://" + socket), List.of()).answers())
                    .isTrue();
        }
        // The file is left, and nobody is behind it any more.
        assertThat(socket).exists();
        assertThat(new DockerEngine(Map.of(), List.of(socket)).answers()).isFalse();
        Files.delete(socket);
        assertThat(new DockerEngine(Map.of(), List.of(socket)).answers()).isFalse();
    }

    @Test
    void host_thatIsNamed_isTheOnlyOneThatCounts() throws IOException {
        int port;
        try (ServerSocket engine = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = engine.getLocalPort();
            assertThat(named("tcp://127.0.0.1:" + port).answers()).isTrue();
        }
        assertThat(named("tcp://127.0.0.1:" + port).answers()).isFalse();
        assertThat(named("tcp://127.0.0.1").answers()).isFalse();
        assertThat(named("not a host").answers()).isFalse();
    }

    private static DockerEngine named(String host) {
        return new DockerEngine(Map.of("DOCKER_HOST", host));
    }
}
