package dev.touchline.kittest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A fresh, empty database on a real PostgreSQL for each run of a test application: on the server that TOUCHLINE_DB_URL names
 * ({@code postgresql://user:password@host:port}), else on one that lives as long as this process, in Docker where an engine
 * answers and embedded elsewhere. TOUCHLINE_DB ({@code auto}, {@code url}, {@code docker}, {@code embedded}) insists on one.
 */
public class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Logger LOG = Logger.getLogger(PostgresResource.class);

    /** The image that Testcontainers starts: the version of the embedded binaries and of the trial in Kubernetes. */
    private static final String IMAGE = "postgres:17.6-bookworm";

    private static final Map<String, String> SETTINGS = Map.of(
            "synchronous_commit", "on", "max_connections", "100", "shared_preload_libraries", "pg_stat_statements");

    private static Server server;

    @Override
    public Map<String, String> start() {
        Server server = server();
        String database = "test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        server.create(database);
        return Map.of(
                "touchline.db.host", server.host(),
                "touchline.db.port", Integer.toString(server.port()),
                "touchline.db.user", server.user(),
                "touchline.db.password", server.password(),
                "touchline.db.name", database);
    }

    @Override
    public void stop() {
        // The server goes with this process; a database of its own keeps one test application from another.
    }

    private static synchronized Server server() {
        if (server == null) {
            String asked = System.getenv("TOUCHLINE_DB");
            String url = System.getenv("TOUCHLINE_DB_URL");
            server = switch (DatabaseChoice.of(asked, url, new DockerEngine(System.getenv())::answers)) {
                case URL -> Server.of(URI.create(url));
                case DOCKER -> DatabaseChoice.isFree(asked) ? dockerOrEmbedded() : docker();
                case EMBEDDED -> embedded();
            };
        }
        return server;
    }

    /** An engine may answer and yet have no way to the image. */
    private static Server dockerOrEmbedded() {
        try {
            return docker();
        } catch (RuntimeException cannotStart) {
            LOG.warnf("Docker does not start %s (%s); PostgreSQL is the embedded one", IMAGE, cannotStart.getMessage());
            return embedded();
        }
    }

    private static Server docker() {
        List<String> command = new ArrayList<>(List.of("postgres"));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        // Removed by the library's own container when this process ends, whatever way it ends.
        @SuppressWarnings("resource")
        PostgreSQLContainer container = new PostgreSQLContainer(IMAGE)
                .withUsername("postgres")
                .withPassword("postgres")
                .withCommand(command.toArray(String[]::new));
        container.start();
        return new Server(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword());
    }

    private static Server embedded() {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
            SETTINGS.forEach(builder::setServerConfig);
            return new Server("localhost", builder.start().getPort(), "postgres", "postgres");
        } catch (IOException cannotStart) {
            throw new UncheckedIOException("Embedded PostgreSQL does not start", cannotStart);
        }
    }

    private record Server(String host, int port, String user, String password) {

        static Server of(URI url) {
            String[] login = url.getUserInfo().split(":", 2);
            return new Server(url.getHost(), url.getPort(), login[0], login.length > 1 ? login[1] : "");
        }

        void create(String database) {
            String url = "jdbc:postgresql://" + host + ":" + port + "/postgres";
            try (Connection connection = DriverManager.getConnection(url, user, password);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + database);
            } catch (SQLException refused) {
                throw new IllegalStateException("Cannot create database " + database, refused);
            }
        }
    }
}
