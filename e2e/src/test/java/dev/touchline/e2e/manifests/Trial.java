package dev.touchline.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The overlay {@code dev} on this machine: its PostgreSQL, and its pods as processes. */
final class Trial implements AutoCloseable {
    private final Overlay dev;
    private final EmbeddedPostgres server;
    private final Path folder;

    Trial(Path folder) {
        this.folder = folder;
        this.dev = Overlay.of("dev");
        try {
            this.server = EmbeddedPostgres.builder()
                    .setPgBinaryResolver((system, machine) -> binaries(machine))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The library's own search refuses binaries that are there twice: as a dependency, and named by the command's jar. */
    private static InputStream binaries(String machine) {
        String name = machine.startsWith("aarch") || machine.startsWith("arm") ? "arm_64" : "x86_64";
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        return Trial.class.getResourceAsStream("/postgres-" + system + "-" + name + ".txz");
    }

    /** What overlays/dev/databases.sh does for a service. */
    void createDatabase(String service) throws SQLException {
        Map<String, String> environment = Container.environment(dev, "Deployment/" + service);
        String name = environment.get("TOUCHLINE_DB_USER");
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE ROLE " + name + " LOGIN PASSWORD '" + environment.get("TOUCHLINE_DB_PASSWORD") + "'");
            statement.execute("CREATE DATABASE " + name + " OWNER " + name);
            statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
        }
    }

    /** Runs the service before its migration: it must end by itself, saying why. */
    void refuseToStart(String service, List<String> command) {
        try (Container early = start("Deployment/" + service, service, command, freePort())) {
            assertThat(early.ended()).as(early.log()).isNotZero();
            assertThat(early.log()).contains("Validate failed");
        }
    }

    /** Runs the migration Job of a service to its good end. */
    void migrate(String service, List<String> command) {
        String job = dev.pods().keySet().stream()
                .filter(pod -> pod.startsWith("Job/" + service + "-migration-"))
                .findFirst()
                .orElseThrow();
        try (Container migration = start(job, service, command, freePort())) {
            assertThat(migration.ended()).as(migration.log()).isZero();
        }
    }

    /** Runs the service until all its probes are answered well, then ends it. */
    void serve(String service, List<String> command) {
        int health = freePort();
        try (Container pod = start("Deployment/" + service, service, command, health)) {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> !pod.isRunning() || Container.health(health, "/q/health/ready") == 200);
            assertThat(pod.isRunning()).as(pod.log()).isTrue();
            assertThat(Container.health(health, "/q/health/started")).isEqualTo(200);
            assertThat(Container.health(health, "/q/health/live")).isEqualTo(200);
        }
    }

    private Container start(String pod, String service, List<String> command, int health) {
        Map<String, String> environment = Container.environment(dev, pod);
        Path secrets = Tools.ROOT.resolve("target/manifests/overlays/dev/secrets");
        environment.put("TOUCHLINE_TLS_FOLDER", secrets.resolve(service).toString());
        environment.put("TOUCHLINE_ACCESS_JWKS", secrets.resolve("jwks.json").toString());
        environment.put("TOUCHLINE_DB_HOST", "localhost");
        environment.put("TOUCHLINE_DB_PORT", Integer.toString(server.getPort()));
        environment.put("TOUCHLINE_OTEL_DISABLED", "true");
        environment.put("QUARKUS_SHUTDOWN_DELAY", "0s");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(freePort()));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(health));
        return Container.start(command, environment, folder);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
