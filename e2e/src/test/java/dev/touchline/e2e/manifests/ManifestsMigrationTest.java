package dev.touchline.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged member-svc as the manifests would start it: a Job that migrates and ends, and a pod that waits for it. */
class ManifestsMigrationTest {
    private static final String SERVICE = "member-svc";

    @TempDir
    static Path folder;

    private static Overlay dev;
    private static EmbeddedPostgres server;

    @BeforeAll
    static void databaseOfTheService() throws Exception {
        dev = Overlay.of("dev");
        server = EmbeddedPostgres.start();
        String password = Container.environment(dev, "Deployment/" + SERVICE).get("TOUCHLINE_DB_PASSWORD");
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            // As overlays/dev/databases.sh makes it.
            statement.execute("CREATE ROLE member LOGIN PASSWORD '" + password + "'");
            statement.execute("CREATE DATABASE member OWNER member");
            statement.execute("REVOKE ALL ON DATABASE member FROM PUBLIC");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void service_beforeItsMigration_endsAndAfterItServes() throws Exception {
        int health = freePort();
        try (Container early = start("Deployment/" + SERVICE, health)) {
            assertThat(early.ended()).as(early.log()).isNotZero();
            assertThat(early.log()).contains("Validate failed");
        }

        try (Container job = start(job(), freePort())) {
            assertThat(job.ended()).as(job.log()).isZero();
        }

        try (Container service = start("Deployment/" + SERVICE, health)) {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> !service.isRunning() || Container.health(health, "/q/health/ready") == 200);
            assertThat(service.isRunning()).as(service.log()).isTrue();
            assertThat(Container.health(health, "/q/health/started")).isEqualTo(200);
            assertThat(Container.health(health, "/q/health/live")).isEqualTo(200);
        }
    }

    private static String job() {
        return dev.pods().keySet().stream()
                .filter(pod -> pod.startsWith("Job/" + SERVICE + "-migration-"))
                .findFirst()
                .orElseThrow();
    }

    private static Container start(String pod, int health) throws Exception {
        Map<String, String> environment = Container.environment(dev, pod);
        Path secrets = Tools.ROOT.resolve("target/manifests/overlays/dev/secrets");
        environment.put("TOUCHLINE_TLS_FOLDER", secrets.resolve(SERVICE).toString());
        environment.put("TOUCHLINE_ACCESS_JWKS", secrets.resolve("jwks.json").toString());
        environment.put("TOUCHLINE_DB_HOST", "localhost");
        environment.put("TOUCHLINE_DB_PORT", Integer.toString(server.getPort()));
        environment.put("TOUCHLINE_OTEL_DISABLED", "true");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(freePort()));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(health));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Tools.ROOT
                        .resolve(SERVICE + "/target/quarkus-app/quarkus-run.jar")
                        .toString());
        return Container.start(command, environment, folder);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
